import Foundation
import Testing

@testable import Links

/// Reed–Solomon codes against sums taken another way, and what a loss costs.
struct ErrorCorrectionTests {
  /// The tail of the binomial distribution, each term by logarithms of factorials.
  static func tail(_ error: Double, symbols: Int, beyond: Int) -> Double {
    var sum = 0.0
    for count in (beyond + 1...symbols).reversed() {
      let choose =
        lgamma(Double(symbols + 1)) - lgamma(Double(count + 1))
        - lgamma(Double(symbols - count + 1))
      sum += exp(choose + Double(count) * log(error) + Double(symbols - count) * log1p(-error))
    }
    return sum
  }

  @Test(arguments: [1e-7, 1e-5, 1e-4, 2.4e-4, 1e-3, 3e-3, 5e-3, 2e-2, 0.1])
  func `codewords are lost as the binomial tail says`(bitErrorRate: Double) {
    for code in [ErrorCorrection.kr4, .kp4] {
      let error = code.symbolErrorRate(bitErrorRate: bitErrorRate)
      let expected = Self.tail(error, symbols: code.symbols, beyond: code.correctable)
      let found = code.codewordLoss(bitErrorRate: bitErrorRate)
      #expect(abs(found - expected) <= 1e-8 * expected + 1e-13)
    }
  }

  @Test func `loss grows with errors, from none to all`() {
    for code in ErrorCorrection.allCases {
      var last = 0.0
      for step in 0...120 {
        let errors = pow(10, -12 + Double(step) / 10)
        let loss = code.frameLoss(bitErrorRate: errors, frame: 12_144)
        #expect(loss >= last && loss <= 1)
        last = loss
      }
      #expect(code.frameLoss(bitErrorRate: 0, frame: 12_144) == 0)
      #expect(last > 0.999)
    }
  }

  @Test func `the limits of both codes lose codewords alike, and KP4 fewer than one in a trillion`()
  {
    let limit = ErrorCorrection.kp4.codewordLoss(bitErrorRate: ErrorCorrection.kp4.errorLimit)
    // Sum of the tail at a symbol error rate of 2.3974e-3, computed apart: 8.15e-13.
    #expect(abs(limit / 8.15e-13 - 1) < 0.01)
    let other = ErrorCorrection.kr4.codewordLoss(bitErrorRate: ErrorCorrection.kr4.errorLimit)
    #expect(abs(other / limit - 1) < 0.05)
    #expect(ErrorCorrection.kp4.correctable == 15 && ErrorCorrection.kr4.correctable == 7)
  }

  @Test func `line rates are those of Ethernet`() {
    #expect(abs(100e9 * ErrorCorrection.kp4.expansion - 106.25e9) < 1)
    #expect(abs(200e9 * ErrorCorrection.kp4.expansion - 212.5e9) < 1)
    #expect(abs(25e9 * ErrorCorrection.kr4.expansion - 25.78125e9) < 1)
    #expect(abs(25e9 * ErrorCorrection.none.expansion - 25.78125e9) < 1)
  }

  @Test func `replay of all in flight costs more than of the frame alone`() {
    let frame = 32_768.0
    for loss in [0, 1e-6, 1e-3, 0.3, 1] {
      let alone = Replay.selective.efficiency(loss: loss, frame: frame, rate: 200e9)
      let all = Replay.goBack(roundTrip: 2e-6).efficiency(loss: loss, frame: frame, rate: 200e9)
      #expect(all <= alone && all >= 0)
      // No round trip leaves the frame alone to be sent again.
      let near = Replay.goBack(roundTrip: 0).efficiency(loss: loss, frame: frame, rate: 200e9)
      #expect(abs(near - alone) < 1e-15)
    }
    #expect(Replay.goBack(roundTrip: 1).efficiency(loss: 0, frame: frame, rate: 1e9) == 1)
  }
}
