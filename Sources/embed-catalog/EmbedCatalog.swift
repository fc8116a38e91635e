import Foundation

/// Writes a Swift source that holds every YAML file below a folder as a string.
///
/// Usage: `embed-catalog FOLDER OUTPUT`. Strings rather than byte arrays: they compile in no time.
@main
enum EmbedCatalog {
  /// Reads the folder, writes the source.
  static func main() throws {
    let folder = URL(filePath: CommandLine.arguments[1])
    let output = URL(filePath: CommandLine.arguments[2])
    let root = folder.standardizedFileURL.path()
    let paths =
      (FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
      .compactMap { $0 as? URL } ?? [])
      .filter { $0.pathExtension == "yaml" }
      .map { $0.standardizedFileURL.path() }
      .sorted()
    var source = "// Generated from the catalogue's files; do not edit.\n\n"
    source += "/// The catalogue's files as packed into the program.\n"
    source += "enum EmbeddedFiles {\n"
    source += "  /// Path below the catalogue's folder, and text, in the order of paths.\n"
    source += "  static let all: [(path: String, text: String)] = [\n"
    for path in paths {
      let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
      let name = path.dropFirst(root.count).drop { $0 == "/" }
      source += "    (\"\(name)\", ##\"\"\"\n\(text)\n\"\"\"##),\n"
    }
    source += "  ]\n}\n"
    try source.write(to: output, atomically: true, encoding: .utf8)
  }
}
