/// How one machine runs the grouped matrix products of experts in one number format.
public struct GroupedConstants: ConstantGroup {
  /// Fixed time of one grouped kernel in a pipelined stream [s].
  public var launch = 8e-6
  /// Share of the peak rate that large groups reach.
  public var efficiency = 0.6
  /// Least rows to which one expert's rows are rounded up.
  public var tileRows = 64.0
  /// Latency of one unit of contraction in a block [s].
  public var step = 5e-10
  /// Length of contraction whose time equals a tile's prologue and epilogue.
  public var prologue = 200.0
  /// How far a partial last wave is shared out: 0 whole waves, 1 perfectly even.
  public var softness = 0.5
  /// Share of memory bandwidth that streaming weights reaches.
  public var bandwidth = 0.8
  /// Memory rate that one processor draws by itself [B/s].
  public var processorBandwidth = 100e9
  /// Share of the shorter of arithmetic and memory traffic that the longer one does not hide.
  public var serial = 0.0
  /// Columns that share one reading of the rows where these outgrow the cache, 0 when all do.
  public var panel = 0.0
  /// Fixed time of routing, sorting and combining around the products [s].
  public var route = 20e-6
  /// Passes over every routed row of the model's width, local or not, around the products.
  public var passes = 3.0
  /// Passes over every local row of the inner width between the products.
  public var activation = 3.0
  /// Energy of the arithmetic at the full clock [J/FLOP].
  public var energyPerFlop = 0.6e-12
  /// Energy per byte moved from memory [J/B].
  public var energyPerByte = 40e-12

  /// A typical machine.
  public init() {}

  /// Every constant with its name, unit and bounds.
  public static let fields: [ConstantField<Self>] = [
    ConstantField("launch", "us", 3e-8, 5e-4, \.launch),
    ConstantField("efficiency", "", 0.02, 1, \.efficiency),
    ConstantField("tile-rows", "", 8, 256, \.tileRows),
    ConstantField("step", "ns", 1e-13, 2e-8, \.step),
    ConstantField("prologue", "", 0.1, 10000, \.prologue),
    ConstantField("softness", "", 0.001, 1, \.softness),
    ConstantField("bandwidth", "", 0.02, 1, \.bandwidth),
    ConstantField("processor-bandwidth", "GB/s", 1e9, 2e13, \.processorBandwidth),
    ConstantField("serial", "", 0, 1, \.serial),
    ConstantField("panel", "", 0, 100000, \.panel),
    ConstantField("route", "us", 1e-7, 1e-3, \.route),
    ConstantField("passes", "", 0.01, 50, \.passes),
    ConstantField("activation", "", 0.01, 50, \.activation),
    ConstantField("energy-per-flop", "pJ/FLOP", 1e-14, 5e-12, \.energyPerFlop),
    ConstantField("energy-per-byte", "pJ/B", 1e-12, 1e-9, \.energyPerByte),
  ]
}
