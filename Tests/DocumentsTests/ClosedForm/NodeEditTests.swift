import Documents
import Foundation
import Quantities
import Testing

struct NodeEditTests {
  /// A small scenario.
  private func scenario() throws -> Node {
    var diagnostics = Diagnostics()
    let text = "system:\n  count: 8\nstages:\n  - name: a\n    power: 1 kW\nsite:\n"
    return try #require(Node.parse(text: text, file: "s.yaml", into: &diagnostics))
  }

  @Test func `a field is replaced and the rest kept`() throws {
    let node = try scenario().setting(path: "system.count", to: "1024")
    #expect(node.node(at: "system.count")?.integer == 1024)
    #expect(node.node(at: "system.count")?.location.file == "--set")
    #expect(node.entries.map(\.key) == ["system", "stages", "site"])
    #expect(node.node(at: "stages[0].power")?.location.line == 5)
  }

  @Test func `missing groups and elements are made`() throws {
    var node = try scenario().setting(path: "plan.tensor.width", to: "8")
    node = try node.setting(path: "stages[1].name", to: "b")
    node = try node.setting(path: "site.place", to: "us-virginia")
    node = try node.setting(path: "new[0].x", to: "1")
    node = try node.setting(path: "plan.overlap", to: "[tensor, data]")
    #expect(node.node(at: "plan.tensor.width")?.integer == 8)
    #expect(node.node(at: "stages[1].name")?.text == "b")
    #expect(node.node(at: "site.place")?.text == "us-virginia")
    #expect(node.node(at: "new[0].x")?.integer == 1)
    #expect(node.node(at: "plan.overlap")?.elements.count == 2)
  }

  @Test(arguments: [
    ("", "1"), ("a..b", "1"), ("a[", "1"), ("a[-1]", "1"), ("a[x]", "1"), ("system.count.x", "1"),
    ("stages[7].name", "1"), ("stages.name", "1"), ("system[0]", "1"), ("system.count", "[1"),
    ("a[9999999999999999999999]", "1"), ("a]b[", "{"),
  ])
  func `a path that does not fit is refused`(path: String, text: String) throws {
    let node = try scenario()
    #expect(throws: Diagnostic.self) { try node.setting(path: path, to: text) }
  }

  @Test func `what is written as YAML reads back the same`() throws {
    var diagnostics = Diagnostics()
    let text = """
      a: "x: y"
      b: [1, "2", null, "null", "", -3, "- x", "#no"]
      c: { d: {}, e: [], "f g": "tab\\tline\\nend", h: [{ i: 1 }, [2, 3]] }
      k: |
        two
        lines
      """
    let node = try #require(Node.parse(text: text, file: "s", into: &diagnostics))
    let back = try #require(Node.parse(text: node.yaml, file: "s", into: &diagnostics))
    #expect(diagnostics.isEmpty, "\(diagnostics)")
    #expect(back.flowText == node.flowText)
    #expect(back.node(at: "c.f g")?.text == "tab\tline\nend")
    #expect(back.node(at: "b[3]")?.text == "null")
    #expect(back.node(at: "b[2]")?.isNull == true)
  }

  @Test func `missing unreadable and binary files are told apart`() throws {
    var diagnostics = Diagnostics()
    #expect(throws: DocumentFileError.missing(path: "no-such-file.yaml")) {
      try Node.read(path: "no-such-file.yaml", into: &diagnostics)
    }
    let folder = FileManager.default.temporaryDirectory
    #expect(throws: DocumentFileError.self) {
      try Node.read(path: folder.path, into: &diagnostics)
    }
    let file = folder.appendingPathComponent("documents-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("a: 5 GB\n".utf8).write(to: file)
    #expect(try Node.read(path: file.path, into: &diagnostics)?["a"]?.text == "5 GB")
    #expect(diagnostics.isEmpty)
    for bytes: [UInt8] in [[0x61, 0xFF, 0xFE], [0x7F, 0x45, 0x4C, 0x46, 0]] {
      var found = Diagnostics()
      try Data(bytes).write(to: file)
      #expect(try Node.read(path: file.path, into: &found) == nil)
      #expect(found.errors.count == 1)
    }
    var found = Diagnostics()
    try Data(count: 6_000_000).write(to: file)
    #expect(try Node.read(path: file.path, into: &found) == nil)
    #expect(found.errors.first?.message.contains("5 MB") == true)
  }
}
