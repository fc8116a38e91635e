import Documents
public import Quantities
import Supply

extension RoadmapTruth {
  /// Reads a truth from YAML.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - file: The name that diagnostics carry.
  ///   - diagnostics: Receives what is wrong.
  /// - Returns: The truth, or nil when anything is wrong.
  public static func read(
    text: String,
    file: String,
    into diagnostics: inout Diagnostics
  ) -> RoadmapTruth? {
    guard let node = Node.parse(text: text, file: file, into: &diagnostics) else { return nil }
    var reader = Reader(root: node)
    let truth = RoadmapTruth(
      labels: reader.entries("labels") { reader, entry in
        Label(
          from: reader.quarter(entry, "from"),
          to: reader.quarter(entry, "to"),
          layers: reader.texts(entry, "layers").compactMap { name in
            let layer = Layer(rawValue: name)
            if layer == nil { reader.wrong(entry, "no layer is called \(name)") }
            return layer
          },
          origin: reader.origin(entry)
        )
      },
      series: reader.entries("series") { reader, entry in
        let quantity = reader.choice(entry, "quantity", Series.Quantity.units)
        return Series(
          name: reader.text(entry, "name"),
          quantity: quantity,
          vendors: reader.texts(entry, "vendors"),
          scored: reader.texts(entry, "scored").compactMap { Int($0) },
          values: reader.years(entry, "values").mapValues { $0 * quantity.scale },
          origin: reader.origin(entry)
        )
      },
      shares: reader.entries("shares") { reader, entry in
        Share(
          name: reader.text(entry, "name"),
          stages: reader.texts(entry, "stages"),
          year: Int(reader.number(entry, "year")),
          value: reader.number(entry, "value"),
          origin: reader.origin(entry)
        )
      },
      capacities: reader.entries("capacities") { reader, entry in
        Capacity(
          name: reader.text(entry, "name"),
          stages: reader.texts(entry, "stages"),
          quarter: reader.quarter(entry, "quarter"),
          low: reader.number(entry, "low"),
          high: reader.number(entry, "high"),
          origin: reader.origin(entry)
        )
      },
      turns: reader.entries("turns") { reader, entry in
        Turn(
          kind: reader.choice(entry, "kind", Turn.Kind.peak),
          from: reader.quarter(entry, "from"),
          to: reader.quarter(entry, "to"),
          origin: reader.origin(entry)
        )
      },
      vintages: reader.entries("vintages") { reader, entry in
        Vintage(
          name: reader.text(entry, "name"),
          made: reader.quarter(entry, "made"),
          foreseen: reader.range(entry, "low", "high"),
          came: reader.range(entry, "came-low", "came-high"),
          origin: reader.origin(entry)
        )
      }
    )
    for problem in reader.problems {
      diagnostics.error(problem.message, file: file, line: problem.line)
    }
    return reader.problems.isEmpty ? truth : nil
  }

  /// Takes fields out of the tree and notes what is wrong.
  private struct Reader {
    /// The file.
    var root: Node
    /// What is wrong, with its line.
    var problems: [(message: String, line: Int)] = []

    /// Notes that an entry is wrong.
    mutating func wrong(_ node: Node, _ message: String) {
      problems.append((message, node.location.line))
    }

    /// Every entry of a list.
    mutating func entries<Entry>(
      _ key: String,
      _ make: (inout Reader, Node) -> Entry
    ) -> [Entry] {
      guard let list = root[key] else {
        wrong(root, "\(key) is missing")
        return []
      }
      return list.elements.map { make(&self, $0) }
    }

    /// A text, empty where it is missing.
    mutating func text(_ node: Node, _ key: String) -> String {
      if let text = node[key]?.text { return text }
      wrong(node, "\(key) is missing")
      return ""
    }

    /// Some texts.
    mutating func texts(_ node: Node, _ key: String) -> [String] {
      guard let list = node[key] else {
        wrong(node, "\(key) is missing")
        return []
      }
      return list.elements.compactMap(\.text)
    }

    /// A finite number, 0 where it is missing.
    mutating func number(_ node: Node, _ key: String) -> Double {
      if let number = node[key]?.number, number.isFinite { return number }
      wrong(node, "\(key) is missing or no number")
      return 0
    }

    /// Two positive numbers that do not cross.
    mutating func range(_ node: Node, _ low: String, _ high: String) -> ClosedRange<Double> {
      let lower = number(node, low)
      let upper = number(node, high)
      guard lower > 0, lower <= upper else {
        wrong(node, "\(low) must be above 0 and not above \(high)")
        return 1...1
      }
      return lower...upper
    }

    /// A quarter.
    mutating func quarter(_ node: Node, _ key: String) -> Quarter {
      if let quarter = Quarter(text(node, key)) { return quarter }
      wrong(node, "\(key) is no quarter such as 2022Q1")
      return Quarter(2022, 1)
    }

    /// One of some words.
    mutating func choice<Choice: RawRepresentable<String>>(
      _ node: Node,
      _ key: String,
      _ otherwise: Choice
    ) -> Choice {
      let word = text(node, key)
      if let choice = Choice(rawValue: word) { return choice }
      wrong(node, "\(key) cannot be \(word)")
      return otherwise
    }

    /// Numbers by year.
    mutating func years(_ node: Node, _ key: String) -> [Int: Double] {
      var found: [Int: Double] = [:]
      for entry in node[key]?.entries ?? [] {
        if let year = Int(entry.key), let number = entry.value.number, number.isFinite, number > 0 {
          found[year] = number
        } else {
          wrong(node, "\(key).\(entry.key) is no year with a number above 0")
        }
      }
      return found
    }

    /// The reference of an entry.
    mutating func origin(_ node: Node) -> Origin {
      let name = text(node, "source")
      guard let source = root["sources"]?[name]?.text else {
        wrong(node, "no source is called \(name)")
        return Origin(source: "", grade: "")
      }
      let grade = text(node, "grade")
      if Figure.Grade(rawValue: grade) == nil { wrong(node, "no grade is called \(grade)") }
      return Origin(source: source, grade: grade)
    }
  }
}
