import Serving
import Testing
import Workloads

/// Weights, keys and values of one accelerator, counted by hand.
struct ServingMemoryTests {
  @Test func `grouped queries keep two vectors a layer for each head of keys`() {
    // 2 · 8 heads · 128 · 32 layers · 2 bytes.
    #expect(Bench.memory().cachePerToken == 131_072)
    let narrow = Bench.memory(recipe: ServingRecipe(.fp8, cache: .fp8))
    #expect(narrow.cachePerToken == 65_536)
  }

  @Test func `heads of keys are split among ranks until each has one, layers among stages`() {
    func bytes(_ tensor: Int, _ pipeline: Int = 1) -> Double {
      Bench.memory(layout: .init(tensor: tensor, pipeline: pipeline)).cachePerToken
    }
    #expect(bytes(2) == 131_072 / 2)
    #expect(bytes(8) == 131_072 / 8)
    #expect(bytes(16) == 131_072 / 8)
    #expect(bytes(2, 4) == 131_072 / 8)
  }

  @Test func `a latent is kept whole by every rank that shares heads`() {
    for tensor in [1, 2, 8] {
      let memory = Bench.memory(Bench.deepseek, layout: .init(tensor: tensor))
      // (512 + 64) · 61 layers · 2 bytes.
      #expect(memory.cachePerToken == 70_272)
    }
  }

  @Test func `layers with a window stop growing at the window`() {
    var model = Bench.dense
    model.window = 1_000
    model.windowedShare = 0.75
    let memory = Bench.memory(model)
    #expect(memory.cache(tokens: 800) == 800 * 131_072)
    #expect(memory.cache(tokens: 5_000) == (0.25 * 5_000 + 0.75 * 1_000) * 131_072)
    var stack = Bench.stack
    stack.keepsWindow = false
    #expect(Bench.memory(model, with: stack).cache(tokens: 5_000) == 5_000 * 131_072)
  }

  @Test func `two ranks hold half of the weights each`() {
    let one = Bench.memory().weights
    for tensor in [2, 4, 8] {
      let each = Bench.memory(layout: .init(tensor: tensor)).weights
      #expect(Bench.agree(each * Double(tensor), one))
    }
    for stages in [2, 4, 8] {
      let each = Bench.memory(layout: .init(pipeline: stages)).weights
      #expect(Bench.agree(each * Double(stages), one))
    }
    // 8.03 billion parameters in 16 bits; the norm before the head is left out.
    #expect(Bench.agree(one, 2 * Double(Bench.dense.parameters), within: 1e-5))
  }

  @Test func `attention ranks repeat the dense part and spread the experts`() {
    let spread = Bench.memory(
      Bench.deepseek,
      recipe: ServingRecipe(.fp8),
      layout: .init(attentionData: 32, expert: 32)
    ).weights
    let model = Bench.deepseek
    let routed = Double(model.expertLayers * 256 * model.expertParameters) / 32
    let dense =
      61 * Double(model.attentionParameters + model.normParameters)
      + 3 * Double(model.denseFeedForwardParameters)
      + 58 * Double(model.sharedExpertParameters + 2 * model.routerParameters)
    let ends = 2 * Double(model.embeddingParameters + model.headParameters) / 32
    #expect(Bench.agree(spread, routed + dense + ends))
  }

  @Test func `what weights and reserve leave holds requests`() {
    var stack = Bench.stack
    stack.memoryShare = 0.9
    stack.memoryReserve = 3e9
    let memory = Bench.memory(with: stack)
    #expect(Bench.agree(memory.cacheCapacity, 0.9 * 80e9 - memory.weights - 3e9))
    let offline = Bench.estimate(Bench.traffic(.offline, input: 3_000, output: 2_000), with: stack)
    #expect(Bench.agree(offline.batchCapacity, memory.cacheCapacity / (4_000 * 131_072)))
    #expect(offline.batch == offline.batchCapacity)
    #expect(offline.limit == .cache)
    #expect(Bench.agree(offline.cacheInUse, memory.cacheCapacity))
    stack.reservesOutput = true
    let kept = Bench.estimate(Bench.traffic(.offline, input: 3_000, output: 2_000), with: stack)
    #expect(Bench.agree(kept.batchCapacity, offline.batchCapacity * 4_000 / 5_000))
  }

  @Test func `copies and attention ranks hold requests of their own`() {
    func capacity(_ plan: ServingPlan) -> Double {
      Bench.estimate(Bench.traffic(.offline), plan: plan).batchCapacity
    }
    let one = capacity(ServingPlan())
    #expect(one > 100)
    #expect(Bench.agree(capacity(ServingPlan(replicas: 4)), 4 * one))
    // More than one's share: embedding and head are split over the ranks.
    let ranks = capacity(ServingPlan(layout: .init(attentionData: 4)))
    #expect(ranks > 4 * one && ranks < 4.4 * one)
  }

  @Test func `weights that do not fit are refused with their size`() throws {
    let estimate = Bench.estimate(Bench.traffic(.concurrency(4)), model: Bench.deepseek)
    #expect(!estimate.isFeasible)
    let problem = try #require(estimate.problems.first)
    #expect(problem.contains("weights") && problem.contains("80.0 GB") && problem.contains("split"))
  }

  @Test func `one request that does not fit is refused`() throws {
    let long = Bench.estimate(Bench.traffic(.concurrency(1), input: 900_000))
    #expect(!long.isFeasible)
    #expect(try #require(long.problems.first).contains("less than one request"))
  }

  @Test func `a layout for one user is the smallest that holds the model`() {
    func layout(_ model: Architecture, _ stack: ServingStack) -> ServingPlan.Layout {
      ServingPlan.Layout.holding(
        model,
        recipe: ServingRecipe(.bf16),
        chips: nil,
        on: Bench.system(),
        with: stack
      )
    }
    var stack = Bench.stack
    stack.splitsLayers = true
    #expect(layout(Bench.dense, stack) == .init())
    let stages = layout(Bench.deepseek, stack).pipeline
    func left(_ stages: Int) -> Double {
      Bench.memory(Bench.deepseek, layout: .init(pipeline: stages)).cacheCapacity
    }
    #expect(left(stages) > 0 && left(stages - 1) == 0)
    let split = layout(Bench.deepseek, Bench.stack)
    #expect(split.tensor == 8 && split.pipeline == 3)
  }
}
