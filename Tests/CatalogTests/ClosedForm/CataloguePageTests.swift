import Catalog
import Documents
import Testing

/// The reference page of the catalogue against the tables that the reader works by.
struct CataloguePageTests {
  @Test func `the page has a section for each kind; RECORD_SNAPSHOTS=1 writes them`() throws {
    var sections: [String] = []
    for kind in CatalogKind.allCases {
      // Each table's own heading gives way to the folder's name; common words stand once above.
      let lines = kind.schema.markdown().split(separator: "\n", omittingEmptySubsequences: false)
        .dropFirst().filter { !$0.hasPrefix("Every number carries its source") }
      sections.append("## \(kind.rawValue)/\n" + lines.joined(separator: "\n"))
    }
    #expect(sections.count == 24)
    let text = sections.joined(separator: "\n").replacing("\n\n\n", with: "\n\n")
    #expect(try FormatPage("catalogue.md").ends(with: text))
  }
}
