/// The conditions of the loop in which a machine's kernels were measured.
///
/// A loop of short kernels ends before the power controller answers, so it runs at clocks that
/// a sustained load does not see. These constants describe the benchmark, not the machine.
public struct LoopConstants: ConstantGroup {
  /// Power allowed to the shortest kernels over the power limit; 1 when the loop was sustained.
  public var burst = 1.0
  /// Kernel time at which half of the extra power is gone [s].
  public var burstTime = 1e-3

  /// Share of the cache that the decoding loop really read from memory.
  ///
  /// One data set moves half the bytes that its shapes ask for, to the percent at every size.
  public var cacheShare = 1.0

  /// Share of the choices of foreign experts that the expert loop multiplied all the same.
  ///
  /// One data set's time does not fall as experts are spread over more ranks until tokens no
  /// longer reach every rank: each token that reaches the rank costs all of its choices.
  public var allChoices = 0.0

  /// A sustained loop.
  public init() {}

  /// Every constant with its name, unit and bounds.
  public static let fields: [ConstantField<Self>] = [
    ConstantField("burst", "", 1, 4, \.burst),
    ConstantField("burst-time", "us", 1e-6, 1, \.burstTime),
    ConstantField("cache-share", "", 0.1, 1, \.cacheShare),
    ConstantField("all-choices", "", 0, 1, \.allChoices),
  ]

  /// The power to which a kernel of the given time was held [W].
  public func limit(_ powerLimit: Double, seconds: Double) -> Double {
    powerLimit * (1 + (burst - 1) / (1 + seconds / burstTime))
  }
}
