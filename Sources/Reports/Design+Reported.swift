import Compute
import Quantities
public import Scenarios
public import Studies
import Systems
import Training
import Workloads

extension Design: ReportedDesign {
  /// The time account is of a step.
  public static var timeTitle: String { "Time of a step" }
  /// The memory is that of the fullest accelerator.
  public static var memoryTitle: String { "Memory of the fullest accelerator" }
  /// Power and cost are followed by failures.
  public static var surroundingsTitle: String { "Power, cost and failures" }
  /// A job that becomes feasible comes to fit.
  public static var madeFeasible: String { "makes it fit" }
  /// A job that becomes feasible fits.
  public static var remedied: String { "fits" }
  /// It fits in memory.
  public static var `where`: String { " in memory" }

  /// Why no plan is valid.
  public static func noPlan(_ scenario: Scenario) -> String {
    let job = scenario.job
    return "no plan divides the work: \(scenario.system.count) accelerators,"
      + " \(job.architecture.layers) layers, \(job.architecture.heads) attention heads and"
      + " \(job.globalBatch) sequences of \(job.sequence) tokens leave no layout that keeps what"
      + " the scenario fixes; free a part of the plan, or change the count or the batch"
  }

  /// A job has no targets.
  public static func nearest(_ explanation: Explanation<Design>) -> [String] { [] }

  /// The step's time and rate, and the run's time.
  public var achievement: String {
    let rate = run.tokensPerStep / run.step.seconds
    var text =
      "takes \(Format.duration(run.step.seconds)) a step"
      + " (\(Format.percent(modelUtilization, digits: 2)) MFU,"
      + " \(Words.scaled(rate)) tokens/s)"
    if let time = run.timeToTrain, let tokens = run.tokens {
      text += " and \(Format.duration(time)) for \(Words.scaled(tokens)) tokens"
    }
    return text
  }

  /// The step's time.
  public var prospect: String { "would take \(Format.duration(run.step.seconds)) a step" }
  /// The plan in a line.
  public var planWords: String {
    PlanWords.sentence(plan, microBatches: run.step.microBatches)
  }
  /// What the letters of plan codes mean.
  public static var planLegend: String { PlanWords.legend }
  /// The plan as a code for tables.
  public var planCode: String { PlanWords.code(plan) }
  /// The plan with the keys of a scenario.
  public var planJSON: JSON { PlanWords.json(plan) }
  /// Where a step's time goes [s].
  public var timeParts: [(key: String, seconds: Double)] { run.step.time.parts }
  /// The step's time [s].
  public var timeTotal: Double { run.step.seconds }
  /// What fills the memory [B].
  public var memoryParts: [(key: String, bytes: Double)] { run.step.memory.parts }
  /// Mean power of an accelerator [W].
  public var acceleratorPower: Double { run.step.acceleratorPower }
  /// Power limit in force per accelerator [W].
  public var powerLimit: Double { run.step.powerLimit }
  /// Clock in the passes over the full clock.
  public var clock: Double { run.step.clock }
  /// Price of one accelerator second on the basis asked for [USD/s].
  public var secondPrice: Double { run.secondPrice }
  /// Energy of a token, failures counted.
  public var energyWords: String {
    "\(Format.quantity(run.energyPerToken, unit: "J")) a token"
  }

  /// Cost of a million tokens and of the run.
  public var costWords: String {
    var cost = "\(Format.money(1e6 * run.costPerToken)) a million tokens"
    if let whole = run.costOfRun { cost += ", \(Format.money(whole)) for the run" }
    return cost
  }

  /// Carbon of the run, or of a step.
  public var carbonWords: String {
    "\(Words.mass(run.carbon)) for \(run.tokens == nil ? "a step" : "the run")"
  }

  /// How often the job stops, and what that costs.
  public var furtherSurroundings: [Block] {
    [
      .entry(
        label: "Failures",
        text: "an interruption every \(Format.duration(run.timeBetweenInterruptions)), a"
          + " checkpoint of \(Format.duration(run.checkpointTime)) every"
          + " \(Format.duration(run.checkpointInterval)); goodput"
          + " \(Format.percent(run.goodput))"
      )
    ]
  }

  /// How utilization counts.
  public var convention: (after: String, text: (key: String, words: String))? {
    ("model_flops_utilization", ("mfu_convention", Self.utilizationConvention))
  }

  /// What a step holds.
  public var furtherMembers: [JSON.Member] {
    [
      JSON.Member("micro_batches", .integer(run.step.microBatches)),
      JSON.Member("tokens_per_step", .number(run.tokensPerStep)),
      JSON.Member("model_flops_per_step_FLOP", .number(run.step.modelFlops)),
    ]
  }

  /// The step's time.
  public var briefMembers: [JSON.Member] {
    [JSON.Member("step_time_s", .number(run.step.seconds))]
  }
}
