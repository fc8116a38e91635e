import Documents
import Quantities
import Testing

struct NodeTests {
  /// Reads a text that must be right.
  private func tree(_ text: String) throws -> Node {
    var diagnostics = Diagnostics()
    let node = Node.parse(text: text, file: "a.yaml", into: &diagnostics)
    #expect(diagnostics.isEmpty, "\(diagnostics)")
    return try #require(node)
  }

  /// Reads a text that must be wrong and returns what is said about it.
  private func faults(_ text: String) -> [Diagnostic] {
    var diagnostics = Diagnostics()
    let node = Node.parse(text: text, file: "a.yaml", into: &diagnostics)
    #expect(node == nil)
    #expect(diagnostics.hasErrors)
    return diagnostics.sorted
  }

  /// Whether two trees hold the same values, however they are quoted.
  private static func areSame(_ left: Node, _ right: Node) -> Bool {
    switch (left.value, right.value) {
    case (.scalar(let a), .scalar(let b)):
      a.text == b.text && a.isNull == b.isNull || a.isNull && b.isNull
    case (.sequence(let a), .sequence(let b)):
      a.count == b.count && zip(a, b).allSatisfy { areSame($0, $1) }
    case (.mapping(let a), .mapping(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && areSame($0.value, $1.value) }
    default: false
    }
  }

  @Test func `YAML keeps order quotes and places`() throws {
    let node = try tree("b: 1\na:\n  - x\n  - \"null\"\nc: ~\n# end\nd: { e: 3.35 TB/s }\n")
    #expect(node.entries.map(\.key) == ["b", "a", "c", "d"])
    #expect(node.entries.map(\.location.line) == [1, 2, 5, 7])
    #expect(node.node(at: "a[1]")?.text == "null")
    #expect(node.node(at: "a[1]")?.location == Location(file: "a.yaml", line: 4, column: 5))
    #expect(node["c"]?.isNull == true)
    #expect(node.node(at: "d.e")?.text == "3.35 TB/s")
    #expect(node.node(at: "d.e.f") == nil)
    #expect(node.node(at: "a[2]") == nil)
    #expect(node.node(at: "..") == nil)
  }

  @Test func `JSON is read with tabs literals and exponents`() throws {
    let node = try tree(
      "{\n\t\"a\": true,\n\t\"b\": null,\"c\":1e-05,\n\t\"d\": [1, 2.0, -3],\n\t\"e\":{\"f\":false}\n}\n"
    )
    #expect(node["a"]?.flag == true)
    #expect(node["b"]?.isNull == true)
    #expect(node["c"]?.number == 1e-5)
    #expect(node["d"]?.elements.map(\.integer) == [1, 2, -3])
    #expect(node.node(at: "e.f")?.flag == false)
    #expect(try tree("{\"a\":{\"b\":[]},\"c\":\"d\\u00e9\\/x\"}")["c"]?.text == "d\u{E9}/x")
  }

  @Test func `Windows line ends and a byte order mark do not matter`() throws {
    #expect(try tree("\u{FEFF}a: 1\r\nb: 2\r\n")["b"]?.integer == 2)
  }

  @Test func `a name that is written twice is reported with both lines`() {
    let found = faults("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n")
    #expect(found.first?.line == 5)
    #expect(
      found.first?.message == "\"c\" is written more than once, first on line 3, again on line 5"
    )
    #expect(faults("{\"a\": 1,\n \"b\": 2,\n \"a\": 3}").first?.line == 3)
    #expect(faults("a: { b: 1, b: 2 }").first?.line == 1)
    #expect(faults("c: 1\na:\n  c: 2\nc: 3").first?.line == 4)
  }

  @Test(arguments: [
    ("a: [1, 2\nb: 3", 2), ("a: 1\n\tb: 2", 2), ("a: b: c", 1), ("a: \"x", 1), ("a: *missing", 1),
    ("a: 1\n---\nb: 2", 2), ("a: @x", 1), ("\"a\" 1", 1), ("{\"a\": 1,, }", 1), ("a: 1\n- b", 2),
    ("a: \"\\ud800\"", 1), ("a: 1\n b: 2", 2), ("%YAML 9.9\n---\na: 1", 1),
  ])
  func `a fault of syntax has its line`(text: String, line: Int) {
    let found = faults(text)
    #expect(found.count == 1)
    #expect((found.first?.line ?? 0) >= line)
    #expect((found.first?.line ?? 9) <= line + 1)
  }

  @Test func `binary large empty and odd texts are refused with one line`() {
    let texts = [
      "", "   \n", "# only a remark\n", "a\u{0}b", String(repeating: "a: 1\n", count: 1_100_000),
      "? [a, b]\n: 1", "a: \u{7}", "\u{FEFF}",
    ]
    for text in texts {
      let found = faults(text)
      #expect(found.count == 1)
      #expect((found.first?.description.count ?? 999) < 240)
    }
  }

  @Test func `deep nesting is refused and shallow is not`() throws {
    for depth in [65, 300, 1_200, 100_000] {
      for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")] {
        let text =
          String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        #expect(faults(text).count == 1)
      }
    }
    var block = ""
    for depth in 0..<1_200 { block += String(repeating: " ", count: depth) + "a:\n" }
    #expect(faults(block).count == 1)
    _ = try tree(String(repeating: "[", count: 60) + String(repeating: "]", count: 60))
  }

  @Test func `anchors work and bombs do not`() throws {
    #expect(try tree("a: &x { p: 700 W }\nb: *x").node(at: "b.p")?.text == "700 W")
    #expect(try tree("note: \"R&D *D* *D* *E*\"\na: a & b * c")["a"]?.text == "a & b * c")
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let names = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(names)]\n"
    }
    #expect(faults(bomb).count == 1)
    var narrow = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...13 {
      narrow += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n"
    }
    #expect(faults(narrow).count == 1)
    #expect(faults("a: &a [1, *a]").count == 1)
  }

  @Test func `too many values are refused`() {
    #expect(faults("[" + String(repeating: "1,", count: 200_001) + "]").count == 1)
  }

  @Test func `random texts never trap`() {
    var random = SplitMix64(seed: 3)
    let parts = [
      "a", ":", " ", "\n", "- ", "[", "]", "{", "}", ",", "\"", "'", "#", "&x", "*x", "|", ">", "?",
      "!",
      "%", "\t", "1", "null", "\u{E9}", "  ", "<<: ", "---\n", "...", "b: ", "!!str ", "\\", "\r",
    ]
    var read = 0
    var failures: [String] = []
    for _ in 0..<1_500 {
      let count = Int.random(in: 1...15, using: &random)
      let text = (0..<count).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      var diagnostics = Diagnostics()
      let node = Node.parse(text: text, file: "f", into: &diagnostics)
      if node != nil { read += 1 }
      if (node == nil) != diagnostics.hasErrors { failures.append(text.debugDescription) }
      guard let node else { continue }
      var again = Diagnostics()
      let back = Node.parse(text: node.yaml, file: "f", into: &again)
      if let back, Self.areSame(back, node) { continue }
      failures.append("\(text.debugDescription) gives \(node.yaml.debugDescription)")
    }
    #expect(failures.isEmpty)
    #expect(read > 250)
  }
}
