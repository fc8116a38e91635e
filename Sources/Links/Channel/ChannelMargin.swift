import Foundation

/// A part of what disturbs the decision of a symbol.
public struct NoiseTerm: Sendable, Hashable {
  /// What it is.
  public enum Kind: String, CaseIterable, Sendable, Hashable {
    /// Other symbols of the wanted signal that the equalisers leave.
    case intersymbol = "intersymbol interference"
    /// Aggressors at the transmitter's end.
    case farCrosstalk = "far-end crosstalk"
    /// Aggressors at the receiver's end.
    case nearCrosstalk = "near-end crosstalk"
    /// Jitter, of two values and random.
    case jitter = "jitter"
    /// Noise of the transmitter.
    case transmitter = "transmitter noise"
    /// Noise of the receiver.
    case receiver = "receiver noise"
  }

  /// What it is.
  public var kind: Kind
  /// Its deviation at the decision [V].
  public var deviation: Double

  /// Describes a term.
  public init(kind: Kind, deviation: Double) {
    self.kind = kind
    self.deviation = deviation
  }
}

/// The merit along one axis of the settings, the others staying at the best.
public struct SettingSweep: Sendable, Hashable {
  /// Name of the axis, such as `gain` or `c(-1)`.
  public var name: String
  /// Values.
  public var values: [Double]
  /// Figure of merit at each [dB]; not a number where the setting is not allowed.
  public var merits: [Double]
}

/// The operating margin of a channel with one pair of packages, and how it comes about.
public struct ChannelMargin: Sendable, Hashable {
  /// Name of the pair of packages.
  public var packages: String
  /// Channel operating margin, `20 log₁₀(As/Ani)` [dB].
  public var margin: Double
  /// Signal at the decision, half the distance of levels [V].
  public var signal: Double
  /// Noise and interference at the error ratio [V].
  public var noise: Double
  /// Deviations of the parts of the noise.
  public var terms: [NoiseTerm]
  /// Setting of the equalisers.
  public var solution: EqualiserSolution
  /// Settings that were tried.
  public var tried: Int
  /// Settings of the grid.
  public var settings: Double
  /// Insertion loss of the channel alone at half the symbol rate [dB].
  public var channelLoss: Double
  /// Insertion loss with packages and terminations at half the symbol rate [dB].
  public var wholeLoss: Double
  /// Response before the receiver's discrete-time equalisers, by sample [V].
  public var pulse: [Double]
  /// Response at the decision, one sample a symbol [V].
  public var decided: [Double]
  /// Place of the cursor in the response at the decision.
  public var decidedCursor: Int
  /// Place of the cursor in the response by sample.
  public var pulseCursor: Int
  /// Merit along each axis around the best setting.
  public var sweeps: [SettingSweep]
}

/// The operating margin of a channel by a standard.
public struct ChannelResult: Sendable, Hashable {
  /// The standard.
  public var standard: ChannelStandard
  /// The margin for each pair of packages.
  public var cases: [ChannelMargin]

  /// The case with the least margin, which counts.
  public var worst: ChannelMargin? {
    cases.min { $0.margin < $1.margin }
  }

  /// Whether the channel passes.
  public var passes: Bool { (worst?.margin ?? -.infinity) >= standard.passMargin }
}
