import Foundation

/// Where the shared library of HiGHS may lie, in the order of the search.
public struct HighsPlaces: Hashable, Sendable {
  /// The environment variable that names the library.
  public static let variable = "NARROWS_HIGHS"

  /// The library that the user named, if any; then no other is tried.
  public var named: String?
  /// The folders whose `.venv` is looked into.
  public var folders: [String]
  /// Names that are left to the system's own search.
  public var names: [String]

  /// Places given outright.
  ///
  /// - Parameters:
  ///   - named: The library that the user named.
  ///   - folders: Folders whose `.venv` is looked into.
  ///   - names: Names left to the system's own search.
  public init(named: String?, folders: [String], names: [String] = Self.libraryNames) {
    self.named = named
    self.folders = folders
    self.names = names
  }

  /// What the library is called on Linux and on macOS, the versioned names first.
  public static let libraryNames: [String] = {
    #if canImport(Darwin)
    ["libhighs.1.dylib", "libhighs.dylib"]
    #else
    ["libhighs.so.1", "libhighs.so"]
    #endif
  }()

  /// The places of this process: its environment, its working folder, its executable's folders.
  public static var ofThisProcess: HighsPlaces {
    let named = ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    var folders = [FileManager.default.currentDirectoryPath]
    if let executable = Bundle.main.executableURL?.resolvingSymlinksInPath() {
      folders += parents(of: executable.path).filter { $0 != folders[0] }
    }
    return HighsPlaces(named: named, folders: folders)
  }

  /// What to try to open, in order: paths that exist, then names for the system's search.
  public var candidates: [String] {
    if let named { return [named] }
    return folders.flatMap(libraries(in:)) + names
  }

  /// The folder that holds a file, the folder that holds that, and so on without the root.
  static func parents(of path: String) -> [String] {
    var parts = path.split(separator: "/")
    var found: [String] = []
    while parts.popLast() != nil, !parts.isEmpty {
      found.append("/" + parts.joined(separator: "/"))
    }
    return found
  }

  /// The libraries that a folder's virtual environment holds.
  private func libraries(in folder: String) -> [String] {
    let files = FileManager.default
    let base = "\(folder)/.venv/lib"
    let pythons = (try? files.contentsOfDirectory(atPath: base)) ?? []
    return pythons.filter { $0.hasPrefix("python") }.sorted().flatMap { python in
      names.map { "\(base)/\(python)/site-packages/highspy/\($0)" }
    }
    .filter { files.fileExists(atPath: $0) }
  }
}
