import Documents
import Scenarios
import Testing

/// The reference page of files about economics against the table that the reader works by.
struct EconomicsPageTests {
  @Test func `the page has the table as it is; RECORD_SNAPSHOTS=1 writes it`() throws {
    let table = EconomicsFormat.schema.markdown().replacing("# economics", with: "## Fields")
    #expect(table.count > 6_000)
    #expect(try FormatPage("economics.md").ends(with: table))
  }

  @Test func `the table of fields is sound`() {
    #expect(EconomicsFormat.schema.problems.isEmpty)
    #expect(EconomicsFormat.schema.attributes.count > 70)
  }
}
