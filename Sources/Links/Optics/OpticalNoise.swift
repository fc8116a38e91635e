import Foundation

/// A photodiode with its amplifier.
public struct OpticalReceiver: Sendable, Hashable {
  /// Current per power of light [A/W].
  public var responsivity: Double
  /// Noise of the amplifier, referred to its input, per bandwidth [A²/Hz].
  public var noiseDensity: Double
  /// Bandwidth in which noise counts [Hz].
  public var bandwidth: Double
  /// Relative intensity noise of the laser [dB/Hz]; −∞ for none.
  public var relativeIntensityNoise: Double
  /// Current without light [A].
  public var darkCurrent: Double
  /// Least outer modulation amplitude at which errors reach the limit, as a data sheet states it,
  /// nil to compute it from noise [dBm].
  public var sensitivity: Double?
  /// Eye closure of the transmitter for which that sensitivity is stated (TDECQ) [dB].
  public var sensitivityClosure: Double

  /// Describes a receiver.
  public init(
    responsivity: Double = 0.89,
    noiseDensity: Double = 0,
    bandwidth: Double,
    relativeIntensityNoise: Double = -.infinity,
    darkCurrent: Double = 0,
    sensitivity: Double? = nil,
    sensitivityClosure: Double = 0.9
  ) {
    self.responsivity = responsivity
    self.noiseDensity = noiseDensity
    self.bandwidth = bandwidth
    self.relativeIntensityNoise = relativeIntensityNoise
    self.darkCurrent = darkCurrent
    self.sensitivity = sensitivity
    self.sensitivityClosure = sensitivityClosure
  }

  /// Charge of an electron [C].
  public static let electron = 1.602_176_634e-19

  /// Thermal noise of the amplifier [A²].
  public var thermalVariance: Double { noiseDensity * bandwidth }

  /// Shot noise at a power of light [A²].
  ///
  /// - Parameter power: Power of light [W].
  /// - Returns: `2qIB` of photocurrent and dark current.
  public func shotVariance(power: Double) -> Double {
    2 * Self.electron * (responsivity * power + darkCurrent) * bandwidth
  }

  /// Intensity noise of the laser at a power of light [A²].
  ///
  /// - Parameter power: Power of light [W].
  /// - Returns: `10^(RIN/10)·I²·B`.
  public func intensityVariance(power: Double) -> Double {
    let current = responsivity * power
    return relativeNoise * current * current
  }

  /// Relative variance that the laser adds (1).
  private var relativeNoise: Double {
    relativeIntensityNoise == -.infinity ? 0 : pow(10, relativeIntensityNoise / 10) * bandwidth
  }

  /// Errors per bit of light with evenly spaced levels (1).
  ///
  /// Noise is that of each level. An eye between levels of unequal noise is sliced where errors
  /// to both sides are equal, `Q = ΔI/(σ₁ + σ₂)`; with equal noise this is
  /// `⅜·erfc(Q/√2)` with `Q = R·OMA/3/(2σ)` for PAM4.
  ///
  /// - Parameters:
  ///   - average: Average power of light at the diode [W].
  ///   - amplitude: Outer modulation amplitude at the diode, closures taken off [W].
  ///   - modulation: Levels of a symbol.
  /// - Returns: Errors per bit before correction.
  public func bitErrorRate(
    average: Double,
    amplitude: Double,
    modulation: Modulation
  ) -> Double {
    let levels = modulation.levels
    let step = amplitude / Double(levels - 1)
    let relative = relativeNoise
    let shot = 2 * Self.electron * bandwidth
    let floor = thermalVariance + shot * darkCurrent
    var power = max(0, average - amplitude / 2)
    var below = deviation(power, floor: floor, shot: shot, relative: relative)
    var errors = 0.0
    for _ in 1..<levels {
      power += step
      let above = deviation(power, floor: floor, shot: shot, relative: relative)
      let noise = below + above
      errors += noise > 0 ? erfc(responsivity * step / noise * 0.5.squareRoot()) : 0
      below = above
    }
    return errors * modulation.errorShare / Double(levels - 1)
  }

  /// Standard deviation of the current at a level [A].
  private func deviation(
    _ power: Double,
    floor: Double,
    shot: Double,
    relative: Double
  ) -> Double {
    let current = responsivity * power
    return (floor + shot * current + relative * current * current).squareRoot()
  }

  /// Least outer modulation amplitude at the diode for an error rate, nil where none suffices [dBm].
  ///
  /// Light with a given extinction ratio is dimmed until errors reach the limit. Shot and
  /// intensity noise fall with it, so the answer is found by halving.
  ///
  /// - Parameters:
  ///   - limit: Errors per bit that are allowed.
  ///   - extinctionRatio: Power of the highest level over that of the lowest (1).
  ///   - closure: Amplitude lost to eye closure, crosstalk and the like [dB].
  ///   - modulation: Levels of a symbol.
  /// - Returns: The sensitivity before closures are taken off.
  public func sensitivity(
    errorLimit limit: Double,
    extinctionRatio: Double,
    closure: Double = 0,
    modulation: Modulation
  ) -> Double? {
    let swing = 2 * Optics.swing(extinctionRatio: extinctionRatio)
    let opening = Optics.ratio(decibels: -closure)
    func errors(_ amplitude: Double) -> Double {
      let power = Optics.watts(dBm: amplitude)
      return bitErrorRate(
        average: power / swing,
        amplitude: power * opening,
        modulation: modulation
      )
    }
    var low = -60.0
    var high = 40.0
    guard errors(high) <= limit else { return nil }
    guard errors(low) > limit else { return low }
    for _ in 0..<44 {
      let middle = (low + high) / 2
      if errors(middle) > limit { low = middle } else { high = middle }
    }
    return high
  }
}

/// Conversions of light.
public enum Optics {
  /// Speed of light in vacuum [m/s].
  public static let lightSpeed = 299_792_458.0

  /// Power of a level [W].
  public static func watts(dBm: Double) -> Double { 1e-3 * pow(10, dBm / 10) }

  /// Level of a power [dBm].
  public static func dBm(watts: Double) -> Double { 10 * log10(watts / 1e-3) }

  /// Ratio of a level (1).
  public static func ratio(decibels: Double) -> Double { pow(10, decibels / 10) }

  /// Level of a ratio [dB].
  public static func decibels(_ ratio: Double) -> Double { 10 * log10(ratio) }

  /// Half the outer modulation amplitude over average power, `(ER − 1)/(ER + 1)` (1).
  public static func swing(extinctionRatio: Double) -> Double {
    extinctionRatio == .infinity ? 1 : (extinctionRatio - 1) / (extinctionRatio + 1)
  }

  /// Outer modulation amplitude of light [dBm].
  ///
  /// - Parameters:
  ///   - average: Average power [dBm].
  ///   - extinctionRatio: Extinction ratio, above 0 [dB].
  /// - Returns: `2·P·(ER − 1)/(ER + 1)` as a level.
  public static func amplitude(average: Double, extinctionRatio: Double) -> Double {
    average + decibels(2 * swing(extinctionRatio: ratio(decibels: extinctionRatio)))
  }

  /// Loss of a coupling whose modes are apart sideways [dB].
  ///
  /// `4.343·(x/w)²` for two Gaussian modes of equal radius.
  ///
  /// - Parameters:
  ///   - offset: Distance between the centres [m].
  ///   - modeRadius: Radius of the modes at 1/e² of intensity [m].
  /// - Returns: The loss beyond that of perfect alignment.
  public static func misalignmentLoss(offset: Double, modeRadius: Double) -> Double {
    let ratio = offset / modeRadius
    return 10 / log(10) * ratio * ratio
  }
}
