import Dispatch
import Foundation
public import LinearPrograms
import Quantities
public import Supply
import Synchronization

/// A roadmap under uncertain inputs: what binds when, how likely, and which inputs decide it.
///
/// Inputs are drawn independently from triangular distributions on a Latin hypercube; each sample is
/// a run of its own from the same seed, so that results are the same bits for any number of threads.
public struct RoadmapSampling: Hashable, Sendable {
  /// How samples are made and run.
  public struct Settings: Hashable, Sendable {
    /// How many samples are run.
    public var samples: Int
    /// Seed of the samples.
    public var seed: UInt64
    /// Threads to run on.
    public var jobs: Int

    /// How samples are made and run.
    public init(samples: Int, seed: UInt64 = 1, jobs: Int = 1) {
      precondition(samples >= 0)
      self.samples = samples
      self.seed = seed
      self.jobs = jobs
    }
  }

  /// A number by quarter over all samples.
  public struct Fan: Hashable, Sendable {
    /// What it is of.
    public var output: RoadmapTrace.Output
    /// Values that 5 %, 25 %, 50 %, 75 % and 95 % of the samples do not exceed, by quarter.
    public var levels: [[Double]]
    /// Value of the run with the best inputs, by quarter.
    public var best: [Double]

    /// The shares of samples that the levels stand for [1].
    public static let shares = [0.05, 0.25, 0.5, 0.75, 0.95]
  }

  /// How often a layer binds.
  public struct LayerOdds: Hashable, Sendable {
    /// The layer.
    public var layer: Layer
    /// Share of the samples in which it binds, by quarter [1].
    public var binding: [Double]
    /// Share of the samples in which it binds most, by quarter [1].
    public var strongest: [Double]
    /// Share of the samples in which it binds for the first time, by quarter [1].
    public var first: [Double]
    /// Share of the samples in which it never binds [1].
    public var never: Double
  }

  /// Quarters that were run.
  public var quarters: [Quarter]
  /// Inputs that were varied.
  public var inputs: [IndustryRange]
  /// Paths of ranges that name nothing in this industry; they were left out.
  public var unknownPaths: [String]
  /// How many samples gave a run.
  public var count: Int
  /// Samples that could not be run, by reason.
  public var failures: [String: Int]
  /// The run with the best inputs; nil where it could not be made.
  public var best: RoadmapTrace?
  /// Fans of all outputs.
  public var fans: [Fan]
  /// Layers that bind in any sample, in the order of layers.
  public var layers: [LayerOdds]
  /// Which inputs matter, by result.
  public var influences: [RoadmapInfluence]

  /// Runs the samples.
  ///
  /// - Parameters:
  ///   - industry: The industry with its best figures, without `problems`.
  ///   - ranges: What its figures may be.
  ///   - end: The last quarter.
  ///   - settings: How many samples, and how they are run.
  ///   - solver: The solver.
  ///   - progress: Told how many samples are done, from any thread.
  public init(
    of industry: Industry,
    ranges: [IndustryRange],
    through end: Quarter,
    settings: Settings,
    solver: HighsSolver,
    progress: @Sendable (Int) -> Void = { _ in }
  ) {
    let resolved = industry.figures(at: ranges.map(\.path))
    let known = zip(ranges, resolved).compactMap { range, figure in figure.map { (range, $0) } }
    inputs = known.map(\.0)
    unknownPaths = zip(ranges, resolved).filter { $0.1 == nil }.map(\.0.path)
    let draw = Draw(
      industry: industry,
      ranges: inputs,
      figures: known.map(\.1),
      cube: LatinHypercube(
        count: settings.samples,
        dimensions: known.count,
        seed: settings.seed
      )
    )
    let outcomes = Self.run(draw, through: end, settings: settings, solver, progress)
    quarters =
      end < industry.start
      ? [] : (0...end.since(industry.start)).map { industry.start.advanced(by: $0) }
    best = try? RoadmapTrace(Roadmap(of: industry, through: end, detail: .prices, solver: solver))
    var traces: [RoadmapTrace] = []
    var samples: [Int] = []
    failures = [:]
    for (sample, outcome) in outcomes.enumerated() {
      switch outcome {
      case .success(let trace):
        traces.append(trace)
        samples.append(sample)
      case .failure(let failure): failures[failure.reason, default: 0] += 1
      case nil: break
      }
    }
    count = traces.count
    fans = Self.fans(traces, best: best, quarters: quarters.count)
    layers = Self.odds(traces, quarters: quarters.count)
    influences = RoadmapInfluence.all(
      of: traces,
      samples: samples,
      cube: draw.cube,
      inputs: inputs.map(\.path),
      quarters: quarters
    )
  }

  /// Noise of a rank correlation of independent numbers: `1/√samples` [1].
  public var noise: Double { count > 0 ? 1 / Double(count).squareRoot() : .infinity }

  /// Rank correlation that an input must pass to be taken for more than chance [1].
  ///
  /// Twice the noise, and with many inputs what the largest of so many independent numbers comes to,
  /// `√(2·ln inputs)` times the noise.
  public var clear: Double {
    noise * max(2, (2 * log(Double(max(inputs.count, 1)))).squareRoot())
  }

  // MARK: Runs

  /// Makes the industries of samples.
  struct Draw: Sendable {
    /// The industry with its best figures.
    var industry: Industry
    /// What figures may be.
    var ranges: [IndustryRange]
    /// The figures.
    var figures: [IndustryFigure]
    /// The samples.
    var cube: LatinHypercube

    /// The industry of one sample.
    ///
    /// Figures that others take along, such as a stage's orders, are set after those.
    func sample(_ index: Int) -> Industry {
      var drawn = industry
      for isAlong in [false, true] {
        for input in figures.indices where figures[input].goesAlong == isAlong {
          let share = cube.coordinate(of: index, along: input)
          drawn.set(figures[input], to: ranges[input].value(at: share))
        }
      }
      return drawn
    }
  }

  /// Why a sample gave no run.
  struct Failure: Error, Hashable {
    /// The reason, without the numbers of the sample.
    var reason: String
  }

  /// Runs all samples on all threads, each result in its own place.
  private static func run(
    _ draw: Draw,
    through end: Quarter,
    settings: Settings,
    _ solver: HighsSolver,
    _ progress: @Sendable (Int) -> Void
  ) -> [Result<RoadmapTrace, Failure>?] {
    var outcomes = [Result<RoadmapTrace, Failure>?](repeating: nil, count: settings.samples)
    outcomes.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let slots = buffer
      let next = Atomic(0)
      let done = Atomic(0)
      let threads = max(1, min(settings.jobs, settings.samples))
      DispatchQueue.concurrentPerform(iterations: threads) { _ in
        while true {
          let sample = next.add(1, ordering: .relaxed).oldValue
          guard sample < slots.count else { return }
          slots[sample] = trace(draw.sample(sample), through: end, solver)
          progress(done.add(1, ordering: .relaxed).newValue)
        }
      }
    }
    return outcomes
  }

  /// One run, reduced.
  private static func trace(
    _ industry: Industry,
    through end: Quarter,
    _ solver: HighsSolver
  ) -> Result<RoadmapTrace, Failure> {
    if let problem = industry.problems.first {
      let words = problem.prefix { $0 != ":" && $0 != ";" }
      return .failure(Failure(reason: words.filter { !$0.isNumber }.description))
    }
    do {
      return .success(
        RoadmapTrace(try Roadmap(of: industry, through: end, detail: .prices, solver: solver))
      )
    } catch {
      return .failure(Failure(reason: error.description))
    }
  }

  // MARK: Summaries

  /// Levels of every output by quarter.
  private static func fans(
    _ traces: [RoadmapTrace],
    best: RoadmapTrace?,
    quarters: Int
  ) -> [Fan] {
    RoadmapTrace.Output.allCases.map { output in
      var levels = Fan.shares.map { _ in [Double]() }
      for quarter in 0..<quarters where !traces.isEmpty {
        let sorted = traces.map { Double($0.values(output)[quarter]) }.sorted()
        for (level, share) in Fan.shares.enumerated() {
          levels[level].append(quantile(share, sorted))
        }
      }
      return Fan(output: output, levels: levels, best: best?.values(output).map(Double.init) ?? [])
    }
  }

  /// A quantile of sorted values by linear interpolation, as `Statistics.quantile` defines it.
  private static func quantile(_ share: Double, _ sorted: [Double]) -> Double {
    let position = share * Double(sorted.count - 1)
    let below = Int(position)
    guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
    return sorted[below] + (position - Double(below)) * (sorted[below + 1] - sorted[below])
  }

  /// How often each layer binds.
  private static func odds(_ traces: [RoadmapTrace], quarters: Int) -> [LayerOdds] {
    guard !traces.isEmpty else { return [] }
    let weight = 1 / Double(traces.count)
    return Layer.allCases.compactMap { layer in
      var binding = Array(repeating: 0, count: quarters)
      var strongest = binding
      var first = binding
      var never = 0
      for trace in traces {
        for quarter in 0..<quarters where trace.binding[quarter].contains(layer) {
          binding[quarter] += 1
          if trace.leading[quarter] == layer { strongest[quarter] += 1 }
        }
        if let begin = trace.first(layer) { first[begin] += 1 } else { never += 1 }
      }
      guard never < traces.count else { return nil }
      func shares(_ counts: [Int]) -> [Double] { counts.map { Double($0) * weight } }
      return LayerOdds(
        layer: layer,
        binding: shares(binding),
        strongest: shares(strongest),
        first: shares(first),
        never: Double(never) * weight
      )
    }
  }
}
