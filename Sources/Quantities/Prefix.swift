/// A decimal or binary prefix of a unit.
struct Prefix: Hashable, Sendable {
  /// How the prefix is printed.
  let symbol: String
  /// What it multiplies the unit by [1].
  let factor: Double

  /// The prefixes below one, from the smallest.
  static let small: [Prefix] = [
    Prefix(symbol: "a", factor: 1e-18), Prefix(symbol: "f", factor: 1e-15),
    Prefix(symbol: "p", factor: 1e-12), Prefix(symbol: "n", factor: 1e-9),
    Prefix(symbol: "u", factor: 1e-6), Prefix(symbol: "m", factor: 1e-3),
  ]

  /// The prefixes above one, from the smallest.
  static let large: [Prefix] = [
    Prefix(symbol: "k", factor: 1e3), Prefix(symbol: "M", factor: 1e6),
    Prefix(symbol: "G", factor: 1e9), Prefix(symbol: "T", factor: 1e12),
    Prefix(symbol: "P", factor: 1e15), Prefix(symbol: "E", factor: 1e18),
    Prefix(symbol: "Z", factor: 1e21), Prefix(symbol: "Y", factor: 1e24),
  ]

  /// The binary prefixes, for information only, from the smallest.
  static let binary: [Prefix] = [
    Prefix(symbol: "Ki", factor: 0x1p10), Prefix(symbol: "Mi", factor: 0x1p20),
    Prefix(symbol: "Gi", factor: 0x1p30), Prefix(symbol: "Ti", factor: 0x1p40),
    Prefix(symbol: "Pi", factor: 0x1p50),
  ]

  /// No prefix.
  static let none = Prefix(symbol: "", factor: 1)

  /// Every way in which the prefix may be written; the first is the way it is printed.
  var spellings: [String] {
    switch symbol {
    case "u": ["u", "\u{B5}", "\u{3BC}"]
    case "k": ["k", "K"]
    default: [symbol]
    }
  }
}
