import Foundation
import PackagePlugin

/// Packs the catalogue's files into one Swift source, so that the program carries them inside.
@main
struct EmbedCatalog: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let data = target.directoryURL.appending(path: "Data")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    let files = FileManager.default.enumerator(at: data, includingPropertiesForKeys: nil)?
      .compactMap { $0 as? URL }
      .filter { $0.pathExtension == "yaml" }
    return [
      .buildCommand(
        displayName: "Packing the catalogue",
        executable: try context.tool(named: "embed-catalog").url,
        arguments: [data.path(), output.path()],
        inputFiles: files ?? [],
        outputFiles: [output]
      )
    ]
  }
}
