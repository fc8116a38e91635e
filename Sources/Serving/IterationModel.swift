import Compute
import Fabrics
import Foundation
import Systems
import Workloads

/// Times iterations of one copy of a model under a layout.
///
/// Every size is that of one accelerator of one stage. A stage's kernels run one after the other;
/// those of a pipeline are summed over its stages, as one batch passes through all of them.
struct IterationModel: Sendable {
  let architecture: Architecture
  let recipe: ServingRecipe
  let layout: ServingPlan.Layout
  let system: System
  let stack: ServingStack

  /// Query heads of one rank.
  let heads: Int
  /// Key/value heads of one rank.
  let kvHeads: Int
  /// Ranks that split each layer.
  private let tensorGroup: Group
  /// All ranks of a stage, over which experts are spread.
  private let stageGroup: Group
  /// Two neighbouring stages.
  private let sendGroup: Group

  init(
    architecture: Architecture,
    recipe: ServingRecipe,
    layout: ServingPlan.Layout,
    system: System,
    stack: ServingStack
  ) {
    self.architecture = architecture
    self.recipe = recipe
    self.layout = layout
    self.system = system
    self.stack = stack
    heads = max(1, architecture.heads / layout.tensor)
    kvHeads = max(1, architecture.kvHeads / layout.tensor)
    let domain = system.domain
    func group(_ ranks: Int) -> Group {
      let inside = max(1, min(ranks, domain))
      return Group(ranks: ranks, perNode: inside, sharedBy: max(1, domain / inside))
    }
    tensorGroup = group(layout.tensor)
    stageGroup = group(layout.stage)
    sendGroup = Group(
      ranks: 2,
      perNode: 2 * layout.stage <= domain ? 2 : 1,
      sharedBy: max(1, domain / max(1, layout.stage))
    )
  }

  /// The cost of an iteration, before waits for the host and for power.
  func cost(_ iteration: Iteration) -> IterationCost {
    var result = IterationCost()
    let dense = architecture.denseLayers
    let sparse = architecture.expertLayers
    if dense > 0 {
      result.add(layer(iteration, experts: false), times: Double(dense))
    }
    if sparse > 0 {
      result.add(layer(iteration, experts: true), times: Double(sparse))
    }
    head(iteration, into: &result)
    if layout.pipeline > 1 {
      let rows = (iteration.generated + iteration.input) / Double(layout.attentionData)
      let send = time(.pointToPoint, rows * hidden * 2, sendGroup, into: &result)
      result.account.pipelineCommunication += send * Double(layout.pipeline - 1)
    }
    let gap = stack.kernelGap * result.launches
    result.account.vector = max(0.1 * result.account.vector, result.account.vector + gap)
    return result
  }

  /// Width of the model.
  var hidden: Double { Double(architecture.hidden) }

  // MARK: Booking

  /// Time of a collective, its traffic booked [s].
  func time(
    _ collective: Collective,
    _ bytes: Double,
    _ group: Group,
    into cost: inout IterationCost
  ) -> Double {
    guard group.ranks > 1, bytes > 0 else { return 0 }
    let estimate = system.fabric.time(collective, bytes: bytes, group: group)
    cost.scaleUpBytes += estimate.scaleUpBytes
    cost.scaleOutBytes += estimate.scaleOutBytes
    cost.launches += 1
    // Some engines' own collectives end at a size beyond which a slower library takes over.
    let bulk = bytes >= 64e6 ? stack.bulkCollective : 1
    return estimate.seconds * stack.collective * bulk
  }

  /// Books a kernel's use of the machine and returns its time.
  func book(
    _ estimate: KernelEstimate,
    ratio: Double,
    flops: Double,
    bytes: Double,
    launches: Double = 1,
    into cost: inout IterationCost
  ) -> Double {
    let seconds = estimate.seconds * ratio
    cost.clocked += seconds * estimate.clockShare
    cost.energy += estimate.energy
    cost.flops += flops
    cost.bytes += bytes
    cost.launches += launches
    return seconds
  }

  /// A dense product.
  func product(
    m: Double,
    n: Int,
    k: Int,
    batch: Int = 1,
    format: NumberFormat,
    weights: NumberFormat,
    into cost: inout IterationCost
  ) {
    guard m > 0 else { return }
    let operation = MatrixMultiply(
      m: max(1, Int(m.rounded(.up))),
      n: max(1, n),
      k: max(1, k),
      batch: batch,
      format: format,
      weights: weights
    )
    var estimate = system.machine.matrixMultiply(operation)
    if stack.rowBytes > 0, m <= 8 {
      // Kernels that give each row of weights to one processor's threads are held by how many
      // loads these keep in flight.
      let part = system.accelerator
      let rate = Double(part.processors) * part.clock * stack.rowBytes
      estimate.seconds = max(estimate.seconds, Double(n) * Double(k) * weights.bytes / rate)
    }
    cost.account.matmul += book(
      estimate,
      ratio: stack.matmul,
      flops: operation.flops,
      bytes: operation.bytes,
      into: &cost
    )
  }

  /// Element-wise kernels.
  func vector(bytes: Double, kernels: Double, into cost: inout IterationCost) {
    let moved = bytes * stack.vectorTraffic
    cost.account.vector += book(
      system.machine.vector(VectorOperation(bytes: moved, kernels: kernels)),
      ratio: 1,
      flops: 0,
      bytes: moved,
      launches: kernels,
      into: &cost
    )
  }

  // MARK: A layer

  /// The cost of one layer.
  private func layer(_ iteration: Iteration, experts: Bool) -> IterationCost {
    var cost = IterationCost()
    let ranks = Double(layout.attentionData)
    let decode = iteration.generated / ranks
    let input = iteration.input / max(1, min(ranks, iteration.inputRanks))
    let rows = decode + input
    attention(iteration, decode: decode, input: input, into: &cost)
    let width = hidden * 2
    cost.account.tensorCommunication += time(.allReduce, rows * width, tensorGroup, into: &cost)
    // Norm with residual, rotation with cache write, activation; twice where a layer has two norms.
    let norms = Double(max(1, architecture.normsPerLayer))
    vector(
      bytes: rows * width * 3 * norms,
      kernels: stack.vectorKernels * (norms + 2) / 4,
      into: &cost
    )
    if experts, let part = architecture.experts {
      self.experts(part, iteration, rows: rows, into: &cost)
    } else {
      feedForward(architecture.intermediate / layout.tensor, rows: rows, into: &cost)
      let reduce = time(.allReduce, rows * width, tensorGroup, into: &cost)
      cost.account.tensorCommunication += architecture.parallelBlocks ? 0 : reduce
    }
    return cost
  }

  /// A dense feed-forward part of an inner width on this rank.
  private func feedForward(_ inner: Int, rows: Double, into cost: inout IterationCost) {
    let gates = architecture.gated ? 2 : 1
    product(
      m: rows,
      n: gates * inner,
      k: architecture.hidden,
      format: recipe.matmul,
      weights: recipe.weights,
      into: &cost
    )
    vector(bytes: rows * Double(inner * (gates + 1)) * 2, kernels: 1, into: &cost)
    product(
      m: rows,
      n: architecture.hidden,
      k: inner,
      format: recipe.matmul,
      weights: recipe.weights,
      into: &cost
    )
  }

  /// Router, dispatch, the local experts, combination and shared experts.
  private func experts(
    _ part: Architecture.Experts,
    _ iteration: Iteration,
    rows: Double,
    into cost: inout IterationCost
  ) {
    let tokens = iteration.generated + iteration.input
    let spread = Double(min(layout.expert, part.count))
    let local = Double(part.count) / spread
    let choices = Double(part.perToken)
    let chance = choices / Double(part.count)
    product(
      m: rows,
      n: part.count,
      k: architecture.hidden,
      format: .bf16,
      weights: .bf16,
      into: &cost
    )
    // All ranks wait for the busiest: the greatest of so many draws lies about √(2 ln n) spreads
    // above the mean, of rows as of experts reached.
    let reach = 1 - pow(1 - chance, tokens)
    let extreme = (2 * log(spread)).squareRoot()
    let mean = tokens * choices / spread
    let busiest = mean * (spread > 1 ? stack.expertSkew : 1) + extreme * mean.squareRoot()
    let touched = min(local, local * reach + extreme * (local * reach * (1 - reach)).squareRoot())
    let layer = ExpertLayer(
      rows: max(min(busiest, tokens * min(choices, local)), 1e-3),
      sources: tokens * (1 - pow(1 - chance, local)),
      local: local,
      touched: max(touched, 1),
      hidden: architecture.hidden,
      inner: max(1, part.intermediate / layout.expertTensor),
      gated: architecture.gated,
      format: recipe.experts,
      weights: recipe.expertWeights
    )
    cost.account.experts += book(
      system.machine.experts(layer),
      ratio: stack.experts,
      flops: layer.flops,
      bytes: layer.weightBytes,
      launches: 4,
      into: &cost
    )
    if part.sharedIntermediate > 0 {
      feedForward(part.sharedIntermediate / layout.tensor, rows: rows, into: &cost)
    }
    let width = hidden * 2
    if layout.attentionData == 1 {
      // Every rank holds all tokens: the partial sums of experts and shared experts are added up.
      cost.account.tensorCommunication += time(
        .allReduce,
        rows * width,
        tensorGroup,
        into: &cost
      )
    } else {
      // Tokens live on one attention rank: gathered by all and summed back, or sent to the ranks
      // of their experts and back, whichever takes less.
      let all = tokens
      var gathered = IterationCost()
      let gather =
        time(.allGather, all * width, stageGroup, into: &gathered)
        + time(.reduceScatter, all * width, stageGroup, into: &gathered)
      var sent = IterationCost()
      let visits = spread * (1 - pow(1 - 1 / spread, choices))
      let bytes = rows / Double(layout.tensor) * visits * width
      let send =
        spread > 1
        ? time(.allToAll, 0.5 * bytes, stageGroup, into: &sent)
          + time(.allToAll, bytes, stageGroup, into: &sent) : .infinity
      cost.add(send < gather ? sent : gathered)
      cost.account.expertCommunication += min(send, gather) + stack.dispatch
    }
  }

  /// Embedding, final norm, output head and the choice of the next token.
  private func head(_ iteration: Iteration, into cost: inout IterationCost) {
    let finished =
      iteration.inputLength > 0 ? (iteration.input / iteration.inputLength).rounded(.up) : 0
    let rows = (iteration.generated + finished) / Double(layout.attentionData)
    let vocabulary = architecture.vocabulary / layout.tensor
    product(
      m: rows,
      n: vocabulary,
      k: architecture.hidden,
      format: recipe.head.arithmetic,
      weights: recipe.head,
      into: &cost
    )
    vector(bytes: rows * Double(vocabulary) * 8, kernels: 4, into: &cost)
    let logits = rows * Double(architecture.vocabulary) * 2
    cost.account.tensorCommunication += time(.allGather, logits, tensorGroup, into: &cost)
  }
}
