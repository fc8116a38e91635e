public import Quantities

extension Schema {
  /// Checks one value of a field, where a document gives several to choose from.
  ///
  /// - Parameters:
  ///   - node: The value.
  ///   - attribute: The path of the field as the table writes it.
  ///   - path: The path of the value, for messages.
  ///   - diagnostics: Receives type, unit, range or choice that does not fit.
  /// - Returns: Whether the value fits; false too where the table has no such field.
  public func check(
    _ node: Node,
    as attribute: String,
    at path: String,
    into diagnostics: inout Diagnostics
  ) -> Bool {
    guard let index = attributes.firstIndex(where: { $0.path == attribute }) else { return false }
    var reader = SchemaReader(schema: self, prefix: "")
    let value = reader.value(of: node, kind: attributes[index].kind, attribute: index, path: path)
    diagnostics.add(contentsOf: reader.diagnostics)
    return value != nil
  }
}
