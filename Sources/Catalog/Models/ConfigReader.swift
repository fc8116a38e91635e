import Documents
import Quantities

/// Reads checked values out of a `config.json` and gathers every problem on the way.
///
/// A value that cannot be read is reported and stands in as its default or as 1, so that reading
/// goes on and later problems are found too. A key of null counts as absent.
struct ConfigReader {
  /// The mapping that is read.
  private let node: Node
  /// The mapping's entries by key.
  private let fields: [String: Node]
  /// Entries of the mapping around it that hold where this one has none.
  private let outer: [String: Node]
  /// Values of the family where keys are absent, by the key's first name.
  private var assumed: [String: Int] = [:]
  /// What has been found so far.
  private(set) var problems = Diagnostics()
  /// Whether a problem leaves the architecture undefined.
  private(set) var failed = false

  /// Starts reading a mapping, or reports that the document is none.
  init?(_ node: Node, into diagnostics: inout Diagnostics) {
    guard let fields = Self.fields(of: node) else {
      diagnostics.add(
        Self.diagnostic(
          .error,
          "a model configuration is a mapping of keys such as hidden_size, not \(node.shape)",
          at: node.location,
          field: nil,
          hint: "give the config.json of a model on Hugging Face"
        )
      )
      return nil
    }
    self.init(node, fields: fields, outer: [:])
  }

  /// Starts reading a mapping inside another.
  private init(_ node: Node, fields: [String: Node], outer: [String: Node]) {
    self.node = node
    self.fields = fields
    self.outer = outer
  }

  /// The reader of a multimodal model's language part, nil where the keys stand at the top.
  mutating func languagePart() -> ConfigReader? {
    guard found(.layers) == nil, found(.hidden) == nil else { return nil }
    if let type = text("model_type"), ModelConfig.unsupported[type] != nil { return nil }
    for name in ["text_config", "llm_config", "language_config", "thinker_config"] {
      guard let inner = fields[name], let entries = Self.fields(of: inner) else { continue }
      let inherited = fields.filter { ["model_type", "tie_word_embeddings"].contains($0.key) }
      var part = ConfigReader(inner, fields: entries, outer: inherited)
      if let nested = part.languagePart() { return nested }
      if fields["vision_config"] != nil || fields["audio_config"] != nil {
        part.warn("only the language part of the model is read", at: nil)
      }
      return part
    }
    return nil
  }

  // MARK: Finding

  /// The node of a name, whose dots lead into nested mappings, null included.
  private func lookup(_ name: String) -> Node? {
    var current: Node?
    for (index, part) in name.split(separator: ".").enumerated() {
      let key = String(part)
      current = index == 0 ? fields[key] ?? outer[key] : current?[key]
    }
    return current
  }

  /// Whether a name is there, be it null.
  func mentions(_ name: String) -> Bool { lookup(name) != nil }

  /// Whether a name is there with a value.
  func has(_ name: String) -> Bool { lookup(name).map { !$0.isNull } ?? false }

  /// The node of the first of a key's names that has a value.
  func found(_ key: ConfigKey) -> Node? {
    key.names.lazy.filter(has).first.flatMap(lookup)
  }

  /// The name under which a key is found, its usual one where it is absent.
  func spelling(of key: ConfigKey) -> String {
    key.names.first(where: has) ?? key.names[0]
  }

  /// The first key of the mapping that fits, in the order of names.
  func firstKey(where fits: (String) -> Bool) -> String? {
    fields.keys.sorted().first(where: fits)
  }

  /// Sets values that hold where the family's keys are absent.
  mutating func assume(_ values: KeyValuePairs<ConfigKey, Int>) {
    for (key, value) in values { assumed[key.names[0]] = value }
  }

  // MARK: Reading

  /// Reads a whole number; where there is none and no default, that is a problem and 1 stands in.
  mutating func count(_ key: ConfigKey, default fallback: Int? = nil, minimum: Int = 1) -> Int {
    read(key, default: fallback, minimum: minimum) ?? max(1, minimum)
  }

  /// Reads a whole number, or reports why there is none.
  mutating func read(_ key: ConfigKey, default fallback: Int? = nil, minimum: Int = 1) -> Int? {
    if let node = found(key) { return whole(node, key, minimum: minimum) }
    if let value = assumed[key.names[0]] ?? fallback { return value }
    if key == .kvHeads { return nil }
    let others = key.names.dropFirst().joined(separator: ", ")
    fail(
      "missing; it should hold \(key.holds)",
      at: key.names[0],
      hint: others.isEmpty ? nil : "also read as \(others)"
    )
    return nil
  }

  /// Reads a whole number from a node that was found.
  mutating func count(_ key: ConfigKey, at node: Node) -> Int {
    whole(node, key, minimum: 1) ?? 1
  }

  /// Checks a node's value as a whole number in the key's range; a list of equal ones is one.
  private mutating func whole(_ node: Node, _ key: ConfigKey, minimum: Int) -> Int? {
    let name = spelling(of: key)
    var value = Self.wholeNumber(node)
    let list = node.elements.map(Self.wholeNumber)
    if let first = list.first, list.allSatisfy({ $0 == first }) { value = first }
    guard let value else {
      fail(
        "\(node.shape) is no whole number; it should hold \(key.holds)",
        at: name
      )
      return nil
    }
    guard value >= minimum, value <= key.maximum else {
      fail(
        "\(value) is out of range; it should hold \(key.holds), from \(minimum) to \(key.maximum)",
        at: name
      )
      return nil
    }
    return value
  }

  /// Reads true or false.
  mutating func flag(_ name: String, default fallback: Bool) -> Bool {
    guard has(name), let node = lookup(name) else { return fallback }
    if let value = node.flag { return value }
    fail("\(node.shape) is no flag; it should be true or false", at: name)
    return fallback
  }

  /// Reads a word, nil where there is none.
  func text(_ name: String) -> String? {
    guard has(name) else { return nil }
    return lookup(name)?.text
  }

  /// Reads a list of words, nil where there is none.
  func texts(_ name: String) -> [String]? {
    guard let node = lookup(name), case .sequence(let elements) = node.value else { return nil }
    return elements.compactMap(\.text)
  }

  /// Reads a list of whole numbers, nil where there is none.
  func wholeNumbers(_ name: String) -> [Int]? {
    guard let node = lookup(name), case .sequence(let elements) = node.value else { return nil }
    return elements.compactMap(Self.wholeNumber)
  }

  /// A mapping's values by name, nil when the node is no mapping.
  private static func fields(of node: Node) -> [String: Node]? {
    guard case .mapping(let entries) = node.value else { return nil }
    return Dictionary(entries.map { ($0.key, $0.value) }) { first, _ in first }
  }

  /// The number of a bare scalar of digits; a number with a decimal point is none.
  private static func wholeNumber(_ node: Node) -> Int? {
    guard case .scalar(let scalar) = node.value, !scalar.isQuoted else { return nil }
    return Int(scalar.text)
  }

  // MARK: Reporting

  /// Adds a problem that leaves the architecture undefined.
  mutating func fail(_ message: String, at name: String?, hint: String? = nil) {
    failed = true
    report(.error, message, at: name, hint: hint)
  }

  /// Adds a warning.
  mutating func warn(_ message: String, at name: String?, hint: String? = nil) {
    report(.warning, message, at: name, hint: hint)
  }

  /// Adds a diagnostic at a name, or at the mapping where the name is absent.
  private mutating func report(
    _ severity: Diagnostic.Severity,
    _ message: String,
    at name: String?,
    hint: String?
  ) {
    let place = (name.flatMap(lookup) ?? node).location
    problems.add(Self.diagnostic(severity, message, at: place, field: name, hint: hint))
  }

  /// A diagnostic with its place.
  private static func diagnostic(
    _ severity: Diagnostic.Severity,
    _ message: String,
    at place: Location,
    field: String?,
    hint: String?
  ) -> Diagnostic {
    Diagnostic(
      message,
      severity: severity,
      file: place.file,
      line: place.line > 0 ? place.line : nil,
      column: place.column > 0 ? place.column : nil,
      field: field,
      hint: hint
    )
  }
}
