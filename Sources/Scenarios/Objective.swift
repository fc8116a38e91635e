/// What plans and walls are ranked by.
///
/// A token of a served model is an output token; what its input takes falls on it.
public enum Objective: String, CaseIterable, Sendable {
  case tokensPerSecond = "tokens-per-second"
  case tokensPerJoule = "tokens-per-joule"
  case tokensPerDollar = "tokens-per-dollar"
  case costPerToken = "cost-per-token"
  case timeToTrain = "time-to-train"
  case costOfRun = "cost-of-run"
  case carbonPerToken = "carbon-per-token"
  case timeToFirstToken = "time-to-first-token"
  case timePerOutputToken = "time-per-output-token"
  case power

  /// Objectives of a training job.
  public static let training: [Objective] = allCases.filter {
    $0 != .timeToFirstToken && $0 != .timePerOutputToken
  }

  /// Objectives of served traffic.
  public static let serving: [Objective] = allCases.filter {
    $0 != .timeToTrain && $0 != .costOfRun
  }

  /// Unit of the objective's value in results.
  public var unit: String {
    switch self {
    case .tokensPerSecond: "tokens/s"
    case .tokensPerJoule: "tokens/J"
    case .tokensPerDollar: "tokens/USD"
    case .costPerToken: "USD/token"
    case .timeToTrain, .timeToFirstToken, .timePerOutputToken: "s"
    case .costOfRun: "USD"
    case .carbonPerToken: "kg/token"
    case .power: "W"
    }
  }

  /// Whether a greater value is better.
  public var isMaximised: Bool {
    switch self {
    case .tokensPerSecond, .tokensPerJoule, .tokensPerDollar: true
    case .costPerToken, .timeToTrain, .costOfRun, .carbonPerToken, .timeToFirstToken,
      .timePerOutputToken, .power:
      false
    }
  }
}
