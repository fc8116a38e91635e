/// A limit that an estimate runs into: what is demanded of it, what it can carry, and its worth.
public struct Wall: Sendable {
  /// What the limit is, for a reader.
  public var name: String
  /// Layer of the stack that it belongs to.
  public var layer: String
  /// What is demanded, in `unit`.
  public var demand: Double
  /// What can be carried, in `unit`.
  public var capacity: Double
  /// Unit of demand and capacity, empty for shares.
  public var unit: String
  /// Demand over capacity.
  public var utilization: Double
  /// Relative gain of the objective when relaxed as asked, plan re-chosen where it would change.
  public var gain: Double
  /// The knob that relaxes it.
  public var knob: Knob
  /// Who supplies what would relax it.
  public var suppliers: [String]
  /// Shortest and longest time to relax it [year].
  public var yearsToResolve: (shortest: Double, longest: Double)
}

/// One step of a cascade: a wall relaxed until another overtakes it.
public struct CascadeStep: Sendable {
  /// The wall that binds.
  public var wall: String
  /// Its knob.
  public var knob: Knob
  /// By how much it had to be relaxed in all before another bound.
  public var relaxedBy: Double
  /// The objective once it is.
  public var objective: Double
  /// Relative gain of the objective over the step before.
  public var gain: Double
}
