public import Documents
public import Power
import Quantities

/// The format of power-distribution files.
public enum PowerFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "power",
    summary: "The stages between the grid and the boards.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute(
        "rack-voltage",
        .quantity(unit: "V"),
        isRequired: true,
        range: .positive,
        summary: "Voltage at which power crosses the rack.",
        example: "54 V"
      ),
      Attribute(
        "stages[].name",
        .text,
        isRequired: true,
        summary: "What the stage is.",
        example: "rectifier"
      ),
      Attribute(
        "stages[].place",
        .choice(["hall", "rack", "module"]),
        isRequired: true,
        summary: "Where its loss becomes heat.",
        example: "rack"
      ),
      Attribute(
        "stages[].peak-efficiency",
        .ratio,
        isRequired: true,
        range: .positiveShare,
        summary: "Best efficiency.",
        example: "0.975"
      ),
      Attribute(
        "stages[].peak-load",
        .ratio,
        isRequired: true,
        range: .positiveShare,
        summary: "Load over rated load at which it is best.",
        example: "0.5"
      ),
      Attribute(
        "stages[].full-load-efficiency",
        .ratio,
        isRequired: true,
        range: .positiveShare,
        summary: "Efficiency at rated load.",
        example: "0.971"
      ),
      Attribute(
        "stages[].loading",
        .ratio,
        isRequired: true,
        range: .positive,
        summary: "Load over its rating when the rack draws rated power.",
        example: "0.75"
      ),
    ]
  )

  /// The chain that a file describes, or nil when a stage's efficiencies contradict each other.
  public static func chain(_ record: Record) -> ConversionChain? {
    var stages: [ConversionStage] = []
    for index in 0..<record.count(of: "stages") {
      func number(_ key: String) -> Double { record.number("stages[\(index)].\(key)") ?? 0 }
      guard
        let stage = ConversionStage(
          name: record.text("stages[\(index)].name") ?? "",
          place: place(record.text("stages[\(index)].place")),
          peakEfficiency: number("peak-efficiency"),
          peakLoad: number("peak-load"),
          fullLoadEfficiency: number("full-load-efficiency"),
          loading: number("loading")
        )
      else { return nil }
      stages.append(stage)
    }
    return ConversionChain(
      name: record.text("name") ?? "",
      rackVoltage: record.number("rack-voltage") ?? 0,
      stages: stages
    )
  }

  /// The place that a word means.
  private static func place(_ word: String?) -> ConversionPlace {
    switch word {
    case "rack": .rack
    case "module": .module
    default: .hall
    }
  }

  /// Stages whose efficiencies no loss curve fits.
  static func problems(_ record: Record) -> [Diagnostic] {
    guard chain(record) == nil else { return [] }
    return [
      record.diagnostic(
        "stages",
        "a stage's efficiency at full load is above its best, or too far below",
        hint: "losses must grow with load as a + b·x + c·x²"
      )
    ]
  }
}
