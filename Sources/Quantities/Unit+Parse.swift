extension Unit {
  /// Reads a unit such as `TB/s`, `pJ/bit`, `mm^2*K/W` or `/year`.
  ///
  /// Symbols of the table are joined by `*` or `·` and divided by `/`, each may carry a whole
  /// power (`^2`, `²`, `^-1`), and parentheses group. Division binds from the left, as in
  /// `Tb/s/mm`. A product after a division is refused because readers disagree on its meaning.
  ///
  /// - Throws: `UnitError` with the nearest known units when a symbol is not known.
  public static func parse(_ text: some StringProtocol) throws(UnitError) -> Unit {
    let trimmed = closedUp(text)
    guard !trimmed.isEmpty else { throw .empty }
    if let found = UnitAtom.table[trimmed] {
      return Unit(
        symbol: trimmed,
        factor: found.factor,
        offset: found.atom.offset,
        dimension: found.atom.dimension
      )
    }
    guard trimmed.utf8.count <= 64 else {
      throw .malformed(unit: String(trimmed.prefix(24)) + "...", reason: "it is too long")
    }
    var parser = UnitParser(trimmed)
    let unit = try parser.expression(depth: 0)
    guard parser.isAtEnd else {
      throw .malformed(unit: trimmed, reason: "a \")\" has no \"(\" before it")
    }
    guard unit.factor.isFinite, unit.factor > 0 else {
      throw .malformed(unit: trimmed, reason: "its size cannot be represented")
    }
    return Unit(symbol: trimmed, factor: unit.factor, dimension: unit.dimension)
  }

  /// The text without spaces at its ends and around operators; others stay, and are refused later.
  private static func closedUp(_ text: some StringProtocol) -> String {
    guard text.contains(where: \.isWhitespace) else { return String(text) }
    let operators: Set<Character> = ["*", "/", "(", ")", "\u{B7}", "\u{22C5}"]
    var result = ""
    var spaced = false
    for character in text {
      if character.isWhitespace {
        spaced = true
        continue
      }
      if spaced, let last = result.last, !operators.contains(last), !operators.contains(character) {
        result.append(" ")
      }
      spaced = false
      result.append(character)
    }
    return result
  }
}

/// A recursive reader of compound units.
private struct UnitParser {
  /// The whole text, for messages.
  let text: String
  /// The characters of the text.
  let characters: [Character]
  /// Where the next character stands.
  var position = 0

  /// Makes a reader at the start of a text.
  init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  /// Whether everything has been read.
  var isAtEnd: Bool { position >= characters.count }

  /// Reads factors joined by products and divisions, up to the end or a closing parenthesis.
  mutating func expression(depth: Int) throws(UnitError) -> Unit {
    guard depth < 8 else { throw malformed("its parentheses are too deep") }
    var result = Unit.one
    var divided = false
    if peek == "/" { result = .one } else { result = try factor(depth: depth) }
    while let next = peek, next != ")" {
      position += 1
      switch next {
      case "*", "\u{B7}", "\u{22C5}":
        guard !divided else {
          throw malformed("a product after \"/\" is ambiguous; write it as a/(b*c) or a*c/b")
        }
        result = Self.product(result, try factor(depth: depth), sign: 1)
      case "/":
        divided = true
        result = Self.product(result, try factor(depth: depth), sign: -1)
      default:
        throw malformed("\"\(next)\" cannot stand there")
      }
    }
    return result
  }

  /// Reads one symbol or group with its power.
  private mutating func factor(depth: Int) throws(UnitError) -> Unit {
    var base: Unit
    if peek == "(" {
      position += 1
      base = try expression(depth: depth + 1)
      guard peek == ")" else { throw malformed("a \")\" is missing") }
      position += 1
    } else {
      base = try symbol()
    }
    if let power = try power() {
      var factor = 1.0
      for _ in 0..<abs(power) { factor *= base.factor }
      base = Unit(
        symbol: "",
        factor: power < 0 ? 1 / factor : factor,
        dimension: base.dimension.raised(to: power)
      )
    }
    return base
  }

  /// Reads one symbol of the table, or `1`.
  private mutating func symbol() throws(UnitError) -> Unit {
    let start = position
    while let next = peek, !Self.ends(next) { position += 1 }
    let name = String(characters[start..<position])
    if name == "1" { return .one }
    guard !name.isEmpty else { throw malformed("a symbol is missing") }
    guard let found = UnitAtom.table[name] else {
      throw .unknown(symbol: name, unit: text, suggestions: Self.suggestions(for: name))
    }
    // A shifted zero has no meaning inside a product: there a degree Celsius is a kelvin.
    return Unit(symbol: name, factor: found.factor, dimension: found.atom.dimension)
  }

  /// Reads a power, when there is one.
  private mutating func power() throws(UnitError) -> Int? {
    let superscripts: [Character: Int] = [
      "\u{B9}": 1, "\u{B2}": 2, "\u{B3}": 3, "\u{2074}": 4,
    ]
    if let next = peek, let value = superscripts[next] {
      position += 1
      return value
    }
    if peek == "\u{207B}" {
      position += 1
      guard let next = peek, let value = superscripts[next] else {
        throw malformed("a power is missing")
      }
      position += 1
      return -value
    }
    guard peek == "^" else { return nil }
    position += 1
    var digits = ""
    if peek == "-" {
      digits = "-"
      position += 1
    }
    while let next = peek, next.isASCII, next.isNumber {
      digits.append(next)
      position += 1
    }
    guard let power = Int(digits), (-9...9).contains(power), power != 0 else {
      throw malformed("a power is a whole number from -9 to 9, such as m^2")
    }
    return power
  }

  /// The next character, or nil at the end.
  private var peek: Character? { isAtEnd ? nil : characters[position] }

  /// The error for a text that is not well formed.
  private func malformed(_ reason: String) -> UnitError { .malformed(unit: text, reason: reason) }

  /// Whether a character ends a symbol.
  private static func ends(_ character: Character) -> Bool {
    "*/^()\u{B7}\u{22C5}\u{B9}\u{B2}\u{B3}\u{2074}\u{207B}".contains(character)
  }

  /// The product (sign 1) or ratio (sign −1) of two units.
  private static func product(_ left: Unit, _ right: Unit, sign: Int) -> Unit {
    Unit(
      symbol: "",
      factor: sign > 0 ? left.factor * right.factor : left.factor / right.factor,
      dimension: sign > 0 ? left.dimension * right.dimension : left.dimension / right.dimension
    )
  }

  /// The known spellings nearest to one that is not known.
  private static func suggestions(for name: String) -> [String] {
    let ambiguous = ["FLOPs": ["FLOP", "FLOP/s"], "OPs": ["OP", "OP/s"]]
    for (suffix, answers) in ambiguous where name.hasSuffix(suffix) {
      return answers.map { name.dropLast(suffix.count) + $0 }
    }
    return Nearest.names(to: name, among: UnitAtom.table.keys.sorted(), limit: 3)
  }
}
