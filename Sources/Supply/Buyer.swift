/// A kind of owner of accelerators: hyperscalers, rental clouds, laboratories, states, firms.
public struct Buyer: Hashable, Sendable {
  /// What share of a buyer's new compute a vendor may take, set by software and contracts.
  public struct Window: Hashable, Sendable {
    /// Least share [1].
    public var low: Double
    /// Greatest share [1].
    public var high: Double
    /// Change of both a year, as a fraction [1/year].
    public var growth: Double

    /// A window of shares.
    public init(low: Double, high: Double, growth: Double = 0) {
      self.low = low
      self.high = high
      self.growth = growth
    }
  }

  /// Name under which other figures speak of it.
  public var id: String
  /// Name for a reader.
  public var name: String
  /// Share of the whole demand for compute that is its own [1].
  public var share: Double
  /// Vendors it may buy from, with the share each may take.
  public var vendors: [String: Window]
  /// Compute that it runs at the start [H100-equivalent].
  public var compute: Double
  /// Thermal design power of that [W].
  public var power: Double
  /// Facility power for each watt of thermal design power [1].
  public var facilityFactor: Double
  /// Carriers that it occupies for each megawatt of facility: shells, power, people, water.
  public var siteNeeds: [String: Double]
  /// Carrier of money that it spends, nil where none is counted.
  public var capital: String?
  /// Whether its machines are rented out, so that its price of compute is the rental price.
  public var rents: Bool

  /// An owner of accelerators.
  public init(
    id: String,
    name: String,
    share: Double,
    vendors: [String: Window],
    compute: Double,
    power: Double,
    facilityFactor: Double,
    siteNeeds: [String: Double],
    capital: String? = nil,
    rents: Bool = false
  ) {
    self.id = id
    self.name = name
    self.share = share
    self.vendors = vendors
    self.compute = compute
    self.power = power
    self.facilityFactor = facilityFactor
    self.siteNeeds = siteNeeds
    self.capital = capital
    self.rents = rents
  }
}
