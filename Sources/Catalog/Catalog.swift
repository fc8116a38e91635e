public import Documents
import Foundation
public import Quantities

/// Parts, models, sites and software as data with sources: those shipped, and a user's own on top.
public struct Catalog: Sendable {
  /// The catalogue's version, printed with every result.
  public static let version = "2026.11"

  /// Files by kind, in the order of their names; a user's own replace shipped ones of the same id.
  private var files: [CatalogKind: [CatalogFile]]

  /// What the files have been found to say; another once any of them is replaced.
  private(set) var memory = CatalogMemory()

  /// The catalogue as packed into the program.
  public init() {
    files = [:]
    for (path, text) in EmbeddedFiles.all {
      let parts = path.split(separator: "/")
      guard parts.count == 2, let kind = CatalogKind(rawValue: String(parts[0])) else { continue }
      let id = String(parts[1].dropLast(".yaml".count))
      files[kind, default: []].append(
        CatalogFile(id: id, text: text, path: "catalog/\(path)")
      )
    }
    for kind in CatalogKind.allCases { files[kind]?.sort { $0.id < $1.id } }
  }

  /// Lays a folder with a user's own files over the catalogue.
  ///
  /// The folder has a subfolder for each kind, as the shipped catalogue has. A file with the id
  /// of a shipped part replaces it.
  ///
  /// - Parameters:
  ///   - folder: Path of the folder.
  ///   - diagnostics: Receives what is wrong with the folder.
  public mutating func overlay(folder: String, into diagnostics: inout Diagnostics) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else {
      diagnostics.error(
        "the folder does not exist",
        file: folder,
        field: "--catalog",
        hint: "give a folder with subfolders such as accelerators/ and models/"
      )
      return
    }
    var count = 0
    memory = CatalogMemory()
    for kind in CatalogKind.allCases {
      let below = folder + "/" + kind.rawValue
      let names = (try? FileManager.default.contentsOfDirectory(atPath: below)) ?? []
      for name in names.sorted() where name.hasSuffix(".yaml") {
        let path = below + "/" + name
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
          diagnostics.error("the file cannot be read as UTF-8 text", file: path)
          continue
        }
        let file = CatalogFile(id: String(name.dropLast(".yaml".count)), text: text, path: path)
        files[kind, default: []].removeAll { $0.id == file.id }
        files[kind, default: []].append(file)
        files[kind, default: []].sort { $0.id < $1.id }
        count += 1
      }
    }
    if count == 0 {
      diagnostics.error(
        "the folder holds no catalogue files",
        file: folder,
        field: "--catalog",
        hint: "files lie in subfolders: "
          + CatalogKind.allCases.map { $0.rawValue + "/" }.joined(separator: ", ")
      )
    }
  }

  /// The files of a kind, in the order of their ids.
  public func files(_ kind: CatalogKind) -> [CatalogFile] { files[kind] ?? [] }

  /// The ids of a kind.
  public func ids(_ kind: CatalogKind) -> [String] { files(kind).map(\.id) }

  /// The file that a name or alias means, case apart.
  public func file(_ kind: CatalogKind, named name: String) -> CatalogFile? {
    files(kind).first { $0.id == name }
      ?? closest(kind, to: name, patterns: false).first
  }

  /// The files that a name fits most closely, in the order of their ids.
  ///
  /// - Parameters:
  ///   - kind: The kind of part.
  ///   - name: The name.
  ///   - patterns: Whether aliases with `*` count. They are for the names that tables of measured
  ///     cases give to software; in a scenario they would swallow a slip.
  /// - Returns: One file, or several versions that the name fits alike.
  func closest(_ kind: CatalogKind, to name: String, patterns: Bool) -> [CatalogFile] {
    memory.value(.init(topic: patterns ? .closestPattern : .closest, kind: kind, name: name)) {
      let fits = files(kind).compactMap { file in
        file.fit(of: name, patterns: patterns).map { (file, $0) }
      }
      let best = fits.map(\.1).max()
      return fits.filter { $0.1 == best }.map(\.0)
    }
  }

  /// Reads the part that a name or alias means, with every problem in its file.
  ///
  /// - Parameters:
  ///   - kind: The kind of part.
  ///   - name: Its id or an alias.
  ///   - field: The field that names it, for messages.
  ///   - location: Where that was written.
  ///   - diagnostics: Receives an unknown name, with the nearest known ones, and faults of the file.
  /// - Returns: The id and what the file says, or nil with at least one error added.
  public func entry(
    _ kind: CatalogKind,
    named name: String,
    field: String? = nil,
    at location: Location? = nil,
    into diagnostics: inout Diagnostics
  ) -> (id: String, record: Record)? {
    guard let file = file(kind, named: name) else {
      let near = Nearest.names(to: name, among: ids(kind), limit: 3)
      diagnostics.error(
        "\"\(name)\" is no \(kind.singular) of the catalogue",
        file: location?.file,
        line: location?.line,
        field: field,
        hint: (near.isEmpty ? "" : "nearest: \(near.joined(separator: ", ")); ")
          + "`narrows catalog list \(kind.rawValue)` lists all"
      )
      return nil
    }
    return read(file, kind: kind, into: &diagnostics).map { (file.id, $0) }
  }

  /// Reads one file against its kind's format; a file of the catalogue itself is read only once.
  public func read(
    _ file: CatalogFile,
    kind: CatalogKind,
    into diagnostics: inout Diagnostics
  ) -> Record? {
    guard files(kind).contains(file) else {
      return Self.decoded(file, kind: kind, into: &diagnostics)
    }
    return memory.value(.init(topic: .record, kind: kind, name: file.id), into: &diagnostics) {
      Self.decoded(file, kind: kind, into: &$0)
    }
  }

  /// Decodes one file and checks it.
  private static func decoded(
    _ file: CatalogFile,
    kind: CatalogKind,
    into diagnostics: inout Diagnostics
  ) -> Record? {
    var own = Diagnostics()
    guard let node = Node.parse(text: file.text, file: file.path, into: &own) else {
      diagnostics.add(contentsOf: own)
      return nil
    }
    let record = kind.schema.read(node, into: &own)
    if !own.hasErrors {
      for problem in kind.problems(record) { own.add(problem) }
    }
    if let id = record.text("id"), id != file.id {
      own.add(
        record.diagnostic(
          "id",
          "the id is \"\(id)\", but the file is named \(file.id).yaml",
          hint: "rename one of them"
        )
      )
    }
    diagnostics.add(contentsOf: own)
    return own.hasErrors ? nil : record
  }
}
