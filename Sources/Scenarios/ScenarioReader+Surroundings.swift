import Catalog
import Compute
import Documents
import Economics
import Quantities
import Systems
import Workloads

extension ScenarioReader {
  /// What the readers of both kinds of workload start from.
  struct Surroundings {
    /// The fields.
    var record: Record
    /// The model with its name, nil when it could not be read.
    var model: (name: String, architecture: Architecture)?
    /// The system, nil when it could not be assembled.
    var assembled: AssembledSystem?

    /// Rent of an accelerator that the scenario or the catalogue gives [USD/s].
    var rent: Double? { record.number("economics.rent") ?? assembled?.rent }

    /// What counts as the cost.
    var basis: AccountingBasis {
      record.text("economics.basis").flatMap(AccountingBasis.init(rawValue:)) ?? .amortised
    }

    /// What is sought.
    var objective: Objective {
      record.text("objective").flatMap(Objective.init) ?? .tokensPerDollar
    }

    /// The system with the scenario's own price of electricity.
    var system: System? {
      guard var system = assembled?.system else { return nil }
      if let price = record.number("site.electricity-price") {
        system.facility.site.electricityPrice = price
      }
      return system
    }

    /// Reports a basis that needs a rent nobody gives.
    func checkRent(into diagnostics: inout Diagnostics) {
      guard basis == .rented, rent == nil, let assembled else { return }
      diagnostics.add(
        record.diagnostic(
          "economics.basis",
          "the basis \"rented\" needs a rent, and the catalogue has none for"
            + " \(assembled.system.accelerator.id)",
          hint: "add economics.rent, such as 2.5 USD/h"
        )
      )
    }

    /// Reports an objective of the other kind of workload, and parts of a plan that only it has.
    ///
    /// - Parameters:
    ///   - objectives: Those that suit this workload.
    ///   - others: Parts of a plan that do not.
    ///   - workload: What this is, such as `serving`.
    ///   - diagnostics: Receives what does not suit.
    func checkKind(
      _ objectives: [Objective],
      withoutPlan others: [String],
      workload: String,
      into diagnostics: inout Diagnostics
    ) {
      if !objectives.contains(objective) {
        diagnostics.add(
          record.diagnostic(
            "objective",
            "\(objective.rawValue) is no objective of \(workload)",
            hint: "choose \(objectives.map(\.rawValue).joined(separator: ", "))"
          )
        )
      }
      for part in others where record.has("plan.\(part)") {
        diagnostics.add(
          record.diagnostic(
            "plan.\(part)",
            "a plan for \(workload) has no such part",
            hint: "leave it out"
          )
        )
      }
    }
  }
}
