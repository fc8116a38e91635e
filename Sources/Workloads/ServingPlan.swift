/// How a served model is laid on accelerators.
public struct ServingPlan: Hashable, Sendable, Codable {
  /// How one copy of the model is laid out.
  public struct Layout: Hashable, Sendable, Codable {
    /// Ranks that split attention's heads and the dense parts.
    public var tensor: Int
    /// Stages that split the layers.
    public var pipeline: Int
    /// Ranks, each with `tensor` accelerators, that run attention on requests of their own.
    public var attentionData: Int
    /// Ranks over which routed experts are spread; the rest of the copy splits each expert.
    public var expert: Int

    /// Describes a layout; every degree is at least 1.
    public init(tensor: Int = 1, pipeline: Int = 1, attentionData: Int = 1, expert: Int = 1) {
      self.tensor = tensor
      self.pipeline = pipeline
      self.attentionData = attentionData
      self.expert = expert
    }

    /// Accelerators of one copy.
    public var accelerators: Int { tensor * pipeline * attentionData }
    /// Accelerators of one pipeline stage.
    public var stage: Int { tensor * attentionData }
    /// Ranks that split each expert.
    public var expertTensor: Int { max(1, stage / max(1, expert)) }
  }

  /// Copies that only compute inputs, apart from those that generate.
  public struct PrefillPool: Hashable, Sendable, Codable {
    /// How a copy is laid out.
    public var layout: Layout
    /// Copies.
    public var workers: Int

    /// Describes a pool.
    public init(layout: Layout, workers: Int) {
      self.layout = layout
      self.workers = workers
    }

    /// Accelerators of the pool.
    public var accelerators: Int { layout.accelerators * workers }
  }

  /// How a copy that generates is laid out.
  public var layout: Layout
  /// Copies that generate.
  public var replicas: Int
  /// Most requests that a copy runs at once, nil for the software's own limit.
  public var batchLimit: Int?
  /// Most tokens of an iteration, nil for the software's own limit.
  public var chunk: Int?
  /// Copies that compute inputs, nil when the same copies do both.
  public var prefill: PrefillPool?

  /// Describes a plan.
  public init(
    layout: Layout = Layout(),
    replicas: Int = 1,
    batchLimit: Int? = nil,
    chunk: Int? = nil,
    prefill: PrefillPool? = nil
  ) {
    self.layout = layout
    self.replicas = replicas
    self.batchLimit = batchLimit
    self.chunk = chunk
    self.prefill = prefill
  }

  /// Accelerators that generate.
  public var decodeAccelerators: Int { layout.accelerators * replicas }
  /// Accelerators that the plan uses.
  public var accelerators: Int { decodeAccelerators + (prefill?.accelerators ?? 0) }
}
