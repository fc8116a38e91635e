import Fabrics
public import Links
import Thermal

/// Optical engines with rings beside an accelerator: their temperature and what that does to them.
public struct EnginePoint: Sendable, Hashable {
  /// Temperature of the engines [K].
  public var temperature: Double
  /// What their links do there.
  public var state: RingLink.State
  /// Power of all heaters of one accelerator's links, both ends [W].
  public var heaterPower: Double
  /// Whether errors stay within what is corrected.
  public var works: Bool
  /// Temperature above which they do not, nil where none up to 150 °C is too warm [K].
  public var collapse: Double?
  /// Temperature below which they do not, nil where none down to 0 °C is too cold [K].
  public var freeze: Double?
  /// Times that temperature and step were found in turn.
  public var rounds = 1
}

extension System {
  /// Temperatures between which engines are looked at [K].
  static let engineRange = 273.15...423.15

  /// The engines of the scale-up links with the accelerator at a junction temperature.
  ///
  /// Engines stand on the accelerator's package, under the same plate: at the temperature of its
  /// case, `T_j − P·R_interface`.
  ///
  /// - Parameter junction: Temperature of the accelerator's junction [K].
  /// - Returns: The engines, nil where the scale-up links have no rings.
  public func engine(junction: Double) -> EnginePoint? {
    let chain = Self.chain(of: accelerator, in: facility)
    let power = chain.power(temperature: junction)
    return engine(at: junction - (power.isFinite ? power * chain.interfaceResistance : 0))
  }

  /// The engines of the scale-up links at a temperature of their own.
  ///
  /// - Parameter temperature: Temperature of the engines [K].
  /// - Returns: The engines, nil where the scale-up links have no rings.
  public func engine(at temperature: Double) -> EnginePoint? {
    guard let tier = links.scaleUp, let ring = tier.technology.ring else { return nil }
    let state = ring.state(temperature: temperature)
    // A lane has a ring where it is sent and, where filters are rings, one where it is received.
    let rings = ring.role == .both ? 2.0 : 1
    let lanes = tier.linksPerAccelerator * tier.rate / tier.technology.laneRate
    return EnginePoint(
      temperature: temperature,
      state: state,
      // Both directions of a link have lanes of their own.
      heaterPower: 2 * lanes * rings * state.heaterPower,
      works: ring.works(at: temperature),
      collapse: ring.collapse(within: Self.engineRange),
      freeze: ring.freeze(within: Self.engineRange)
    )
  }

  /// The same system with its scale-up links as their engines leave them.
  ///
  /// Frames sent again take their share of the bandwidth; heaters draw their power in the nodes.
  ///
  /// - Parameter point: The engines.
  /// - Returns: The changed system; with engines that do not work the bandwidth is left as it was,
  ///   since the system's problems then say why it cannot be.
  public func coupled(to point: EnginePoint) -> System {
    var result = self
    let before = links.engine
    let share = { (point: EnginePoint?) in
      guard let point, point.works else { return 1.0 }
      return point.state.efficiency
    }
    result.fabric.scaleUp.bandwidth *= share(point) / share(before)
    result.links.addedPower += point.heaterPower - (before?.heaterPower ?? 0)
    result.links.engine = point
    return result
  }
}
