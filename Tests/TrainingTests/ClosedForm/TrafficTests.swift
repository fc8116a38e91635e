import Testing
import Training
import Workloads

/// Bytes that a step sends, against the formulas of ring collectives.
struct TrafficTests {
  /// Parameters of the model that the tests move.
  static let parameters = Double(Bench.gpt().parameters)

  @Test(arguments: [2, 4, 8])
  func `a domain's data ranks send two times n less one over n of the gradients`(ranks: Int) {
    let step = Bench.step(TrainingPlan(data: ranks), job: Bench.job(batch: ranks))
    let expected = 2 * Double(ranks - 1) / Double(ranks) * Self.parameters * 4
    #expect(Bench.agree(step.scaleUpBytes, expected))
    #expect(step.scaleOutBytes == 0)
  }

  @Test(arguments: [2, 16, 128])
  func `single accelerators send the same over their ports`(ranks: Int) {
    let step = Bench.step(TrainingPlan(data: ranks), job: Bench.job(batch: ranks), domain: 1)
    let expected = 2 * Double(ranks - 1) / Double(ranks) * Self.parameters * 4
    #expect(Bench.agree(step.scaleOutBytes, expected))
    #expect(step.scaleUpBytes == 0)
  }

  /// Reduce-scatter of fp32 gradients and all-gather of 16-bit weights.
  @Test func `a sharded optimizer gathers weights in 16 bits`() {
    let step = Bench.step(
      TrainingPlan(data: 8, sharding: .optimizer),
      job: Bench.job(batch: 8)
    )
    #expect(Bench.agree(step.scaleUpBytes, 7.0 / 8 * Self.parameters * (4 + 2)))
  }

  /// Narayanan and others 2021, section 3.2: 8·b·s·h·(t − 1)/t elements a layer and micro-batch.
  @Test func `tensor ranks reduce twice forward and twice backward in each layer`() {
    let job = Bench.job(batch: 4)
    let plain = Bench.step(TrainingPlan(tensor: 8), job: job)
    let activation = Double(2_048 * 4_096 * 2)
    let expected = 16 * 4 * activation * 4 * 2 * 7.0 / 8
    #expect(Bench.agree(plain.scaleUpBytes, expected))
    // Korthikanti and others 2022, section 4.2.2: sequence parallelism sends as much, and gathers
    // the input of two products once more for their weight gradients.
    let split = Bench.step(TrainingPlan(tensor: 8, sequenceParallel: true), job: job)
    #expect(Bench.agree(split.scaleUpBytes, expected * (1 + 2.0 / 8)))
  }

  @Test func `stages send each micro-batch forward and back`() {
    let step = Bench.step(
      TrainingPlan(pipeline: 4),
      job: Bench.job(batch: 8),
      domain: 1,
      port: 50e9
    )
    #expect(Bench.agree(step.scaleOutBytes, 2 * 8 * Double(2_048 * 4_096 * 2)))
    #expect(step.time.pipelineCommunication > 0)
    var hiding = Bench.software
    hiding.pipelineHidden = 1
    let hidden = Bench.step(
      TrainingPlan(pipeline: 4, overlap: [.pipeline]),
      job: Bench.job(batch: 8),
      software: hiding,
      domain: 1,
      port: 50e9
    )
    #expect(hidden.time.pipelineCommunication == 0)
    #expect(hidden.scaleOutBytes == step.scaleOutBytes)
  }

  @Test func `gradients hide under the backward pass as far as it lasts`() {
    var software = Bench.software
    software.dataHidden = 1
    let job = Bench.job(batch: 8)
    let open = Bench.step(TrainingPlan(data: 8), job: job, software: software, bandwidth: 450e9)
    let hidden = Bench.step(
      TrainingPlan(data: 8, overlap: [.data]),
      job: job,
      software: software,
      bandwidth: 450e9
    )
    #expect(hidden.time.dataCommunication < open.time.dataCommunication)
    // The last of 16 buckets cannot hide.
    #expect(
      hidden.time.dataCommunication >= open.time.dataCommunication / 16 * (1 - 1e-9)
    )
  }
}
