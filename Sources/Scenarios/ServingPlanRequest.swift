public import Workloads

/// A plan for serving as far as a scenario fixes it; what is nil is searched for.
public struct ServingPlanRequest: Hashable, Sendable {
  /// How one copy is laid out, as far as it is fixed.
  public struct Layout: Hashable, Sendable {
    /// Ranks that split attention's heads and the dense parts.
    public var tensor: Int?
    /// Stages that split the layers.
    public var pipeline: Int?
    /// Ranks over which experts are spread.
    public var expert: Int?
    /// Ranks that run attention on requests of their own.
    public var attentionData: Int?

    /// A layout of which nothing is fixed.
    public init() {}

    /// A layout fixed as another.
    public init(fixing layout: ServingPlan.Layout) {
      tensor = layout.tensor
      pipeline = layout.pipeline
      expert = layout.expert
      attentionData = layout.attentionData
    }

    /// Whether all of it is fixed.
    public var isComplete: Bool {
      tensor != nil && pipeline != nil && expert != nil && attentionData != nil
    }
  }

  /// A pool of copies that only compute inputs, as far as it is fixed.
  public struct Pool: Hashable, Sendable {
    /// How a copy is laid out.
    public var layout = Layout()
    /// Copies.
    public var workers: Int?

    /// A pool of which nothing is fixed.
    public init() {}
  }

  /// How a copy that generates is laid out.
  public var layout = Layout()
  /// Copies that generate.
  public var replicas: Int?
  /// Most requests that a copy runs at once, nil for the engine's own limit.
  public var batchLimit: Int?
  /// Most tokens of an iteration, nil for the engine's own limit.
  public var chunk: Int?
  /// Copies that compute inputs, nil when the same copies do both.
  public var prefill: Pool?

  /// A request that fixes nothing.
  public init() {}
}
