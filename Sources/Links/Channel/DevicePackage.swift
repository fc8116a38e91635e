import Foundation

/// Loss and delay of a transmission line per length (93A-9 to 93A-14).
///
/// `γ(f) = γ₀ + a₁(1 + j)√f + a₂(1 − j(2/π) ln(f/1 GHz)) f + j2πτf`.
public struct LineConstants: Sendable, Hashable {
  /// Loss at all frequencies [1/m].
  public var constant: Double
  /// Loss by skin effect [√s/m].
  public var skin: Double
  /// Loss in the dielectric [s/m].
  public var dielectric: Double
  /// Delay [s/m].
  public var delay: Double

  /// Describes a line.
  public init(constant: Double, skin: Double, dielectric: Double, delay: Double) {
    self.constant = constant
    self.skin = skin
    self.dielectric = dielectric
    self.delay = delay
  }

  /// Takes the constants in the units in which the standards print them: 1/mm, √ns/mm, ns/mm, ns/mm.
  public init(perMillimetre constant: Double, _ skin: Double, _ dielectric: Double, _ delay: Double)
  {
    self.init(
      constant: constant * 1e3,
      skin: skin * 1e3 * 1e-9.squareRoot(),
      dielectric: dielectric * 1e-6,
      delay: delay * 1e-6
    )
  }

  /// Propagation at a frequency [1/m].
  public func propagation(at frequency: Double) -> ComplexNumber {
    guard frequency > 0 else { return ComplexNumber(constant) }
    let skinLoss = skin * frequency.squareRoot()
    let dielectricLoss = dielectric * frequency
    return ComplexNumber(
      constant + skinLoss + dielectricLoss,
      skinLoss - dielectricLoss * (2 / .pi) * log(frequency / 1e9) + 2 * .pi * delay * frequency
    )
  }
}

/// A piece of line in a package or on a host board.
public struct LineStage: Sendable, Hashable {
  /// Differential characteristic impedance [ohm].
  public var impedance: Double
  /// Length [m].
  public var length: Double
  /// Loss and delay per length.
  public var constants: LineConstants

  /// Describes a piece of line.
  public init(impedance: Double, length: Double, constants: LineConstants) {
    self.impedance = impedance
    self.length = length
    self.constants = constants
  }
}

/// A section of the ladder that stands for the die: a capacitance across, an inductance along.
public struct DieStage: Sendable, Hashable {
  /// Capacitance of one wire [F].
  public var capacitance: Double
  /// Inductance of one wire [H].
  public var inductance: Double

  /// Describes a section.
  public init(capacitance: Double, inductance: Double) {
    self.capacitance = capacitance
    self.inductance = inductance
  }
}

/// What stands between a device's circuits and the board: die, bump, package line, ball (93A.1.2).
public struct DevicePackage: Sendable, Hashable {
  /// Sections of the die's ladder, from the circuit outwards.
  public var die: [DieStage]
  /// Capacitance of the bump, one wire [F].
  public var bump: Double
  /// Lines of package, from the die outwards.
  public var lines: [LineStage]
  /// Capacitance of the ball, one wire [F].
  public var ball: Double
  /// Lines of a host board that the measured channel does not hold, from the package outwards.
  public var host: [LineStage]
  /// Termination of one wire in the device [ohm].
  public var termination: Double

  /// Describes a package.
  public init(
    die: [DieStage],
    bump: Double = 0,
    lines: [LineStage],
    ball: Double,
    host: [LineStage] = [],
    termination: Double = 50
  ) {
    self.die = die
    self.bump = bump
    self.lines = lines
    self.ball = ball
    self.host = host
    self.termination = termination
  }

  /// The two-port from the circuit (port 1) to the board (port 2) at a frequency [Hz].
  ///
  /// It is differential and referred to twice the reference resistance of one wire [ohm].
  public func twoPort(at frequency: Double, reference: Double) -> TwoPort {
    let angular = 2 * Double.pi * frequency
    var whole = TwoPort.through
    let shunt = { (capacitance: Double) in
      TwoPort.shunt(capacitance: capacitance, reference: reference, angular: angular)
    }
    let line = { (stage: LineStage) in
      TwoPort.line(
        mismatch: (stage.impedance - 2 * reference) / (stage.impedance + 2 * reference),
        propagation: stage.length * stage.constants.propagation(at: frequency)
      )
    }
    for stage in die {
      whole = whole.followed(by: shunt(stage.capacitance))
      if stage.inductance > 0 {
        whole = whole.followed(
          by: .series(inductance: stage.inductance, reference: reference, angular: angular)
        )
      }
    }
    if bump > 0 { whole = whole.followed(by: shunt(bump)) }
    for stage in lines { whole = whole.followed(by: line(stage)) }
    if ball > 0 { whole = whole.followed(by: shunt(ball)) }
    for stage in host { whole = whole.followed(by: line(stage)) }
    return whole
  }
}

/// A pair of packages that a channel is judged with; the worst case counts.
public struct PackageCase: Sendable, Hashable {
  /// Name for a reader, such as `class A, 33 mm`.
  public var name: String
  /// Package of the transmitter.
  public var transmitter: DevicePackage
  /// Package of the receiver.
  public var receiver: DevicePackage
  /// Package of the aggressors at the receiver's end; the transmitter's where nil.
  public var nearAggressor: DevicePackage?
  /// Package of the aggressors at the transmitter's end; the transmitter's where nil.
  public var farAggressor: DevicePackage?

  /// Describes a case.
  public init(
    name: String,
    transmitter: DevicePackage,
    receiver: DevicePackage,
    nearAggressor: DevicePackage? = nil,
    farAggressor: DevicePackage? = nil
  ) {
    self.name = name
    self.transmitter = transmitter
    self.receiver = receiver
    self.nearAggressor = nearAggressor
    self.farAggressor = farAggressor
  }
}
