import Scenarios
import Studies
import Testing
import Training
import Workloads

/// Times of one layer of a 22B GPT on eight A100, measured by Korthikanti and others 2022
/// (arXiv:2205.05198), table 4: tensor 8, micro-batch 4, sequence 2048.
struct LayerTimeTests {
  /// Recomputation, sequence parallelism, and the measured time, forward and backward together [s].
  static let rows: [(TrainingPlan.Recompute, Bool, Double)] = [
    ([], false, 19.6e-3), ([], true, 19.0e-3), (.full, false, 27.2e-3),
    (.coreAttention, false, 20.9e-3), (.coreAttention, true, 20.3e-3),
  ]

  /// Time of the passes of a model with a number of layers [s].
  static func passes(layers: Int, _ recompute: TrainingPlan.Recompute, split: Bool) throws -> Double
  {
    let text = """
      narrows: 1
      workload:
        model: { model_type: gpt2, n_embd: 6144, n_layer: \(layers), n_head: 64, vocab_size: 51200,
          n_positions: 2048 }
        training: { sequence: 2048, global-batch: 4, precision: fp16 }
      system: { accelerator: a100-sxm, count: 8 }
      software: megatron-2022
      plan: { tensor: 8, pipeline: 1, context: 1, micro-batch: 4, sequence-parallel: \(split) }
      """
    var scenario = try #require(Questions.read(text))
    scenario.request.recompute = recompute
    let plan = try #require(PlanSpace.plans(scenario).first)
    let time = Design(scenario: scenario, plan: plan).run.step.time
    return time.matmul + time.attention + time.vector + time.recompute + time.tensorCommunication
      + time.host + time.throttle
  }

  @Test(arguments: rows)
  func `a layer takes what was measured within 15 percent`(
    recompute: TrainingPlan.Recompute,
    split: Bool,
    measured: Double
  ) throws {
    let many = try Self.passes(layers: 24, recompute, split: split)
    let few = try Self.passes(layers: 12, recompute, split: split)
    let error = (many - few) / 12 / measured - 1
    #expect(abs(error) < 0.15, "\(error)")
  }
}
