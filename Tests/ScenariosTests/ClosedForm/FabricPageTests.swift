import Documents
import Scenarios
import Testing

/// The reference page of files about a network against the table that the reader works by.
struct FabricPageTests {
  @Test func `the page has the table as it is; RECORD_SNAPSHOTS=1 writes it`() throws {
    let table = FabricFormat.schema.markdown().replacing("# fabric", with: "## Fields")
    #expect(table.count > 6_000)
    #expect(try FormatPage("fabric.md").ends(with: table))
  }

  @Test func `the table is sound`() {
    #expect(FabricFormat.schema.problems.isEmpty, "\(FabricFormat.schema.problems)")
  }
}
