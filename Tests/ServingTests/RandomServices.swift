import Compute
import Quantities
import Serving
import Systems
import Workloads

/// Traffic, models, plans, machines and engines drawn at random.
struct RandomServices {
  /// A draw.
  struct Draw {
    /// What is asked.
    var traffic: ServingTraffic
    /// The model.
    var model: Architecture
    /// Its number formats.
    var recipe: ServingRecipe
    /// How it is laid out.
    var plan: ServingPlan
    /// On what.
    var system: System
    /// With which engine.
    var stack: ServingStack

    /// The estimate.
    func estimate(on other: System? = nil, with engine: ServingStack? = nil) -> ServingEstimate {
      ServingModel.estimate(
        of: traffic,
        model: model,
        recipe: recipe,
        plan: plan,
        on: other ?? system,
        with: engine ?? stack
      )
    }
  }

  private var generator: SplitMix64

  /// Draws from a seed.
  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  /// One of several values.
  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int(generator.uniform() * Double(values.count))]
  }

  /// A model.
  private mutating func model() -> Architecture {
    var model = Bench.dense
    model.layers = pick([2, 16, 32, 80])
    model.hidden = pick([1_024, 4_096, 8_192])
    model.heads = pick([16, 64])
    model.kvHeads = pick([1, 8, model.heads])
    model.vocabulary = pick([1, 32_000, 128_256])
    model.tied = pick([true, false])
    model.gated = pick([true, false])
    model.parallelBlocks = pick([true, false, false])
    if pick([true, false, false]) {
      model.window = pick([128, 4_096])
      model.windowedShare = pick([0.5, 1])
    }
    if pick([true, false, false]) {
      model.kvHeads = model.heads
      model.attention = .latent(Bench.latent)
    }
    if pick([true, false]) {
      model.experts = Architecture.Experts(
        count: pick([8, 64, 256]),
        perToken: pick([1, 2, 8]),
        intermediate: pick([512, 4_096]),
        sharedIntermediate: pick([0, 2_048]),
        denseLayers: pick([0, 1])
      )
    }
    return model
  }

  /// A layout of up to 64 accelerators.
  private mutating func layout(_ model: Architecture) -> ServingPlan.Layout {
    var layout = ServingPlan.Layout(
      tensor: pick([1, 2, 8]),
      pipeline: model.layers > 2 ? pick([1, 1, 4]) : 1,
      attentionData: pick([1, 1, 2, 16])
    )
    if model.experts != nil { layout.expert = pick([1, layout.stage]) }
    return layout
  }

  /// An engine.
  private mutating func stack() -> ServingStack {
    var stack = pick([Bench.stack, ServingStack(id: "typical", name: "Typical")])
    stack.mixesPrefill = pick([true, false])
    stack.keepsWindow = pick([true, false])
    stack.reservesOutput = pick([true, false])
    stack.hostHidden = pick([0, 0.5, 1])
    stack.hostPerKernel = pick([0, 5e-6])
    stack.kernelGap = pick([-4e-6, 0, 1e-6])
    stack.balanceSteps = pick([0, 20])
    stack.replyTokens = pick([0, 8])
    stack.dispatch = pick([0, 5e-5])
    stack.scoreBytes = pick([0, 12])
    stack.rowBytes = pick([0, 5])
    stack.expertSkew = pick([1, 2.5])
    stack.bunching = pick([0, 1, 4])
    stack.batchLimit = pick([1, 64, 2_048])
    stack.chunk = pick([128, 8_192])
    return stack
  }

  /// The next draw.
  mutating func next() -> Draw {
    let model = model()
    var plan = ServingPlan(layout: layout(model), replicas: pick([1, 1, 3]))
    if pick([true, false, false]) {
      plan.prefill = ServingPlan.PrefillPool(layout: layout(model), workers: pick([1, 4]))
    }
    var traffic = ServingTraffic(
      input: pick([1, 100, 1_000, 30_000]),
      output: pick([1, 2, 128, 2_000]),
      load: pick([
        .concurrency(pick([1, 3.5, 64, 5_000])), .rate(pick([0.01, 2, 1_000])), .offline,
        .batch(pick([1, 16, 300])),
      ]),
      prefixHit: pick([0, 0, 0.5, 1]),
      burstShare: pick([0, 0.1])
    )
    if pick([true, false, false, false]) {
      traffic.speculation = .init(tokens: pick([1, 4]), acceptance: pick([0, 0.7, 1]))
    }
    var gpu = Bench.gpu
    gpu.powerLimit = pick([200, 700])
    gpu.awakePower = pick([0, 98])
    gpu.serviceEnergy = pick([1, 1.34])
    if pick([true, false, false]) {
      gpu.secondTier = MemoryTier(capacity: 512e9, bandwidth: 0.4e12)
    }
    let tiled = TiledMachine(accelerator: gpu, constants: KernelConstants())
    let machine: any Machine =
      pick([true, false]) ? tiled : Bench.machine(gpu, energy: pick([0, 6e-11]))
    return Draw(
      traffic: traffic,
      model: model,
      recipe: ServingRecipe(pick([.bf16, .fp8, .int4, .nvfp4]), cache: pick([.bf16, .fp8])),
      plan: plan,
      system: Bench.system(
        count: plan.accelerators,
        domain: pick([8, 72]),
        gpu: gpu,
        machine: machine
      ),
      stack: stack()
    )
  }

  /// Several draws.
  static func draws(_ count: Int, seed: UInt64) -> [Draw] {
    var services = RandomServices(seed: seed)
    return (0..<count).map { _ in services.next() }
  }
}
