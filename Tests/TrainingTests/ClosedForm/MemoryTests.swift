import Compute
import Testing
import Training
import Workloads

/// Memory against the published formulas.
struct MemoryTests {
  /// Software that keeps what Korthikanti and others count: separate attention with dropout.
  static let unfused: SoftwareStack = {
    var software = Bench.software
    software.attention = .unfused
    software.dropout = true
    return software
  }()

  /// Activations of one layer over `s·b·h`.
  static func perLayer(_ plan: TrainingPlan, _ architecture: Architecture, sequence: Int) -> Double
  {
    let batch = plan.microBatch * plan.data
    let job = Bench.job(architecture, sequence: sequence, batch: batch)
    let memory = Bench.step(plan, job: job, software: unfused).memory
    return memory.activations
      / Double(architecture.layers * sequence * plan.microBatch * architecture.hidden)
  }

  /// Hidden size, heads, sequence and micro-batch.
  static let sizes = [(4_096, 32, 2_048, 1), (6_144, 64, 2_048, 4), (12_288, 96, 2_048, 1)]

  /// Korthikanti and others 2022 (arXiv:2205.05198), equations 1 and 2 and section 4.2.
  @Test(arguments: sizes)
  func `a layer of GPT keeps 34 plus 5as over h bytes`(
    hidden: Int,
    heads: Int,
    sequence: Int,
    micro: Int
  ) {
    let model = Bench.gpt(hidden: hidden, heads: heads)
    let scores = 5 * Double(heads * sequence) / Double(hidden)
    func kept(_ plan: TrainingPlan) -> Double { Self.perLayer(plan, model, sequence: sequence) }
    var plan = TrainingPlan(microBatch: micro)
    #expect(Bench.agree(kept(plan), 34 + scores))
    plan.tensor = 8
    #expect(Bench.agree(kept(plan), 10 + (24 + scores) / 8))
    plan.sequenceParallel = true
    #expect(Bench.agree(kept(plan), (34 + scores) / 8))
    plan.recompute = .coreAttention
    #expect(Bench.agree(kept(plan), 34.0 / 8))
    plan.sequenceParallel = false
    #expect(Bench.agree(kept(plan), 10 + 24.0 / 8))
    plan.recompute = .full
    #expect(Bench.agree(kept(plan), 2))
  }

  /// The same paper, section 4.2.3: the first stage keeps p micro-batches, and
  /// 1 + (p − 1)/(p·v) times that when interleaved.
  @Test func `the first stage keeps as many micro-batches as there are stages`() {
    let model = Bench.gpt(layers: 16)
    func kept(_ plan: TrainingPlan, batch: Int) -> Double {
      Bench.step(plan, job: Bench.job(model, batch: batch), software: Self.unfused)
        .memory.activations
    }
    let whole = kept(TrainingPlan(), batch: 1)
    #expect(Bench.agree(kept(TrainingPlan(pipeline: 4), batch: 16), whole))
    let interleaved = kept(TrainingPlan(pipeline: 4, virtual: 2), batch: 16)
    #expect(Bench.agree(interleaved, whole * (1 + 3.0 / 8)))
    // Fewer micro-batches than stages cannot fill the pipeline.
    #expect(Bench.agree(kept(TrainingPlan(pipeline: 4), batch: 2), whole / 2))
  }

  /// Rajbhandari and others 2020 (arXiv:1910.02054), figure 1, here with fp32 gradients: 18 B.
  @Test(arguments: [2, 8, 64])
  func `each stage of sharding leaves less state`(ranks: Int) {
    let job = Bench.job(batch: ranks)
    let parameters = Double(job.architecture.parameters)
    let n = Double(ranks)
    let expected: [Double] = [18, 6 + 12 / n, 2 + 16 / n, 18 / n]
    var last = Double.infinity
    for (sharding, bytes) in zip(TrainingPlan.Sharding.allCases, expected) {
      let memory = Bench.step(TrainingPlan(data: ranks, sharding: sharding), job: job).memory
      let state = memory.weights + memory.gradients + memory.optimizer
      #expect(Bench.agree(state, bytes * parameters), "\(sharding)")
      #expect(state < last)
      last = state
    }
  }

  @Test func `a weight is on one rank of a tensor and pipeline split`() {
    let job = Bench.job(Bench.gpt(vocabulary: 1), batch: 8)
    let one = Bench.step(TrainingPlan(), job: job).memory
    let split = Bench.step(TrainingPlan(tensor: 4, pipeline: 4), job: job).memory
    #expect(Bench.agree(one.weights, 16 * split.weights, within: 1e-3))
    #expect(Bench.agree(one.optimizer, 16 * split.optimizer, within: 1e-3))
  }

  @Test func `experts are on the ranks of their group`() {
    var model = Bench.gpt()
    model.experts = Architecture.Experts(count: 64, perToken: 2, intermediate: 4_096)
    let job = Bench.job(model, batch: 64)
    func weights(_ expert: Int) -> Double {
      Bench.step(TrainingPlan(expert: expert, data: 64), job: job).memory.weights
    }
    let routed = Double(model.expertLayers * 64 * model.expertParameters) * 2
    #expect(Bench.agree(weights(1) - weights(8), routed * 7 / 8))
    #expect(Bench.agree(weights(1) - weights(64), routed * 63 / 64))
  }

  @Test func `memory that is too small is named with its largest part`() {
    let step = Bench.step(TrainingPlan(), job: Bench.job(Bench.gpt(layers: 64)))
    let text = TrainingModel.memoryProblem(step.memory, on: Bench.system(count: 1))
    #expect(text?.contains("GPU has 74.5 GiB") == true, "\(text ?? "")")
    #expect(text?.contains("activations") == true || text?.contains("optimizer") == true)
    var large = Bench.gpu
    large.memoryCapacity = 1e15
    #expect(
      TrainingModel.memoryProblem(step.memory, on: Bench.system(count: 1, gpu: large)) == nil
    )
  }
}
