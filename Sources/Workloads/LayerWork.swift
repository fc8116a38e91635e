/// The kernels that one rank runs for one micro-batch: of a layer, of the embedding, of the head.
///
/// Counts follow the published layer structure; every size is that of one rank under the plan.
/// Traffic of element-wise kernels is the least that separate kernels need, each reading its inputs
/// and writing its outputs once; a software stack scales it by its own ratio.
public struct LayerWork: Sendable {
  /// Whether attention is one fused kernel or separate products, softmax and dropout.
  public enum AttentionKernel: String, CaseIterable, Sendable {
    case flash
    case unfused
  }

  /// The job whose layers are counted.
  public var job: TrainingJob
  /// The plan that splits them.
  public var plan: TrainingPlan
  /// Which attention kernel the software runs.
  public var attention: AttentionKernel
  /// Whether the software applies dropout to attention and residuals.
  public var dropout: Bool
  /// Rows of the busiest expert over the mean.
  public var skew: Double

  /// Token rows that one rank's matrix products see in a micro-batch.
  public let rows: Int
  /// Query heads of one rank.
  public let heads: Int
  /// Key/value heads of one rank.
  public let kvHeads: Int

  /// Prepares counting for a job under a plan.
  public init(
    job: TrainingJob,
    plan: TrainingPlan,
    attention: AttentionKernel = .flash,
    dropout: Bool = false,
    skew: Double = 1
  ) {
    self.job = job
    self.plan = plan
    self.attention = attention
    self.dropout = dropout
    self.skew = skew
    rows = plan.microBatch * job.sequence / plan.context
    heads = max(1, job.architecture.heads / plan.tensor)
    kvHeads = max(1, job.architecture.kvHeads / plan.tensor)
  }

  /// Rows on which norms, residuals and dropouts work on one rank.
  public var shardedRows: Double {
    Double(rows) / (plan.sequenceParallel ? Double(plan.tensor) : 1)
  }

  /// Bytes of an element of an activation [B].
  var width: Double { job.recipe.activation.bytes }

  /// Visits the kernels of one layer, forward and backward.
  public func visitLayer(experts: Bool, _ body: (WorkItem) -> Void) {
    let hidden = Double(job.architecture.hidden)
    visitNorms(hidden, body)
    visitProjections(body)
    visitCore(body)
    visitResidual(hidden, body)
    if experts, let part = job.architecture.experts {
      visitExperts(part, body)
    } else {
      visitFeedForward(
        intermediate: max(1, job.architecture.intermediate / plan.tensor),
        body
      )
    }
    visitResidual(hidden, body)
  }

  /// Visits the kernels of the output head and the loss.
  public func visitHead(_ body: (WorkItem) -> Void) {
    let vocabulary = max(1, job.architecture.vocabulary / plan.tensor)
    let hidden = job.architecture.hidden
    let format: NumberFormat = job.recipe.matmul == .fp32 ? .fp32 : .bf16
    product(
      n: vocabulary,
      k: hidden,
      format: format,
      repeated: [],
      quantiseInput: false,
      frozen: job.isAdapter,
      body
    )
    // Loss in fp32: cast, maximum, exponent and sum forward; gradient written backward.
    let logits = Double(rows) * Double(vocabulary)
    body(WorkItem(.vector(VectorOperation(bytes: logits * 14, kernels: 4)), pass: .forward))
    body(WorkItem(.vector(VectorOperation(bytes: logits * 8, kernels: 2)), pass: .backward))
    norm(Double(hidden), body)
  }

  /// Visits the kernels of the embedding's look-up and its gradient.
  public func visitEmbedding(_ body: (WorkItem) -> Void) {
    let bytes = Double(rows) * Double(job.architecture.hidden) * width
    body(WorkItem(.vector(VectorOperation(bytes: 3 * bytes, kernels: 3)), pass: .forward))
    body(WorkItem(.vector(VectorOperation(bytes: 4 * bytes, kernels: 2)), pass: .backward))
  }

  // MARK: Parts of a layer

  /// One norm over the hidden width: read and write forward; two reads and a write backward.
  private func norm(_ hidden: Double, _ body: (WorkItem) -> Void) {
    let bytes = shardedRows * hidden * width
    body(
      WorkItem(
        .vector(VectorOperation(bytes: 2 * bytes)),
        pass: .forward,
        repeated: [.norm, .full, .everyOther]
      )
    )
    body(WorkItem(.vector(VectorOperation(bytes: 3 * bytes, kernels: 2)), pass: .backward))
  }

  private func visitNorms(_ hidden: Double, _ body: (WorkItem) -> Void) {
    for _ in 0..<max(1, job.architecture.normsPerLayer) { norm(hidden, body) }
  }

  /// Residual addition, with dropout and its mask where the software has one.
  private func visitResidual(_ hidden: Double, _ body: (WorkItem) -> Void) {
    let elements = shardedRows * hidden
    let mask: Double = dropout ? 1 : 0
    body(
      WorkItem(
        .vector(VectorOperation(bytes: elements * (3 * width + mask))),
        pass: .forward,
        repeated: [.full, .everyOther]
      )
    )
    body(
      WorkItem(
        .vector(VectorOperation(bytes: elements * ((dropout ? 2 : 1) * width + mask))),
        pass: .backward
      )
    )
  }

  /// A linear layer: product forward, two products backward, and casts when quantised.
  private func product(
    n: Int,
    k: Int,
    format: NumberFormat,
    repeated: TrainingPlan.Recompute,
    quantiseInput: Bool = true,
    frozen: Bool,
    rows given: Int? = nil,
    _ body: (WorkItem) -> Void
  ) {
    let m = given ?? rows
    body(
      WorkItem(
        .matrixMultiply(MatrixMultiply(m: m, n: n, k: k, format: format)),
        pass: .forward,
        repeated: repeated
      )
    )
    body(
      WorkItem(
        .matrixMultiply(MatrixMultiply(m: m, n: k, k: n, format: format)),
        pass: .backward
      )
    )
    if !frozen {
      body(
        WorkItem(
          .matrixMultiply(
            MatrixMultiply(
              m: n,
              n: k,
              k: m,
              format: format,
              output: job.recipe.gradientBytes > 2 ? .fp32 : .bf16
            )
          ),
          pass: .weight
        )
      )
    }
    guard format.isQuantised else { return }
    if quantiseInput {
      body(
        WorkItem(
          .quantise(elements: Double(m) * Double(k), format: format),
          pass: .forward,
          repeated: repeated
        )
      )
    }
    body(
      WorkItem(.quantise(elements: Double(m) * Double(n), format: format), pass: .backward)
    )
  }

  /// Low-rank adapter on a product: two thin products with their gradients.
  private func adapter(n: Int, k: Int, _ body: (WorkItem) -> Void) {
    guard let rank = job.adapterRank else { return }
    product(n: rank, k: k, format: .bf16, repeated: [.full], frozen: false, body)
    product(n: n, k: rank, format: .bf16, repeated: [.full], frozen: false, body)
  }

  /// Projections into and out of attention, with rotary positions.
  private func visitProjections(_ body: (WorkItem) -> Void) {
    let architecture = job.architecture
    let format = job.recipe.matmul
    let hidden = architecture.hidden
    let frozen = job.isAdapter
    var rotated = Double(heads + kvHeads) * Double(architecture.headDimension)
    switch architecture.attention {
    case .grouped:
      let qkv = (heads + 2 * kvHeads) * architecture.headDimension
      product(n: qkv, k: hidden, format: format, repeated: [.full], frozen: frozen, body)
      adapter(n: qkv, k: hidden, body)
      product(
        n: hidden,
        k: heads * architecture.headDimension,
        format: format,
        repeated: [.full],
        frozen: frozen,
        body
      )
      adapter(n: hidden, k: heads * architecture.headDimension, body)
    case .latent(let latent):
      let queryDimension = latent.plainDimension + latent.ropeDimension
      if latent.queryRank > 0 {
        product(
          n: latent.queryRank,
          k: hidden,
          format: format,
          repeated: [.full],
          frozen: frozen,
          body
        )
        product(
          n: heads * queryDimension,
          k: latent.queryRank,
          format: format,
          repeated: [.full, .latentProjection],
          frozen: frozen,
          body
        )
      } else {
        product(
          n: heads * queryDimension,
          k: hidden,
          format: format,
          repeated: [.full],
          frozen: frozen,
          body
        )
      }
      product(
        n: latent.kvRank + latent.ropeDimension,
        k: hidden,
        format: format,
        repeated: [.full],
        frozen: frozen,
        body
      )
      product(
        n: heads * (latent.plainDimension + latent.valueDimension),
        k: latent.kvRank,
        format: format,
        repeated: [.full, .latentProjection],
        frozen: frozen,
        body
      )
      product(
        n: hidden,
        k: heads * latent.valueDimension,
        format: format,
        repeated: [.full],
        frozen: frozen,
        body
      )
      // Latent norms, and heads assembled from their plain and rotary parts.
      rotated = 2 * Double(heads * queryDimension) + Double(latent.queryRank + latent.kvRank)
    }
    let bytes = Double(rows) * rotated * width
    body(
      WorkItem(
        .vector(VectorOperation(bytes: 2 * bytes)),
        pass: .forward,
        repeated: [.full, .latentProjection, .everyOther]
      )
    )
    body(WorkItem(.vector(VectorOperation(bytes: 2 * bytes)), pass: .backward))
    if architecture.queryKeyNorm {
      body(
        WorkItem(
          .vector(VectorOperation(bytes: 2 * bytes, kernels: 2)),
          pass: .forward,
          repeated: [.full, .norm]
        )
      )
      body(WorkItem(.vector(VectorOperation(bytes: 3 * bytes, kernels: 2)), pass: .backward))
    }
  }

  /// Scores, softmax and their product with values.
  private func visitCore(_ body: (WorkItem) -> Void) {
    let architecture = job.architecture
    let sequences = plan.microBatch
    let queries = max(1, job.sequence / plan.context)
    var valueDimension = architecture.headDimension
    var keyHeads = kvHeads
    if case .latent(let latent) = architecture.attention {
      valueDimension = latent.valueDimension
      keyHeads = heads
    }
    switch attention {
    case .flash:
      // Under context parallelism sequences are dealt out so that all ranks see half the keys
      // on average; the kernel then runs over that mean without a mask.
      let split = plan.context > 1
      var kernel = Attention(
        pass: .forward,
        batch: sequences,
        queries: queries,
        context: split ? max(1, job.sequence / 2) : job.sequence,
        heads: heads,
        kvHeads: keyHeads,
        headDimension: architecture.headDimension,
        valueDimension: valueDimension,
        causal: !split,
        window: architecture.window,
        format: job.recipe.attention,
        cache: job.recipe.attention
      )
      if architecture.windowedShare < 1 { kernel.window = nil }
      body(
        WorkItem(.attention(kernel), pass: .forward, repeated: [.coreAttention, .full])
      )
      kernel.pass = .backward
      body(WorkItem(.attention(kernel), pass: .backward))
    case .unfused:
      let batch = sequences * heads
      let dimension = architecture.headDimension
      let scores = MatrixMultiply(
        m: queries,
        n: job.sequence,
        k: dimension,
        batch: batch,
        format: .bf16
      )
      let values = MatrixMultiply(
        m: queries,
        n: valueDimension,
        k: job.sequence,
        batch: batch,
        format: .bf16
      )
      let elements = Double(batch) * Double(queries) * Double(job.sequence)
      let again: TrainingPlan.Recompute = [.coreAttention, .full]
      body(WorkItem(.matrixMultiply(scores), pass: .forward, repeated: again))
      body(WorkItem(.matrixMultiply(values), pass: .forward, repeated: again))
      for _ in 0..<2 {
        body(WorkItem(.matrixMultiply(scores), pass: .backward))
        body(WorkItem(.matrixMultiply(values), pass: .backward))
      }
      // Scale, mask and softmax in one kernel; dropout with its mask in another.
      body(
        WorkItem(
          .vector(VectorOperation(bytes: elements * 4)),
          pass: .forward,
          repeated: again
        )
      )
      body(WorkItem(.vector(VectorOperation(bytes: elements * 6)), pass: .backward))
      if dropout {
        body(
          WorkItem(
            .vector(VectorOperation(bytes: elements * 5)),
            pass: .forward,
            repeated: again
          )
        )
        body(WorkItem(.vector(VectorOperation(bytes: elements * 5)), pass: .backward))
      }
    }
  }

  /// A dense feed-forward part of the given intermediate size on one rank.
  private func visitFeedForward(intermediate: Int, _ body: (WorkItem) -> Void) {
    let hidden = job.architecture.hidden
    let gates = job.architecture.gated ? 2 : 1
    let format = job.recipe.matmul
    product(
      n: gates * intermediate,
      k: hidden,
      format: format,
      repeated: [.full, .feedForward],
      frozen: job.isAdapter,
      body
    )
    visitActivation(rows: Double(rows), intermediate: Double(intermediate), body)
    product(
      n: hidden,
      k: intermediate,
      format: format,
      repeated: [.full],
      frozen: job.isAdapter,
      body
    )
  }

  /// The activation function between the two halves of a feed-forward part.
  private func visitActivation(
    rows: Double,
    intermediate: Double,
    _ body: (WorkItem) -> Void
  ) {
    let elements = rows * intermediate * width
    let gated = job.architecture.gated
    body(
      WorkItem(
        .vector(VectorOperation(bytes: elements * (gated ? 3 : 2))),
        pass: .forward,
        repeated: [.full, .feedForward, .activation, .everyOther]
      )
    )
    body(
      WorkItem(.vector(VectorOperation(bytes: elements * (gated ? 5 : 3))), pass: .backward)
    )
  }

  /// Router, dispatch, grouped products of local experts, combine, and shared experts.
  private func visitExperts(_ experts: Architecture.Experts, _ body: (WorkItem) -> Void) {
    let architecture = job.architecture
    let hidden = architecture.hidden
    let gates = architecture.gated ? 2 : 1
    let format = job.recipe.matmul
    // Experts are not split by tensor ranks: those take different tokens instead.
    let tokens = max(1, rows / plan.tensor)
    let routed = tokens * experts.perToken
    let local = max(1, experts.count / plan.expert)
    product(
      n: experts.count,
      k: hidden,
      format: .bf16,
      repeated: [.full],
      frozen: job.isAdapter,
      rows: tokens,
      body
    )
    // Scores, top-k, sort and counts are small kernels; rows are gathered and scattered once each.
    let moved = Double(routed) * Double(hidden) * width
    body(
      WorkItem(
        .vector(VectorOperation(bytes: 4 * moved, kernels: 12)),
        pass: .forward,
        repeated: [.full]
      )
    )
    body(WorkItem(.vector(VectorOperation(bytes: 4 * moved, kernels: 8)), pass: .backward))
    grouped(
      groups: local,
      rows: routed,
      n: gates * experts.intermediate,
      k: hidden,
      format: format,
      repeated: [.full, .feedForward],
      body
    )
    visitActivation(rows: Double(routed), intermediate: Double(experts.intermediate), body)
    grouped(
      groups: local,
      rows: routed,
      n: hidden,
      k: experts.intermediate,
      format: format,
      repeated: [.full],
      body
    )
    if experts.sharedIntermediate > 0 {
      visitFeedForward(
        intermediate: max(1, experts.sharedIntermediate / plan.tensor),
        body
      )
    }
  }

  /// A linear layer of the local experts: grouped products forward and backward, and casts.
  private func grouped(
    groups: Int,
    rows: Int,
    n: Int,
    k: Int,
    format: NumberFormat,
    repeated: TrainingPlan.Recompute,
    _ body: (WorkItem) -> Void
  ) {
    func call(_ rows: Int, _ n: Int, _ k: Int) -> WorkItem.Operation {
      .grouped(
        GroupedMatrixMultiply(
          groups: groups,
          rows: rows,
          n: n,
          k: k,
          format: format,
          skew: skew
        )
      )
    }
    body(WorkItem(call(rows, n, k), pass: .forward, repeated: repeated))
    body(WorkItem(call(rows, k, n), pass: .backward))
    if !job.isAdapter { body(WorkItem(call(rows, n, k), pass: .weight)) }
    guard format.isQuantised else { return }
    body(
      WorkItem(
        .quantise(elements: Double(rows) * Double(k), format: format),
        pass: .forward,
        repeated: repeated
      )
    )
    body(
      WorkItem(
        .quantise(elements: Double(rows) * Double(n), format: format),
        pass: .backward
      )
    )
  }
}
