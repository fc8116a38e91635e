/// Values of one tap of the transmitter's equaliser that the search may try.
public struct TapRange: Sendable, Hashable {
  /// Place of the tap: −1 is the first before the cursor, 1 the first after it.
  public var position: Int
  /// Least value.
  public var minimum: Double
  /// Greatest value.
  public var maximum: Double
  /// Distance of neighbouring values; 0 for a tap that stays at its least value.
  public var step: Double

  /// Describes a tap.
  public init(position: Int, minimum: Double, maximum: Double, step: Double) {
    self.position = position
    self.minimum = minimum
    self.maximum = maximum
    self.step = step
  }

  /// Every value, from the least.
  public var values: [Double] {
    guard step > 0, maximum > minimum else { return [minimum] }
    let count = Int((maximum - minimum) / step + 1e-6) + 1
    // Sums of decimals are brought back to decimals, so that nought is nought.
    return (0..<count).map { ((minimum + Double($0) * step) * 1e9).rounded() / 1e9 }
  }
}

/// Smallest and largest value of a tap.
public struct TapLimit: Sendable, Hashable {
  /// Least value.
  public var minimum: Double
  /// Greatest value.
  public var maximum: Double

  /// Describes limits.
  public init(_ minimum: Double, _ maximum: Double) {
    self.minimum = minimum
    self.maximum = maximum
  }
}

/// The continuous-time equaliser of the reference receiver and the gains the search may try (93A-22).
///
/// `H(f) = (10^(g/20) + jf/fz)(10^(gL/20) + jf/fzL) / ((1 + jf/fp1)(1 + jf/fp2)(1 + jf/fpL))`.
public struct ContinuousEqualiser: Sendable, Hashable {
  /// Zero of the main stage [Hz].
  public var zero: Double
  /// Lower pole of the main stage [Hz].
  public var lowerPole: Double
  /// Upper pole of the main stage [Hz].
  public var upperPole: Double
  /// Zero of the stage for low frequencies [Hz].
  public var slowZero: Double
  /// Pole of the stage for low frequencies [Hz].
  public var slowPole: Double
  /// Gains of the main stage at 0 Hz to try [dB].
  public var gains: [Double]
  /// Gains of the stage for low frequencies at 0 Hz to try [dB].
  public var slowGains: [Double]

  /// Describes an equaliser.
  public init(
    zero: Double,
    lowerPole: Double,
    upperPole: Double,
    slowZero: Double,
    slowPole: Double,
    gains: [Double],
    slowGains: [Double]
  ) {
    self.zero = zero
    self.lowerPole = lowerPole
    self.upperPole = upperPole
    self.slowZero = slowZero
    self.slowPole = slowPole
    self.gains = gains
    self.slowGains = slowGains
  }
}

/// The discrete-time equaliser of the reference receiver, where it has one (178A).
public struct FeedForwardEqualiser: Sendable, Hashable {
  /// Taps before the cursor.
  public var before: Int
  /// Taps after the cursor.
  public var after: Int
  /// Limits of every tap but the cursor's, relative to the cursor's.
  public var limit: TapLimit

  /// Describes an equaliser.
  public init(before: Int, after: Int, limit: TapLimit) {
    self.before = before
    self.after = after
    self.limit = limit
  }

  /// Number of taps.
  public var taps: Int { before + 1 + after }
}

/// The feedback equaliser of the reference receiver.
public struct DecisionFeedback: Sendable, Hashable {
  /// Limits of the taps from the first after the cursor, relative to the cursor.
  public var limits: [TapLimit]
  /// Groups of taps whose place is chosen.
  public var groups: Int
  /// Neighbouring taps in each group.
  public var groupTaps: Int
  /// Last place after the cursor that a group may take.
  public var span: Int
  /// Limits of the taps in groups, relative to the cursor.
  public var groupLimit: TapLimit

  /// Describes an equaliser.
  public init(
    limits: [TapLimit],
    groups: Int = 0,
    groupTaps: Int = 0,
    span: Int = 0,
    groupLimit: TapLimit = TapLimit(0, 0)
  ) {
    self.limits = limits
    self.groups = groups
    self.groupTaps = groupTaps
    self.span = span
    self.groupLimit = groupLimit
  }
}

/// The filter that stands for the receiver's bandwidth.
public enum ReceiverFilter: String, CaseIterable, Sendable, Hashable {
  /// Butterworth, fourth order (93A-20).
  case butterworth
  /// Bessel–Thomson, fourth order.
  case besselThomson = "bessel-thomson"
}

/// Everything by which a standard judges an electrical channel.
public struct ChannelStandard: Sendable, Hashable {
  /// Name in scenario files, such as `802.3dj-kr`.
  public var id: String
  /// Name for a reader.
  public var name: String
  /// Where the values come from.
  public var source: String
  /// Symbols a second [Hz].
  public var symbolRate: Double
  /// Levels of a symbol.
  public var levels: Int
  /// Samples of a symbol in the simulation.
  public var samples: Int
  /// Spacing of the frequencies in the simulation, met within a factor of √2 [Hz].
  public var frequencyStep: Double
  /// Share of symbols that the detector may get wrong before error correction (1).
  public var errorRatio: Double
  /// Rise time of the transmitter, 20 to 80 % [s]; 0 for none.
  public var riseTime: Double
  /// Ratio of level mismatch (1).
  public var levelMismatch: Double
  /// Amplitude of the transmitter [V].
  public var amplitude: Double
  /// Amplitude of aggressors at the transmitter's end [V].
  public var farAmplitude: Double
  /// Amplitude of aggressors at the receiver's end [V].
  public var nearAmplitude: Double
  /// Reference resistance of one wire [ohm].
  public var reference: Double
  /// Peak of the jitter of two values, relative to a symbol (1).
  public var deterministicJitter: Double
  /// Deviation of the random jitter, relative to a symbol (1).
  public var randomJitter: Double
  /// Signal over noise of the transmitter [dB].
  public var transmitterSignalToNoise: Double
  /// One-sided noise density at the receiver's input [V²/Hz].
  public var noiseDensity: Double
  /// Bandwidth of the receiver over the symbol rate (1).
  public var bandwidth: Double
  /// Shape of the receiver's bandwidth.
  public var filter: ReceiverFilter
  /// Taps of the transmitter.
  public var transmitterTaps: [TapRange]
  /// Least value of the transmitter's cursor (1).
  public var minimumCursor: Double
  /// Continuous-time equaliser.
  public var continuous: ContinuousEqualiser
  /// Discrete-time equaliser, where the reference receiver has one.
  public var feedForward: FeedForwardEqualiser?
  /// Feedback equaliser.
  public var feedback: DecisionFeedback
  /// Pairs of packages; the worst counts.
  public var packages: [PackageCase]
  /// Least margin with which a channel passes [dB].
  public var passMargin: Double
  /// Loss allowed at half the symbol rate [dB]; nil where none is known.
  public var lossBudget: Double?
  /// Whether that loss counts packages and devices.
  public var lossCountsPackages: Bool

  /// Describes a standard.
  public init(
    id: String,
    name: String,
    source: String,
    symbolRate: Double,
    levels: Int,
    samples: Int = 32,
    frequencyStep: Double = 10e6,
    errorRatio: Double,
    riseTime: Double,
    levelMismatch: Double,
    amplitude: Double,
    farAmplitude: Double,
    nearAmplitude: Double,
    reference: Double = 50,
    deterministicJitter: Double,
    randomJitter: Double,
    transmitterSignalToNoise: Double,
    noiseDensity: Double,
    bandwidth: Double,
    filter: ReceiverFilter = .butterworth,
    transmitterTaps: [TapRange],
    minimumCursor: Double,
    continuous: ContinuousEqualiser,
    feedForward: FeedForwardEqualiser? = nil,
    feedback: DecisionFeedback,
    packages: [PackageCase],
    passMargin: Double = 3,
    lossBudget: Double? = nil,
    lossCountsPackages: Bool = false
  ) {
    self.id = id
    self.name = name
    self.source = source
    self.symbolRate = symbolRate
    self.levels = levels
    self.samples = samples
    self.frequencyStep = frequencyStep
    self.errorRatio = errorRatio
    self.riseTime = riseTime
    self.levelMismatch = levelMismatch
    self.amplitude = amplitude
    self.farAmplitude = farAmplitude
    self.nearAmplitude = nearAmplitude
    self.reference = reference
    self.deterministicJitter = deterministicJitter
    self.randomJitter = randomJitter
    self.transmitterSignalToNoise = transmitterSignalToNoise
    self.noiseDensity = noiseDensity
    self.bandwidth = bandwidth
    self.filter = filter
    self.transmitterTaps = transmitterTaps
    self.minimumCursor = minimumCursor
    self.continuous = continuous
    self.feedForward = feedForward
    self.feedback = feedback
    self.packages = packages
    self.passMargin = passMargin
    self.lossBudget = lossBudget
    self.lossCountsPackages = lossCountsPackages
  }

  /// Mean square of a symbol of equally likely levels from −1 to 1 (93A-29).
  public var symbolVariance: Double {
    let levels = Double(levels)
    return (levels * levels - 1) / (3 * (levels - 1) * (levels - 1))
  }
}
