import Documents

/// Fields that every catalogue file begins with.
enum CommonAttributes {
  /// Names by which the part is found.
  static let naming: [Attribute] = [
    Attribute(
      "id",
      .text,
      isRequired: true,
      summary: "Name of the part; also the name of its file.",
      example: "h100-sxm"
    ),
    Attribute(
      "name",
      .text,
      summary: "Name for a reader.",
      example: "\"NVIDIA H100 SXM5 80 GB\""
    ),
    Attribute(
      "aliases",
      .list(of: .text),
      summary: "Other spellings under which it is found; `*` stands for any text.",
      example: "[H100, \"NVIDIA H100-SXM5-80GB\"]"
    ),
    Attribute("year", .integer, summary: "Year in which it came out.", example: "2022"),
    Attribute("vendor", .text, summary: "Who makes it.", example: "nvidia"),
    Attribute("note", .text, summary: "What a reader should know.", example: "\"a custom build\""),
  ]
}
