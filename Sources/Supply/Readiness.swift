/// A technology that is not yet everywhere: when it comes, how fast, and what it changes.
public struct Readiness: Hashable, Sendable {
  /// A change of one figure where the technology is in full use.
  public struct Change: Hashable, Sendable {
    /// What is changed.
    public enum Target: Hashable, Sendable {
      /// What products launched since need of a carrier.
      case need(carrier: String)
      /// Compute per watt of products launched since.
      case efficiency
      /// Facility power per watt of accelerators.
      case facility
      /// Time to build a stage.
      case build(stage: String)
      /// Growth that a stage's owners plan for.
      case growth(stage: String)
      /// Tokens per unit of compute of inference.
      case tokens
    }

    /// What is changed.
    public var target: Target
    /// By which factor, once everywhere [1].
    public var factor: Double

    /// A change of a figure.
    public init(target: Target, factor: Double) {
      self.target = target
      self.factor = factor
    }
  }

  /// Name under which other figures speak of it.
  public var id: String
  /// Name for a reader.
  public var name: String
  /// Year, with fraction, in which half of what can use it does [year].
  public var middle: Double
  /// Years from 5 % to 95 % [year].
  public var rise: Double
  /// Share of everything that will ever use it [1].
  public var ceiling: Double
  /// What it changes.
  public var changes: [Change]

  /// A technology on its way.
  public init(
    id: String,
    name: String,
    middle: Double,
    rise: Double,
    ceiling: Double,
    changes: [Change]
  ) {
    self.id = id
    self.name = name
    self.middle = middle
    self.rise = rise
    self.ceiling = ceiling
    self.changes = changes
  }

  /// What a change of it does to a figure in a quarter, `1 + adoption·(factor − 1)` [1].
  public func factor(of change: Change, in quarter: Quarter) -> Double {
    1 + adoption(in: quarter) * (change.factor - 1)
  }

  /// Share that uses it in a quarter, `ceiling / (1 + e^(−5.9·(t − middle)/rise))` [1].
  public func adoption(in quarter: Quarter) -> Double {
    let year = (Double(quarter.index) + 0.5) / 4
    return ceiling * Logistic.share(year, from: middle - rise / 2, rise: rise)
  }
}
