import Documents
import Scenarios
import Testing

/// The reference page of files about one link against the table that the reader works by.
struct LinkPageTests {
  @Test func `the page has the table as it is; RECORD_SNAPSHOTS=1 writes it`() throws {
    let table = LinkQuestionFormat.schema.markdown().replacing("# link", with: "## Fields")
    #expect(table.count > 8_000)
    #expect(try FormatPage("link.md").ends(with: table))
  }

  @Test func `the table of fields is sound`() {
    #expect(LinkQuestionFormat.schema.problems.isEmpty)
    #expect(LinkQuestionFormat.schema.attributes.count > 120)
  }
}
