import Documents
import Scenarios
import Testing

/// The reference page of scenarios against the tables that the reader works by.
struct ScenarioPageTests {
  @Test func `the page has the tables as they are; RECORD_SNAPSHOTS=1 writes it`() throws {
    let table =
      ScenarioFormat.schema.markdown().replacing("# scenario", with: "## Fields") + "\n"
      + PlacementFormat.schema.markdown().replacing("# placement", with: "## Fields of a placement")
    #expect(table.count > 8_000)
    #expect(try FormatPage("scenario.md").ends(with: table))
  }
}
