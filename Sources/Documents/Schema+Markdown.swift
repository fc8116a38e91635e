extension Schema {
  /// The reference page of the format, in Markdown: one row a field.
  public func markdown() -> String {
    var lines = ["# \(name)", "", summary, ""]
    if figures {
      lines += [
        """
        Every number carries its source and grade: those at the top of the file, or its own, \
        written `{ value: ..., low: ..., high: ..., source: ..., grade: ..., note: ... }`, where low \
        and high are the ends of what the source allows. \
        Grades: \(Figure.Grade.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")).
        """, "",
      ]
    }
    lines += [
      "| field | type and unit | default | range | description | example |",
      "| --- | --- | --- | --- | --- | --- |",
    ]
    for attribute in attributes {
      let cells = [
        "`\(attribute.path)`", attribute.kind.description, Self.defaultText(attribute),
        Self.rangeText(attribute), attribute.summary,
        attribute.example.isEmpty ? "" : "`\(attribute.example)`",
      ]
      let row = cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }
      lines.append("| \(row.joined(separator: " | ")) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What the page says about the default of a field.
  private static func defaultText(_ attribute: Attribute) -> String {
    if attribute.isRequired { return "**required**" }
    return attribute.defaultValue.map { "`\($0)`" } ?? ""
  }

  /// What the page says about the range of a field.
  private static func rangeText(_ attribute: Attribute) -> String {
    if !attribute.allowed.isEmpty {
      return attribute.allowed.map { "`\($0)`" }.joined(separator: ", ")
    }
    var unit = ""
    if case .quantity(let symbol) = attribute.kind { unit = symbol }
    let range = attribute.range ?? (attribute.kind == .ratio ? .share : nil)
    return range?.words(unit: unit) ?? ""
  }
}
