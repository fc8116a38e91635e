import Quantities

extension SchemaReader {
  /// Fills in defaults, and reports what is required, in a part that was not written.
  mutating func absent(
    place: Int,
    path: String,
    parent: String,
    key: String,
    location: Location
  ) {
    let here = schema.tree.places[place]
    if let index = here.attribute {
      let attribute = schema.attributes[index]
      if attribute.isRequired {
        fault(path, "this field is missing", at: location, hint: wanted(attribute, key: key))
        return
      }
      if let text = attribute.defaultValue {
        fill(text, attribute: index, path: path, parent: parent, key: key, location: location)
      }
      if attribute.kind == .map { return }
    }
    for (name, child) in here.children {
      absent(
        place: child,
        path: DocumentPath.join(path, name),
        parent: path,
        key: name,
        location: location
      )
    }
  }

  /// Fills in a default.
  private mutating func fill(
    _ text: String,
    attribute: Int,
    path: String,
    parent: String,
    key: String,
    location: Location
  ) {
    guard let node = Self.sample(text, at: location) else { return }
    var scratch = SchemaReader(schema: schema, prefix: prefix)
    guard
      let value = scratch.value(
        of: node,
        kind: schema.attributes[attribute].kind,
        attribute: attribute,
        path: path
      )
    else {
      diagnostics.add(contentsOf: scratch.diagnostics)
      return
    }
    record.add(
      Record.Item(
        path: path,
        parent: parent,
        key: key,
        attribute: attribute,
        text: text,
        value: value,
        location: location,
        isDefault: true
      )
    )
  }

  /// Reports a field that the format does not have, with the nearest that it has.
  mutating func unknown(_ entry: Node.Entry, in here: SchemaTree.Place, path: String) {
    let names = here.children.map(\.key)
    let near = Nearest.names(to: entry.key, among: names, limit: 2)
    let hint =
      near.isEmpty
      ? fieldsHint(here) : "did you mean \(near.map { "\"\($0)\"" }.joined(separator: " or "))?"
    fault(path, "there is no field \"\(entry.key)\" here", at: entry.location, hint: hint)
  }

  /// The fields of a place, for a hint.
  func fieldsHint(_ here: SchemaTree.Place) -> String? {
    let names = here.children.map(\.key)
    guard !names.isEmpty else { return nil }
    let more = names.count > 12 ? ", ..." : ""
    return "its fields are \(names.prefix(12).joined(separator: ", "))\(more)"
  }

  /// What a missing field may look like, for a hint.
  private func wanted(_ attribute: Attribute, key: String) -> String {
    if !attribute.example.isEmpty { return "write \"\(key): \(attribute.example)\"" }
    return attribute.kind == .map ? "\(key) is a group of fields" : "it is a \(attribute.kind)"
  }

  /// A line with the first field of the format, for a hint.
  var firstField: String {
    guard let first = schema.attributes.first else { return "name: value" }
    return "\"\(first.path): \(first.example)\""
  }
}
