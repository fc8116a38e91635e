import Fabrics
public import Links

extension System {
  /// Latency of one more switch on the way, cut through [s].
  static let switchLatency = 250e-9

  /// The same system with another technology inside its domains, or other domains.
  ///
  /// A domain of more accelerators than a switch has ports takes two tiers of switches: each port
  /// then has two links and three switch ports on its way instead of one of each. Power and price
  /// are counted against the usual links at the usual domain, whose own stand in the parts'
  /// figures; latency is added to every step of a collective.
  ///
  /// - Parameters:
  ///   - technology: What carries the bits inside a domain.
  ///   - domain: Accelerators that share one scale-up fabric, at least 1.
  /// - Returns: The changed system; the same where its usual links are not known.
  public func relinked(scaleUp technology: LinkTechnology, domain: Int) -> System {
    guard let usual = links.usualScaleUp else { return self }
    let domainNow = self.domain
    guard links.engine == nil else {
      return uncoupled.relinked(scaleUp: technology, domain: domain)
    }
    var result = self
    result.node.domain = domain
    let nodesPerDomain = Double(result.domain) / Double(node.accelerators)
    result.fabric.scaleUp.size = domain
    result.fabric.ranksPerDomain = Double(domain)
    result.fabric.portsPerDomain = Double(node.ports) * nodesPerDomain
    if result.domain != domainNow {
      let pod = Double(fabric.scaleOut.size * domainNow) / Double(result.domain)
      result.fabric.scaleOut.size = max(1, Int(pod.rounded()))
    }
    let tiers = result.domain > fabric.scaleUp.switchRadix ? 2.0 : 1
    let layout = DomainLayout(
      domain: result.domain,
      perNode: node.accelerators,
      nodesPerRack: node.perRack
    )
    var tier = usual
    tier.technology = technology
    tier.linksPerPort = tiers
    tier.length = layout.longestLink
    let share = 2 * (tiers - 1)
    result.links.scaleUp = tier
    result.links.addedPower =
      tier.powerWithHostsPerPort - usual.powerWithHostsPerPort + share * links.switchPower
    result.links.addedPrice =
      tier.pricePerPort - usual.pricePerPort + share * links.switchPrice
    let added =
      tiers * technology.delay(length: tier.length)
      - usual.technology.delay(length: usual.length) + share * Self.switchLatency
    result.links.addedLatency = max(0, added)
    let change = result.links.addedLatency - links.addedLatency
    for field in CollectiveConstants.fields where field.path.last == "step" {
      result.fabric.scaleUp.constants[field] += change
    }
    return result
  }

  /// The same system with its scale-up links as they are before engines warm up.
  var uncoupled: System {
    guard let engine = links.engine else { return self }
    var result = self
    if engine.works { result.fabric.scaleUp.bandwidth /= engine.state.efficiency }
    result.links.addedPower -= engine.heaterPower
    result.links.engine = nil
    return result
  }

  /// The same system with another technology on the longer links between its domains.
  ///
  /// - Parameters:
  ///   - technology: What carries the bits.
  ///   - isDualHomed: Whether a port reaches two first switches.
  /// - Returns: The changed system; the same where its usual links are not known.
  public func relinked(
    scaleOut technology: LinkTechnology,
    isDualHomed: Bool = false
  ) -> System {
    guard let before = links.scaleOut else { return self }
    var after = before
    after.technology = technology
    after.isDualHomed = isDualHomed
    var result = self
    result.links.scaleOut = after
    result.networkPowerPerPort += after.powerPerPort - before.powerPerPort
    result.networkPricePerPort += after.pricePerPort - before.pricePerPort
    return result
  }
}
