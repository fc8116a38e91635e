/// Machines that serve requests side by side, at one place and under one law.
public struct PlacementPool: Hashable, Sendable {
  /// Whose machines they are and how near to the user.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// What users hold in their hands.
    case device
    /// A server room or edge site of the user's own.
    case site
    /// A region of a cloud or a distant hall.
    case region
  }

  /// How capacity is paid for.
  public enum Purchase: Hashable, Sendable {
    /// As a whole: the fixed cost covers all of it.
    case whole
    /// In part: a price for each unit of capacity in use, up to the pool's capacity [USD/s].
    case part(price: Double)

    /// What a unit of capacity in use adds to the fixed cost [USD/s].
    public var price: Double {
      switch self {
      case .whole: 0
      case .part(let price): price
      }
    }
  }

  /// Name, unlike that of any other pool.
  public var name: String
  /// Whose machines they are.
  public var kind: Kind
  /// The country whose law holds where the machines stand.
  public var country: String
  /// Time of one round trip between user and machines [s].
  public var latency: Double
  /// Seconds of busy time that can be had in a second: the count of instances [1].
  public var capacity: Double
  /// What the pool costs, whether it is used or not [USD/s].
  public var fixedCost: Double
  /// How capacity is paid for.
  public var purchase: Purchase

  /// A pool; by default its fixed cost covers all of it.
  public init(
    name: String,
    kind: Kind,
    country: String,
    latency: Double,
    capacity: Double,
    fixedCost: Double = 0,
    purchase: Purchase = .whole
  ) {
    self.name = name
    self.kind = kind
    self.country = country
    self.latency = latency
    self.capacity = capacity
    self.fixedCost = fixedCost
    self.purchase = purchase
  }
}
