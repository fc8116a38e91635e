import Compute
public import Systems
public import Workloads

/// The kernels of a model's layers for one micro-batch, as one rank of a plan runs them.
///
/// They depend on the degrees that split a layer, the micro-batch, the sequence's split and what is
/// recomputed, and on nothing else of the plan, so that plans which agree in these share them.
public struct PlanKernels: Sendable {
  /// What of a layer's sizes its collectives need.
  struct Sizes: Sendable {
    /// Token rows of a rank.
    var rows: Int
    /// Query heads of a rank.
    var heads: Int
    /// Key/value heads of a rank.
    var kvHeads: Int
  }

  /// Sizes of a rank's part of a layer.
  let sizes: Sizes
  /// A layer without experts.
  let dense: KernelAccount
  /// A layer with experts.
  let sparse: KernelAccount
  /// The output head and the loss.
  let head: KernelAccount
  /// The embedding.
  let embedding: KernelAccount

  /// Times the kernels of a plan.
  public init(
    of job: TrainingJob,
    plan: TrainingPlan,
    on system: System,
    with stack: SoftwareStack
  ) {
    let work = LayerWork(
      job: job,
      plan: plan,
      attention: stack.attention,
      dropout: stack.dropout
    )
    sizes = Sizes(rows: work.rows, heads: work.heads, kvHeads: work.kvHeads)
    var dense = KernelAccount()
    var sparse = KernelAccount()
    var head = KernelAccount()
    var embedding = KernelAccount()
    let machine = system.machine
    work.visitLayer(experts: false) {
      dense.run($0, on: machine, stack: stack, recompute: plan.recompute)
    }
    if job.architecture.experts != nil {
      work.visitLayer(experts: true) {
        sparse.run($0, on: machine, stack: stack, recompute: plan.recompute)
      }
    }
    work.visitHead { head.run($0, on: machine, stack: stack, recompute: []) }
    work.visitEmbedding { embedding.run($0, on: machine, stack: stack, recompute: []) }
    self.dense = dense
    self.sparse = sparse
    self.head = head
    self.embedding = embedding
  }
}
