import Compute
import Quantities
import Systems
import Training
import Workloads

/// Jobs, plans and software drawn at random, all of which can be laid out.
struct RandomPlans {
  /// A draw.
  struct Draw {
    /// What is trained.
    var job: TrainingJob
    /// How it is laid out.
    var plan: TrainingPlan
    /// On what.
    var system: System
    /// With which software.
    var software: SoftwareStack
  }

  private var generator: SplitMix64

  /// Draws from a seed.
  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  /// One of several values.
  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int(generator.uniform() * Double(values.count))]
  }

  /// A draw, by chance one that is no valid plan; nil then.
  private mutating func attempt() -> Draw? {
    var architecture = Bench.gpt(
      layers: pick([4, 16, 30, 48]),
      hidden: pick([1_024, 4_096, 12_288]),
      heads: pick([16, 64]),
      vocabulary: pick([1, 32_000, 128_256])
    )
    architecture.kvHeads = pick([architecture.heads, 8])
    architecture.gated = pick([true, false])
    architecture.predictionLayers = pick([0, 0, 1])
    if pick([true, false, false]) {
      architecture.experts = Architecture.Experts(
        count: pick([8, 64]),
        perToken: pick([1, 2, 8]),
        intermediate: pick([1_024, 4_096]),
        sharedIntermediate: pick([0, 2_048]),
        denseLayers: pick([0, 1, 3])
      )
    }
    let precision: NumberFormat = pick([.bf16, .fp8])
    var software = Bench.software
    software.attention = pick([.flash, .unfused])
    software.dropout = pick([true, false])
    software.hostPerKernel = pick([0, 3e-6, 50e-6])
    software.hostPerStep = pick([0, 0.1])
    software.spread = pick([0, 0.01])
    software.contention = pick([0, 0.3])
    software.tensorHidden = pick([0, 0.7])
    software.expertHidden = pick([0, 0.7])
    software.pipelineHidden = pick([0, 1])
    var job = Bench.job(
      architecture,
      sequence: pick([1_024, 8_192]),
      batch: pick([64, 512, 2_048])
    )
    job.recipe = software.recipe(precision)
    var plan = TrainingPlan(
      tensor: pick([1, 2, 8]),
      pipeline: pick([1, 2, 4, 15]),
      virtual: pick([1, 1, 2, 4]),
      context: pick([1, 1, 4]),
      expert: pick([1, 4, 8]),
      data: pick([1, 2, 16, 64]),
      microBatch: pick([1, 2, 4]),
      recompute: pick([[], .full, .coreAttention, [.norm]]),
      sequenceParallel: pick([true, false]),
      sharding: pick(TrainingPlan.Sharding.allCases),
      overlap: pick([[], [.tensor, .data, .pipeline, .expert]]),
      schedule: pick(TrainingPlan.Schedule.allCases)
    )
    if pick([true, false]) { plan.recomputedLayers = 2 }
    var gpu = Bench.gpu
    gpu.powerLimit = pick([200, 400, 700])
    let tiled = TiledMachine(accelerator: gpu, constants: KernelConstants())
    let plain = PlainMachine(bandwidth: 2e12, energy: 1e-12)
    let system = Bench.system(
      count: plan.accelerators,
      domain: pick([8, 72]),
      machine: pick([true, false]) ? tiled : plain,
      gpu: gpu
    )
    guard Layout.fault(plan, of: job, domain: system.domain) == nil else { return nil }
    return Draw(job: job, plan: plan, system: system, software: software)
  }

  /// The next valid draw.
  mutating func next() -> Draw {
    while true {
      if let draw = attempt() { return draw }
    }
  }

  /// Several draws.
  static func draws(_ count: Int, seed: UInt64) -> [Draw] {
    var plans = RandomPlans(seed: seed)
    return (0..<count).map { _ in plans.next() }
  }
}
