public import Economics
public import Scenarios
public import Systems

/// A scenario that the studies of walls and plans can ask, whatever its workload.
public protocol Studied: Question {
  /// The scenario with a plan chosen.
  associatedtype Answer: StudiedDesign where Answer.Asked == Self

  /// Walls that this kind of workload can run into, in the order by which ties are broken.
  static var knobs: [Knob] { get }
  /// Plans of each kind kept from a first search and re-chosen among as knobs are relaxed.
  static var keptPlans: Int { get }
  /// All valid plans, in the order by which ties are broken.
  var plans: [Answer.Plan] { get }
  /// The same scenario with what may be planned left open.
  var opened: Self { get }

  /// Plans that differ from one in few parts, the plan itself first.
  func neighbours(of plan: Answer.Plan) -> [Answer.Plan]
  /// Whether a plan keeps to the scale-up domain as it is.
  func isInsideDomain(_ plan: Answer.Plan) -> Bool
  /// Relaxes the part of a knob that is in the software or the plan.
  mutating func relaxSoftware(_ knob: Knob, by factor: Double)
  /// Takes back what relaxing a knob for good must not change, after the scenario as it was.
  mutating func restore(_ knob: Knob, from original: Self)
  /// How far targets can be met among plans; nil where nothing is aimed at.
  func reach(among plans: [Answer.Plan]) -> ServiceReach?
}

extension Studied {
  /// Nothing is taken back.
  public mutating func restore(_ knob: Knob, from original: Self) {}
  /// Nothing is aimed at.
  public func reach(among plans: [Answer.Plan]) -> ServiceReach? { nil }
}

/// A scenario with a plan chosen, and what comes of it.
public protocol StudiedDesign: Sendable {
  /// The kind of scenario.
  associatedtype Asked: Studied where Asked.Answer == Self
  /// The kind of plan.
  associatedtype Plan: Hashable, Sendable

  /// The scenario.
  var scenario: Asked { get set }
  /// The plan.
  var plan: Plan { get }
  /// The objective's value in its own unit.
  var objective: Double { get }
  /// How near the design is to what must hold.
  var standing: Standing { get }
  /// Memory that the plan needs of its fullest accelerator [B].
  var need: Double { get }
  /// Memory of an accelerator that may hold it [B].
  var memoryCapacity: Double { get }
  /// Why the design cannot be, in the user's words; empty when it can.
  var problems: [String] { get }
  /// Power and heat of the system.
  var facility: FacilityEstimate { get }
  /// Running cost of one accelerator by part [USD/s].
  var costRate: CostRate { get }
  /// Wall time of the whole run, failures included, nil where there is no end [s].
  var timeToFinish: Double? { get }
  /// Carbon of the whole run, or of a year where there is no end [kg].
  var carbonOfPeriod: Double { get }
  /// Groups of ranks that exchange inside a layer, with the accelerators each stretches over.
  var groups: [LinkAlternatives.ParallelGroup] { get }
  /// The numbers of the result, in the order they are shown.
  var figures: [ResultFigure] { get }

  /// Estimates a scenario under a plan.
  init(scenario: Asked, plan: Plan)
  /// What the design demands of the part of a knob that its workload or software alone knows.
  func load(of knob: Knob) -> Load
}

extension StudiedDesign {
  /// The objective turned so that greater is better.
  public var merit: Double { scenario.objective.isMaximised ? objective : 1 / objective }

  /// Whether the design can be.
  public var isFeasible: Bool { problems.isEmpty }

  /// An objective's value turned so that greater is better.
  public func merit(by objective: Objective) -> Double {
    objective.isMaximised ? value(of: objective) : 1 / value(of: objective)
  }

  /// The value of any objective in its own unit.
  public func value(of objective: Objective) -> Double {
    var design = self
    design.scenario.objective = objective
    return design.objective
  }
}

/// How near a design is to what must hold of every design.
public struct Standing: Hashable, Sendable {
  /// What a design does, from worst to best.
  public enum Level: Int, Comparable, Sendable {
    /// It does not fit in memory.
    case misfit
    /// It fits and misses a target, or takes more than the budget.
    case missesTarget
    /// It fits and meets all targets.
    case good

    /// Whether one level is worse than another.
    public static func < (first: Level, second: Level) -> Bool {
      first.rawValue < second.rawValue
    }
  }

  /// What it does.
  public var level: Level
  /// How far it is from the next level, in a measure of that level; 0 when good.
  public var shortfall: Double

  /// Describes a standing.
  public init(_ level: Level, shortfall: Double = 0) {
    self.level = level
    self.shortfall = shortfall
  }

  /// Whether a design fits in memory.
  public var fits: Bool { level != .misfit }
}
