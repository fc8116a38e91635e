/// Where the time of a step goes; every part is exposed time, and the parts sum to the step [s].
public struct TimeAccount: Hashable, Sendable {
  /// Dense and grouped matrix products.
  public var matmul = 0.0
  /// Attention's core: scores, softmax, values.
  public var attention = 0.0
  /// Element-wise kernels: norms, activations, residuals, casts, loss.
  public var vector = 0.0
  /// Forward kernels that run again in backward.
  public var recompute = 0.0
  /// Collectives among the ranks that split each layer.
  public var tensorCommunication = 0.0
  /// Exchange of keys and values among the ranks that split a sequence.
  public var contextCommunication = 0.0
  /// Dispatch to and combination from experts.
  public var expertCommunication = 0.0
  /// Sends between pipeline stages.
  public var pipelineCommunication = 0.0
  /// Time a stage waits for others: fill, drain and uneven stages.
  public var pipelineBubble = 0.0
  /// Gradient reduction and weight gathering among data-parallel ranks.
  public var dataCommunication = 0.0
  /// The optimizer's update.
  public var optimizer = 0.0
  /// Time in which the accelerator waits for the host to launch.
  public var host = 0.0
  /// Time lost because the clock falls to meet power or temperature limits.
  public var throttle = 0.0
  /// Time lost waiting for the slowest of many ranks.
  public var straggler = 0.0

  /// An empty account.
  public init() {}

  /// The parts with the keys of the machine-readable output, in the order they are shown.
  public var parts: [(key: String, seconds: Double)] {
    [
      ("matmul", matmul), ("attention", attention), ("vector", vector), ("recompute", recompute),
      ("tensor_comm", tensorCommunication), ("context_comm", contextCommunication),
      ("expert_comm", expertCommunication), ("pipeline_comm", pipelineCommunication),
      ("pipeline_bubble", pipelineBubble), ("data_comm", dataCommunication),
      ("optimizer", optimizer), ("host", host), ("throttle", throttle),
      ("straggler", straggler),
    ]
  }

  /// The sum of all parts, which is the step's time.
  public var total: Double {
    matmul + attention + vector + recompute + tensorCommunication + contextCommunication
      + expertCommunication + pipelineCommunication + pipelineBubble + dataCommunication
      + optimizer + host + throttle + straggler
  }
}

/// Memory of the fullest accelerator, by what holds it [B].
public struct MemoryAccount: Hashable, Sendable {
  /// Weights in the format they are computed with.
  public var weights = 0.0
  /// Accumulated gradients.
  public var gradients = 0.0
  /// Master weights and moments.
  public var optimizer = 0.0
  /// What forward keeps for backward, of all micro-batches in flight.
  public var activations = 0.0
  /// What lives only within a layer or the loss.
  public var working = 0.0
  /// Context, libraries, communication buffers and allocator margin.
  public var reserve = 0.0

  /// An empty account.
  public init() {}

  /// The parts with the keys of the machine-readable output.
  public var parts: [(key: String, bytes: Double)] {
    [
      ("weights", weights), ("gradients", gradients), ("optimizer", optimizer),
      ("activations", activations), ("working", working), ("reserve", reserve),
    ]
  }

  /// The sum of all parts.
  public var total: Double {
    weights + gradients + optimizer + activations + working + reserve
  }
}

/// What one step of a training job costs under a plan.
public struct StepEstimate: Sendable {
  /// Where the time goes; sums to the step.
  public var time = TimeAccount()
  /// Memory of the fullest accelerator.
  public var memory = MemoryAccount()
  /// Clock in the passes over the full clock, 0…1.
  public var clock = 1.0
  /// Power limit in force per accelerator, from the part or from its cooling [W].
  public var powerLimit = 0.0
  /// Mean power of an accelerator over the step [W].
  public var acceleratorPower = 0.0
  /// Floating-point operations that the model's mathematics needs in a step, nothing recomputed [FLOP].
  public var modelFlops = 0.0
  /// Operations that one accelerator of the slowest stage executes in a step, recomputed ones too [FLOP].
  public var executedFlops = 0.0
  /// Memory traffic of one accelerator of the slowest stage in a step [B].
  public var memoryBytes = 0.0
  /// Traffic of one accelerator over the scale-up fabric in a step, one direction [B].
  public var scaleUpBytes = 0.0
  /// Traffic of one accelerator over the scale-out fabric in a step, one direction [B].
  public var scaleOutBytes = 0.0
  /// Time in which scale-up collectives run, hidden or not [s].
  public var scaleUpSeconds = 0.0
  /// Time in which scale-out collectives run, hidden or not [s].
  public var scaleOutSeconds = 0.0
  /// Micro-batches that pass through the pipeline in a step.
  public var microBatches = 0

  /// An empty estimate.
  init() {}

  /// Time of a step [s].
  public var seconds: Double { time.total }
}
