import Catalog
public import Documents

/// The format of files about the supply chain through time.
public enum RoadmapFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "roadmap",
    summary: "A question about the supply chain through time: what binds in which quarter, and what"
      + " that is worth.",
    attributes: head + run + events + asked + build + ProgrammeFormat.attributes
  )

  /// Version and name.
  private static let head: [Attribute] = ["narrows", "name"].compactMap {
    ScenarioFormat.schema.attribute($0)
  }

  /// What is run.
  private static let run: [Attribute] = [
    Attribute(
      "roadmap.from",
      .text,
      defaultValue: "2022Q1",
      summary: "First quarter; nothing that became known later is read.",
      example: "2022Q1"
    ),
    Attribute(
      "roadmap.to",
      .text,
      defaultValue: "2035Q4",
      summary: "Last quarter.",
      example: "2030Q4"
    ),
    Attribute(
      "roadmap.samples",
      .integer,
      defaultValue: "0",
      range: .within(0...1_000_000),
      summary: "Futures drawn at random from the intervals of the catalogue's figures.",
      example: "200"
    ),
    Attribute(
      "roadmap.without",
      .list(of: .text),
      summary: "Events of the catalogue that are left out.",
      example: "[chatgpt-training]"
    ),
    Attribute(
      "roadmap.change",
      .map,
      summary: "Figures that are to be others, by path: a factor such as `2x`, or a value.",
      example: "{ stages.cowos.capacity: 2x, market.occupancy: 0.7 }"
    ),
  ]

  /// Events of the file's own.
  private static let events: [Attribute] =
    [
      Attribute(
        "roadmap.events[].id",
        .text,
        isRequired: true,
        summary: "Name of an event of the file's own; exactly one of"
          + " \(EventFormat.effects.joined(separator: ", ")) is written.",
        example: "slow-grid"
      ),
      Attribute(
        "roadmap.events[].name",
        .text,
        summary: "Name for a reader.",
        example: "Grid takes twice as long"
      ),
    ] + EventFormat.fields(prefix: "roadmap.events[].")

  /// What is asked of the result.
  private static let asked: [Attribute] = [
    Attribute(
      "roadmap.company",
      .text,
      summary: "Company whose hold on the binding stages is followed.",
      example: "nvidia"
    ),
    Attribute(
      "roadmap.lose[].company",
      .text,
      summary: "A company whose plants all fail; either this or `region` is written.",
      example: "sk-hynix"
    ),
    Attribute(
      "roadmap.lose[].region",
      .text,
      summary: "A region whose plants all fail.",
      example: "taiwan"
    ),
    Attribute(
      "roadmap.lose[].from",
      .text,
      isRequired: true,
      summary: "First quarter of the loss.",
      example: "2025Q1"
    ),
    Attribute(
      "roadmap.lose[].quarters",
      .integer,
      isRequired: true,
      range: .within(1...400),
      summary: "How many quarters it lasts.",
      example: "4"
    ),
  ]

  /// A builder's question.
  private static let build: [Attribute] = [
    Attribute(
      "build",
      .map,
      summary: "A builder's question: when machines could work, and what holds them up.",
      example: "{ product: rubin, power: 200 MW }"
    ),
    Attribute(
      "build.product",
      .text,
      isRequired: true,
      summary: "A product of the catalogue.",
      example: "rubin"
    ),
    Attribute(
      "build.power",
      .quantity(unit: "W"),
      isRequired: true,
      range: .positive,
      summary: "Power of the facility.",
      example: "200 MW"
    ),
    Attribute(
      "build.by",
      .text,
      summary: "Quarter in which it should work.",
      example: "2028Q1"
    ),
  ]
}
