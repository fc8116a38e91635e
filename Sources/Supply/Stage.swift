/// One step of the supply chain that makes a carrier, with what limits it and who owns it.
///
/// A **carrier** is what flows between steps: wafers, stacks, packages, megawatts. Several stages may
/// make the same one (grid and turbines both make power). All amounts are per quarter, or standing
/// where the carrier is occupied rather than used up.
public struct Stage: Hashable, Sendable {
  /// A share of the stage's capacity.
  public struct Owner: Hashable, Sendable {
    /// Id of the company.
    public var company: String
    /// Where its plants stand.
    public var region: String
    /// Share of the capacity [1].
    public var share: Double

    /// A share of a stage.
    public init(company: String, region: String, share: Double) {
      self.company = company
      self.region = region
      self.share = share
    }
  }

  /// Capacity that is being built.
  public struct Order: Hashable, Sendable {
    /// The first quarter in which it works.
    public var arrives: Quarter
    /// Added capacity [unit per quarter, or standing].
    public var amount: Double

    /// An expansion under way.
    public init(arrives: Quarter, amount: Double) {
      self.arrives = arrives
      self.amount = amount
    }
  }

  /// Use of the carrier by others than accelerators: phones, other servers, other tenants.
  public struct Outside: Hashable, Sendable {
    /// What they want at the usual price, at the start [unit per quarter, or standing].
    public var amount: Double
    /// Growth of that, as a fraction a year [1/year].
    public var growth: Double
    /// Share of that which long contracts keep for them whatever the price [1].
    public var firm: Double
    /// By how much a price above the usual one drives them out, `amount ∝ price^-elasticity` [1].
    public var elasticity: Double

    /// Use by others.
    public init(amount: Double, growth: Double, firm: Double = 0, elasticity: Double) {
      self.amount = amount
      self.growth = growth
      self.firm = firm
      self.elasticity = elasticity
    }
  }

  /// Name under which other figures speak of it.
  public var id: String
  /// Name for a reader.
  public var name: String
  /// Where in the industry it lies.
  public var layer: Layer
  /// The carrier that it makes.
  public var carrier: String
  /// Unit of its amounts, such as `wafers/quarter` or `MW`.
  public var unit: String
  /// Whether its capacity is occupied for good, as megawatts are, instead of used each quarter.
  public var isStanding: Bool
  /// By how many quarters its starts run ahead of the shipments that they are for.
  public var startsAhead: Int
  /// Capacity at the start [unit per quarter, or standing].
  public var capacity: Double
  /// Expansions under way at the start.
  public var orders: [Order]
  /// Use by others.
  public var outside: Outside?
  /// What a unit costs when none is short [USD/unit].
  public var price: Double
  /// What buyers of accelerators pay for a unit beside the accelerator's own price [USD/unit].
  ///
  /// Zero where the accelerator's price covers it.
  public var charge: Double
  /// What a unit of capacity costs to build [USD per unit a quarter, or standing].
  public var capital: Double
  /// From order to work [quarter].
  public var build: Double
  /// Most that may be under construction, as a multiple of what works [1].
  public var growthLimit: Double
  /// Most that it can ever be [unit per quarter, or standing].
  public var ceiling: Double
  /// Growth that its owners plan for without any sign of scarcity, as a fraction a year [1/year].
  public var plannedGrowth: Double
  /// Growth of use by accelerators in the year before the start, as a fraction a year [1/year].
  public var trend: Double
  /// Share of orders dropped each quarter while less than `idle` of the capacity is used [1].
  public var cancellation: Double
  /// What making one unit takes of other carriers [unit/unit].
  public var needs: [String: Double]
  /// What a unit of new capacity takes of other carriers when it is ordered [unit/unit].
  public var expansionNeeds: [String: Double]
  /// First quarter in which its capacity counts; earlier ones have none.
  public var opens: Quarter?
  /// Who owns it.
  public var owners: [Owner]

  /// A stage with what is usual: used up each quarter, no others, nothing under way.
  public init(
    id: String,
    name: String,
    layer: Layer,
    carrier: String,
    unit: String,
    isStanding: Bool = false,
    startsAhead: Int = 0,
    capacity: Double,
    orders: [Order] = [],
    outside: Outside? = nil,
    price: Double,
    charge: Double = 0,
    capital: Double,
    build: Double,
    growthLimit: Double = 1,
    ceiling: Double = .infinity,
    plannedGrowth: Double = 0,
    trend: Double = 0,
    cancellation: Double = 0,
    needs: [String: Double] = [:],
    expansionNeeds: [String: Double] = [:],
    opens: Quarter? = nil,
    owners: [Owner] = []
  ) {
    self.id = id
    self.name = name
    self.layer = layer
    self.carrier = carrier
    self.unit = unit
    self.isStanding = isStanding
    self.startsAhead = startsAhead
    self.capacity = capacity
    self.orders = orders
    self.outside = outside
    self.price = price
    self.charge = charge
    self.capital = capital
    self.build = build
    self.growthLimit = growthLimit
    self.ceiling = ceiling
    self.plannedGrowth = plannedGrowth
    self.trend = trend
    self.cancellation = cancellation
    self.needs = needs
    self.expansionNeeds = expansionNeeds
    self.opens = opens
    self.owners = owners
  }
}
