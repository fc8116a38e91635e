public import Quantities

extension Node {
  /// The tree with one value replaced or added, as `--set path=value` does.
  ///
  /// Mappings that are missing on the way are made. A list takes an index that it has, or the one
  /// after its last. A value that begins with `[` or `{` is read as YAML.
  ///
  /// - Parameters:
  ///   - path: The field, such as `system.count` or `stages[0].efficiency`.
  ///   - text: The value as it would be written in the file.
  ///   - file: The name that the new location carries.
  /// - Returns: The new tree; the old one is unchanged.
  /// - Throws: `Diagnostic` when the path does not fit the tree or the value cannot be read.
  public func setting(
    path: String,
    to text: String,
    file: String = "--set"
  ) throws(Diagnostic) -> Node {
    guard let steps = DocumentPath.steps(path) else {
      throw Diagnostic(
        "\"\(path)\" is not a path",
        file: file,
        hint: "write names with points between, such as system.count=1024 or stages[0].power=1 kW"
      )
    }
    let location = Location(file: file)
    let trimmed = text.drop { $0.isWhitespace }
    var leaf = Node(.scalar(Scalar(text)), at: location)
    if trimmed.first == "[" || trimmed.first == "{" {
      var diagnostics = Diagnostics()
      guard let parsed = Node.parse(text: text, file: file, into: &diagnostics) else {
        var found = diagnostics.errors.first ?? Diagnostic("the value cannot be read", file: file)
        found.field = path
        throw found
      }
      leaf = parsed
    }
    return try replacing(steps[...], with: leaf, path: path, location: location)
  }

  /// The tree with the value at the steps replaced.
  private func replacing(
    _ steps: ArraySlice<DocumentPath.Step>,
    with leaf: Node,
    path: String,
    location: Location
  ) throws(Diagnostic) -> Node {
    guard let step = steps.first else { return leaf }
    let rest = steps.dropFirst()
    let missing = Node(.scalar(Scalar("")), at: location)
    switch (step, value) {
    case (.key(let key), .mapping(var entries)):
      if let index = entries.firstIndex(where: { $0.key == key }) {
        entries[index].value = try entries[index].value.replacing(
          rest,
          with: leaf,
          path: path,
          location: location
        )
      } else {
        let value = try missing.replacing(rest, with: leaf, path: path, location: location)
        entries.append(Entry(key: key, location: location, value: value))
      }
      return Node(.mapping(entries), at: self.location)
    case (.key(let key), .scalar(let scalar)):
      guard scalar.isNull else {
        throw Diagnostic(
          "\(shape) stands where \"\(key)\" would be set",
          file: location.file,
          field: path,
          hint: "it was written at \(self.location); set it as a whole"
        )
      }
      let value = try missing.replacing(rest, with: leaf, path: path, location: location)
      let entry = Entry(key: key, location: location, value: value)
      return Node(.mapping([entry]), at: location)
    case (.index(let index), .sequence(var nodes)):
      guard index <= nodes.count else {
        throw Diagnostic(
          "the list has \(nodes.count) elements, so [\(index)] is beyond its end",
          file: location.file,
          field: path,
          hint: "[\(nodes.count)] would add one"
        )
      }
      let old = index < nodes.count ? nodes[index] : missing
      let value = try old.replacing(rest, with: leaf, path: path, location: location)
      if index < nodes.count { nodes[index] = value } else { nodes.append(value) }
      return Node(.sequence(nodes), at: self.location)
    case (.index(0), .scalar(let scalar)) where scalar.isNull:
      let value = try missing.replacing(rest, with: leaf, path: path, location: location)
      return Node(.sequence([value]), at: location)
    default:
      throw Diagnostic(
        "\(shape) does not have the element that is to be set",
        file: location.file,
        field: path,
        hint: "it was written at \(self.location)"
      )
    }
  }
}
