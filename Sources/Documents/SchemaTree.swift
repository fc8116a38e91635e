/// The fields of a format as a tree, so that a document is read in one walk.
struct SchemaTree: Sendable {
  /// One place in the tree.
  struct Place: Sendable {
    /// The attribute that describes the place, as its position in the table.
    var attribute: Int?
    /// The places of named fields, in the order of the table.
    var children: [(key: String, place: Int)] = []
    /// The place of fields with any name.
    var wildcard: Int?
    /// The place of the elements of a list.
    var element: Int?

    /// The place of a field with a name.
    func child(_ key: String) -> Int? { children.first { $0.key == key }?.place ?? wildcard }

    /// Whether fields with names are described.
    var isGroup: Bool { !children.isEmpty || wildcard != nil }
  }

  /// The places; the first is the whole document.
  private(set) var places: [Place] = [Place()]

  /// Builds the tree of a table.
  init(_ attributes: [Attribute]) {
    for (index, attribute) in attributes.enumerated() {
      var current = 0
      for part in attribute.path.split(separator: ".") {
        let name = part.hasSuffix("[]") ? part.dropLast(2) : part
        current = name == "*" ? wildcard(of: current) : child(String(name), of: current)
        if part.hasSuffix("[]") { current = element(of: current) }
      }
      places[current].attribute = index
    }
  }

  /// The place of a named field, made when it is not there.
  private mutating func child(_ key: String, of parent: Int) -> Int {
    if let known = places[parent].children.first(where: { $0.key == key }) { return known.place }
    places.append(Place())
    places[parent].children.append((key, places.count - 1))
    return places.count - 1
  }

  /// The place of fields with any name, made when it is not there.
  private mutating func wildcard(of parent: Int) -> Int {
    if let known = places[parent].wildcard { return known }
    places.append(Place())
    places[parent].wildcard = places.count - 1
    return places.count - 1
  }

  /// The place of the elements of a list, made when it is not there.
  private mutating func element(of parent: Int) -> Int {
    if let known = places[parent].element { return known }
    places.append(Place())
    places[parent].element = places.count - 1
    return places.count - 1
  }
}
