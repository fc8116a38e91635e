/// One number of an answer about economics, by which sweeps, files and validation know it.
public struct EconomicsFigure: Sendable, Hashable {
  /// What a number is, which decides how a reader meets it.
  public enum Kind: Sendable, Hashable {
    /// Money [USD].
    case money
    /// A span of time [s].
    case duration
    /// A share (1).
    case share
    /// A bare number.
    case number
    /// A count of tokens, parameters or accelerators.
    case count
    /// A mass of emissions [kg].
    case mass
    /// A quantity in a unit.
    case quantity(unit: String)
    /// A date as a year with its fraction.
    case year
  }

  /// The section it belongs to, such as `run`.
  public var section: String
  /// Its name with its unit, such as `cost_rented_USD`.
  public var key: String
  /// What a reader calls it.
  public var title: String
  /// The number in SI, nil where there is none.
  public var value: Double?
  /// What it is.
  public var kind: Kind

  /// Names a number.
  public init(_ section: String, _ key: String, _ title: String, _ value: Double?, _ kind: Kind) {
    self.section = section
    self.key = key
    self.title = title
    self.value = value
    self.kind = kind
  }
}
