public import Catalog
import Documents
import Quantities

/// The parts of the catalogue, in every shape.
public struct CatalogListReport: Report {
  /// One part.
  struct Entry: Hashable, Sendable {
    /// Its kind.
    var kind: CatalogKind
    /// Its id.
    var id: String
    /// Its name for a reader, empty when its file cannot be read.
    var name: String
    /// Year in which it came out.
    var year: Int?
    /// Figures with a source.
    var figures: Int
    /// Of those, estimates and recollections.
    var weak: Int
  }

  /// The parts, by kind and id.
  var entries: [Entry]

  /// Lists the parts of some kinds.
  public init(_ catalog: Catalog, kinds: [CatalogKind]) {
    entries = kinds.flatMap { kind in
      catalog.files(kind).map { file in
        var ignored = Diagnostics()
        let record = catalog.read(file, kind: kind, into: &ignored)
        let figures = record?.figures ?? []
        return Entry(
          kind: kind,
          id: file.id,
          name: record?.text("name") ?? "",
          year: record?.integer("year"),
          figures: figures.count,
          weak: figures.count { $0.figure.grade >= .estimated }
        )
      }.sorted { $0.id < $1.id }
    }
  }

  /// The parts as a list.
  public var members: [JSON.Member] {
    let parts = entries.map { entry -> JSON in
      [
        "kind": .text(entry.kind.rawValue), "id": .text(entry.id), "name": .text(entry.name),
        "year": entry.year.map { .integer($0) } ?? .null, "figures": .integer(entry.figures),
        "estimated_figures": .integer(entry.weak),
      ]
    }
    return [
      JSON.Member("result", ["parts": .array(parts)]), JSON.Member("diagnostics", []),
    ]
  }

  /// One part a row.
  public var table: [[String]] {
    [["kind", "id", "name", "year", "figures", "estimated_figures"]]
      + entries.map { entry in
        [
          entry.kind.rawValue, entry.id, entry.name, entry.year.map(String.init) ?? "",
          String(entry.figures), String(entry.weak),
        ]
      }
  }

  /// Nothing is drawn.
  public var charts: JSON? { nil }

  /// One table a kind.
  public var blocks: [Block] {
    let kinds = CatalogKind.allCases.filter { kind in entries.contains { $0.kind == kind } }
    let counts = kinds.map { kind in
      "\(entries.count { $0.kind == kind }) \(kind.rawValue)"
    }
    var blocks: [Block] = [.headline(counts.joined(separator: ", "))]
    for kind in kinds {
      let columns = [
        Table.Column("id"), Table.Column("year", isNumber: true),
        Table.Column("figures", isNumber: true), Table.Column("estimated", isNumber: true),
        Table.Column("name"),
      ]
      let rows = entries.filter { $0.kind == kind }.map { entry -> [Table.Cell] in
        [
          .text(entry.id), .text(entry.year.map(String.init) ?? ""),
          .text(String(entry.figures)), .text(String(entry.weak)), .text(entry.name),
        ]
      }
      blocks += [.heading(kind.rawValue), .table(Table(columns, rows: rows))]
    }
    return blocks
  }
}
