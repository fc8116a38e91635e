import Documents
import Scenarios
import Testing

/// The reference page of files about a roadmap against the table that the reader works by.
struct RoadmapPageTests {
  @Test func `the page has the table as it is; RECORD_SNAPSHOTS=1 writes it`() throws {
    let table = RoadmapFormat.schema.markdown().replacing("# roadmap", with: "## Fields")
    #expect(table.count > 4_000)
    #expect(try FormatPage("roadmap.md").ends(with: table))
  }

  @Test func `the table of fields is sound`() {
    #expect(RoadmapFormat.schema.problems.isEmpty, "\(RoadmapFormat.schema.problems)")
    #expect(RoadmapFormat.schema.attributes.count > 40)
  }
}
