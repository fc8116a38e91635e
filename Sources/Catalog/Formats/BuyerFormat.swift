public import Documents
import Quantities
import Supply

/// The format of files of owners of accelerators.
public enum BuyerFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "buyers",
    summary: "A kind of owner of accelerators: what it buys, from whom, and what it runs.",
    figures: true,
    attributes: SupplyFields.naming + [
      SupplyFields.ratio(
        "share",
        "Share of the whole demand for compute; those of all buyers sum to 1.",
        "0.5",
        isRequired: true
      ),
      SupplyFields.ratio(
        "vendors.*.low",
        "Least share of its new compute that comes from a vendor.",
        "0",
        isRequired: true
      ),
      SupplyFields.ratio(
        "vendors.*.high",
        "Greatest share of its new compute that comes from a vendor.",
        "1",
        isRequired: true
      ),
      SupplyFields.ratio(
        "vendors.*.growth",
        "Change of both shares a year.",
        "0.02",
        range: .within(-1...1),
        default: "0"
      ),
      SupplyFields.number(
        "facility-factor",
        "Facility power for each watt of thermal design power.",
        "1.9",
        range: .positive,
        isRequired: true
      ),
      SupplyFields.number(
        "site-needs.*",
        "What each megawatt of facility occupies or takes of a carrier.",
        "1"
      ),
      SupplyFields.text("capital", "Carrier of money that it spends.", "hyperscaler-money"),
      Attribute(
        "rents",
        .flag,
        defaultValue: "false",
        summary: "Whether its machines are rented out, so that its price is the rental price.",
        example: "true"
      ),
      SupplyFields.growth(
        "growth",
        "Growth a year of what it runs, from a state to a later start of a roadmap.",
        "50 %",
        default: "0"
      ),
      SupplyFields.text(
        "states[].at",
        "The quarter whose beginning the figures describe.",
        "2022Q1",
        isRequired: true
      ),
      SupplyFields.number(
        "states[].compute",
        "Compute that it runs, in units of an H100.",
        "300000",
        isRequired: true
      ),
      SupplyFields.quantity(
        "states[].power",
        "W",
        "Thermal design power of that.",
        "400 MW",
        isRequired: true
      ),
    ]
  )

  /// What contradicts itself in a file that is sound field by field.
  static func problems(_ record: Record) -> [Diagnostic] {
    var problems = SupplyFields.stateProblems(record)
    let vendors = record.keys(under: "vendors")
    if vendors.isEmpty {
      problems.append(
        record.diagnostic(
          "vendors",
          "it may buy from nobody",
          hint: "write vendors: { nvidia: { low: 0, high: 1 } }"
        )
      )
      return problems
    }
    var most = 0.0
    var least = 0.0
    for vendor in vendors {
      guard let low = record.number("vendors.\(vendor).low"),
        let high = record.number("vendors.\(vendor).high")
      else { continue }
      least += low
      most += high
      if low > high {
        problems.append(
          record.diagnostic(
            "vendors.\(vendor).low",
            "\(Format.significant(low)) is above the greatest share \(Format.significant(high))",
            hint: "low ≤ high is due"
          )
        )
      }
    }
    if most < 1 - 1e-9 || least > 1 + 1e-9 {
      problems.append(
        record.diagnostic(
          "vendors",
          "no choice of shares sums to 1: they sum to \(Format.significant(least)) at least and"
            + " \(Format.significant(most)) at most",
          hint: "raise high or lower low"
        )
      )
    }
    return problems
  }
}
