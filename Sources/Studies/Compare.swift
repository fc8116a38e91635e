import Compute
import Scenarios
import Systems
import Training
import Workloads

/// A number of a result with the key it has in machine-readable output.
public struct ResultFigure: Hashable, Sendable {
  /// How the number is shown to a person.
  public enum Kind: Hashable, Sendable {
    /// A span of time [s].
    case duration
    /// A quantity in the SI unit named.
    case quantity(unit: String)
    /// Tokens per second [1/s].
    case tokenRate
    /// A share of one.
    case share
    /// A ratio.
    case ratio
    /// Money [USD].
    case money
    /// Mass of emissions [kg].
    case mass
    /// Memory [B].
    case memory
    /// An absolute temperature [K].
    case temperature
    /// A number in a unit that takes no prefix.
    case number(unit: String)
  }

  /// The key, unit included.
  public var key: String
  /// Name for a reader.
  public var name: String
  /// The value in the key's unit, nil when the scenario does not determine it.
  public var value: Double?
  /// How it is shown.
  public var kind: Kind

  /// Makes a figure.
  public init(_ key: String, _ name: String, _ value: Double?, _ kind: Kind) {
    self.key = key
    self.name = name
    self.value = value
    self.kind = kind
  }
}

extension Design {
  /// How `model_flops_utilization` counts.
  public static let utilizationConvention =
    "6 x matrix parameters + full-square attention, recomputation not counted, over the dense peak"
    + " of the format of the layers' products"

  /// Operations that the model needs over what the accelerators could do in a step, 0…1.
  public var modelUtilization: Double {
    let peak = scenario.system.accelerator.rate(of: scenario.job.recipe.matmul)
    return run.step.modelFlops / (run.step.seconds * Double(run.accelerators) * peak)
  }

  /// The numbers of the result, in the order they are shown.
  ///
  /// `tokens_per_s` is that of an undisturbed step; `tokens_per_s_with_failures` counts failures
  /// and checkpoints, as energy, cost and time to train do.
  public var figures: [ResultFigure] {
    let step = run.step
    let facility = run.facility
    let rate = run.tokensPerStep / step.seconds
    return [
      ResultFigure("step_time_s", "step time", step.seconds, .duration),
      ResultFigure("tokens_per_s", "throughput", rate, .tokenRate),
      ResultFigure(
        "tokens_per_s_per_accelerator",
        "throughput per accelerator",
        rate / Double(run.accelerators),
        .tokenRate
      ),
      ResultFigure(
        "tokens_per_s_with_failures",
        "throughput, failures counted",
        run.tokensPerSecond,
        .tokenRate
      ),
      ResultFigure("model_flops_utilization", "model FLOPs utilization", modelUtilization, .share),
      ResultFigure("goodput", "goodput", run.goodput, .share),
      ResultFigure("time_to_train_s", "time to train", run.timeToTrain, .duration),
      ResultFigure(
        "memory_total_B",
        "memory per accelerator",
        step.memory.total,
        .memory
      ),
      ResultFigure(
        "power_accelerator_W",
        "power per accelerator",
        step.acceleratorPower,
        .quantity(unit: "W")
      ),
      ResultFigure(
        "power_rack_W",
        "power per rack",
        facility.rackPower,
        .quantity(unit: "W")
      ),
      ResultFigure(
        "power_facility_W",
        "power of the facility",
        facility.facilityPower,
        .quantity(unit: "W")
      ),
      ResultFigure(
        "power_facility_peak_W",
        "peak power of the facility",
        facility.facilityPeakPower,
        .quantity(unit: "W")
      ),
      ResultFigure("pue", "PUE", facility.powerUsageEffectiveness, .ratio),
      ResultFigure(
        "junction_temperature_C",
        "junction temperature",
        facility.junctionTemperature - 273.15,
        .temperature
      ),
      ResultFigure("clock_share", "clock", step.clock, .share),
      ResultFigure(
        "energy_per_token_J",
        "energy per token",
        run.energyPerToken,
        .quantity(unit: "J")
      ),
      ResultFigure(
        "cost_per_million_tokens_USD",
        "cost per million tokens",
        1e6 * run.costPerToken,
        .money
      ),
      ResultFigure("cost_run_USD", "cost of the run", run.costOfRun, .money),
      ResultFigure(
        "carbon_kg",
        run.tokens == nil ? "carbon of a step" : "carbon",
        run.carbon,
        .mass
      ),
      ResultFigure(
        "time_between_interruptions_s",
        "time between interruptions",
        run.timeBetweenInterruptions,
        .duration
      ),
      ResultFigure(
        "checkpoint_interval_s",
        "time between checkpoints",
        run.checkpointInterval,
        .duration
      ),
      ResultFigure("checkpoint_time_s", "time of a checkpoint", run.checkpointTime, .duration),
    ]
  }
}

/// Several scenarios side by side.
public struct Comparison<Asked: Studied>: Sendable {
  /// A field that is not the same in all scenarios.
  public struct Difference: Hashable, Sendable {
    /// The field.
    public var path: String
    /// Its value in each scenario, nil where it is not set.
    public var values: [String?]
  }

  /// The scenarios.
  public var scenarios: [Asked]
  /// The best design of each, nil where no plan is valid.
  public var designs: [Asked.Answer?]
  /// Fields that differ, in the order of the format.
  public var differences: [Difference]

  /// Chooses each scenario's plan and finds the fields that differ.
  ///
  /// - Parameters:
  ///   - scenarios: The scenarios.
  ///   - planner: Chooses what they leave open of their plans.
  ///   - progress: Called with the share that is done, 0…1.
  public init(_ scenarios: [Asked], planner: Planner, progress: (Double) -> Void = { _ in }) {
    let scenarios = scenarios.map { $0.coupled(planner) }
    self.scenarios = scenarios
    designs = scenarios.enumerated().map { index, scenario in
      let best = planner.best(scenario)?.best
      progress(Double(index + 1) / Double(scenarios.count))
      return best
    }
    differences = Self.differences(scenarios)
  }

  /// Fields that differ, in the order in which they first occur; names apart.
  private static func differences(_ scenarios: [Asked]) -> [Difference] {
    let tables = scenarios.map { scenario in
      Dictionary(
        scenario.resolved.map { ($0.path, $0.text) },
        uniquingKeysWith: { first, _ in first }
      )
    }
    var paths: [String] = []
    var seen: Set<String> = ["name"]
    for scenario in scenarios {
      for field in scenario.resolved where seen.insert(field.path).inserted {
        paths.append(field.path)
      }
    }
    return paths.compactMap { path in
      let values = tables.map { $0[path] }
      return Set(values).count > 1 ? Difference(path: path, values: values) : nil
    }
  }
}
