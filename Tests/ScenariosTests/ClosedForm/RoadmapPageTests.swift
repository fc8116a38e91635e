import Catalog
import Documents
import Foundation
import Quantities
import Scenarios
import Supply
import Testing

/// The reference page of files about a roadmap against the table that the reader works by.
struct RoadmapPageTests {
  @Test func `the page has the table as it is; RECORD_SNAPSHOTS=1 writes it`() throws {
    let table = RoadmapFormat.schema.markdown().replacing("# roadmap", with: "## Fields")
    #expect(table.count > 4_000)
    #expect(try FormatPage("roadmap.md").ends(with: table))
  }

  @Test func `paths that the page gives for changes are figures of the supply chain`() throws {
    let text = try String(contentsOf: FormatPage("roadmap.md").url, encoding: .utf8)
    let start = try #require(text.range(of: "Paths are "))
    let end = try #require(text[start.upperBound...].range(of: "\n- "))
    let paths = text[start.upperBound..<end.lowerBound].split(separator: "`")
      .filter { $0.contains(/^[a-z]/) }
    #expect(paths.count >= 8)
    var diagnostics = Diagnostics()
    let record = Files.catalog.industry(from: Quarter(2022, 1), into: &diagnostics)
    let industry = try #require(record, "\(diagnostics)").industry
    for path in paths { #expect(industry.figure(at: String(path)) != nil, "\(path)") }
  }

  @Test func `the table of fields is sound`() {
    #expect(RoadmapFormat.schema.problems.isEmpty, "\(RoadmapFormat.schema.problems)")
    #expect(RoadmapFormat.schema.attributes.count > 40)
  }
}
