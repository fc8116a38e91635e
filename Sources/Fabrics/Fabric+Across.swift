import Foundation

extension Fabric {
  /// What the algorithms between domains share.
  struct Span {
    /// Ranks in the group.
    let ranks: Double
    /// Ranks in each domain.
    let local: Double
    /// Domains.
    let domains: Double
    /// Rate of one rank inside the domain [B/s].
    let upRate: Double
    /// Rate of the group's ports in one domain [B/s].
    let outRate: Double
    /// The same, as far as one collective keeps ports busy [B/s].
    let busyRate: Double
    /// Added latency of one step that crosses the spine [s].
    let spine: Double
    /// Share of that rate left where large domains send several flows through one switch (1).
    let shared: Double
  }

  /// A collective over several domains.
  func across(
    _ collective: Collective,
    bytes: Double,
    group: Group,
    elementBytes: Int
  ) -> CollectiveEstimate {
    let port = portRate(group)
    let ports = ports(group)
    let crosses = group.domains > scaleOut.size
    let span = Span(
      ranks: Double(group.ranks),
      local: Double(group.perNode),
      domains: Double(group.domains),
      upRate: scaleUpRate(group),
      outRate: port * ports,
      busyRate: port * min(ports, scaleOut.busyPorts),
      spine: crosses ? scaleOut.spineLatency * scaleOut.latencyScale : 0,
      shared: crosses && Double(group.perNode) > Self.treeDomain
        ? Self.flowShare(
          flows: min(ports, scaleOut.busyPorts),
          uplinks: portsPerDomain,
          domains: Double(group.domains)
        ) / scaleOut.spineEfficiency : 1
    )
    var best = CollectiveEstimate.zero
    best.seconds = .infinity
    switch collective {
    case .pointToPoint:
      best = Self.curveEstimate(
        scaleOut,
        collective: collective,
        bytes: bytes,
        ranks: 2,
        rate: span.outRate,
        elementBytes: elementBytes
      )
      best.scaleOutBytes = best.scaleUpBytes
      best.scaleUpBytes = 0
      best.limit = best.latency > best.seconds / 2 ? .latency : .scaleOut
      best.seconds += span.spine
      best.latency += span.spine
      return best
    case .allToAll: exchange(bytes: bytes, span: span, into: &best)
    default:
      if algorithms.contains(.ring) {
        ring(collective, bytes: bytes, span: span, elementBytes: elementBytes, into: &best)
      }
      // A chain through a large domain is only worth its steps for small messages.
      let chained =
        span.local <= Self.treeDomain
        || bytes / Self.treeDomain <= scaleUp.constants.allReduce.bulkThreshold
      if algorithms.contains(.tree), chained,
        collective == .allReduce || collective == .broadcast
      {
        tree(collective, bytes: bytes, span: span, into: &best)
      }
      if algorithms.contains(.hierarchical) || best.seconds == .infinity {
        hierarchical(
          collective,
          bytes: bytes,
          span: span,
          elementBytes: elementBytes,
          into: &best
        )
      }
      if algorithms.contains(.halvingDoubling) {
        halving(collective, bytes: bytes, span: span, into: &best)
      }
    }
    if best.latency > best.seconds / 2 { best.limit = .latency }
    return best
  }

  /// One ring through all ranks of all domains, in parallel copies over the ports.
  ///
  /// Of `k` dependent steps the share `domains/ranks` crosses ports. All data pass every link of
  /// the ring, so the slower of the links inside and the ports together sets the pace.
  private func ring(
    _ collective: Collective,
    bytes: Double,
    span: Span,
    elementBytes: Int,
    into best: inout CollectiveEstimate
  ) {
    let steps = collective.ringSteps(ranks: span.ranks)
    let wire = bytes * collective.wireFactor(ranks: span.ranks)
    let crossing = steps * span.domains / span.ranks
    // Only the hop at each pod's edge crosses the spine.
    let spine = span.spine * crossing / Double(max(1, scaleOut.size))
    let up = scaleUp.constants.curve(collective)
    let out = scaleOut.constants.curve(collective)
    let narrow = collective.reduces && elementBytes == 1 ? up.narrowPenalty : 1
    let allowed = bytes / span.ranks <= out.bulkThreshold ? 0 : 2
    let isLong = span.local > Self.treeDomain
    let crossed = span.busyRate * span.shared
    for index in allowed...2 {
      var latency =
        (scaleOut.constants.launch + out.regime(index).latency(steps: crossing))
        * scaleOut.latencyScale + spine
      var inside = 0.0
      if span.local > 1 {
        let regime = up.regime(index)
        // The bulk step fitted on few ranks holds the start of the pipeline; long rings measure
        // 1–2 µs a step, which is the buffered one.
        let step = min(regime.step, up.buffered.step)
        let inner =
          collective.ringSteps(ranks: scaleUp.wiring.ringRanks(span.local)) * span.domains
        latency += (regime.setup + step * inner) * scaleUp.latencyScale
        // A long ring's chunks are as small as those of the switch's addition over as many ranks,
        // and its pipeline fills as slowly.
        let filled =
          isLong && index == 2
          ? max(regime.effectiveBytes(wire), scaleUp.constants.inNetwork.effectiveBytes(wire))
          : regime.effectiveBytes(wire)
        inside =
          filled * narrow / (regime.efficiency * span.upRate)
          + regime.copy * bytes / span.ranks / (scaleUp.bandwidth * scaleUp.efficiency)
      }
      let regime = out.regime(index)
      let outside = regime.effectiveBytes(wire) / (regime.efficiency * crossed)
      best.improve(
        seconds: latency + max(inside, outside),
        latency: latency,
        algorithm: .ring,
        limit: inside > outside ? .scaleUp : .scaleOut,
        scaleUpBytes: wire * (1 - span.domains / span.ranks),
        scaleOutBytes: wire * span.domains / span.ranks
      )
    }
  }

  /// Share of a port's rate that the slowest of a ring's flows keeps across the spine (1).
  ///
  /// Flows hash onto uplinks, one for each port of a network without oversubscription. A ring goes
  /// at the pace of its slowest flow, so that one pair on a common uplink anywhere halves it: `1 −
  /// P/2` with `P = 1 − ∏(1 − i/uplinks)^domains`, `i` up to the flows of a domain less one.
  /// Measured over 20 racks of 72: half of the rate over two racks under the same first switches.
  ///
  /// - Parameters:
  ///   - flows: Flows that one domain sends at once.
  ///   - uplinks: Uplinks that they choose from.
  ///   - domains: Domains of the ring.
  /// - Returns: The share, 0.5…1.
  static func flowShare(flows: Double, uplinks: Double, domains: Double) -> Double {
    var apart = 1.0
    var place = 1.0
    while place < flows {
      apart *= max(0, 1 - place / max(uplinks, 1))
      place += 1
    }
    return 1 - (1 - pow(apart, domains)) / 2
  }

  /// Two binary trees over the domains with a chain inside each.
  ///
  /// The busiest domain sends the vector once towards the root and once back (once for a
  /// broadcast); of two domains each is root of one tree and leaf of the other and sends half that.
  private func tree(
    _ collective: Collective,
    bytes: Double,
    span: Span,
    into best: inout CollectiveEstimate
  ) {
    let passes = collective == .allReduce ? 2.0 : 1.0
    let carried = Self.treeBytes(bytes, passes: passes, domains: span.domains)
    let depth = max(1, log2(span.domains).rounded(.up))
    let up = scaleUp.constants.curve(collective)
    let out = scaleOut.constants.curve(collective)
    for index in 0...2 {
      var latency =
        (scaleOut.constants.launch + out.regime(index).latency(steps: passes * depth))
        * scaleOut.latencyScale + span.spine * passes
      var inside = 0.0
      if span.local > 1 {
        let regime = up.regime(index)
        let step = min(regime.step, up.buffered.step)
        latency += (regime.setup + step * passes * (span.local - 1)) * scaleUp.latencyScale
        inside = regime.effectiveBytes(passes * bytes) / (regime.efficiency * span.upRate)
      }
      let regime = out.regime(index)
      let outside =
        regime.effectiveBytes(carried)
        / (regime.efficiency * Self.treeEfficiency * span.busyRate)
      best.improve(
        seconds: latency + max(inside, outside),
        latency: latency,
        algorithm: .tree,
        limit: inside > outside ? .scaleUp : .scaleOut,
        scaleUpBytes: passes * bytes,
        scaleOutBytes: carried / span.local
      )
    }
  }

  /// What the busiest domain of a double binary tree sends [B].
  static func treeBytes(_ bytes: Double, passes: Double, domains: Double) -> Double {
    domains <= 2 ? passes * bytes / 2 : passes * bytes
  }

  /// Largest domain below a tree of summing switches.
  ///
  /// Between racks of 72 the fixed cost grows by 210–300 µs a rack (two-point fits of the CoreWeave
  /// runs at 72, 144 and 1,440 ranks), as a ring's does and a tree's does not.
  static let treeDomain = 16.0

  /// Rate of a pipelined double tree relative to a ring (NCCL src/graph/tuning.cc: 0.92).
  static let treeEfficiency = 0.92

  /// Scatter inside the domain, exchange by rail between domains, gather inside.
  ///
  /// For all-reduce this is what in-switch trees do (NVLSTree), so it needs a switch that adds;
  /// the phases are pipelined and the slowest sets the pace. `steps` between domains are those
  /// of a tree for all-reduce and of a ring otherwise.
  private func hierarchical(
    _ collective: Collective,
    bytes: Double,
    span: Span,
    elementBytes: Int,
    into best: inout CollectiveEstimate
  ) {
    guard span.local > 1 || best.seconds == .infinity else { return }
    let switched =
      span.local <= Self.treeDomain && usesSwitch(ranks: span.local, elementBytes: elementBytes)
    guard switched || collective != .allReduce || best.seconds == .infinity else { return }
    let up = scaleUp.constants.curve(collective).bulk
    let inside = collective == .allReduce && switched ? scaleUp.constants.inNetwork : up
    let out = scaleOut.constants.curve(collective).bulk
    let adds = collective == .allReduce && algorithms.contains(.inNetwork)
    let sharp = adds && scaleOut.inNetworkReduction
    let depth = max(1, log2(span.domains).rounded(.up))
    let steps =
      collective == .allReduce ? (sharp ? 2 : 2 * depth) : collective.ringSteps(ranks: span.domains)
    // A tree carries the vector twice; a summing switch once up while another comes down.
    let outBytes =
      sharp
      ? bytes
      : collective == .allReduce
        ? Self.treeBytes(bytes, passes: 2, domains: span.domains)
        : bytes * collective.wireFactor(ranks: span.domains)
    let upBytes = bytes * collective.wireFactor(ranks: span.local)
    let outRegime = sharp ? scaleOut.constants.inNetwork : out
    let latency =
      inside.latency(steps: span.local - 1) * scaleUp.latencyScale
      + (scaleOut.constants.launch + outRegime.latency(steps: steps)) * scaleOut.latencyScale
      + span.spine * (collective == .allReduce ? 2 : 1)
    let insideTime = inside.effectiveBytes(upBytes) / (inside.efficiency * span.upRate)
    let outsideTime =
      outRegime.effectiveBytes(outBytes) / (outRegime.efficiency * span.busyRate)
    best.improve(
      seconds: latency + max(insideTime, outsideTime),
      latency: latency,
      algorithm: sharp ? .inNetwork : .hierarchical,
      limit: insideTime > outsideTime ? .scaleUp : .scaleOut,
      scaleUpBytes: upBytes,
      scaleOutBytes: outBytes / span.local
    )
  }

  /// Recursive halving and doubling between domains, a ring inside.
  private func halving(
    _ collective: Collective,
    bytes: Double,
    span: Span,
    into best: inout CollectiveEstimate
  ) {
    let passes = collective == .allReduce ? 2.0 : 1.0
    let depth = max(1, log2(span.domains).rounded(.up))
    let wire = bytes * collective.wireFactor(ranks: span.domains)
    let upBytes = bytes * collective.wireFactor(ranks: span.local)
    let up = scaleUp.constants.curve(collective)
    let out = scaleOut.constants.curve(collective)
    for index in 0...2 {
      var latency =
        (scaleOut.constants.launch + out.regime(index).latency(steps: passes * depth))
        * scaleOut.latencyScale + span.spine * passes
      var inside = 0.0
      if span.local > 1 {
        let regime = up.regime(index)
        latency +=
          regime.latency(steps: collective.ringSteps(ranks: span.local)) * scaleUp.latencyScale
        inside = regime.effectiveBytes(upBytes) / (regime.efficiency * span.upRate)
      }
      let regime = out.regime(index)
      let outside = regime.effectiveBytes(wire) / (regime.efficiency * span.outRate)
      best.improve(
        seconds: latency + max(inside, outside),
        latency: latency,
        algorithm: .halvingDoubling,
        limit: inside > outside ? .scaleUp : .scaleOut,
        scaleUpBytes: upBytes,
        scaleOutBytes: wire / span.local
      )
    }
  }

  /// All-to-all between domains: directly, or in two levels along the rails.
  ///
  /// Of each rank's `S` bytes the share `(n−p)/n` leaves the domain. Directly, a rank posts `n−p`
  /// messages; in two levels (PXN) peers inside the domain first collect what goes to the same
  /// rail, which posts one message a domain but carries the bytes over the links inside too.
  /// Above a pod, `oversubscription` limits the share that crosses the spine.
  private func exchange(bytes: Double, span: Span, into best: inout CollectiveEstimate) {
    let away = bytes * (span.ranks - span.local) / span.ranks
    let near = bytes * (span.local - 1) / span.ranks
    let spineShare =
      span.domains > Double(scaleOut.size)
      ? (span.domains - Double(scaleOut.size)) / span.domains : 0
    let narrowing = max(1, scaleOut.oversubscription * spineShare)
    let up = scaleUp.constants.allToAll.bulk
    for index in 0...2 {
      let out = scaleOut.constants.allToAll.regime(index)
      let outside =
        out.effectiveBytes(away) * span.local * narrowing / (out.efficiency * span.outRate)
      let fixed = scaleOut.constants.launch * scaleOut.latencyScale + span.spine
      if algorithms.contains(.direct) || best.seconds == .infinity {
        let latency =
          fixed + out.latency(steps: span.ranks - span.local) * scaleOut.latencyScale
        let inside = near > 0 ? up.effectiveBytes(near) / (up.efficiency * span.upRate) : 0
        best.improve(
          seconds: latency + max(inside, outside),
          latency: latency,
          algorithm: .direct,
          limit: inside > outside ? .scaleUp : .scaleOut,
          scaleUpBytes: near,
          scaleOutBytes: away
        )
      }
      if algorithms.contains(.hierarchical), span.local > 1 {
        let latency =
          fixed + out.latency(steps: span.domains - 1) * scaleOut.latencyScale
          + up.latency(steps: span.local - 1) * scaleUp.latencyScale
        let moved = near + away * (span.local - 1) / span.local
        let inside = up.effectiveBytes(moved) / (up.efficiency * span.upRate)
        best.improve(
          seconds: latency + max(inside, outside),
          latency: latency,
          algorithm: .hierarchical,
          limit: inside > outside ? .scaleUp : .scaleOut,
          scaleUpBytes: moved,
          scaleOutBytes: away
        )
      }
    }
  }
}
