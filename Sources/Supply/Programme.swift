/// A plan of a country or a company to have machines of its own at work: what it wishes, and what it
/// has of everything that machines take.
public struct Programme: Hashable, Sendable {
  /// How much is wished.
  public enum Goal: Hashable, Sendable {
    /// Facility power at work [W].
    case power(Double)
    /// Accelerators at work.
    case accelerators(Double)
    /// Compute at work [H100-equivalent].
    case compute(Double)

    /// How much, in its own unit.
    public var amount: Double {
      switch self {
      case .power(let amount), .accelerators(let amount), .compute(let amount): amount
      }
    }
  }

  /// Something that is there from a quarter on.
  public struct Grant: Hashable, Sendable {
    /// The first quarter.
    public var at: Quarter
    /// How much [W, or people].
    public var amount: Double

    /// Something that is there from a quarter on.
    public init(at: Quarter, amount: Double) {
      self.at = at
      self.amount = amount
    }
  }

  /// Room for machines: power or shells.
  public struct Room: Hashable, Sendable {
    /// What is granted, or stands, by date [W].
    public var grants: [Grant]
    /// Quarters from the programme's start until what is asked for comes; nil where nothing does.
    public var wait: Int?
    /// What comes a year from then on; infinite where all comes at once [W/year].
    public var perYear: Double
    /// The most there can be, grants counted [W].
    public var limit: Double

    /// Room for machines.
    public init(
      grants: [Grant] = [],
      wait: Int?,
      perYear: Double = .infinity,
      limit: Double = .infinity
    ) {
      self.grants = grants
      self.wait = wait
      self.perYear = perYear
      self.limit = limit
    }

    /// Room without end from the start.
    public static let unlimited = Room(wait: 0)

    /// Room in a quarter of a programme that starts in another [W].
    public func amount(in quarter: Quarter, start: Quarter) -> Double {
      let granted = grants.reduce(0) { $1.at <= quarter ? $0 + $1.amount : $0 }
      guard let wait else { return granted }
      let age = quarter.since(start) - wait
      guard age >= 0 else { return granted }
      let asked = perYear == .infinity ? .infinity : perYear / 4 * Double(age + 1)
      return granted + min(asked, max(0, limit - granted))
    }
  }

  /// People who run the machines.
  public struct Staff: Hashable, Sendable {
    /// How many there are by date, those of the start among them.
    public var grants: [Grant]
    /// Trained a year, without a break [1/year].
    public var trainedPerYear: Double
    /// Needed for each megawatt of facility [1/MW].
    public var perMegawatt: Double

    /// People who run the machines.
    public init(grants: [Grant], trainedPerYear: Double, perMegawatt: Double) {
      self.grants = grants
      self.trainedPerYear = trainedPerYear
      self.perMegawatt = perMegawatt
    }

    /// Facility power that they can run in a quarter [W].
    public func power(in quarter: Quarter, start: Quarter) -> Double {
      guard perMegawatt > 0 else { return .infinity }
      let there = grants.reduce(0) { $1.at <= quarter ? $0 + $1.amount : $0 }
      return (there + trainedPerYear * Double(quarter.since(start)) / 4) / perMegawatt * 1e6
    }
  }

  /// Money for machines and their site; running them is paid from elsewhere.
  public struct Budget: Hashable, Sendable {
    /// For the whole programme, repayments counted [USD].
    public var total: Double
    /// Released a year; what a quarter leaves stays for the next [USD/year].
    public var perYear: Double
    /// Share of each purchase that lenders pay [1].
    public var loans: Double

    /// Money for machines and their site.
    public init(total: Double = .infinity, perYear: Double = .infinity, loans: Double = 0) {
      self.total = total
      self.perYear = perYear
      self.loans = loans
    }
  }

  /// What machines cost at home beside their price.
  public struct Prices: Hashable, Sendable {
    /// Of shell and plant [USD/W].
    public var site: Double
    /// Of electricity [USD/J].
    public var electricity: Double
    /// Emission of electricity [kg/J].
    public var carbon: Double
    /// Mean draw over the facility's power [1].
    public var load: Double
    /// Upkeep of the facility [USD/W/year].
    public var upkeep: Double
    /// Wage of one of the staff, on top of the upkeep [USD/year].
    public var wage: Double
    /// Interest of loans, and of money of its own [1/year].
    public var interest: Double
    /// Life of shell and plant [year].
    public var siteLife: Double

    /// What machines cost at home.
    public init(
      site: Double,
      electricity: Double,
      carbon: Double = 0,
      load: Double = 1,
      upkeep: Double = 0,
      wage: Double = 0,
      interest: Double = 0.08,
      siteLife: Double = 20
    ) {
      self.site = site
      self.electricity = electricity
      self.carbon = carbon
      self.load = load
      self.upkeep = upkeep
      self.wage = wage
      self.interest = interest
      self.siteLife = siteLife
    }
  }

  /// Name for a reader.
  public var name: String
  /// Its first quarter.
  public var starts: Quarter
  /// What it wishes.
  public var goal: Goal
  /// The quarter in which that shall work; nil where any quarter will do.
  public var by: Quarter?
  /// Ids of products that it may buy; nil for all.
  public var products: Set<String>?
  /// Id of the kind of buyer as which it buys.
  public var buyer: String
  /// Its share of what buyers of that kind buy [1].
  public var share: Double
  /// Quarters from its start to its first delivery.
  public var delivery: Int
  /// Accelerators that may be exported to it a year [1/year].
  public var exportUnits: Double
  /// Compute that may be exported to it in all [H100-equivalent].
  public var exportCompute: Double
  /// Power that it may draw, from the grid and of its own.
  public var power: Room
  /// Shells.
  public var shells: Room
  /// Staff; nil where there are enough.
  public var staff: Staff?
  /// Money.
  public var budget: Budget
  /// What machines cost at home.
  public var prices: Prices
  /// Share of its work that must be done at home [1].
  public var residency: Double
  /// Tokens a second that an H100-equivalent serves; nil for the mean of the industry's demand [1/s].
  public var tokenRate: Double?

  /// A programme without limits of its own but its share of shipments.
  public init(
    name: String,
    starts: Quarter,
    goal: Goal,
    by: Quarter? = nil,
    products: Set<String>? = nil,
    buyer: String,
    share: Double,
    delivery: Int = 0,
    exportUnits: Double = .infinity,
    exportCompute: Double = .infinity,
    power: Room = .unlimited,
    shells: Room = .unlimited,
    staff: Staff? = nil,
    budget: Budget = Budget(),
    prices: Prices,
    residency: Double = 0,
    tokenRate: Double? = nil
  ) {
    self.name = name
    self.starts = starts
    self.goal = goal
    self.by = by
    self.products = products
    self.buyer = buyer
    self.share = share
    self.delivery = delivery
    self.exportUnits = exportUnits
    self.exportCompute = exportCompute
    self.power = power
    self.shells = shells
    self.staff = staff
    self.budget = budget
    self.prices = prices
    self.residency = residency
    self.tokenRate = tokenRate
  }
}

extension Programme {
  /// What is wrong with the programme in an industry that is run to a quarter; empty where nothing is.
  public func problems(in industry: Industry, through end: Quarter) -> [String] {
    var problems: [String] = []
    if !industry.buyers.contains(where: { $0.id == buyer }) {
      let known = industry.buyers.map(\.id).joined(separator: ", ")
      problems.append("there is no buyer \"\(buyer)\" for the programme; known are \(known)")
    }
    for quarter in [starts, by].compactMap({ $0 }) where quarter < industry.start || quarter > end {
      problems.append(
        "the programme speaks of \(quarter); the run covers \(industry.start) to \(end)"
      )
    }
    for product in (products ?? []).sorted()
    where !industry.products.contains(where: { $0.id == product }) {
      problems.append("the programme may buy \"\(product)\", which is no product")
    }
    let figures = [
      goal.amount, share, prices.site, prices.electricity, prices.load, prices.interest,
      prices.siteLife,
    ]
    if !figures.allSatisfy({ $0 >= 0 && $0.isFinite }) || goal.amount <= 0 || prices.siteLife <= 0 {
      problems.append("a figure of the programme is negative or not finite")
    }
    return problems
  }
}
