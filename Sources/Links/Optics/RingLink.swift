import Foundation

/// A link of light whose modulators, filters or both are rings: what it does at a temperature.
public struct RingLink: Sendable, Hashable {
  /// Where rings stand on the way.
  public enum Role: String, CaseIterable, Sendable, Hashable {
    /// Rings modulate at the sending end.
    case modulator
    /// Rings pick wavelengths at the receiving end.
    case filter
    /// Both.
    case both
  }

  /// The ring, at both ends alike.
  public let ring: Ring
  /// Where rings stand.
  public let role: Role
  /// Forward error correction.
  public let correction: ErrorCorrection
  /// What is sent again when a frame is lost.
  public let replay: Replay
  /// Size of a frame [bit].
  public let frame: Double
  /// Net rate of a lane [bit/s].
  public let laneRate: Double
  /// Errors per bit up to which the link is specified (1).
  public let errorLimit: Double
  /// The receiver.
  private let receiver: OpticalReceiver
  /// Levels of a symbol.
  private let modulation: Modulation
  /// Average power at the photodiode with rings in their place [dBm].
  private let power: Double
  /// Amplitude at the photodiode with rings in their place, closures taken off [dBm].
  private let amplitude: Double
  /// Margin with rings in their place, of a stated sensitivity [dB].
  private let margin: Double
  /// Q at the limit of errors (1).
  private let limitQ: Double

  /// Describes a link.
  ///
  /// - Parameters:
  ///   - budget: Light from laser to photodiode, rings in their place.
  ///   - reading: Which value of each spread is taken.
  ///   - ring: The ring, at both ends alike.
  ///   - role: Where rings stand.
  ///   - correction: Forward error correction.
  ///   - replay: What is sent again.
  ///   - frame: Size of a frame [bit].
  ///   - laneRate: Net rate of a lane [bit/s].
  public init(
    budget: OpticalBudget,
    reading: OpticalBudget.Case = .typical,
    ring: Ring,
    role: Role,
    correction: ErrorCorrection,
    replay: Replay = .selective,
    frame: Double = 32_768,
    laneRate: Double
  ) {
    self.ring = ring
    self.role = role
    self.correction = correction
    self.replay = replay
    self.frame = frame
    self.laneRate = laneRate
    errorLimit = budget.errorLimit
    receiver = budget.receiver
    modulation = budget.modulation
    let outcome = budget.outcome(reading)
    let lost = budget.closureLoss(reading)
    power = outcome.power
    amplitude = outcome.amplitude - lost
    margin = outcome.margin
    limitQ = budget.modulation.q(bitErrorRate: budget.errorLimit)
  }

  /// What a link does at a temperature.
  public struct State: Sendable, Hashable {
    /// Power of a ring's heater [W].
    public var heaterPower: Double
    /// How far rings stand off their wavelength [m].
    public var detuning: Double
    /// Whether heaters hold the rings.
    public var isLocked: Bool
    /// Amplitude lost to detuning at both ends; infinite where nothing is left [dB].
    public var penalty: Double
    /// Errors per bit before correction (1).
    public var bitErrorRate: Double
    /// Share of frames lost after correction (1).
    public var frameLoss: Double
    /// Share of the net rate that delivers frames (1).
    public var efficiency: Double
    /// Net rate of a lane that delivers frames [bit/s].
    public var effectiveRate: Double
  }

  /// What the link does with both ends at a temperature [K].
  public func state(temperature: Double) -> State {
    state(transmitter: temperature, receiver: temperature)
  }

  /// What the link does with its ends at temperatures of their own.
  ///
  /// - Parameters:
  ///   - transmitter: Temperature of the sending chip [K].
  ///   - receiver: Temperature of the receiving chip [K].
  /// - Returns: Heater power of the hungrier end, detuning of the worse, penalties of both.
  public func state(transmitter: Double, receiver: Double) -> State {
    var penalty = 0.0
    var detuning = 0.0
    var heater = 0.0
    var isLocked = true
    var dimming = 0.0
    if role != .filter {
      let tuning = ring.tuning(temperature: transmitter)
      penalty += ring.modulationPenalty(detuning: tuning.detuning)
      detuning = tuning.detuning
      heater = tuning.power
      isLocked = tuning.isLocked
    }
    if role != .modulator {
      let tuning = ring.tuning(temperature: receiver)
      dimming = ring.filterPenalty(detuning: tuning.detuning)
      penalty += dimming
      if abs(tuning.detuning) > abs(detuning) { detuning = tuning.detuning }
      heater = max(heater, tuning.power)
      isLocked = isLocked && tuning.isLocked
    }
    let errors = bitErrorRate(penalty: penalty, dimming: dimming)
    let lost = correction.frameLoss(bitErrorRate: errors, frame: frame)
    let efficiency = replay.efficiency(loss: lost, frame: frame, rate: laneRate)
    return State(
      heaterPower: heater,
      detuning: detuning,
      isLocked: isLocked,
      penalty: penalty,
      bitErrorRate: errors,
      frameLoss: lost,
      efficiency: efficiency,
      effectiveRate: efficiency * laneRate
    )
  }

  /// Errors per bit with amplitude lost, of it some by dimming all light alike.
  private func bitErrorRate(penalty: Double, dimming: Double) -> Double {
    guard penalty < .infinity else { return modulation.bitErrorRate(q: 0) }
    if receiver.sensitivity != nil {
      return modulation.bitErrorRate(q: limitQ * Optics.ratio(decibels: margin - penalty))
    }
    return receiver.bitErrorRate(
      average: Optics.watts(dBm: power - dimming),
      amplitude: Optics.watts(dBm: amplitude - penalty),
      modulation: modulation
    )
  }

  /// Lowest temperature from which on errors exceed the limit, nil where they never do [K].
  ///
  /// - Parameter range: Temperatures to look at [K].
  /// - Returns: The temperature of collapse above the coldest at which the link works, to 1 mK.
  public func collapse(within range: ClosedRange<Double>) -> Double? {
    edge(from: range.lowerBound, to: range.upperBound, upwards: true)
  }

  /// Highest temperature below which errors exceed the limit, nil where they never do [K].
  ///
  /// - Parameter range: Temperatures to look at [K].
  /// - Returns: The temperature of collapse below the warmest at which the link works, to 1 mK.
  public func freeze(within range: ClosedRange<Double>) -> Double? {
    edge(from: range.lowerBound, to: range.upperBound, upwards: false)
  }

  /// Whether errors stay within the limit at a temperature [K].
  public func works(at temperature: Double) -> Bool {
    state(temperature: temperature).bitErrorRate <= errorLimit
  }

  /// The first temperature of failure beyond the span in which the heater holds the ring.
  private func edge(from low: Double, to high: Double, upwards: Bool) -> Double? {
    let span = ring.tuningSpan
    // Without limit to tuning, or with a lock that is not good enough, there is no edge.
    let inside = min(max(ring.coldLock, low), high)
    let start = upwards ? inside : min(max(ring.coldLock - min(span, 1e4), low), high)
    guard works(at: start) else { return start }
    let end = upwards ? high : low
    guard !works(at: end) else { return nil }
    var good = start
    var bad = end
    while abs(bad - good) > 1e-3 {
      let middle = (good + bad) / 2
      if works(at: middle) { good = middle } else { bad = middle }
    }
    return bad
  }
}

extension OpticalBudget {
  /// Amplitude lost to eye closure and other penalties [dB].
  func closureLoss(_ reading: Case) -> Double {
    switch reading {
    case .worst: closure.high + penalty.high
    case .typical: closure.typical + penalty.typical
    case .best: closure.low + penalty.low
    }
  }
}
