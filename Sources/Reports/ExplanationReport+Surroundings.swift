import Compute
import Economics
import Quantities
import Scenarios
import Studies
import Systems
import Thermal

extension ExplanationReport {
  /// Power and heat, money and carbon, and what else the workload brings.
  func surroundings(_ design: Asked.Answer) -> [Block] {
    [.heading(Asked.Answer.surroundingsTitle)] + power(design) + money(design)
      + design.furtherSurroundings
  }

  /// Power from the accelerator to the grid, and what carries the heat.
  private func power(_ design: Asked.Answer) -> [Block] {
    let facility = design.facility
    let system = scenario.system
    let cooling = system.facility.cooling
    func watts(_ value: Double) -> String { Format.quantity(value, unit: "W") }
    let site = system.facility.site
    var demand =
      "\(watts(facility.facilityPower)) drawn at \(site.name),"
      + " \(watts(facility.facilityPeakPower)) in the design hour"
    if site.powerLimit.isFinite { demand += " of \(watts(site.powerLimit)) allowed" }
    return [
      .entry(
        label: "Accelerator",
        text: "\(watts(design.acceleratorPower)) of \(watts(design.powerLimit)) allowed, clock at"
          + " \(Format.percent(design.clock)), junction at"
          + " \(Format.significant(facility.junctionTemperature - 273.15)) °C"
      ),
      .entry(
        label: "Rack",
        text: "\(watts(facility.rackPower)), \(watts(facility.rackRatedPower)) at rated power;"
          + " \(Words.inSentence(cooling.name)) carries \(watts(cooling.rackPowerLimit));"
          + " \(Words.count(facility.nodesPerRack, "node")) a rack,"
          + " \(Words.count(facility.racks, "rack"))"
      ),
      .entry(
        label: "Site",
        text: demand + "; PUE \(Format.significant(facility.powerUsageEffectiveness));"
          + " \(design.energyWords)"
      ),
    ]
  }

  /// Cost with its basis, and carbon.
  private func money(_ design: Asked.Answer) -> [Block] {
    let basis =
      switch scenario.basis {
      case .amortised: "owned, worn off over \(Format.duration(scenario.ownership.equipmentLife))"
      case .rented: "rented at \(Format.money(3_600 * design.secondPrice)) an accelerator hour"
      case .bought: "bought outright for this run"
      }
    var blocks: [Block] = [
      .entry(label: "Cost", text: "\(design.costWords) (\(basis))")
    ]
    if scenario.basis == .amortised {
      let rate = design.costRate
      let parts = [
        ("accelerators", rate.accelerators), ("hosts", rate.hosts), ("network", rate.network),
        ("building", rate.facility), ("energy", rate.energy), ("upkeep", rate.maintenance),
        ("staff", rate.operation), ("water", rate.water),
      ].filter { $0.1 >= 5e-3 * rate.total }
      let shares = parts.map { "\($0.0) \(Words.percent($0.1 / rate.total))" }
      blocks.append(
        .entry(
          label: "",
          text: "\(Format.money(rate.perHour)) an accelerator hour: "
            + shares.joined(separator: ", ")
        )
      )
    }
    blocks.append(
      .entry(
        label: "Carbon",
        text: "\(design.carbonWords), by location, with the machines' share of their making"
      )
    )
    return blocks
  }
}
