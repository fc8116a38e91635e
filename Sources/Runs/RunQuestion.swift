import Quantities

/// What a run was asked; runs with equal questions, names aside, may take over each other's work.
public struct RunQuestion: Hashable, Sendable {
  /// The command that asks, such as `search`.
  public var command: String
  /// What the run is called; it plays no part in resuming.
  public var name: String
  /// The scenario as resolved, with every default written out, as JSON.
  public var scenario: String
  /// Whatever else decides the answer, as text: what is searched, how much is kept.
  public var options: String
  /// Version of the program.
  public var programVersion: String
  /// Version of the catalogue.
  public var catalogVersion: String
  /// Seed of random numbers.
  public var seed: UInt64
  /// Into how many pieces the work is divided; piece 0 is the first.
  public var pieces: Int
  /// What is aimed at, such as `tokens-per-dollar`.
  public var objective: String

  /// Describes what a run is asked.
  public init(
    command: String,
    name: String,
    scenario: String,
    options: String,
    programVersion: String,
    catalogVersion: String,
    seed: UInt64,
    pieces: Int,
    objective: String
  ) {
    self.command = command
    self.name = name
    self.scenario = scenario
    self.options = options
    self.programVersion = programVersion
    self.catalogVersion = catalogVersion
    self.seed = seed
    self.pieces = pieces
    self.objective = objective
  }

  /// A short name of all that must be equal to resume: 16 hexadecimal digits.
  ///
  /// A `StableHash` over the parts, each after its length, so
  /// that text moved from one part to the next gives another digest. It finds candidates quickly;
  /// the parts themselves are compared before a run is resumed.
  public var digest: String {
    let parts = [
      command, scenario, options, programVersion, catalogVersion, String(seed), String(pieces),
      objective,
    ]
    var hash = StableHash()
    for part in parts {
      hash.add("\(part.utf8.count):".utf8)
      hash.add(part.utf8)
    }
    let digits = String(hash.value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Whether a run of another question may be taken over: everything but the name is equal.
  func isResumable(_ other: RunQuestion) -> Bool {
    var other = other
    other.name = name
    return self == other
  }
}
