/// How one machine runs element-wise and reducing kernels.
public struct VectorConstants: ConstantGroup {
  /// Fixed time of one kernel in a pipelined stream [s].
  public var launch = 2e-6
  /// Share of memory bandwidth that large element-wise kernels reach.
  public var bandwidth = 0.85
  /// Energy per byte moved from memory [J/B].
  public var energyPerByte = 50e-12

  /// A typical machine.
  public init() {}

  /// Every constant with its name, unit and bounds.
  public static let fields: [ConstantField<Self>] = [
    ConstantField("launch", "us", 3e-7, 3e-5, \.launch),
    ConstantField("bandwidth", "", 0.1, 1.1, \.bandwidth),
    ConstantField("energy-per-byte", "pJ/B", 1e-12, 5e-10, \.energyPerByte),
  ]
}
