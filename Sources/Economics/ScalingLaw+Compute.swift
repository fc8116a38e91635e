import Foundation

extension ScalingLaw {
  /// The design that reaches the least loss with a number of training operations.
  ///
  /// With `C = 6ND`: `N = G·(C/6)^(β/(α+β))`, `G = (αA/(βB))^(1/(α+β))`, Hoffmann et al. 2022, eq. 4.
  ///
  /// - Parameter compute: Training operations `C`, more than 0 [FLOP].
  /// - Returns: Size and tokens.
  /// - Throws: `EconomicsError.outOfRange` when the operations are not above 0.
  public func trainingOptimum(compute: Double) throws(EconomicsError) -> Design {
    try Check.above(compute, field: "compute", unit: "FLOP")
    let sum = sizeExponent + dataExponent
    let ratio = sizeExponent * sizeWeight / (dataExponent * dataWeight)
    let parameters = pow(ratio, 1 / sum) * pow(compute / 6, dataExponent / sum)
    return Design(parameters: parameters, trainingTokens: compute / (6 * parameters))
  }

  /// The design that the first scaling laws called best for a number of training operations.
  ///
  /// `N = 1.3·10⁹·(C/PF-day)^0.73` without embeddings and `D = C/(6N)`: Kaplan et al. 2020,
  /// arXiv:2001.08361, table 6. Its runs had one schedule for all lengths and counted no embeddings,
  /// which moved the exponent from 0.5 to 0.73 (Pearce and Song 2024, arXiv:2406.12907): for
  /// comparison, not for use.
  ///
  /// - Parameter compute: Training operations `C`, more than 0 [FLOP].
  /// - Returns: Size and tokens.
  /// - Throws: `EconomicsError.outOfRange` when the operations are not above 0.
  public static func kaplan2020(compute: Double) throws(EconomicsError) -> Design {
    try Check.above(compute, field: "compute", unit: "FLOP")
    let petaflopDay = 1e15 * 86_400
    let parameters = 1.3e9 * pow(compute / petaflopDay, 0.73)
    return Design(parameters: parameters, trainingTokens: compute / (6 * parameters))
  }

  /// Training operations at which the best design needs a number of tokens [FLOP].
  ///
  /// - Parameter trainingTokens: Tokens that there are, more than 0.
  /// - Returns: The operations; beyond them text must be repeated or made.
  /// - Throws: `EconomicsError.outOfRange` when the tokens are not above 0.
  public func compute(exhausting trainingTokens: Double) throws(EconomicsError) -> Double {
    try Check.above(trainingTokens, field: "trainingTokens", unit: "tokens")
    let term = dataExponent * dataWeight * pow(trainingTokens, -dataExponent)
    let parameters = pow(sizeExponent * sizeWeight / term, 1 / sizeExponent)
    return 6 * parameters * trainingTokens
  }
}
