import Foundation

/// Loss of a line per metre: `a·√f + b·f`, of the conductor's skin and of the dielectric.
public struct LineLoss: Sendable, Hashable {
  /// Loss of the conductor [dB/m at 1 GHz, growing with √f].
  public var conductor: Double
  /// Loss of the dielectric [dB/m at 1 GHz, growing with f].
  public var dielectric: Double

  /// Describes a line.
  ///
  /// - Parameters:
  ///   - conductor: Loss of the conductor at 1 GHz [dB/m].
  ///   - dielectric: Loss of the dielectric at 1 GHz [dB/m].
  public init(conductor: Double, dielectric: Double) {
    self.conductor = conductor
    self.dielectric = dielectric
  }

  /// Loss of a metre at a frequency [dB/m].
  ///
  /// - Parameter frequency: Frequency [Hz].
  /// - Returns: `a·√f + b·f` with f in GHz.
  public func perMetre(at frequency: Double) -> Double {
    let gigahertz = frequency / 1e9
    return conductor * gigahertz.squareRoot() + dielectric * gigahertz
  }

  /// The line whose loss at one frequency is as given, with the conductor's share of another.
  ///
  /// For materials of which one measurement is known.
  ///
  /// - Parameters:
  ///   - loss: Loss of a metre [dB/m].
  ///   - frequency: Frequency at which it was measured [Hz].
  /// - Returns: This line with both terms scaled alike.
  public func scaled(to loss: Double, at frequency: Double) -> LineLoss {
    let factor = loss / perMetre(at: frequency)
    return LineLoss(conductor: conductor * factor, dielectric: dielectric * factor)
  }
}

/// Twinax cable by wire gauge.
public enum Twinax {
  /// Gauges for which the model holds (AWG).
  public static let gauges = 24...34

  /// Diameter of a solid wire [m].
  ///
  /// `0.127 mm·92^((36 − n)/39)` (ASTM B258).
  public static func diameter(gauge: Double) -> Double {
    0.127e-3 * pow(92, (36 - gauge) / 39)
  }

  /// Loss of a cable with conductors of a gauge.
  ///
  /// Fitted to 7.14 dB/m at 53 GHz and 12 dB/m at 110 GHz of 26 AWG and to 10.23 dB/m at 53 GHz
  /// of 30 AWG, with the dielectric of the former. Skin loss goes as one over the diameter; the
  /// product of both, 7 % greater at 30 AWG, is interpolated between and held constant beyond.
  ///
  /// - Parameter gauge: Gauge of the conductors (AWG), 24 to 34.
  /// - Returns: The line.
  public static func loss(gauge: Double) -> LineLoss {
    let thick = 0.610 * diameter(gauge: 26)
    let thin = 1.034 * diameter(gauge: 30)
    let share = min(max((gauge - 26) / 4, 0), 1)
    return LineLoss(
      conductor: (thick + share * (thin - thick)) / diameter(gauge: gauge),
      dielectric: 0.0509
    )
  }
}

/// Materials of circuit boards.
public enum BoardMaterial: String, CaseIterable, Sendable, Hashable {
  /// Best laminates and smoothest copper of 2026.
  case ultraLowLoss = "ultra-low-loss"
  /// Megtron 8 class.
  case megtron8 = "megtron-8"
  /// Megtron 6 class.
  case megtron6 = "megtron-6"

  /// Loss of a trace.
  ///
  /// Ultra-low loss is fitted to 1.25 dB/inch at 56 GHz and 2.1 dB/inch at 112 GHz. Of the others
  /// one vendor's simulation is known, 14.2 and 18.5 dB on 200 mm at 26.56 GHz, which is high
  /// beside other reports; they split between conductor and dielectric as the first does.
  public var loss: LineLoss {
    let inch = 0.0254
    // Two equations for two unknowns: loss per inch at 56 and at 112 GHz.
    let root = (2 * 1.25 - 2.1) / (2 * 56.0.squareRoot() - 112.0.squareRoot())
    let linear = (1.25 - root * 56.0.squareRoot()) / 56
    let best = LineLoss(conductor: root / inch, dielectric: linear / inch)
    return switch self {
    case .ultraLowLoss: best
    case .megtron8: best.scaled(to: 14.2 / 0.2, at: 26.5625e9)
    case .megtron6: best.scaled(to: 18.5 / 0.2, at: 26.5625e9)
    }
  }
}
