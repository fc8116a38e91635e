public import Quantities
import Yams

/// The limits that keep hostile documents from using up memory or time.
enum DocumentLimit {
  /// The largest text that is read [B].
  static let bytes = 5_000_000
  /// How deep values may nest.
  static let depth = 64
  /// How many values a document may hold, repeated ones counted each time.
  static let nodes = 200_000
  /// How often a document may refer to an anchor.
  static let aliases = 40
}

extension Node {
  /// Reads a YAML or JSON text; what is wrong with it is added to the diagnostics.
  ///
  /// One document is read. Texts that are too long, binary, too deep or too large after repeated
  /// parts have been written out are refused with a single diagnostic.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - file: The name that locations carry.
  ///   - diagnostics: Receives what is wrong.
  /// - Returns: The tree, or nil when the text cannot be read or is empty.
  public static func parse(
    text: String,
    file: String,
    into diagnostics: inout Diagnostics
  ) -> Node? {
    guard text.utf8.count <= DocumentLimit.bytes else {
      diagnostics.error(
        "the file is larger than \(DocumentLimit.bytes / 1_000_000) MB",
        file: file,
        hint: "is it the right file?"
      )
      return nil
    }
    guard !text.utf8.contains(0) else {
      diagnostics.error(
        "the file is binary; a YAML or JSON text is due",
        file: file,
        hint: "is it the right file?"
      )
      return nil
    }
    let body =
      text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    guard aliasCount(body) <= DocumentLimit.aliases else {
      diagnostics.error(
        "the file refers to anchors (&name, *name) more than \(DocumentLimit.aliases) times",
        file: file,
        hint: "write the parts out"
      )
      return nil
    }
    let tree: Yams.Node?
    do {
      tree = try Yams.Parser(
        yaml: body,
        resolver: .basic,
        constructor: .default,
        encoding: .utf8
      ).singleRoot()
    } catch let error as YamlError {
      diagnostics.add(contentsOf: YAMLFault.diagnostics(for: error, text: body, file: file))
      return nil
    } catch {
      diagnostics.error("the file cannot be read: \(error)", file: file)
      return nil
    }
    guard let tree else {
      diagnostics.error("the file is empty", file: file)
      return nil
    }
    var converter = Converter(file: file)
    guard let node = converter.convert(tree, depth: 0) else {
      let found = converter.fault ?? (message: "the file cannot be read", line: nil)
      diagnostics.error(found.message, file: file, line: found.line)
      return nil
    }
    return node
  }

  /// How often a text may refer to an anchor that it may define; never too few.
  private static func aliasCount(_ text: String) -> Int {
    guard text.utf8.contains(UInt8(ascii: "&")), text.utf8.contains(UInt8(ascii: "*")) else {
      return 0
    }
    var anchors: Set<[UInt8]> = []
    var aliases: [[UInt8]] = []
    var name: [UInt8] = []
    var mark: UInt8?
    for byte in Array(text.utf8) + [0] {
      let isName =
        (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      if mark != nil, isName {
        name.append(byte)
        continue
      }
      if mark == UInt8(ascii: "&") { anchors.insert(name) }
      if mark == UInt8(ascii: "*") { aliases.append(name) }
      name.removeAll(keepingCapacity: true)
      mark = byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") ? byte : nil
    }
    return aliases.count { !$0.isEmpty && anchors.contains($0) }
  }
}

/// Turns the tree of the YAML library into located nodes, within the limits.
private struct Converter {
  /// The name that locations carry.
  let file: String
  /// How many nodes have been made.
  var count = 0
  /// What stopped the conversion.
  var fault: (message: String, line: Int?)?

  /// Makes a converter.
  init(file: String) { self.file = file }

  /// Converts a node and what is in it; nil when a limit is met.
  mutating func convert(_ node: Yams.Node, depth: Int) -> Node? {
    let mark = node.mark
    let location = Location(file: file, line: mark?.line ?? 0, column: mark?.column ?? 0)
    count += 1
    guard count <= DocumentLimit.nodes else {
      fault = ("the file holds more than \(DocumentLimit.nodes) values", location.line)
      return nil
    }
    guard depth <= DocumentLimit.depth else {
      fault = ("values are nested deeper than \(DocumentLimit.depth) levels", location.line)
      return nil
    }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      return Node(.scalar(Node.Scalar(scalar.string, isQuoted: !isPlain)), at: location)
    case .sequence(let sequence):
      var nodes: [Node] = []
      nodes.reserveCapacity(sequence.count)
      for element in sequence {
        guard let converted = convert(element, depth: depth + 1) else { return nil }
        nodes.append(converted)
      }
      return Node(.sequence(nodes), at: location)
    case .mapping(let mapping):
      var entries: [Node.Entry] = []
      entries.reserveCapacity(mapping.count)
      for (key, value) in mapping {
        guard case .scalar(let name) = key else {
          fault = ("a name must be a text, not a list or a mapping", key.mark?.line)
          return nil
        }
        guard let converted = convert(value, depth: depth + 1) else { return nil }
        let place = Location(
          file: file,
          line: key.mark?.line ?? 0,
          column: key.mark?.column ?? 0
        )
        entries.append(Node.Entry(key: name.string, location: place, value: converted))
      }
      return Node(.mapping(entries), at: location)
    case .alias:
      fault = ("a reference (*name) stands where a value is due", location.line)
      return nil
    }
  }
}
