import Compute
import Links
import Quantities
import Thermal

extension System {
  /// What forbids the system at its site, in the user's words; empty when nothing does.
  ///
  /// - Parameter estimate: The system's power account.
  /// - Returns: Sentences with what is allowed and the next step.
  public func problems(_ estimate: FacilityEstimate) -> [String] {
    var found: [String] = []
    func watts(_ value: Double) -> String { Format.quantity(value, unit: "W") }
    let cooling = facility.cooling
    if estimate.rackRatedPower > cooling.rackPowerLimit {
      let what =
        estimate.nodesPerRack == 1
        ? "one \(node.name) needs" : "a rack of \(estimate.nodesPerRack) \(node.name) nodes needs"
      found.append(
        "\(what) \(watts(estimate.rackRatedPower)) at rated power, but \(cooling.name) carries"
          + " \(watts(cooling.rackPowerLimit)) a rack; choose a stronger site.cooling"
      )
    }
    if coolingPowerLimit < 0.5 * accelerator.powerLimit {
      found.append(
        "\(cooling.name) holds \(accelerator.name) at its limit temperature with only"
          + " \(watts(coolingPowerLimit)) of its \(watts(accelerator.powerLimit));"
          + " choose a stronger site.cooling"
      )
    }
    found += linkProblems
    let limit = facility.site.powerLimit
    if estimate.facilityPeakPower > limit {
      let fits = Int(Double(count) * limit / estimate.facilityPeakPower)
      found.append(
        "the site needs \(watts(estimate.facilityPeakPower)) in its design hour, more than"
          + " site.power-limit of \(watts(limit)); about \(Format.count(fits)) accelerators"
          + " would fit"
      )
    }
    return found
  }

  /// What forbids the links: reach of the domain's, heat of engines and modules.
  private var linkProblems: [String] {
    var found: [String] = []
    if let tier = links.scaleUp, !tier.reaches {
      let technology = tier.technology
      let largest = DomainLayout.largestDomain(
        reach: technology.reach,
        perNode: node.accelerators,
        nodesPerRack: node.perRack
      )
      found.append(
        "a scale-up domain of \(Format.count(domain)) needs links of \(length(tier.length)), but"
          + " \(technology.name) reaches \(length(technology.reach)), enough for"
          + " \(Format.count(largest)); choose system.scale-up.technology with more reach, or a"
          + " smaller system.scale-up.domain"
      )
    }
    if let tier = links.scaleUp, let engine = links.engine, !engine.works {
      let limits = [
        engine.freeze.map { "above \(celsius($0))" },
        engine.collapse.map { "below \(celsius($0))" },
      ].compactMap { $0 }
      found.append(
        "\(tier.technology.name) loses its wavelength: the engines are at"
          + " \(celsius(engine.temperature)) and hold it \(limits.joined(separator: " and "));"
          + " choose another site.cooling, or a system.scale-up.technology without rings"
      )
    }
    if let tier = links.scaleOut, tier.technology.family.isPluggable {
      let temperature = moduleTemperature(of: tier)
      if temperature > tier.technology.temperatureLimit {
        found.append(
          "modules of \(tier.technology.name) would stand at \(celsius(temperature)), above their"
            + " limit of \(celsius(tier.technology.temperatureLimit)); choose"
            + " system.scale-out.optics of less power, or cooler air"
        )
      }
    }
    return found
  }

  /// A temperature for a reader.
  private func celsius(_ kelvin: Double) -> String { "\(Format.significant(kelvin - 273.15)) °C" }

  /// A length for a reader.
  private func length(_ metres: Double) -> String { Format.quantity(metres, unit: "m") }
}
