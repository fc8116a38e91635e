import Foundation
import Testing

@testable import Economics

/// Trends through dated values, market decline and optima by compute.
struct GrowthTrendTests {
  @Test func `values on a curve give its growth without an interval`() throws {
    let points = (0..<6).map {
      GrowthTrend.Point(year: 2018.5 + Double($0), value: 3e20 * pow(4.6, Double($0)))
    }
    let trend = try GrowthTrend(points)
    let growth = trend.growth()
    #expect(abs(growth.middle / 4.6 - 1) < 1e-12)
    #expect(abs(growth.high / growth.low - 1) < 1e-6)
    #expect(abs(trend.value(year: 2026.5).middle / (3e20 * pow(4.6, 8)) - 1) < 1e-9)
    #expect(abs(try #require(trend.year(reaching: 3e20 * pow(4.6, 7))) - 2025.5) < 1e-9)
  }

  // Slope and its error by hand: logarithms 0, 1, 1, 2 at 0, 1, 2, 3: b = 0.6, s² = 0.1, Sxx = 5;
  // t at 95 % with two degrees of freedom is 2.91999.
  @Test func `the interval is Student's`() throws {
    let logarithms = [0.0, 1, 1, 2]
    let trend = try GrowthTrend(
      logarithms.enumerated().map {
        GrowthTrend.Point(year: Double($0.offset), value: exp($0.element))
      }
    )
    #expect(abs(trend.slope - 0.6) < 1e-12)
    #expect(abs(trend.scatter - 0.1.squareRoot()) < 1e-12)
    let width = 2.919986 * (0.1 / 5).squareRoot()
    let growth = trend.growth(confidence: 0.9)
    #expect(abs(log(growth.high) - 0.6 - width) < 1e-6)
    #expect(abs(log(growth.low) - 0.6 + width) < 1e-6)
    // A single new value scatters more the farther it lies.
    let near = trend.value(year: 2)
    let far = trend.value(year: 9)
    #expect(far.high / far.middle > near.high / near.middle)
  }

  @Test(arguments: [
    (1.0, 6.3138), (2, 2.91999), (3, 2.35336), (5, 2.01505), (10, 1.81246), (30, 1.69726),
  ])
  func `quantiles are those of the tables`(freedom: Double, published: Double) {
    #expect(abs(GrowthTrend.student(0.95, freedom: freedom) / published - 1) < 0.005)
  }

  @Test func `too few values, one date and values of nothing are refused`() {
    typealias Point = GrowthTrend.Point
    let bad: [[Point]] = [
      [Point(year: 1, value: 1), Point(year: 2, value: 2)],
      [Point(year: 1, value: 1), Point(year: 1, value: 2), Point(year: 1, value: 3)],
      [Point(year: 1, value: 1), Point(year: 2, value: 0), Point(year: 3, value: 3)],
    ]
    for points in bad { #expect(throws: EconomicsError.self) { try GrowthTrend(points) } }
  }

  @Test func `losses of value over years sum to the whole loss`() throws {
    let year = Annuity.year
    let whole = try MarketDecline.loss(
      price: 100,
      declinePerYear: 0.276,
      age: 0,
      duration: 3 * year
    )
    var sum = 0.0
    for age in 0..<3 {
      sum += try MarketDecline.loss(
        price: 100,
        declinePerYear: 0.276,
        age: Double(age) * year,
        duration: year
      )
    }
    #expect(abs(whole - sum) < 1e-9)
    #expect(abs(whole - 100 * (1 - pow(0.724, 3))) < 1e-9)
    #expect(throws: EconomicsError.self) {
      try MarketDecline.loss(price: 1, declinePerYear: 1, age: 0, duration: 1)
    }
  }

  @Test(arguments: [1e21, 5.76e23, 3.8e25, 1e29])
  func `the optimum by compute is that of its size`(compute: Double) throws {
    for law in [ScalingLaw.hoffmann2022, .besiroglu2024] {
      let best = try law.trainingOptimum(compute: compute)
      let again = try law.trainingOptimum(parameters: best.parameters)
      #expect(abs(again.trainingTokens / best.trainingTokens - 1) < 1e-9)
      #expect(abs(6 * best.parameters * best.trainingTokens / compute - 1) < 1e-12)
      let limit = try law.compute(exhausting: best.trainingTokens)
      #expect(abs(limit / compute - 1) < 1e-9)
    }
  }

  // Hoffmann et al. 2022, introduction, on Kaplan et al. 2020: ten times the compute asks for a model
  // 5.5 times the size on 1.8 times the tokens.
  @Test func `the first law puts compute into size`() throws {
    let one = try ScalingLaw.kaplan2020(compute: 1e23)
    let ten = try ScalingLaw.kaplan2020(compute: 1e24)
    #expect(abs(ten.parameters / one.parameters - 5.5) < 0.15)
    #expect(abs(ten.trainingTokens / one.trainingTokens - 1.8) < 0.1)
    let refit = try ScalingLaw.besiroglu2024.trainingOptimum(compute: 1e24)
    #expect(ten.parameters > 2 * refit.parameters)
  }
}
