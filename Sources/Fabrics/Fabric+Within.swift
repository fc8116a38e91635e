import Foundation

extension Fabric {
  /// A collective inside one scale-up domain.
  func within(
    _ collective: Collective,
    bytes: Double,
    group: Group,
    elementBytes: Int
  ) -> CollectiveEstimate {
    let ranks = Double(group.ranks)
    let rate = scaleUpRate(group)
    let wire = bytes * collective.wireFactor(ranks: ranks)
    var best = Self.curveEstimate(
      scaleUp,
      collective: collective,
      bytes: bytes,
      ranks: ranks,
      rate: rate,
      elementBytes: elementBytes
    )
    if algorithms.contains(.tree), collective == .allReduce, ranks > Self.chain,
      bytes / ranks <= scaleUp.constants.allReduce.bulkThreshold
    {
      // Chains of eight below a double binary tree, so that small groups stay as measured.
      let steps = 2 * (Self.chain - 1) + 2 * log2(ranks / Self.chain).rounded(.up)
      let curve = scaleUp.constants.allReduce
      for index in 0...1 {
        let regime = curve.regime(index)
        let latency =
          (scaleUp.constants.launch + regime.latency(steps: steps)) * scaleUp.latencyScale
        let moving = regime.effectiveBytes(2 * bytes) / (regime.efficiency * Self.treeEfficiency)
        best.improve(
          seconds: latency + moving / rate,
          latency: latency,
          algorithm: .tree,
          scaleUpBytes: 2 * bytes
        )
      }
    }
    if algorithms.contains(.halvingDoubling), collective != .allToAll, ranks > 2 {
      let passes = collective == .allReduce ? 2.0 : 1.0
      let curve = scaleUp.constants.curve(collective)
      for index in 0...2 {
        let chosen = curve.regime(index)
        let latency =
          (scaleUp.constants.launch + chosen.latency(steps: passes * log2(ranks).rounded(.up)))
          * scaleUp.latencyScale
        let seconds = latency + chosen.effectiveBytes(wire) / (chosen.efficiency * rate)
        best.improve(
          seconds: seconds,
          latency: latency,
          algorithm: .halvingDoubling,
          scaleUpBytes: wire
        )
      }
    }
    if collective == .allReduce, usesSwitch(ranks: ranks, elementBytes: elementBytes) {
      let regime = scaleUp.constants.inNetwork
      let latency =
        (scaleUp.constants.launch + regime.latency(steps: ranks - 1)) * scaleUp.latencyScale
      let seconds = latency + regime.effectiveBytes(wire) / (regime.efficiency * rate)
      best.improve(
        seconds: seconds,
        latency: latency,
        algorithm: .inNetwork,
        scaleUpBytes: bytes
      )
    }
    if group.ranks > scaleUp.switchRadix {
      staged(collective, bytes: bytes, group: group, elementBytes: elementBytes, into: &best)
    }
    best.limit = best.latency > best.seconds / 2 ? .latency : .scaleUp
    return best
  }

  /// A collective in two stages: under each switch of the first tier, and across them.
  ///
  /// Each rank keeps its own part of the tensor for the second stage, as between domains; a ring
  /// through hundreds of ranks would take a step for each.
  private func staged(
    _ collective: Collective,
    bytes: Double,
    group: Group,
    elementBytes: Int,
    into best: inout CollectiveEstimate
  ) {
    var under = group
    under.ranks = scaleUp.switchRadix
    under.perNode = under.ranks
    var across = group
    across.ranks = (group.ranks + under.ranks - 1) / under.ranks
    across.perNode = across.ranks
    func part(_ collective: Collective, _ bytes: Double, _ group: Group) -> CollectiveEstimate {
      time(collective, bytes: bytes, group: group, elementBytes: elementBytes)
    }
    let shard = bytes / Double(under.ranks)
    let first: CollectiveEstimate
    var last = CollectiveEstimate.zero
    switch collective {
    case .allReduce:
      first = part(.reduceScatter, bytes, under)
      last = part(.allGather, bytes, under)
    case .reduceScatter, .allGather: first = part(collective, bytes, under)
    case .broadcast, .allToAll, .pointToPoint: return
    }
    let middle = part(collective, shard, across)
    best.improve(
      seconds: first.seconds + middle.seconds + last.seconds,
      latency: first.latency + middle.latency + last.latency,
      algorithm: .hierarchical,
      scaleUpBytes: first.scaleUpBytes + middle.scaleUpBytes + last.scaleUpBytes
    )
  }

  /// Ranks in a chain below a tree inside a domain.
  static let chain = 8.0

  /// True when the switch of the domain may add for this call.
  func usesSwitch(ranks: Double, elementBytes: Int) -> Bool {
    algorithms.contains(.inNetwork) && scaleUp.inNetworkReduction && elementBytes > 1
      && ranks >= scaleUp.constants.inNetworkMinimumRanks
  }

  /// A pattern by the fitted curve of one tier.
  /// - Parameters:
  ///   - tier: The tier.
  ///   - collective: The pattern.
  ///   - bytes: Full tensor [B].
  ///   - ranks: Ranks.
  ///   - rate: Line rate of one rank for this group [B/s].
  ///   - elementBytes: Element width [B].
  /// - Returns: Time and traffic, with the pace set by this tier.
  static func curveEstimate(
    _ tier: borrowing Tier,
    collective: Collective,
    bytes: Double,
    ranks: Double,
    rate: Double,
    elementBytes: Int
  ) -> CollectiveEstimate {
    let curve = tier.constants.curve(collective)
    let steps = collective.ringSteps(ranks: tier.wiring.ringRanks(ranks))
    let wire = bytes * collective.wireFactor(ranks: ranks)
    let rate = collective == .allToAll ? rate * tier.wiring.exchangeShare(ranks: ranks) : rate
    let copied = collective == .broadcast || collective == .pointToPoint ? 0 : bytes / ranks
    // The copy passes local memory, whatever share of the links the group has.
    let local = tier.bandwidth * tier.efficiency
    let narrow = collective.reduces && elementBytes == 1 ? curve.narrowPenalty : 1
    func evaluate(_ regime: CollectiveRegime, _ penalty: Double) -> (Double, Double) {
      let latency =
        (tier.constants.launch + regime.latency(steps: steps)) * tier.latencyScale
      let moving = regime.effectiveBytes(wire) * penalty / regime.efficiency
      return (latency + moving / rate + regime.copy * copied / local, latency)
    }
    var chosen = evaluate(curve.bulk, narrow)
    if bytes / ranks <= curve.bulkThreshold {
      let buffered = evaluate(curve.buffered, 1)
      if buffered.0 < chosen.0 { chosen = buffered }
      let eager = evaluate(curve.eager, 1)
      if eager.0 < chosen.0 { chosen = eager }
    }
    let direct = collective == .allToAll || collective == .pointToPoint
    return CollectiveEstimate(
      seconds: chosen.0,
      latency: chosen.1,
      algorithm: direct ? .direct : .ring,
      limit: .scaleUp,
      scaleUpBytes: wire,
      scaleOutBytes: 0
    )
  }
}

extension CollectiveCurve {
  /// The regime by its rank: 0 eager, 1 buffered, else bulk.
  func regime(_ index: Int) -> CollectiveRegime {
    switch index {
    case 0: eager
    case 1: buffered
    default: bulk
    }
  }
}

extension CollectiveEstimate {
  /// Replaces the estimate by a quicker one.
  @inline(__always)
  mutating func improve(
    seconds: Double,
    latency: Double,
    algorithm: CollectiveAlgorithm,
    limit: LimitingTier? = nil,
    scaleUpBytes: Double,
    scaleOutBytes: Double = 0
  ) {
    guard seconds < self.seconds else { return }
    self = CollectiveEstimate(
      seconds: seconds,
      latency: latency,
      algorithm: algorithm,
      limit: limit ?? self.limit,
      scaleUpBytes: scaleUpBytes,
      scaleOutBytes: scaleOutBytes
    )
  }
}
