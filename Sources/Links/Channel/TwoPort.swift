import Foundation

/// S-parameters of a two-port at one frequency.
public struct TwoPort: Sendable, Hashable {
  /// Reflection at port 1.
  public var s11: ComplexNumber
  /// Transmission from port 2 to port 1.
  public var s12: ComplexNumber
  /// Transmission from port 1 to port 2.
  public var s21: ComplexNumber
  /// Reflection at port 2.
  public var s22: ComplexNumber

  /// Describes a two-port.
  public init(s11: ComplexNumber, s12: ComplexNumber, s21: ComplexNumber, s22: ComplexNumber) {
    self.s11 = s11
    self.s12 = s12
    self.s21 = s21
    self.s22 = s22
  }

  /// A wire of no length.
  public static let through = TwoPort(s11: .zero, s12: .one, s21: .one, s22: .zero)

  /// A capacitance across the line, in a system of the reference given [F, ohm, rad/s].
  public static func shunt(capacitance: Double, reference: Double, angular: Double) -> TwoPort {
    let y = ComplexNumber(0, angular * capacitance * reference)
    let below = ComplexNumber(2) + y
    let s11 = -(y / below)
    let s21 = ComplexNumber(2) / below
    return TwoPort(s11: s11, s12: s21, s21: s21, s22: s11)
  }

  /// An inductance in the line, in a system of the reference given [H, ohm, rad/s].
  public static func series(inductance: Double, reference: Double, angular: Double) -> TwoPort {
    let z = ComplexNumber(0, angular * inductance / reference)
    let below = ComplexNumber(2) + z
    let s11 = z / below
    let s21 = ComplexNumber(2) / below
    return TwoPort(s11: s11, s12: s21, s21: s21, s22: s11)
  }

  /// A line of a mismatch `ρ = (Z − Z₀)/(Z + Z₀)` and a propagation `γl`.
  public static func line(mismatch: Double, propagation: ComplexNumber) -> TwoPort {
    let once = ComplexNumber.exponential(-propagation)
    let twice = once * once
    let below = ComplexNumber.one - mismatch * mismatch * twice
    let s11 = mismatch * (ComplexNumber.one - twice) / below
    let s21 = (1 - mismatch * mismatch) * once / below
    return TwoPort(s11: s11, s12: s21, s21: s21, s22: s11)
  }

  /// This two-port followed by another.
  public func followed(by next: TwoPort) -> TwoPort {
    let below = ComplexNumber.one - s22 * next.s11
    return TwoPort(
      s11: s11 + s12 * s21 * next.s11 / below,
      s12: s12 * next.s12 / below,
      s21: s21 * next.s21 / below,
      s22: next.s22 + next.s12 * next.s21 * s22 / below
    )
  }

  /// The same two-port seen from its other end.
  public var turned: TwoPort { TwoPort(s11: s22, s12: s21, s21: s12, s22: s11) }

  /// The same two-port referred to another impedance at both ends [ohm].
  ///
  /// With `r = (Z′ − Z)/(Z′ + Z)`: `S′ = (S − r)(1 − rS)⁻¹`.
  public func renormalised(from old: Double, to new: Double) -> TwoPort {
    guard old != new else { return self }
    let r = ComplexNumber((new - old) / (new + old))
    let one = ComplexNumber.one
    let determinant = s11 * s22 - s12 * s21
    let below = one - r * (s11 + s22) + r * r * determinant
    let across = (one - r * r) / below
    return TwoPort(
      s11: (s11 - r + r * r * s22 - r * determinant) / below,
      s12: s12 * across,
      s21: s21 * across,
      s22: (s22 - r + r * r * s11 - r * determinant) / below
    )
  }

  /// Voltage transfer between a source and a load that reflect as given (93A-18).
  ///
  /// `S21 (1 − Γ1)(1 + Γ2) / (1 − S11 Γ1 − S22 Γ2 + Γ1 Γ2 ΔS)`.
  public func voltageTransfer(source: Double, load: Double) -> ComplexNumber {
    let determinant = s11 * s22 - s12 * s21
    let below =
      ComplexNumber.one - source * s11 - load * s22 + (source * load) * determinant
    return ((1 - source) * (1 + load)) * s21 / below
  }
}

/// A two-port over frequency.
public struct TwoPortTable: Sendable, Hashable {
  /// Frequencies, rising [Hz].
  public var frequencies: [Double]
  /// Reference impedance of both ports [ohm].
  public var reference: Double
  /// Parameters by frequency.
  public var parameters: [TwoPort]

  /// Describes a two-port over frequency.
  public init(frequencies: [Double], reference: Double, parameters: [TwoPort]) {
    precondition(frequencies.count == parameters.count)
    self.frequencies = frequencies
    self.reference = reference
    self.parameters = parameters
  }

  /// The same table referred to another impedance [ohm].
  public func renormalised(to new: Double) -> TwoPortTable {
    TwoPortTable(
      frequencies: frequencies,
      reference: new,
      parameters: parameters.map { $0.renormalised(from: reference, to: new) }
    )
  }

  /// Insertion loss at a frequency, linear in decibels between the points [dB].
  public func insertionLoss(at frequency: Double) -> Double {
    guard let last = frequencies.indices.last else { return .nan }
    let upper = frequencies.firstIndex { $0 >= frequency } ?? last
    let lower = max(0, upper - 1)
    let loss = { (index: Int) in -20 * log10(max(1e-15, parameters[index].s21.magnitude)) }
    guard upper > lower else { return loss(upper) }
    let share =
      (frequency - frequencies[lower]) / (frequencies[upper] - frequencies[lower])
    return loss(lower) + min(1, max(0, share)) * (loss(upper) - loss(lower))
  }
}
