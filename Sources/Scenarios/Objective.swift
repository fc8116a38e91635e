/// What plans and walls are ranked by.
public enum Objective: String, CaseIterable, Sendable {
  case tokensPerSecond = "tokens-per-second"
  case tokensPerJoule = "tokens-per-joule"
  case tokensPerDollar = "tokens-per-dollar"
  case costPerToken = "cost-per-token"
  case timeToTrain = "time-to-train"
  case costOfRun = "cost-of-run"
  case carbonPerToken = "carbon-per-token"

  /// Unit of the objective's value in results.
  public var unit: String {
    switch self {
    case .tokensPerSecond: "tokens/s"
    case .tokensPerJoule: "tokens/J"
    case .tokensPerDollar: "tokens/USD"
    case .costPerToken: "USD/token"
    case .timeToTrain: "s"
    case .costOfRun: "USD"
    case .carbonPerToken: "kg/token"
    }
  }

  /// Whether a greater value is better.
  public var isMaximised: Bool {
    switch self {
    case .tokensPerSecond, .tokensPerJoule, .tokensPerDollar: true
    case .costPerToken, .timeToTrain, .costOfRun, .carbonPerToken: false
    }
  }
}
