/// What one iteration of an engine carries, on one copy of the model.
struct Iteration: Hashable, Sendable {
  /// Requests that generate, over all attention ranks of the copy.
  var sequences = 0.0
  /// Tokens computed of each of them: 1, or more with guesses ahead.
  var queries = 1.0
  /// Tokens in the cache of each.
  var context = 0.0
  /// Input tokens that are computed, over all attention ranks.
  var input = 0.0
  /// Tokens of one request among the input tokens.
  var inputLength = 0.0
  /// Tokens in the cache before the input tokens of a request.
  var inputPrefix = 0.0
  /// Attention ranks over which the input tokens are spread.
  var inputRanks = 1.0

  /// Rows of generating requests.
  var generated: Double { sequences * queries }
}

/// Where the time of an iteration goes, at the full clock; every part is exposed time [s].
public struct IterationAccount: Hashable, Sendable {
  /// Dense products.
  public var matmul = 0.0
  /// The experts' products with routing.
  public var experts = 0.0
  /// Attention's core.
  public var attention = 0.0
  /// Element-wise kernels, sampling, and time between kernels.
  public var vector = 0.0
  /// Collectives among the ranks that split each layer.
  public var tensorCommunication = 0.0
  /// Dispatch to and combination from experts.
  public var expertCommunication = 0.0
  /// Sends between pipeline stages.
  public var pipelineCommunication = 0.0
  /// Time in which the accelerator waits for the host.
  public var host = 0.0
  /// Time lost because the clock falls to meet power or temperature limits.
  public var throttle = 0.0

  /// An empty account.
  public init() {}

  /// The parts with the keys of the machine-readable output, in the order they are shown.
  public var parts: [(key: String, seconds: Double)] {
    [
      ("matmul", matmul), ("experts", experts), ("attention", attention), ("vector", vector),
      ("tensor_comm", tensorCommunication), ("expert_comm", expertCommunication),
      ("pipeline_comm", pipelineCommunication), ("host", host), ("throttle", throttle),
    ]
  }

  /// Kernel time [s].
  var kernels: Double { matmul + experts + attention + vector }

  /// Device time without waits for the host or for power [s].
  var device: Double {
    kernels + tensorCommunication + expertCommunication + pipelineCommunication
  }

  /// The sum of all parts [s].
  public var total: Double { device + host + throttle }

  /// Adds `count` times another account.
  mutating func add(_ other: IterationAccount, times count: Double = 1) {
    matmul += count * other.matmul
    experts += count * other.experts
    attention += count * other.attention
    vector += count * other.vector
    tensorCommunication += count * other.tensorCommunication
    expertCommunication += count * other.expertCommunication
    pipelineCommunication += count * other.pipelineCommunication
    host += count * other.host
    throttle += count * other.throttle
  }
}

/// Time and use of the machine of one iteration.
struct IterationCost: Hashable, Sendable {
  /// Where the time goes.
  var account = IterationAccount()
  /// Kernel time that follows the clock [s].
  var clocked = 0.0
  /// Energy above idle of one accelerator at the full clock [J].
  var energy = 0.0
  /// Operations of one accelerator [FLOP].
  var flops = 0.0
  /// Memory traffic of one accelerator [B].
  var bytes = 0.0
  /// Sent by one accelerator over the scale-up fabric [B].
  var scaleUpBytes = 0.0
  /// Sent by one accelerator over network ports [B].
  var scaleOutBytes = 0.0
  /// Kernels launched.
  var launches = 0.0

  /// Adds `count` times another cost.
  mutating func add(_ other: IterationCost, times count: Double = 1) {
    account.add(other.account, times: count)
    clocked += count * other.clocked
    energy += count * other.energy
    flops += count * other.flops
    bytes += count * other.bytes
    scaleUpBytes += count * other.scaleUpBytes
    scaleOutBytes += count * other.scaleOutBytes
    launches += count * other.launches
  }

  /// Raises what is left of a difference of two costs to a least device time [s].
  ///
  /// Rows that ride along with others may hide under the reading of weights, or let a faster
  /// kernel be chosen for all: the difference is then too small, or negative.
  mutating func raise(to least: Double) {
    account.matmul += max(0, least - account.device)
    clocked = max(0, clocked)
    energy = max(0, energy)
    launches = max(0, launches)
  }
}
