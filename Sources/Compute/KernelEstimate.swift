/// What one kernel costs: time, how that time follows the clock, and energy.
public struct KernelEstimate: Hashable, Sendable {
  /// Time at the part's full clock, launch included [s].
  public var seconds: Double
  /// Share of the time that grows as the clock falls, 0…1.
  public var clockShare: Double
  /// Energy above idle at the full clock [J].
  public var energy: Double

  /// Describes the cost of a kernel.
  public init(seconds: Double, clockShare: Double, energy: Double) {
    self.seconds = seconds
    self.clockShare = clockShare
    self.energy = energy
  }

  /// No work.
  public static let zero = KernelEstimate(seconds: 0, clockShare: 0, energy: 0)

  /// Two kernels one after the other.
  public static func + (first: KernelEstimate, second: KernelEstimate) -> KernelEstimate {
    let seconds = first.seconds + second.seconds
    guard seconds > 0 else { return .zero }
    let clocked = first.seconds * first.clockShare + second.seconds * second.clockShare
    return KernelEstimate(
      seconds: seconds,
      clockShare: clocked / seconds,
      energy: first.energy + second.energy
    )
  }

  /// Adds a kernel that runs after this one.
  public static func += (total: inout KernelEstimate, next: KernelEstimate) {
    total = total + next
  }

  /// The same kernel run several times.
  public static func * (count: Double, estimate: KernelEstimate) -> KernelEstimate {
    KernelEstimate(
      seconds: count * estimate.seconds,
      clockShare: estimate.clockShare,
      energy: count * estimate.energy
    )
  }
}
