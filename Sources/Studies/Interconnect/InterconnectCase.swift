/// What a row of a table of interconnect cases asks, without its answer.
public struct InterconnectCase: Sendable, Hashable {
  /// What it is about: `collective`, `network`, `topology`, `reliability`, `copper`, `optics`.
  public var domain: String
  /// What was run, measured or derived, in words.
  public var name: String
  /// With what, in fields (`n=8; bytes=1024`) or in words.
  public var parameters: String
  /// What is asked for.
  public var quantity: String
  /// The unit of the answer as the table writes it, empty for a pure number.
  public var unit: String
  /// Name and parameters taken apart.
  public let text: CaseText

  /// Describes a case.
  public init(domain: String, name: String, parameters: String, quantity: String, unit: String) {
    self.domain = domain
    self.name = name
    self.parameters = parameters
    self.quantity = quantity
    self.unit = unit
    text = CaseText(parameters, after: name)
  }

  /// The quantity in lower case, as predictors compare it.
  var asked: String { quantity.lowercased() }

  /// Whether the name contains some text, case apart.
  func isNamed(_ words: String...) -> Bool {
    let lower = name.lowercased()
    return words.contains { lower.contains($0.lowercased()) }
  }

  /// Whether name or parameters contain some text, case apart.
  func mentions(_ words: String...) -> Bool {
    words.contains { text.lower.contains($0.lowercased()) }
  }
}

/// A predictor's answer to a case.
public enum InterconnectPrediction: Sendable, Hashable {
  /// A value in SI, to be written in the row's unit.
  case si(Double)
  /// A value in the row's own unit.
  case plain(Double)
  /// A value in SI and what about the case it nevertheless gets wrong.
  case wrong(Double, String)
  /// No value, and why, in a sentence.
  case skipped(String)
}

/// Cases of one kind and what predicts them.
protocol InterconnectFamily {
  /// The group under which its rows are summed up.
  static var name: String { get }

  /// The prediction for a case, nil when it is none of this family's.
  ///
  /// - Parameters:
  ///   - item: The case; it holds nothing that was measured.
  ///   - context: The catalogue and what was looked up before.
  /// - Returns: A value or why there is none; nil where another family may answer.
  static func predict(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction?
}
