import Compute
import Workloads

/// Kernel time of a piece of a model for one micro-batch, by kind and pass, at the full clock.
struct KernelAccount: Sendable {
  /// Time of the forward kernels [s].
  var forward = 0.0
  /// Time of the backward kernels but weight gradients [s].
  var backward = 0.0
  /// Time of weight-gradient kernels [s].
  var weight = 0.0
  /// Time of forward kernels that run again in backward, once ``again`` is added [s].
  var recompute = 0.0
  /// Of forward, backward and weight time: matrix products [s].
  var matmul = 0.0
  /// Of forward and backward time: attention's core [s].
  var attention = 0.0
  /// Of forward and backward time: element-wise kernels and casts [s].
  var vector = 0.0
  /// Part of all time that follows the clock [s].
  var clocked = 0.0
  /// Energy above idle at the full clock [J].
  var energy = 0.0
  /// Kernels launched.
  var kernels = 0.0
  /// Operations of matrix products and attention [FLOP].
  var flops = 0.0
  /// Memory traffic, each operand read or written once a kernel [B].
  var bytes = 0.0

  /// What runs again in backward where a layer is recomputed; no part of the rest.
  var again = Again()

  /// Forward kernels of a layer that backward computes again.
  struct Again: Sendable {
    /// Their time [s].
    var seconds = 0.0
    /// Part of it that follows the clock [s].
    var clocked = 0.0
    /// Their energy above idle at the full clock [J].
    var energy = 0.0
    /// Kernels launched.
    var kernels = 0.0
    /// Operations of matrix products and attention [FLOP].
    var flops = 0.0
    /// Memory traffic [B].
    var bytes = 0.0
  }

  /// Time of all kernels [s].
  var total: Double { forward + backward + weight + recompute }

  /// The account with what runs again added, for a layer that is recomputed so much.
  ///
  /// - Parameter share: Share of a stage's layers that are computed again, 0…1.
  /// - Returns: The account of a layer in the mean.
  func recomputing(_ share: Double) -> KernelAccount {
    var result = self
    result.again = Again()
    result.recompute += share * again.seconds
    result.clocked += share * again.clocked
    result.energy += share * again.energy
    result.kernels += share * again.kernels
    result.flops += share * again.flops
    result.bytes += share * again.bytes
    return result
  }

  /// Adds `count` times another account.
  mutating func add(_ other: KernelAccount, times count: Double = 1) {
    forward += count * other.forward
    backward += count * other.backward
    weight += count * other.weight
    recompute += count * other.recompute
    matmul += count * other.matmul
    attention += count * other.attention
    vector += count * other.vector
    clocked += count * other.clocked
    energy += count * other.energy
    kernels += count * other.kernels
    flops += count * other.flops
    bytes += count * other.bytes
  }

  /// The kind of kernel that an item's time is booked under.
  private enum Kind {
    case matmul
    case attention
    case vector
  }

  /// Times one kernel and books it.
  ///
  /// - Parameters:
  ///   - item: The kernel.
  ///   - machine: What it runs on.
  ///   - stack: The software that launches it.
  ///   - mode: What backward computes again.
  mutating func run(
    _ item: WorkItem,
    on machine: any Machine,
    stack: SoftwareStack,
    recompute mode: TrainingPlan.Recompute
  ) {
    var estimate: KernelEstimate
    var launched = 1.0
    var operations = 0.0
    var moved = 0.0
    let kind: Kind
    switch item.operation {
    case .matrixMultiply(let operation):
      estimate = machine.matrixMultiply(operation)
      estimate.seconds /= stack.matmulRate
      operations = operation.flops
      moved = operation.bytes
      kind = operation.batch > 1 ? .attention : .matmul
    case .grouped(let operation):
      estimate = machine.grouped(operation)
      estimate.seconds /= stack.matmulRate
      operations = operation.flops
      moved = operation.bytes
      // Libraries of these years launch the products of local experts one by one.
      launched = Double(operation.groups)
      kind = .matmul
    case .attention(let operation):
      estimate = machine.attention(operation)
      estimate.seconds /=
        (operation.pass == .backward ? stack.attentionBackward : stack.attentionForward)
        * (operation.headDimension <= 64 ? stack.attentionNarrow : 1)
      operations = operation.flops
      kind = .attention
    case .vector(var operation):
      operation.bytes *= stack.vectorTraffic
      estimate = machine.vector(operation)
      launched = operation.kernels
      moved = operation.bytes
      kind = .vector
    case .quantise(let elements, let format):
      guard stack.quantiseTraffic > 0 else { return }
      estimate = machine.quantise(elements: elements, to: format)
      estimate.seconds *= stack.quantiseTraffic
      moved = elements * (2 + format.bytes) * stack.quantiseTraffic
      kind = .vector
    }
    let clocked = estimate.seconds * estimate.clockShare
    switch item.pass {
    case .forward:
      forward += estimate.seconds
      if !mode.isDisjoint(with: item.repeated) {
        again.seconds += estimate.seconds
        again.clocked += clocked
        again.energy += estimate.energy
        again.kernels += launched
        again.flops += operations
        again.bytes += moved
      }
    case .backward: backward += estimate.seconds
    case .weight: weight += estimate.seconds
    }
    switch kind {
    case .matmul: matmul += estimate.seconds
    case .attention: attention += estimate.seconds
    case .vector: vector += estimate.seconds
    }
    self.clocked += clocked
    energy += estimate.energy
    kernels += launched
    flops += operations
    bytes += moved
  }
}
