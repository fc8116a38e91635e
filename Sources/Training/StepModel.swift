import Compute
import Foundation
import Systems
import Workloads

/// The time of one optimizer step, from kernels and collectives up.
///
/// A stage's time for a micro-batch is the sum of its kernels, the collectives it cannot hide, and
/// what the host cannot launch in time. The pipeline then takes `m·t_max + (Σt − t_max)/v` for
/// `m` micro-batches and `v` chunks a stage (1F1B and interleaved), less the part of the bubble
/// that weight gradients fill under zero-bubble and DualPipe schedules. What data-parallel ranks
/// exchange hides under the last backward as far as the stack allows. Power couples in at the end:
/// the clock at which the busy phase's mean power meets the limit stretches what follows the clock.
struct StepModel {
  let setting: TrainingSetting
  let plan: TrainingPlan

  private var job: TrainingJob { setting.job }
  private var system: System { setting.system }
  private var stack: SoftwareStack { setting.stack }
  let network: Network
  let layout: StageLayout

  init(_ plan: TrainingPlan, in setting: TrainingSetting) {
    self.plan = plan
    self.setting = setting
    network = Network(plan, in: setting)
    layout = StageLayout(layers: setting.job.architecture.layers, stages: plan.pipeline)
  }

  /// Micro-batches that pass through the pipeline in a step.
  var microBatches: Double {
    Double(max(1, job.globalBatch / max(1, plan.data * plan.microBatch)))
  }

  /// Estimates the step.
  ///
  /// - Parameter kernels: The kernels of the plan's layers, which many plans share.
  /// - Returns: Time, memory, power and traffic.
  func estimate(_ kernels: PlanKernels) -> StepEstimate {
    estimate(
      stages(kernels),
      memory: MemoryModel(setting: setting, plan: plan).account()
    )
  }

  /// Estimates the step from its stages and its memory.
  func estimate(_ stages: PlanStages, memory: MemoryAccount) -> StepEstimate {
    var result = pipeline(first: stages.first, middle: stages.middle, last: stages.last)
    result.memory = memory
    return result
  }

  /// The least time that a step can take whose stages take no less than these [s].
  ///
  /// Hiding less traffic, or recomputing more layers, makes stages longer and nothing else shorter by as much:
  /// the pipeline's `m·t_max + (Σt − t_max)/v` rises with every stage (schedules that fill the bubble
  /// take `m·t_max` at least), and what stages hide of gradients grows by no more than the stages do. Of
  /// throttling the part is counted that no leakage enlarges: the power limit then sets a time that
  /// rises with all that does not follow the clock. Which stage sets the pace may change, so what depends
  /// on that is taken at its least.
  ///
  /// - Parameters:
  ///   - stages: Stages with as much traffic hidden as may be.
  ///   - isSettled: Whether the sharing of state and the order of ranks are the plan's; else what they
  ///     take is left out.
  /// - Returns: A time that no such step falls below but by rounding.
  func leastSeconds(_ stages: PlanStages, isSettled: Bool) -> Double {
    let (first, middle, last) = (stages.first, stages.middle, stages.last)
    let count = Double(plan.pipeline)
    let micro = microBatches
    let pace = max(first.seconds, max(middle.seconds, last.seconds))
    var capped = cappedSeconds(first, times: micro)
    if plan.pipeline > 1 { capped = min(capped, cappedSeconds(last, times: micro)) }
    if plan.pipeline > 2 { capped = min(capped, cappedSeconds(middle, times: micro)) }
    var time = max(micro * pace, capped)
    let drains = plan.pipeline > 1 && plan.schedule == .oneForwardOneBackward
    let chunks = Double(plan.virtual)
    if drains {
      let sum = first.seconds + last.seconds + layout.middleStages * middle.seconds
      time += (sum - pace) / chunks
    }
    guard isSettled else { return (time + stack.hostPerStep) * (1 + straggling) }
    var traffic = Traffic()
    if plan.pipeline > 1 {
      let send = network.pipeline(rows: rows, runs: 1, into: &traffic)
      let hidden = plan.overlap.contains(.pipeline) ? stack.pipelineHidden : 0
      time += micro * 2 * chunks * send * (1 - hidden)
      if drains { time += (count - 1) * 2 * send / chunks }
    }
    func most(_ part: (KernelAccount) -> Double) -> Double {
      max(part(first.kernels), max(part(middle.kernels), part(last.kernels)))
    }
    time += network.gradients(
      backward: most { $0.backward + $0.weight + $0.recompute },
      forward: most { $0.forward },
      microBatches: micro,
      isLeast: true,
      into: &traffic
    )
    return (time + network.optimizer() + stack.hostPerStep) * (1 + straggling)
  }

  /// Time of a stage's work in a step at the clock that the power limit allows without leakage [s].
  private func cappedSeconds(_ stage: PlanStages.Stage, times micro: Double) -> Double {
    let busy = micro * stage.seconds
    guard busy > 0 else { return 0 }
    let part = system.accelerator
    return part.clockCurve.powerCapped(
      KernelEstimate(
        seconds: busy,
        clockShare: micro * stage.kernels.clocked / busy,
        energy: micro * stage.kernels.energy * part.sustainedEnergy
      ),
      idle: part.idlePower,
      limit: system.acceleratorPowerLimit
    ).seconds
  }

  /// Token rows of a micro-batch on one rank.
  private var rows: Double { Double(plan.microBatch * job.sequence / plan.context) }

  /// Time lost waiting for the slowest of many ranks, as a share of the rest.
  private var straggling: Double {
    let ranks = Double(plan.accelerators)
    return ranks > 1 ? stack.spread * (2 * log(ranks)).squareRoot() : 0
  }

  /// The least energy above idle that an accelerator can take for a step whose stages take no less than
  /// these [J].
  ///
  /// What exposes more traffic draws less power, so that the limit allows a higher clock and kernels take more energy:
  /// none runs at a lower clock than these stages do with as much leakage as the limit lets arise.
  func leastEnergy(_ stages: PlanStages) -> Double {
    var energy = cappedEnergy(stages.first)
    if plan.pipeline > 1 { energy = min(energy, cappedEnergy(stages.last)) }
    if plan.pipeline > 2 { energy = min(energy, cappedEnergy(stages.middle)) }
    return microBatches * energy
  }

  /// Energy above idle of a stage's kernels for a micro-batch at the lowest clock they may run at [J].
  private func cappedEnergy(_ stage: PlanStages.Stage) -> Double {
    let energy = stage.kernels.energy * system.accelerator.sustainedEnergy
    guard stage.seconds > 0 else { return energy }
    let part = system.accelerator
    let point = part.clockCurve.powerCapped(
      KernelEstimate(
        seconds: stage.seconds,
        clockShare: stage.kernels.clocked / stage.seconds,
        energy: energy
      ),
      idle: part.idlePower + setting.greatestLeakage,
      limit: system.acceleratorPowerLimit
    )
    return energy * part.clockCurve.energyRatio(clock: point.clock) * (1 - 1e-9)
  }

  /// The kernels and exposed waits of each stage for one micro-batch.
  func stages(_ kernels: PlanKernels) -> PlanStages {
    let layers = LayerTimes(
      dense: layer(kernels, experts: false),
      sparse: job.architecture.experts == nil ? PlanStages.Stage() : layer(kernels, experts: true)
    )
    return stages(of: layers, head: kernels.head, embedding: kernels.embedding)
  }

  /// The stages, from layers and what stands before and after them.
  private func stages(
    of layers: LayerTimes,
    head: KernelAccount,
    embedding: KernelAccount
  ) -> PlanStages {
    let predicted = job.trainsPredictionLayers ? job.architecture.predictionLayers : 0
    var first = stage(of: layers, at: .first)
    first.add(embedding)
    var last = plan.pipeline > 1 ? stage(of: layers, at: .last) : first
    last.add(head)
    for _ in 0..<predicted {
      last.add(layers.sparse.seconds > 0 ? layers.sparse : layers.dense)
      last.add(head)
    }
    if plan.pipeline == 1 { first = last }
    let middle = plan.pipeline > 2 ? stage(of: layers, at: .middle) : first
    return PlanStages(first: first, middle: middle, last: last)
  }

  // MARK: Stages

  /// The times of the kinds of layer that a model has.
  private struct LayerTimes {
    var dense: PlanStages.Stage
    var sparse: PlanStages.Stage
  }

  /// Which stage of the pipeline is meant.
  private enum Place {
    case first
    case middle
    case last
  }

  /// Sums the layers of a stage.
  private func stage(of layers: LayerTimes, at place: Place) -> PlanStages.Stage {
    let held =
      switch place {
      case .first: layout.first
      case .middle: layout.middle
      case .last: layout.last
      }
    let architecture = job.architecture
    var dense = Double(held)
    var sparse = 0.0
    if architecture.experts != nil {
      let leading = architecture.experts?.denseLayers ?? 0
      let spread = Double(architecture.denseLayers - leading) / Double(architecture.layers)
      dense = spread * Double(held)
      if place == .first { dense += Double(min(leading, held)) * (1 - spread) }
      sparse = Double(held) - dense
    }
    var result = PlanStages.Stage()
    result.add(layers.dense, times: dense)
    result.add(layers.sparse, times: sparse)
    return result
  }

  /// Times one layer for one micro-batch, what it exchanges included.
  private func layer(_ kernels: PlanKernels, experts: Bool) -> PlanStages.Stage {
    var result = PlanStages.Stage()
    let sizes = kernels.sizes
    result.kernels =
      (experts ? kernels.sparse : kernels.dense).recomputing(network.recomputedShare)
    let again = network.forwardRuns
    result.tensor = network.tensor(
      sizes: sizes,
      experts: experts,
      matmul: result.kernels.matmul,
      runs: again,
      into: &result.traffic
    )
    result.context = network.context(
      sizes: sizes,
      attention: result.kernels.attention,
      runs: again,
      into: &result.traffic
    )
    if experts {
      result.expert = network.expert(sizes: sizes, runs: again, into: &result.traffic)
    }
    let busy = result.kernels.total + result.tensor + result.context + result.expert
    result.sharded = network.sharded(experts: experts, busy: busy, into: &result.traffic)
    result.host = max(
      0,
      result.kernels.kernels * stack.hostPerKernel - busy - result.sharded
    )
    return result
  }

  // MARK: The pipeline

  /// Puts stages, data-parallel traffic and optimizer together and couples power in.
  private func pipeline(first: PlanStages.Stage, middle: PlanStages.Stage, last: PlanStages.Stage)
    -> StepEstimate
  {
    var result = StepEstimate()
    let micro = microBatches
    let stages = Double(plan.pipeline)
    // The slowest stage sets the pace; its account is the step's.
    var pace = first
    if plan.pipeline > 2, middle.seconds > pace.seconds { pace = middle }
    if last.seconds > pace.seconds { pace = last }
    let sum =
      plan.pipeline == 1
      ? first.seconds
      : first.seconds + last.seconds + layout.middleStages * middle.seconds

    var traffic = Traffic()
    traffic.add(pace.traffic, times: micro)
    let chunks = Double(plan.virtual)
    let sends =
      network.pipeline(
        rows: rows,
        runs: 2 * chunks * micro,
        into: &traffic
      ) / (2 * chunks * micro)
    let hidden = plan.overlap.contains(.pipeline) ? stack.pipelineHidden : 0
    let exposedSends = plan.pipeline > 1 ? 2 * chunks * sends * (1 - hidden) : 0

    var bubble = plan.pipeline > 1 ? (sum - pace.seconds + (stages - 1) * 2 * sends) / chunks : 0
    let weight = pace.kernels.weight
    switch plan.schedule {
    case .oneForwardOneBackward: break
    case .zeroBubble:
      // Qi et al. 2023, table 2, ZB-H1: (p − 1)(F + B − W) instead of (p − 1)(F + B + W).
      bubble = max(0, bubble - 2 * (stages - 1) * weight)
    case .dualPipe:
      // DeepSeek-AI 2024, table 2: (p/2 − 1)(F&B + B − 3W).
      let pair = pace.seconds
      let backward = pace.kernels.backward + weight
      bubble = max(0, (stages / 2 - 1) * (pair + backward - 3 * weight))
    }

    let gradient = network.gradients(
      backward: pace.kernels.backward + weight + pace.kernels.recompute,
      forward: pace.kernels.forward,
      microBatches: micro,
      into: &traffic
    )
    let optimizer = network.optimizer()

    var time = TimeAccount()
    let kernels = pace.kernels
    time.matmul = micro * kernels.matmul
    time.attention = micro * kernels.attention
    time.vector = micro * kernels.vector
    time.recompute = micro * kernels.recompute
    time.tensorCommunication = micro * pace.tensor
    time.contextCommunication = micro * pace.context
    time.expertCommunication = micro * pace.expert
    time.pipelineCommunication = micro * exposedSends
    time.pipelineBubble = bubble
    time.dataCommunication = micro * pace.sharded + gradient
    time.optimizer = optimizer
    time.host = micro * pace.host + stack.hostPerStep

    // Power: the busy phase runs at the clock its limit allows.
    let busy = micro * pace.seconds
    let point = system.clock(
      phase: KernelEstimate(
        seconds: max(busy, 1e-12),
        clockShare: busy > 0 ? micro * kernels.clocked / busy : 0,
        energy: micro * kernels.energy
      )
    )
    result.clock = point.clock
    let stretch = point.seconds / max(busy, 1e-12) - 1
    time.throttle = stretch * (busy + bubble)

    time.straggler = straggling * time.total
    result.time = time
    let total = time.total
    let share = min(1, point.seconds / total)
    result.acceleratorPower = share * point.power + (1 - share) * system.accelerator.idlePower
    result.powerLimit = system.acceleratorPowerLimit
    result.modelFlops = job.modelFlopsPerStep
    result.microBatches = Int(micro)
    result.scaleUpBytes = traffic.scaleUpBytes
    result.scaleOutBytes = traffic.scaleOutBytes
    result.scaleUpSeconds = traffic.scaleUpSeconds
    result.scaleOutSeconds = traffic.scaleOutSeconds
    result.executedFlops = micro * kernels.flops
    result.memoryBytes = micro * kernels.bytes
    return result
  }
}
