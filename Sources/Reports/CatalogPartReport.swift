public import Catalog
public import Documents
import Quantities

/// The files of a part with every figure, its source and its grade, in every shape.
public struct CatalogPartReport: Report {
  /// A file of the part.
  public struct Sheet: Sendable {
    /// The kind of the file.
    public var kind: CatalogKind
    /// The part's id.
    public var id: String
    /// What the file says.
    public var record: Record

    /// Names a file and what it says.
    public init(kind: CatalogKind, id: String, record: Record) {
      self.kind = kind
      self.id = id
      self.record = record
    }
  }

  /// The files: a part may have one of several kinds, such as a datasheet and fitted kernels.
  public var sheets: [Sheet]

  /// Reports the files of a part.
  public init(_ sheets: [Sheet]) { self.sheets = sheets }

  /// Every field with what stands behind it.
  struct Row: Hashable, Sendable {
    /// The field.
    var path: String
    /// Its value as written.
    var text: String
    /// Key of its source, empty when it is no figure.
    var source: String
    /// Its grade, empty when it is no figure.
    var grade: String
    /// What the author remarks.
    var note: String
  }

  /// The fields of a file, its list of sources left out.
  static func rows(_ sheet: Sheet) -> [Row] {
    sheet.record.resolved().filter { field in
      !field.path.hasPrefix("sources.") && !field.path.hasPrefix("aliases")
        && !["id", "name", "source", "grade"].contains(field.path)
    }.map { field in
      let figure = sheet.record.figure(field.path)
      return Row(
        path: field.path,
        text: field.text,
        source: figure?.source ?? "",
        grade: figure?.grade.rawValue ?? "",
        note: figure?.note ?? ""
      )
    }
  }

  /// The fields by file.
  public var members: [JSON.Member] {
    let files = sheets.map { sheet -> JSON in
      let fields = Self.rows(sheet).map { row -> JSON in
        [
          "field": .text(row.path), "value": .text(row.text),
          "source": row.source.isEmpty ? .null : .text(row.source),
          "grade": row.grade.isEmpty ? .null : .text(row.grade),
          "note": row.note.isEmpty ? .null : .text(row.note),
        ]
      }
      return [
        "kind": .text(sheet.kind.rawValue), "id": .text(sheet.id),
        "name": .optional(sheet.record.text("name")),
        "aliases": .texts(sheet.record.texts("aliases")),
        "sources": .object(
          sheet.record.texts(under: "sources").map { JSON.Member($0.key, .text($0.value)) }
        ),
        "fields": .array(fields),
      ]
    }
    return [
      JSON.Member("result", ["files": .array(files)]), JSON.Member("diagnostics", []),
    ]
  }

  /// One field a row.
  public var table: [[String]] {
    [["kind", "id", "field", "value", "source", "grade", "note"]]
      + sheets.flatMap { sheet in
        Self.rows(sheet).map {
          [sheet.kind.rawValue, sheet.id, $0.path, $0.text, $0.source, $0.grade, $0.note]
        }
      }
  }

  /// Nothing is drawn.
  public var charts: JSON? { nil }

  /// A table of fields and the sources, a file after the other.
  public var blocks: [Block] {
    sheets.enumerated().flatMap { index, sheet -> [Block] in
      let record = sheet.record
      let title = "\(record.text("name") ?? sheet.id) (\(sheet.kind.rawValue)/\(sheet.id))"
      var blocks: [Block] = [index == 0 ? .headline(title) : .heading(title)]
      let aliases = record.texts("aliases")
      if !aliases.isEmpty {
        blocks.append(.entry(label: "Also called", text: aliases.joined(separator: ", ")))
      }
      let columns = ["field", "value", "grade", "source", "note"].map { Table.Column($0) }
      let rows = Self.rows(sheet).map { row -> [Table.Cell] in
        [
          .text(TextRenderer.clipped(row.path, to: 36)),
          .text(TextRenderer.clipped(row.text, to: 28)), .text(row.grade), .text(row.source),
          .text(row.note),
        ]
      }
      blocks.append(.table(Table(columns, rows: rows)))
      let sources = record.texts(under: "sources")
      if !sources.isEmpty {
        blocks += [.heading("Sources"), .items(sources.map { "\($0.key): \($0.value)" })]
      }
      return blocks
    }
  }
}
