import Foundation

/// Compute wanted in a quarter as a function of its price, all classes together.
struct DemandCurve {
  /// One class at the quarter.
  struct Term {
    /// Compute wanted at the reference price [H100-equivalent].
    var amount: Double
    /// How much more is wanted where the price falls [1].
    var elasticity: Double
  }

  /// The classes.
  var terms: [Term]
  /// Price at which amounts are stated [USD/h].
  var reference: Double

  /// The demand of a quarter.
  init(_ industry: Industry, in quarter: Quarter) {
    reference = industry.market.referencePrice
    terms = industry.demand.map { kind in
      let years = Double(quarter.since(kind.at)) / 4
      var amount = kind.amount * Self.growth(kind, years: years)
      amount *= pow(industry.gain(of: kind, in: quarter), kind.elasticity - 1)
      amount *= 1 - kind.deviceShare(in: quarter)
      for event in industry.events {
        if case .demand(let name, let factor) = event.effect, name == kind.id {
          amount *= 1 + (factor - 1) * event.strength(in: quarter)
        }
      }
      return Term(amount: amount, elasticity: kind.elasticity)
    }
  }

  /// Growth over a time at a rate that fades towards its final one.
  ///
  /// The logarithmic rate is `ln(1+final) + (ln(1+first) − ln(1+final))·2^(−t/fading)`.
  static func growth(_ kind: DemandClass, years: Double) -> Double {
    let first = log1p(kind.growth)
    let final = log1p(kind.finalGrowth)
    guard kind.fading > 0, kind.fading.isFinite else { return exp(first * years) }
    let rate = log(2) / kind.fading
    return exp(final * years + (first - final) * -expm1(-rate * years) / rate)
  }

  /// Compute wanted at a price [H100-equivalent].
  func amount(at price: Double) -> Double {
    terms.reduce(0) { $0 + $1.amount * pow(price / reference, -$1.elasticity) }
  }

  /// Logarithm of the greatest multiple of the reference price that anybody pays.
  static let dearest = log(50.0)

  /// Price at which a share of the demand wants a given compute [USD/h].
  ///
  /// Never more than fifty times the reference price, however little runs. Newton's method on logarithms; the curve falls steeper than any of its terms' least elasticity.
  func price(of compute: Double, share: Double) -> Double {
    let target = log(compute / share)
    var x = 0.0
    for _ in 0..<60 {
      var sum = 0.0
      var slope = 0.0
      for term in terms {
        let part = term.amount * exp(-term.elasticity * x)
        sum += part
        slope += part * term.elasticity
      }
      let step = (log(sum) - target) * sum / slope
      x += min(max(step, -1.5), 1.5)
      if abs(step) < 1e-12 { break }
    }
    return reference * exp(min(x, Self.dearest))
  }
}
