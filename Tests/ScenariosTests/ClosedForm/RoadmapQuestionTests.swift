import Catalog
import Documents
import Foundation
import Quantities
import Scenarios
import Supply
import Testing

/// Files about the supply chain through time: what is read, what is filled in, what is refused.
struct RoadmapQuestionTests {
  /// The shipped catalogue with two events that no data will take away.
  static let catalog: Catalog = {
    var catalog = Files.catalog
    var diagnostics = Diagnostics()
    for id in ["sudden-jump", "second-wave"] {
      let event = """
        id: \(id)
        sources: { own: "made up for this test" }
        source: own
        grade: estimated
        date: 2023Q1
        demand: { class: agents, factor: { value: 3, low: 2, high: 4 } }
        """
      try? Files.temporary("events/\(id).yaml", Data(event.utf8)) { path in
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
          .deletingLastPathComponent()
        catalog.overlay(folder: folder.path, into: &diagnostics)
      }
    }
    return catalog
  }()

  /// A file without faults that uses every section.
  static let good = """
    narrows: 1
    name: test
    roadmap:
      from: 2022Q2
      to: 2030Q4
      samples: 20
      without: [sudden-jump]
      events:
        - id: slow-grid
          name: The grid takes twice as long
          date: 2023Q1
          build: { stage: grid, factor: 2 }
      change:
        stages.cowos.capacity: 2x
        market.occupancy: 0.7
      company: nvidia
      lose:
        - { company: hynix, from: 2025Q1, quarters: 4 }
        - { region: taiwan, from: 2027Q1, quarters: 2 }
    build:
      product: h100
      power: 200 MW
      by: 2028Q1
    """

  /// Reads a text.
  static func read(_ text: String) -> (question: RoadmapQuestion?, diagnostics: Diagnostics) {
    var diagnostics = Diagnostics()
    guard let node = Node.parse(text: text, file: "r.yaml", into: &diagnostics) else {
      return (nil, diagnostics)
    }
    let question = RoadmapReader.read(node, catalog: Self.catalog, into: &diagnostics)
    return (question, diagnostics)
  }

  /// The good file with texts replaced.
  static func changed(_ changes: [(String, String)]) -> String {
    changes.reduce(good) { $0.replacing($1.0, with: $1.1) }
  }

  @Test func `a file that uses every section is read`() throws {
    let found = Self.read(Self.good)
    let question = try #require(found.question, "\(found.diagnostics)")
    #expect(question.name == "test")
    #expect(question.from == Quarter(2022, 2))
    #expect(question.industry.start == Quarter(2022, 2))
    #expect(question.to == Quarter(2030, 4))
    #expect(question.samples == 20)
    #expect(question.changes.map(\.path) == ["stages.cowos.capacity", "market.occupancy"])
    #expect(question.changes.map(\.amount) == [.factor(2), .value(0.7)])
    #expect(question.changes.map(\.line) == [14, 15])
    #expect(question.company == "nvidia")
    #expect(question.losses.map(\.part) == [.company("sk-hynix"), .region("taiwan")])
    #expect(question.losses.map(\.quarters) == [4, 2])
    #expect(question.build?.product == "h100")
    #expect(question.build?.power == 200e6)
    #expect(question.build?.by == Quarter(2028, 1))
    let ids = question.industry.events.map(\.id)
    #expect(ids.contains("slow-grid") && !ids.contains("sudden-jump"))
    #expect(
      question.industry.events.first { $0.id == "slow-grid" }?.effect
        == .build(stage: "grid", factor: 2)
    )
    #expect(!question.ranges.contains { $0.path.hasPrefix("events.sudden-jump.") })
    #expect(question.ranges.contains { $0.path.hasPrefix("events.second-wave.") })
    #expect(!question.weakFigures.contains { $0.hasPrefix("events/sudden-jump") })
    #expect(question.resolved.contains { $0.path == "roadmap.to" && $0.text == "2030Q4" })
  }

  @Test func `little needs to be written`() throws {
    let found = Self.read("narrows: 1\n")
    let question = try #require(found.question, "\(found.diagnostics)")
    #expect(question.from == Quarter(2022, 1))
    #expect(question.to == Quarter(2035, 4))
    #expect(question.samples == 0)
    #expect(question.changes.isEmpty && question.losses.isEmpty && question.build == nil)
    #expect(question.industry.events.contains { $0.id == "sudden-jump" })
    #expect(question.ranges.contains { $0.path.hasPrefix("events.sudden-jump.") })
    #expect(question.weakFigures.contains { $0.hasPrefix("events/sudden-jump") })
    #expect(question.resolved.contains { $0.path == "roadmap.from" && $0.text == "2022Q1" })
  }

  @Test func `an event of the file replaces one of the catalogue by its id`() throws {
    let text = Self.changed([
      ("id: slow-grid", "id: second-wave"), ("date: 2023Q1", "date: 2026Q1"),
    ])
    let question = try #require(Self.read(text).question)
    let waves = question.industry.events.filter { $0.id == "second-wave" }
    #expect(waves.map(\.date) == [Quarter(2026, 1)])
    #expect(!question.ranges.contains { $0.path.hasPrefix("events.second-wave.") })
  }

  @Test func `fields are set on top of a file`() throws {
    let (question, diagnostics) = try Files.temporary("r.yaml", Data(Self.good.utf8)) { path in
      var diagnostics = Diagnostics()
      let question = try RoadmapReader.read(
        path: path,
        settings: [
          "roadmap.to=2029Q4", "roadmap.change.stages.hbm.build=0.5x", "roadmap.lose[2].region=us",
          "roadmap.lose[2].from=2024Q1", "roadmap.lose[2].quarters=1",
        ],
        catalog: Self.catalog,
        into: &diagnostics
      )
      return (question, diagnostics)
    }
    let read = try #require(question, "\(diagnostics)")
    #expect(read.to == Quarter(2029, 4))
    #expect(read.changes.last?.path == "stages.hbm.build")
    #expect(read.changes.last?.amount == .factor(0.5))
    #expect(read.changes.last?.file == "--set")
    #expect(read.losses.last?.part == .region("us"))
  }

  @Test(arguments: [
    (("to: 2030Q4", "to: 2030Q5"), "\"2030Q5\" is no quarter", "roadmap.to"),
    (("to: 2030Q4", "to: 2021Q4"), "2021Q4 is before the start 2022Q2", "roadmap.to"),
    (("from: 2022Q2", "from: 2019Q1"), "no state at or before 2019Q1", "states"),
    (("samples: 20", "samples: -1"), "it must be from 0 to 1000000", "roadmap.samples"),
    (("[sudden-jump]", "[sudden-jmup]"), "nearest: sudden-jump", "roadmap.without[0]"),
    (("stage: grid", "stage: gird"), "nearest: grid", "roadmap.events[0].build.stage"),
    (
      ("build: { stage: grid, factor: 2 }", "build: { stage: grid }"), "this field is missing",
      "roadmap.events[0].build.factor"
    ),
    (("build: { stage: grid, factor: 2 }", ""), "no effect is written", "roadmap.events[0]"),
    (
      (
        "build: { stage: grid, factor: 2 }",
        "build: { stage: grid, factor: 2 }\n      region: { id: us, factor: 0 }"
      ), "region and build are both written", "roadmap.events[0].build"
    ),
    (
      ("stages.cowos.capacity: 2x", "stages.cowos.capacity: double"), "a factor or a value is due",
      "roadmap.change.stages.cowos.capacity"
    ),
    (
      ("stages.cowos.capacity: 2x", "capacity: 2x"), "no path of a figure",
      "roadmap.change.capacity"
    ),
    (("company: nvidia", "company: nvidai"), "nearest: nvidia", "roadmap.company"),
    (("company: hynix", "company: hynx"), "is no supplier", "roadmap.lose[0].company"),
    (("region: taiwan", "region: taiwna"), "nearest: taiwan", "roadmap.lose[1].region"),
    (("region: taiwan, ", ""), "neither company nor region is written", "roadmap.lose[1]"),
    (("from: 2027Q1", "from: 2040Q1"), "2040Q1 is not in the roadmap", "roadmap.lose[1].from"),
    (("product: h100", "product: h1000"), "nearest: h100", "build.product"),
    (("power: 200 MW", "power: 200"), "such as 200 MW", "build.power"),
    (("by: 2028Q1", "by: soon"), "\"soon\" is no quarter", "build.by"),
    (("name: test", "nmae: test"), "did you mean \"name\"?", "nmae"),
  ])
  func `what is wrong is said with file, line, field and what is allowed`(
    change: (String, String),
    message: String,
    field: String
  ) {
    let found = Self.read(Self.changed([change]))
    #expect(found.question == nil)
    let errors = found.diagnostics.errors.filter { $0.field == field }
    #expect(!errors.isEmpty, "\(found.diagnostics)")
    #expect(errors.contains { $0.description.contains(message) }, "\(found.diagnostics)")
    #expect(errors.allSatisfy { $0.file != nil && ($0.line ?? 0) > 0 })
  }

  @Test func `all problems are said at once`() {
    let found = Self.read(
      Self.changed([
        ("to: 2030Q4", "to: never"), ("[sudden-jump]", "[nothing-such]"),
        ("stage: grid", "stage: x"), ("region: taiwan", "region: y"),
        ("product: h100", "product: z"),
      ])
    )
    #expect(found.diagnostics.errors.count == 5, "\(found.diagnostics)")
  }

  @Test func `a change whose path names nothing is told by who knows the paths`() throws {
    let question = try #require(Self.read(Self.good).question)
    let known = ["market.occupancy", "stages.cowos.capacities"]
    let errors = question.unknownChanges(among: known) { known.contains($0) }
    #expect(errors.count == 1)
    #expect(errors.first?.line == 14)
    #expect(errors.first?.description.contains("nearest: stages.cowos.capacities") == true)
  }
}
