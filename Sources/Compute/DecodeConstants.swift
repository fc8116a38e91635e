/// How one machine runs attention of one query per sequence against a cache.
public struct DecodeConstants: ConstantGroup {
  /// Fixed time of the kernels in a pipelined stream [s].
  public var launch = 8e-6
  /// Share of memory bandwidth that a large cache streams at.
  public var bandwidth = 0.85
  /// Share of memory bandwidth with an 8-bit cache, which must be widened.
  public var bandwidthNarrow = 0.75
  /// Memory rate that one block draws by itself [B/s].
  public var processorBandwidth = 60e9
  /// Time of one block of work whatever its length [s].
  public var item = 3e-6
  /// Blocks that one processor holds at a time.
  public var residents = 1.0
  /// How far a partial last wave is shared out: 0 whole waves, 1 perfectly even.
  public var softness = 0.3
  /// Extra time when a sequence is split over processors [s].
  public var split = 1.5e-6
  /// Energy per byte moved from memory [J/B].
  public var energyPerByte = 50e-12

  /// A typical machine.
  public init() {}

  /// Every constant with its name, unit and bounds.
  public static let fields: [ConstantField<Self>] = [
    ConstantField("launch", "us", 3e-7, 1e-4, \.launch),
    ConstantField("bandwidth", "", 0.05, 1, \.bandwidth),
    ConstantField("bandwidth-narrow", "", 0.05, 1, \.bandwidthNarrow),
    ConstantField("processor-bandwidth", "GB/s", 1e9, 1e13, \.processorBandwidth),
    ConstantField("item", "us", 1e-8, 1e-4, \.item),
    ConstantField("residents", "", 0.5, 16, \.residents),
    ConstantField("softness", "", 0.001, 1, \.softness),
    ConstantField("split", "us", 1e-8, 1e-4, \.split),
    ConstantField("energy-per-byte", "pJ/B", 1e-12, 1e-9, \.energyPerByte),
  ]
}
