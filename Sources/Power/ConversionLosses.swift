/// What a conversion chain takes on the way to a load, by place [W].
public struct ConversionLosses: Sendable, Hashable {
  /// Power that reaches the boards [W].
  public var delivered: Double

  /// Loss upstream of the racks [W].
  public var hall: Double

  /// Loss inside the racks, up to the boards [W].
  public var rack: Double

  /// Part of the delivered power that the modules' own regulators turn into heat [W].
  public var module: Double

  /// Power that enters the racks: the IT power of PUE [W].
  public var rackInput: Double { delivered + rack }

  /// Power that is taken from the grid for these boards, without cooling [W].
  public var gridInput: Double { delivered + rack + hall }

  /// Hall loss over IT power: the electrical part of PUE − 1.
  public var hallShare: Double { rackInput > 0 ? hall / rackInput : 0 }

  /// Delivered over grid power.
  public var efficiency: Double { gridInput > 0 ? delivered / gridInput : 0 }

  /// Creates an account of losses.
  ///
  /// - Parameters:
  ///   - delivered: Power that reaches the boards [W].
  ///   - hall: Loss upstream of the racks [W].
  ///   - rack: Loss inside the racks [W].
  ///   - module: Loss of the regulators that is inside `delivered` [W].
  public init(delivered: Double, hall: Double, rack: Double, module: Double) {
    self.delivered = delivered
    self.hall = hall
    self.rack = rack
    self.module = module
  }
}
