import Catalog
import Documents
import Quantities
import Scenarios
import Testing

@testable import Reports
@testable import Studies

/// Reports of placements with numbers made up by hand, against recorded ones.
struct PlacementReportTests {
  private let origin = Origin(version: "0", catalog: "0", command: "test")

  /// Two classes and two pools.
  private static let yaml = """
    narrows: 1
    name: a made-up placement
    placement:
      classes:
        - { name: note, rate: 3 /s, input: 200, output: 100, residency: germany, least-quality: 0.5 }
        - { name: essay, rate: 1 /s, input: 900, output: 1000, slo: { tpot: 20 ms } }
      pools:
        - name: near
          kind: site
          country: germany
          latency: 10 ms
          instances: 2
          system: { accelerator: l40s, count: 1 }
          models: [{ name: small, model: llama-3.1-8b }]
        - name: far
          kind: region
          country: us
          latency: 100 ms
          instances: 9
          scalable: true
          system: { accelerator: h100-sxm, count: 8 }
          models: [{ name: large, model: llama-3.3-70b }]
      quality:
        small: { note: 0.6 }
        large: 0.9
    """

  /// A way of the made-up question.
  private static func way(
    _ requestClass: String,
    _ pool: String,
    _ model: String,
    use: Double,
    quality: Double?
  ) -> PlacementOption {
    PlacementOption(
      requestClass: requestClass,
      pool: pool,
      model: model,
      parameters: model == "small" ? 8e9 : 70e9,
      use: use,
      cost: 1e-5,
      energy: 100,
      firstToken: 0.25,
      perToken: model == "small" ? 0.03 : 0.015,
      quality: quality
    )
  }

  /// What was found: all notes near, all essays far or, where `leaves`, half of them nowhere.
  private static func findings(leaves: Bool) throws -> PlacementFindings {
    var diagnostics = Diagnostics()
    let node = Node.parse(text: yaml, file: "place.yaml", into: &diagnostics)
    let read = node.flatMap {
      ScenarioReader.any($0, folder: ".", catalog: Catalog(), into: &diagnostics)
    }
    guard case .placement(var scenario) = read else { throw DiagnosticsError(diagnostics) }
    scenario.weakFigures = ["nodes/made-up: host.power"]
    let served = leaves ? 0.5 : 1
    let placement = Placement(
      pools: [
        PlacementPool(
          name: "near",
          kind: .site,
          country: "germany",
          latency: 0.01,
          capacity: 2,
          fixedCost: 0.001
        ),
        PlacementPool(
          name: "far",
          kind: .region,
          country: "us",
          latency: 0.1,
          capacity: 9,
          purchase: .part(price: 0.005)
        ),
      ],
      classes: [
        RequestClass(
          name: "note",
          rate: 3,
          inputTokens: 200,
          outputTokens: 100,
          residency: .inCountry("germany"),
          leastQuality: 0.5
        ),
        RequestClass(
          name: "essay",
          rate: 1,
          inputTokens: 900,
          outputTokens: 1_000,
          limits: RequestClass.Limits(perToken: 0.02)
        ),
      ],
      options: [
        way("note", "near", "small", use: 2.0 / 3, quality: 0.6),
        way("note", "far", "large", use: 0.1, quality: 0.9),
        way("essay", "near", "small", use: 1, quality: nil),
        way("essay", "far", "large", use: 0.5, quality: 0.9),
      ]
    )
    let answer = PlacementAnswer(
      aim: .cost,
      measure: leaves ? .requests : .cost,
      shares: [
        PlacementAnswer.Share(
          option: 0,
          requestClass: "note",
          pool: "near",
          model: "small",
          share: 1,
          rate: 3,
          busy: 2,
          cost: 3e-5,
          power: 300
        ),
        PlacementAnswer.Share(
          option: 3,
          requestClass: "essay",
          pool: "far",
          model: "large",
          share: served,
          rate: served,
          busy: 0.5 * served,
          cost: 0.0025 * served,
          power: 100 * served
        ),
      ],
      classes: [
        PlacementAnswer.ClassPart(
          name: "note",
          served: 1,
          unservedRate: 0,
          cost: 3e-5,
          power: 300,
          permitted: 1,
          excluded: [
            PlacementAnswer.Excluded(
              option: 1,
              pool: "far",
              model: "large",
              reasons: [
                .residency(.inCountry("germany"), pool: "far", kind: .region, country: "us")
              ]
            )
          ]
        ),
        PlacementAnswer.ClassPart(
          name: "essay",
          served: served,
          unservedRate: 1 - served,
          cost: 0.0025 * served,
          power: 100 * served,
          permitted: 1,
          excluded: [
            PlacementAnswer.Excluded(
              option: 2,
              pool: "near",
              model: "small",
              reasons: [.perToken(0.03, limit: 0.02)]
            )
          ]
        ),
      ],
      pools: [
        PlacementAnswer.PoolPart(
          name: "near",
          busy: 2,
          capacity: 2,
          utilization: 1,
          cost: 0.00103,
          power: 300,
          price: 0.0004,
          worth: 0.0008
        ),
        PlacementAnswer.PoolPart(
          name: "far",
          busy: 0.5 * served,
          capacity: 9,
          utilization: 0.5 * served / 9,
          cost: 0.0025 * served,
          power: 100 * served,
          price: 0,
          worth: 0
        ),
      ],
      cost: 0.00103 + 0.0025 * served,
      power: 300 + 100 * served,
      binding: 0,
      smallerModelSuffices: [
        PlacementAnswer.SmallerModel(
          requestClass: "note",
          share: 1,
          model: "small",
          parameters: 8e9,
          pool: "near",
          quality: 0.6,
          leastQuality: 0.5,
          largest: "large",
          largestParameters: 70e9
        )
      ],
      remarks: []
    )
    return PlacementFindings(
      scenario: scenario,
      placement: placement,
      loads: [nil, nil, nil, nil],
      instances: [
        Instance(scenario.pools[0], fixedCost: 0.0005, idlePower: 150),
        Instance(scenario.pools[1], fixedCost: 0.005, idlePower: 2_000),
      ],
      answer: answer,
      worths: [0.0003, 0]
    )
  }

  @Test func `the text says where requests go, what binds and why ways are excluded`() throws {
    let report = PlacementReport(try Self.findings(leaves: false))
    let text = report.rendered(as: .text, origin: origin, style: .plain) ?? ""
    try Snapshot.expect(text, named: "placement.txt")
  }

  @Test func `what cannot be served is said first`() throws {
    let report = PlacementReport(try Self.findings(leaves: true))
    let text = report.rendered(as: .text, origin: origin, style: .plain) ?? ""
    try Snapshot.expect(text, named: "placement-left.txt")
    let result = JSON.object(report.members)["result"]
    #expect(result?["feasible"] == .flag(false))
    #expect(result?["requests_unserved_per_s"] == .number(0.5))
  }

  @Test func `the chart stacks shares to one, what is not served included`() throws {
    let report = PlacementReport(try Self.findings(leaves: true))
    let text = report.rendered(as: .vega, origin: origin, style: .plain) ?? ""
    try Snapshot.expect(text, named: "placement.vl.json")
  }

  @Test func `a class bears its share of fixed cost in tokens of its output`() throws {
    let findings = try Self.findings(leaves: false)
    // 0.001 USD/s of machines and 3e-5 USD/s of requests over 300 tokens/s.
    let result = JSON.object(PlacementReport(findings).members)["result"]
    guard case .array(let classes) = result?["classes"], classes.count == 2,
      case .number(let cost) = classes[0]["cost_per_million_tokens_USD"],
      case .array(let pools) = result?["pools"], pools.count == 2,
      case .number(let power) = pools[0]["power_W"],
      case .number(let worth) = pools[0]["worth_of_instance_USD_per_hour"]
    else {
      Issue.record("the result lacks classes or pools")
      return
    }
    #expect(abs(cost - 1e6 * 0.00103 / 300) < 1e-9)
    #expect(abs(power - (300 + 2 * 150)) < 1e-9)
    #expect(abs(worth - 1.08) < 1e-9)
  }

  @Test func `scores stay with their models in machine output`() throws {
    let report = PlacementReport(try Self.findings(leaves: false))
    let placement = JSON.object(report.members)["scenario"]?["placement"]
    #expect(placement?["quality"] == ["small": ["note": .number(0.6)], "large": .number(0.9)])
    #expect(placement?["objective"] == "cost")
  }

  @Test func `every row of the table has the columns of its head`() throws {
    let rows = PlacementReport(try Self.findings(leaves: true)).table
    #expect(rows.count > 20)
    #expect(rows.allSatisfy { $0.count == rows[0].count })
  }
}
