/// A design that a run found worth keeping.
public struct KeptDesign: Hashable, Sendable {
  /// Why a design is kept.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// It is among the best by the objective.
    case best
    /// No other design is better in all that is traded off.
    case front
  }

  /// A number of a design.
  public struct Figure: Hashable, Sendable {
    /// Its key as machine-readable output has it, unit included.
    public var key: String
    /// The unit of the value.
    public var unit: String
    /// The value, nil when it is not determined; infinity is kept, and what is no number refused.
    public var value: Double?

    /// Describes a number.
    public init(_ key: String, unit: String, value: Double?) {
      self.key = key
      self.unit = unit
      self.value = value
    }
  }

  /// Its place among the run's designs of its kind, 1 for the best; nil until it is settled.
  public var rank: Int?
  /// Why it is kept.
  public var kind: Kind
  /// What it is called.
  public var name: String
  /// What was set on top of the scenario, such as `system.count=1024`.
  public var settings: String
  /// The plan in a line of words.
  public var plan: String
  /// Whether it can be built and run as asked.
  public var isFeasible: Bool
  /// Its numbers in the order in which they are shown, the most telling first.
  public var figures: [Figure]

  /// Describes a design.
  public init(
    rank: Int?,
    kind: Kind,
    name: String,
    settings: String,
    plan: String,
    isFeasible: Bool,
    figures: [Figure]
  ) {
    self.rank = rank
    self.kind = kind
    self.name = name
    self.settings = settings
    self.plan = plan
    self.isFeasible = isFeasible
    self.figures = figures
  }

  /// The number with a key.
  public func figure(_ key: String) -> Figure? { figures.first { $0.key == key } }
}

/// A part of a run's work that is finished.
public struct Piece: Hashable, Sendable {
  /// Which part, from 0.
  public var index: Int
  /// What the command needs to go on without doing it again, as text of its own.
  public var payload: String
  /// Designs that it found worth keeping.
  public var designs: [KeptDesign]

  /// Describes a finished part.
  public init(_ index: Int, payload: String, designs: [KeptDesign] = []) {
    self.index = index
    self.payload = payload
    self.designs = designs
  }
}
