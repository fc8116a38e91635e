/// A kind of work that asks for compute: training, chat, agents, search and ranking.
///
/// At a price `p` of an H100-equivalent hour it wants
/// `amount · growth · (p / reference)^-elasticity · efficiency^(elasticity − 1)` of compute, since work
/// that needs less compute a token is cheaper and asked for more (Jevons): with an elasticity above
/// one, better software raises the demand for machines.
public struct DemandClass: Hashable, Sendable {
  /// Training or inference.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Making models.
    case training
    /// Using them.
    case inference
  }

  /// Name under which other figures speak of it.
  public var id: String
  /// Name for a reader.
  public var name: String
  /// Training or inference.
  public var kind: Kind
  /// Compute wanted at ``at`` and the reference price [H100-equivalent].
  public var amount: Double
  /// The quarter for which the amount is stated; growth counts from there.
  public var at: Quarter
  /// Growth at a constant price of the service, as a fraction a year [1/year].
  public var growth: Double
  /// Growth that is left in the long run [1/year].
  public var finalGrowth: Double
  /// Years in which the distance between the two halves [year].
  public var fading: Double
  /// How much more is wanted where the price falls [1].
  public var elasticity: Double
  /// Growth of tokens per unit of compute at constant quality [1/year].
  public var efficiency: Double
  /// Share that devices have taken over in the end [1].
  public var deviceShare: Double
  /// Quarter in which devices have taken half of that.
  public var deviceMiddle: Quarter
  /// Tokens per second that an H100-equivalent serves at the start, 0 for training [1/s].
  public var tokenRate: Double

  /// A kind of work.
  public init(
    id: String,
    name: String,
    kind: Kind,
    amount: Double,
    at: Quarter,
    growth: Double,
    finalGrowth: Double,
    fading: Double,
    elasticity: Double,
    efficiency: Double = 0,
    deviceShare: Double = 0,
    deviceMiddle: Quarter = Quarter(2035, 1),
    tokenRate: Double = 0
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.amount = amount
    self.at = at
    self.growth = growth
    self.finalGrowth = finalGrowth
    self.fading = fading
    self.elasticity = elasticity
    self.efficiency = efficiency
    self.deviceShare = deviceShare
    self.deviceMiddle = deviceMiddle
    self.tokenRate = tokenRate
  }
}
