import Foundation
public import Links
public import Quantities

/// Reads S-parameters in the Touchstone format, versions 1 and 2.
///
/// What is wrong with a file is collected, with the line, and reported together. A record starts at
/// a line with an odd number of values, so that one bad record does not spoil those after it.
public struct TouchstoneReader {
  /// Name of the file, for messages; its ending gives the number of ports.
  private let file: String
  /// Everything there is to say.
  private(set) var diagnostics = Diagnostics()
  /// Errors of each kind so far.
  private var counts: [String: Int] = [:]
  /// Number of ports, once it is known.
  private var ports: Int?
  /// Factor to hertz.
  private var unit = 1e9
  /// How pairs are to be read.
  private var format = PairFormat.magnitudeAngle
  /// Reference impedance [ohm].
  private var reference = 50.0
  /// Whether the option line was met.
  private var hasOptions = false
  /// Whether a two-port lists S12 before S21.
  private var rowsFirst = false
  /// Which part of the matrix is listed.
  private var matrix = "full"
  /// Number of frequencies that the file announces.
  private var announced: Int?
  /// Numbers by line.
  private var lines: [(line: Int, values: [Double])] = []

  /// How a pair of numbers means a complex one.
  private enum PairFormat {
    /// Real and imaginary part.
    case realImaginary
    /// Magnitude and angle in degrees.
    case magnitudeAngle
    /// Decibels and angle in degrees.
    case decibelAngle
  }

  /// Reads the text of a file.
  ///
  /// - Parameters:
  ///   - text: The file's text.
  ///   - file: The file's name; `.sNp` gives the number of ports.
  /// - Returns: The table where the file can be used, and everything there is to say about it.
  public static func read(
    _ text: String,
    file: String
  ) -> (table: ScatteringTable?, diagnostics: Diagnostics) {
    var reader = TouchstoneReader(file: file)
    let table = reader.read(text)
    return (reader.diagnostics.hasErrors ? nil : table, reader.diagnostics)
  }

  /// Prepares to read a file.
  private init(file: String) {
    self.file = file
    ports = Self.ports(ofFile: file)
  }

  /// Number of ports by the name's ending, as in `.s4p`.
  private static func ports(ofFile name: String) -> Int? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    guard ending.hasPrefix("s"), ending.hasSuffix("p"), ending.count > 2 else { return nil }
    return Int(ending.dropFirst().dropLast())
  }

  /// Adds an error; from the eleventh of a kind on only their number is told.
  private mutating func error(
    _ kind: String,
    _ message: String,
    line: Int? = nil,
    hint: String? = nil
  ) {
    counts[kind, default: 0] += 1
    guard counts[kind, default: 0] <= 10 else { return }
    diagnostics.error(message, file: file, line: line, hint: hint)
  }

  /// Reads all of a file.
  private mutating func read(_ text: String) -> ScatteringTable? {
    collect(text)
    if !hasOptions {
      error("options", "has no option line.", hint: "add a line such as # GHz S MA R 50")
    }
    if let many = ports, many > 256 {
      error("ports", "has \(many) ports; 256 are the most that can be read.")
      return nil
    }
    guard let ports, ports > 0 else {
      error(
        "ports",
        "the number of ports is not known.",
        hint: "name the file .s4p, or write [Number of Ports] 4"
      )
      return nil
    }
    if lines.isEmpty { error("data", "holds no data.") }
    var table = records(ports)
    if diagnostics.hasErrors, let other = streamed(ports) { table = other }
    for (kind, count) in counts.sorted(by: { $0.key < $1.key }) where count > 10 {
      diagnostics.error("\(count - 10) more errors of the same kind (\(kind)).", file: file)
    }
    if let announced, let table, announced != table.frequencies.count {
      error(
        "count",
        "announces \(announced) frequencies and holds \(table.frequencies.count).",
        hint: "the file may be cut off"
      )
    }
    return table
  }

  /// Sorts the text into options, keywords and numbers.
  ///
  /// Bytes instead of characters: files of a channel with its aggressors hold millions of numbers.
  private mutating func collect(_ text: String) {
    var state = Passage()
    var number = 0
    var bytes = Array(text.utf8)
    bytes.append(0)
    bytes.withUnsafeBufferPointer { buffer in
      let end = buffer.count - 1
      var start = 0
      while start < end, !state.ended {
        var stop = start
        while stop < end, buffer[stop] != 10, buffer[stop] != 13 { stop += 1 }
        number += 1
        var cut = start
        while cut < stop, buffer[cut] != 33 { cut += 1 }
        line(UnsafeBufferPointer(rebasing: buffer[start..<cut]), number, &state)
        // A carriage return and the line feed after it end one line.
        start = stop + (stop + 1 < end && buffer[stop] == 13 && buffer[stop + 1] == 10 ? 2 : 1)
      }
    }
  }

  /// What the reading of lines has to remember.
  private struct Passage {
    /// Inside a block of information.
    var skipping = false
    /// Behind the end of the network data.
    var ended = false
    /// Reference resistances still to come.
    var references = 0
  }

  /// Reads a line without its comment.
  private mutating func line(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ number: Int,
    _ state: inout Passage
  ) {
    guard let first = bytes.first(where: { $0 > 32 }) else { return }
    let bracket = UInt8(ascii: "[")
    guard first == bracket || first == UInt8(ascii: "#") || state.references > 0 else {
      if !state.skipping { numbers(bytes, number) }
      return
    }
    let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespaces)
    if first == bracket {
      let close = text.firstIndex(of: "]") ?? text.endIndex
      let key = text[text.index(after: text.startIndex)..<close].lowercased()
      let rest = close < text.endIndex ? String(text[text.index(after: close)...]) : ""
      switch key {
      case "begin information": state.skipping = true
      case "end information": state.skipping = false
      case "end", "noise data": state.ended = true
      case "reference":
        state.references = ports ?? 0
        let words = rest.split(whereSeparator: \.isWhitespace)
        references(words, left: &state.references, line: number)
      default: keyword(key, rest.trimmingCharacters(in: .whitespaces), line: number)
      }
    } else if state.skipping {
      return
    } else if first == UInt8(ascii: "#") {
      options(text.dropFirst().split(whereSeparator: \.isWhitespace), line: number)
    } else {
      references(text.split(whereSeparator: \.isWhitespace), left: &state.references, line: number)
    }
  }

  /// Reads a line of numbers.
  private mutating func numbers(_ bytes: UnsafeBufferPointer<UInt8>, _ number: Int) {
    var values: [Double] = []
    values.reserveCapacity(9)
    var place = 0
    while true {
      while place < bytes.count, bytes[place] <= 32 { place += 1 }
      guard place < bytes.count, let base = bytes.baseAddress else { break }
      var stop = place
      while stop < bytes.count, bytes[stop] > 32 { stop += 1 }
      var after: UnsafeMutablePointer<CChar>?
      // The text ends with a zero byte, so the conversion cannot run past it.
      let value = UnsafeRawPointer(base + place).withMemoryRebound(
        to: CChar.self,
        capacity: stop - place
      ) { strtod($0, &after) }
      let used = after.map { UnsafeRawPointer($0) - UnsafeRawPointer(base + place) } ?? 0
      if used != stop - place {
        let word = String(decoding: bytes[place..<stop], as: UTF8.self)
        error("number", "\"\(word)\" is not a number.", line: number)
        // It keeps its place, so that the record is not also called too short.
        values.append(.nan)
      } else {
        if !value.isFinite { error("finite", "\(value) is not a finite number.", line: number) }
        values.append(value)
      }
      place = stop
    }
    if !values.isEmpty { lines.append((number, values)) }
  }

  /// Reads the option line; only the first one counts.
  private mutating func options(_ words: [Substring], line: Int) {
    guard !hasOptions else {
      diagnostics.warning("a second option line is ignored.", file: file, line: line)
      return
    }
    hasOptions = true
    var index = 0
    while index < words.count {
      let word = words[index].lowercased()
      switch word {
      case "hz": unit = 1
      case "khz": unit = 1e3
      case "mhz": unit = 1e6
      case "ghz": unit = 1e9
      case "s": break
      case "y", "z", "g", "h":
        error("kind", "holds \(word.uppercased())-parameters; only S can be read.", line: line)
      case "ri": format = .realImaginary
      case "ma": format = .magnitudeAngle
      case "db": format = .decibelAngle
      case "r":
        index += 1
        if index < words.count, let value = Double(words[index]), value.isFinite, value > 0 {
          reference = value
        } else {
          error("reference", "R needs a resistance greater than 0 Ω.", line: line)
        }
      default:
        error(
          "option",
          "\"\(words[index])\" is not an option.",
          line: line,
          hint: "Hz, kHz, MHz or GHz; S; RI, MA or DB; R and a resistance"
        )
      }
      index += 1
    }
  }

  /// Reads the resistances of `[Reference]`; they have to be the same for all ports.
  private mutating func references(_ words: [Substring], left: inout Int, line: Int) {
    for word in words {
      guard let value = Double(word), value.isFinite, value > 0 else {
        error("reference", "\"\(word)\" is not a resistance greater than 0 Ω.", line: line)
        continue
      }
      if left < (ports ?? 0), value != reference {
        error(
          "reference",
          "ports have different reference resistances; only equal ones can be read.",
          line: line
        )
      }
      reference = value
      left -= 1
    }
  }

  /// Reads a keyword of version 2.
  private mutating func keyword(_ key: String, _ value: String, line: Int) {
    switch key {
    case "version", "network data": break
    case "number of ports":
      guard let count = Int(value), count > 0 else {
        error("ports", "[Number of Ports] \(value) is not a count.", line: line)
        return
      }
      if let ports, ports != count {
        error(
          "ports",
          "[Number of Ports] is \(count), but the name of the file says \(ports).",
          line: line
        )
      }
      ports = count
    case "number of frequencies":
      announced = Int(value)
      if announced == nil {
        error("count", "[Number of Frequencies] \(value) is not a count.", line: line)
      }
    case "two-port data order": rowsFirst = value.hasPrefix("12")
    case "two-port order": rowsFirst = value.hasPrefix("12")
    case "matrix format":
      matrix = value.lowercased()
      if !["full", "lower", "upper"].contains(matrix) {
        error("matrix", "[Matrix Format] is Full, Lower or Upper, not \(value).", line: line)
        matrix = "full"
      }
    case "mixed-mode order":
      error(
        "mixed",
        "[Mixed-Mode Order] cannot be read.",
        line: line,
        hint: "write the parameters of the single ports"
      )
    default:
      diagnostics.warning("[\(key)] is ignored.", file: file, line: line)
    }
  }

  /// Pairs of a record.
  private func pairs(_ ports: Int) -> Int {
    matrix == "full" ? ports * ports : ports * (ports + 1) / 2
  }

  /// Makes a table of lines, a record starting at every odd number of values.
  private mutating func records(_ ports: Int) -> ScatteringTable? {
    let needed = 2 * pairs(ports)
    var found: [(line: Int, values: [Double])] = []
    for (line, values) in lines {
      if values.count % 2 == 1 || found.isEmpty {
        if ports == 2, let last = found.last, let value = values.first, values.count == 5,
          value < (last.values.first ?? 0), last.values.count == needed + 1
        {
          // Noise parameters follow a two-port at a lower frequency.
          diagnostics.note("noise parameters are ignored.", file: file, line: line)
          break
        }
        found.append((line, values))
      } else {
        found[found.count - 1].values += values
      }
    }
    var frequencies: [Double] = []
    var all: [ComplexNumber] = []
    for (index, record) in found.enumerated() {
      let count = record.values.count - 1
      if count != needed {
        let cut = index == found.count - 1 && count < needed
        error(
          "values",
          "the record has \(max(0, count)) values after the frequency; a \(ports)-port needs "
            + "\(needed)" + (cut ? "; the file may be cut off." : "."),
          line: record.line
        )
        continue
      }
      let frequency = record.values[0] * unit
      if frequency < 0 {
        error("frequency", "the frequency \(record.values[0]) is below 0.", line: record.line)
      } else if let last = frequencies.last, frequency <= last {
        error(
          "order",
          "the frequency \(record.values[0]) does not rise above the one before it.",
          line: record.line
        )
      }
      frequencies.append(frequency)
      all += numbers(record.values.dropFirst(), ports)
    }
    if frequencies.count == 1 { error("single", "holds one frequency; two are the least.") }
    guard frequencies.count > 1 else { return nil }
    return ScatteringTable(
      ports: ports,
      frequencies: frequencies,
      reference: reference,
      values: all
    )
  }

  /// Makes a table of all numbers in a row, for files that break records anywhere.
  ///
  /// Succeeds only where every record is whole and every frequency rises; then what was said about
  /// records is taken back.
  private mutating func streamed(_ ports: Int) -> ScatteringTable? {
    let needed = 2 * pairs(ports) + 1
    let all = lines.flatMap(\.values)
    guard hasOptions, all.count >= 2 * needed, all.count % needed == 0 else { return nil }
    guard Set(diagnostics.errors.map(\.message)).isSubset(of: recordErrors) else { return nil }
    let frequencies = stride(from: 0, to: all.count, by: needed).map { all[$0] * unit }
    let rises = zip(frequencies, frequencies.dropFirst()).allSatisfy { $0 < $1 }
    guard rises, (frequencies.first ?? -1) >= 0 else { return nil }
    var values: [ComplexNumber] = []
    for start in stride(from: 0, to: all.count, by: needed) {
      values += numbers(all[(start + 1)..<(start + needed)], ports)
    }
    var kept = Diagnostics()
    for entry in diagnostics.entries where entry.severity != .error { kept.add(entry) }
    diagnostics = kept
    counts = [:]
    diagnostics.warning("records are broken across lines in an unusual way.", file: file)
    return ScatteringTable(
      ports: ports,
      frequencies: frequencies,
      reference: reference,
      values: values
    )
  }

  /// Messages that only speak of how records are divided into lines.
  private var recordErrors: Set<String> {
    Set(
      diagnostics.errors.map(\.message).filter {
        $0.hasPrefix("the record has") || $0.hasPrefix("the frequency")
          || $0.hasPrefix("holds one frequency")
      }
    )
  }

  /// Complex numbers of a record, by row and column.
  private func numbers(_ values: ArraySlice<Double>, _ ports: Int) -> [ComplexNumber] {
    var pairs: [ComplexNumber] = []
    pairs.reserveCapacity(ports * ports)
    var index = values.startIndex
    while index + 1 < values.endIndex {
      let (a, b) = (values[index], values[index + 1])
      switch format {
      case .realImaginary: pairs.append(ComplexNumber(a, b))
      case .magnitudeAngle: pairs.append(ComplexNumber(magnitude: a, angle: b * .pi / 180))
      case .decibelAngle:
        pairs.append(ComplexNumber(magnitude: pow(10, a / 20), angle: b * .pi / 180))
      }
      index += 2
    }
    if matrix != "full" {
      var whole = [ComplexNumber](repeating: .zero, count: ports * ports)
      var next = 0
      for row in 0..<ports {
        for column in matrix == "lower" ? 0...row : row...(ports - 1) {
          whole[row * ports + column] = pairs[next]
          whole[column * ports + row] = pairs[next]
          next += 1
        }
      }
      return whole
    }
    // Version 1 lists a two-port by column, larger ones by row.
    if ports == 2, !rowsFirst { pairs.swapAt(1, 2) }
    return pairs
  }
}
