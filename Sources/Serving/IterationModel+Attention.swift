import Compute
import Systems
import Workloads

extension IterationModel {
  /// Projections and core of one layer's attention on one rank.
  ///
  /// - Parameters:
  ///   - iteration: What the iteration carries.
  ///   - decode: Rows of generating requests on this rank.
  ///   - input: Input rows on this rank.
  ///   - cost: Receives times and traffic.
  func attention(
    _ iteration: Iteration,
    decode: Double,
    input: Double,
    into cost: inout IterationCost
  ) {
    switch architecture.attention {
    case .grouped: grouped(iteration, decode: decode, input: input, into: &cost)
    case .latent(let latent):
      self.latent(latent, iteration, decode: decode, input: input, into: &cost)
    }
  }

  /// A projection of attention.
  private func projection(m: Double, n: Int, k: Int, into cost: inout IterationCost) {
    product(
      m: m,
      n: n,
      k: k,
      format: recipe.projections,
      weights: recipe.projectionWeights,
      into: &cost
    )
  }

  /// Multi-head, grouped-query and multi-query attention.
  private func grouped(
    _ iteration: Iteration,
    decode: Double,
    input: Double,
    into cost: inout IterationCost
  ) {
    let rows = decode + input
    let dimension = architecture.headDimension
    projection(m: rows, n: (heads + 2 * kvHeads) * dimension, k: architecture.hidden, into: &cost)
    let rotated = rows * Double((heads + 2 * kvHeads) * dimension) * 4
    vector(bytes: rotated, kernels: architecture.queryKeyNorm ? 2 : 1, into: &cost)
    cores(
      iteration,
      decode: Shape(heads: heads, kvHeads: kvHeads, key: dimension, value: dimension),
      input: Shape(heads: heads, kvHeads: kvHeads, key: dimension, value: dimension),
      into: &cost
    )
    projection(m: rows, n: architecture.hidden, k: heads * dimension, into: &cost)
  }

  /// Multi-head latent attention: inputs with heads rebuilt, generation inside the latent.
  private func latent(
    _ latent: Architecture.Latent,
    _ iteration: Iteration,
    decode: Double,
    input: Double,
    into cost: inout IterationCost
  ) {
    let rows = decode + input
    let query = latent.plainDimension + latent.ropeDimension
    let stored = latent.kvRank + latent.ropeDimension
    projection(m: rows, n: latent.queryRank + stored, k: architecture.hidden, into: &cost)
    let rank = latent.queryRank > 0 ? latent.queryRank : architecture.hidden
    projection(m: rows, n: heads * query, k: rank, into: &cost)
    vector(bytes: rows * Double(heads * query + stored) * 4, kernels: 2, into: &cost)
    if decode > 0 {
      absorb(rows: decode, n: latent.kvRank, k: latent.plainDimension, into: &cost)
      absorb(rows: decode, n: latent.valueDimension, k: latent.kvRank, into: &cost)
    }
    if input > 0 {
      // Keys and values of the whole prefix are rebuilt for each chunk of input.
      let share = iteration.inputPrefix / max(1, iteration.inputLength)
      projection(
        m: input * (1 + share),
        n: heads * (latent.plainDimension + latent.valueDimension),
        k: latent.kvRank,
        into: &cost
      )
    }
    cores(
      iteration,
      decode: Shape(heads: heads, kvHeads: 1, key: stored, value: latent.kvRank),
      input: Shape(heads: heads, kvHeads: heads, key: query, value: latent.valueDimension),
      into: &cost
    )
    projection(m: rows, n: architecture.hidden, k: heads * latent.valueDimension, into: &cost)
  }

  /// A product for each head with the weights that keys or values are rebuilt with.
  private func absorb(rows: Double, n: Int, k: Int, into cost: inout IterationCost) {
    product(m: rows, n: n, k: k, batch: heads, format: .bf16, weights: .bf16, into: &cost)
  }

  /// Heads and dimensions of an attention kernel.
  private struct Shape {
    var heads: Int
    var kvHeads: Int
    var key: Int
    var value: Int
  }

  /// The attention kernels of generating requests and of inputs.
  private func cores(
    _ iteration: Iteration,
    decode: Shape,
    input: Shape,
    into cost: inout IterationCost
  ) {
    let windowed =
      architecture.window == nil || !stack.keepsWindow ? 0 : architecture.windowedShare
    if iteration.sequences > 0 {
      let batch = iteration.sequences / Double(layout.attentionData)
      var kernel = Attention(
        pass: .decode,
        batch: max(1, Int(batch.rounded(.up))),
        queries: max(1, Int(iteration.queries)),
        context: max(1, Int(iteration.context)),
        heads: decode.heads,
        kvHeads: decode.kvHeads,
        headDimension: decode.key,
        valueDimension: decode.value,
        causal: false,
        format: recipe.attention,
        cache: recipe.cache
      )
      // Fewer requests than ranks leave some ranks without any: the time is that of those with one.
      core(&kernel, windowed: windowed, ratio: stack.decodeAttention, into: &cost)
    }
    if iteration.input > 0 {
      let ranks = max(1, min(Double(layout.attentionData), iteration.inputRanks))
      let length = max(1, iteration.inputLength)
      var kernel = Attention(
        pass: .forward,
        batch: max(1, Int((iteration.input / ranks / length).rounded())),
        queries: max(1, Int(min(length, iteration.input / ranks))),
        context: max(1, Int(length + iteration.inputPrefix)),
        heads: input.heads,
        kvHeads: input.kvHeads,
        headDimension: input.key,
        valueDimension: input.value,
        format: recipe.attention,
        cache: recipe.cache
      )
      core(&kernel, windowed: windowed, ratio: stack.prefillAttention, into: &cost)
      if stack.scoreBytes > 0 {
        kernel.window = nil
        vector(
          bytes: kernel.pairs * Double(kernel.heads) * stack.scoreBytes / stack.vectorTraffic,
          kernels: 3,
          into: &cost
        )
      }
    }
  }

  /// Times a kernel in the layers with and without a window, each by their share.
  private func core(
    _ kernel: inout Attention,
    windowed: Double,
    ratio: Double,
    into cost: inout IterationCost
  ) {
    func run(_ share: Double) {
      let estimate = system.machine.attention(kernel)
      let seen = Double(min(kernel.window ?? kernel.context, kernel.context))
      let bytes =
        Double(kernel.batch) * seen * Double(kernel.kvHeads)
        * Double(kernel.headDimension + (kernel.kvHeads == 1 ? 0 : kernel.valueDimension))
        * kernel.cache.bytes
      cost.account.attention += book(
        share * estimate,
        ratio: ratio,
        flops: share * kernel.flops,
        bytes: share * bytes,
        launches: share,
        into: &cost
      )
    }
    if windowed < 1 { run(1 - windowed) }
    if windowed > 0 {
      kernel.window = architecture.window
      run(windowed)
    }
  }
}
