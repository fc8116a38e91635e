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

  /// What forbids the links of the scale-up domain.
  private var linkProblems: [String] {
    guard let links = links.scaleUp, !links.reaches else { return [] }
    let technology = links.technology
    let largest = DomainLayout.largestDomain(
      reach: technology.reach,
      perNode: node.accelerators,
      nodesPerRack: node.perRack
    )
    return [
      "a scale-up domain of \(Format.count(domain)) needs links of \(length(links.length)), but"
        + " \(technology.name) reaches \(length(technology.reach)), enough for"
        + " \(Format.count(largest)); choose system.scale-up.technology with more reach, or a"
        + " smaller system.scale-up.domain"
    ]
  }

  /// A length for a reader.
  private func length(_ metres: Double) -> String { Format.quantity(metres, unit: "m") }
}
