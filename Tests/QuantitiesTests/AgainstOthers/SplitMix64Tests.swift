import Quantities
import Testing

struct SplitMix64Tests {
  /// The first numbers of the reference implementation for this seed (Vigna, splitmix64.c, 2015).
  @Test func `the numbers are those of the reference`() {
    var random = SplitMix64(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    for number in expected { #expect(random.next() == number) }
  }

  @Test func `uniform numbers fill the unit interval evenly`() {
    var random = SplitMix64(seed: 2)
    let numbers = (0..<10_000).map { _ in random.uniform() }
    #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
    // The standard error of the mean is 0.0029.
    #expect(abs((Statistics.mean(numbers) ?? 0) - 0.5) < 0.01)
  }

  @Test func `streams differ`() {
    let root = SplitMix64(seed: 5)
    var (a, b) = (root.stream(0), root.stream(1))
    #expect(a.next() != b.next())
  }
}
