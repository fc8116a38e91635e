/// What a loss on the way of light is a loss of.
public enum OpticalLoss: String, CaseIterable, Sendable, Hashable {
  /// One laser feeds several modulators.
  case split
  /// Facet between laser or its fibre and the chip.
  case laserCoupler = "laser-coupler"
  /// Modulator, its average power.
  case modulator
  /// Waveguides on the chip.
  case waveguide
  /// Bends of waveguides on the chip.
  case bends
  /// Multiplexer of wavelengths.
  case multiplexer
  /// Facet between chip and fibre at the sending end.
  case transmitCoupler = "transmit-coupler"
  /// Fibre.
  case fibre
  /// Connectors and splices.
  case connectors
  /// Optical circuit switches.
  case circuitSwitch = "circuit-switch"
  /// Bulkhead connectors of optical circuit switches.
  case bulkheads
  /// Demultiplexer of wavelengths.
  case demultiplexer
  /// Facet between fibre and chip at the receiving end.
  case receiveCoupler = "receive-coupler"
  /// Facets or connectors out of line.
  case misalignment
  /// Anything else.
  case other
}

/// One row of the account of an optical link.
public struct OpticalTerm: Sendable, Hashable {
  /// What it is a loss of.
  public var loss: OpticalLoss
  /// How many of it are on the way: facets, connectors, metres.
  public var count: Double
  /// Loss of each, or of a metre [dB].
  public var each: Spread
  /// Whether the count is a length in metres, of which all has the same loss.
  public var isLength: Bool

  /// Describes a term.
  public init(_ loss: OpticalLoss, count: Double = 1, each: Spread, isLength: Bool = false) {
    self.loss = loss
    self.count = count
    self.each = each
    self.isLength = isLength
  }

  /// Loss of all of it [dB].
  public var total: Spread { each * count }
}

/// Light from laser to photodiode: every loss, every penalty, and what the receiver makes of it.
public struct OpticalBudget: Sendable, Hashable {
  /// Where the account begins.
  public enum Source: Sendable, Hashable {
    /// A laser whose light goes through every term [dBm].
    case laser(Spread)
    /// A transmitter with its average power in the fibre; terms on its chip are left out [dBm].
    case transmitter(average: Spread)
    /// A transmitter with its outer modulation amplitude in the fibre [dBm].
    case amplitude(Spread)
  }

  /// Which value of each spread is taken.
  public enum Case: String, CaseIterable, Sendable, Hashable {
    /// Weakest source, highest losses.
    case worst
    /// Typical values.
    case typical
    /// Strongest source, lowest losses.
    case best
  }

  /// Where the account begins.
  public var source: Source
  /// Losses on the way, in order.
  public var terms: [OpticalTerm]
  /// Power of the highest level over that of the lowest [dB].
  public var extinctionRatio: Spread
  /// Eye closure of the transmitter (TDECQ) [dB].
  public var closure: Spread
  /// Closure by dispersion, reflections, crosstalk and anything else [dB].
  public var penalty: Spread
  /// The receiver.
  public var receiver: OpticalReceiver
  /// Levels of a symbol.
  public var modulation: Modulation
  /// Errors per bit that the correction still mends (1).
  public var errorLimit: Double
  /// Least amplitude less eye closure that a transmitter may launch, nil for none [dBm].
  ///
  /// Standards bind the two: a transmitter with a more closed eye must launch more. Where the account
  /// begins with an amplitude, the launch is never less than this plus the closure.
  public var leastOpenAmplitude: Double?

  /// Describes a link of light.
  public init(
    source: Source,
    terms: [OpticalTerm],
    extinctionRatio: Spread = Spread(4.5),
    closure: Spread = .zero,
    penalty: Spread = .zero,
    receiver: OpticalReceiver,
    modulation: Modulation = .pam4,
    errorLimit: Double = 2.4e-4,
    leastOpenAmplitude: Double? = nil
  ) {
    self.source = source
    self.terms = terms
    self.extinctionRatio = extinctionRatio
    self.closure = closure
    self.penalty = penalty
    self.receiver = receiver
    self.modulation = modulation
    self.errorLimit = errorLimit
    self.leastOpenAmplitude = leastOpenAmplitude
  }

  /// What reaches the photodiode, and what is to spare.
  public struct Outcome: Sendable, Hashable {
    /// Loss of all terms [dB].
    public var loss: Double
    /// Average power at the photodiode [dBm].
    public var power: Double
    /// Outer modulation amplitude at the photodiode [dBm].
    public var amplitude: Double
    /// Least amplitude at which errors reach the limit, closures counted; nil where none suffices [dBm].
    public var required: Double?
    /// Amplitude above the least; negative infinity where none suffices [dB].
    public var margin: Double
  }

  /// The values of one reading of all spreads.
  struct Values {
    /// Level of the source [dBm].
    var source: Double
    /// Loss of all terms [dB].
    var loss: Double
    /// Extinction ratio [dB].
    var extinctionRatio: Double
    /// Eye closure of the transmitter [dB].
    var closure: Double
    /// Other closure [dB].
    var penalty: Double
  }

  /// The level that the account begins with [dBm].
  public var sourceLevel: Spread {
    switch source {
    case .laser(let level), .amplitude(let level): level
    case .transmitter(let level): level
    }
  }

  /// The outcome with every spread at its worst, typical or best.
  ///
  /// A higher extinction ratio is better, a higher closure worse.
  public func outcome(_ reading: Case) -> Outcome {
    func loss(_ spread: Spread) -> Double {
      switch reading {
      case .worst: spread.high
      case .typical: spread.typical
      case .best: spread.low
      }
    }
    func gain(_ spread: Spread) -> Double {
      switch reading {
      case .worst: spread.low
      case .typical: spread.typical
      case .best: spread.high
      }
    }
    return outcome(
      Values(
        source: gain(sourceLevel),
        loss: terms.reduce(0) { $0 + loss($1.total) },
        extinctionRatio: gain(extinctionRatio),
        closure: loss(closure),
        penalty: loss(penalty)
      )
    )
  }

  /// The outcome of one reading of all spreads.
  func outcome(_ values: Values) -> Outcome {
    let swing = Optics.amplitude(average: 0, extinctionRatio: values.extinctionRatio)
    let power: Double
    switch source {
    case .laser, .transmitter: power = values.source - values.loss
    case .amplitude:
      let least = leastOpenAmplitude.map { $0 + values.closure } ?? -.infinity
      power = max(values.source, least) - values.loss - swing
    }
    let amplitude = power + swing
    let required = required(values)
    return Outcome(
      loss: values.loss,
      power: power,
      amplitude: amplitude,
      required: required,
      margin: required.map { amplitude - $0 } ?? -.infinity
    )
  }

  /// Least amplitude for the limit of errors [dBm].
  ///
  /// From a stated sensitivity: raised by what the transmitter's eye is more closed than the one it
  /// was stated for. From noise otherwise.
  private func required(_ values: Values) -> Double? {
    if let sensitivity = receiver.sensitivity {
      return sensitivity + max(0, values.closure - receiver.sensitivityClosure) + values.penalty
    }
    return receiver.sensitivity(
      errorLimit: errorLimit,
      extinctionRatio: Optics.ratio(decibels: values.extinctionRatio),
      closure: values.closure + values.penalty,
      modulation: modulation
    )
  }

  /// Errors per bit before correction (1).
  ///
  /// From noise where the receiver's is known. From a stated sensitivity otherwise: Q grows in
  /// proportion to amplitude from what the limit of errors needs, as with thermal noise alone.
  ///
  /// - Parameters:
  ///   - outcome: What reaches the photodiode.
  ///   - closure: Amplitude lost to closures; used with noise alone [dB].
  /// - Returns: Errors per bit.
  public func bitErrorRate(_ outcome: Outcome, closure: Double) -> Double {
    guard receiver.sensitivity == nil else {
      let q = modulation.q(bitErrorRate: errorLimit) * Optics.ratio(decibels: outcome.margin)
      return modulation.bitErrorRate(q: q)
    }
    return receiver.bitErrorRate(
      average: Optics.watts(dBm: outcome.power),
      amplitude: Optics.watts(dBm: outcome.amplitude - closure),
      modulation: modulation
    )
  }

  /// Errors per bit before correction with every spread at its worst, typical or best (1).
  public func bitErrorRate(_ reading: Case) -> Double {
    bitErrorRate(outcome(reading), closure: closureLoss(reading))
  }
}
