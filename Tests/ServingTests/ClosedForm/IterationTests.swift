import Compute
import Fabrics
import Quantities
import Systems
import Testing
import Workloads

@testable import Serving

/// Iterations on a machine whose kernels are the longer of operations and bytes.
struct IterationTests {
  /// The iterations of a layout.
  static func model(
    _ architecture: Architecture = Bench.dense,
    recipe: ServingRecipe = ServingRecipe(.bf16),
    layout: ServingPlan.Layout = .init(),
    system: System = Bench.system(count: 64),
    stack: ServingStack = Bench.stack
  ) -> IterationModel {
    IterationModel(
      architecture: architecture,
      recipe: recipe,
      layout: layout,
      system: system,
      stack: stack
    )
  }

  /// An iteration that only generates.
  static func generating(_ sequences: Double, context: Double = 1_000) -> Iteration {
    Iteration(sequences: sequences, context: context)
  }

  @Test func `a token of one user takes the time to read weights and cache`() {
    let phase = Self.model().phase(Self.generating(1))
    // All but the embedding is read, of which one row is.
    let weights = 2 * Double(Bench.dense.parameters - Bench.dense.embeddingParameters)
    let least = (weights + 1_000 * 131_072) / 3.35e12
    #expect(phase.seconds >= least * (1 - 1e-3))
    #expect(phase.seconds <= least * 1.02)
  }

  @Test func `a long input takes its operations at the peak`() {
    let input = Iteration(input: 8_192, inputLength: 8_192)
    let phase = Self.model().phase(input)
    let model = Bench.dense
    let products =
      2 * Double(model.layers * (model.attentionParameters + model.denseFeedForwardParameters))
      * 8_192
    // Half of all pairs, products with keys and with values.
    let scores = Double(model.layers) * 2 * 8_192 * 8_192 * 4_096
    let least = (products + scores) / 989.4e12
    let kernels = phase.account.matmul + phase.account.attention
    #expect(kernels >= least * 0.99 && kernels <= least * 1.05)
  }

  @Test func `parts add up, and a cost added twice is twice as long`() {
    let account = Self.model().phase(Self.generating(64)).account
    let sum = account.parts.reduce(0) { $0 + $1.seconds }
    #expect(Bench.agree(sum, account.total))
    #expect(account.parts.count == Set(account.parts.map(\.key)).count)
    var twice = account
    twice.add(account)
    #expect(Bench.agree(twice.total, 2 * account.total))
    twice.scale(by: 0.5)
    #expect(Bench.agree(twice.total, account.total))
  }

  @Test func `time outside the device hides under it up to the hidden share`() {
    var stack = Bench.stack
    let device = Self.model().phase(Self.generating(1)).seconds
    func host(_ step: Double, hidden: Double) -> Double {
      stack.hostPerStep = step
      stack.hostHidden = hidden
      return Self.model(stack: stack).phase(Self.generating(1)).account.host
    }
    #expect(host(device / 2, hidden: 1) == 0)
    #expect(Bench.agree(host(3 * device, hidden: 1), 2 * device))
    #expect(Bench.agree(host(device / 2, hidden: 0), device / 2))
    #expect(Bench.agree(host(device, hidden: 0.25), 0.75 * device))
  }

  @Test func `stages send rows to each other once less than there are stages`() {
    let one = Self.model().cost(Self.generating(32)).account
    let layout = ServingPlan.Layout(pipeline: 4)
    let four = Self.model(layout: layout).cost(Self.generating(32)).account
    let send = Bench.system().fabric.time(
      .pointToPoint,
      bytes: 32 * 4_096 * 2,
      group: Group(ranks: 2, perNode: 2, sharedBy: 8)
    ).seconds
    #expect(send > 0)
    #expect(Bench.agree(four.pipelineCommunication, 3 * send))
    #expect(one.pipelineCommunication == 0)
    #expect(Bench.agree(four.kernels, one.kernels))
  }

  @Test func `ranks that split layers sum twice a layer and gather the head`() {
    let account = Self.model(layout: .init(tensor: 8)).cost(Self.generating(32)).account
    let fabric = Bench.system().fabric
    let reduce = fabric.time(.allReduce, bytes: 32 * 4_096 * 2, group: .within(8)).seconds
    let gather = fabric.time(.allGather, bytes: 32 * 128_256 * 2, group: .within(8)).seconds
    #expect(Bench.agree(account.tensorCommunication, 64 * reduce + gather))
    var parallel = Bench.dense
    parallel.parallelBlocks = true
    let once = Self.model(parallel, layout: .init(tensor: 8)).cost(Self.generating(32)).account
    #expect(Bench.agree(once.tensorCommunication, 32 * reduce + gather))
  }

  @Test func `attention ranks send tokens to experts the cheaper way, plus the engine's own time`()
  {
    let layout = ServingPlan.Layout(attentionData: 8, expert: 8)
    let account = Self.model(Bench.mixture, layout: layout).cost(Self.generating(256)).account
    let fabric = Bench.system().fabric
    let bytes = 256.0 * 2_048 * 2
    let gathered =
      fabric.time(.allGather, bytes: bytes, group: .within(8)).seconds
      + fabric.time(.reduceScatter, bytes: bytes, group: .within(8)).seconds
    // A token with 4 choices among 8 ranks visits 8·(1 − (7/8)⁴) = 3.31 of them.
    let sent = 32.0 * 2_048 * 2 * 3.3107
    let direct =
      fabric.time(.allToAll, bytes: sent / 2, group: .within(8)).seconds
      + fabric.time(.allToAll, bytes: sent, group: .within(8)).seconds
    #expect(Bench.agree(account.expertCommunication, 16 * min(gathered, direct), within: 1e-4))
    #expect(account.expertCommunication > 0)
    var stack = Bench.stack
    stack.dispatch = 30e-6
    let slow = Self.model(Bench.mixture, layout: layout, stack: stack)
      .cost(Self.generating(256)).account
    #expect(
      Bench.agree(slow.expertCommunication - account.expertCommunication, 16 * 30e-6)
    )
    let split = Self.model(Bench.mixture, layout: .init(tensor: 8)).cost(Self.generating(256))
    #expect(split.account.expertCommunication == 0)
    #expect(split.account.tensorCommunication > 0)
  }

  @Test func `collectives above 64 MB may be slower by the engine's ratio`() {
    var stack = Bench.stack
    stack.bulkCollective = 3
    func reduce(_ input: Double, _ stack: ServingStack) -> Double {
      Self.model(layout: .init(tensor: 8), stack: stack)
        .cost(Iteration(input: input, inputLength: input)).account.tensorCommunication
    }
    #expect(reduce(1_000, stack) == reduce(1_000, Bench.stack))
    #expect(Bench.agree(reduce(8_000, stack), 3 * reduce(8_000, Bench.stack), within: 1e-2))
  }

  @Test func `generation with a latent reads the latent, not the heads`() {
    func attention(_ context: Double) -> Double {
      Self.model(Bench.deepseek, recipe: ServingRecipe(.fp8, cache: .bf16))
        .cost(Self.generating(1, context: context)).account.attention
    }
    // Its slope is the larger of reading 70 kB a token and of 128 heads' products with it.
    let slope = (attention(20_000) - attention(10_000)) / 10_000
    let read = 70_272 / 3.35e12
    let products = 61 * 2.0 * 128 * (576 + 512) / 989.4e12
    #expect(Bench.agree(slope, max(read, products), within: 0.02))
  }

  @Test func `an engine that ignores windows reads the whole context`() {
    var model = Bench.dense
    model.window = 128
    model.windowedShare = 1
    var stack = Bench.stack
    func attention(_ context: Double) -> Double {
      Self.model(model, stack: stack).cost(Self.generating(8, context: context)).account.attention
    }
    #expect(Bench.agree(attention(10_000), attention(1_000)))
    stack.keepsWindow = false
    #expect(attention(10_000) > 9 * attention(1_000))
  }

  @Test func `a slower second tier slows what does not fit the first`() {
    var gpu = Bench.gpu
    gpu.memoryCapacity = 10e9
    gpu.secondTier = MemoryTier(capacity: 100e9, bandwidth: 0.2e12)
    let two = Bench.estimate(Bench.traffic(.batch(1)), on: Bench.system(gpu: gpu))
    let one = Bench.estimate(Bench.traffic(.batch(1)))
    #expect(two.isFeasible)
    let weights = one.memory.weights
    let least = 10e9 / 3.35e12 + (weights - 10e9) / 0.2e12
    let ratio = least / (weights / 3.35e12)
    #expect(Bench.agree(two.timePerOutputToken / one.timePerOutputToken, ratio, within: 1e-3))
  }

  @Test func `a service draws its power awake and its share of idle`() {
    var gpu = Bench.gpu
    gpu.awakePower = 98
    let still = Bench.system(gpu: gpu, machine: Bench.machine(gpu))
    let quiet = Self.model(system: still).phase(Self.generating(1))
    // Kernels that need no energy leave idle and awake power alone.
    #expect(Bench.agree(quiet.power, 168, within: 0.05))
    gpu.serviceEnergy = 1.34
    let busy = Bench.system(gpu: gpu, machine: Bench.machine(gpu, energy: 6e-11))
    let phase = Self.model(system: busy).phase(Self.generating(1))
    // 3.35 TB/s at 60 pJ/B are 201 W, of which a service takes 1.34 times.
    #expect(phase.power > 168 + 201 && phase.power < 700)
    gpu.serviceEnergy = 1
    let tame = Self.model(system: Bench.system(gpu: gpu, machine: busy.machine))
      .phase(Self.generating(1))
    let added = phase.cost.energy * 0.34 / phase.account.device
    #expect(Bench.agree(phase.power - tame.power, added, within: 0.1))
  }
}
