/// What a network is made of, what it costs, draws and how it fails.
public struct FabricBill: Sendable, Hashable {
  /// Switches of one tier.
  public struct SwitchLine: Sendable, Hashable {
    /// What they are called in the topology.
    public var tier: String
    /// The part.
    public var part: SwitchPart
    /// How many there are.
    public var count: Int
    /// Most ports that any uses.
    public var portsUsed: Int
    /// Whether they are in the account.
    public var isCounted: Bool

    /// Power of boxes without what is plugged in [W].
    public var power: Double { Double(count) * part.power }
    /// Power of built-in optics [W].
    public var opticsPower: Double { Double(count) * part.opticsPower }
    /// Price without optics [USD].
    public var price: Double { Double(count) * part.price }
    /// Price of built-in optics [USD].
    public var opticsPrice: Double { Double(count) * part.opticsPrice }
    /// Failures of whole boxes [1/s].
    public var failures: Double { Double(count) * part.failureRate }
  }

  /// Links of one kind, technology and class of length.
  public struct LinkLine: Sendable, Hashable {
    /// What they join.
    public var group: String
    /// The technology.
    public var part: LinkPart
    /// Technology of the lower end, where it differs.
    public var lowerEnd: LinkPart?
    /// Whether they leave the rack or the row.
    public var place: HallLayout.Place
    /// How many there are.
    public var count: Int
    /// Rate of each, one direction [bit/s].
    public var rate: Double
    /// Mean length [m].
    public var meanLength: Double
    /// Longest length [m].
    public var longest: Double
    /// Ends of each link that are plugged in and counted: 0, 1 or 2.
    public var ends: Int
    /// Whether the lower end is one of them.
    public var countsLowerEnd: Bool
    /// Transceivers, two for each optical link where both ends are counted.
    public var transceivers: Int
    /// Strands of fibre.
    public var fibres: Int
    /// Differential pairs of electrical cables.
    public var pairs: Int
    /// Power of counted ends [W].
    public var power: Double
    /// Price of counted ends and of the medium [USD].
    public var price: Double
    /// Hard failures of ends, counted or not [1/s].
    public var failures: Double
    /// Flaps [1/s].
    public var flaps: Double
    /// Whether they are in the account.
    public var isCounted: Bool
  }

  /// The shape of the topology.
  public var shape: FabricShape
  /// Rate of an endpoint, one direction [bit/s].
  public var rate: Double
  /// Switches by tier.
  public var switches: [SwitchLine]
  /// Links by kind, technology and class of length.
  public var links: [LinkLine]
  /// Power of network cards, where counted [W].
  public var cardPower: Double
  /// Price of network cards, where counted [USD].
  public var cardPrice: Double
  /// What keeps the network from being built, in words.
  public var reasons: [String]
  /// Jobs that span the network and are halted by a link or a first switch [1/s].
  public var halts: Double

  /// Whether it can be built.
  public var isFeasible: Bool { reasons.isEmpty }

  /// Switches in the account.
  public var switchCount: Int { switches.filter(\.isCounted).reduce(0) { $0 + $1.count } }
  /// Ports of all switches in the account that are used, at the rates of their links.
  public var portCount: Int {
    switches.filter(\.isCounted).reduce(0) { $0 + $1.count * $1.portsUsed }
  }
  /// Links in the account.
  public var linkCount: Int { links.filter(\.isCounted).reduce(0) { $0 + $1.count } }
  /// Transceivers in the account.
  public var transceivers: Int { links.filter(\.isCounted).reduce(0) { $0 + $1.transceivers } }
  /// Strands of fibre in the account.
  public var fibres: Int { links.filter(\.isCounted).reduce(0) { $0 + $1.fibres } }
  /// Differential pairs of electrical cables in the account.
  public var pairs: Int { links.filter(\.isCounted).reduce(0) { $0 + $1.pairs } }

  /// Power of chips, fans and control of switches [W].
  public var switchPower: Double { switches.filter(\.isCounted).reduce(0) { $0 + $1.power } }
  /// Power of ends of links, plugged in or built in [W].
  public var opticsPower: Double {
    switches.filter(\.isCounted).reduce(0) { $0 + $1.opticsPower }
      + links.filter(\.isCounted).reduce(0) { $0 + $1.power }
  }
  /// Power of all [W].
  public var power: Double { switchPower + opticsPower + cardPower }
  /// Power for each endpoint [W].
  public var powerPerEndpoint: Double { power / Double(max(1, shape.endpoints)) }
  /// Energy of a bit that an endpoint can send, all that the network draws for it [J/bit].
  public var energyPerBit: Double { powerPerEndpoint / rate }

  /// Price of switches without optics [USD].
  public var switchPrice: Double { switches.filter(\.isCounted).reduce(0) { $0 + $1.price } }
  /// Price of ends and media [USD].
  public var linkPrice: Double {
    switches.filter(\.isCounted).reduce(0) { $0 + $1.opticsPrice }
      + links.filter(\.isCounted).reduce(0) { $0 + $1.price }
  }
  /// Price of all [USD].
  public var price: Double { switchPrice + linkPrice + cardPrice }
  /// Price for each endpoint [USD].
  public var pricePerEndpoint: Double { price / Double(max(1, shape.endpoints)) }

  /// Rate across the worst cut into halves [bit/s].
  public var bisection: Double { shape.bisection * rate }
  /// Hard failures of links and switches in a year of 365.25 days.
  public var failuresPerYear: Double {
    31_557_600
      * (links.reduce(0) { $0 + $1.failures } + switches.reduce(0) { $0 + $1.failures })
  }
  /// Flaps of links in a day.
  public var flapsPerDay: Double { 86_400 * links.reduce(0) { $0 + $1.flaps } }
  /// Halts of a job on all endpoints in a day.
  public var haltsPerDay: Double { 86_400 * halts }
  /// Longest link [m].
  public var longest: Double { links.map(\.longest).max() ?? 0 }

  /// Makes the bill of a design without ``FabricDesign/problems``.
  public init(_ design: FabricDesign) {
    let shape = design.shape
    let boundary = design.boundary
    self.shape = shape
    rate = design.rate
    cardPower = boundary.cardPower * Double(shape.endpoints)
    cardPrice = boundary.cardPrice * Double(shape.endpoints)
    switches = shape.switches.enumerated().compactMap { tier, row in
      design.switchPart(tier).map { part in
        SwitchLine(
          tier: row.name,
          part: part,
          count: row.count,
          portsUsed: row.ports,
          isCounted: tier > 0 || boundary.countsFirstTier
        )
      }
    }
    links = []
    reasons = []
    halts = 0
    for (index, group) in shape.links.enumerated() {
      add(group, choices: design.technologies(index), design: design)
    }
    countHalts(design)
  }

  /// Adds the links of a kind, each length with the cheapest technology that reaches.
  private mutating func add(
    _ group: FabricShape.LinkGroup,
    choices: [LinkPart],
    design: FabricDesign
  ) {
    let rate = group.rate * design.rate
    var lengths: [Run] = []
    var unreached: (count: Int, longest: Double) = (0, 0)
    let all = design.layout.lengths(group.span)
    for (length, count) in zip(all, Self.apportioned(group.count, to: all.map(\.share)))
    where count > 0 {
      let reaching = choices.filter { $0.reach >= length.length - 1e-9 }
      guard
        let part = reaching.min(by: {
          Self.rank($0, rate, length.length) < Self.rank($1, rate, length.length)
        })
      else {
        unreached.count += count
        unreached.longest = max(unreached.longest, length.length)
        // What does not reach is counted with what reaches farthest, so that the bill is whole.
        if let far = choices.max(by: { $0.reach < $1.reach }) {
          Self.collect(Run(far, length, count), into: &lengths)
        }
        continue
      }
      Self.collect(Run(part, length, count), into: &lengths)
    }
    if unreached.count > 0 {
      let far = choices.max { $0.reach < $1.reach }
      let text = far.map { "\($0.name) reaches \(Self.metres($0.reach))" } ?? "none is named"
      reasons.append(
        "\(unreached.count) links \(group.name) are up to \(Self.metres(unreached.longest)) long, and"
          + " \(text)"
      )
    }
    for run in lengths { links.append(line(run, of: group, rate: rate, design: design)) }
  }

  /// Links of one technology and class of length, while they are gathered.
  private struct Run {
    /// The technology.
    var part: LinkPart
    /// Whether they leave the rack or the row.
    var place: HallLayout.Place
    /// How many there are.
    var count: Int
    /// Lengths of all together [m].
    var total: Double
    /// Longest length [m].
    var longest: Double

    /// Links of one length.
    init(_ part: LinkPart, _ length: HallLayout.Length, _ count: Int) {
      self.part = part
      place = length.place
      self.count = count
      total = Double(count) * length.length
      longest = length.length
    }
  }

  /// Adds links to those of their technology and class.
  private static func collect(_ run: Run, into runs: inout [Run]) {
    if let index = runs.firstIndex(where: { $0.part.id == run.part.id && $0.place == run.place }) {
      runs[index].count += run.count
      runs[index].total += run.total
      runs[index].longest = max(runs[index].longest, run.longest)
    } else {
      runs.append(run)
    }
  }

  /// What is preferred: low price, then low power, then the order of names.
  private static func rank(_ part: LinkPart, _ rate: Double, _ length: Double) -> (
    Double, Double, String
  ) { (part.price(rate: rate, length: length), part.endPower(rate: rate), part.id) }

  /// A line of the bill.
  private func line(
    _ run: Run,
    of group: FabricShape.LinkGroup,
    rate: Double,
    design: FabricDesign
  ) -> LinkLine {
    let boundary = design.boundary
    let part = run.part
    func isPlugged(_ end: FabricShape.End) -> Bool {
      switch end {
      case .endpoint: boundary.countsEndpointEnds
      case .tier(let tier):
        !(design.switchPart(tier)?.hasOptics ?? false) && (tier > 0 || boundary.countsFirstTier)
      }
    }
    let count = Double(run.count)
    let mean = run.total / count
    let lower = group.lower == .endpoint ? design.endpointEnd : nil
    let lowerPart = lower ?? part
    let plugs = [isPlugged(group.lower), isPlugged(group.upper)]
    // Half of a price without length is one end; the medium goes with the link.
    let ends =
      (plugs[0] ? lowerPart.pricePerRate / 2 * rate : 0)
      + (plugs[1] ? part.pricePerRate / 2 * rate : 0)
    let medium = part.pricePerRateMetre * mean * rate
    let power =
      (plugs[0] ? lowerPart.endPower(rate: rate) : 0)
      + (plugs[1] ? part.endPower(rate: rate) : 0)
    let isCounted = group.lower != .endpoint || group.upper == .endpoint || boundary.countsFirstTier
    let optical = (plugs[0] && lowerPart.isOptical ? 1 : 0) + (plugs[1] && part.isOptical ? 1 : 0)
    let strands = run.count * part.strands(rate: rate)
    return LinkLine(
      group: group.name,
      part: part,
      lowerEnd: lower?.id == part.id ? nil : lower,
      place: run.place,
      count: run.count,
      rate: rate,
      meanLength: mean,
      longest: run.longest,
      ends: plugs.count { $0 },
      countsLowerEnd: plugs[0],
      transceivers: run.count * optical,
      fibres: part.isOptical ? strands : 0,
      pairs: part.isOptical ? 0 : strands,
      power: count * power,
      price: count * (ends + medium),
      failures: count * (lowerPart.failureRate(rate: rate) + part.failureRate(rate: rate)),
      flaps: count * part.flapRate(rate: rate),
      isCounted: isCounted
    )
  }

  /// Counts what halts a job on all endpoints: what cuts one off from the network.
  ///
  /// With one first switch every failure of a link below it or of the switch, and every flap that
  /// lasts, halts the job. With two, both ways of an endpoint have to be down at once: `2 λ² T` a
  /// pair. Links above the first switches have others beside them and halt nothing.
  private mutating func countHalts(_ design: FabricDesign) {
    let repair = design.repair
    let below = links.filter { $0.group == shape.links.first?.name }
    let count = Double(max(1, below.reduce(0) { $0 + $1.count }))
    let hard = below.reduce(0.0) { $0 + $1.failures } / count
    let flap = below.reduce(0.0) { $0 + $1.flaps } / count * repair.haltingFlapShare
    let box = switches.first?.part.failureRate ?? 0
    let boxes = Double(switches.first?.count ?? 0)
    guard design.firstSwitches == .dual else {
      halts = count * (hard + flap) + boxes * box
      return
    }
    let down = hard * repair.time + flap * repair.flapTime
    halts = count / 2 * 2 * (hard + flap) * down + boxes / 2 * 2 * box * box * repair.time
  }

  /// Whole numbers in the proportion of shares, with the sum given; largest remainders first.
  static func apportioned(_ total: Int, to shares: [Double]) -> [Int] {
    let exact = shares.map { $0 * Double(total) }
    var counts = exact.map { Int($0.rounded(.down)) }
    let order = exact.indices.sorted {
      (exact[$1] - Double(counts[$1]), $0) < (exact[$0] - Double(counts[$0]), $1)
    }
    for index in order.prefix(max(0, total - counts.reduce(0, +))) { counts[index] += 1 }
    return counts
  }

  /// A length for a sentence.
  static func metres(_ length: Double) -> String {
    let rounded = (length * 10).rounded() / 10
    return (rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)") + " m"
  }
}
