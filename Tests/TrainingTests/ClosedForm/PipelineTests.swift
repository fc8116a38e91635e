import Testing
import Training
import Workloads

/// The idle time of pipelines against the published formulas.
struct PipelineTests {
  /// The bubble over the time of all micro-batches on one stage.
  static func share(_ plan: TrainingPlan, batch: Int) -> Double {
    let step = Bench.step(plan, job: Bench.job(batch: batch))
    return step.time.pipelineBubble / (step.seconds - step.time.pipelineBubble)
  }

  /// Pipeline stages, chunks and micro-batches.
  static let shapes = [(2, 1, 4), (4, 1, 8), (8, 1, 64), (4, 2, 16), (8, 2, 8), (4, 4, 32)]

  /// Narayanan and others 2021 (arXiv:2104.04473), section 2.2: (p − 1)/(v·m).
  @Test(arguments: shapes)
  func `equal stages idle for p less one over v m`(stages: Int, chunks: Int, batches: Int) {
    let plan = TrainingPlan(pipeline: stages, virtual: chunks)
    let expected = Double(stages - 1) / Double(chunks * batches)
    // The output head, of one entry, is the last stage's only.
    #expect(Bench.agree(Self.share(plan, batch: batches), expected, within: 1e-3))
  }

  @Test func `one stage has no bubble and no sends`() {
    let step = Bench.step(TrainingPlan(data: 4), job: Bench.job(batch: 4), port: 50e9)
    #expect(step.time.pipelineBubble == 0)
    #expect(step.time.pipelineCommunication == 0)
  }

  @Test func `zero-bubble idles least, then interleaving in two, then plain 1F1B`() {
    for stages in [2, 4, 8] {
      let plain = TrainingPlan(pipeline: stages)
      var interleaved = plain
      interleaved.virtual = 2
      var zero = plain
      zero.schedule = .zeroBubble
      let idle = [zero, interleaved, plain].map { Self.share($0, batch: 2 * stages) }
      #expect(idle[0] > 0)
      #expect(idle[0] <= idle[1], "zero-bubble \(idle[0]), interleaved \(idle[1])")
      #expect(idle[1] <= idle[2])
    }
  }

  /// Qi and others 2023 (arXiv:2401.10241), table 2: (p − 1)(F + B − W), where 1F1B idles for
  /// (p − 1)(F + B + W).
  @Test func `the zero-bubble schedule idles for F plus B less W`() {
    // Attention has no weights, so F + B + W of a layer's products alone is three equal parts.
    let job = Bench.job(sequence: 128, batch: 8)
    var plan = TrainingPlan(pipeline: 4)
    let plain = Bench.step(plan, job: job).time
    plan.schedule = .zeroBubble
    let zero = Bench.step(plan, job: job).time
    let ratio = zero.pipelineBubble / plain.pipelineBubble
    #expect(abs(ratio - 1.0 / 3) < 0.02, "\(ratio)")
  }

  /// DeepSeek-AI 2024 (arXiv:2412.19437), table 2: (p/2 − 1)(F&B + B − 3W), where 1F1B idles for
  /// (p − 1)(F + B), B counting W.
  @Test func `dual pipe idles for its published time`() {
    let job = Bench.job(sequence: 128, batch: 16)
    var plan = TrainingPlan(pipeline: 8)
    let plain = Bench.step(plan, job: job).time
    plan.schedule = .dualPipe
    let dual = Bench.step(plan, job: job).time
    // With F = W and B = 2F: (4 − 1)(3 + 2 − 3) over (8 − 1)·3.
    #expect(abs(dual.pipelineBubble / plain.pipelineBubble - 6.0 / 21) < 0.02)
  }

  /// Layers and stages that do not divide, evenly cut or with nearly empty ends.
  @Test(arguments: [(126, 16), (61, 16), (94, 8), (30, 4), (32, 15), (32, 31), (10, 4)])
  func `the stages hold every layer once`(layers: Int, stages: Int) {
    let job = Bench.job(Bench.gpt(layers: layers), batch: stages)
    func busy(_ plan: TrainingPlan) -> (pace: Double, bubble: Double) {
      let step = Bench.step(plan, job: job)
      let time = step.time
      return ((time.matmul + time.attention) / Double(step.microBatches), time.pipelineBubble)
    }
    let whole = busy(TrainingPlan())
    let cut = busy(TrainingPlan(pipeline: stages))
    // One micro-batch's time on all stages together: the bubble is all but the slowest's.
    let held = (cut.pace + cut.bubble) / whole.pace * Double(layers)
    #expect(abs(held - Double(layers)) < 0.01 * Double(layers), "\(held) layers")
  }

  @Test func `layers that do not divide leave the ends less`() {
    // 126 layers on 16 stages, as Llama 3.1 405B was trained: 7, 14 × 8, 7.
    let job = Bench.job(Bench.gpt(layers: 126), batch: 16)
    let even = Bench.job(Bench.gpt(layers: 128), batch: 16)
    let plan = TrainingPlan(pipeline: 16)
    let odd = Bench.step(plan, job: job).time
    let whole = Bench.step(plan, job: even).time
    #expect(Bench.agree(odd.matmul, whole.matmul, within: 1e-3))
    #expect(odd.pipelineBubble < whole.pipelineBubble)
  }
}
