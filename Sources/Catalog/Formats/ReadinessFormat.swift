public import Documents
import Quantities
import Supply

/// The format of files of technologies on their way.
public enum ReadinessFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "readiness",
    summary:
      "A technology that is not yet everywhere: when it comes, how fast, and what it changes."
      + " Each change is of exactly one of \(targets.joined(separator: ", ")).",
    figures: true,
    attributes: SupplyFields.naming + [
      SupplyFields.number(
        "middle",
        "Year, with fraction, in which half of what can use it does.",
        "2028.5",
        range: .within(1950...2100),
        isRequired: true
      ),
      SupplyFields.number(
        "rise",
        "Years from 5 % to 95 %.",
        "6",
        range: .positive,
        isRequired: true
      ),
      SupplyFields.ratio(
        "ceiling",
        "Share of everything that will ever use it.",
        "0.8",
        isRequired: true
      ),
      SupplyFields.text(
        "changes[].need",
        "A carrier of which products need less or more.",
        "optics"
      ),
      flag("efficiency", "Compute for each watt of products."),
      flag("facility", "Facility power for each watt of accelerators."),
      SupplyFields.text("changes[].build", "A stage whose time to build changes.", "grid"),
      SupplyFields.text("changes[].growth", "A stage whose planned growth changes.", "turbines"),
      flag("tokens", "Tokens for each unit of compute of inference."),
      SupplyFields.number(
        "changes[].factor",
        "By which factor, where it is everywhere.",
        "0.7",
        range: .positive,
        isRequired: true
      ),
    ]
  )

  /// The figures that a technology may change; one a change.
  static let targets = ["need", "efficiency", "facility", "build", "growth", "tokens"]

  /// A change that needs no name.
  private static func flag(_ name: String, _ summary: String) -> Attribute {
    Attribute("changes[].\(name)", .flag, summary: summary, example: "true")
  }

  /// What contradicts itself in a file that is sound field by field.
  static func problems(_ record: Record) -> [Diagnostic] {
    (0..<record.count(of: "changes")).compactMap { index in
      let change = "changes[\(index)]"
      return SupplyFields.oneOf(record, "\(change).", targets, what: "target", owner: change)
        ?? ["efficiency", "facility", "tokens"].first { record.flag("\(change).\($0)") == false }
        .map { record.diagnostic("\(change).\($0)", "true is due", hint: "leave it out") }
    }
  }

  /// The changes that a file without problems describes.
  static func target(_ record: Record, change: String) -> Readiness.Change.Target? {
    if let carrier = record.text("\(change).need") { return .need(carrier: carrier) }
    if let stage = record.text("\(change).build") { return .build(stage: stage) }
    if let stage = record.text("\(change).growth") { return .growth(stage: stage) }
    if record.has("\(change).efficiency") { return .efficiency }
    if record.has("\(change).facility") { return .facility }
    return record.has("\(change).tokens") ? .tokens : nil
  }
}
