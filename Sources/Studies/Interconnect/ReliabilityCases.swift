import Foundation

/// Failure rates and availabilities that follow from counts.
enum ReliabilityCases: InterconnectFamily {
  static let name = "reliability"
  /// Hours of a year, as failure rates are usually counted.
  static let hoursPerYear = 8_760.0

  static func predict(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction? {
    guard item.domain == "reliability" || item.asked.hasPrefix("p(") else { return nil }
    let text = item.text
    let asked = item.asked
    if asked == "fit" || item.unit == "FIT" { return failuresInTime(text) }
    if asked.contains("port-hours") || asked.contains("device-hours") { return hours(text) }
    if asked.contains("good yield") || asked.hasSuffix("yield") { return yield(text) }
    if asked.hasPrefix("mtt") || asked.hasPrefix("mtb") { return meanTime(text) }
    if asked.hasPrefix("p(") || asked.contains("availability") {
      return availability(text, isDown: asked.contains("down") || asked.contains("loss"))
    }
    if asked.contains("throughput loss") { return lostPort(item) }
    return .skipped(
      "\"\(item.quantity)\" of \(item.name) depends on traffic and hashing that the row does not give"
    )
  }

  /// Failures in 10⁹ device-hours from counts or from a mean time.
  private static func failuresInTime(_ text: CaseText) -> InterconnectPrediction {
    if let hours = text.amounts("m device-hours", "m").first(where: {
      $0.unit == "M" && ($0.after.contains("device-hours") || $0.after.contains("h"))
    }) {
      let failures = text.amounts("rma", "rmas", "failures", "failure").first?.number
      if let failures { return .plain(failures / (hours.number * 1e6) * 1e9) }
    }
    if let years = text.amount("years", "year", "y") {
      return .plain(1e9 / (years * hoursPerYear))
    }
    if let hours = text.amount("h", "hours") { return .plain(1e9 / hours) }
    if let hours = text.amounts("m").first { return .plain(1e9 / (hours.number * 1e6)) }
    return .skipped("the row gives neither failures in device-hours nor a mean time")
  }

  /// Device-hours from counts multiplied by a time.
  private static func hours(_ text: CaseText) -> InterconnectPrediction {
    let parts = text.parameters.lowercased().components(separatedBy: " x ")
    let factors = parts.compactMap(CaseText.leading)
    guard factors.count >= 2, factors.count == parts.count else {
      return .skipped("the row does not multiply devices by hours")
    }
    return .plain(factors.reduce(1, *) / 1e6)
  }

  /// Share of assemblies of which every part is good.
  private static func yield(_ text: CaseText) -> InterconnectPrediction {
    guard
      let match = text.parameters.firstMatch(of: /([0-9]+)\s+[A-Za-z]+,?\s+([01]?\.[0-9]+)\s+each/),
      let count = Double(match.1), let each = Double(match.2)
    else { return .skipped("the row does not say how many parts of what yield there are") }
    return .si(pow(each, count))
  }

  /// Mean time to failure of a job from the failures of its nodes [s].
  private static func meanTime(_ text: CaseText) -> InterconnectPrediction {
    guard
      let match = text.lower.firstMatch(
        of: /([0-9.]+) failures\s*(?:\/|per)\s*([0-9,]+) node-days/
      ),
      let failures = CaseText.value(match.1), let days = CaseText.value(match.2), failures > 0
    else { return .skipped("the row gives no failures per node-days") }
    let stated = text.lower.firstMatch(of: /([0-9,]+) nodes\b/).flatMap { CaseText.value($0.1) }
    let nodes = stated ?? text.amount("gpu", "gpus").map { $0 / 8 }
    guard let nodes, nodes > 0 else { return .skipped("the row does not say how many nodes run") }
    return .si(days / failures / nodes * 86_400)
  }

  /// Probability that all of a number of parts are up, or that one is not.
  private static func availability(_ text: CaseText, isDown: Bool) -> InterconnectPrediction {
    guard let count = text.numbers.first(where: { $0 >= 1 }),
      let each = text.numbers.first(where: { $0 > 0 && $0 < 1 })
    else { return .skipped("the row does not say how many parts of what availability there are") }
    let up = pow(each, count)
    return .plain(isDown ? 1 - up : up)
  }

  /// Share of a job's network that one lost link takes where every NIC has two.
  ///
  /// A rank's NIC keeps half of its rate, and of the eight ranks of a node only that one is slower;
  /// the ring of its rail is one in eight, and the job loses `1/(8·2)`.
  private static func lostPort(_ item: InterconnectCase) -> InterconnectPrediction {
    guard item.mentions("one nic-tor link", "one link", "1 link") else {
      return .skipped("the row does not say how many links are lost")
    }
    let ports = item.mentions("dual-tor", "dual tor") ? 2.0 : 1.0
    let rails = item.text.number("nics", "rails") ?? 8
    return .si(1 / (rails * ports))
  }
}
