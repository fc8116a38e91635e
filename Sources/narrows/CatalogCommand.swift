import ArgumentParser
import Catalog
import Documents
import Foundation
import Quantities
import Reports

/// Parts, models, sites and software with their sources.
struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "Parts, models, sites and software, each figure with its source and grade.",
    discussion: """
      EXAMPLES:
        narrows catalog list
        narrows catalog list accelerators
        narrows catalog show h100-sxm
        narrows catalog check
        narrows catalog check mine/accelerators/my-chip.yaml
      """,
    subcommands: [ListCommand.self, ShowCommand.self, CheckCommand.self]
  )

  /// Lists parts.
  struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Lists parts.",
      discussion: """
        EXAMPLES:
          narrows catalog list
          narrows catalog list models --format csv
        """
    )

    @Argument(
      help: ArgumentHelp(
        "The kind: \(CatalogKind.allCases.map(\.rawValue).joined(separator: ", ")); all without it."
      )
    )
    var kind: String?

    @OptionGroup(title: "Common options") var common: CommonOptions

    mutating func run() throws {
      var kinds = CatalogKind.allCases
      if let kind {
        guard let found = CatalogKind(rawValue: kind) else {
          var diagnostics = Diagnostics()
          let near = Nearest.names(to: kind, among: kinds.map(\.rawValue), limit: 3)
          diagnostics.error(
            "\"\(kind)\" is no kind of part",
            hint: near.isEmpty
              ? "kinds: \(kinds.map(\.rawValue).joined(separator: ", "))"
              : "nearest: \(near.joined(separator: ", "))"
          )
          throw Failure.input(diagnostics)
        }
        kinds = [found]
      }
      let report = CatalogListReport(try common.catalog(), kinds: kinds)
      try common.write(report, command: "catalog list")
    }
  }

  /// Shows a part.
  struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Shows a part: every figure with its source and grade.",
      discussion: """
        EXAMPLES:
          narrows catalog show h100-sxm
          narrows catalog show links/nvlink4 --format json
        """
    )

    @Argument(help: "The part: its id or an alias, or kind/id.")
    var id: String

    @OptionGroup(title: "Common options") var common: CommonOptions

    mutating func run() throws {
      let catalog = try common.catalog()
      var diagnostics = Diagnostics()
      var kinds = CatalogKind.allCases
      var name = id
      if let slash = id.firstIndex(of: "/"), let kind = CatalogKind(rawValue: String(id[..<slash]))
      {
        kinds = [kind]
        name = String(id[id.index(after: slash)...])
      }
      var sheets: [CatalogPartReport.Sheet] = []
      for kind in kinds {
        guard let file = catalog.file(kind, named: name) else { continue }
        if let record = catalog.read(file, kind: kind, into: &diagnostics) {
          sheets.append(CatalogPartReport.Sheet(kind: kind, id: file.id, record: record))
        }
      }
      if sheets.isEmpty, !diagnostics.hasErrors {
        let near = Nearest.names(to: name, among: Set(kinds.flatMap { catalog.ids($0) }), limit: 3)
        diagnostics.error(
          "\"\(id)\" is no part of the catalogue",
          hint: (near.isEmpty ? "" : "nearest: \(near.joined(separator: ", ")); ")
            + "`narrows catalog list` lists all"
        )
      }
      if diagnostics.hasErrors { throw Failure.input(diagnostics) }
      try common.write(CatalogPartReport(sheets), command: "catalog show")
    }
  }
}
