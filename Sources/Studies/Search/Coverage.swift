/// How the plans of a space were covered.
public struct Coverage: Hashable, Sendable, Codable {
  /// Plans of which everything was estimated.
  public var estimated = 0
  /// Plans that do not fit in memory, found before anything else was estimated.
  public var misfit = 0
  /// Plans that a bound proved worse than designs already known.
  public var outrun = 0

  /// Nothing covered.
  public init() {}

  /// Plans covered in all.
  public var total: Int { estimated + misfit + outrun }

  /// Adds what another part of the space took.
  public mutating func add(_ other: Coverage) {
    estimated += other.estimated
    misfit += other.misfit
    outrun += other.outrun
  }
}
