import Documents
import Quantities
import Supply

extension IndustryReader {
  /// Names and carriers of stages.
  mutating func checkStages(_ stages: [Part<Stage>], _ result: IndustryRecord) {
    let industry = result.industry
    let used = Set(
      industry.stages.flatMap { Array($0.needs.keys) + Array($0.expansionNeeds.keys) }
        + industry.products.flatMap { Array($0.needs.keys) }
        + industry.buyers.flatMap { Array($0.siteNeeds.keys) + [$0.capital].compactMap { $0 } }
    )
    let companies = result.suppliers.keys.sorted()
    var makers: [String: Stage] = [:]
    for part in stages {
      let stage = part.value
      checkCarriers(part.record, under: "needs", result)
      checkCarriers(part.record, under: "expansion-needs", result)
      for (index, owner) in stage.owners.enumerated() {
        add(
          .init(
            owner.company,
            in: "owners[\(index)].company",
            is: "supplier",
            among: companies
          ),
          part.record
        )
      }
      if let other = makers[stage.carrier],
        other.isStanding != stage.isStanding || other.unit != stage.unit
      {
        diagnostics.add(
          part.record.diagnostic(
            "carrier",
            "\(other.id) makes \(stage.carrier) too, but in \(amounts(other)) and not \(amounts(stage))",
            hint: "give both the same unit, and let both be standing or neither"
          )
        )
      }
      makers[stage.carrier] = makers[stage.carrier] ?? stage
      if !used.contains(stage.carrier) {
        diagnostics.add(
          part.record.diagnostic(
            "carrier",
            "nothing uses \(stage.carrier)",
            hint: "name it under needs, expansion-needs, site-needs or capital",
            severity: .warning
          )
        )
      }
    }
  }

  /// What a stage counts, in words.
  private func amounts(_ stage: Stage) -> String {
    stage.isStanding ? "standing \(stage.unit)" : "\(stage.unit) by period"
  }

  /// Names and carriers of products.
  mutating func checkProducts(_ products: [Part<Product>], _ result: IndustryRecord) {
    for part in products {
      checkCarriers(part.record, under: "needs", result)
      add(
        .init(
          part.value.vendor,
          in: "vendor",
          is: "supplier",
          among: result.suppliers.keys.sorted()
        ),
        part.record
      )
      if let name = part.value.accelerator {
        add(
          .init(name, in: "accelerator", is: "accelerator", among: catalog.ids(.accelerators)),
          part.record
        )
      }
    }
  }

  /// Names, carriers and shares of buyers.
  mutating func checkBuyers(_ buyers: [Part<Buyer>], _ result: IndustryRecord) {
    for part in buyers {
      checkCarriers(part.record, under: "site-needs", result)
      for name in part.record.keys(under: "vendors") {
        let vendor = catalog.supplier(named: name)
        add(
          .init(vendor, in: "vendors.\(name)", is: "vendor", among: result.vendors),
          part.record
        )
      }
      if let capital = part.value.capital {
        add(.init(capital, in: "capital", is: "carrier", among: carriers(result)), part.record)
      }
    }
    let sum = buyers.reduce(0) { $0 + $1.value.share }
    // Shares are of all buyers: while one of them could not be read, their sum says nothing.
    guard let last = buyers.last, buyers.count == catalog.files(.buyers).count, abs(sum - 1) > 1e-3
    else { return }
    let shares = buyers.map { "\($0.value.id) \(Format.significant($0.value.share))" }
    diagnostics.add(
      last.record.diagnostic(
        "share",
        "the shares of buyers sum to \(Format.significant(sum)): \(shares.joined(separator: ", "))",
        hint: "1 is due, within 0.001"
      )
    )
  }

  /// Names of what technologies change.
  mutating func checkTechnologies(_ technologies: [Part<Readiness>], _ result: IndustryRecord) {
    let stages = result.industry.stages.map(\.id)
    for part in technologies {
      for index in 0..<part.record.count(of: "changes") {
        let change = "changes[\(index)]"
        if let name = part.record.text("\(change).need") {
          add(
            .init(name, in: "\(change).need", is: "carrier", among: carriers(result)),
            part.record
          )
        }
        for target in ["build", "growth"] {
          guard let name = part.record.text("\(change).\(target)") else { continue }
          add(.init(name, in: "\(change).\(target)", is: "stage", among: stages), part.record)
        }
      }
    }
  }

  /// Everything that a stage makes.
  private func carriers(_ result: IndustryRecord) -> [String] {
    result.industry.stages.map(\.carrier)
  }

  /// Carriers of a mapping that nobody makes.
  private mutating func checkCarriers(
    _ record: Record,
    under group: String,
    _ result: IndustryRecord
  ) {
    for name in record.keys(under: group) {
      add(
        .init(
          name,
          in: "\(group).\(name)",
          is: "carrier that a stage makes",
          among: carriers(result)
        ),
        record
      )
    }
  }
}
