import Compute
import Testing
import Training
import Workloads

/// What recomputation costs in time and operations.
struct RecomputeTests {
  /// Forward operations of one layer for one micro-batch that full recomputation repeats [FLOP].
  static func forwardFlops(_ job: TrainingJob, _ plan: TrainingPlan) -> Double {
    var flops = 0.0
    LayerWork(job: job, plan: plan).visitLayer(experts: false) { item in
      guard item.pass == .forward else { return }
      switch item.operation {
      case .matrixMultiply(let operation): flops += operation.flops
      case .grouped(let operation): flops += operation.flops
      case .attention(let operation): flops += operation.flops
      case .vector, .quantise: break
      }
    }
    return flops
  }

  @Test func `full recomputation costs one forward pass more`() {
    let job = Bench.job(batch: 4)
    var plan = TrainingPlan()
    let kept = Bench.step(plan, job: job)
    plan.recompute = .full
    let repeated = Bench.step(plan, job: job)
    let forward = Self.forwardFlops(job, plan) * Double(job.architecture.layers) * 4
    #expect(forward > 0)
    #expect(Bench.agree(repeated.time.recompute, forward / PlainMachine().rate))
    #expect(Bench.agree(repeated.seconds - kept.seconds, forward / PlainMachine().rate))
    #expect(Bench.agree(repeated.executedFlops - kept.executedFlops, forward))
    #expect(repeated.modelFlops == kept.modelFlops)
  }

  /// Forward, backward and weight gradient of a product have the same operations.
  @Test func `products take three forward passes without recomputation`() {
    let job = Bench.job(sequence: 128, batch: 1)
    let plan = TrainingPlan()
    let step = Bench.step(plan, job: job)
    let architecture = job.architecture
    let perToken = 6 * Double(architecture.layerParameters)
    #expect(Bench.agree(step.time.matmul * PlainMachine().rate, 128 * perToken, within: 1e-3))
  }

  @Test func `recomputing half of the layers costs half`() {
    let job = Bench.job(batch: 4)
    var plan = TrainingPlan(tensor: 2)
    let none = Bench.step(plan, job: job, bandwidth: 450e9)
    plan.recompute = .full
    let all = Bench.step(plan, job: job, bandwidth: 450e9)
    plan.recomputedLayers = job.architecture.layers / 2
    let half = Bench.step(plan, job: job, bandwidth: 450e9)
    #expect(Bench.agree(half.time.recompute, all.time.recompute / 2))
    #expect(
      Bench.agree(half.executedFlops, (none.executedFlops + all.executedFlops) / 2),
      "operations executed"
    )
    #expect(
      Bench.agree(
        half.time.tensorCommunication,
        (none.time.tensorCommunication + all.time.tensorCommunication) / 2
      ),
      "collectives of the layers that are recomputed"
    )
  }

  @Test func `recomputing nothing at all is no recomputation`() {
    var plan = TrainingPlan(recompute: .full, recomputedLayers: 0)
    let none = Bench.step(plan)
    plan.recompute = []
    plan.recomputedLayers = nil
    #expect(Bench.agree(none.seconds, Bench.step(plan).seconds))
    #expect(Bench.agree(none.memory.activations, Bench.step(plan).memory.activations))
  }
}
