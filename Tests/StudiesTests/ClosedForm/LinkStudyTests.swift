import Catalog
import Documents
import Links
import Quantities
import Scenarios
import Studies
import Testing

/// Questions about one link: order, consistency between what is reported, and threads.
struct LinkStudyTests {
  /// Light, copper, rings and an edge.
  static let text = """
    narrows: 1
    link: { rate: 1.6 Tb/s, lane-rate: 200 Gb/s, length: LENGTH }
    copper: { gauge: 26 }
    optical: { laser: 18 dBm, samples: 500 }
    receiver: { noise-density: 150 pA^2/Hz, rin: -150 dB/Hz }
    ring: { cold-lock: 85 degC, from: 60 degC, to: 95 degC }
    edge: { length: 20 mm }
    """

  /// Answers a text.
  static func answer(_ text: String, seed: UInt64 = 1, jobs: Int = 1) throws -> LinkStudy {
    var diagnostics = Diagnostics()
    let node = try #require(Node.parse(text: text, file: "l.yaml", into: &diagnostics))
    let space = try #require(LinkReader.space(node, into: &diagnostics))
    let study = LinkStudy.answer(
      space,
      catalog: Catalog(),
      seed: seed,
      jobs: jobs,
      into: &diagnostics
    )
    return try #require(study, "\(diagnostics)")
  }

  @Test func `technologies that do come first, by energy with serialisers`() throws {
    let study = try Self.answer(Self.text.replacing("LENGTH", with: "2 m"))
    let findings = try #require(study.points.first).findings
    let does = findings.technologies.prefix { $0.estimate.isFeasible }
    #expect(does.count > 5 && does.count < findings.technologies.count)
    #expect(!findings.technologies.dropFirst(does.count).contains { $0.estimate.isFeasible })
    let energies = does.map(\.estimate.hostEnergy)
    #expect(energies == energies.sorted())
    for row in findings.technologies {
      #expect(row.estimate.isFeasible == (row.technology.reach >= 2))
      #expect(row.estimate.moduleEnergy <= row.estimate.laserEnergy)
      #expect(row.estimate.laserEnergy <= row.estimate.hostEnergy)
    }
  }

  @Test func `longer links have fewer technologies and less to spare`() throws {
    let study = try Self.answer(Self.text.replacing("LENGTH", with: "[0.5 m, 2 m, 30 m, 1 km]"))
    let counts = study.points.map { $0.findings.technologies.count { $0.estimate.isFeasible } }
    #expect(counts == counts.sorted(by: >) && Set(counts).count == 4)
    let margins = study.points.compactMap { $0.findings.copper?.margin }
    #expect(margins == margins.sorted(by: >))
    let light = study.points.compactMap { $0.findings.light?.typical.margin }
    #expect(light == light.sorted(by: >))
    // The longest fibre of light does not depend on the fibre in place.
    let reaches = study.points.compactMap { $0.findings.light?.typicalReach }
    #expect(reaches.count == 4)
    for reach in reaches { #expect(abs(reach / reaches[0] - 1) < 1e-6) }
  }

  @Test func `answers do not depend on threads but on the seed`() throws {
    let text = Self.text.replacing("LENGTH", with: "1 m..12 m step 1 m")
    let one = try Self.answer(text, jobs: 1)
    let many = try Self.answer(text, jobs: 7)
    let other = try Self.answer(text, seed: 2, jobs: 1)
    func margins(_ study: LinkStudy) -> [StatisticalMargin?] {
      study.points.map { $0.findings.light?.statistical }
    }
    #expect(one.points.count == 12 && margins(one) == margins(many))
    #expect(margins(one) != margins(other))
    #expect(one.points.map(\.findings.heat) == many.points.map(\.findings.heat))
  }

  @Test func `rings, errors and frames agree with each other`() throws {
    let study = try Self.answer(Self.text.replacing("LENGTH", with: "30 m"))
    let findings = try #require(study.points.first).findings
    let light = try #require(findings.light)
    let heat = try #require(findings.heat)
    #expect(heat.points.count == 121)
    let collapse = try #require(heat.collapse)
    for point in heat.points where point.temperature > collapse {
      #expect(point.state.bitErrorRate > findings.question.errorLimit)
    }
    #expect(
      (light.bitErrorRate.typical <= findings.question.errorLimit) == (light.typical.margin >= 0)
    )
    #expect(findings.edge.count == 5)
  }

  @Test
  func `every passive copper reaches its lane rate's objective by its own budget within a tenth`()
    throws
  {
    let catalog = Catalog()
    var checked = 0
    for id in catalog.ids(.technologies) where id.hasPrefix("passive-copper") {
      var diagnostics = Diagnostics()
      let entry = try #require(catalog.entry(.technologies, named: id, into: &diagnostics))
      let technology = TechnologyFormat.technology(entry.record)
      guard let standard = CopperStandard.forLaneRate(technology.laneRate) else { continue }
      #expect(abs(technology.reach / standard.channel.reach - 1) < 0.1)
      checked += 1
    }
    #expect(checked == 4)
  }

  @Test func `modules take the energy that their power says`() throws {
    let catalog = Catalog()
    // Ciena and Source Photonics, ECOC 2026: W of a 1.6T module over its rate; NVIDIA: CPO 7 W.
    for (id, watts, tolerance) in [
      ("pluggable-dsp-200g", 25.0, 0.01), ("pluggable-lro-200g", 18, 0.03),
      ("pluggable-lpo-200g", 10, 0.05), ("cpo-ring-200g", 7, 0.15),
    ] {
      var diagnostics = Diagnostics()
      let entry = try #require(catalog.entry(.technologies, named: id, into: &diagnostics))
      let technology = TechnologyFormat.technology(entry.record)
      #expect(abs(technology.moduleEnergy * 1.6e12 / watts - 1) < tolerance, "\(id)")
    }
  }
}
