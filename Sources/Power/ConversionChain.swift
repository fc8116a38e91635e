/// The stages between the grid and the accelerators, in the order in which power passes them.
///
/// Power is *delivered* at the input of the boards (12 V, 54 V or 800 V): rated accelerator power
/// is defined there, so the regulators that follow (`place: module`) are inside it and only split
/// it into silicon power and regulator heat. Rectifiers in the rack are IT power to PUE; moved into
/// the hall (800 V DC) the same loss raises PUE, so compare grid power and not PUE between chains.
///
/// Each stage stands at `loading × load` of its own rating; the small change of a stage's output
/// with the losses behind it is left out (below 0.2 % of the loss for the chains in use).
public struct ConversionChain: Sendable, Hashable {
  /// What the chain is called, such as `54v`.
  public var name: String

  /// Voltage at which power crosses the rack to the boards [V].
  public var rackVoltage: Double

  /// The stages from the grid downwards.
  public var stages: [ConversionStage]

  /// Creates a chain.
  ///
  /// - Parameters:
  ///   - name: What the chain is called.
  ///   - rackVoltage: Voltage across the rack [V].
  ///   - stages: Stages from the grid downwards.
  public init(name: String, rackVoltage: Double, stages: [ConversionStage]) {
    self.name = name
    self.rackVoltage = rackVoltage
    self.stages = stages
  }

  /// Lowest load at which the loss curves are read, as a share of the rated rack power.
  public static let lowestLoad = 0.02

  /// Losses by place when boards take a power, walked from the boards back to the grid.
  ///
  /// - Parameters:
  ///   - power: Power delivered to the boards [W].
  ///   - load: That power over the rated rack power; 1 is rated. Read from 0.02 upwards.
  /// - Returns: The account of losses; all zero when `power` is 0.
  public func losses(delivering power: Double, load: Double) -> ConversionLosses {
    var account = ConversionLosses(delivered: power, hall: 0, rack: 0, module: 0)
    let load = max(load, Self.lowestLoad)
    var flow = power
    for index in stages.indices.reversed() {
      let stage = stages[index]
      let relative = stage.relativeLoss(load: stage.loading * load)
      switch stage.place {
      case .module:
        // The module's power is its input: silicon gets what the regulators leave over.
        account.module += (power - account.module) * relative / (1 + relative)
      case .rack:
        account.rack += flow * relative
        flow += flow * relative
      case .hall:
        account.hall += flow * relative
        flow += flow * relative
      }
    }
    return account
  }

  /// Delivered over grid power, without the regulators on the modules.
  ///
  /// - Parameter load: Delivered over rated rack power.
  /// - Returns: A share of the input, 0 to 1.
  public func efficiency(load: Double) -> Double {
    losses(delivering: 1, load: load).efficiency
  }

  /// Power at the silicon over grid power, regulators on the modules included.
  ///
  /// - Parameter load: Delivered over rated rack power.
  /// - Returns: A share of the grid power, 0 to 1.
  public func efficiencyToSilicon(load: Double) -> Double {
    let account = losses(delivering: 1, load: load)
    return (1 - account.module) * account.efficiency
  }

  /// Hall loss over IT power: the electrical part of PUE − 1.
  ///
  /// - Parameter load: Delivered over rated rack power.
  /// - Returns: A share of IT power.
  public func hallShare(load: Double) -> Double {
    losses(delivering: 1, load: load).hallShare
  }

  /// Rack loss over delivered power: what turns board power into IT power.
  ///
  /// - Parameter load: Delivered over rated rack power.
  /// - Returns: A share of delivered power.
  public func rackShare(load: Double) -> Double {
    losses(delivering: 1, load: load).rack
  }

  /// Each stage with the power that it loses, for reports [W].
  ///
  /// - Parameters:
  ///   - power: Power delivered to the boards [W].
  ///   - load: That power over the rated rack power.
  /// - Returns: Stages from the grid downwards, each with its loss. Allocates.
  public func lossesByStage(
    delivering power: Double,
    load: Double
  ) -> [(stage: ConversionStage, loss: Double)] {
    let load = max(load, Self.lowestLoad)
    var flow = power
    var inside = 0.0
    var rows: [(stage: ConversionStage, loss: Double)] = []
    for stage in stages.reversed() {
      let relative = stage.relativeLoss(load: stage.loading * load)
      if stage.place == .module {
        let loss = (power - inside) * relative / (1 + relative)
        inside += loss
        rows.append((stage, loss))
      } else {
        rows.append((stage, flow * relative))
        flow += flow * relative
      }
    }
    return rows.reversed()
  }
}
