import Documents
import Quantities
import Supply

/// Takes figures out of files and notes which of them are uncertain or weak.
struct FigureTaker {
  /// Figures with an interval.
  var ranges: [IndustryRange] = []
  /// Figures that are estimates or recollections.
  var weak: [String] = []

  /// A figure in the unit of the supply chain; nil where it is neither written nor has a default.
  ///
  /// - Parameters:
  ///   - record: What the file says.
  ///   - kind: The kind of file.
  ///   - field: The field in the file.
  ///   - path: Its path below the part's own in the supply chain; the field's without it.
  ///   - factor: What turns the file's value into the supply chain's.
  /// - Returns: The figure.
  mutating func take(
    _ record: Record,
    _ kind: CatalogKind,
    _ field: String,
    as path: String? = nil,
    times factor: Double = 1
  ) -> Double? {
    guard let value = record.number(field) else { return nil }
    if !record.isDefault(field), let figure = record.figure(field) {
      let id = record.text("id") ?? ""
      if !Self.isFixed(field), figure.low != nil || figure.high != nil {
        let part = kind == .markets ? "market" : "\(kind.rawValue).\(id)"
        ranges.append(
          IndustryRange(
            path: "\(part).\(path ?? field)",
            low: (figure.low ?? value) * factor,
            best: value * factor,
            high: (figure.high ?? value) * factor
          )
        )
      }
      if figure.grade >= .estimated { weak.append("\(kind.rawValue)/\(id): \(field)") }
    }
    return value * factor
  }

  /// Whether a figure is not varied by itself.
  ///
  /// Orders go with the capacity of their stage; shares of owners, what a technology changes in the end
  /// and by how many years it is late are as written.
  private static func isFixed(_ field: String) -> Bool {
    field.contains(".orders[") || field.hasPrefix("owners[") || field.hasPrefix("changes[")
      || field.hasSuffix(".years")
  }

  /// The figures of a mapping by free names.
  mutating func take(
    under group: String,
    of record: Record,
    _ kind: CatalogKind,
    times factor: Double = 1
  ) -> [String: Double] {
    var amounts: [String: Double] = [:]
    for name in record.keys(under: group) {
      amounts[name] = take(record, kind, "\(group).\(name)", times: factor)
    }
    return amounts
  }
}
