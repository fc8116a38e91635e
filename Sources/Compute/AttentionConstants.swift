/// How one machine runs attention over many queries, forward and backward.
public struct AttentionConstants: ConstantGroup {
  /// Fixed time of the kernels in a pipelined stream [s].
  public var launch = 8e-6
  /// Share of the peak rate that long sequences reach at head dimension 128, 16-bit.
  public var efficiency = 0.6
  /// Share of the peak rate reached with 8-bit operands.
  public var efficiencyNarrow = 0.45
  /// Rate with an 8-bit cache under 16-bit arithmetic over the rate with a 16-bit cache.
  public var narrowCache = 0.95
  /// Fixed time with an 8-bit cache over that with a 16-bit one: other kernels, other set-up.
  public var launchNarrow = 1.0
  /// Query rows that one processor works on at a time.
  public var tile = 128.0
  /// Keys whose time equals the start and end of one tile of queries.
  public var prologue = 200.0
  /// How far the longest tile prolongs the whole: 0 none, 1 fully.
  public var tail = 0.5
  /// Share of memory bandwidth that reading and writing reaches.
  public var bandwidth = 0.7
  /// Passes over queries, keys and values besides the attention itself: rotation, cache write.
  public var passes = 1.0
  /// Rate of the backward kernel over the rate of the forward kernel.
  public var backward = 0.75
  /// Energy of the arithmetic at the full clock [J/FLOP].
  public var energyPerFlop = 0.6e-12
  /// Energy per byte moved from memory [J/B].
  public var energyPerByte = 40e-12

  /// A typical machine.
  public init() {}

  /// Every constant with its name, unit and bounds.
  public static let fields: [ConstantField<Self>] = [
    ConstantField("launch", "us", 3e-7, 1e-4, \.launch),
    ConstantField("efficiency", "", 0.05, 0.8, \.efficiency),
    ConstantField("efficiency-narrow", "", 0.05, 0.8, \.efficiencyNarrow),
    ConstantField("narrow-cache", "", 0.3, 2, \.narrowCache),
    ConstantField("launch-narrow", "", 0.3, 6, \.launchNarrow),
    ConstantField("tile", "", 16, 256, \.tile),
    ConstantField("prologue", "", 0.1, 5000, \.prologue),
    ConstantField("tail", "", 0.001, 3, \.tail),
    ConstantField("bandwidth", "", 0.02, 1, \.bandwidth),
    ConstantField("passes", "", 0.01, 20, \.passes),
    ConstantField("backward", "", 0.1, 1.5, \.backward),
    ConstantField("energy-per-flop", "pJ/FLOP", 1e-14, 1e-12, \.energyPerFlop),
    ConstantField("energy-per-byte", "pJ/B", 1e-12, 5e-10, \.energyPerByte),
  ]
}
