import Documents
import Scenarios
import Testing

/// The reference page of scenarios against the table that the reader works by.
struct ScenarioPageTests {
  @Test func `the page has the table as it is; RECORD_SNAPSHOTS=1 writes it`() throws {
    let table = ScenarioFormat.schema.markdown().replacing("# scenario", with: "## Fields")
    #expect(table.count > 4_000)
    #expect(try FormatPage("scenario.md").ends(with: table))
  }
}
