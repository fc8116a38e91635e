import Quantities
import Testing

struct FormatTests {
  /// Values in SI, units, and what is printed.
  static let quantities: [(Double, String, String)] = [
    (3.35e12, "B/s", "3.35 TB/s"), (0.0124, "s", "12.4 ms"), (1020, "W", "1.02 kW"),
    (999.9, "W", "1 kW"), (999.4, "W", "999 W"), (4e-11, "J/bit", "5 pJ/bit"), (0, "W", "0 W"),
    (-2500, "W", "-2.5 kW"), (1_073_741_824, "GiB", "1 GiB"), (8.14e-4, "mm^2", "814 mm^2"),
    (298.15, "degC", "25 degC"), (3.168_808_781_402_895e-8, "1/year", "1 /year"),
    (
      2.222_222_222_222_222e-8, "USD/kWh",
      "0.08 USD/kWh"
    ), (1.2e6, "USD", "1.2 MUSD"), (0.85, "1", "0.85"), (0.4, "%", "40 %"),
    (1.25e8, "b", "1 Gbit"), (1e30, "FLOP", "1000000 YFLOP"), (1500, "kg", "1500 kg"),
    (1e-9, "m", "1 nm"), (0.5, "B", "0.5 B"), (5, "nonsense", "5.0 nonsense"),
    (Double.infinity, "W", "inf W"), (Double.nan, "W", "n/a W"),
  ]

  @Test(arguments: quantities)
  func `a quantity is printed with a fitting prefix`(value: Double, unit: String, text: String) {
    #expect(Format.quantity(value, unit: unit) == text)
  }

  /// Numbers, digits, and what is printed.
  static let numbers: [(Double, Int, String)] = [
    (1234.5, 3, "1230"), (1234.5, 6, "1234.5"), (0.000_123_456, 3, "0.000123"), (1e-7, 3, "1e-7"),
    (9.999, 3, "10"), (99.95, 3, "100"), (1.5e12, 3, "1.5e12"),
    (0.300_000_000_000_000_04, 15, "0.3"), (0, 3, "0"),
    (-0.5, 1, "-0.5"), (2.5, 1, "3"), (2.5e-308, 3, "2.5e-308"), (123_456_789, 9, "123456789"),
  ]

  @Test(arguments: numbers)
  func `significant digits are rounded and trailing zeros dropped`(
    value: Double,
    digits: Int,
    text: String
  ) {
    #expect(Format.significant(value, digits: digits) == text)
  }

  @Test func `counts shares money and durations read well`() {
    #expect(Format.count(16384) == "16,384")
    #expect(Format.count(-1_234_567) == "-1,234,567")
    #expect(Format.count(999) == "999")
    #expect(Format.count(Int.min) == "-9,223,372,036,854,775,808")
    #expect(Format.percent(0.413) == "41.3 %")
    #expect(Format.money(1.2e6) == "$1.2 M")
    #expect(Format.money(950) == "$950")
    #expect(Format.money(0.083) == "$0.083")
    #expect(Format.money(-25_000) == "-$25 k")
    #expect(Format.money(999_999_999) == "$1 B")
    #expect(Format.duration(3.2 * 86_400) == "3.2 days")
    #expect(Format.duration(54 * 60) == "54 min")
    #expect(Format.duration(0.0124) == "12.4 ms")
    #expect(Format.duration(90) == "90 s")
    #expect(Format.duration(4 * 31_557_600) == "4 years")
    #expect(Format.duration(.infinity) == "inf s")
  }

  /// Units of every kind that the catalogue and scenarios use.
  static let units = [
    "B", "GB", "GiB", "bit", "Gb", "FLOP", "TFLOP/s", "TOP/s", "TFLOPS", "TB/s", "GB/s", "Gb/s",
    "W", "kW",
    "MW", "us", "\u{B5}s", "ns", "ms", "s", "min", "h", "day", "week", "month", "year", "pJ/bit",
    "pJ/FLOP", "pJ/B", "USD", "USD/kWh", "USD/h", "USD/W", "g/kWh", "kg", "t", "mm^2", "m^3", "K",
    "degC",
    "K/W", "V", "A", "ohm", "MHz", "GHz", "L/kWh", "m", "mm", "um", "W/K", "1/year", "/year",
    "kW/rack",
    "Tb/s/mm", "m^2*K/W", "W/(m*K)", "J", "kWh", "eV", "F", "H", "Pa", "bar", "L", "L/min", "dB",
    "%",
    "ppm", "rack", "accelerator", "token", "wafer", "stack", "port", "unit", "USD/GB", "W/cm^2",
    "dBm", "dB/km", "GBd", "FIT", "pm/K",
  ]

  @Test(arguments: units)
  func `what is printed is read back`(symbol: String) throws {
    let unit = try Unit.parse(symbol)
    var random = SplitMix64(seed: 11)
    // Failures are gathered, since an expectation costs more than the work between two of them.
    var failures: [String] = []
    for _ in 0..<200 {
      let exponent = Int.random(in: -12...15, using: &random)
      let number = Double.random(in: 1...10, using: &random) * (Double("1e\(exponent)") ?? 1)
      let value = unit.si(number)
      for (text, tolerance) in [
        (Format.quantity(value, unit: symbol, digits: 17), 1e-14),
        (Format.quantity(value, unit: symbol), 5.1e-3),
        (Format.plain(value, unit: symbol, digits: 17), 1e-14),
      ] {
        let back = try Quantity.parse(text)
        // Rounding happens in the unit that is printed, so a shifted zero adds its own error.
        let scale = abs(number) * unit.factor + unit.offset * 1e-2
        if back.dimension != unit.dimension || abs(back.value - value) > tolerance * scale {
          failures.append(text)
        }
      }
    }
    #expect(failures.isEmpty)
  }

  @Test func `money that is printed is read back`() throws {
    for value in [0.083, 12, 950, 25_000, 1.2e6, 3.45e9, 7e12] {
      let back = try Quantity.parse(Format.money(value))
      #expect(abs(back.value / value - 1) < 5e-3)
      #expect(back.dimension == .money)
    }
  }

  @Test func `durations that are printed are read back`() throws {
    for value in [1e-9, 3e-3, 90, 3000, 9e4, 4e6, 3e8] {
      let back = try Quantity.parse(Format.duration(value, digits: 6))
      #expect(abs(back.value / value - 1) < 1e-5)
    }
  }
}
