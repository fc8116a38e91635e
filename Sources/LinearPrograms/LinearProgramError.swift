/// Why a linear program could not be solved.
public enum LinearProgramError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The solver is not installed.
  case missing(searched: [String])
  /// A library was named or found, and cannot be used.
  case unfit(library: String, reason: String)
  /// The program holds what no solver can make sense of.
  case invalid([String])
  /// The solver refused to work.
  case failed(String)

  /// The reason in a sentence, with the next step.
  public var description: String {
    switch self {
    case .missing(let searched):
      let places = searched.isEmpty ? "" : " Searched: \(searched.joined(separator: ", "))."
      return "the solver HiGHS is not installed. \(Self.remedy)\(places)"
    case .unfit(let library, let reason):
      return "\(library) cannot be used as the solver HiGHS: \(reason). \(Self.remedy)"
    case .invalid(let problems):
      return "the linear program is invalid: \(problems.joined(separator: "; "))"
    case .failed(let reason):
      return "the solver HiGHS failed: \(reason)"
    }
  }

  /// How to get the solver.
  static let remedy = """
    `make setup` installs it into .venv, and so does \
    `python3 -m venv .venv && .venv/bin/pip install --no-deps 'highspy>=1.15,<2'`; \
    or set \(HighsPlaces.variable) to the path of libhighs.so.1.
    """
}
