import Catalog
import Economics
public import Links
import Scenarios
public import Systems

/// What the links inside a scale-up domain allow, and what other links would make of the design.
///
/// Copper sets how far a domain can stretch; groups of ranks wider than the domain leave it for the
/// network. For every other technology at the same lane rate the domain that suits the design best
/// is sought among its present size and doublings of it that the reach allows.
public struct LinkAlternatives: Sendable {
  /// A technology in the place of the present one.
  public struct Item: Sendable {
    /// What carries the bits.
    public var technology: LinkTechnology
    /// The largest domain that its reach allows, at most ``LinkAlternatives/greatestDomain``.
    public var largestDomain: Int
    /// The domain that suits best, nil where it does not reach over the present one.
    public var domain: Int?
    /// Relative gain of the objective there over the present links and domain, plan re-chosen.
    public var gain: Double
    /// Power for one accelerator beyond that with the present links [W].
    public var addedPower: Double
    /// Price for one accelerator beyond that with the present links [USD].
    public var addedPrice: Double
  }

  /// Ranks that exchange with each other.
  public struct ParallelGroup: Hashable, Sendable {
    /// What they split, such as `tensor`.
    public var name: String
    /// How many accelerators one group stretches over.
    public var ranks: Int

    /// Describes a group.
    public init(_ name: String, ranks: Int) {
      self.name = name
      self.ranks = ranks
    }
  }

  /// The largest domain that is tried.
  public static let greatestDomain = 1_024

  /// The present links.
  public var present: TierLinks
  /// The present domain.
  public var domain: Int
  /// The largest domain that the present technology's reach allows.
  public var largestDomain: Int
  /// Groups that are wider than the present domain and leave it.
  public var leaving: [ParallelGroup]
  /// Every technology at the present lane rate, in the order of gain.
  public var items: [Item]

  /// Tries every technology in the place of the present one.
  ///
  /// - Parameters:
  ///   - design: The design.
  ///   - plans: Plans that are re-chosen among.
  ///   - planner: Chooses them.
  ///   - catalog: Holds the technologies.
  /// - Returns: nil where the links' technology is not known, or an accelerator stands alone.
  static func find<Answer: StudiedDesign>(
    for design: Answer,
    among plans: [Answer.Plan],
    planner: Planner,
    catalog: Catalog
  ) -> LinkAlternatives? {
    let scenario = design.scenario
    let system = scenario.system
    guard let present = system.links.scaleUp, system.domain > 1 else { return nil }
    let base = planner.best(scenario, among: plans)?.best ?? design
    func largest(_ technology: LinkTechnology) -> Int {
      let reached = DomainLayout.largestDomain(
        reach: technology.reach,
        perNode: system.node.accelerators,
        nodesPerRack: system.node.perRack
      )
      return min(greatestDomain, max(system.node.accelerators, reached))
    }
    /// The merit of the best plan for links and a domain.
    func merit(_ technology: LinkTechnology, _ domain: Int) -> (merit: Double, system: System)? {
      var changed = scenario
      changed.system = system.relinked(scaleUp: technology, domain: domain)
      changed.ownership.prices.network +=
        changed.system.links.addedPrice - system.links.addedPrice
      guard let best = planner.best(changed, among: plans)?.best, best.isFeasible else {
        return nil
      }
      return (best.merit, changed.system)
    }
    var items: [Item] = []
    for technology in catalog.technologies
    where technology.family.joinsChips
      && abs(technology.laneRate / present.technology.laneRate - 1) < 0.01
    {
      let reached = largest(technology)
      var item = Item(
        technology: technology,
        largestDomain: reached,
        domain: nil,
        gain: 0,
        addedPower: 0,
        addedPrice: 0
      )
      var domain = system.domain
      var best = -Double.infinity
      while domain <= min(reached, max(system.domain, system.count)) {
        if let found = merit(technology, domain), found.merit > best * (1 + 1e-9) {
          best = found.merit
          item.domain = domain
          item.gain = found.merit / base.merit - 1
          item.addedPower = found.system.links.addedPower - system.links.addedPower
          item.addedPrice = found.system.links.addedPrice - system.links.addedPrice
        }
        domain *= 2
      }
      items.append(item)
    }
    // Of gains that differ by less than a part in ten thousand the cheaper comes first.
    func rank(_ index: Int) -> (Int, Double, Double, Int) {
      let item = items[index]
      return (
        item.domain == nil ? 1 : 0, -(item.gain * 1e4).rounded(), item.addedPrice, index
      )
    }
    let order = items.indices.sorted { rank($0) < rank($1) }
    return LinkAlternatives(
      present: present,
      domain: system.domain,
      largestDomain: largest(present.technology),
      leaving: design.groups.filter { $0.ranks > system.domain },
      items: order.map { items[$0] }
    )
  }
}

extension LinkFamily {
  /// Whether it joins packages, rather than dies inside one.
  var joinsChips: Bool {
    switch self {
    case .dieToDieStandard, .dieToDieAdvanced, .dieOnDie, .chipToChip: false
    default: true
    }
  }
}
