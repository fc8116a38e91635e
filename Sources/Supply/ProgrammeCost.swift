/// What compute of a programme costs at home, against renting it.
public struct ProgrammeCost: Hashable, Sendable {
  /// A span of time.
  public struct Span: Hashable, Sendable {
    /// The calendar year; nil for all of them.
    public var year: Int?
    /// Compute used [H100-equivalent hour].
    public var hours: Double
    /// Machines, repaid over their life with interest [USD].
    public var machines: Double
    /// Shell and plant, the same [USD].
    public var site: Double
    /// Electricity [USD].
    public var energy: Double
    /// Upkeep [USD].
    public var upkeep: Double
    /// Wages on top of it [USD].
    public var staff: Double
    /// Emission of electricity [kg].
    public var carbon: Double
    /// What the hours would cost to rent [USD].
    public var rent: Double
    /// Tokens that the hours serve; nil where that is not known.
    public var tokens: Double?

    /// Everything [USD].
    public var total: Double { machines + site + energy + upkeep + staff }
    /// Cost at home [USD/h].
    public var home: Double { total / hours }
    /// Cost of renting [USD/h].
    public var rental: Double { rent / hours }
    /// Cost of a million tokens at home [USD].
    public var homeTokens: Double? { tokens.map { total / $0 * 1e6 } }
    /// Cost of a million tokens on rented machines [USD].
    public var rentalTokens: Double? { tokens.map { rent / $0 * 1e6 } }

    /// What it costs that a share must be done at home, over the cheaper of the two [1].
    public func premium(residency: Double) -> Double {
      max(0, home - rental) * residency / min(home, rental)
    }

    /// Nothing yet.
    fileprivate init(year: Int?) {
      self.year = year
      hours = 0
      machines = 0
      site = 0
      energy = 0
      upkeep = 0
      staff = 0
      carbon = 0
      rent = 0
      tokens = 0
    }
  }

  /// Years in which anything works, in order.
  public var years: [Span]
  /// All of them together; nil where nothing ever works.
  public var whole: Span?

  /// What a plan costs in a run.
  public init(_ plan: ProgrammePlan, in run: Roadmap) {
    self.init(plan, in: ProgrammeMarket(run, buyer: plan.programme.buyer))
  }

  /// What a plan costs.
  init(_ plan: ProgrammePlan, in market: ProgrammeMarket) {
    years = []
    var whole = Span(year: nil)
    for quarterly in market.quarters {
      guard let step = plan.steps.first(where: { $0.quarter == quarterly.quarter }), step.work > 0
      else { continue }
      let year = step.quarter.year
      if years.last?.year != year { years.append(Span(year: year)) }
      years[years.count - 1].add(step, quarterly, plan.programme, market)
      whole.add(step, quarterly, plan.programme, market)
    }
    self.whole = years.isEmpty ? nil : whole
  }
}

extension ProgrammeCost.Span {
  /// Adds a quarter.
  fileprivate mutating func add(
    _ step: ProgrammePlan.Step,
    _ quarterly: ProgrammeMarket.Quarterly,
    _ programme: Programme,
    _ market: ProgrammeMarket
  ) {
    let prices = programme.prices
    let used = step.work * market.occupancy * 8766 / 4
    // A quarter of a Julian year in seconds.
    let energy = step.power * prices.load * 8766 * 3600 / 4
    hours += used
    machines +=
      step.machines * Annuity.factor(interest: prices.interest, years: market.life) / 4
    site +=
      step.built * prices.site
      * Annuity.factor(interest: prices.interest, years: prices.siteLife) / 4
    self.energy += energy * prices.electricity
    upkeep += step.power * prices.upkeep / 4
    staff += step.power * 1e-6 * (programme.staff?.perMegawatt ?? 0) * prices.wage / 4
    carbon += energy * prices.carbon
    rent += used * quarterly.rent
    let rate = programme.tokenRate ?? quarterly.tokenRate
    tokens = rate.flatMap { rate in tokens.map { $0 + used * 3600 * rate } }
  }
}
