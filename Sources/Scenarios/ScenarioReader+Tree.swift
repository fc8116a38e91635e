import Documents
import Quantities

extension ScenarioReader {
  /// The tree of a scenario file with fields set on top; nil when the text cannot be used.
  static func tree(
    path: String,
    settings: [String],
    into diagnostics: inout Diagnostics
  ) throws(DocumentFileError) -> Node? {
    guard var node = try Node.read(path: path, into: &diagnostics) else { return nil }
    for setting in settings {
      guard let split = setting.firstIndex(of: "="), split != setting.startIndex else {
        diagnostics.error(
          "\"\(setting)\" is no setting",
          field: "--set",
          hint: "write path=value, such as system.count=1024"
        )
        continue
      }
      let field = String(setting[..<split])
      let value = String(setting[setting.index(after: split)...])
      do {
        node = try node.setting(path: field, to: value)
      } catch {
        diagnostics.add(error)
      }
    }
    return node
  }
}
