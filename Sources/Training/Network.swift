import Compute
import Fabrics
import Foundation
import Systems
import Workloads

/// The collectives of a training step and what of their time stays exposed.
///
/// Ranks are laid out tensor first, then context, expert and data, pipeline last, as Megatron-Core
/// does: the groups that exchange most sit closest together. In the other order that it knows,
/// stages stand before copies.
struct Network {
  let setting: TrainingSetting
  let plan: TrainingPlan

  private var job: TrainingJob { setting.job }
  private var system: System { setting.system }
  private var stack: SoftwareStack { setting.stack }

  private let tensorGroup: Group
  private let contextGroup: Group
  private let expertGroup: Group
  /// Ranks that hold copies of the weights outside experts.
  private let dataGroup: Group
  /// Ranks that hold copies of the same experts.
  private let expertDataGroup: Group
  /// Ranks that share out the weights when these are sharded.
  private let shardGroup: Group
  private let sendGroup: Group

  init(_ plan: TrainingPlan, in setting: TrainingSetting) {
    self.plan = plan
    self.setting = setting
    let domain = setting.system.domain
    func group(_ ranks: Int, inside: Int) -> Group {
      let inside = max(1, min(ranks, inside))
      return Group(ranks: ranks, perNode: inside, sharedBy: max(1, domain / inside))
    }
    // Ranks that stand side by side, of those that are `stride` apart, in one domain.
    func group(_ ranks: Int, stride: Int) -> Group {
      group(ranks, inside: domain / max(1, stride))
    }
    tensorGroup = group(plan.tensor, stride: 1)
    contextGroup = group(plan.context, stride: plan.tensor)
    expertGroup = group(plan.expert, stride: 1)
    let layer = plan.tensor * plan.context
    // Of the ranks that share work among copies, those of one copy come first; the next copy follows
    // after all of its stages where these stand closer.
    func copies(_ ranks: Int, stride: Int) -> Group {
      let copy = max(1, layer / max(1, stride))
      guard plan.rankOrder == .pipelineFirst, ranks > copy else {
        return group(ranks, stride: stride)
      }
      let whole = domain / (layer * plan.pipeline)
      return group(ranks, inside: whole > 0 ? whole * copy : min(copy, domain / max(1, stride)))
    }
    dataGroup = copies(plan.data * plan.context, stride: plan.tensor)
    expertDataGroup = copies(
      max(1, plan.data * plan.context * plan.tensor / max(1, plan.expert)),
      stride: plan.expert
    )
    shardGroup = copies(plan.shardGroup ?? plan.data * plan.context, stride: plan.tensor)
    let distance =
      plan.rankOrder == .pipelineFirst ? layer : max(1, plan.accelerators / max(1, plan.pipeline))
    sendGroup = Group(
      ranks: 2,
      perNode: 2 * distance <= domain ? 2 : 1,
      sharedBy: domain
    )
  }

  /// The benchmark's time of a collective, slowed to what a training step reaches [s].
  ///
  /// - Parameters:
  ///   - collective: The pattern.
  ///   - bytes: Size of the full tensor [B].
  ///   - group: Who takes part.
  ///   - runs: How often it runs; times and traffic are booked that often.
  ///   - traffic: Receives what it moves.
  /// - Returns: Time of all runs together [s].
  private func time(
    _ collective: Collective,
    _ bytes: Double,
    _ group: Group,
    runs: Double = 1,
    into traffic: inout Traffic
  ) -> Double {
    guard group.ranks > 1, bytes > 0 else { return 0 }
    let estimate = system.fabric.time(collective, bytes: bytes, group: group)
    let seconds = estimate.seconds / stack.collectiveEfficiency
    var own = Traffic()
    own.add(estimate, seconds: seconds)
    traffic.add(own, times: runs)
    return runs * seconds
  }

  /// Share of a stage's layers that backward computes again, 1 unless the plan limits it.
  var recomputedShare: Double {
    guard let limited = plan.recomputedLayers, plan.recompute.contains(.full) else { return 1 }
    let held = StageLayout(layers: job.architecture.layers, stages: plan.pipeline).most
    return min(1, Double(limited) / Double(max(1, held)))
  }

  /// How often a layer's forward collectives run for a micro-batch, in the mean over layers.
  var forwardRuns: Double { plan.recompute.contains(.full) ? 1 + recomputedShare : 1 }

  /// What stays of hidden and exposed traffic [s].
  private func exposed(_ seconds: Double, hidden: Double) -> Double {
    seconds * (1 - hidden) + stack.contention * seconds * hidden
  }

  // MARK: Within a layer

  /// Exposed time of one layer's tensor-parallel collectives for one micro-batch [s].
  ///
  /// Traffic hides under the products that it feeds, so no more of it than they last.
  func tensor(
    sizes: PlanKernels.Sizes,
    experts: Bool,
    matmul: Double,
    runs: Double,
    into traffic: inout Traffic
  ) -> Double {
    guard plan.tensor > 1 else { return 0 }
    let bytes =
      Double(sizes.rows) * Double(job.architecture.hidden) * job.recipe.activation.bytes
    var blocks = job.architecture.parallelBlocks ? 1.0 : 2.0
    if experts { blocks = (job.architecture.experts?.sharedIntermediate ?? 0) > 0 ? 2 : 1 }
    let hidden = plan.overlap.contains(.tensor) ? stack.tensorHidden : 0
    if plan.sequenceParallel {
      let times = blocks * (runs + 1)
      let pairs =
        time(.allGather, bytes, tensorGroup, runs: times, into: &traffic)
        + time(.reduceScatter, bytes, tensorGroup, runs: times, into: &traffic)
      // Backward gathers the input once more for the weight gradient, under the other product.
      let gather = time(.allGather, bytes, tensorGroup, runs: blocks, into: &traffic)
      return exposed(pairs, hidden: min(hidden, hidden * matmul / max(pairs, 1e-12)))
        + stack.contention * gather
    }
    let reduce = time(.allReduce, bytes, tensorGroup, runs: blocks * (runs + 1), into: &traffic)
    return exposed(reduce, hidden: min(hidden, hidden * matmul / max(reduce, 1e-12)))
  }

  /// Exposed time of one layer's exchange of keys and values for one micro-batch [s].
  func context(
    sizes: PlanKernels.Sizes,
    attention: Double,
    runs: Double,
    into traffic: inout Traffic
  ) -> Double {
    guard plan.context > 1 else { return 0 }
    let architecture = job.architecture
    var dimension = 2 * sizes.kvHeads * architecture.headDimension
    if case .latent(let latent) = architecture.attention {
      dimension = sizes.heads * (architecture.headDimension + latent.valueDimension)
    }
    let chunk = Double(sizes.rows) * Double(dimension) * job.recipe.activation.bytes
    let steps = Double(plan.context - 1)
    let neighbours = Group(
      ranks: 2,
      perNode: contextGroup.perNode >= plan.context ? 2 : 1,
      sharedBy: contextGroup.perNode >= plan.context ? 1 : system.domain / contextGroup.perNode
    )
    // Forward passes keys and values on; backward passes them and their gradients.
    let total = time(
      .pointToPoint,
      chunk,
      neighbours,
      runs: steps * (runs + 2),
      into: &traffic
    )
    let cover = attention * steps / Double(plan.context)
    return max(0, total - cover) + stack.contention * min(total, cover)
  }

  /// Exposed time of one layer's expert dispatch and combination for one micro-batch [s].
  func expert(sizes: PlanKernels.Sizes, runs: Double, into traffic: inout Traffic) -> Double {
    guard plan.expert > 1, let experts = job.architecture.experts else { return 0 }
    let tokens = Double(max(1, sizes.rows / plan.tensor))
    // A token goes once to each rank, or once to each node, that holds one of its experts.
    func visited(_ places: Double) -> Double {
      places * (1 - pow(1 - 1 / places, Double(experts.perToken)))
    }
    let ranks = visited(Double(plan.expert))
    let nodes = Double(expertGroup.domains)
    let visits =
      nodes > 1 ? ranks * pow(visited(nodes) / ranks, stack.dispatchPerNode) : ranks
    let elements = tokens * visits * Double(job.architecture.hidden)
    let dispatch = time(
      .allToAll,
      elements * job.recipe.dispatchBytes,
      expertGroup,
      runs: runs,
      into: &traffic
    )
    let combine = time(
      .allToAll,
      elements * job.recipe.activation.bytes,
      expertGroup,
      runs: runs + 2,
      into: &traffic
    )
    // Batches are overlapped for its sake only where it leaves the scale-up domain.
    let hidden = plan.overlap.contains(.expert) && nodes > 1 ? stack.expertHidden : 0
    return exposed(dispatch + combine, hidden: hidden)
  }

  /// Exposed time of gathering and scattering one layer's sharded weights for one micro-batch [s].
  func sharded(experts: Bool, busy: Double, into traffic: inout Traffic) -> Double {
    guard plan.sharding == .weights, shardGroup.ranks > 1 else { return 0 }
    let architecture = job.architecture
    let parameters =
      Double(experts ? architecture.expertLayerParameters : architecture.denseLayerParameters)
      / Double(plan.tensor)
    let gather = time(
      .allGather,
      parameters * job.recipe.gatherBytes,
      shardGroup,
      runs: 2,
      into: &traffic
    )
    let scatter = time(
      .reduceScatter,
      job.isAdapter ? 0 : parameters * job.recipe.reductionBytes,
      shardGroup,
      into: &traffic
    )
    let total = gather + scatter
    let cover = plan.overlap.contains(.data) ? busy * stack.dataHidden : 0
    return max(0, total - cover) + stack.contention * min(total, cover)
  }

  // MARK: Between stages and copies

  /// Time of one send of a micro-batch's activations to the next stage [s].
  func pipeline(rows: Double, runs: Double, into traffic: inout Traffic) -> Double {
    guard plan.pipeline > 1 else { return 0 }
    // Tensor ranks hold the same activations: each sends its share (Narayanan et al. 2021, 4.1).
    let bytes =
      rows * Double(job.architecture.hidden) * job.recipe.activation.bytes / Double(plan.tensor)
    return time(.pointToPoint, bytes, sendGroup, runs: runs, into: &traffic)
  }

  /// Trained weights outside experts on the fullest rank [parameters].
  var trainedParameters: Double {
    let architecture = job.architecture
    if let rank = job.adapterRank {
      // Adapters on the projections into and out of attention, the usual choice.
      let width =
        2 * architecture.hidden
        + 2 * (architecture.heads + architecture.kvHeads) * architecture.headDimension
      return Double(rank * width * architecture.layers)
        / Double(plan.tensor * plan.pipeline)
    }
    return Double(architecture.parameters - routedParameters)
      / Double(plan.tensor * plan.pipeline)
  }

  /// Weights of all routed experts [parameters].
  private var routedParameters: Int {
    guard let experts = job.architecture.experts else { return 0 }
    return job.architecture.expertLayers * experts.count * job.architecture.expertParameters
  }

  /// Trained weights of routed experts on one rank [parameters].
  var trainedExpertParameters: Double {
    job.isAdapter ? 0 : Double(routedParameters) / Double(plan.expert * plan.pipeline)
  }

  /// Exposed time of a step's gradient reduction and weight gathering [s].
  ///
  /// Ranks that hold only their share of the gradients reduce those of every micro-batch; the others
  /// add up a step's and reduce them once.
  ///
  /// - Parameters:
  ///   - backward: Time of one micro-batch's backward pass on a stage [s].
  ///   - forward: Time of one micro-batch's forward pass on a stage [s].
  ///   - microBatches: Micro-batches of a step.
  ///   - isLeast: Whether the least is meant that passes of no more than these times leave exposed.
  ///   - traffic: Receives what it moves.
  /// - Returns: Time that neither pass hides [s].
  func gradients(
    backward: Double,
    forward: Double,
    microBatches: Double,
    isLeast: Bool = false,
    into traffic: inout Traffic
  ) -> Double {
    let recipe = job.recipe
    let dense = trainedParameters
    let sparse = trainedExpertParameters
    let runs = plan.sharding == .gradients ? microBatches : 1
    let reduce: Double
    var gather = 0.0
    switch plan.sharding {
    case .weights:
      // Inside shards the traffic is booked a layer at a time; copies of the shards remain.
      let copies = max(1, plan.data * plan.context / max(1, shardGroup.ranks))
      guard copies > 1 else { return 0 }
      let replicas = Group(
        ranks: copies,
        perNode: 1,
        sharedBy: system.domain
      )
      reduce = time(
        .allReduce,
        dense * recipe.reductionBytes / Double(shardGroup.ranks),
        replicas,
        into: &traffic
      )
    case .none:
      reduce =
        time(.allReduce, dense * recipe.reductionBytes, dataGroup, into: &traffic)
        + time(.allReduce, sparse * recipe.reductionBytes, expertDataGroup, into: &traffic)
    case .optimizer, .gradients:
      reduce =
        (time(
          .reduceScatter,
          dense * recipe.reductionBytes,
          dataGroup,
          runs: runs,
          into: &traffic
        )
          + time(
            .reduceScatter,
            sparse * recipe.reductionBytes,
            expertDataGroup,
            runs: runs,
            into: &traffic
          )) / runs
      gather =
        time(.allGather, dense * recipe.gatherBytes, dataGroup, into: &traffic)
        + time(.allGather, sparse * recipe.gatherBytes, expertDataGroup, into: &traffic)
    }
    guard plan.overlap.contains(.data) else { return runs * reduce + gather }
    // The last bucket of gradients and the first of weights cannot hide.
    let buckets = Double(max(1, layoutLayers))
    var coverBackward = stack.dataHidden * backward
    var coverForward = stack.dataHidden * forward
    if isLeast {
      // Cover beyond all but the last bucket hides no more, but still contends.
      coverBackward = min(coverBackward, reduce * (1 - 1 / buckets))
      coverForward = min(coverForward, gather * (1 - 1 / buckets))
    }
    return runs * max(reduce / buckets, reduce - coverBackward)
      + max(gather / buckets, gather - coverForward)
      + stack.contention * (runs * min(reduce, coverBackward) + min(gather, coverForward))
  }

  /// Layers of a stage.
  private var layoutLayers: Int { job.architecture.layers / max(1, plan.pipeline) }

  /// Time of the optimizer's update [s].
  func optimizer() -> Double {
    let shards = plan.sharding == .none ? 1.0 : Double(dataGroup.ranks)
    let expertShards = plan.sharding == .none ? 1.0 : Double(expertDataGroup.ranks)
    let updated = trainedParameters / shards + trainedExpertParameters / expertShards
    // Gradients are also read whole for the norm and cleared, sharded or not.
    let whole = trainedParameters + trainedExpertParameters
    let held = plan.sharding.rawValue >= 2 ? updated : whole
    return system.machine.vector(
      VectorOperation(
        bytes: updated * stack.optimizerTraffic + held * job.recipe.gradientBytes * 2,
        kernels: 8
      )
    ).seconds
  }
}
