import Foundation

/// How many levels a symbol has, and so how many bits it carries.
public enum Modulation: String, CaseIterable, Sendable, Hashable {
  /// Two levels (non-return to zero).
  case nrz
  /// Four levels.
  case pam4
  /// Six levels, five bits over two symbols.
  case pam6
  /// Eight levels.
  case pam8

  /// Levels of a symbol.
  public var levels: Int {
    switch self {
    case .nrz: 2
    case .pam4: 4
    case .pam6: 6
    case .pam8: 8
    }
  }

  /// Bits of a symbol [bit].
  public var bits: Double {
    switch self {
    case .nrz: 1
    case .pam4: 2
    case .pam6: 2.5
    case .pam8: 3
    }
  }

  /// The modulation that Ethernet and its kin use at a lane rate: NRZ below 40 Gb/s, PAM4 above.
  public static func usual(laneRate: Double) -> Modulation { laneRate < 40e9 ? .nrz : .pam4 }

  /// Symbols per second for a rate on the wire [Bd].
  ///
  /// - Parameter lineRate: Bits per second on the wire, coding counted [bit/s].
  /// - Returns: Rate over bits of a symbol.
  public func symbolRate(lineRate: Double) -> Double { lineRate / bits }

  /// Highest frequency that a rate on the wire needs, half its symbol rate [Hz].
  public func nyquist(lineRate: Double) -> Double { symbolRate(lineRate: lineRate) / 2 }

  /// Optical or electrical power that more levels cost at the same symbol rate and noise [dB].
  ///
  /// `10·log₁₀(M − 1)` of the outer modulation amplitude: 4.77 dB for PAM4 against NRZ.
  public var levelPenalty: Double { 10 * log10(Double(levels - 1)) }

  /// Errors per bit when every eye is open by `q` standard deviations to either side (1).
  ///
  /// `(M − 1)/(M·bits)·erfc(Q/√2)` with Gray coding: ½ erfc for NRZ, ⅜ erfc for PAM4.
  public func bitErrorRate(q: Double) -> Double {
    errorShare * erfc(q / 2.0.squareRoot())
  }

  /// What the error function of an eye is multiplied by (1).
  var errorShare: Double { Double(levels - 1) / (Double(levels) * bits) }

  /// How open eyes must be for an error rate, in standard deviations (1).
  ///
  /// - Parameter bitErrorRate: Errors per bit, above 0.
  /// - Returns: The Q factor; 0 where even a closed eye has fewer errors.
  public func q(bitErrorRate: Double) -> Double {
    guard bitErrorRate < errorShare else { return 0 }
    guard bitErrorRate > 0 else { return .infinity }
    // The error rate falls with Q, so halving an interval always finds it.
    var low = 0.0
    var high = 40.0
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if self.bitErrorRate(q: middle) > bitErrorRate { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
