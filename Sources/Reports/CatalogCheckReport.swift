public import Catalog
import Documents
public import Quantities

/// What a check of catalogue files found, in every shape.
public struct CatalogCheckReport: Report {
  /// A file with its kind.
  public typealias Item = (kind: CatalogKind, file: CatalogFile)

  /// Everything that is wrong.
  public private(set) var diagnostics = Diagnostics()
  /// Files that were checked.
  public private(set) var files = 0
  /// Figures by kind and grade.
  private(set) var counts: [CatalogKind: [Figure.Grade: Int]] = [:]

  /// Checks files: each decodes, its sources resolve, its values are in range, and the names of
  /// other parts that it uses are known.
  ///
  /// - Parameters:
  ///   - items: The files.
  ///   - catalog: The parts that the files may name.
  public init(_ items: [Item], catalog: Catalog) {
    for (kind, file) in items {
      files += 1
      guard let record = catalog.read(file, kind: kind, into: &diagnostics) else { continue }
      for (_, figure) in record.figures {
        counts[kind, default: [:]][figure.grade, default: 0] += 1
      }
      if kind == .models { _ = ModelFormat.architecture(record, into: &diagnostics) }
      for reference in Self.references(kind, record)
      where catalog.file(reference.kind, named: reference.name) == nil {
        let near = Nearest.names(to: reference.name, among: catalog.ids(reference.kind), limit: 3)
        diagnostics.add(
          record.diagnostic(
            reference.field,
            "\"\(reference.name)\" is no \(reference.kind.singular)",
            hint: near.isEmpty ? nil : "nearest: " + near.joined(separator: ", ")
          )
        )
      }
    }
    checkAliases(items)
  }

  /// A name of another part that a file uses.
  private typealias Reference = (field: String, kind: CatalogKind, name: String)

  /// The names of other parts that a file uses.
  private static func references(_ kind: CatalogKind, _ record: Record) -> [Reference] {
    func one(_ field: String, _ kind: CatalogKind) -> [Reference] {
      record.text(field).map { [(field, kind, $0)] } ?? []
    }
    switch kind {
    case .accelerators: return one("kernels", .kernels)
    case .kernels: return one("id", .accelerators)
    case .nodes:
      return one("scale-up.link", .links) + one("scale-out.link", .links)
        + one("software", .software)
        + record.texts("accelerators").map { ("accelerators", .accelerators, $0) }
        + record.texts("cooling").map { ("cooling", .cooling, $0) }
    default: return []
    }
  }

  /// Adds names that more than one part of a kind answers to.
  ///
  /// Software is left out: stacks of one name differ by the machine that they are fitted to.
  private mutating func checkAliases(_ items: [Item]) {
    var owners: [String: String] = [:]
    for (kind, file) in items where kind != .software && kind != .engines {
      for name in Set([file.id] + file.aliases).sorted() {
        let key = "\(kind.rawValue)/\(name.lowercased())"
        if let owner = owners[key], owner != file.id {
          diagnostics.error(
            "\"\(name)\" also names \(owner)",
            file: file.path,
            field: "aliases",
            hint: "a name means one part of a kind"
          )
        }
        owners[key] = file.id
      }
    }
  }

  /// The counts and the problems.
  public var members: [JSON.Member] {
    let figures = CatalogKind.allCases.compactMap { kind in
      counts[kind].map { grades in
        JSON.Member(
          kind.rawValue,
          .object(
            Figure.Grade.allCases.map { JSON.Member($0.rawValue, .integer(grades[$0] ?? 0)) }
          )
        )
      }
    }
    return [
      JSON.Member(
        "result",
        [
          "files": .integer(files), "errors": .integer(diagnostics.errors.count),
          "figures": .object(figures),
        ]
      ),
      JSON.Member("diagnostics", ScenarioJSON.diagnostics(diagnostics.sorted)),
    ]
  }

  /// One kind a row, one grade a column.
  public var table: [[String]] {
    [["kind"] + Figure.Grade.allCases.map(\.rawValue)]
      + CatalogKind.allCases.compactMap { kind in
        counts[kind].map { grades in
          [kind.rawValue] + Figure.Grade.allCases.map { String(grades[$0] ?? 0) }
        }
      }
  }

  /// Nothing is drawn.
  public var charts: JSON? { nil }

  /// The verdict and the figures by grade.
  public var blocks: [Block] {
    let errors = diagnostics.errors.count
    let verdict =
      errors == 0
      ? "All \(Format.count(files)) files decode, every source resolves, every value is in range."
      : "\(Words.count(errors, "problem")) in \(Format.count(files)) files."
    let rows = table.dropFirst().map { row in row.map { Table.Cell.text($0) } }
    let columns = table[0].enumerated().map { Table.Column($1, isNumber: $0 > 0) }
    return [
      .headline(verdict), .heading("Figures by grade"), .table(Table(columns, rows: Array(rows))),
    ]
  }
}
