public import Scenarios
import Systems
import Training
public import Workloads

/// All valid plans of a scenario: fixed parts fixed, open parts over every value that divides.
public enum PlanSpace {
  /// The plans, in the order by which ties are broken.
  public static func plans(_ scenario: Scenario) -> [TrainingPlan] {
    let request = scenario.request
    let job = scenario.job
    let system = scenario.system
    let architecture = job.architecture
    var plans: [TrainingPlan] = []
    let tensors = values(request.tensor, upTo: min(system.domain, architecture.heads)) {
      architecture.heads % $0 == 0
        && (architecture.kvHeads % $0 == 0 || $0 % architecture.kvHeads == 0)
    }
    for tensor in tensors {
      let pipelines = values(request.pipeline, upTo: min(architecture.layers, 64)) {
        system.count % (tensor * $0) == 0
          && (architecture.layers % $0 == 0 || (architecture.layers + 2) % $0 == 0)
      }
      for pipeline in pipelines {
        let contexts = values(request.context, upTo: 64) {
          isPowerOfTwo($0) && job.sequence % $0 == 0 && ($0 == 1 || job.sequence / $0 >= 1_024)
            && system.count % (tensor * pipeline * $0) == 0
        }
        for context in contexts where system.count % (tensor * pipeline * context) == 0 {
          let data = system.count / (tensor * pipeline * context)
          guard job.globalBatch % data == 0, request.data == nil || request.data == data else {
            continue
          }
          let experts = expertDegrees(
            request.expert,
            architecture: architecture,
            ranks: tensor * context * data
          )
          for expert in experts {
            add(
              to: &plans,
              scenario: scenario,
              TrainingPlan(
                tensor: tensor,
                pipeline: pipeline,
                context: context,
                expert: expert,
                data: data
              )
            )
          }
        }
      }
    }
    return plans
  }

  /// Varies what does not change how ranks are dealt out.
  private static func add(
    to plans: inout [TrainingPlan],
    scenario: Scenario,
    _ layout: TrainingPlan
  ) {
    let request = scenario.request
    let job = scenario.job
    let perRank = job.globalBatch / layout.data
    let layers = job.architecture.layers
    var modes: [TrainingPlan.Recompute] = [[], .full]
    if scenario.stack.attention == .unfused { modes.insert(.coreAttention, at: 1) }
    for virtual in values(
      request.virtual,
      upTo: layout.pipeline > 1 ? 16 : 1,
      where: {
        $0 == 1
          || (layers % (layout.pipeline * $0) == 0
            || (layers + 2) % (layout.pipeline * $0) == 0)
      }
    ) {
      for microBatch in values(request.microBatch, upTo: 16, where: isPowerOfTwo)
      where perRank % microBatch == 0 {
        if virtual > 1, perRank / microBatch % layout.pipeline != 0 { continue }
        for mode in request.recompute.map({ [$0] }) ?? modes {
          var plan = layout
          plan.virtual = virtual
          plan.microBatch = microBatch
          plan.recompute = mode
          plan.recomputedLayers = request.recomputedLayers
          plan.sequenceParallel = request.sequenceParallel ?? (layout.tensor > 1)
          plan.sharding = request.sharding ?? .optimizer
          plan.shardGroup = request.shardGroup
          plan.overlap = request.overlap ?? scenario.stack.overlap
          plan.schedule = request.schedule
          plan.rankOrder = request.rankOrder ?? .dataFirst
          if plan.sequenceParallel, job.sequence / plan.context % plan.tensor != 0 { continue }
          if let shards = plan.shardGroup, plan.data * plan.context % shards != 0 { continue }
          plans.append(plan)
          if request.sharding == nil, layout.pipeline == 1, layout.tensor == 1 {
            plan.sharding = .weights
            plans.append(plan)
          }
        }
      }
    }
  }

  /// Degrees of expert parallelism that divide the experts and the ranks of a stage.
  private static func expertDegrees(
    _ fixed: Int?,
    architecture: Architecture,
    ranks: Int
  ) -> [Int] {
    guard let experts = architecture.experts else { return [1] }
    if let fixed, experts.count % fixed != 0 || ranks % fixed != 0 { return [] }
    return values(fixed, upTo: min(experts.count, ranks)) {
      experts.count % $0 == 0 && ranks % $0 == 0
    }
  }

  /// The fixed value alone, or all from 1 that qualify.
  private static func values(
    _ fixed: Int?,
    upTo limit: Int,
    where qualifies: (Int) -> Bool
  ) -> [Int] {
    if let fixed { return [fixed] }
    return limit >= 1 ? (1...limit).filter(qualifies) : []
  }

  /// Whether a number is a power of two.
  private static func isPowerOfTwo(_ number: Int) -> Bool { number & (number - 1) == 0 }
}

extension PlanSpace {
  /// Plans that differ from one in few parts: degrees doubled or halved, other recomputation.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - scenario: The scenario, its plan left open.
  /// - Returns: The plan itself first, then its neighbours.
  static func neighbours(of plan: TrainingPlan, in scenario: Scenario) -> [TrainingPlan] {
    func near(_ degree: Int) -> [Int] { degree > 1 ? [degree / 2, degree, degree * 2] : [1, 2] }
    var found: [TrainingPlan] = [plan]
    for tensor in near(plan.tensor) {
      for pipeline in near(plan.pipeline) {
        var narrowed = scenario
        narrowed.request.tensor = tensor
        narrowed.request.pipeline = pipeline
        narrowed.request.context = plan.context
        narrowed.request.expert = plan.expert
        narrowed.request.sharding = plan.sharding
        narrowed.request.shardGroup = plan.shardGroup
        narrowed.request.overlap = plan.overlap
        guard scenario.system.count % (tensor * pipeline * plan.context) == 0,
          scenario.job.architecture.heads % tensor == 0, tensor <= scenario.system.domain * 4,
          pipeline <= scenario.job.architecture.layers
        else { continue }
        found += plans(narrowed).filter {
          near(plan.microBatch).contains($0.microBatch) && near(plan.virtual).contains($0.virtual)
        }
      }
    }
    return found
  }
}
