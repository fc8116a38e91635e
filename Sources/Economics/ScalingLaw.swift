import Foundation

/// Loss of a trained transformer by its size and its training tokens, `E + A/Nᵅ + B/Dᵝ`.
///
/// Holds for dense models trained once over fresh text like that of the fit, which spans 70 million
/// to 16 billion parameters and 5 to 500 billion tokens; all else extrapolates. Losses of different laws are losses on different text
/// and must not be compared; sizes and tokens at equal loss within one law may. For mixtures of
/// experts no constants are given here.
public struct ScalingLaw: Sendable, Hashable {
  /// Loss that no size and no data remove, `E`.
  public let floor: Double

  /// Weight of the size term, `A`.
  public let sizeWeight: Double

  /// Weight of the data term, `B`.
  public let dataWeight: Double

  /// Exponent of the size term, `α`.
  public let sizeExponent: Double

  /// Exponent of the data term, `β`.
  public let dataExponent: Double

  /// A model's size and the tokens it is trained on.
  public struct Design: Sendable, Hashable {
    /// Parameters of the model, `N`.
    public let parameters: Double

    /// Tokens it is trained on, `D`.
    public let trainingTokens: Double
  }

  /// The first published constants, exponents rounded to two digits.
  ///
  /// Hoffmann et al. 2022, arXiv:2203.15556, approach 3. At Chinchilla's budget of 5.76·10²³
  /// operations they put the best ratio of tokens to parameters above 90, far from the 20 of the
  /// same paper's other approaches: prefer ``besiroglu2024`` for absolute statements.
  public static let hoffmann2022 = ScalingLaw(
    trusted: (floor: 1.69, size: 406.4, data: 410.7),
    exponents: (size: 0.34, data: 0.28)
  )

  /// The first constants with exponents of three digits, as used for the lifetime optimum.
  ///
  /// Sardana et al. 2023, arXiv:2401.00448, and the README of its code.
  public static let sardana2023 = ScalingLaw(
    trusted: (floor: 1.69, size: 406.4, data: 410.7),
    exponents: (size: 0.336, data: 0.283)
  )

  /// The refit that brings the approaches together: a ratio near 20 at Chinchilla's budget.
  ///
  /// Besiroglu et al. 2024, arXiv:2404.10102, from 240 points read off the figures of 2022; standard
  /// errors 0.03 (E), 125 (A), 1293 (B), 0.02 (both exponents).
  public static let besiroglu2024 = ScalingLaw(
    trusted: (floor: 1.8172, size: 482.01, data: 2085.43),
    exponents: (size: 0.3478, data: 0.3658)
  )

  /// A law from published constants that need no check.
  private init(
    trusted weights: (floor: Double, size: Double, data: Double),
    exponents: (size: Double, data: Double)
  ) {
    floor = weights.floor
    sizeWeight = weights.size
    dataWeight = weights.data
    sizeExponent = exponents.size
    dataExponent = exponents.data
  }

  /// Creates a law from fitted constants.
  ///
  /// - Parameters:
  ///   - floor: Irreducible loss `E`, at least 0.
  ///   - sizeWeight: `A`, more than 0.
  ///   - dataWeight: `B`, more than 0.
  ///   - sizeExponent: `α`, more than 0.
  ///   - dataExponent: `β`, more than 0.
  /// - Throws: `EconomicsError.outOfRange` when a constant is outside its range.
  public init(
    floor: Double,
    sizeWeight: Double,
    dataWeight: Double,
    sizeExponent: Double,
    dataExponent: Double
  ) throws(EconomicsError) {
    try Check.atLeast(floor, field: "floor", unit: "")
    try Check.above(sizeWeight, field: "sizeWeight", unit: "")
    try Check.above(dataWeight, field: "dataWeight", unit: "")
    try Check.above(sizeExponent, field: "sizeExponent", unit: "")
    try Check.above(dataExponent, field: "dataExponent", unit: "")
    self.floor = floor
    self.sizeWeight = sizeWeight
    self.dataWeight = dataWeight
    self.sizeExponent = sizeExponent
    self.dataExponent = dataExponent
  }

  /// Loss of a model [nat per token].
  ///
  /// - Parameters:
  ///   - parameters: Its size `N`, more than 0.
  ///   - trainingTokens: Its training tokens `D`, more than 0.
  /// - Returns: The loss.
  /// - Throws: `EconomicsError.outOfRange` when a value is not above 0.
  public func loss(
    parameters: Double,
    trainingTokens: Double
  ) throws(EconomicsError) -> Double {
    try Check.above(parameters, field: "parameters", unit: "")
    try Check.above(trainingTokens, field: "trainingTokens", unit: "tokens")
    return floor + sizeTerm(parameters) + dataWeight * pow(trainingTokens, -dataExponent)
  }

  /// Training tokens that bring a model of a size to a loss, `(B/(L − E − A/Nᵅ))^(1/β)`.
  ///
  /// - Parameters:
  ///   - parameters: Its size `N`, more than 0.
  ///   - loss: The loss wanted `L`, above what that size reaches with endless data.
  /// - Returns: The tokens.
  /// - Throws: `EconomicsError.outOfRange` when the size is not above 0 or cannot reach the loss.
  public func trainingTokens(
    parameters: Double,
    loss: Double
  ) throws(EconomicsError) -> Double {
    try Check.above(parameters, field: "parameters", unit: "")
    try Check.above(loss, floor + sizeTerm(parameters), field: "loss", unit: "")
    return tokens(parameters, loss)
  }

  /// The design that reaches a size's best loss for its training operations.
  ///
  /// On the least-cost path of `6ND` the weighted terms are equal, `αA/Nᵅ = βB/Dᵝ`.
  ///
  /// - Parameter parameters: Its size `N`, more than 0.
  /// - Returns: The size with its tokens.
  /// - Throws: `EconomicsError.outOfRange` when the size is not above 0.
  public func trainingOptimum(parameters: Double) throws(EconomicsError) -> Design {
    try Check.above(parameters, field: "parameters", unit: "")
    let term = sizeExponent * sizeTerm(parameters) / (dataExponent * dataWeight)
    return Design(parameters: parameters, trainingTokens: pow(term, -1 / dataExponent))
  }

  /// The design that reaches a loss with the fewest training operations.
  ///
  /// - Parameter loss: The loss wanted, above the floor.
  /// - Returns: Size and tokens.
  /// - Throws: `EconomicsError.outOfRange` when the loss is not above the floor.
  public func trainingOptimum(loss: Double) throws(EconomicsError) -> Design {
    try Check.above(loss, floor, field: "loss", unit: "")
    // With equal weighted terms the whole reducible loss is (1 + α/β) times the size term.
    let size = sizeWeight * (1 + sizeExponent / dataExponent) / (loss - floor)
    return try trainingOptimum(parameters: pow(size, 1 / sizeExponent))
  }

  /// The design that reaches a loss at the least cost of training and inference together.
  ///
  /// Minimises `N·(D + T)` over sizes `N` with `D` the tokens that each needs for the loss, where `T`
  /// is inference in training tokens of equal cost (Sardana et al. 2023, arXiv:2401.00448): `⅓` of
  /// the inference tokens when operations are counted, more where inference pays more for one; see
  /// ``LifetimeRatio/equivalentTrainingTokens``. The slope `D·(1 − (αA/Nᵅ)/(βB/Dᵝ)) + T` rises with
  /// `N` below the training optimum; its zero is found by bisection of `log N`.
  ///
  /// - Parameters:
  ///   - loss: The loss wanted, above the floor.
  ///   - equivalentTrainingTokens: Inference `T` in training tokens of equal cost, at least 0.
  /// - Returns: Size and tokens; the training optimum when `T` is 0, smaller otherwise.
  /// - Throws: `EconomicsError.outOfRange` when a value is outside its range.
  /// - Complexity: At most 200 evaluations of the law.
  public func lifetimeOptimum(
    loss: Double,
    equivalentTrainingTokens: Double
  ) throws(EconomicsError) -> Design {
    try Check.atLeast(
      equivalentTrainingTokens,
      field: "equivalentTrainingTokens",
      unit: "tokens"
    )
    let start = try trainingOptimum(loss: loss)
    guard equivalentTrainingTokens > 0 else { return start }
    // Below this size no amount of data reaches the loss.
    var low = log(sizeWeight / (loss - floor)) / sizeExponent
    var high = log(start.parameters)
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { break }
      if slope(exp(middle), loss, equivalentTrainingTokens) < 0 {
        low = middle
      } else {
        high = middle
      }
    }
    let parameters = exp(high)
    return Design(parameters: parameters, trainingTokens: tokens(parameters, loss))
  }

  /// The size term of the loss, `A/Nᵅ`.
  private func sizeTerm(_ parameters: Double) -> Double {
    sizeWeight * pow(parameters, -sizeExponent)
  }

  /// Tokens for a loss that the size can reach.
  private func tokens(_ parameters: Double, _ loss: Double) -> Double {
    pow(dataWeight / (loss - floor - sizeTerm(parameters)), 1 / dataExponent)
  }

  /// Derivative of `N·(D + T)` by `N` at a fixed loss; minus infinity where the loss is out of reach.
  private func slope(_ parameters: Double, _ loss: Double, _ inference: Double) -> Double {
    let size = sizeTerm(parameters)
    let data = loss - floor - size
    guard data > 0 else { return -.infinity }
    let training = pow(dataWeight / data, 1 / dataExponent)
    return training * (1 - sizeExponent * size / (dataExponent * data)) + inference
  }
}
