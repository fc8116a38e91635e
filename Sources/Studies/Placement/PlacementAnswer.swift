/// Which requests go where, what that takes, and what binds.
public struct PlacementAnswer: Hashable, Sendable {
  /// What a worth is counted in.
  public enum Measure: String, Hashable, Sendable {
    /// Money saved [USD/s].
    case cost
    /// Power saved [W].
    case energy
    /// Requests served that would not be [1/s].
    case requests

    /// The unit of a worth.
    public var unit: String {
      switch self {
      case .cost: "USD/s"
      case .energy: "W"
      case .requests: "1/s"
      }
    }
  }

  /// A share of a class that goes one way.
  public struct Share: Hashable, Sendable {
    /// Index of the way among the question's options.
    public var option: Int
    /// Name of the class.
    public var requestClass: String
    /// Name of the pool.
    public var pool: String
    /// Name of the model.
    public var model: String
    /// Share of the class, more than 0 and at most 1.
    public var share: Double
    /// Requests [1/s].
    public var rate: Double
    /// Busy time of the pool in a second [1].
    public var busy: Double
    /// Cost of requests and of capacity bought for them [USD/s].
    public var cost: Double
    /// Power [W].
    public var power: Double
  }

  /// A way that a class may not go.
  public struct Excluded: Hashable, Sendable {
    /// Index of the way among the question's options.
    public var option: Int
    /// Name of the pool.
    public var pool: String
    /// Name of the model.
    public var model: String
    /// Why not; at least one reason.
    public var reasons: [PlacementExclusion]
  }

  /// How one class fares.
  public struct ClassPart: Hashable, Sendable {
    /// Name of the class.
    public var name: String
    /// Share of its requests that is served.
    public var served: Double
    /// Requests that are not served [1/s].
    public var unservedRate: Double
    /// Cost of its requests, without the fixed cost of pools [USD/s].
    public var cost: Double
    /// Power [W].
    public var power: Double
    /// Ways that are permitted to it.
    public var permitted: Int
    /// Ways that are not, with reasons.
    public var excluded: [Excluded]
  }

  /// How one pool is used.
  public struct PoolPart: Hashable, Sendable {
    /// Name of the pool.
    public var name: String
    /// Busy time in a second [1].
    public var busy: Double
    /// Busy time that can be had in a second [1].
    public var capacity: Double
    /// Busy over capacity; 0 for a pool without capacity.
    public var utilization: Double
    /// Fixed cost, requests and capacity bought for them [USD/s].
    public var cost: Double
    /// Power of its requests [W].
    public var power: Double
    /// Gain per unit of capacity added, before what the unit costs, in the measure.
    public var price: Double
    /// Gain per unit of relative growth, `price · capacity`, in the measure.
    public var worth: Double
  }

  /// A class that a smaller model serves near the user as well as was asked for.
  public struct SmallerModel: Hashable, Sendable {
    /// Name of the class.
    public var requestClass: String
    /// Share of the class that the model serves there.
    public var share: Double
    /// Name of the smaller model.
    public var model: String
    /// Its weights [1].
    public var parameters: Double
    /// The device or site that runs it.
    public var pool: String
    /// Its score in the user's table.
    public var quality: Double
    /// The score that was asked for.
    public var leastQuality: Double
    /// The largest model that was on offer for the class.
    public var largest: String
    /// Its weights [1].
    public var largestParameters: Double
  }

  /// What was made small.
  public var aim: Placement.Aim
  /// What prices and worths are counted in; requests where not all can be served.
  public var measure: Measure
  /// Ways that are taken, in order of classes, then of options.
  public var shares: [Share]
  /// Classes in the order of the question.
  public var classes: [ClassPart]
  /// Pools in the order of the question.
  public var pools: [PoolPart]
  /// Cost of all requests and all pools [USD/s].
  public var cost: Double
  /// Power of all requests [W].
  public var power: Double
  /// Index of the pool whose relative growth is worth most, the first of equals; none when no
  /// pool's growth is worth anything.
  public var binding: Int?
  /// Classes that a smaller model serves on a device or site; none without the user's table.
  public var smallerModelSuffices: [SmallerModel]
  /// What the reader should know besides.
  public var remarks: [String]

  /// Whether every request is served.
  public var isComplete: Bool { measure != .requests }
  /// Requests that are not served [1/s].
  public var unservedRate: Double { classes.reduce(0) { $0 + $1.unservedRate } }
  /// The pool whose relative growth is worth most, with price and worth.
  public var bindingPool: PoolPart? { binding.map { pools[$0] } }
}
