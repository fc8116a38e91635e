public import Quantities

/// The values of a document that a schema has read, by path, with the defaults filled in.
public struct Record: Sendable {
  /// A value of a field.
  enum Value: Hashable, Sendable {
    /// A number in SI base units.
    case number(Double)
    /// A whole number.
    case integer(Int)
    /// A text or a choice.
    case text(String)
    /// A flag.
    case flag(Bool)
    /// Values in a row.
    case list([Value])
    /// Anything, unread.
    case node(Node)
  }

  /// A field that was read.
  struct Item: Sendable {
    /// The full path of the field.
    let path: String
    /// The path of the mapping that the field is in.
    let parent: String
    /// The name of the field in that mapping.
    let key: String
    /// The attribute that describes it, as its position in the table.
    let attribute: Int
    /// The value as it was written.
    let text: String
    /// The value.
    let value: Value
    /// Where it was written; for a default, where the mapping around it was.
    let location: Location
    /// Whether it was filled in.
    let isDefault: Bool
    /// What the figure says about itself.
    var provenance = Provenance()
  }

  /// The fields in the order in which they were read.
  var items: [Item] = []
  /// The position of each field by its path.
  var index: [String: Int] = [:]
  /// The nodes that were written, by path, groups and lists included.
  var written: [String: Node] = [:]
  /// The source of every figure that does not name its own.
  var defaultSource: String?
  /// The grade of every figure that does not name its own.
  var defaultGrade: Figure.Grade?

  /// Adds a field.
  mutating func add(_ item: Item) {
    index[item.path] = items.count
    items.append(item)
  }

  /// The field at a path.
  func item(_ path: String) -> Item? { index[path].map { items[$0] } }
}

extension Record {
  /// Whether a field or group was written; false for defaults.
  public func has(_ path: String) -> Bool { written[path] != nil }

  /// The number at a path, in SI base units.
  public func number(_ path: String) -> Double? { item(path)?.value.number }

  /// The whole number at a path.
  public func integer(_ path: String) -> Int? {
    if case .integer(let value) = item(path)?.value { value } else { nil }
  }

  /// The text or choice at a path.
  public func text(_ path: String) -> String? {
    if case .text(let value) = item(path)?.value { value } else { nil }
  }

  /// The flag at a path.
  public func flag(_ path: String) -> Bool? {
    if case .flag(let value) = item(path)?.value { value } else { nil }
  }

  /// The texts of a list at a path; empty when it is absent.
  public func texts(_ path: String) -> [String] {
    guard case .list(let values) = item(path)?.value else { return [] }
    return values.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  /// The numbers of a list at a path, in SI base units; empty when it is absent.
  public func numbers(_ path: String) -> [Double] {
    guard case .list(let values) = item(path)?.value else { return [] }
    return values.compactMap(\.number)
  }

  /// The numbers in a mapping, in SI base units, in the order in which they were written.
  public func numbers(under parent: String) -> [(key: String, value: Double)] {
    items.filter { $0.parent == parent }.compactMap { item in
      item.value.number.map { (item.key, $0) }
    }
  }

  /// The texts in a mapping, in the order in which they were written.
  public func texts(under parent: String) -> [(key: String, value: String)] {
    items.filter { $0.parent == parent }.compactMap { item in
      if case .text(let text) = item.value { (item.key, text) } else { nil }
    }
  }

  /// The names in a mapping, in the order in which they were written; empty when it is absent.
  public func keys(under parent: String) -> [String] {
    written[parent]?.entries.filter { !$0.value.isNull }.map(\.key) ?? []
  }

  /// How many elements a list has; 0 when it is absent.
  public func count(of path: String) -> Int { written[path]?.elements.count ?? 0 }

  /// What was written at a path: a value, a group or a list; nil for defaults.
  public func node(_ path: String) -> Node? { written[path] }

  /// Where a field was written; for a default, where the group around it was.
  public func location(_ path: String) -> Location? {
    written[path]?.location ?? item(path)?.location
  }

  /// An error about a field, to be thrown or collected, with the place where it was written.
  public func diagnostic(
    _ path: String,
    _ message: String,
    hint: String? = nil,
    severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    let place = location(path)
    return Diagnostic(
      message,
      severity: severity,
      file: place?.file,
      line: place.flatMap { $0.line > 0 ? $0.line : nil },
      column: place?.column,
      field: path,
      hint: hint
    )
  }

  /// Whether the value of a field is a default.
  public func isDefault(_ path: String) -> Bool { item(path)?.isDefault ?? false }

  /// The figure at a path, with the source and grade of the file filled in.
  public func figure(_ path: String) -> Figure? { item(path).flatMap(figure(of:)) }

  /// Every figure with its path, in the order in which they were written.
  public var figures: [(path: String, figure: Figure)] {
    items.compactMap { item in figure(of: item).map { (item.path, $0) } }
  }

  /// Every field with its value as text, defaults included, in the order of the table.
  public func resolved() -> [(path: String, text: String)] {
    items.enumerated().sorted {
      ($0.element.attribute, $0.offset) < ($1.element.attribute, $1.offset)
    }.map { ($0.element.path, $0.element.text) }
  }

  /// The figure of a field that has a source and a grade.
  private func figure(of item: Item) -> Figure? {
    guard let number = item.value.number,
      let source = item.provenance.source ?? defaultSource,
      let grade = item.provenance.grade ?? defaultGrade
    else { return nil }
    return Figure(
      text: item.text,
      value: number,
      low: item.provenance.low,
      high: item.provenance.high,
      source: source,
      grade: grade,
      note: item.provenance.note,
      location: item.location
    )
  }
}

extension Record.Value {
  /// The number, when the value is one.
  var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
}
