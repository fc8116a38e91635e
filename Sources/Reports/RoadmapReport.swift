public import Quantities
public import Studies
import Supply

/// What a run of the industry says, in every shape.
public struct RoadmapReport: Report {
  /// What was found.
  public var study: RoadmapStudy
  /// Every field of the question as resolved, defaults written out.
  public var resolved: [(path: String, text: String)]
  /// Figures of the catalogue that are estimates or recollections.
  public var weakFigures: [String]
  /// Remarks on the input.
  public var warnings: [Diagnostic]

  /// Reports a study.
  public init(
    _ study: RoadmapStudy,
    resolved: [(path: String, text: String)] = [],
    weakFigures: [String] = [],
    warnings: [Diagnostic] = []
  ) {
    self.study = study
    self.resolved = resolved
    self.weakFigures = weakFigures
    self.warnings = warnings
  }

  /// The industry at its start.
  var industry: Industry { study.inquiry.industry }

  /// The quarter of today and its outcome, nil where nothing is reported.
  var now: RoadmapQuarter? { study.quarters.first { $0.quarter == study.inquiry.quarter } }

  // MARK: Sentences

  /// How many changes of what leads the first sentence tells of.
  private static let told = 6

  /// What binds when, in a sentence.
  var sentence: String {
    let phases = study.phases
    guard let first = phases.first else { return "" }
    var parts = [Self.opening(first)]
    for phase in phases.dropFirst().prefix(Self.told) { parts.append(Self.continuing(phase)) }
    let rest = phases.count - 1 - Self.told
    if rest > 0, let end = phases.last?.to {
      parts.append("then \(Words.count(rest, "change")) more until \(end)")
    }
    return parts.joined(separator: "; ") + "."
  }

  /// What binds first.
  private static func opening(_ phase: BindingPhase) -> String {
    let leaders = words(phase.leaders)
    let verb = phase.leaders.count == 1 ? "binds" : "bind"
    let subject =
      phase.leaders == [.demand]
      ? "Demand alone" : leaders.prefix(1).uppercased() + leaders.dropFirst()
    return "\(subject) \(verb)\(beside(phase)) until \(phase.to)"
  }

  /// What binds next.
  private static func continuing(_ phase: BindingPhase) -> String {
    let leaders = phase.leaders == [.demand] ? "demand alone" : words(phase.leaders)
    return "from \(phase.from) \(leaders)\(beside(phase))"
  }

  /// What binds besides.
  private static func beside(_ phase: BindingPhase) -> String {
    phase.beside.isEmpty
      ? ""
      : ", with \(words(phase.beside)) beside \(phase.leaders.count == 1 ? "it" : "them")"
  }

  /// What binds today, what it is worth, who holds it and what comes next.
  var today: String? {
    guard let now else { return nil }
    guard let first = now.bindingStages.first else {
      return "In \(now.quarter) no stage binds: buyers want no more at what things cost."
    }
    let stage = industry.stages[first]
    let owners = Ownership(of: stage).companies.prefix(3)
      .map { "\($0.name) \(Words.percent($0.share))" }
    var text =
      "In \(now.quarter) \(Words.inSentence(stage.name)) bind\(now.bindingStages.count > 1 ? " first" : ""):"
      + " a \(Self.single(stage.unit)) more is worth \(Format.money(now.stages[first].priceUp)), at a"
      + " usual price of \(Format.money(stage.price))"
    if !owners.isEmpty { text += "; the largest owners are \(owners.joined(separator: ", "))" }
    if let next = now.next {
      let growth = Format.significant(next.growth, digits: 3)
      text +=
        next.stage.map {
          "; with \(growth) times as much, \(Words.inSentence(industry.stages[$0].name)) would bind"
        } ?? "; with \(growth) times as much, demand alone would bind"
    }
    return text + "."
  }

  // MARK: Words

  /// Layers in a sentence.
  static func words(_ layers: [Layer]) -> String {
    let names = layers.map(\.rawValue)
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// Layers in a cell.
  static func list(_ layers: [Layer]) -> String {
    layers.map(\.rawValue).joined(separator: ", ")
  }

  /// One of what a unit counts: `wafers/quarter` counts a `wafer`.
  static func single(_ unit: String) -> String {
    let counted = String(unit.prefix { $0 != "/" })
    return counted.hasSuffix("s") && !counted.hasSuffix("ss") && counted.count > 2
      ? String(counted.dropLast()) : counted
  }

  /// An amount with its unit.
  static func amount(_ value: Double, _ unit: String) -> String {
    "\(Words.scaled(value)) \(unit)"
  }

  /// Worth of a unit more of a stage, and of a unit less where that differs.
  static func worth(_ outcome: RoadmapQuarter.StageOutcome, _ stage: Stage) -> String {
    let up = Format.money(outcome.priceUp)
    let down = Format.money(outcome.priceDown)
    guard outcome.priceDown > 0 || outcome.priceUp > 0 else { return "–" }
    return "\(up == down ? up : "\(up)…\(down)")/\(single(stage.unit))"
  }

  /// Quarters as a length of time.
  static func quarters(_ count: Double) -> String {
    "\(Format.significant(count, digits: 2)) q"
  }

  /// A share that may be unknown.
  static func share(_ value: Double?) -> String { value.map { Words.percent($0) } ?? "–" }

  /// What ended a spell, beside the name of its strongest stage.
  func words(_ ending: BindingSpell.Ending) -> String {
    func layer(_ stage: Int) -> String { industry.stages[stage].layer.rawValue }
    switch ending {
    case .endOfRun: return "the run ends"
    case .scarcity(let stage): return "\(layer(stage)) ran short"
    case .joined(let layers): return "\(Self.words(layers)) joined"
    case .left(let layers): return "\(Self.words(layers)) eased"
    case .relieved(_, let growth):
      return growth > 1 + 1e-9 ? "it grew by \(Words.percent(growth - 1))" : "it sufficed"
    case .demandFell(_, let change): return "its use fell by \(Words.percent(1 - change))"
    case .overtaken(_, let other): return "\(layer(other)) was scarcer"
    }
  }

  /// Keys of what ended a spell, for programs.
  static func key(_ ending: BindingSpell.Ending) -> String {
    switch ending {
    case .endOfRun: "end_of_run"
    case .scarcity: "scarcity"
    case .joined: "joined"
    case .left: "left"
    case .relieved: "relieved"
    case .demandFell: "demand_fell"
    case .overtaken: "overtaken"
    }
  }

  /// Why machines cannot be had as wished.
  func words(_ obstacle: OrderDates.Obstacle, _ order: OrderDates) -> String {
    switch obstacle {
    case .notForSale:
      return order.wish.buyer.map { "\($0) may not buy \(order.wish.product)" }
        ?? "no buyer may buy \(order.wish.product)"
    case .launch(let quarter): return "\(order.wish.product) ships from \(quarter) on"
    case .unmade(let carrier): return "nothing makes \(carrier) by then"
    case .tooLate(let item):
      let stage = industry.stages[item.stage]
      let start = "\(Words.inSentence(stage.name)): \(Self.amount(item.amount, unit(item)))"
      guard item.isBuilt else {
        return "\(start) would be made in \(item.made), before \(order.today)"
      }
      return "\(start) needed, \(Self.amount(item.free, unit(item))) free in \(item.made); the rest"
        + " takes \(item.lead) quarters to build and had to be ordered by \(item.latest)"
    }
  }

  /// What an item is counted in, without the time that flows are counted over.
  func unit(_ item: OrderDates.Item) -> String {
    let stage = industry.stages[item.stage]
    return stage.isStanding ? stage.unit : String(stage.unit.prefix { $0 != "/" })
  }
}
