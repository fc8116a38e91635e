/// One file of the catalogue: a part, or a family of them.
public struct CatalogFile: Hashable, Sendable {
  /// The part's name, which is the file's name without its ending.
  public let id: String
  /// The text of the file.
  public let text: String
  /// Where the file is, for messages.
  public let path: String

  /// Names a file's part, text and place.
  public init(id: String, text: String, path: String) {
    self.id = id
    self.text = text
    self.path = path
  }

  /// Other spellings under which the part is found, read without parsing the whole file.
  public var aliases: [String] {
    var found: [String] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("aliases:") {
        let rest = line.dropFirst("aliases:".count)
        if let open = rest.firstIndex(of: "["), let close = rest.lastIndex(of: "]"), open < close {
          return Self.items(rest[rest.index(after: open)..<close])
        }
        isInside = true
      } else if isInside {
        let trimmed = line.drop { $0 == " " }
        guard trimmed.hasPrefix("- ") else { break }
        found.append(Self.unquoted(trimmed.dropFirst(2)))
      }
    }
    return found
  }

  /// The items of a flow list, commas inside quotes kept.
  private static func items(_ text: Substring) -> [String] {
    var items: [String] = []
    var current = ""
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
        current.append(character)
      } else if character == "\"" || character == "'" {
        quote = character
        current.append(character)
      } else if character == "," {
        items.append(unquoted(Substring(current)))
        current = ""
      } else {
        current.append(character)
      }
    }
    items.append(unquoted(Substring(current)))
    return items.filter { !$0.isEmpty }
  }

  /// Text without surrounding spaces and quotes.
  private static func unquoted(_ text: Substring) -> String {
    var trimmed = text.drop { $0 == " " }
    while trimmed.last == " " { trimmed.removeLast() }
    guard trimmed.count >= 2, let first = trimmed.first, first == trimmed.last,
      first == "\"" || first == "'"
    else { return String(trimmed) }
    return String(trimmed.dropFirst().dropLast())
  }

  /// How closely a name fits this part: the letters of the longest id or alias that it fits, case
  /// apart; nil when it fits none.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - patterns: Whether aliases in which `*` stands for any text count.
  /// - Returns: More for a closer fit.
  public func fit(of name: String, patterns: Bool = true) -> Int? {
    let wanted = name.lowercased()
    if id.lowercased() == wanted { return .max }
    let spelt = aliases.map { $0.lowercased() }
    let closest = spelt.filter {
      (patterns || !$0.contains("*")) && Self.matches(wanted, pattern: $0)
    }
    .map { $0.count { $0 != "*" } }.max()
    if let closest { return closest }
    let plain = Self.plain(wanted)
    return !plain.isEmpty && ([id] + spelt).contains { Self.plain($0) == plain } ? 0 : nil
  }

  /// Words that makers' and dealers' spellings add to a part's name.
  private static let fillers: Set<String> = [
    "nvidia", "amd", "instinct", "google", "cloud", "intel", "habana", "tesla", "gpu", "oam", "sxm",
    "sxm2", "sxm3", "sxm4", "sxm5", "hbm2", "hbm2e", "hbm3", "hbm3e", "nvl72", "dgx", "hgx",
  ]

  /// A name without separators and fillers, such as `h10080gb` for `NVIDIA H100 80GB HBM3`.
  static func plain(_ name: String) -> String {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
      .filter { !fillers.contains($0) }.joined()
  }

  /// Whether a name is this part's id or fits one of its aliases.
  public func answers(to name: String) -> Bool { fit(of: name) != nil }

  /// Whether text fits a pattern in which `*` stands for any text.
  static func matches(_ text: String, pattern: String) -> Bool {
    guard pattern.contains("*") else { return text == pattern }
    let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard let first = pieces.first, let last = pieces.last, text.hasPrefix(first) else {
      return false
    }
    var rest = text.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let range = rest.firstRange(of: piece) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.count >= last.count && rest.hasSuffix(last)
  }
}
