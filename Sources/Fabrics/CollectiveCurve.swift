/// The three protocols that serve one pattern on one link, and where the library changes over.
///
/// Libraries change from small-message protocols to the bulk one at a size set by their tuner,
/// not where the times cross: on several machines a call just above the changeover takes twice
/// as long as one just below it. So below `bulkThreshold` bytes a rank the quickest of the three is
/// taken, above it the bulk regime, or the quickest of the small ones if that is slower still.
public struct CollectiveCurve: Sendable, Hashable {
  /// Flag-in-data protocol for tiny messages (NCCL LL).
  public var eager: CollectiveRegime
  /// Line-by-line protocol for middling messages (NCCL LL128).
  public var buffered: CollectiveRegime
  /// Chunked protocol for large messages (NCCL Simple).
  public var bulk: CollectiveRegime
  /// Shard size `S/n` above which the library uses the bulk protocol [B].
  public var bulkThreshold: Double
  /// Rate divisor of the bulk regime when one-byte elements are added, at least 1 (1).
  public var narrowPenalty: Double

  /// Makes a curve.
  public init(
    eager: CollectiveRegime,
    buffered: CollectiveRegime,
    bulk: CollectiveRegime,
    bulkThreshold: Double = .infinity,
    narrowPenalty: Double = 1
  ) {
    self.eager = eager
    self.buffered = buffered
    self.bulk = bulk
    self.bulkThreshold = bulkThreshold
    self.narrowPenalty = narrowPenalty
  }

  /// Makes a curve of one protocol for all sizes: the classic `α·k + X/B`.
  public init(uniform regime: CollectiveRegime) {
    self.init(eager: regime, buffered: regime, bulk: regime)
  }
}
