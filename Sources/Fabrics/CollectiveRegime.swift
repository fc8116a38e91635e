import Foundation

/// One protocol of a communication library: a fixed cost, a cost per step and a rate.
///
/// `t = setup + step·k + (X + ramp^⅓·X^⅔)/(efficiency·B) + copy·(S/n)/B`, with `k` dependent
/// steps, `X` bytes sent by each rank, `S` the full tensor, `n` ranks and `B` the tier's line
/// rate. The `X^⅔` term is the pipeline that fills by chunks: the share of the line rate reached
/// grows with the cube root of the message, which removes half of the error of a plain `α + X/B`
/// in the nccl-tests logs of 8×A100, 8×H200 and 4×GB200. The last term is the rank's own shard,
/// which an out-of-place call copies through local memory.
public struct CollectiveRegime: Sendable, Hashable {
  /// Fixed cost: launch on the device, synchronisation, protocol [s].
  public var setup: Double
  /// Cost of each dependent step [s].
  public var step: Double
  /// Share of the line rate reached by an endless message, above 0; may exceed 1 in a switch.
  public var efficiency: Double
  /// Message at which the pipeline reaches half of its endless rate [B].
  public var ramp: Double { didSet { rampRoot = cbrt(max(0, ramp)) } }
  /// Time of the local copy as a ratio to sending the same bytes at line rate (1).
  public var copy: Double
  /// Cube root of `ramp`, kept because half of a call's time would go into it [B^⅓].
  private var rampRoot: Double

  /// Makes a regime.
  public init(
    setup: Double,
    step: Double,
    efficiency: Double,
    ramp: Double = 0,
    copy: Double = 0
  ) {
    self.setup = setup
    self.step = step
    self.efficiency = efficiency
    self.ramp = ramp
    self.copy = copy
    rampRoot = cbrt(max(0, ramp))
  }

  /// The bytes and the ramp, as bytes at the endless rate [B].
  /// - Parameter bytes: Bytes sent by each rank [B].
  /// - Returns: At least `bytes` [B].
  public func effectiveBytes(_ bytes: Double) -> Double {
    guard ramp > 0, bytes > 0 else { return bytes }
    let root = cbrt(bytes)
    return bytes + rampRoot * root * root
  }

  /// The latency part: setup and steps [s].
  /// - Parameter steps: Dependent steps.
  /// - Returns: Time that no bandwidth shortens [s].
  public func latency(steps: Double) -> Double { setup + step * steps }
}
