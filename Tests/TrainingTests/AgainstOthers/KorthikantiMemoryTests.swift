import Testing
import Training
import Workloads

/// Memory of four GPTs against Korthikanti and others 2022 (arXiv:2205.05198), figure 1, in the values
/// that Calculon (Isaev and others 2023) read from it.
struct KorthikantiMemoryTests {
  /// A model with its layout and what the figure shows.
  struct Row: Sendable {
    /// Name and size.
    var name: String
    /// Layers, hidden size and heads.
    var shape: (layers: Int, hidden: Int, heads: Int)
    /// Stages, chunks and sequences of a micro-batch.
    var layout: (pipeline: Int, virtual: Int, micro: Int)
    /// Weights, gradients and optimizer [GiB].
    var state: Double
    /// Activations when nothing is recomputed and nothing split along the sequence [GiB].
    var plain: Double
    /// Activations with sequence parallelism and selective recomputation [GiB].
    var selective: Double
  }

  /// The figure.
  static let rows = [
    Row(
      name: "22B",
      shape: (48, 6_144, 64),
      layout: (1, 1, 4),
      state: 45.5625,
      plain: 59.25,
      selective: 9.5625
    ),
    Row(
      name: "175B",
      shape: (96, 12_288, 96),
      layout: (8, 3, 1),
      state: 45.5625,
      plain: 66.84375,
      selective: 12.3515625
    ),
    Row(
      name: "530B",
      shape: (105, 20_480, 128),
      layout: (35, 3, 1),
      state: 31.640625,
      plain: 114.0234375,
      selective: 23.076171875
    ),
    Row(
      name: "1T",
      shape: (128, 25_600, 160),
      layout: (64, 1, 1),
      state: 32.958984375,
      plain: 131.25,
      selective: 26.5625
    ),
  ]

  @Test(arguments: rows)
  func `state and activations lie within 10 percent of the figure`(row: Row) {
    var model = Bench.gpt(
      layers: row.shape.layers,
      hidden: row.shape.hidden,
      heads: row.shape.heads,
      vocabulary: 51_200
    )
    model.tied = true
    let job = Bench.job(model, batch: 8 * row.layout.pipeline * row.layout.micro)
    var plan = TrainingPlan(
      tensor: 8,
      pipeline: row.layout.pipeline,
      virtual: row.layout.virtual,
      microBatch: row.layout.micro
    )
    let gibibyte = 1_073_741_824.0
    let plain = Bench.step(plan, job: job, software: MemoryTests.unfused).memory
    plan.sequenceParallel = true
    plan.recompute = .coreAttention
    let selective = Bench.step(plan, job: job, software: MemoryTests.unfused).memory
    for (got, expected) in [
      (plain.weights + plain.gradients + plain.optimizer, row.state),
      (plain.activations, row.plain), (selective.activations, row.selective),
    ] {
      let error = got / gibibyte / expected - 1
      #expect(abs(error) < 0.1, "\(row.name): \(got / gibibyte) against \(expected)")
    }
  }
}
