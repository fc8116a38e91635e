public import Fabrics
import Foundation

extension CollectiveCalibration {
  /// The `collectives:` mapping of a link file with the fitted constants.
  /// - Parameter source: Key of the source in the file's `sources:` mapping.
  /// - Returns: Lines of YAML.
  public func yaml(source: String) -> String { Self.yaml(constants, source: source) }

  /// The `collectives:` mapping of a link file.
  /// - Parameters:
  ///   - constants: Constants to write.
  ///   - source: Key of the source in the file's `sources:` mapping.
  ///   - grade: Grade of the constants.
  /// - Returns: Lines of YAML.
  public static func yaml(
    _ constants: CollectiveConstants,
    source: String,
    grade: String = "fitted"
  ) -> String {
    var lines = ["collectives:", "  source: \(source)", "  grade: \(grade)"]
    var pattern = ""
    var row: (name: String, items: [String])?
    func close() {
      guard let made = row else { return }
      let indent = made.name == "in-network" ? "  " : "    "
      lines.append("\(indent)\(made.name): { \(made.items.joined(separator: ", ")) }")
      row = nil
    }
    for field in CollectiveConstants.fields {
      let value = text(constants[field], kind: field.kind)
      guard let key = field.path.last else { continue }
      if field.path.count == 3, field.path[0] != pattern {
        close()
        pattern = field.path[0]
        lines.append("  \(pattern):")
      }
      let owner =
        field.path.count == 3
        ? field.path[1] : field.path[0] == "in-network" ? "in-network" : ""
      if row?.name != owner { close() }
      if owner.isEmpty {
        if field.kind == .bytes, constants[field] == .infinity { continue }
        lines.append(field.path.count == 2 ? "    \(key): \(value)" : "  \(key): \(value)")
      } else {
        // Members at their default are left out.
        if key == "ramp" || key == "copy-ratio", constants[field] == 0 { continue }
        row = (owner, (row?.items ?? []) + ["\(key): \(value)"])
      }
    }
    close()
    return lines.joined(separator: "\n") + "\n"
  }

  /// A value with its unit, to four digits.
  private static func text(_ value: Double, kind: CollectiveConstants.FieldKind) -> String {
    switch kind {
    case .time: "\(digits(value * 1e6)) us"
    case .bytes: "\(digits(value * 1e-6)) MB"
    case .efficiency, .ratio: digits(value)
    case .count: "\(Int(value))"
    }
  }

  /// A number to four significant digits without an exponent.
  private static func digits(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    let places = max(0, min(9, 3 - Int(log10(value.magnitude).rounded(.down))))
    return String(format: "%.\(places)f", value)
  }
}
