import ArgumentParser
import Catalog
import Documents
import Foundation
import Quantities
import Reports

extension CatalogCommand {
  /// Checks catalogue files.
  struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Checks that files decode, sources resolve, values are in range, names are known.",
      discussion: """
        Without files the whole catalogue is checked, with the overlays on top. A file's folder \
        says its kind, as in accelerators/my-chip.yaml. Exit code 65 when anything is wrong.

        EXAMPLES:
          narrows catalog check
          narrows catalog check mine/accelerators/my-chip.yaml
          narrows catalog check --catalog mine
        """
    )

    @Argument(help: "Files to check; the whole catalogue without any.")
    var paths: [String] = []

    @OptionGroup(title: "Common options") var common: CommonOptions

    mutating func run() throws {
      let catalog = try common.catalog()
      var diagnostics = Diagnostics()
      var items: [CatalogCheckReport.Item] = []
      if paths.isEmpty {
        items = CatalogKind.allCases.flatMap { kind in
          catalog.files(kind).map { (kind, $0) }
        }
      }
      for path in paths {
        if let item = try Self.item(path, into: &diagnostics) { items.append(item) }
      }
      let report = CatalogCheckReport(items, catalog: catalog)
      diagnostics.add(contentsOf: report.diagnostics)
      if diagnostics.hasErrors { throw Failure.input(diagnostics) }
      try common.write(report, command: "catalog check")
    }

    /// Reads a file whose folder says its kind.
    private static func item(
      _ path: String,
      into diagnostics: inout Diagnostics
    ) throws -> CatalogCheckReport.Item? {
      let url = URL(fileURLWithPath: path)
      let text: String?
      do {
        text = try Node.text(path: path, into: &diagnostics)
      } catch {
        throw Failure(error)
      }
      let folder = url.deletingLastPathComponent().lastPathComponent
      guard let kind = CatalogKind(rawValue: folder) else {
        let kinds = CatalogKind.allCases.map(\.rawValue).joined(separator: ", ")
        diagnostics.error(
          "the folder \"\(folder)\" is no kind of part",
          file: path,
          hint: "put the file into a folder named after its kind: \(kinds)"
        )
        return nil
      }
      guard let text else { return nil }
      let id = url.deletingPathExtension().lastPathComponent
      return (kind, CatalogFile(id: id, text: text, path: path))
    }
  }
}
