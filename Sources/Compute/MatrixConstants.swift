import Workloads

/// How one machine multiplies matrices in one number format.
public struct MatrixConstants: ConstantGroup {
  /// Fixed time of one kernel in a pipelined stream [s].
  public var launch = 3e-6
  /// Share of the peak rate that a tile of unlimited size would reach.
  public var efficiency = 0.9
  /// Tile size (harmonic, tm·tn/(tm+tn)) at which half of that efficiency is reached.
  public var tileHalf = 8.0
  /// Latency of one unit of contraction in a block, whatever the size of its tile [s].
  public var step = 1e-10
  /// Length of contraction whose time equals a tile's prologue and epilogue.
  public var prologue = 100.0
  /// How far a partial last wave is shared out: 0 whole waves, 1 perfectly even.
  public var softness = 0.2
  /// Share of memory bandwidth that a large stream reaches.
  public var bandwidth = 0.9
  /// Memory rate that one processor draws by itself [B/s].
  public var processorBandwidth = 150e9
  /// Share of the shorter of arithmetic and memory traffic that the longer one does not hide.
  public var serial = 0.0
  /// Step in which one side of a tile adapts to the result, 0 when tiles are of fixed shapes.
  public var tileStep = 0.0
  /// Least contraction that a part of a split one keeps.
  public var splitLength = 128.0
  /// Most parts into which a contraction is split.
  public var splitMost = 16.0
  /// Extra time of a split contraction [s].
  public var split = 1e-6
  /// Traffic of partial results of a split contraction over their size.
  public var partial = 0.5
  /// Fixed time of the quantising kernel of the left operand [s].
  public var quantise = 2e-6
  /// Share of memory bandwidth that the quantising kernel reaches.
  public var quantiseBandwidth = 0.7
  /// Time the host takes to issue a product of under 32 rows without a captured graph [s].
  public var dispatchNarrow = 0.0
  /// Time the host takes to issue a product of 32 rows or more without a captured graph [s].
  public var dispatch = 0.0
  /// Energy of the arithmetic at the full clock, registers and on-chip moves included [J/FLOP].
  public var energyPerFlop = 0.5e-12
  /// Energy per byte moved from memory [J/B].
  public var energyPerByte = 40e-12

  /// A typical machine.
  public init() {}

  /// Every constant with its name, unit and bounds.
  public static let fields: [ConstantField<Self>] = [
    ConstantField("launch", "us", 3e-7, 3e-5, \.launch),
    ConstantField("efficiency", "", 0.2, 1, \.efficiency),
    ConstantField("tile-half", "", 0.05, 200, \.tileHalf),
    ConstantField("step", "ns", 1e-13, 2e-8, \.step),
    ConstantField("prologue", "", 0.1, 5000, \.prologue),
    ConstantField("softness", "", 0.001, 1, \.softness),
    ConstantField("bandwidth", "", 0.2, 1, \.bandwidth),
    ConstantField("processor-bandwidth", "GB/s", 1e9, 2e13, \.processorBandwidth),
    ConstantField("serial", "", 0, 1, \.serial),
    ConstantField("tile-step", "", 0, 64, \.tileStep),
    ConstantField("split-length", "", 16, 16384, \.splitLength),
    ConstantField("split-most", "", 1, 64, \.splitMost),
    ConstantField("split", "us", 1e-8, 3e-5, \.split),
    ConstantField("partial", "", 0.01, 10, \.partial),
    ConstantField("quantise", "us", 1e-8, 5e-5, \.quantise),
    ConstantField("quantise-bandwidth", "", 0.01, 3, \.quantiseBandwidth),
    ConstantField("dispatch-narrow", "us", 0, 5e-4, \.dispatchNarrow),
    ConstantField("dispatch", "us", 0, 5e-4, \.dispatch),
    ConstantField("energy-per-flop", "pJ/FLOP", 1e-14, 5e-12, \.energyPerFlop),
    ConstantField("energy-per-byte", "pJ/B", 1e-12, 5e-10, \.energyPerByte),
  ]

  /// The constants of another format, with energy scaled by the width of the multipliers.
  func carried(from kin: NumberFormat, to format: NumberFormat) -> MatrixConstants {
    var result = self
    result.energyPerFlop *= format.multiplierWidth / kin.multiplierWidth
    return result
  }
}

extension NumberFormat {
  /// Relative energy of a multiplication with accumulation, 1 for 16 bits.
  var multiplierWidth: Double {
    switch self {
    case .fp32: 4
    case .tf32: 2
    case .bf16, .fp16: 1
    case .fp8, .fp8Block, .mxfp8, .int8, .q8: 0.5
    case .mxfp4, .nvfp4, .int4, .q4, .q4K: 0.25
    }
  }
}
