import Foundation
import Quantities

/// Folders laid over the catalogue, as far as a run depends on what is in them.
enum CatalogFolders {
  /// The folders with a hash of names and contents, in order of names.
  static func digest(_ folders: [String]) -> String {
    var hash = StableHash()
    for folder in folders {
      let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
      for name in names.sorted() {
        guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
        hash.add(name.utf8)
        hash.add(data)
      }
    }
    return "--catalog \(folders.joined(separator: " ")) (contents \(String(hash.value, radix: 16)))"
  }
}
