/// Cost of a million tokens of each kind, input and output apart.
///
/// Convention for prefix caching: an input token that hits the cache took no prefill, so it bears
/// nothing of the machines' busy time; it bears the memory or storage that keeps the cache and
/// nothing else. The input price is that of **computed** tokens. ``averageInput(over:)`` spreads
/// both over the whole input, as operators quote it who count hits as served.
///
/// A hit still lengthens the context that decode reads; that cost falls on the output, where the
/// decode share or the decode pool is measured.
public struct TokenCost: Sendable, Hashable {
  /// Cost of a million tokens of one kind by what makes it [USD].
  public struct Part: Sendable, Hashable {
    /// Repayment, rent, upkeep, staff and idle draw; falls as utilisation rises [USD].
    public let fixed: Double

    /// Energy and water of the work itself [USD].
    public let variable: Double

    /// Both together [USD].
    public var total: Double { fixed + variable }
  }

  /// Machines that make one kind of token.
  public struct Pool: Sendable, Hashable {
    /// Cost of the whole pool.
    public let cost: ServingCost

    /// Tokens the pool makes per second of busy time [1/s].
    public let tokensPerSecond: Double

    /// Busy over clock time, above 0 and at most 1.
    public let utilisation: Double

    /// Creates a pool.
    ///
    /// - Parameters:
    ///   - cost: Cost of the whole pool.
    ///   - tokensPerSecond: Tokens per second of busy time [1/s]; 0 only in a pool without cost.
    ///   - utilisation: Busy over clock time, above 0 and at most 1.
    /// - Throws: `EconomicsError.outOfRange` when a value is outside its range.
    public init(
      cost: ServingCost,
      tokensPerSecond: Double,
      utilisation: Double
    ) throws(EconomicsError) {
      try Check.utilisation(utilisation)
      let free = cost.fixed == 0 && cost.variable == 0
      if free {
        try Check.atLeast(tokensPerSecond, field: "tokensPerSecond", unit: "/s")
      } else {
        try Check.above(tokensPerSecond, field: "tokensPerSecond", unit: "/s")
      }
      self.cost = cost
      self.tokensPerSecond = tokensPerSecond
      self.utilisation = utilisation
    }

    /// Cost of a million tokens of the pool [USD].
    public var part: Part {
      guard tokensPerSecond > 0 else { return Part(fixed: 0, variable: 0) }
      return Part(
        fixed: TokenPrice.perMillion(
          secondPrice: cost.fixed / utilisation,
          tokensPerSecond: tokensPerSecond
        ),
        variable: TokenPrice.perMillion(
          secondPrice: cost.variable,
          tokensPerSecond: tokensPerSecond
        )
      )
    }
  }

  /// Cost of a million computed input tokens.
  public let input: Part

  /// Cost of a million input tokens that hit the prefix cache.
  public let cachedInput: Part

  /// Cost of a million output tokens.
  public let output: Part

  /// Prices tokens of a deployment with machines of their own for prefill and decode.
  ///
  /// Each pool's cost over its own tokens: `1e6·(fixed/u + variable)/rate`.
  ///
  /// - Parameters:
  ///   - prefill: Makes computed input tokens.
  ///   - decode: Makes output tokens.
  ///   - cache: Memory or storage that keeps prefixes and the cached input tokens it serves; nil
  ///     when it costs nothing of its own.
  public init(prefill: Pool, decode: Pool, cache: Pool? = nil) {
    input = prefill.part
    output = decode.part
    cachedInput = cache?.part ?? Part(fixed: 0, variable: 0)
  }

  /// Prices tokens of machines that do prefill and decode in turn.
  ///
  /// Each kind bears the share of busy time that it takes: `1e6·share·(fixed/u + variable)/rate`.
  /// What is left after prefill and cache is decode's, so no cost is lost.
  ///
  /// - Parameters:
  ///   - cost: Cost of the whole system.
  ///   - rates: Tokens of each kind per second of busy time [1/s].
  ///   - prefillShare: Share of busy time that computing input takes, 0 to 1.
  ///   - cacheShare: Share of the cost that keeping prefixes takes, such as their part of the
  ///     memory times memory's part of the price; 0 when counted with the rest.
  ///   - utilisation: Busy over clock time, above 0 and at most 1.
  /// - Throws: `EconomicsError.outOfRange` when a value is outside its range, the shares exceed 1,
  ///   or a kind bears cost without tokens.
  public init(
    cost: ServingCost,
    rates: TokenCounts,
    prefillShare: Double,
    cacheShare: Double = 0,
    utilisation: Double
  ) throws(EconomicsError) {
    try Check.share(prefillShare, field: "prefillShare")
    try Check.share(cacheShare, field: "cacheShare")
    let notDecode = prefillShare + cacheShare
    try Check.share(notDecode, field: "prefillShare + cacheShare")
    func pool(
      _ share: Double,
      _ rate: Double,
      _ field: String
    ) throws(EconomicsError) -> Pool {
      if share > 0 { try Check.above(rate, field: field, unit: "/s") }
      return try Pool(
        cost: try cost.scaled(by: share),
        tokensPerSecond: rate,
        utilisation: utilisation
      )
    }
    self.init(
      prefill: try pool(prefillShare, rates.input, "rates.input"),
      decode: try pool(1 - notDecode, rates.output, "rates.output"),
      cache: try pool(cacheShare, rates.cachedInput, "rates.cachedInput")
    )
  }

  /// Cost of tokens at these prices [USD or USD/s].
  ///
  /// - Parameter counts: Tokens of each kind; per second gives a cost per second.
  /// - Returns: The cost.
  public func total(of counts: TokenCounts) -> Double {
    (input.total * counts.input + cachedInput.total * counts.cachedInput
      + output.total * counts.output) / 1e6
  }

  /// Cost of a million input tokens, computed and cached alike [USD].
  ///
  /// - Parameter counts: How many input tokens are computed and how many hit the cache.
  /// - Returns: The mean.
  /// - Throws: `EconomicsError.outOfRange` without input tokens.
  public func averageInput(over counts: TokenCounts) throws(EconomicsError) -> Double {
    try Check.above(counts.totalInput, field: "counts.totalInput", unit: "tokens")
    return (input.total * counts.input + cachedInput.total * counts.cachedInput)
      / counts.totalInput
  }
}
