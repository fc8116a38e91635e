extension Industry {
  /// What is wrong with the industry, a sentence each; empty when a roadmap can be made of it.
  ///
  /// Names that nothing has, numbers out of their ranges, and shares that do not add up.
  public var problems: [String] {
    missingParts + duplicates + wrongNumbers + wrongShares + unknownCarriers + unknownInEvents
      + unknownInTechnologies + unlikeMakers
  }

  /// Kinds of parts of which there are none.
  private var missingParts: [String] {
    [
      ("stages", stages.isEmpty), ("products", products.isEmpty), ("buyers", buyers.isEmpty),
      ("demand classes", demand.isEmpty),
    ].filter(\.1).map { "there are no \($0.0)" }
  }

  /// Ids that two parts of a kind have.
  private var duplicates: [String] {
    let kinds: [(name: String, ids: [String])] = [
      ("stages", stages.map(\.id)), ("products", products.map(\.id)),
      ("buyers", buyers.map(\.id)), ("demand", demand.map(\.id)), ("events", events.map(\.id)),
      ("readiness", technologies.map(\.id)),
    ]
    return kinds.flatMap { kind in
      var seen: Set<String> = []
      return kind.ids.filter { !seen.insert($0).inserted }
        .map { "\(kind.name).\($0) stands there twice" }
    }
  }

  // MARK: Numbers

  /// Numbers that are not finite or out of their ranges.
  private var wrongNumbers: [String] {
    figures.compactMap { figure in
      guard let value = self[figure] else { return nil }
      let allowed = Self.allowed(figure.place)
      return allowed.contains(value)
        ? nil : "\(figure.path) is \(value); it must be \(allowed.words)"
    } + dates
  }

  /// Leads and lengths of events out of their ranges.
  private var dates: [String] {
    var found: [String] = []
    for stage in stages where stage.startsAhead < 0 {
      found.append("stages.\(stage.id) starts after it ships")
    }
    for event in events {
      if let duration = event.duration, duration < 1 {
        found.append("events.\(event.id) lasts \(duration) quarters; it must be 1 or more")
      }
    }
    return found
  }

  /// What a number may be.
  private enum Allowed {
    /// Zero or more.
    case nonNegative
    /// More than zero.
    case positive
    /// From 0 to 1.
    case share
    /// More than −1, as a rate of growth is.
    case growth
    /// Anything finite.
    case finite

    /// Whether a value is allowed.
    func contains(_ value: Double) -> Bool {
      guard value.isFinite else { return false }
      switch self {
      case .nonNegative: return value >= 0
      case .positive: return value > 0
      case .share: return (0...1).contains(value)
      case .growth: return value > -1
      case .finite: return true
      }
    }

    /// What is allowed, in words.
    var words: String {
      switch self {
      case .nonNegative: "0 or more"
      case .positive: "more than 0"
      case .share: "from 0 to 1"
      case .growth: "more than -1"
      case .finite: "a number"
      }
    }
  }

  /// What the number at a place may be.
  private static func allowed(_ place: IndustryFigure.Place) -> Allowed {
    switch place {
    case .stage(_, .outsideGrowth), .stage(_, .plannedGrowth), .stage(_, .trend),
      .window(_, _, .growth),
      .demand(_, .growth), .demand(_, .finalGrowth), .demand(_, .efficiency):
      .growth
    case .stage(_, .cancellation), .stage(_, .outsideFirm), .buyer(_, .share), .window,
      .demand(_, .deviceShare),
      .readiness(_, .ceiling), .market(.occupancy), .market(.waiting), .market(.together),
      .market(.idle), .market(.adjustment):
      .share
    // A class without elasticity has no price, and none of its terms may vanish for good.
    case .demand(_, .elasticity), .demand(_, .fading), .product(_, .compute),
      .product(_, .work), .product(_, .power), .readiness(_, .rise), .market(.referencePrice),
      .market(.worthYears), .market(.life), .market(.probe), .buyer(_, .facilityFactor):
      .positive
    case .readiness(_, .middle), .event(_, .years): .finite
    default: .nonNegative
    }
  }

  /// Shares that do not add up and windows that are empty.
  private var wrongShares: [String] {
    var found: [String] = []
    let total = buyers.reduce(0) { $0 + $1.share }
    if !buyers.isEmpty, abs(total - 1) > 1e-6 {
      found.append("the buyers' shares add up to \(total); it must be 1")
    }
    for buyer in buyers {
      for (vendor, window) in buyer.vendors.sorted(by: { $0.key < $1.key })
      where window.low > window.high {
        found.append(
          "buyers.\(buyer.id).vendors.\(vendor): low is \(window.low), above high, \(window.high)"
        )
      }
    }
    for stage in stages {
      let held = stage.owners.reduce(0) { $0 + $1.share }
      if held > 1 + 1e-6 || stage.owners.contains(where: { !($0.share >= 0) }) {
        found.append(
          "stages.\(stage.id): its owners' shares add up to \(held); none is below 0 and all"
            + " together are 1 at most"
        )
      }
    }
    if !demand.isEmpty, !demand.contains(where: { $0.amount > 0 }) {
      found.append("no class of demand wants anything")
    }
    return found
  }

  // MARK: Names

  /// Carriers, vendors that are named and that nothing makes.
  private var unknownCarriers: [String] {
    let made = Set(stages.map(\.carrier))
    let vendors = Set(products.map(\.vendor))
    var found: [String] = []
    func check(_ names: some Sequence<String>, _ path: String) {
      for name in names.sorted() where !made.contains(name) {
        found.append("\(path) names \(name), which no stage makes")
      }
    }
    for stage in stages {
      check(stage.needs.keys, "stages.\(stage.id).needs")
      check(stage.expansionNeeds.keys, "stages.\(stage.id).expansion-needs")
    }
    for product in products { check(product.needs.keys, "products.\(product.id).needs") }
    for buyer in buyers {
      check(buyer.siteNeeds.keys, "buyers.\(buyer.id).site-needs")
      if let capital = buyer.capital { check([capital], "buyers.\(buyer.id).capital") }
      if buyer.vendors.isEmpty { found.append("buyers.\(buyer.id) may buy from no vendor") }
      for vendor in buyer.vendors.keys.sorted() where !vendors.contains(vendor) {
        found.append("buyers.\(buyer.id).vendors names \(vendor), which sells no product")
      }
    }
    return found
  }

  /// What events name and nothing has.
  private var unknownInEvents: [String] {
    let companies = Set(stages.flatMap { $0.owners.map(\.company) })
    let regions = Set(stages.flatMap { $0.owners.map(\.region) })
    func miss(_ kind: String, _ name: String, _ known: some Sequence<String>) -> String? {
      known.contains(name) ? nil : "no \(kind) is called \(name)"
    }
    return events.flatMap { event in
      let missed: [String?] =
        switch event.effect {
        case .demand(let name, _): [miss("class of demand", name, demand.map(\.id))]
        case .outside(let name, _), .capacity(let name, _), .build(let name, _):
          [miss("stage", name, stages.map(\.id))]
        case .company(let name, let stage, _):
          [
            miss("owner of a stage", name, companies),
            stage.flatMap { miss("stage", $0, stages.map(\.id)) },
          ]
        case .region(let name, _): [miss("region of a plant", name, regions)]
        case .export(let vendor, let buyer, _):
          [
            miss("vendor", vendor, products.map(\.vendor)),
            miss("buyer", buyer, buyers.map(\.id)),
          ]
        case .delay(let name, _): [miss("product", name, products.map(\.id))]
        case .readiness(let name, _): [miss("technology", name, technologies.map(\.id))]
        }
      return missed.compactMap { $0 }.map { "events.\(event.id): \($0)" }
    }
  }

  /// What technologies change and nothing has.
  private var unknownInTechnologies: [String] {
    let made = Set(stages.map(\.carrier))
    let known = Set(stages.map(\.id))
    return technologies.flatMap { technology in
      technology.changes.compactMap { change in
        let path = "readiness.\(technology.id)"
        switch change.target {
        case .need(let carrier) where !made.contains(carrier):
          return "\(path) names \(carrier), which no stage makes"
        case .build(let stage) where !known.contains(stage),
          .growth(let stage) where !known.contains(stage):
          return "\(path): no stage is called \(stage)"
        default: return nil
        }
      }
    }
  }

  /// Makers of one carrier that do not agree on how it is counted.
  private var unlikeMakers: [String] {
    Dictionary(grouping: stages, by: \.carrier).sorted { $0.key < $1.key }.flatMap {
      carrier,
      makers in
      var found: [String] = []
      if Set(makers.map(\.isStanding)).count > 1 {
        found.append("stages that make \(carrier) do not agree whether it is standing")
      }
      if Set(makers.map(\.unit)).count > 1 {
        found.append("stages that make \(carrier) do not agree on its unit")
      }
      return found
    }
  }
}
