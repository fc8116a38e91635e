import Foundation
import Quantities
import Testing

@testable import Links

/// Limits, symmetries and conservation of the budget of light.
struct OpticalBudgetTests {
  /// A receiver with noise of every kind.
  static let noisy = OpticalReceiver(
    responsivity: 0.89,
    noiseDensity: 400e-24,
    bandwidth: 60e9,
    relativeIntensityNoise: -148
  )

  /// A link with spreads of every kind.
  static let budget = OpticalBudget(
    source: .laser(Spread(low: 14, typical: 15, high: 16)),
    terms: [
      OpticalTerm(.split, each: Spread(3.2)),
      OpticalTerm(.laserCoupler, each: Spread(low: 0.4, typical: 1, high: 1.5)),
      OpticalTerm(.modulator, each: Spread(low: 3, typical: 4, high: 5)),
      OpticalTerm(.transmitCoupler, each: Spread(low: 0.4, typical: 1, high: 1.5)),
      OpticalTerm(
        .fibre,
        count: 500,
        each: Spread(low: 0.3e-3, typical: 0.35e-3, high: 0.4e-3),
        isLength: true
      ), OpticalTerm(.connectors, count: 4, each: Spread(low: 0.1, typical: 0.32, high: 0.7)),
      OpticalTerm(.receiveCoupler, each: Spread(low: 0.4, typical: 1, high: 1.5)),
    ],
    extinctionRatio: Spread(low: 3.5, typical: 4.5, high: 5),
    closure: Spread(low: 1, typical: 2, high: 3.4),
    receiver: noisy
  )

  @Test func `errors with thermal noise alone follow the closed form`() {
    let receiver = OpticalReceiver(noiseDensity: 400e-24, bandwidth: 60e9)
    let sigma = (400e-24 * 60e9).squareRoot()
    for amplitude in [50e-6, 100e-6, 200e-6] {
      let q = 0.89 * amplitude / 3 / (2 * sigma)
      let expected = 0.375 * erfc(q / 2.0.squareRoot())
      // Shot noise has no place in the closed form, and is small here.
      let found = receiver.bitErrorRate(average: 1e-9, amplitude: amplitude, modulation: .pam4)
      #expect(found >= expected)
      var quiet = receiver
      quiet.noiseDensity *= 1e6
      let scaled = quiet.bitErrorRate(
        average: 1e-9,
        amplitude: amplitude * 1e3,
        modulation: .pam4
      )
      #expect(abs(scaled / expected - 1) < 0.05 * q * q)
    }
  }

  @Test func `PAM4 needs three times the amplitude of NRZ for the same Q`() throws {
    let receiver = OpticalReceiver(noiseDensity: 400e-24 * 1e6, bandwidth: 60e9)
    let four = try #require(
      receiver.sensitivity(
        errorLimit: Modulation.pam4.bitErrorRate(q: 3.4),
        extinctionRatio: .infinity,
        modulation: .pam4
      )
    )
    let two = try #require(
      receiver.sensitivity(
        errorLimit: Modulation.nrz.bitErrorRate(q: 3.4),
        extinctionRatio: .infinity,
        modulation: .nrz
      )
    )
    #expect(abs(four - two - 4.771) < 0.01)
  }

  @Test func `Q and error rate are each other's inverse`() {
    for modulation in Modulation.allCases {
      for q in [0.5, 1, 3.414, 7, 9] {
        let back = modulation.q(bitErrorRate: modulation.bitErrorRate(q: q))
        #expect(abs(back - q) < 1e-9)
      }
    }
    #expect(abs(Modulation.nrz.q(bitErrorRate: 1e-12) - 7.034) < 1e-3)
  }

  @Test func `laser noise sets a floor that no power overcomes`() {
    var receiver = Self.noisy
    receiver.relativeIntensityNoise = -115
    let found = receiver.sensitivity(
      errorLimit: 1e-12,
      extinctionRatio: 3,
      modulation: .pam8
    )
    #expect(found == nil)
    let weak = OpticalBudget(
      source: .laser(Spread(40)),
      terms: [],
      receiver: receiver,
      modulation: .pam8,
      errorLimit: 1e-12
    )
    #expect(weak.outcome(.best).margin == -.infinity)
  }

  @Test func `at its sensitivity a receiver has just the errors allowed`() throws {
    let required = try #require(Self.budget.outcome(.typical).required)
    let swing = Optics.amplitude(average: 0, extinctionRatio: 4.5)
    let errors = Self.noisy.bitErrorRate(
      average: Optics.watts(dBm: required - swing),
      amplitude: Optics.watts(dBm: required - 2),
      modulation: .pam4
    )
    #expect(abs(errors / 2.4e-4 - 1) < 1e-6)
  }

  @Test func `the account sums to the loss, and worst is worse than typical than best`() {
    for (reading, pick) in [
      (OpticalBudget.Case.worst, \Spread.high), (.typical, \.typical), (.best, \.low),
    ] {
      let sum = Self.budget.terms.reduce(0) { $0 + $1.total[keyPath: pick] }
      #expect(abs(Self.budget.outcome(reading).loss - sum) < 1e-12)
    }
    #expect(Self.budget.outcome(.worst).margin < Self.budget.outcome(.typical).margin)
    #expect(Self.budget.outcome(.typical).margin < Self.budget.outcome(.best).margin)
    #expect(Self.budget.bitErrorRate(.worst) > Self.budget.bitErrorRate(.best))
  }

  @Test func `a decibel of loss is a decibel of margin`() {
    var longer = Self.budget
    longer.terms.append(OpticalTerm(.other, each: Spread(1)))
    let change =
      Self.budget.outcome(.typical).margin - longer.outcome(.typical).margin
    #expect(abs(change - 1) < 1e-9)
  }

  @Test func `links drawn at random lie between worst and best, the same for a seed`() {
    for law in Spread.Law.allCases {
      let drawn = Self.budget.statisticalMargin(samples: 4_000, law: law, seed: 7)
      #expect(drawn == Self.budget.statisticalMargin(samples: 4_000, law: law, seed: 7))
      #expect(drawn != Self.budget.statisticalMargin(samples: 4_000, law: law, seed: 8))
      #expect(drawn.p1 > Self.budget.outcome(.worst).margin)
      #expect(drawn.p99 < Self.budget.outcome(.best).margin)
      let ordered = [drawn.p1, drawn.p10, drawn.median, drawn.p90, drawn.p99]
      #expect(ordered == ordered.sorted())
      #expect((0...1).contains(drawn.closing))
    }
  }

  @Test func `without spread every drawn link is the typical one`() {
    let drawn = PublishedLinkTests.example.statisticalMargin(samples: 100)
    #expect(abs(drawn.p1 - 10.05) < 1e-9 && abs(drawn.p99 - 10.05) < 1e-9)
    #expect(drawn.closing == 1)
  }

  @Test func `the mean of a triangle is that of its corners`() {
    var generator = SplitMix64(seed: 3)
    let spread = Spread(low: 1, typical: 2, high: 6)
    var sum = 0.0
    for _ in 0..<40_000 { sum += spread.drawn(.triangular, from: &generator) }
    // Four standard errors of 40,000 draws.
    #expect(abs(sum / 40_000 - 3) < 4 * 1.08 / 200)
  }

  @Test func `misalignment grows with the square of the offset`() {
    let one = Optics.misalignmentLoss(offset: 1e-6, modeRadius: 4.6e-6)
    #expect(abs(one - 4.343 / (4.6 * 4.6)) < 1e-4)
    #expect(abs(Optics.misalignmentLoss(offset: 2e-6, modeRadius: 4.6e-6) / one - 4) < 1e-12)
  }
}
