import Quantities
import Testing

struct DiagnosticTests {
  @Test func `a diagnostic names file line field and advice`() {
    let one = Diagnostic(
      "must be greater than 0",
      file: "site.yaml",
      line: 41,
      field: "rack.power",
      hint: "write 3 kW"
    )
    #expect(
      one.description == "site.yaml:41: error: rack.power: must be greater than 0 (write 3 kW)"
    )
    #expect(Diagnostic("odd", severity: .warning).description == "warning: odd")
  }

  @Test func `a diagnostic stays on one line`() {
    #expect(!Diagnostic("two\nlines").description.contains("\n"))
  }

  @Test func `diagnostics are sorted by file and line and not repeated`() {
    var all = Diagnostics()
    all.warning("c", file: "b.yaml", line: 1)
    all.error("b", file: "a.yaml", line: 9)
    all.note("a", file: "a.yaml", line: 2)
    all.error("b", file: "a.yaml", line: 9)
    #expect(all.sorted.map(\.message) == ["a", "b", "c"])
    #expect(all.errors.count == 1)
    #expect(all.hasErrors)
    #expect(throws: DiagnosticsError.self) { try all.throwErrors() }
  }

  @Test func `warnings alone do not stop anything`() throws {
    var all = Diagnostics()
    all.warning("c")
    #expect(!all.hasErrors)
    try all.throwErrors()
  }
}
