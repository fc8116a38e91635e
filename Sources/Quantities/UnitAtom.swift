/// One indivisible unit, such as `W` or `year`, with the spellings and prefixes it takes.
struct UnitAtom: Sendable {
  /// Every accepted spelling; the first is the one that is printed.
  let names: [String]
  /// Its size in SI base units.
  let factor: Double
  /// What it measures.
  let dimension: Dimension
  /// What is added after scaling, for temperatures with a shifted zero [K].
  var offset = 0.0
  /// The prefixes that may be read.
  var prefixes: [Prefix] = []
  /// The prefixes that may be printed, when they are fewer than those that may be read.
  var printed: [Prefix]?

  /// The spelling that is printed.
  var symbol: String { names.first ?? "" }
}

/// A spelling found in the table: the atom, and the prefix in front of it.
struct PrefixedAtom: Sendable {
  /// The atom without its prefix.
  let atom: UnitAtom
  /// The prefix, which may be none.
  let prefix: Prefix

  /// The size of the prefixed atom in SI base units.
  var factor: Double { prefix.factor * atom.factor }
}

extension UnitAtom {
  /// Every spelling, with and without prefix, that a unit may be made of.
  static let table: [String: PrefixedAtom] = {
    var table: [String: PrefixedAtom] = [:]
    for atom in all {
      for name in atom.names { table[name] = PrefixedAtom(atom: atom, prefix: .none) }
    }
    for atom in all {
      for prefix in atom.prefixes {
        for spelling in prefix.spellings {
          for name in atom.names where table[spelling + name] == nil {
            // Prefixes join symbols, not words: no kilobyte, but kB.
            guard name == atom.symbol || name.count <= 3 else { continue }
            table[spelling + name] = PrefixedAtom(atom: atom, prefix: prefix)
          }
        }
      }
    }
    return table
  }()

  /// The indivisible units.
  static let all: [UnitAtom] = information + time + mechanics + electricity + money + counted

  /// Information and arithmetic.
  private static let information: [UnitAtom] = [
    UnitAtom(
      names: ["B", "byte", "bytes"],
      factor: 1,
      dimension: .information,
      prefixes: Prefix.large + Prefix.binary,
      printed: Prefix.large
    ),
    UnitAtom(
      names: ["bit", "b", "bits"],
      factor: 0.125,
      dimension: .information,
      prefixes: Prefix.large + Prefix.binary,
      printed: Prefix.large
    ),
    UnitAtom(names: ["FLOP"], factor: 1, dimension: .operations, prefixes: Prefix.large),
    UnitAtom(names: ["OP"], factor: 1, dimension: .operations, prefixes: Prefix.large),
    UnitAtom(names: ["FLOPS"], factor: 1, dimension: .computeRate, prefixes: Prefix.large),
    UnitAtom(names: ["OPS"], factor: 1, dimension: .computeRate, prefixes: Prefix.large),
  ]

  /// Time and frequency; a year is 365.25 days, a month a twelfth of it.
  private static let time: [UnitAtom] = [
    UnitAtom(
      names: ["s", "sec", "second", "seconds"],
      factor: 1,
      dimension: .time,
      prefixes: Prefix.small + Prefix.large.prefix(1),
      printed: Prefix.small
    ),
    UnitAtom(names: ["min", "minute", "minutes"], factor: 60, dimension: .time),
    UnitAtom(names: ["h", "hour", "hours"], factor: 3600, dimension: .time),
    UnitAtom(names: ["day", "days", "d"], factor: 86_400, dimension: .time),
    UnitAtom(names: ["week", "weeks"], factor: 604_800, dimension: .time),
    UnitAtom(names: ["month", "months"], factor: 2_629_800, dimension: .time),
    UnitAtom(names: ["year", "years", "yr"], factor: 31_557_600, dimension: .time),
    UnitAtom(
      names: ["Hz"],
      factor: 1,
      dimension: .frequency,
      prefixes: Prefix.small.suffix(1) + Prefix.large,
      printed: Prefix.large
    ),
    UnitAtom(
      names: ["Bd", "baud"],
      factor: 1,
      dimension: .frequency,
      prefixes: Prefix.large
    ),
    UnitAtom(names: ["FIT"], factor: 1e-9 / 3600, dimension: .frequency),
  ]

  /// Length, mass, temperature, energy, power and pressure.
  private static let mechanics: [UnitAtom] = [
    UnitAtom(
      names: ["m"],
      factor: 1,
      dimension: .length,
      prefixes: Prefix.small + [Prefix(symbol: "c", factor: 1e-2)] + Prefix.large.prefix(1),
      printed: Prefix.small.suffix(3) + Prefix.large.prefix(1)
    ),
    UnitAtom(names: ["inch", "inches"], factor: 0.0254, dimension: .length),
    UnitAtom(
      names: ["L", "l", "litre"],
      factor: 1e-3,
      dimension: .volume,
      prefixes: Prefix.small.suffix(2) + Prefix.large.prefix(3)
    ),
    UnitAtom(
      names: ["g"],
      factor: 1e-3,
      dimension: .mass,
      prefixes: Prefix.small.suffix(3) + Prefix.large.prefix(1)
    ),
    UnitAtom(
      names: ["t", "tonne", "tonnes"],
      factor: 1e3,
      dimension: .mass,
      prefixes: Array(Prefix.large.prefix(3))
    ),
    UnitAtom(
      names: ["K"],
      factor: 1,
      dimension: .temperature,
      prefixes: Array(Prefix.small.suffix(2))
    ),
    UnitAtom(
      names: ["degC", "\u{B0}C"],
      factor: 1,
      dimension: .temperature,
      offset: 273.15
    ),
    UnitAtom(names: ["J"], factor: 1, dimension: .energy, prefixes: Prefix.small + Prefix.large),
    UnitAtom(
      names: ["Wh"],
      factor: 3600,
      dimension: .energy,
      prefixes: Prefix.small.suffix(1) + Prefix.large.prefix(5),
      printed: Array(Prefix.large.prefix(5))
    ),
    UnitAtom(
      names: ["eV"],
      factor: 1.602_176_634e-19,
      dimension: .energy,
      prefixes: Prefix.small.suffix(1) + Prefix.large.prefix(3)
    ),
    UnitAtom(names: ["W"], factor: 1, dimension: .power, prefixes: Prefix.small + Prefix.large),
    UnitAtom(
      names: ["Pa"],
      factor: 1,
      dimension: .pressure,
      prefixes: Prefix.small.suffix(1) + Prefix.large.prefix(3)
    ),
    UnitAtom(
      names: ["bar"],
      factor: 1e5,
      dimension: .pressure,
      prefixes: Prefix.small.suffix(1) + Prefix.large.prefix(1)
    ),
    UnitAtom(
      names: ["N"],
      factor: 1,
      dimension: .energy / .length,
      prefixes: Prefix.small.suffix(3) + Prefix.large.prefix(3)
    ),
  ]

  /// Electricity, and decibels.
  private static let electricity: [UnitAtom] = [
    UnitAtom(names: ["V"], factor: 1, dimension: .voltage, prefixes: electrical),
    UnitAtom(names: ["A"], factor: 1, dimension: .current, prefixes: electrical),
    UnitAtom(names: ["ohm", "\u{3A9}"], factor: 1, dimension: .resistance, prefixes: electrical),
    UnitAtom(names: ["F"], factor: 1, dimension: .capacitance, prefixes: Prefix.small),
    UnitAtom(names: ["H"], factor: 1, dimension: .inductance, prefixes: Prefix.small),
    UnitAtom(names: ["VA"], factor: 1, dimension: .power, prefixes: Array(Prefix.large.prefix(3))),
    UnitAtom(names: ["dB"], factor: 1, dimension: .level),
    UnitAtom(names: ["dBm"], factor: 1, dimension: .powerLevel),
  ]

  /// The prefixes that volts, amperes and ohms take.
  private static let electrical = Array(Prefix.small.dropFirst() + Prefix.large.prefix(3))

  /// Money and shares.
  private static let money: [UnitAtom] = [
    UnitAtom(
      names: ["USD", "$"],
      factor: 1,
      dimension: .money,
      prefixes: Array(Prefix.large.prefix(4))
    ),
    UnitAtom(names: ["%"], factor: 1e-2, dimension: .one),
    UnitAtom(names: ["ppm"], factor: 1e-6, dimension: .one),
  ]

  /// Things that are counted.
  private static let counted: [UnitAtom] = [
    UnitAtom(names: ["rack", "racks"], factor: 1, dimension: Dimension(.rack)),
    UnitAtom(
      names: ["accelerator", "accelerators", "GPU", "GPUs", "chip", "chips"],
      factor: 1,
      dimension: Dimension(.accelerator)
    ),
    UnitAtom(
      names: ["token", "tokens"],
      factor: 1,
      dimension: Dimension(.token),
      prefixes: Array(Prefix.large.prefix(4))
    ),
    UnitAtom(names: ["wafer", "wafers"], factor: 1, dimension: Dimension(.wafer)),
    UnitAtom(names: ["stack", "stacks"], factor: 1, dimension: Dimension(.stack)),
    UnitAtom(names: ["port", "ports"], factor: 1, dimension: Dimension(.port)),
    UnitAtom(names: ["unit", "units"], factor: 1, dimension: Dimension(.unit)),
  ]
}
