public import LinearPrograms

/// Why requests could not be placed.
public enum PlacementError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The question does not hold together; everything that is wrong with it.
  case invalid([String])
  /// The solver is missing or failed.
  case solver(LinearProgramError)

  /// Whether the solver has to be installed first, rather than having failed.
  public var isMissingSolver: Bool {
    switch self {
    case .solver(.missing), .solver(.unfit): true
    default: false
    }
  }

  /// The reason in words.
  public var description: String {
    switch self {
    case .invalid(let problems): problems.joined(separator: "\n")
    case .solver(let error): "placement needs a solver: \(error)"
    }
  }
}
