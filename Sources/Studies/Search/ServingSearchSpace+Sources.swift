import Scenarios
import Serving
import Workloads

extension ServingSearchSpace {
  /// Layouts of copies that compute inputs, with what a request's input takes on each.
  ///
  /// Nothing of it depends on the load or on the copies that generate.
  struct SourceTable: Sendable {
    /// A layout.
    struct Source: Sendable {
      /// The layout.
      var layout: ServingPlan.Layout
      /// Whether a copy holds an input.
      var fits: Bool
    }

    /// Layouts of one size.
    struct Kind: Sendable {
      /// Accelerators of a copy.
      var accelerators: Int
      /// Places of the layouts.
      var range: Range<Int>
      /// Inputs no slower than those of any of them.
      var fastest: Deployment.PoolInput?
    }

    /// Layouts by accelerators.
    private(set) var sources: [Source] = []
    /// Their sizes.
    private(set) var kinds: [Kind] = []
    /// Limits of tokens in an iteration.
    private(set) var chunks: [Int?] = []
    /// Inputs by layout and limit.
    private(set) var inputs: [Deployment.PoolInput] = []
    /// Time of keys and values on the wire by layout, apart and inside one domain [s].
    private(set) var transfers: [SIMD2<Double>] = []

    /// No layouts.
    init() {}

    /// Times inputs on layouts.
    init(_ layouts: [ServingPlan.Layout], _ scenario: ServingScenario) {
      chunks = ServingSearchSpace.chunks(scenario, inPool: true)
      for layout in layouts.sorted(by: { $0.accelerators < $1.accelerators }) {
        let deployment = ServingSearchSpace.deployment(layout, scenario)
        if kinds.last?.accelerators != layout.accelerators {
          kinds.append(
            Kind(accelerators: layout.accelerators, range: sources.count..<sources.count)
          )
        }
        let fits = ServingModel.poolFits(deployment.memory, scenario.traffic)
        sources.append(Source(layout: layout, fits: fits))
        kinds[kinds.count - 1].range = kinds[kinds.count - 1].range.lowerBound..<sources.count
        for chunk in chunks {
          inputs.append(
            deployment.poolInput(layout, chunk: chunk ?? scenario.stack.chunk)
          )
        }
        transfers.append(
          SIMD2(
            deployment.transferTime(stage: layout.stage, inside: false),
            deployment.transferTime(stage: layout.stage, inside: true)
          )
        )
      }
      for kind in kinds.indices {
        let range = kinds[kind].range
        let inputs = self.inputs[range.lowerBound * chunks.count..<range.upperBound * chunks.count]
        kinds[kind].fastest = Deployment.PoolInput.fastest(of: inputs)
      }
    }

    /// Whether there is none.
    var isEmpty: Bool { sources.isEmpty }
  }
}
