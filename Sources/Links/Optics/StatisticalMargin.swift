import Quantities

/// How much a link of light has to spare when every part is drawn at random.
public struct StatisticalMargin: Sendable, Hashable {
  /// Margin that a hundredth of links falls below [dB].
  public var p1: Double
  /// Margin that a tenth of links falls below [dB].
  public var p10: Double
  /// Margin that half of links falls below [dB].
  public var median: Double
  /// Margin that nine tenths of links fall below [dB].
  public var p90: Double
  /// Margin that 99 of a hundred links fall below [dB].
  public var p99: Double
  /// Mean margin of links that have one [dB].
  public var mean: Double
  /// Share of links whose margin is not negative (1).
  public var closing: Double
  /// Links that were drawn.
  public var samples: Int
}

extension OpticalBudget {
  /// Draws links at random, every facet and connector of each by itself.
  ///
  /// Each link has a stream of random numbers of its own, so the answer depends on the seed and the
  /// number of links alone.
  ///
  /// - Parameters:
  ///   - samples: Links to draw, at least 1.
  ///   - law: How values between lowest and highest are weighed.
  ///   - seed: Seed of random numbers.
  /// - Returns: Quantiles of the margin and the share of links that close.
  public func statisticalMargin(
    samples: Int = 20_000,
    law: Spread.Law = .triangular,
    seed: UInt64 = 1
  ) -> StatisticalMargin {
    let generator = SplitMix64(seed: seed)
    var margins: [Double] = []
    margins.reserveCapacity(max(1, samples))
    for index in 0..<max(1, samples) {
      var stream = generator.stream(UInt64(index))
      margins.append(outcome(drawn(law, from: &stream)).margin)
    }
    margins.sort()
    func quantile(_ share: Double) -> Double {
      let position = share * Double(margins.count - 1)
      let below = margins[Int(position)]
      let above = margins[min(Int(position) + 1, margins.count - 1)]
      // A link that no power closes has no margin to interpolate from.
      guard below.isFinite else { return below }
      return below + (position - position.rounded(.down)) * (above - below)
    }
    let finite = margins.filter(\.isFinite)
    return StatisticalMargin(
      p1: quantile(0.01),
      p10: quantile(0.1),
      median: quantile(0.5),
      p90: quantile(0.9),
      p99: quantile(0.99),
      mean: Statistics.mean(finite) ?? -.infinity,
      closing: Double(margins.count { $0 >= 0 }) / Double(margins.count),
      samples: margins.count
    )
  }

  /// One link drawn at random.
  private func drawn(_ law: Spread.Law, from generator: inout SplitMix64) -> Values {
    let source = sourceLevel.drawn(law, from: &generator)
    var loss = 0.0
    for term in terms {
      if term.isLength || term.count != term.count.rounded() || term.count > 1_000 {
        loss += term.count * term.each.drawn(law, from: &generator)
      } else {
        for _ in 0..<Int(term.count) { loss += term.each.drawn(law, from: &generator) }
      }
    }
    return Values(
      source: source,
      loss: loss,
      extinctionRatio: extinctionRatio.drawn(law, from: &generator),
      closure: closure.drawn(law, from: &generator),
      penalty: penalty.drawn(law, from: &generator)
    )
  }
}
