/// One way to serve a class: a pool and the model that answers there.
public struct PlacementOption: Hashable, Sendable {
  /// Name of the class.
  public var requestClass: String
  /// Name of the pool.
  public var pool: String
  /// Name of the model.
  public var model: String
  /// Weights of the model [1].
  public var parameters: Double
  /// Busy time of the pool that a request takes [s].
  public var use: Double
  /// What a request costs beyond capacity, such as electricity or traffic [USD].
  public var cost: Double
  /// Energy that a request takes [J].
  public var energy: Double
  /// Time to the first token at the machines, without the network [s].
  public var firstToken: Double
  /// Time from one token to the next [s].
  public var perToken: Double
  /// The score that the user's table gives the model for such requests; more is better.
  public var quality: Double?
  /// Why the pool cannot run the model at all, such as too little memory; nil when it can.
  public var obstacle: String?

  /// One way to serve a class; without a score and an obstacle by default.
  public init(
    requestClass: String,
    pool: String,
    model: String,
    parameters: Double,
    use: Double,
    cost: Double,
    energy: Double,
    firstToken: Double,
    perToken: Double,
    quality: Double? = nil,
    obstacle: String? = nil
  ) {
    self.requestClass = requestClass
    self.pool = pool
    self.model = model
    self.parameters = parameters
    self.use = use
    self.cost = cost
    self.energy = energy
    self.firstToken = firstToken
    self.perToken = perToken
    self.quality = quality
    self.obstacle = obstacle
  }
}
