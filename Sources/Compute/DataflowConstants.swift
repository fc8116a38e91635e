/// How one dataflow machine runs operations whose weights stay where they are.
public struct DataflowConstants: ConstantGroup {
  /// Share of the peak rate that products of many rows reach.
  public var efficiency = 0.6
  /// Share of the peak rate that attention reaches.
  public var attention = 0.3
  /// Share of memory bandwidth at which weights and caches reach the multipliers.
  public var bandwidth = 0.6
  /// Fixed time of a product or an attention: pipelines that fill, programmes that change [s].
  public var latency = 1e-6
  /// Fixed time of an element-wise kernel, fused with its neighbours [s].
  public var vectorLatency = 0.3e-6
  /// Times that a product's data cross the array of processors one after the other.
  public var crossings = 0.0
  /// Rate at which one row's inputs and results pass through the fabric, 0 when it hides [B/s].
  public var laneBandwidth = 0.0
  /// Rows that pass side by side.
  public var lanes = 1.0
  /// Share of local experts that no token reached and that are read all the same.
  ///
  /// A schedule that is fixed before the tokens are known reads all of them: 1.
  public var idleExperts = 0.0
  /// Energy of the arithmetic in 16 bits at the full clock [J/FLOP].
  public var energyPerFlop = 0.4e-12
  /// Energy per byte that weights and caches move [J/B].
  public var energyPerByte = 4e-12

  /// A typical machine.
  public init() {}

  /// Every constant with its name, unit and bounds.
  public static let fields: [ConstantField<Self>] = [
    ConstantField("efficiency", "", 0.05, 1, \.efficiency),
    ConstantField("attention", "", 0.02, 1, \.attention),
    ConstantField("bandwidth", "", 0.02, 1, \.bandwidth),
    ConstantField("latency", "us", 0, 1e-4, \.latency),
    ConstantField("vector-latency", "us", 0, 1e-4, \.vectorLatency),
    ConstantField("crossings", "", 0, 10, \.crossings),
    ConstantField("lane-bandwidth", "GB/s", 0, 1e13, \.laneBandwidth),
    ConstantField("lanes", "", 1, 1e6, \.lanes),
    ConstantField("idle-experts", "", 0, 1, \.idleExperts),
    ConstantField("energy-per-flop", "pJ/FLOP", 1e-14, 1e-12, \.energyPerFlop),
    ConstantField("energy-per-byte", "pJ/B", 1e-13, 5e-10, \.energyPerByte),
  ]
}
