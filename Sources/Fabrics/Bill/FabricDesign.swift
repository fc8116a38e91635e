/// A network to be counted: topology, parts, hall and what is counted.
public struct FabricDesign: Sendable, Hashable {
  /// How an endpoint is joined to its first switches.
  public enum FirstSwitches: String, Sendable, Hashable, CaseIterable {
    /// One switch: its failure, or its link's, cuts the endpoint off.
    case single
    /// Two switches with half the rate each: what is lost is half the rate.
    case dual
  }

  /// What is in the account and what is out.
  public struct Boundary: Sendable, Hashable {
    /// Whether the ends of links at endpoints are counted.
    public var countsEndpointEnds: Bool
    /// Whether the switches nearest to endpoints and the links below them are counted.
    public var countsFirstTier: Bool
    /// Power of an endpoint's network card; 0 where cards are out of the account [W].
    public var cardPower: Double
    /// Price of an endpoint's network card; 0 where cards are out of the account [USD].
    public var cardPrice: Double

    /// Describes what is counted.
    public init(
      countsEndpointEnds: Bool = true,
      countsFirstTier: Bool = true,
      cardPower: Double = 0,
      cardPrice: Double = 0
    ) {
      self.countsEndpointEnds = countsEndpointEnds
      self.countsFirstTier = countsFirstTier
      self.cardPower = cardPower
      self.cardPrice = cardPrice
    }
  }

  /// What a failure does to jobs.
  public struct Repair: Sendable, Hashable {
    /// Mean time until a failed part is replaced [s].
    public var time: Double
    /// Mean time that a flap lasts [s].
    public var flapTime: Double
    /// Share of flaps that last longer than a job waits (1).
    public var haltingFlapShare: Double

    /// Describes repairs.
    public init(time: Double = 14_400, flapTime: Double = 10, haltingFlapShare: Double = 1) {
      self.time = time
      self.flapTime = flapTime
      self.haltingFlapShare = haltingFlapShare
    }
  }

  /// How endpoints are joined.
  public var topology: Topology
  /// Rate of an endpoint, one direction [bit/s].
  public var rate: Double
  /// Parallel copies of the network among which that rate is split.
  public var planes: Int
  /// How an endpoint is joined to its first switches.
  public var firstSwitches: FirstSwitches
  /// The switches, by tier; the last stands for the tiers above it; empty where there are none.
  public var switches: [SwitchPart]
  /// Technologies to choose from, by kind of link; the last stands for those above it.
  ///
  /// Of several the cheapest that reaches is taken for every length.
  public var technologies: [[LinkPart]]
  /// Technology of the endpoints' own ends, where it differs from their switches'.
  public var endpointEnd: LinkPart?
  /// Where racks stand.
  public var layout: HallLayout
  /// What is counted.
  public var boundary: Boundary
  /// What failures do.
  public var repair: Repair

  /// Describes a network.
  public init(
    topology: Topology,
    rate: Double,
    planes: Int = 1,
    firstSwitches: FirstSwitches = .single,
    switches: [SwitchPart],
    technologies: [[LinkPart]],
    endpointEnd: LinkPart? = nil,
    layout: HallLayout,
    boundary: Boundary = Boundary(),
    repair: Repair = Repair()
  ) {
    self.topology = topology
    self.rate = rate
    self.planes = planes
    self.firstSwitches = firstSwitches
    self.switches = switches
    self.technologies = technologies
    self.endpointEnd = endpointEnd
    self.layout = layout
    self.boundary = boundary
    self.repair = repair
  }

  /// Copies of the network that an endpoint sees: its planes, twice where it has two switches.
  public var copies: Int { planes * (firstSwitches == .dual ? 2 : 1) }

  /// The shape of all copies together.
  public var shape: FabricShape { FabricShape(topology).copied(copies) }

  /// The switch of a tier.
  public func switchPart(_ tier: Int) -> SwitchPart? {
    switches.indices.contains(tier) ? switches[tier] : switches.last
  }

  /// The technologies that a kind of link may have.
  public func technologies(_ group: Int) -> [LinkPart] {
    technologies.indices.contains(group) ? technologies[group] : technologies.last ?? []
  }

  /// What about the input cannot be, all at once, in words; empty where a bill can be made.
  public var problems: [String] {
    let found = FabricShape.problems(of: topology) + rateProblems + partProblems + layout.problems
    return found.isEmpty ? portProblems : found
  }

  /// What about rates and planes cannot be.
  public var rateProblems: [String] {
    var found: [String] = []
    if !(rate > 0 && rate.isFinite) {
      found.append("the rate of an endpoint is \(rate); it must be above 0")
    }
    if planes < 1 { found.append("there are \(planes) planes; 1 or more are due") }
    return found
  }

  /// What about parts cannot be.
  public var partProblems: [String] {
    var found: [String] = []
    var seen: Set<String> = []
    for part in switches where seen.insert(part.id).inserted { found += part.problems }
    let parts = technologies.flatMap { $0 } + [endpointEnd].compactMap { $0 }
    for part in parts where seen.insert("technology \(part.id)").inserted { found += part.problems }
    if technologies.allSatisfy(\.isEmpty) { found.append("no technology of links is named") }
    return found
  }

  /// Switches that are missing, or have fewer ports than the topology needs of them.
  ///
  /// To be asked only where there are no other problems.
  public var portProblems: [String] {
    var found: [String] = []
    let shape = shape
    for (tier, row) in shape.switches.enumerated() {
      guard let part = switchPart(tier) else {
        found.append("the topology has switches (\(row.name)), and none is named")
        break
      }
      // All links at a switch have the rate of the kind of link that ends there.
      let rates = shape.links.filter { $0.lower == .tier(tier) || $0.upper == .tier(tier) }
      guard let share = rates.map(\.rate).max() else { continue }
      let radix = part.radix(rate: rate * share)
      if row.ports > radix {
        found.append(
          "a \(row.name) needs \(row.ports) ports of \(Self.text(rate * share)) and \(part.name) has"
            + " \(radix)"
        )
      }
    }
    return found
  }

  /// A rate for a message.
  public static func text(_ rate: Double) -> String {
    let number = rate / 1e9
    return (number == number.rounded() ? String(Int(number)) : "\(number)") + " Gb/s"
  }
}
