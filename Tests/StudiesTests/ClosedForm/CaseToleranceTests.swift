import Testing

@testable import Studies

/// Tolerances in words, and fields and amounts in words.
struct CaseToleranceTests {
  /// Words, quantity, value as written, prediction, whether it keeps to them.
  static let words: [(String, String, String, Double, Bool)] = [
    ("10 %", "x", "100.0", 109.9, true), ("10 %", "x", "100.0", 110.1, false),
    ("exact", "x", "0.777778", 7.0 / 9, true), ("exact", "x", "0.777778", 0.777779, false),
    ("exact", "x", "3.12", 3.125, true), ("exact", "x", "69.0", 68.97, true),
    ("exact (peer) / 1 % (own alpha-beta)", "x", "117780.0", 117_780, true),
    ("exact (peer) / 1 % (own alpha-beta)", "x", "117780.0", 117_790, false),
    ("0.10 abs", "x", "0.55", 0.64, true), ("0.10 abs", "x", "0.55", 0.66, false),
    ("0.5 dB", "COM", "2.96", 3.4, true), ("0.005", "Q", "3.414", 3.42, false),
    ("within 3 points", "x", "65.0", 62.1, true), ("3 points", "x", "65.0", 61.9, false),
    ("bound", "tail FCT upper bound", "180.0", 177, true),
    ("bound", "tail FCT upper bound", "180.0", 181, false),
    ("", "typical IL upper", "2.0", 1.5, true), ("", "lower bound", "2.0", 1.5, false),
    ("beat it", "error", "20.63", 4.9, true), ("beat it", "error", "20.63", 21, false),
    ("sign and +-50 % of the change (traffic undisclosed)", "x", "-7.0", -4, true),
    ("sign and +-50 % of the change (traffic undisclosed)", "x", "-7.0", 4, false),
  ]

  @Test(arguments: words)
  func `a tolerance in words says what keeps to it`(
    words: String,
    quantity: String,
    written: String,
    predicted: Double,
    holds: Bool
  ) {
    let tolerance = CaseTolerance(words, quantity: quantity)
    #expect(tolerance.holds(predicted: predicted, written: written) == holds)
  }

  /// Size [MiB], prediction over value, whether it keeps to the tolerance.
  static let sizes: [(Double, Double, Bool)] = [
    (128.0, 1.16, false), (128, 1.14, true), (16, 1.29, true), (16, 1.31, false),
    (0.001, 1.29, true), (0.001, 1.5, false),
  ]

  @Test(arguments: sizes)
  func `a tolerance may depend on the size of the message`(
    mebibytes: Double,
    ratio: Double,
    holds: Bool
  ) {
    let tolerance = CaseTolerance(
      "15 % above 64 MiB; 30 % between 1 and 64 MiB; rounded to 0.01 below 1 MiB",
      quantity: "busbw"
    )
    let found = tolerance.holds(
      predicted: 100 * ratio,
      written: "100.0",
      bytes: mebibytes * 1_048_576
    )
    #expect(found == holds)
  }

  @Test func `a value rounded to a place may be half of it off besides`() {
    let tolerance = CaseTolerance(
      "30 % above 1 MiB; rounded to 0.01 below 1 MiB",
      quantity: "busbw"
    )
    #expect(tolerance.holds(predicted: 0.082, written: "0.06", bytes: 1_024) == true)
    #expect(tolerance.holds(predicted: 0.084, written: "0.06", bytes: 1_024) == false)
  }

  @Test func `nothing stated is nothing judged`() {
    #expect(CaseTolerance("", quantity: "busbw").holds(predicted: 1, written: "1") == nil)
    #expect(CaseTolerance("10 %", quantity: "x").holds(predicted: 1, written: "") == nil)
  }

  @Test func `fields are found among semicolons, commas and words`() {
    let text = CaseText("stretch = 1*d + 2*(1-d), d=0.60; flows=1,024 x 2,000,000 B; radix k=144")
    #expect(text.number("d") == 0.6)
    #expect(text.number("flows") == 1_024)
    #expect(text.number("k") == 144)
    #expect(text.number("radix k") == 144)
    #expect(text.number("none") == nil)
  }

  @Test func `amounts are found by their unit, with the words around them`() {
    let text = CaseText("32 GPU H100 (4 nodes x 8), RING, nvlink bw 1440 Gb/s, SEND_LAT=2 us")
    #expect(text.amount("GPU") == 32)
    #expect(text.amount("nodes") == 4)
    let rate = text.amounts("Gb/s").first
    #expect(rate?.number == 1_440)
    #expect(rate?.before.contains("nvlink") == true)
    #expect(text.quantity("Gb/s") == 180e9)
    #expect(text.number(after: "bw") == 1_440)
  }
}
