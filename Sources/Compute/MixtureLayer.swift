import Foundation
public import Workloads

/// The experts of one layer on one rank, from routed tokens to combined outputs.
///
/// Choices sorted by expert, rows gathered, the gated up-projection, its activation, the
/// down-projection and the weighted sum; the router's own product and messages are apart.
public struct MixtureLayer: Hashable, Sendable {
  /// Tokens of the whole expert-parallel group.
  public let tokens: Int
  /// Width of the model.
  public let hidden: Int
  /// Inner width of one expert before any split.
  public let inner: Int
  /// Experts that each token goes to.
  public let choices: Int
  /// Experts of the layer.
  public let experts: Int
  /// Ranks over which each expert's inner width is split.
  public let tensorParallel: Int
  /// Ranks over which experts are spread.
  public let expertParallel: Int
  /// The format of the matrix products.
  public let format: NumberFormat
  /// Exponent of the power law of the experts' shares, 0 when balanced.
  public let exponent: Double
  /// Rows of each expert of the rank with the most rows; see `busiestRows`.
  public let rows: [Double]

  /// Describes the experts of a layer.
  public init(
    tokens: Int,
    hidden: Int,
    inner: Int,
    choices: Int,
    experts: Int,
    tensorParallel: Int = 1,
    expertParallel: Int = 1,
    format: NumberFormat,
    exponent: Double = 0
  ) {
    self.tokens = tokens
    self.hidden = hidden
    self.inner = inner
    self.choices = choices
    self.experts = experts
    self.tensorParallel = tensorParallel
    self.expertParallel = expertParallel
    self.format = format
    self.exponent = exponent
    rows = Self.busiestRows(
      tokens: tokens,
      choices: choices,
      experts: experts,
      ranks: max(expertParallel, 1),
      exponent: exponent
    )
  }

  /// Experts held by one rank.
  public var localExperts: Int { rows.count }

  /// Rows of each expert of the busiest rank.
  ///
  /// Shares are the mid-quantiles of `p(x) ∝ x^−exponent` between 1 and 0.8 of the tokens, none
  /// above one row a token; the busiest rank holds `1 + 0.9·cv·√((1 − 1/ep)·2·ln ep / local)` of
  /// the mean, the extreme of sums of random shares, or its busiest expert alone where that is more.
  /// Against drawn shares of this law the busiest rank is within 8 % in the mean.
  static func busiestRows(
    tokens: Int,
    choices: Int,
    experts: Int,
    ranks: Int,
    exponent: Double
  ) -> [Double] {
    let total = Double(tokens * choices)
    let mean = total / Double(experts)
    let local = max(1, experts / ranks)
    guard exponent > 0 else { return Array(repeating: mean, count: local) }
    let cap = Double(experts) / Double(choices)
    let many = tokens * choices > experts
    let low = many ? 1.0 : 0.01
    let high = many ? max(0.8 * Double(tokens), 1.01) : 2.0
    let a = 1 - exponent
    var shares = (0..<experts).map { index in
      let u = (Double(index) + 0.5) / Double(experts)
      return pow((pow(high, a) - pow(low, a)) * u + pow(low, a), 1 / a)
    }
    for _ in 0..<4 {
      let sum = shares.reduce(0, +) / Double(experts)
      shares = shares.map { min($0 / sum, cap) }
    }
    let spread = (shares.reduce(0) { $0 + ($1 - 1) * ($1 - 1) } / Double(experts)).squareRoot()
    let group = Double(ranks)
    let extreme = (2 * log(group) * (1 - 1 / group) / Double(local)).squareRoot()
    let busiest = shares.last ?? 1
    let load = min(max(1 + 0.9 * spread * extreme, busiest / Double(local)), cap, group)
    // The rank's experts follow the same law, thinned to its number and scaled to its load.
    var rows = (0..<local).map { index in
      shares[(2 * index + 1) * experts / (2 * local)]
    }
    let scale = load * Double(local) / rows.reduce(0, +)
    rows = rows.map { min($0 * scale, cap) * mean }
    return rows
  }
}

extension TiledMachine {
  /// The cost of a layer's experts on the rank with the most rows.
  ///
  /// - Parameters:
  ///   - layer: The experts of a layer.
  ///   - allChoices: Share of the choices of foreign experts that are multiplied all the same,
  ///     0 but for replaying a data set.
  /// - Returns: Time, clock share and energy.
  public func mixture(_ layer: MixtureLayer, allChoices: Double = 0) -> KernelEstimate {
    let own = layer.rows.reduce(0, +)
    guard own > 0 else { return .zero }
    // Tokens that reach the rank, each with all of its choices.
    let every = min(Double(layer.tokens), own) * Double(layer.choices)
    let total = own + allChoices * max(0, every - own)
    let rows = layer.rows.map { $0 * total / own }
    let width = Double(layer.inner) / Double(max(layer.tensorParallel, 1))
    let skew = (rows.max() ?? 1) / (total / Double(rows.count))
    // An expert with less than one row on average is reached that often.
    let touched = max(1, layer.rows.reduce(0) { $0 + min($1, 1) })
    let blocks = { (tile: Double) in
      rows.reduce(0) { $0 + ($1 < 1 ? $1 : ($1 / tile).rounded(.up)) }
    }
    func product(n: Double, k: Double, sources: Double) -> KernelEstimate {
      grouped(
        GroupedMatrixMultiply(
          groups: rows.count,
          rows: Int(total.rounded(.up)),
          n: max(1, Int(n)),
          k: max(1, Int(k)),
          format: layer.format,
          skew: skew
        ),
        rows: total,
        sources: sources,
        touched: touched,
        blocks: blocks
      )
    }
    let c = constants.moe[layer.format.index]
    let hidden = Double(layer.hidden)
    let routed = Double(layer.tokens * layer.choices)
    let bytes = 2 * (c.passes * routed * hidden + c.activation * total * width)
    let around = KernelEstimate(
      seconds: c.route + bytes / accelerator.memoryBandwidth,
      clockShare: 0,
      energy: bytes * c.energyPerByte
    )
    return product(n: 2 * width, k: hidden, sources: min(Double(layer.tokens), total))
      + product(n: hidden, k: width, sources: total) + around
  }
}
