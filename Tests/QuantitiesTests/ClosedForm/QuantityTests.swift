import Quantities
import Testing

struct QuantityTests {
  /// Texts with their value in SI.
  static let known: [(String, Double)] = [
    ("3.35 TB/s", 3.35e12), ("3.35TB/s", 3.35e12), ("  700 W ", 700), ("5e3W", 5000),
    ("1_024 B", 1024), ("15.6e12", 15.6e12), ("12 /s", 12), ("12/s", 12), ("31557600/year", 1),
    ("31557600 1/year", 1), ("40 %", 0.4), ("25 degC", 298.15), ("-40 degC", 233.15),
    ("1E9 B", 1e9),
    ("1 EB", 1e18), ("1EB", 1e18), ("2eV", 3.204_353_268e-19), ("+3 m", 3), (".5 m", 0.5),
    ("5. m", 5), ("$1.2 M", 1.2e6), ("$0.36/kWh", 1e-7), ("$950", 950), ("$2 B", 2e9),
    ("5 Gb", 6.25e8), ("0 W", 0), ("4 years", 126_230_400), ("-$25 k", -25_000), ("$-3", -3),
  ]

  @Test(arguments: known)
  func `a number with a unit has its value in SI`(text: String, value: Double) throws {
    let found = try Quantity.parse(text).value
    #expect(abs(found - value) <= 1e-12 * abs(value))
  }

  @Test func `a bare number is refused where a unit is due`() {
    do {
      _ = try Quantity.parse("450", expecting: .bandwidth)
      Issue.record("accepted")
    } catch {
      #expect(
        error.description
          == "\"450\" has no unit; a bandwidth is due here, such as 450 GB/s"
      )
    }
  }

  @Test func `another dimension is refused with both named`() {
    do {
      _ = try Quantity.parse("5 Gb", expecting: .power)
      Issue.record("accepted")
    } catch {
      #expect(
        error.description
          == "\"5 Gb\" is an amount of information, but a power is due here, such as 700 W"
      )
    }
  }

  @Test func `bits are taken where bytes are usual`() throws {
    let unit = try Unit.parse("GB/s")
    #expect(try Quantity.parse("400 Gb/s", expecting: unit).number(in: unit) == 50)
  }

  @Test func `a comma is refused with advice`() {
    for text in ["16,384 B", "1,5 m", "1.024,5 W"] {
      do {
        _ = try Quantity.parse(text)
        Issue.record("\(text) was accepted")
      } catch {
        #expect(error.description.contains("comma"))
      }
    }
  }

  @Test(arguments: [
    "", "  ", "W", "nan", "inf W", "-inf", "1e999 W", "1e308 TB", "0x10 B", "1-2 W", "1..5 W",
    "--3 W",
    "3 W W", "_1 W", "1__0 W", "$", "$x", "$5 X", "$1.2 M/", "5 GB and more", "1e W", "\u{0}",
    "5 GB\u{0}", "\u{661} W", "1 2 W", String(repeating: "9", count: 100_000) + " W",
    "1 " + String(repeating: "x", count: 100_000), "1e99999999999999999999 B",
  ])
  func `what is not a quantity is refused and never traps`(text: String) {
    #expect(throws: QuantityError.self) { try Quantity.parse(text) }
  }

  @Test func `random texts never trap`() {
    var random = SplitMix64(seed: 7)
    let letters = Array("0123456789.eE+-_,$%/*^() \u{B5}\u{B2}kMGTWBbshmUSDFLOP\u{301}\n\t")
    var accepted = 0
    for _ in 0..<3_000 {
      let count = Int.random(in: 0...12, using: &random)
      let text = String((0..<count).map { _ in letters.randomElement(using: &random) ?? "0" })
      if let quantity = try? Quantity.parse(text) {
        accepted += quantity.value.isFinite ? 1 : -100_000
      }
    }
    #expect(accepted > 20)
  }
}
