import Foundation

/// Forward error correction: how many errors it mends and what it costs.
public enum ErrorCorrection: String, CaseIterable, Sendable, Hashable {
  /// None; 64b/66b coding alone.
  case none
  /// RS(528,514) of ten-bit symbols, of 25 Gb/s lanes.
  case kr4
  /// RS(544,514) of ten-bit symbols, of 50 Gb/s lanes and above.
  case kp4

  /// Symbols of a codeword.
  public var symbols: Int {
    switch self {
    case .none: 1
    case .kr4: 528
    case .kp4: 544
    }
  }

  /// Symbols of a codeword that carry data.
  public var dataSymbols: Int { self == .none ? 1 : 514 }

  /// Bits of a symbol.
  public var symbolBits: Int { self == .none ? 1 : 10 }

  /// Wrong symbols of a codeword that are mended.
  public var correctable: Int { (symbols - dataSymbols) / 2 }

  /// Bits on the wire for each bit of data, line coding counted (1).
  ///
  /// 66/64 without correction; 257/256 of transcoding times symbols over data symbols with it: 33/32 for
  /// KR4 and 17/16 for KP4.
  public var expansion: Double {
    self == .none ? 66.0 / 64 : 257.0 / 256 * Double(symbols) / Double(dataSymbols)
  }

  /// Errors per bit before correction up to which links are specified (1).
  ///
  /// 10⁻¹² without correction, 2.4·10⁻⁴ with KP4; with KR4 the rate at which a codeword is lost as
  /// often as at that of KP4.
  public var errorLimit: Double {
    switch self {
    case .none: 1e-12
    case .kr4: 2.24e-5
    case .kp4: 2.4e-4
    }
  }

  /// Share of codewords that cannot be mended, errors falling independently (1).
  ///
  /// The upper tail of the binomial distribution of wrong symbols beyond `correctable`, summed from
  /// its first term with logarithms, or from the other side where most codewords are lost.
  ///
  /// - Parameter bitErrorRate: Errors per bit before correction.
  /// - Returns: Codewords lost; bits lost where nothing is corrected.
  public func codewordLoss(bitErrorRate: Double) -> Double {
    guard bitErrorRate > 0 else { return 0 }
    guard self != .none else { return min(bitErrorRate, 1) }
    let error = symbolErrorRate(bitErrorRate: bitErrorRate)
    guard error < 1 else { return 1 }
    let odds = error / (1 - error)
    let count = symbols
    let first = correctable + 1
    if Double(count) * error < Double(first) {
      var term = exp(
        logChoose + Double(first) * log(error) + Double(count - first) * log1p(-error)
      )
      var sum = term
      var index = first
      while index < count, term > sum * 1e-17 {
        term *= Double(count - index) / Double(index + 1) * odds
        sum += term
        index += 1
      }
      return min(sum, 1)
    }
    var term = exp(Double(count) * log1p(-error))
    var sum = term
    for index in 0..<correctable {
      term *= Double(count - index) / Double(index + 1) * odds
      sum += term
    }
    return max(0, 1 - sum)
  }

  /// Share of symbols that are wrong (1).
  public func symbolErrorRate(bitErrorRate: Double) -> Double {
    -expm1(Double(symbolBits) * log1p(-min(bitErrorRate, 0.5)))
  }

  /// Logarithm of the number of ways to choose the first wrong symbols that are too many.
  private var logChoose: Double {
    switch self {
    case .none: 0
    // lgamma(n + 1) − lgamma(k + 1) − lgamma(n − k + 1), of 528 over 8 and 544 over 16.
    case .kr4: Self.logChooseKR4
    case .kp4: Self.logChooseKP4
    }
  }

  /// Logarithm of 528 over 8.
  private static let logChooseKR4 = lgamma(529) - lgamma(9) - lgamma(521)
  /// Logarithm of 544 over 16.
  private static let logChooseKP4 = lgamma(545) - lgamma(17) - lgamma(529)

  /// Share of frames lost (1).
  ///
  /// A frame is lost with any codeword that it lies in; it begins anywhere in the first.
  ///
  /// - Parameters:
  ///   - bitErrorRate: Errors per bit before correction.
  ///   - frame: Size of a frame [bit].
  /// - Returns: `1 − (1 − p)^n` with n codewords touched on average.
  public func frameLoss(bitErrorRate: Double, frame: Double) -> Double {
    let lost = codewordLoss(bitErrorRate: bitErrorRate)
    guard lost < 1 else { return 1 }
    let data = Double(dataSymbols * symbolBits)
    let touched = 1 + max(0, frame - 1) / data
    return -expm1(touched * log1p(-lost))
  }

  /// Time to gather a codeword, and as much again to mend it, at a rate on the wire [s].
  ///
  /// A lower bound for hardware that decodes at line rate.
  ///
  /// - Parameter rate: Rate of the port that shares one correction, coding counted [bit/s].
  /// - Returns: Twice the time of a codeword; 0 without correction.
  public func latency(lineRate rate: Double) -> Double {
    self == .none ? 0 : 2 * Double(symbols * symbolBits) / rate
  }
}

/// What is sent again when a frame is lost.
public enum Replay: Sendable, Hashable {
  /// Nothing: what is lost is lost.
  case none
  /// The frame alone.
  case selective
  /// The frame and all sent after it until the loss was known [s].
  case goBack(roundTrip: Double)

  /// Share of the rate that delivers frames (1).
  ///
  /// Go-back-N wastes `1 + W` frames a loss, W of them in flight: `(1 − p)/(1 + p·W)`.
  ///
  /// - Parameters:
  ///   - loss: Share of frames lost.
  ///   - frame: Size of a frame [bit].
  ///   - rate: Rate of the link [bit/s].
  /// - Returns: Delivered over sent.
  public func efficiency(loss: Double, frame: Double, rate: Double) -> Double {
    switch self {
    case .none, .selective: return 1 - loss
    case .goBack(let roundTrip):
      let window = max(0, roundTrip * rate / frame)
      return (1 - loss) / (1 + loss * window)
    }
  }
}
