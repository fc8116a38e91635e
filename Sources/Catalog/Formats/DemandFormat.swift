public import Documents
import Quantities
import Supply

/// The format of files of kinds of work that ask for compute.
public enum DemandFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "demand",
    summary: "A kind of work that asks for compute.",
    figures: true,
    attributes: SupplyFields.naming + [
      Attribute(
        "kind",
        .choice(DemandClass.Kind.allCases.map(\.rawValue)),
        isRequired: true,
        summary: "Making models or using them.",
        example: "inference"
      ),
      SupplyFields.growth(
        "growth",
        "Growth a year at a constant price of the service.",
        "150 %",
        isRequired: true
      ),
      SupplyFields.growth(
        "final-growth",
        "Growth a year that is left in the long run.",
        "20 %",
        isRequired: true
      ),
      SupplyFields.quantity(
        "fading",
        "s",
        "Time in which the distance between the two halves.",
        "4 year",
        isRequired: true
      ),
      SupplyFields.number(
        "elasticity",
        "How much more is wanted where the price falls.",
        "1.2",
        range: .positive,
        isRequired: true
      ),
      SupplyFields.growth(
        "efficiency",
        "Growth a year of work done with a unit of compute at constant quality.",
        "40 %",
        default: "0"
      ),
      SupplyFields.ratio(
        "device-share",
        "Share that devices have taken over in the end.",
        "0.1",
        default: "0"
      ),
      Attribute(
        "device-middle",
        .text,
        defaultValue: "2035Q1",
        summary: "Quarter in which devices have taken half of that.",
        example: "2030Q1"
      ),
      SupplyFields.number(
        "token-rate",
        "Tokens a second that an H100 serves at the start; 0 for training.",
        "2000",
        default: "0"
      ),
      SupplyFields.text(
        "states[].at",
        "The quarter whose beginning the figures describe.",
        "2022Q1",
        isRequired: true
      ),
      SupplyFields.number(
        "states[].amount",
        "Compute wanted at the reference price, in units of an H100.",
        "100000",
        range: .positive,
        isRequired: true
      ),
    ]
  )

  /// What contradicts itself in a file that is sound field by field.
  static func problems(_ record: Record) -> [Diagnostic] {
    SupplyFields.quarterProblems(record, ["device-middle"]) + SupplyFields.stateProblems(record)
  }
}
