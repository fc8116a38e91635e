import Foundation
import Testing

@testable import LinearPrograms

/// Where the library is sought, and what is said when it is not there.
struct HighsPlacesTests {
  @Test func `a library that the user names is the only one that is tried`() {
    let places = HighsPlaces(named: "/opt/highs.so", folders: ["/"])
    #expect(places.candidates == ["/opt/highs.so"])
    #expect {
      try HighsSolver.load(from: places)
    } throws: { error in
      guard case .unfit(let library, _) = error as? LinearProgramError else { return false }
      return library == "/opt/highs.so"
    }
  }

  @Test func `virtual environments come in order of folders, then the system`() throws {
    let files = FileManager.default
    let base = files.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? files.removeItem(at: base) }
    let name = try #require(HighsPlaces.libraryNames.first)
    var expected: [String] = []
    for (folder, python) in [("b", "python3.12"), ("a", "python3.9")] {
      let package = base.appendingPathComponent(
        "\(folder)/.venv/lib/\(python)/site-packages/highspy"
      )
      try files.createDirectory(at: package, withIntermediateDirectories: true)
      try Data().write(to: package.appendingPathComponent(name))
      expected.append(package.appendingPathComponent(name).path)
    }
    let places = HighsPlaces(
      named: nil,
      folders: ["b", "a", "absent"].map { base.appendingPathComponent($0).path }
    )
    #expect(places.candidates == expected + HighsPlaces.libraryNames)
    // An empty file is no library: the search goes on, and ends in words when nothing is left.
    let empty = HighsPlaces(named: nil, folders: places.folders, names: ["libnarrows-none.so"])
    #expect(
      throws: LinearProgramError.missing(searched: [
        "\(places.folders[0])/.venv", "libnarrows-none.so",
      ])
    ) {
      try HighsSolver.load(from: empty)
    }
  }

  @Test func `folders lead from the executable upwards`() {
    #expect(HighsPlaces.parents(of: "/a/b/c") == ["/a/b", "/a"])
    #expect(HighsPlaces.parents(of: "/a").isEmpty)
  }

  @Test func `a library of another kind is refused with the function that it lacks`() {
    #if canImport(Darwin)
    let other = "/usr/lib/libSystem.dylib"
    #else
    let other = "libc.so.6"
    #endif
    #expect {
      try HighsSolver.load(from: HighsPlaces(named: other, folders: []))
    } throws: { error in
      "\(error)".contains("no function Highs_")
    }
  }

  @Test func `the message says how to get the solver`() {
    let text = LinearProgramError.missing(searched: [".venv"]).description
    #expect(text.contains("make setup") && text.contains("NARROWS_HIGHS"))
    #expect(text.contains("highspy"))
  }
}
