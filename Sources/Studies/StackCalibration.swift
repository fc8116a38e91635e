import Foundation
import Quantities
public import Training
import Workloads

/// Fits the constants of a software stack to measured training runs.
///
/// Half of the runs, chosen by a hash of what ran, are fitted; the other half only scored. The
/// search walks along one constant at a time with shrinking steps, so it repeats to the bit; a
/// weak pull towards the start keeps constants that no run speaks of where they were.
public struct StackCalibration: Sendable {
  /// A constant of a stack that is fitted.
  public struct Constant: Sendable {
    /// Its path in a software file.
    public let path: String
    /// Its unit, empty for ratios.
    public let unit: String
    /// The values that make sense, in SI.
    public let range: ClosedRange<Double>
    /// Where the search starts, the same for every stack, in SI.
    public let start: Double
    /// Where it is held.
    public let place: any WritableKeyPath<SoftwareStack, Double> & Sendable
  }

  /// The constants that are fitted.
  public static let constants: [Constant] = [
    Constant(
      path: "matmul-ratio",
      unit: "",
      range: 0.5...1.1,
      start: 1,
      place: \.matmulRate
    ),
    Constant(
      path: "attention.forward-ratio",
      unit: "",
      range: 0.1...1.5,
      start: 1,
      place: \.attentionForward
    ),
    Constant(
      path: "attention.backward-ratio",
      unit: "",
      range: 0.1...1.5,
      start: 1,
      place: \.attentionBackward
    ),
    Constant(
      path: "attention.narrow-ratio",
      unit: "",
      range: 0.4...2,
      start: 1,
      place: \.attentionNarrow
    ),
    Constant(
      path: "vector-traffic-ratio",
      unit: "",
      range: 0.3...5,
      start: 1,
      place: \.vectorTraffic
    ),
    Constant(
      path: "quantise-traffic-ratio",
      unit: "",
      range: 0...3,
      start: 0.5,
      place: \.quantiseTraffic
    ),
    Constant(
      path: "host.per-kernel",
      unit: "us",
      range: 0...30e-6,
      start: 4e-6,
      place: \.hostPerKernel
    ),
    Constant(
      path: "host.per-step",
      unit: "ms",
      range: 0...0.2,
      start: 5e-3,
      place: \.hostPerStep
    ),
    Constant(
      path: "hidden.tensor-share",
      unit: "",
      range: 0...0.95,
      start: 0.5,
      place: \.tensorHidden
    ),
    Constant(
      path: "hidden.pipeline-share",
      unit: "",
      range: 0...0.95,
      start: 0.7,
      place: \.pipelineHidden
    ),
    Constant(
      path: "hidden.expert-share",
      unit: "",
      range: 0...0.95,
      start: 0.3,
      place: \.expertHidden
    ),
    Constant(
      path: "dispatch.per-node-share",
      unit: "",
      range: 0...1,
      start: 1,
      place: \.dispatchPerNode
    ),
    Constant(
      path: "hidden.data-share",
      unit: "",
      range: 0...1,
      start: 0.8,
      place: \.dataHidden
    ),
    Constant(
      path: "collective-efficiency",
      unit: "",
      range: 0.15...1.05,
      start: 0.9,
      place: \.collectiveEfficiency
    ),
    Constant(
      path: "contention-ratio",
      unit: "",
      range: 0...1,
      start: 0.1,
      place: \.contention
    ),
    Constant(
      path: "spread-ratio",
      unit: "",
      range: 0...0.03,
      start: 0.012,
      place: \.spread
    ),
  ]

  /// A run with its measured step.
  public struct Run: Sendable {
    /// What ran.
    public var run: TrainingCaseResolver.Resolved
    /// Measured time of a step [s].
    public var seconds: Double

    /// Describes a run.
    public init(run: TrainingCaseResolver.Resolved, seconds: Double) {
      self.run = run
      self.seconds = seconds
    }

    /// Whether the fit may see it: a bit of the FNV-1a hash of plan, model and machine.
    public var isFitted: Bool {
      let plan = run.plan
      let architecture = run.job.architecture
      let key = [
        architecture.layers, architecture.hidden, architecture.vocabulary, run.job.sequence,
        run.job.globalBatch, plan.tensor, plan.pipeline, plan.virtual, plan.context, plan.data,
        plan.expert, plan.microBatch, plan.recompute.rawValue,
        Int(run.job.recipe.matmul.bytes * 16),
      ]
      var hash: UInt64 = 14_695_981_039_346_656_037
      for value in key {
        var bits = UInt64(bitPattern: Int64(value))
        for _ in 0..<4 {
          hash = (hash ^ (bits & 0xff)) &* 1_099_511_628_211
          bits >>= 8
        }
      }
      return (hash >> 17) & 1 == 0
    }
  }

  /// The runs.
  public var runs: [Run]
  /// Whether the half that is usually held back is fitted too.
  public var fitsAll = false
  /// Weight of an error's square beside the error itself.
  public var tail = 1.5
  /// Pull towards the start, per square of a constant's move over its range.
  public var pull = 0.02

  /// Takes the runs of one stack.
  public init(runs: [Run]) { self.runs = runs }

  /// The signed errors of some runs under a stack.
  public func errors(_ stack: SoftwareStack, fitted: Bool) -> [Double] {
    runs.filter { $0.isFitted == fitted }.map { error($0, stack) }
  }

  /// The stack with its constants fitted, whatever they were before.
  public func fitted(from start: SoftwareStack) -> SoftwareStack {
    let seen = runs.filter { fitsAll || $0.isFitted }
    guard !seen.isEmpty else { return start }
    var neutral = start
    for constant in Self.constants { neutral[keyPath: constant.place] = constant.start }
    func loss(_ stack: SoftwareStack) -> Double {
      let fit = seen.map { run -> Double in
        // Mostly the absolute error, with some weight on the tail.
        let off = abs(log1p(max(-0.95, error(run, stack))))
        return off + tail * off * off
      }
      let move = Self.constants.map { constant -> Double in
        let width = constant.range.upperBound - constant.range.lowerBound
        let share = (stack[keyPath: constant.place] - constant.start) / width
        return share * share
      }
      return Statistics.sum(fit) / Double(fit.count) + pull * Statistics.sum(move)
    }
    // A wide and a narrow first step lead to different valleys; the lower one is kept.
    func stack(_ values: [Double]) -> SoftwareStack {
      var result = neutral
      for (constant, value) in zip(Self.constants, values) {
        result[keyPath: constant.place] = value
      }
      return result
    }
    let walk = CoordinateWalk(ranges: Self.constants.map(\.range))
    return stack(walk.least(from: Self.constants.map(\.start)) { loss(stack($0)) })
  }

  /// The signed error of a run under a stack.
  private func error(_ run: Run, _ stack: SoftwareStack) -> Double {
    let resolved = run.run
    let step = TrainingModel.step(
      of: resolved.job,
      plan: resolved.plan,
      on: resolved.system,
      with: stack
    )
    return step.seconds / run.seconds - 1
  }
}
