import Documents
import Fabrics
import Foundation
import Quantities

/// Reads what blocks send each other, from a matrix or from rows over time.
///
/// Three kinds of tables are known by their header: a matrix with the names of blocks along both
/// sides; rows of `source, destination, rate_…` with or without `time`; rows of `from, to, load_…`,
/// the telemetry of links, of which what blocks send and receive is taken and spread by gravity.
struct DemandReader {
  /// A demand with where it comes from.
  struct Result {
    /// What blocks send each other.
    var demand: BlockDemand
    /// The demands of the window one by one.
    var window: [BlockDemand]
    /// Where it comes from, in words.
    var source: String
  }

  /// Names of the blocks in their order.
  let names: [String]
  /// The last part of rows over time that counts; nil for all [s].
  let window: Double?
  /// Which of the values in the window stands for a pair: 1 is the peak.
  let quantile: Double

  /// Problems of a file that are told one by one.
  private static let limit = 100

  // MARK: Matrices in place

  /// A matrix written out as rows of quantities.
  func matrix(_ rows: [Node], of node: Node, into found: inout Diagnostics) -> Result? {
    let n = names.count
    func fault(_ message: String, _ place: Node, _ path: String, hint: String? = nil) {
      found.error(
        message,
        file: place.location.file,
        line: place.location.line > 0 ? place.location.line : nil,
        field: path,
        hint: hint
      )
    }
    if rows.count != n {
      fault(
        "the matrix has \(rows.count) rows, and there are \(n) blocks",
        node,
        "circuits.demand",
        hint: "write a row for each block"
      )
    }
    var rates = Array(repeating: Array(repeating: 0.0, count: n), count: n)
    var isWhole = rows.count == n
    for (i, row) in rows.enumerated() {
      let path = "circuits.demand[\(i)]"
      if row.elements.count != n {
        fault(
          "the row has \(row.elements.count) values, and there are \(n) blocks",
          row,
          path,
          hint: "the matrix must be square: what the block sends each other one, 0 for itself"
        )
        isWhole = false
      }
      for (j, cell) in row.elements.enumerated() {
        guard let rate = Self.rate(cell.text ?? "", factor: nil) else {
          fault(
            "\(cell.shape) is written here; a rate of at least 0 is due",
            cell,
            "\(path)[\(j)]",
            hint: "such as 400 Gb/s, or 0"
          )
          isWhole = false
          continue
        }
        if i < n, j < n { rates[i][j] = rate }
      }
    }
    guard isWhole else { return nil }
    return Result(demand: BlockDemand(rates), window: [], source: "the matrix in the file")
  }

  // MARK: Files

  /// A line of a table.
  private struct Row {
    /// Its number in the file, from 1.
    var line: Int
    /// Its cells without spaces around them.
    var cells: [String]
  }

  /// A CSV file of one of the three kinds.
  func file(_ path: String, at location: Location, into found: inout Diagnostics) -> Result? {
    let text: String?
    do {
      text = try Node.text(path: path, into: &found)
    } catch {
      found.error(
        "\(error)",
        file: location.file,
        line: location.line > 0 ? location.line : nil,
        field: "circuits.demand",
        hint: "write gravity, a matrix, or the path of a CSV file from the folder of this file"
      )
      return nil
    }
    guard let text else { return nil }
    var rows: [Row] = []
    for (index, line) in text.split(whereSeparator: \.isNewline, keeping: true).enumerated() {
      guard !line.allSatisfy(\.isWhitespace), line.first != "#" else { continue }
      rows.append(Row(line: index + 1, cells: Self.cells(line)))
    }
    guard let head = rows.first, rows.count > 1 else {
      found.error(
        "the table is empty",
        file: path,
        hint: "give a header and at least one row"
      )
      return nil
    }
    let titles = head.cells.map { $0.lowercased() }
    func column(_ words: [String]) -> Int? {
      titles.firstIndex { title in words.contains(title) }
    }
    func column(beginning words: [String]) -> Int? {
      titles.firstIndex { title in words.contains { title.hasPrefix($0) } }
    }
    guard let from = column(["source", "src", "from"]),
      let to = column(["destination", "dst", "to"])
    else { return matrix(rows, path: path, into: &found) }
    let load = column(beginning: ["load"])
    guard let value = load ?? column(beginning: ["rate", "demand", "traffic"]) else {
      found.error(
        "no column of rates is there",
        file: path,
        line: head.line,
        hint: "call it rate_Gb/s for what pairs send, or load_Gb/s for what links carry"
      )
      return nil
    }
    guard let factor = Self.factor(head.cells[value]) else {
      found.error(
        "the column \(head.cells[value]) has no unit",
        file: path,
        line: head.line,
        field: head.cells[value],
        hint: "put it behind the name: rate_Gb/s, rate_bit_per_s or \"rate [Gb/s]\""
      )
      return nil
    }
    let time = column(beginning: ["time", "t_", "timestamp"]) ?? column(["t"])
    return series(
      rows.dropFirst(),
      columns: (from, to, value, time),
      width: head.cells.count,
      factor: factor,
      isLoad: load != nil,
      path: path,
      into: &found
    )
  }

  /// A matrix with names along both sides.
  private func matrix(_ rows: [Row], path: String, into found: inout Diagnostics) -> Result? {
    let n = names.count
    let head = rows[0]
    let before = found.errors.count
    let columns = head.cells.dropFirst().map { name in names.firstIndex(of: name) }
    for (name, column) in zip(head.cells.dropFirst(), columns) where column == nil {
      found.error(
        "\"\(name)\" is no block",
        file: path,
        line: head.line,
        hint: Nearest.names(to: name, among: names, limit: 1).first.map { "\($0)?" }
          ?? "blocks: \(names.prefix(8).joined(separator: ", "))"
      )
    }
    let missing = names.indices.filter { !columns.contains($0) }.map { names[$0] }
    if !missing.isEmpty {
      found.error(
        "the matrix has no column for \(missing.prefix(8).joined(separator: ", "))",
        file: path,
        line: head.line,
        hint: "a row and a column are due for each of the \(n) blocks"
      )
    }
    let factor = Self.factor(head.cells.first ?? "")
    var rates = Array(repeating: Array(repeating: 0.0, count: n), count: n)
    var seen: Set<Int> = []
    for row in rows.dropFirst() {
      func place(_ message: String, _ hint: String?) {
        found.error(message, file: path, line: row.line, hint: hint)
      }
      let name = row.cells.first ?? ""
      guard let i = names.firstIndex(of: name) else {
        place("\"\(name)\" is no block", "blocks: \(names.prefix(8).joined(separator: ", "))")
        continue
      }
      if !seen.insert(i).inserted { place("\(name) has two rows", nil) }
      if row.cells.count != head.cells.count {
        place(
          "the row has \(row.cells.count - 1) values, and the header names \(head.cells.count - 1)",
          "the matrix must be square"
        )
      }
      for (cell, column) in zip(row.cells.dropFirst(), columns) {
        guard let rate = Self.rate(cell, factor: factor) else {
          place(
            "\"\(cell)\" is no rate of at least 0",
            factor == nil ? "put the unit into the first cell of the header, such as Gb/s" : nil
          )
          continue
        }
        if let column { rates[i][column] = rate }
        if column == i, rate > 0 {
          found.warning(
            "what \(name) sends itself does not leave it and is left out",
            file: path,
            line: row.line
          )
        }
      }
    }
    let rowless = names.indices.filter { !seen.contains($0) }.map { names[$0] }
    if !rowless.isEmpty {
      found.error(
        "the matrix has no row for \(rowless.prefix(8).joined(separator: ", "))",
        file: path,
        hint: "the matrix must be square"
      )
    }
    guard found.errors.count == before else { return nil }
    return Result(
      demand: BlockDemand(rates),
      window: [],
      source: "the matrix in \(Self.last(path))"
    )
  }

  /// Rows over time.
  private func series(
    _ rows: some Collection<Row>,
    columns: (from: Int, to: Int, value: Int, time: Int?),
    width: Int,
    factor: Double,
    isLoad: Bool,
    path: String,
    into found: inout Diagnostics
  ) -> Result? {
    let n = names.count
    let before = found.errors.count
    let places = Dictionary(
      uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) }
    )
    var frames: [Double: [[Double]]] = [:]
    let empty = Array(repeating: Array(repeating: 0.0, count: n), count: n)
    for row in rows where found.errors.count - before < Self.limit {
      func fault(_ message: String, _ hint: String? = nil) {
        found.error(message, file: path, line: row.line, hint: hint)
      }
      guard row.cells.count == width else {
        fault("the row has \(row.cells.count) cells, and the header \(width)")
        continue
      }
      var moment: Double? = 0
      if let time = columns.time { moment = Double(row.cells[time]) }
      if moment?.isFinite != true {
        fault("\"\(row.cells[columns.time ?? 0])\" is no time in seconds")
      }
      let ends = [columns.from, columns.to].map { places[row.cells[$0]] }
      for (column, end) in zip([columns.from, columns.to], ends) where end == nil {
        fault(
          "\"\(row.cells[column])\" is no block",
          Nearest.names(to: row.cells[column], among: names, limit: 1).first.map { "\($0)?" }
            ?? "blocks: \(names.prefix(8).joined(separator: ", "))"
        )
      }
      let rate = Self.rate(row.cells[columns.value], factor: factor)
      if rate == nil { fault("\"\(row.cells[columns.value])\" is no rate of at least 0") }
      guard let moment, moment.isFinite, let i = ends[0], let j = ends[1], let rate, i != j else {
        continue
      }
      // Several links of a pair are one.
      frames[moment, default: empty][i][j] += rate
    }
    guard found.errors.count == before else { return nil }
    let last = frames.keys.max() ?? 0
    let first = window.map { last - $0 } ?? -.infinity
    let demands = frames.keys.sorted().filter { $0 >= first }.compactMap { moment in
      frames[moment].map { rates -> BlockDemand in
        guard isLoad else { return BlockDemand(rates) }
        let loads = BlockDemand(rates)
        return .gravity(
          egress: (0..<n).map(loads.egress),
          ingress: (0..<n).map(loads.ingress)
        )
      }
    }
    guard let demand = BlockDemand.quantile(demands, quantile) else {
      found.error("the table has no rows in the window", file: path)
      return nil
    }
    let kind = isLoad ? "gravity of what links carry" : "what pairs send"
    return Result(
      demand: demand,
      window: demands,
      source: "\(quantile == 1 ? "peak" : Format.percent(quantile) + " quantile") of"
        + " \(Format.count(demands.count)) moments in \(Self.last(path)): \(kind)"
    )
  }

  // MARK: Cells

  /// The last part of a path.
  private static func last(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The cells of a line; quotes keep commas.
  private static func cells(_ line: Substring) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        cells.append(cell.trimmingCharacters(in: .whitespaces))
        cell = ""
      } else {
        cell.append(character)
      }
    }
    return cells + [cell.trimmingCharacters(in: .whitespaces)]
  }

  /// Bits per second of one of the unit in a title: `rate_Gb/s`, `rate_bps`, `rate [Tb/s]`, `Gb/s`.
  static func factor(_ title: String) -> Double? {
    var unit = title
    if let open = title.lastIndex(of: "["), let close = title.lastIndex(of: "]"), open < close {
      unit = String(title[title.index(after: open)..<close])
    } else if let split = title.firstIndex(of: "_") {
      unit = String(title[title.index(after: split)...])
    }
    unit = unit.replacing("_per_", with: "/")
    if unit.hasSuffix("bps") { unit = String(unit.dropLast(3)) + "b/s" }
    guard let parsed = try? Unit.parse(unit), let bits = try? Unit.parse("bit/s"),
      parsed.dimension == bits.dimension
    else { return nil }
    return parsed.factor * 8
  }

  /// A rate that is written with its unit, or with that of its column [bit/s].
  static func rate(_ text: String, factor: Double?) -> Double? {
    if let number = Double(text) {
      guard number.isFinite, number >= 0 else { return nil }
      if number == 0 { return 0 }
      return factor.map { $0 * number }
    }
    guard let quantity = try? Quantity.parse(text), let bits = try? Unit.parse("bit/s"),
      quantity.dimension == bits.dimension, quantity.value >= 0
    else { return nil }
    return quantity.value * 8
  }
}

extension String {
  /// The lines of a text, empty ones kept so that they can be counted.
  fileprivate func split(
    whereSeparator isSeparator: (Character) -> Bool,
    keeping: Bool
  ) -> [Substring] {
    split(omittingEmptySubsequences: !keeping, whereSeparator: isSeparator)
  }
}
