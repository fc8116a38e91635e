import Quantities

extension SchemaReader {
  /// Takes the value out of a figure that is written as a mapping, and what it says about itself.
  mutating func openFigure(
    _ node: Node,
    path: String,
    provenance: inout Provenance
  ) -> Node? {
    let names = ["value", "low", "high", "source", "grade", "note"]
    for entry in node.entries where !names.contains(entry.key) {
      let near = Nearest.names(to: entry.key, among: names, limit: 1).first
      fault(
        DocumentPath.join(path, entry.key),
        "a figure has no field \"\(entry.key)\"",
        at: entry.location,
        hint: near.map { "did you mean \"\($0)\"?" }
          ?? "its fields are \(names.joined(separator: ", "))"
      )
    }
    provenance.source = node["source"]?.text
    provenance.note = node["note"]?.text
    if let written = node["grade"], let text = written.text {
      provenance.grade = grade(text, at: written.location, path: path)
    }
    guard let value = node["value"], !value.isNull else {
      fault(
        path,
        "the figure has no value",
        at: node.location,
        hint: "write { value: 3.35 TB/s, source: datasheet, grade: datasheet }"
      )
      return nil
    }
    return value
  }

  /// Reads the ends of the interval that a figure's source allows, and checks that they enclose it.
  mutating func readInterval(
    _ node: Node,
    around value: Record.Value,
    attribute: Int,
    path: String,
    provenance: inout Provenance
  ) {
    guard node["low"] != nil || node["high"] != nil else { return }
    guard let best = value.number else {
      fault(
        path,
        "a list has no low and high",
        at: node.location,
        hint: "leave them out, or write a figure of its own"
      )
      return
    }
    provenance.low = end("low", of: node, attribute: attribute, path: path)
    provenance.high = end("high", of: node, attribute: attribute, path: path)
    let written = node["value"]?.flowText ?? ""
    for (key, isCrossed) in [
      ("low", provenance.low.map { $0 > best } ?? false),
      ("high", provenance.high.map { $0 < best } ?? false),
    ] where isCrossed {
      fault(
        DocumentPath.join(path, key),
        "\(node[key]?.flowText ?? "") is \(key == "low" ? "above" : "below") the value \(written)",
        at: node[key]?.location ?? node.location,
        hint: "low ≤ value ≤ high is due"
      )
    }
  }

  /// One end of the interval of a figure, nil where it is not written or cannot be read.
  private mutating func end(_ key: String, of node: Node, attribute: Int, path: String) -> Double? {
    guard let written = node[key], !written.isNull else { return nil }
    return value(
      of: written,
      kind: schema.attributes[attribute].kind,
      attribute: attribute,
      path: DocumentPath.join(path, key)
    )?.number
  }

  /// Checks that every figure has a grade and a source, and that the sources are listed.
  mutating func checkFigures(in node: Node) {
    record.defaultSource = record.text("source")
    record.defaultGrade = record.text("grade").flatMap(Figure.Grade.init(rawValue:))
    let known = node["sources"]?.entries.map(\.key) ?? []
    if let source = record.defaultSource, let place = record.location("source") {
      check(source, known: known, at: place, path: "source")
    }
    var orphans: [Record.Item] = []
    for item in record.items where !item.isDefault {
      if let source = item.provenance.source {
        check(source, known: known, at: item.location, path: item.path)
      }
      guard schema.attributes[item.attribute].kind.isFigure else { continue }
      let hasSource = (item.provenance.source ?? record.defaultSource) != nil
      let hasGrade = (item.provenance.grade ?? record.defaultGrade) != nil
      if !hasSource || !hasGrade { orphans.append(item) }
    }
    guard let first = orphans.first else { return }
    let others = orphans.count > 1 ? ", and so have \(orphans.count - 1) others" : ""
    let hint =
      "write \"source:\" and \"grade:\" at the top of the file, or { value: ..., source: ..., grade: ... }"
    fault(
      first.path,
      "the figure \(first.text) has no source or no grade\(others)",
      at: first.location,
      hint: hint
    )
  }

  /// Checks that a source is listed under `sources`.
  private mutating func check(
    _ source: String,
    known: [String],
    at location: Location,
    path: String
  ) {
    guard !known.contains(source) else { return }
    let near = Nearest.names(to: source, among: known, limit: 1).first
    let list = known.isEmpty ? "the file has no sources" : "it has \(known.joined(separator: ", "))"
    fault(
      path,
      "the source \"\(source)\" is not listed under \"sources\"",
      at: location,
      hint: near.map { "did you mean \"\($0)\"?" } ?? list
    )
  }

  /// Reads a grade.
  private mutating func grade(_ text: String, at location: Location, path: String) -> Figure.Grade?
  {
    if let grade = Figure.Grade(rawValue: text) { return grade }
    let words = Figure.Grade.allCases.map(\.rawValue)
    let near = Nearest.names(to: text, among: words, limit: 1).first
    fault(
      DocumentPath.join(path, "grade"),
      "\"\(text)\" is written here; it must be one of \(words.joined(separator: ", "))",
      at: location,
      hint: near.map { "did you mean \"\($0)\"?" }
    )
    return nil
  }
}
