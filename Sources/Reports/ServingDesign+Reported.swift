import Compute
import Economics
import Quantities
public import Scenarios
import Serving
public import Studies
import Systems
import Workloads

extension ServingDesign: ReportedDesign {
  /// The time account is of an output token.
  public static var timeTitle: String { "Time of an output token" }
  /// The memory is that of an accelerator that generates.
  public static var memoryTitle: String { "Memory of an accelerator that generates" }
  /// Power, heat, money and carbon.
  public static var surroundingsTitle: String { "Power and cost" }
  /// Traffic that becomes feasible is served as asked.
  public static var madeFeasible: String { "meets it" }
  /// Traffic that becomes feasible is served as asked.
  public static var remedied: String { "serves as asked" }
  /// Nowhere in particular.
  public static var `where`: String { "" }

  /// Why no plan is valid.
  public static func noPlan(_ scenario: ServingScenario) -> String {
    let model = scenario.architecture
    return "no plan lays the model out: \(scenario.system.count) accelerators in domains of"
      + " \(scenario.system.domain), \(model.heads) attention heads and \(model.layers) layers"
      + (model.experts.map { " with \($0.count) experts" } ?? "")
      + " leave no layout that keeps what the scenario fixes; free a part of the plan, or change"
      + " the count"
  }

  /// The best times of any plan, and the greatest load at which the targets hold.
  public static func nearest(_ explanation: Explanation<ServingDesign>) -> [String] {
    guard let reach = explanation.reach else { return [] }
    let target = explanation.design.scenario.target
    let any = explanation.plansTried == 1 ? "the plan as it is" : "the plan that is quickest so"
    var items: [String] = []
    if target.timeToFirstToken != nil, let least = reach.timeToFirstToken {
      items.append(
        "under this load \(any) brings the first token after \(Format.duration(least))"
      )
    }
    if target.timePerOutputToken != nil, let least = reach.timePerOutputToken {
      items.append("under this load \(any) takes \(Format.duration(least)) a token")
    }
    guard let kind = reach.kind else { return items }
    if let greatest = reach.greatestLoad, greatest.isInfinite {
      items.append("any load of this shape \(promise(target)), as more only wait longer")
    } else if let greatest = reach.greatestLoad {
      items.append("\(reachWords(kind, greatest)) is the most that \(promise(target))")
    } else {
      items.append("no load of this shape, however small, \(promise(target))")
    }
    return items
  }

  /// A load in words, such as `a concurrency of 12`.
  private static func reachWords(_ kind: ServiceReach.Kind, _ load: Double) -> String {
    switch kind {
    case .concurrency: "a concurrency of \(Words.grouped(load))"
    case .rate: "a rate of \(Words.grouped(load)) requests/s"
    case .batch: "a batch of \(Words.grouped(load))"
    }
  }

  /// What holds up to the greatest load.
  private static func promise(_ target: ServingScenario.Target) -> String {
    target.isEmpty ? "is kept up with" : "meets the slo"
  }

  /// Output throughput and the two times.
  public var achievement: String {
    let estimate = run.estimate
    return "serves \(Words.scaled(run.outputRate)) output tokens/s"
      + " (\(Words.scaled(run.outputRate / Double(run.accelerators))) an accelerator), the first"
      + " after \(Format.duration(estimate.timeToFirstToken)), each"
      + " \(Format.duration(estimate.timePerOutputToken)) after the last,"
      + costInBrief
  }

  /// Cost of a million tokens for the answer's sentence.
  private var costInBrief: String {
    run.outputRate > 0 ? " at \(Format.money(1e6 * run.costPerToken)) a million" : " at no price"
  }

  /// Throughput and times.
  public var prospect: String {
    "would serve \(Words.scaled(run.outputRate)) output tokens/s, the first after"
      + " \(Format.duration(run.estimate.timeToFirstToken)), then"
      + " \(Format.duration(run.estimate.timePerOutputToken)) each"
  }

  /// The plan in a line.
  public var planWords: String { PlanWords.sentence(plan) }
  /// What the letters of plan codes mean.
  public static var planLegend: String { PlanWords.servingLegend }
  /// The plan as a code for tables.
  public var planCode: String { PlanWords.code(plan) }
  /// The plan with the keys of a scenario.
  public var planJSON: JSON { PlanWords.json(plan) }
  /// The time of an output token [s].
  public var timeTotal: Double { run.estimate.timePerOutputToken }
  /// Mean power of an accelerator [W].
  public var acceleratorPower: Double { run.estimate.acceleratorPower }
  /// Power limit in force per accelerator [W].
  public var powerLimit: Double { run.estimate.powerLimit }
  /// Clock while generating over the full clock.
  public var clock: Double { run.estimate.clock }
  /// Price of one accelerator second on the basis asked for [USD/s].
  public var secondPrice: Double { run.secondPrice }

  /// Energy of an output token.
  public var energyWords: String {
    guard let efficiency = run.efficiency, run.outputRate > 0 else { return "no token is made" }
    let rate = efficiency.tokensPerSecondPerMegawatt(at: .facility)
    return "\(Format.quantity(efficiency.energyPerToken(at: .facility), unit: "J")) an output"
      + " token, \(Words.grouped(rate)) output tokens/s a megawatt"
  }

  /// Cost of tokens by kind, and the price that meets it.
  public var costWords: String {
    guard run.outputRate > 0 else { return "no token is made" }
    var text = "\(Format.money(1e6 * run.costPerToken)) a million output tokens, all in"
    if let cost = run.tokenCost {
      text +=
        "; apart, \(Format.money(cost.input.total)) a million computed input tokens and"
        + " \(Format.money(cost.output.total)) a million output tokens"
    }
    if let price = run.breakEvenPrice {
      text +=
        "; break-even at \(Format.money(price)) a million output tokens with input at"
        + " \(Words.percent(scenario.priceRatios.input)) of that"
    }
    return text
  }

  /// Carbon of a million output tokens.
  public var carbonWords: String {
    run.outputRate > 0
      ? "\(Words.mass(1e6 * run.carbonPerToken)) a million output tokens" : "no token is made"
  }

  /// What runs at once and what holds it there.
  public var furtherSurroundings: [Block] {
    let estimate = run.estimate
    let limit =
      switch estimate.limit {
      case .load: "the load itself holds it there"
      case .cache: "memory for keys and values holds it there"
      case .batchLimit: "the limit of requests at once holds it there"
      case .prefill: "the prefill pool holds it there"
      }
    var text =
      "\(Words.grouped(estimate.batch)) generating at once, with room for"
      + " \(Words.grouped(estimate.batchCapacity)); \(limit)"
    if estimate.queued >= 0.05 { text += "; \(Words.grouped(estimate.queued)) wait" }
    text += "; \(Words.grouped(estimate.requestsPerSecond)) requests/s are answered"
    if estimate.greatestRate > 1.005 * estimate.requestsPerSecond {
      text += " of \(Words.grouped(estimate.greatestRate)) that could be"
    }
    if let busy = estimate.prefillUtilization {
      text += "; the prefill pool is busy \(Words.percent(busy)) of the time"
    }
    return [.entry(label: "Load", text: text)]
  }

  /// Which tokens figures count.
  public var convention: (after: String, text: (key: String, words: String))? {
    ("tpot_s", ("token_convention", Self.tokenConvention))
  }

  /// What holds the load, and parts of times.
  public var furtherMembers: [JSON.Member] {
    let estimate = run.estimate
    return [
      JSON.Member("held_by", .text(estimate.limit.rawValue)),
      JSON.Member("prefill_time_s", .number(estimate.prefillTime)),
      JSON.Member("transfer_time_s", .number(estimate.transferTime)),
      JSON.Member("kv_cache_capacity_B", .number(estimate.memory.cacheCapacity)),
      JSON.Member("accelerators_used", .integer(plan.accelerators)),
    ]
  }

  /// Throughput and times.
  public var briefMembers: [JSON.Member] {
    [
      JSON.Member("throughput_output_tokens_per_s", .number(run.outputRate)),
      JSON.Member("ttft_s", .number(run.estimate.timeToFirstToken)),
      JSON.Member("tpot_s", .number(run.estimate.timePerOutputToken)),
    ]
  }
}

extension PlanWords {
  /// A plan for serving in a line.
  static func sentence(_ plan: ServingPlan) -> String {
    var parts: [String] = []
    if let pool = plan.prefill {
      parts.append("inputs: " + layout(pool.layout, copies: pool.workers))
      parts.append("output: " + layout(plan.layout, copies: plan.replicas))
    } else {
      parts.append(layout(plan.layout, copies: plan.replicas))
    }
    if let limit = plan.batchLimit {
      parts.append("at most \(Format.count(limit)) requests a copy")
    }
    if let chunk = plan.chunk {
      parts.append("at most \(Format.count(chunk)) tokens an iteration")
    }
    return parts.joined(separator: "; ")
  }

  /// A layout with its copies in a line.
  private static func layout(_ layout: ServingPlan.Layout, copies: Int) -> String {
    var parts = ["tensor \(layout.tensor)"]
    if layout.pipeline > 1 { parts.append("pipeline \(layout.pipeline)") }
    if layout.attentionData > 1 { parts.append("attention-data \(layout.attentionData)") }
    if layout.expert > 1 { parts.append("expert \(layout.expert)") }
    return parts.joined(separator: " · ") + " × \(Words.count(copies, "copy", "copies"))"
  }

  /// A plan for serving as a code for tables.
  static func code(_ plan: ServingPlan) -> String {
    func code(_ layout: ServingPlan.Layout, _ copies: Int) -> String {
      var text = "t\(layout.tensor)"
      if layout.pipeline > 1 { text += " p\(layout.pipeline)" }
      if layout.attentionData > 1 { text += " a\(layout.attentionData)" }
      if layout.expert > 1 { text += " e\(layout.expert)" }
      return copies > 1 ? "\(copies)×(\(text))" : text
    }
    var text = code(plan.layout, plan.replicas)
    if let pool = plan.prefill { text = code(pool.layout, pool.workers) + " → " + text }
    if let limit = plan.batchLimit { text += " b\(limit)" }
    if let chunk = plan.chunk { text += " k\(chunk)" }
    return text
  }

  /// What the letters of ``code(_:)`` mean.
  static let servingLegend =
    "Plans: copies×(t tensor, p pipeline, a attention-data, e expert), inputs → output where pools are apart,"
    + " b requests a copy runs at most, k tokens of an iteration at most. JSON and CSV have every plan in words."

  /// A plan for serving with the keys of a scenario.
  static func json(_ plan: ServingPlan) -> JSON {
    var members = layoutMembers(plan.layout)
    members += [
      JSON.Member("replicas", .integer(plan.replicas)),
      JSON.Member("batch-limit", plan.batchLimit.map { .integer($0) } ?? .null),
      JSON.Member("chunk", plan.chunk.map { .integer($0) } ?? .null),
      JSON.Member(
        "prefill",
        plan.prefill.map { pool in
          .object(layoutMembers(pool.layout) + [JSON.Member("workers", .integer(pool.workers))])
        } ?? .null
      ),
    ]
    return .object(members)
  }

  /// A copy's layout with the keys of a scenario.
  private static func layoutMembers(_ layout: ServingPlan.Layout) -> [JSON.Member] {
    [
      JSON.Member("tensor", .integer(layout.tensor)),
      JSON.Member("pipeline", .integer(layout.pipeline)),
      JSON.Member("expert", .integer(layout.expert)),
      JSON.Member("attention-data", .integer(layout.attentionData)),
    ]
  }
}
