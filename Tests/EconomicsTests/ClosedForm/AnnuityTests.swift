import Economics
import Testing

@Suite struct AnnuityTests {
  @Test func `zero discount rate repays principal evenly`() {
    #expect(Annuity.factor(discountRate: 0, years: 4) == 0.25)
    let nearly = Annuity.factor(discountRate: 1e-9, years: 4)
    #expect(abs(nearly - 0.25) < 1e-8)
  }

  @Test func `payments discounted to today sum to one`() {
    let factor = Annuity.factor(discountRate: 0.08, years: 5)
    var worth = 0.0
    var discount = 1.0
    for _ in 1...5 {
      discount /= 1.08
      worth += factor * discount
    }
    #expect(abs(worth - 1) < 1e-12)
  }

  @Test func `an endless life costs the interest only`() {
    #expect(Annuity.factor(discountRate: 0.05, years: .infinity) == 0.05)
  }

  @Test func `what keeps its price costs the interest only`() {
    let rate = Annuity.rate(
      price: 1000,
      lifetime: 5 * Annuity.year,
      discountRate: 0.1,
      residualShare: 1
    )
    #expect(abs(rate * Annuity.year - 100) < 1e-9)
  }
}
