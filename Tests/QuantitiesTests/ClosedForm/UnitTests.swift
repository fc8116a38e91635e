import Quantities
import Testing

struct UnitTests {
  /// Units with their size in SI and their dimension in base symbols.
  static let known: [(String, Double, String)] = [
    ("TB/s", 1e12, "B/s"), ("GiB", 1_073_741_824, "B"), ("GB", 1e9, "B"), ("Gb", 1.25e8, "B"),
    ("Gbit", 1.25e8, "B"), ("KiB", 1024, "B"), ("kB", 1e3, "B"), ("KB", 1e3, "B"),
    ("Tb/s/mm", 1.25e14, "B/s/m"), ("pJ/bit", 8e-12, "m^2*kg/B/s^2"),
    ("pJ/FLOP", 1e-12, "m^2*kg/FLOP/s^2"), ("TFLOP/s", 1e12, "FLOP/s"), ("TFLOPS", 1e12, "FLOP/s"),
    ("TOP/s", 1e12, "FLOP/s"), ("PFLOP", 1e15, "FLOP"),
    ("USD/kWh", 2.777_777_777_777_778e-7, "s^2*USD/m^2/kg"),
    ("g/kWh", 2.777_777_777_777_778e-10, "s^2/m^2"),
    ("L/kWh", 2.777_777_777_777_778e-10, "s^2*m/kg"),
    ("W/K", 1, "m^2*kg/s^3/K"), ("mm^2", 1e-6, "m^2"), ("mm\u{B2}", 1e-6, "m^2"),
    ("m^2*K/W", 1, "s^3*K/kg"), ("1/year", 3.168_808_781_402_895e-8, "1/s"),
    ("/year", 3.168_808_781_402_895e-8, "1/s"), ("s^-1", 1, "1/s"),
    ("kW/rack", 1e3, "m^2*kg/s^3/rack"),
    ("us", 1e-6, "s"), ("\u{B5}s", 1e-6, "s"), ("\u{3BC}s", 1e-6, "s"), ("min", 60, "s"),
    ("ms", 1e-3, "s"),
    ("MHz", 1e6, "1/s"), ("m\u{3A9}", 1e-3, "m^2*kg/s^3/A^2"),
    ("m\u{2126}", 1e-3, "m^2*kg/s^3/A^2"),
    ("cm", 1e-2, "m"), ("%", 1e-2, "1"), ("ppm", 1e-6, "1"), ("kg", 1, "kg"), ("t", 1e3, "kg"),
    ("kPa", 1e3, "kg/s^2/m"), ("bar", 1e5, "kg/s^2/m"), ("USD/Mtoken", 1e-6, "USD/token"),
    ("eV", 1.602_176_634e-19, "m^2*kg/s^2"), ("m", 1, "m"), ("USD/GB", 1e-9, "USD/B"),
    ("dB", 1, "dB"), ("dBm", 1, "dBm"), ("dB/m", 1, "dB/m"), ("dB/cm", 100, "dB/m"),
    ("dB/km", 1e-3, "dB/m"), ("dB/inch", 39.370_078_740_157_48, "dB/m"), ("dB/Hz", 1, "s*dB"),
    ("GBd", 1e9, "1/s"), ("FIT", 2.777_777_777_777_778e-13, "1/s"), ("nm", 1e-9, "m"),
    ("pm/K", 1e-12, "m/K"), ("mW", 1e-3, "m^2*kg/s^3"), ("pA^2/Hz", 1e-24, "s*A^2"),
    ("A/W", 1, "s^3*A/m^2/kg"),
    ("GPU", 1, "accelerator"), ("d", 86_400, "s"), ("week", 604_800, "s"),
    ("month", 2_629_800, "s"),
  ]

  @Test(arguments: known)
  func `a unit has its size and its dimension`(
    text: String,
    factor: Double,
    dimension: String
  ) throws {
    let unit = try Unit.parse(text)
    #expect(unit.dimension.description == dimension)
    #expect(abs(unit.factor / factor - 1) < 1e-12)
    #expect(try Unit.parse(dimension).dimension == unit.dimension)
  }

  @Test func `a level of power is no ratio and neither is a number`() throws {
    for pair in [
      ("3 dB", Dimension.powerLevel), ("3 dBm", .level), ("3", .level), ("3", .powerLevel),
    ] {
      #expect(throws: QuantityError.self) { try Quantity.parse(pair.0, expecting: pair.1) }
    }
    #expect(try Quantity.parse("-4.4 dBm", expecting: .powerLevel).value == -4.4)
    #expect(try Quantity.parse("-136 dB/Hz", expecting: .level / .frequency).value == -136)
    #expect(Format.quantity(-4.4, unit: "dBm") == "-4.4 dBm")
  }

  @Test func `bits and bytes are never confused`() throws {
    #expect(try Unit.parse("GB").factor == 8 * Unit.parse("Gb").factor)
    #expect(try Unit.parse("GiB").factor == 1_073_741_824)
    #expect(try Unit.parse("GB").factor == 1_000_000_000)
    #expect(throws: UnitError.self) { try Unit.parse("gb") }
    #expect(throws: UnitError.self) { try Unit.parse("mb") }
  }

  @Test func `degrees Celsius are shifted alone and kelvins in products`() throws {
    let celsius = try Unit.parse("degC")
    #expect(celsius.si(25) == 298.15)
    #expect(celsius.number(298.15) == 25)
    #expect(
      try Unit.parse("W/degC")
        == Unit(symbol: "W/degC", factor: 1, dimension: .power / .temperature)
    )
  }

  @Test(arguments: [
    ("GBps", "GB"), ("gb/s", "Gb"), ("Watts", "W"), ("FLOPs", "FLOP"), ("usd", "USD"),
    ("yeer", "year"), ("TFLOPs", "TFLOP/s"),
  ])
  func `an unknown unit offers the nearest known ones`(text: String, near: String) {
    do {
      _ = try Unit.parse(text)
      Issue.record("\(text) was taken for a unit")
    } catch {
      #expect(error.description.contains(near), "\(error)")
    }
  }

  @Test(arguments: [
    "", " ", "/", "W/", "W//m", "*W", "W^", "W^x", "W^99", "W/m*K", "(W", "W)", "W m", "m s",
    "W^2^2",
    "1e3", "5", "((((((((((W))))))))))", "Y^9Y^9", "\u{0}", "W/0",
    String(repeating: "W*", count: 90),
  ])
  func `what is not a unit is refused`(text: String) {
    #expect(throws: UnitError.self) { try Unit.parse(text) }
  }

  @Test func `spaces around operators do not matter`() throws {
    #expect(try Unit.parse(" USD / kWh ").factor == Unit.parse("USD/kWh").factor)
  }

  @Test func `electrical units are consistent`() throws {
    func unit(_ text: String) throws -> Dimension { try Unit.parse(text).dimension }
    #expect(try unit("V") == unit("A*ohm"))
    #expect(try unit("F") == unit("s/ohm"))
    #expect(try unit("H") == unit("ohm*s"))
    #expect(try unit("W") == unit("A^2*ohm"))
    #expect(try unit("J") == unit("Pa*m^3"))
    #expect(try unit("N") == unit("kg*m/s^2"))
  }
}
