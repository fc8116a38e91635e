import Foundation

/// A ring resonator on silicon that modulates or picks one wavelength, and its heater.
public struct Ring: Sendable, Hashable {
  /// Wavelength at which it works [m].
  public var wavelength: Double
  /// Group index of its waveguide (1).
  public var groupIndex: Double
  /// Change of refractive index with temperature [1/K].
  public var thermoOptic: Double
  /// Width of its resonance at half its depth [m].
  public var width: Double
  /// Distance between its resonances [m].
  public var freeRange: Double
  /// Shift between the outer levels when it modulates [m].
  public var modulationShift: Double
  /// Heater power that shifts it by one distance between resonances [W].
  public var heaterPowerPerRange: Double
  /// Greatest power of its heater [W].
  public var heaterLimit: Double
  /// Share of a neighbour's heat shift that it sees itself, from each side (1).
  public var neighbourShare: Double
  /// Rings beside it that are heated alike.
  public var neighbours: Double
  /// What the lock leaves of any detuning [m].
  public var lockError: Double
  /// Temperature at which it stands on its wavelength without heat; above it nothing can be done [K].
  public var coldLock: Double
  /// Shift of the laser's wavelength with the same temperature, 0 for a laser elsewhere [m/K].
  public var laserDrift: Double

  /// Describes a ring.
  public init(
    wavelength: Double,
    groupIndex: Double = 4.18,
    thermoOptic: Double = 1.86e-4,
    width: Double,
    freeRange: Double,
    modulationShift: Double = 0,
    heaterPowerPerRange: Double,
    heaterLimit: Double,
    neighbourShare: Double = 0,
    neighbours: Double = 0,
    lockError: Double = 0,
    coldLock: Double,
    laserDrift: Double = 0
  ) {
    self.wavelength = wavelength
    self.groupIndex = groupIndex
    self.thermoOptic = thermoOptic
    self.width = width
    self.freeRange = freeRange
    self.modulationShift = modulationShift
    self.heaterPowerPerRange = heaterPowerPerRange
    self.heaterLimit = heaterLimit
    self.neighbourShare = neighbourShare
    self.neighbours = neighbours
    self.lockError = lockError
    self.coldLock = coldLock
    self.laserDrift = laserDrift
  }

  /// Shift of its resonance with temperature [m/K].
  ///
  /// `λ/n_g·dn/dT`: 69 pm/K at 1550 nm and 58 pm/K at 1310 nm with n_g = 4.18; 70 to 90 are measured.
  public var drift: Double { wavelength / groupIndex * thermoOptic }

  /// Shift of a ring's resonance with temperature, of light held in silicon [m/K].
  ///
  /// By the energy theorem `∂n_eff/∂n = Γ·n_g/n`, so the group index falls out: `λ·Γ/n·dn/dT`, and
  /// the lattice adds its expansion. Nearer to measurements of rings in air than ``drift``, which
  /// takes the effective index to follow that of silicon.
  ///
  /// - Parameters:
  ///   - wavelength: Wavelength [m].
  ///   - confinement: Share of the electric energy in silicon, about 0.9 of a strip in air (estimated).
  /// - Returns: 77 pm/K at 1550 nm.
  public static func confinedDrift(wavelength: Double, confinement: Double = 0.9) -> Double {
    let siliconIndex = 3.476
    let expansion = 2.6e-6 * 2.4 / 4.18
    return wavelength * (confinement / siliconIndex * 1.86e-4 + expansion)
  }

  /// Longest shift that the heater reaches [m].
  public var tuningRange: Double { heaterLimit / heaterPowerPerRange * freeRange }

  /// Span of temperatures that the heater makes up for, neighbours' heat counted [K].
  public var tuningSpan: Double {
    let net = drift - laserDrift
    guard net != 0 else { return .infinity }
    if tuningRange >= freeRange { return .infinity }
    return tuningRange * (1 + neighbourShare * neighbours) / abs(net)
  }

  /// Heater power that makes up for a swing of temperature [W].
  ///
  /// - Parameter swing: Span of temperatures [K].
  /// - Returns: Shift over free range times power per range, at the coldest.
  public func heaterPower(swing: Double) -> Double {
    abs(drift - laserDrift) * swing / freeRange * heaterPowerPerRange
      / (1 + neighbourShare * neighbours)
  }

  /// What the heater does at a temperature.
  public struct Tuning: Sendable, Hashable {
    /// Shift by the heater itself [m].
    public var shift: Double
    /// Power of the heater [W].
    public var power: Double
    /// How far the ring stands off its wavelength [m]; positive to the red.
    public var detuning: Double
    /// Whether the heater holds the ring on its wavelength.
    public var isLocked: Bool
  }

  /// What the heater does at a temperature.
  ///
  /// Heat shifts to the red only, so the heater is off at the warmest and makes up for cold. A
  /// heater that reaches over a whole distance between resonances takes the next one when the
  /// first is too warm. Neighbours are at the same temperature and help to heat.
  ///
  /// - Parameter temperature: Temperature of the chip [K].
  /// - Returns: Shift, power, and what is left.
  public func tuning(temperature: Double) -> Tuning {
    let help = 1 + neighbourShare * neighbours
    var wanted = (drift - laserDrift) * (coldLock - temperature)
    if tuningRange >= freeRange {
      wanted -= (wanted / freeRange).rounded(.down) * freeRange
    }
    let reached = min(max(0, wanted), tuningRange * help)
    let left = reached - wanted
    let shift = reached / help
    return Tuning(
      shift: shift,
      power: shift / freeRange * heaterPowerPerRange,
      detuning: left == 0 ? lockError : left + (left < 0 ? -lockError : lockError),
      isLocked: left == 0
    )
  }

  /// Loss of a ring that picks a wavelength, off its line [dB].
  ///
  /// `10·log₁₀(1 + (2δ/FWHM)²)`, a Lorentzian line.
  ///
  /// - Parameter detuning: How far it stands off [m].
  /// - Returns: Loss beyond that on the line.
  public func filterPenalty(detuning: Double) -> Double {
    let ratio = 2 * detuning / width
    return 10 * log10(1 + ratio * ratio)
  }

  /// Amplitude that a ring which modulates loses off its best place, infinite where nothing is left [dB].
  ///
  /// The ring's notch stands beside the laser where its flank is steepest, `FWHM/(2√3)` off, and
  /// the drive moves it by `modulationShift`. Off by as much to the wrong side the laser stands in
  /// the notch's middle, where driving changes nothing; beyond it the bits are inverted.
  ///
  /// - Parameter detuning: How far it stands off; of either side the worse counts [m].
  /// - Returns: Ratio of the amplitude at the best place to the one here.
  public func modulationPenalty(detuning: Double) -> Double {
    let off = abs(detuning)
    let left = min(amplitude(bias + off), amplitude(bias - off))
    return left > 0 ? -10 * log10(min(1, left / amplitude(bias))) : .infinity
  }

  /// Distance of the laser from the notch at which its flank is steepest [m].
  private var bias: Double { width / (2 * 3.0.squareRoot()) }

  /// Change of transmission between outer levels with the laser at a distance from the notch (1).
  private func amplitude(_ distance: Double) -> Double {
    let half = (modulationShift > 0 ? modulationShift : width * 1e-3) / 2
    return line(distance - half) - line(distance + half)
  }

  /// The Lorentzian line, 1 in its middle.
  private func line(_ distance: Double) -> Double {
    let ratio = 2 * distance / width
    return 1 / (1 + ratio * ratio)
  }

  /// Loss of a bent waveguide [dB/m].
  ///
  /// `1.09·10⁶·R^−10.15 + 1` in dB/cm with R in µm (Bahadori, 2017), for silicon strips: 1.1 dB/cm at
  /// 5 µm, 100 dB/cm at 2.5 µm.
  ///
  /// - Parameter radius: Radius of the bend [m].
  /// - Returns: Loss of a metre of it.
  public static func bendLoss(radius: Double) -> Double {
    100 * (1.09e6 * pow(radius * 1e6, -10.15) + 1)
  }
}
