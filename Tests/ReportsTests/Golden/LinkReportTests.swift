import Catalog
import Documents
import Quantities
import Scenarios
import Studies
import Testing

@testable import Reports

/// Reports of one link, against recorded ones.
struct LinkReportTests {
  private let origin = Origin(version: "0", catalog: "0", command: "test")

  /// A link with every section, on a technology of its own.
  private static let yaml = """
    narrows: 1
    name: a made-up link
    link: { technology: nvlink-c2c-40g, rate: 400 Gb/s, lane-rate: 100 Gb/s, length: LENGTH }
    copper: { gauge: 26 }
    optical: { laser: 16 dBm, samples: 200 }
    receiver: { sensitivity: -6 dBm }
    ring: { cold-lock: 85 degC, from: 60 degC, to: 90 degC }
    edge: { length: 20 mm }
    """

  /// Answers the question for a length, or lengths.
  private static func report(_ length: String) throws -> LinkReport {
    var diagnostics = Diagnostics()
    let text = yaml.replacing("LENGTH", with: length)
    let node = try #require(Node.parse(text: text, file: "l.yaml", into: &diagnostics))
    let space = try #require(LinkReader.space(node, into: &diagnostics))
    let study = LinkStudy.answer(
      space,
      catalog: Catalog(),
      seed: 1,
      jobs: 2,
      into: &diagnostics
    )
    return LinkReport(try #require(study))
  }

  @Test func `a link reads as recorded`() throws {
    let report = try Self.report("1.5 m")
    let text = report.rendered(as: .text, origin: origin, style: TextStyle(isColoured: false))
    try Snapshot.expect(try #require(text), named: "link.txt")
  }

  @Test func `a sweep reads as recorded`() throws {
    let report = try Self.report("[50 mm, 1 m, 3 m]")
    let text = report.rendered(as: .csv, origin: origin, style: TextStyle(isColoured: false))
    try Snapshot.expect(try #require(text), named: "link.csv")
  }

  @Test func `keys carry units and every format can be written`() throws {
    for report in [try Self.report("1.5 m"), try Self.report("[1 m, 2 m]")] {
      for format in ReportFormat.allCases {
        let text = report.rendered(as: format, origin: origin, style: TextStyle(isColoured: false))
        #expect((text ?? "").count > 200)
        #expect(!(text ?? "nan").contains("nan"))
      }
    }
    let json = JSON.object(try Self.report("1.5 m").members)
    let light = try #require(json["result"]?["light"]?["worst"])
    #expect(light["margin_dB"] != nil && light["power_dBm"] != nil)
    #expect(json["result"]?["copper"]?["reach_m"] != nil)
    #expect(json["result"]?["feasible"] == .flag(false))
  }
}
