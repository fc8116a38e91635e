public import Fabrics
public import LinearPrograms
import Quantities
public import Scenarios

/// What is found out about blocks joined through circuit switches.
public struct CircuitFindings: Sendable {
  /// Links with the demand on them.
  public struct Case: Sendable {
    /// The links.
    public var topology: BlockTopology
    /// The demand on them; nil where some pair has no path.
    public var routed: RoutedDemand?
  }

  /// How weights found with one spread fare under errors of demand.
  public struct Trial: Sendable, Hashable {
    /// The spread, from 0 to 1.
    public var hedging: Double
    /// Greatest utilisation and stretch under the demand itself.
    public var utilisation: Double
    /// Mean links on the way under the demand itself.
    public var stretch: Double
    /// Median greatest utilisation under errors (1).
    public var median: Double
    /// Greatest utilisation that 99 of 100 errors stay below (1).
    public var high: Double
  }

  /// The question.
  public var scenario: CircuitScenario
  /// What found links and weights, in words.
  public var solver: String
  /// As even a mesh as there can be.
  public var even: Case
  /// The links that there are.
  public var present: Case
  /// The links that were chosen.
  public var chosen: Case
  /// Least greatest utilisation with links as real numbers; nil without a solver.
  public var bound: Double?
  /// The way from the present links to the chosen ones.
  public var rewiring: Rewiring
  /// How weights fare under errors of demand; empty where none are asked for.
  public var trials: [Trial]
  /// The bill of blocks joined directly.
  public var direct: BlockFabricBill
  /// The bill of the same blocks behind a spine.
  public var clos: BlockFabricBill

  /// What keeps the demand from being carried, in words.
  public var reasons: [String] {
    guard let routed = chosen.routed else { return ["some blocks cannot reach each other"] }
    guard routed.utilisation > 1 + 1e-9 else { return [] }
    let percent = Format.percent(routed.utilisation)
    return ["the fullest link would carry \(percent) of what it can"]
  }

  /// What blocks can send through a spine as fast as is written, or as themselves [bit/s].
  public var spineCapacity: Double {
    let fastest = scenario.blocks.map(\.speed).max() ?? 0
    return BlockFabricBill.spineCapacity(scenario.blocks, speed: scenario.spineSpeed ?? fastest)
  }
  /// What blocks' own uplinks can send [bit/s].
  public var ownCapacity: Double { scenario.blocks.reduce(0) { $0 + $1.capacity } }
  /// Price of the direct fabric over that of the Clos (1).
  public var priceRatio: Double { direct.price / clos.price }
  /// The same where what lasts is spread over generations of blocks on the direct side (1).
  public var priceRatioOverGenerations: Double {
    direct.price(generations: scenario.generations) / clos.price
  }
  /// Power of the direct fabric over that of the Clos (1).
  public var powerRatio: Double { direct.power / clos.power }
}

/// Chooses links and weights for a demand, plans the rewiring, and tries errors.
public struct CircuitStudy: Sendable {
  /// Seed of random errors of demand.
  public var seed: UInt64

  /// A study.
  public init(seed: UInt64 = 1) { self.seed = seed }

  /// What is found out.
  ///
  /// - Throws: `LinearProgramError` when a solver is asked for and missing, or gives no answer.
  public func callAsFunction(
    _ scenario: CircuitScenario
  ) throws(LinearProgramError) -> CircuitFindings {
    var highs: HighsSolver?
    switch scenario.solver {
    case .highs: highs = try .load()
    case .auto: highs = try? .load()
    case .own: break
    }
    let task = TopologyEngineering(
      demand: scenario.demand,
      present: scenario.present,
      changeLimit: scenario.changeLimit,
      traffic: scenario.traffic
    )
    func route(
      _ topology: BlockTopology,
      _ traffic: TrafficEngineering
    ) throws(LinearProgramError) -> RoutedDemand? {
      guard let highs else { return traffic.route(scenario.demand, on: topology) }
      return try traffic.route(scenario.demand, on: topology, with: highs)
    }
    let even = BlockTopology.uniform(scenario.blocks)
    let plan = if let highs { try task.plan(with: highs) } else { task.plan() }
    let chosen = plan?.topology ?? scenario.present
    var trials: [CircuitFindings.Trial] = []
    if scenario.samples > 0, plan != nil {
      for hedging in Set([0, 0.1, 0.2, 0.5, 1, scenario.traffic.hedging]).sorted() {
        var traffic = scenario.traffic
        traffic.hedging = hedging
        guard let routed = try route(chosen, traffic) else { continue }
        trials.append(trial(routed, hedging: hedging, on: chosen, scenario))
      }
    }
    let parts = scenario.parts
    let counted = scenario.blocks.map { block in
      var block = block
      block.speed = scenario.accountSpeed ?? block.speed
      return block
    }
    return CircuitFindings(
      scenario: scenario,
      solver: highs.map { "HiGHS \($0.version)" } ?? "our own search",
      even: .init(topology: even, routed: try route(even, scenario.traffic)),
      present: .init(
        topology: scenario.present,
        routed: try route(scenario.present, scenario.traffic)
      ),
      chosen: .init(topology: chosen, routed: plan?.routed),
      bound: plan?.bound,
      rewiring: Rewiring(from: scenario.present, to: chosen, live: scenario.live),
      trials: trials,
      direct: BlockFabricBill(
        counted,
        joined: .circuits(circulators: scenario.hasCirculators),
        with: parts,
        aggregationStages: scenario.aggregationStages
      ),
      clos: BlockFabricBill(
        counted,
        joined: .spine(stages: scenario.spineStages),
        with: parts,
        aggregationStages: scenario.aggregationStages
      )
    )
  }

  /// Tries weights on demands with errors.
  private func trial(
    _ routed: RoutedDemand,
    hedging: Double,
    on topology: BlockTopology,
    _ scenario: CircuitScenario
  ) -> CircuitFindings.Trial {
    var random = SplitMix64(seed: seed)
    let found = (0..<scenario.samples).map { _ in
      routed.weights.outcome(
        scenario.demand.disturbed(spread: scenario.spread, random: &random),
        on: topology
      ).utilisation
    }.sorted()
    func at(_ share: Double) -> Double {
      found[min(found.count - 1, Int(share * Double(found.count)))]
    }
    return CircuitFindings.Trial(
      hedging: hedging,
      utilisation: routed.utilisation,
      stretch: routed.stretch,
      median: at(0.5),
      high: at(0.99)
    )
  }
}
