public import Quantities

/// A format of files: the table of its fields, from which reading, checks and reference page follow.
public struct Schema: Sendable {
  /// What the format is called, such as `scenario` or `accelerator`.
  public let name: String
  /// One sentence about the format.
  public let summary: String
  /// The fields, in the order of the reference page.
  public let attributes: [Attribute]
  /// Whether numbers are figures with a source and a grade, as in the catalogue.
  public let figures: Bool
  /// The fields as a tree, for reading.
  let tree: SchemaTree
  /// The unit of each attribute that is a quantity.
  let units: [Unit?]

  /// Makes a format.
  ///
  /// With `figures`, the fields `sources`, `source` and `grade` are added unless the table has
  /// them, and any number may be written as `{ value: …, low: …, high: …, source: …, grade: …, note: … }`.
  ///
  /// A group of fields that the table declares as a `.map` of its own is optional as a whole: while it
  /// is absent, neither defaults nor required fields inside it count. Groups that are not
  /// declared are only names, and the defaults inside them always hold.
  ///
  /// - Parameters:
  ///   - name: What the format is called.
  ///   - summary: One sentence about it.
  ///   - figures: Whether numbers need a source and a grade.
  ///   - attributes: The fields.
  public init(name: String, summary: String, figures: Bool = false, attributes: [Attribute]) {
    var all = attributes
    if figures {
      let paths = Set(attributes.map(\.path))
      all += Figure.attributes.filter { !paths.contains($0.path) }
    }
    self.name = name
    self.summary = summary
    self.figures = figures
    self.attributes = all
    tree = SchemaTree(all)
    units = all.map { Schema.unit(of: $0.kind) }
  }

  /// The field with a path as the table writes it.
  public func attribute(_ path: String) -> Attribute? { attributes.first { $0.path == path } }

  /// Reads a document; everything that is wrong is added to the diagnostics.
  ///
  /// Checked are unknown fields, missing ones, types, units and their dimension, ranges and
  /// choices; with `figures` also sources and grades. Fields in error are absent from the record.
  ///
  /// - Parameters:
  ///   - node: The document, or a part of it.
  ///   - prefix: The path of that part, for messages.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The values that could be read.
  public func read(
    _ node: Node,
    prefix: String = "",
    into diagnostics: inout Diagnostics
  ) -> Record {
    var reader = SchemaReader(schema: self, prefix: prefix)
    reader.read(node)
    diagnostics.add(contentsOf: reader.diagnostics)
    return reader.record
  }

  /// What is wrong with the table itself, for tests of the rooms that write tables.
  public var problems: [String] {
    var problems: [String] = []
    var seen: Set<String> = []
    for (index, attribute) in attributes.enumerated() {
      func add(_ text: String) { problems.append("\(name).\(attribute.path): \(text)") }
      if !seen.insert(attribute.path).inserted { add("declared twice") }
      if attribute.summary.isEmpty { add("has no summary") }
      if Self.isQuantity(attribute.kind), units[index] == nil { add("has an unknown unit") }
      if attribute.isRequired, attribute.defaultValue != nil {
        add("is required and has a default")
      }
      for (what, text) in [("default", attribute.defaultValue), ("example", attribute.example)] {
        guard let text, !text.isEmpty else { continue }
        var reader = SchemaReader(schema: self, prefix: "")
        reader.checkSample(text, attribute: index)
        for found in reader.diagnostics.errors { add("\(what): \(found.message)") }
      }
    }
    return problems
  }

  /// The unit of a kind, when it is a quantity or a list of them.
  private static func unit(of kind: Attribute.Kind) -> Unit? {
    switch kind {
    case .quantity(let unit): try? Unit.parse(unit)
    case .list(let kind): unit(of: kind)
    default: nil
    }
  }

  /// Whether a kind is a quantity or a list of them.
  private static func isQuantity(_ kind: Attribute.Kind) -> Bool {
    switch kind {
    case .quantity: true
    case .list(let kind): isQuantity(kind)
    default: false
    }
  }
}
