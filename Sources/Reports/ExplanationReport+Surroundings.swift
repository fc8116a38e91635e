import Compute
import Economics
import Quantities
import Scenarios
import Studies
import Systems
import Thermal
import Training

extension ExplanationReport {
  /// Power and heat, money and carbon, failures.
  func surroundings(_ design: Design) -> [Block] {
    [.heading("Power, cost and failures")] + power(design) + money(design) + failures(design)
  }

  /// Power from the accelerator to the grid, and what carries the heat.
  private func power(_ design: Design) -> [Block] {
    let run = design.run
    let step = run.step
    let facility = run.facility
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
        text: "\(watts(step.acceleratorPower)) of \(watts(step.powerLimit)) allowed, clock at"
          + " \(Format.percent(step.clock)), junction at"
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
          + " \(Format.quantity(run.energyPerToken, unit: "J")) a token"
      ),
    ]
  }

  /// Cost with its basis, and carbon.
  private func money(_ design: Design) -> [Block] {
    let run = design.run
    var cost = "\(Format.money(1e6 * run.costPerToken)) a million tokens"
    if let whole = run.costOfRun { cost += ", \(Format.money(whole)) for the run" }
    let basis =
      switch scenario.basis {
      case .amortised: "owned, worn off over \(Format.duration(scenario.ownership.equipmentLife))"
      case .rented: "rented at \(Format.money(3_600 * run.secondPrice)) an accelerator hour"
      case .bought: "bought outright for this run"
      }
    var blocks: [Block] = [
      .entry(label: "Cost", text: "\(cost) (\(basis))")
    ]
    if scenario.basis == .amortised {
      let rate = run.costRate
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
        text: "\(Words.mass(run.carbon)) for \(run.tokens == nil ? "a step" : "the run"), by"
          + " location, with the machines' share of their making"
      )
    )
    return blocks
  }

  /// How often the job stops, and what that costs.
  private func failures(_ design: Design) -> [Block] {
    let run = design.run
    return [
      .entry(
        label: "Failures",
        text: "an interruption every \(Format.duration(run.timeBetweenInterruptions)), a"
          + " checkpoint of \(Format.duration(run.checkpointTime)) every"
          + " \(Format.duration(run.checkpointInterval)); goodput"
          + " \(Format.percent(run.goodput))"
      )
    ]
  }
}
