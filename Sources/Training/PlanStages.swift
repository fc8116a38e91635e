/// The times of a pipeline's stages for one micro-batch, as far as they differ.
///
/// Unless weights are shared out, they depend on no more of a plan than its kernels do, beside the number of
/// stages, how many layers are recomputed, and which traffic within a layer hides.
public struct PlanStages: Sendable {
  /// The stage with the embedding.
  var first: Stage
  /// Any stage between.
  var middle: Stage
  /// The stage with the output head.
  var last: Stage

  /// The kernels and exposed waits of a layer or a stage for one micro-batch.
  struct Stage {
    var kernels = KernelAccount()
    /// Exposed tensor-parallel time [s].
    var tensor = 0.0
    /// Exposed context-parallel time [s].
    var context = 0.0
    /// Exposed expert time [s].
    var expert = 0.0
    /// Exposed gathering and scattering of sharded weights [s].
    var sharded = 0.0
    /// Time in which the accelerator waits for the host [s].
    var host = 0.0
    /// What its collectives move.
    var traffic = Traffic()

    /// Time of a micro-batch on this stage [s].
    var seconds: Double { kernels.total + tensor + context + expert + sharded + host }

    /// Adds `count` times another stage's times.
    mutating func add(_ other: Stage, times count: Double = 1) {
      kernels.add(other.kernels, times: count)
      tensor += count * other.tensor
      context += count * other.context
      expert += count * other.expert
      sharded += count * other.sharded
      host += count * other.host
      traffic.add(other.traffic, times: count)
    }

    /// Adds kernels that need no communication.
    mutating func add(_ account: KernelAccount) { kernels.add(account) }
  }
}
