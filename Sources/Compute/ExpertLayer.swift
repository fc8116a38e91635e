public import Workloads

/// The routed experts of one layer on one rank, by the rows and weights that reach it.
///
/// What ``MixtureLayer`` works out expert by expert from a law of their shares stands here as
/// mean values, so that it costs nothing to describe.
public struct ExpertLayer: Hashable, Sendable {
  /// Rows multiplied on this rank: one for each token and each of its experts held here.
  public var rows: Double
  /// Distinct tokens among those rows.
  public var sources: Double
  /// Experts held by this rank.
  public var local: Double
  /// Experts of this rank that any token reaches, whose weights are read.
  public var touched: Double
  /// Width of the model.
  public var hidden: Int
  /// Inner width of one expert on this rank, after any split.
  public var inner: Int
  /// Whether an expert has three matrices instead of two.
  public var gated: Bool
  /// The format of the matrix products.
  public var format: NumberFormat
  /// The format in which weights are stored.
  public var weights: NumberFormat

  /// Describes the routed experts of a layer on one rank.
  public init(
    rows: Double,
    sources: Double,
    local: Double,
    touched: Double,
    hidden: Int,
    inner: Int,
    gated: Bool = true,
    format: NumberFormat,
    weights: NumberFormat? = nil
  ) {
    self.rows = rows
    self.sources = sources
    self.local = local
    self.touched = touched
    self.hidden = hidden
    self.inner = inner
    self.gated = gated
    self.format = format
    self.weights = weights ?? format
  }

  /// Multiplications and additions executed [FLOP].
  public var flops: Double { 2 * rows * Double(hidden) * Double(inner) * (gated ? 3 : 2) }

  /// Bytes of the weights that are read [B].
  public var weightBytes: Double {
    touched * Double(hidden) * Double(inner) * (gated ? 3 : 2) * weights.bytes
  }
}

extension Machine {
  /// The experts as two grouped products of those that are reached.
  public func experts(_ layer: ExpertLayer) -> KernelEstimate {
    func product(n: Int, k: Int) -> KernelEstimate {
      grouped(
        GroupedMatrixMultiply(
          groups: max(1, Int(layer.touched.rounded())),
          rows: max(1, Int(layer.rows.rounded())),
          n: n,
          k: k,
          format: layer.format
        )
      )
    }
    return product(n: (layer.gated ? 2 : 1) * layer.inner, k: layer.hidden)
      + product(n: layer.hidden, k: layer.inner)
  }
}

extension TiledMachine {
  /// The experts with routing, sorting and combination, as the expert loop was measured.
  public func experts(_ layer: ExpertLayer) -> KernelEstimate {
    guard layer.rows > 0 else { return .zero }
    let mean = layer.rows / max(layer.touched, 1)
    let touched = layer.touched
    func product(n: Int, k: Int, sources: Double) -> KernelEstimate {
      grouped(
        GroupedMatrixMultiply(
          groups: max(1, Int(touched.rounded())),
          rows: max(1, Int(layer.rows.rounded(.up))),
          n: n,
          k: k,
          format: layer.format
        ),
        rows: layer.rows,
        sources: sources,
        touched: touched,
        weights: layer.weights,
        blocks: { tile in touched * max(1, mean / tile + (mean > tile ? 0.5 : 0)) }
      )
    }
    let c = constants.moe[layer.format.index]
    let hidden = Double(layer.hidden)
    let inner = Double(layer.inner)
    let bytes = 2 * (c.passes * layer.rows * hidden + c.activation * layer.rows * inner)
    let around = KernelEstimate(
      seconds: c.route + bytes / accelerator.memoryBandwidth,
      clockShare: 0,
      energy: bytes * c.energyPerByte
    )
    return product(n: (layer.gated ? 2 : 1) * layer.inner, k: layer.hidden, sources: layer.sources)
      + product(n: layer.hidden, k: layer.inner, sources: layer.rows) + around
  }
}
