/// A slower memory behind the one that holds weights at full speed.
public struct MemoryTier: Hashable, Sendable {
  /// Size [B].
  public var capacity: Double
  /// Bandwidth towards the processors [B/s].
  public var bandwidth: Double

  /// Describes a tier by its size [B] and bandwidth [B/s].
  public init(capacity: Double, bandwidth: Double) {
    self.capacity = capacity
    self.bandwidth = bandwidth
  }
}

extension Accelerator {
  /// Size of all memory that weights and caches can lie in, both tiers together [B].
  public var totalCapacity: Double { memoryCapacity + (secondTier?.capacity ?? 0) }

  /// The bandwidth at which a footprint is read through once [B/s].
  ///
  /// `F/(f/B₁ + (F − f)/B₂)` with `f = min(F, C₁)`: what fits the first tier is read at its rate,
  /// the rest at the second's, one after the other. Without a second tier it is the first's rate
  /// whatever the footprint, since what does not fit does not run.
  ///
  /// - Parameter footprint: Bytes that every pass reads: weights and the caches in use [B].
  /// - Returns: The mean bandwidth, never above the first tier's [B/s].
  public func effectiveBandwidth(footprint: Double) -> Double {
    guard let secondTier, secondTier.bandwidth > 0, footprint > memoryCapacity else {
      return memoryBandwidth
    }
    let spilled = footprint - memoryCapacity
    let seconds = memoryCapacity / memoryBandwidth + spilled / secondTier.bandwidth
    return min(memoryBandwidth, footprint / seconds)
  }

  /// The same part with the bandwidth that a footprint of the given size is read at.
  ///
  /// `machine.replacing(accelerator: part.holding(bytes))` times kernels of such a footprint.
  public func holding(_ footprint: Double) -> Accelerator {
    var result = self
    result.memoryBandwidth = effectiveBandwidth(footprint: footprint)
    return result
  }
}
