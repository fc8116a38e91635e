import Quantities

/// Walks a document along the tree of a schema and collects values and faults.
struct SchemaReader {
  /// The format.
  let schema: Schema
  /// The path of the document in a larger one, for messages.
  let prefix: String
  /// The values found.
  var record = Record()
  /// The faults found.
  var diagnostics = Diagnostics()

  /// How many faults are reported before the rest of a document is left unchecked.
  static let faultLimit = 200

  /// Makes a reader.
  init(schema: Schema, prefix: String) {
    self.schema = schema
    self.prefix = prefix
  }

  /// Reads a whole document.
  mutating func read(_ node: Node) {
    guard case .mapping = node.value else {
      fault(
        "",
        "\(node.shape) is written here; a mapping is due",
        at: node.location,
        hint: "a \(schema.name) begins with lines such as \(firstField)"
      )
      return
    }
    visit(node, place: 0, path: "", parent: "", key: "")
    if schema.figures, !isFull { checkFigures(in: node) }
    if isFull {
      diagnostics.note(
        "only the first \(Self.faultLimit) faults are shown",
        file: node.location.file,
        hint: "is this a \(schema.name)?"
      )
    }
  }

  /// Reads a node at a place of the tree.
  private mutating func visit(
    _ node: Node,
    place: Int,
    path: String,
    parent: String,
    key: String
  ) {
    let here = schema.tree.places[place]
    record.written[path] = node
    switch node.value {
    case .mapping(let entries) where here.isGroup:
      visitEntries(entries, of: node, place: place, path: path)
      return
    case .sequence(let nodes) where here.element != nil:
      for (index, element) in nodes.enumerated() where !isFull {
        guard let place = here.element else { continue }
        visit(
          element,
          place: place,
          path: "\(path)[\(index)]",
          parent: path,
          key: String(index)
        )
      }
      return
    default: break
    }
    guard let attribute = here.attribute else {
      if here.element != nil {
        fault(
          path,
          "\(node.shape) is written here; a list is due",
          at: node.location,
          hint: "begin each element with a dash"
        )
      } else {
        fault(
          path,
          "\(node.shape) is written here; a mapping is due",
          at: node.location,
          hint: fieldsHint(here)
        )
      }
      return
    }
    // A group that is also an attribute, other than a plain group, takes a value or a mapping.
    if schema.attributes[attribute].kind == .map, here.isGroup {
      fault(
        path,
        "\(node.shape) is written here; a mapping is due",
        at: node.location,
        hint: fieldsHint(here)
      )
      return
    }
    readLeaf(node, attribute: attribute, path: path, parent: parent, key: key)
  }

  /// Reads the entries of a mapping, then looks for what is missing.
  private mutating func visitEntries(
    _ entries: [Node.Entry],
    of node: Node,
    place: Int,
    path: String
  ) {
    let here = schema.tree.places[place]
    var present: Set<Int> = []
    for entry in entries where !isFull {
      let inside = DocumentPath.join(path, entry.key)
      guard let child = here.child(entry.key) else {
        unknown(entry, in: here, path: inside)
        continue
      }
      if entry.value.isNull { continue }
      present.insert(child)
      visit(entry.value, place: child, path: inside, parent: path, key: entry.key)
    }
    for (key, child) in here.children where !present.contains(child) {
      absent(
        place: child,
        path: DocumentPath.join(path, key),
        parent: path,
        key: key,
        location: node.location
      )
    }
  }

  /// Reads the value of an attribute.
  private mutating func readLeaf(
    _ node: Node,
    attribute: Int,
    path: String,
    parent: String,
    key: String
  ) {
    var node = node
    var figure: Node?
    var provenance = Provenance()
    let kind = schema.attributes[attribute].kind
    if schema.figures, kind.isFigure || kind == .integer, case .mapping = node.value {
      guard let inner = openFigure(node, path: path, provenance: &provenance) else { return }
      figure = node
      node = inner
    }
    guard let value = value(of: node, kind: kind, attribute: attribute, path: path) else { return }
    if let figure {
      readInterval(
        figure,
        around: value,
        attribute: attribute,
        path: path,
        provenance: &provenance
      )
    }
    record.add(
      Record.Item(
        path: path,
        parent: parent,
        key: key,
        attribute: attribute,
        text: node.flowText,
        value: value,
        location: node.location,
        isDefault: false,
        provenance: provenance
      )
    )
  }

  /// Whether so much is wrong that looking further is of no use.
  var isFull: Bool { diagnostics.entries.count >= Self.faultLimit }

  /// Adds an error about a field.
  mutating func fault(_ path: String, _ message: String, at location: Location, hint: String?) {
    let field = path.isEmpty ? prefix : prefix.isEmpty ? path : DocumentPath.join(prefix, path)
    diagnostics.error(
      message,
      file: location.file,
      line: location.line > 0 ? location.line : nil,
      column: location.column > 0 ? location.column : nil,
      field: field.isEmpty ? nil : field,
      hint: hint
    )
  }
}
