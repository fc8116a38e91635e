import Documents
import Quantities

/// Finds the fields with several values, and what is wrong with them.
struct AxisReader {
  /// The format of the file.
  private let schema: Schema
  /// The axes found.
  private(set) var axes: [Axis] = []
  /// What is wrong.
  private(set) var diagnostics = Diagnostics()
  /// Fields in which anything is wrong.
  private(set) var faulty: Set<String> = []

  /// The most values that one axis may have.
  static let valueLimit = 10_000

  /// Fields of which there is one in a scenario, with what to do instead.
  private static let single = [
    "narrows": "write narrows: 1",
    "name": "write one name; variants are told apart by the fields that vary",
    "objective": "write one objective; the others are asked by --set objective=... one at a time",
  ]

  /// Starts to look for axes in files of a format.
  init(schema: Schema = ScenarioFormat.schema) { self.schema = schema }

  /// Reads a field, which becomes an axis when several values are written.
  mutating func read(_ node: Node, of attribute: Attribute) {
    let before = diagnostics.entries.count
    if let values = values(node, of: attribute) {
      checkRepeats(values, of: attribute)
      axes.append(Axis(path: attribute.path, values: values, location: node.location))
    }
    if diagnostics.entries.count > before { faulty.insert(attribute.path) }
  }

  /// The values of a field, or nil when it has one, or is at fault.
  private mutating func values(_ node: Node, of attribute: Attribute) -> [Node]? {
    guard let choices = choices(node, of: attribute) else {
      guard attribute.kind.isNumeric, let text = node.text, text.contains("..") else { return nil }
      if let advice = Self.single[attribute.path] {
        fault(attribute.path, "this field has one value, not a range", at: node, hint: advice)
        return nil
      }
      return range(text, of: attribute, at: node, path: attribute.path)
    }
    if let advice = Self.single[attribute.path] {
      fault(attribute.path, "this field has one value, not a list", at: node, hint: advice)
      return nil
    }
    guard !choices.isEmpty else {
      fault(
        attribute.path,
        "the list is empty; at least one value is due",
        at: node,
        hint: "write [\(attribute.example)], or leave the field out"
      )
      return nil
    }
    var values: [Node] = []
    var isWhole = true
    for (index, element) in choices.enumerated() {
      let path = "\(attribute.path)[\(index)]"
      if attribute.kind.isNumeric, let text = element.text, text.contains("..") {
        let inner = range(text, of: attribute, at: element, path: path)
        values += inner ?? []
        if inner == nil { isWhole = false }
        continue
      }
      if element.isNull {
        fault(path, "nothing is written here; a value is due", at: element, hint: "take it out")
        isWhole = false
        continue
      }
      let fits = schema.check(
        element,
        as: attribute.path,
        at: path,
        into: &diagnostics
      )
      if fits { values.append(element) } else { isWhole = false }
    }
    guard isWhole else { return nil }
    guard values.count <= Self.valueLimit else {
      tooMany(Double(values.count), path: attribute.path, at: node)
      return nil
    }
    return values
  }

  /// The values among which a list chooses; nil when what is written is one value.
  private func choices(_ node: Node, of attribute: Attribute) -> [Node]? {
    guard case .sequence(let elements) = node.value else { return nil }
    func isList(_ element: Node) -> Bool {
      if case .sequence = element.value { true } else { false }
    }
    switch attribute.kind {
    case .map: return nil
    case .list: return elements.contains(where: isList) ? elements : nil
    case .any where attribute.path == "plan.recompute":
      // A list of parts is one way to recompute; whole ways, or lists of parts, are several.
      let ways = ["none", "selective", "full"]
      let isChoice = elements.contains { isList($0) || ways.contains($0.text ?? "") }
      return isChoice ? elements : nil
    default: return elements
    }
  }

  /// Reports values that are the same.
  private mutating func checkRepeats(_ values: [Node], of attribute: Attribute) {
    var seen: [String: Node] = [:]
    for value in values {
      let key = Self.identity(value, kind: attribute.kind)
      guard let first = seen[key] else {
        seen[key] = value
        continue
      }
      let text = Axis.text(value)
      let other = Axis.text(first)
      fault(
        attribute.path,
        text == other ? "\(text) is written twice" : "\(text) and \(other) are the same value",
        at: value,
        hint: "write each value once"
      )
    }
  }

  /// A text that is the same for values that mean the same.
  private static func identity(_ value: Node, kind: Attribute.Kind) -> String {
    switch kind {
    case .quantity, .ratio, .number, .integer:
      let text = Axis.text(value)
      return (try? Quantity.parse(text)).map { Format.significant($0.value, digits: 12) } ?? text
    case .text: return Axis.text(value).lowercased()
    case .list: return value.elements.map(Axis.text).sorted().joined(separator: " ")
    default: return Axis.text(value)
    }
  }

  // MARK: Ranges

  /// The values of a range; nil, with a fault, when it is none.
  private mutating func range(
    _ text: String,
    of attribute: Attribute,
    at node: Node,
    path: String
  ) -> [Node]? {
    switch AxisRange.read(text, of: attribute, path: path, at: node.location, schema: schema) {
    case .values(let texts): return texts.map { Node(.scalar(Node.Scalar($0)), at: node.location) }
    case .tooMany(let count):
      tooMany(count, path: path, at: node)
      return nil
    case .faults(let found):
      diagnostics.add(contentsOf: found)
      return nil
    }
  }

  /// Reports an axis with more values than anybody waits for.
  private mutating func tooMany(_ count: Double, path: String, at node: Node) {
    fault(
      path,
      "\(Format.count(count)) values are more than the \(Format.count(Self.valueLimit)) that a field"
        + " may have",
      at: node,
      hint: "raise the step, or write a list of the values that matter"
    )
  }

  /// Adds an error about a field.
  private mutating func fault(_ path: String, _ message: String, at node: Node, hint: String?) {
    let location = node.location
    diagnostics.error(
      message,
      file: location.file,
      line: location.line > 0 ? location.line : nil,
      column: location.column > 0 ? location.column : nil,
      field: path,
      hint: hint
    )
  }
}

extension Attribute.Kind {
  /// Whether values are numbers, so that a range can be written.
  var isNumeric: Bool {
    switch self {
    case .quantity, .ratio, .number, .integer: true
    default: false
    }
  }
}
