import Documents
import Foundation
import Quantities
import Scenarios
import Systems
import Testing

/// Lists and ranges in a scenario, and the scenarios that they stand for.
@Suite struct `scenario space tests` {
  /// Reads the good scenario with texts replaced.
  private func space(_ changes: (String, String)...) throws -> ScenarioSpace {
    var diagnostics = Diagnostics()
    let node = try #require(
      Node.parse(text: Files.changed(changes), file: "s.yaml", into: &diagnostics)
    )
    let space = ScenarioSpace.read(node, folder: ".", into: &diagnostics)
    #expect(diagnostics.isEmpty, "\(diagnostics)")
    return try #require(space)
  }

  @Test func `a scenario without lists is a space of one`() throws {
    let space = try space()
    #expect(space.axes.isEmpty)
    #expect(space.count == 1)
    #expect(space.setting(0).isEmpty)
    var diagnostics = Diagnostics()
    #expect(
      space.variant(0) == Node.parse(text: Files.good, file: "s.yaml", into: &diagnostics)
    )
  }

  @Test func `variants run through all choices with the last axis fastest, in the table's order`()
    throws
  {
    // Written in the other order than the table's: the count before the accelerator.
    let space = try space(
      (
        "accelerator: h100-sxm\n  count: 64",
        "count: 16..64 step x2\n  accelerator: [h100-sxm, b200-sxm]"
      ),
      ("tensor: 2", "tensor: [1, 2]")
    )
    #expect(space.axes.map(\.path) == ["system.accelerator", "system.count", "plan.tensor"])
    #expect(
      space.axes.map(\.texts) == [["h100-sxm", "b200-sxm"], ["16", "32", "64"], ["1", "2"]]
    )
    #expect(space.axes.map(\.location.line) == [8, 7, 10])
    #expect(space.count == 12)
    let settings = (0..<12).map { space.setting($0).map(\.text).joined(separator: " ") }
    #expect(
      settings.prefix(4) == ["h100-sxm 16 1", "h100-sxm 16 2", "h100-sxm 32 1", "h100-sxm 32 2"]
    )
    #expect(Set(settings).count == 12)
    for index in 0..<12 {
      let node = space.variant(index)
      for (path, text) in space.setting(index) { #expect(node.node(at: path)?.text == text) }
    }
  }

  @Test func `every variant reads as the same scenario written out`() throws {
    let space = try space(
      ("accelerator: h100-sxm", "accelerator: [h100-sxm, b200-sxm]"),
      ("power-limit: 1 MW", "power-limit: 500 kW..1 MW step 250 kW")
    )
    #expect(space.count == 6)
    let limits = ["500 kW", "750 kW", "1000 kW"]
    for index in 0..<6 {
      var diagnostics = Diagnostics()
      let read = ScenarioReader.read(
        space.variant(index),
        folder: space.folder,
        catalog: Files.catalog,
        into: &diagnostics
      )
      let (written, _) = Files.read(
        Files.changed([
          ("h100-sxm", index < 3 ? "h100-sxm" : "b200-sxm"), ("1 MW", limits[index % 3]),
        ])
      )
      let scenario = try #require(read)
      let expected = try #require(written)
      #expect(diagnostics.isEmpty)
      #expect(scenario.resolved.map(\.text) == expected.resolved.map(\.text))
      #expect(String(describing: scenario.system) == String(describing: expected.system))
    }
  }

  @Test func `a fault of one variant names the line of its value`() throws {
    let space = try space(
      ("accelerator: h100-sxm", "accelerator:\n    - h100-sxm\n    - h100-smx")
    )
    var diagnostics = Diagnostics()
    let read = ScenarioReader.any(
      space.variant(1),
      folder: ".",
      catalog: Files.catalog,
      into: &diagnostics
    )
    #expect(read == nil)
    #expect(diagnostics.errors.map(\.line) == [9])
    #expect(diagnostics.errors.first?.field == "system.accelerator")
  }

  @Test(arguments: [
    ("count: 64", "count: 8..12", "system.count", ["8", "9", "10", "11", "12"]),
    ("count: 64", "count: 8..72 step 24", "system.count", ["8", "32", "56"]),
    (
      "count: 64", "count: 1024..16384 step x2", "system.count",
      ["1024", "2048", "4096", "8192", "16384"]
    ),
    ("count: 64", "count: 8 .. 18 step x1.5", "system.count", ["8", "12", "18"]),
    ("count: 64", "count: 64..64", "system.count", ["64"]),
    ("count: 64", "count: [64]", "system.count", ["64"]),
    ("count: 64", "count: [8, 16..32 step 8]", "system.count", ["8", "16", "24", "32"]),
    (
      "tokens: 15e12", "tokens: 1e12..3e12 step 1e12", "workload.training.tokens",
      ["1e12", "2e12", "3e12"]
    ),
    (
      "power-limit: 1 MW", "power-limit: 20 MW..100 MW step 20 MW", "site.power-limit",
      ["20 MW", "40 MW", "60 MW", "80 MW", "100 MW"]
    ),
    (
      "power-limit: 1 MW", "power-limit: 2 MW..8 MW step x2", "site.power-limit",
      ["2 MW", "4 MW", "8 MW"]
    ),
    (
      "life: 4 years", "discount-rate: 5 %..15 % step 0.05", "economics.discount-rate",
      ["5 %", "10 %", "15 %"]
    ),
    (
      "life: 4 years", "discount-rate: 0.1..0.3 step 0.1", "economics.discount-rate",
      ["0.1", "0.2", "0.3"]
    ),
    (
      "life: 4 years", "rent: $2/h..$3/h step $0.5/h", "economics.rent",
      ["2 USD/h", "2.5 USD/h", "3 USD/h"]
    ),
    (
      "recompute: none", "recompute: [none, [norm, activation], full]", "plan.recompute",
      ["none", "[norm, activation]", "full"]
    ),
    (
      "recompute: none", "overlap: [[tensor], [tensor, data]]", "plan.overlap",
      ["[tensor]", "[tensor, data]"]
    ),
    (
      "sequence-parallel: true", "sequence-parallel: [true, false]", "plan.sequence-parallel",
      ["true", "false"]
    ),
    (
      "model: llama-3.1-8b", "model: [llama-3.1-8b, ../other/config.json]", "workload.model",
      ["llama-3.1-8b", "../other/config.json"]
    ),
    (
      "life: 4 years", "life: 4 years }\nbudget: { capex: 1 MUSD..3 MUSD step 1 MUSD",
      "budget.capex", ["1 MUSD", "2 MUSD", "3 MUSD"]
    ),
  ])
  func `lists and ranges give their values`(
    old: String,
    new: String,
    path: String,
    texts: [String]
  ) throws {
    let space = try space((old, new))
    #expect(space.axes.map(\.path) == [path])
    #expect(space.axes.first?.texts == texts)
    #expect(space.count == texts.count)
  }

  @Test(arguments: [
    ("recompute: none", "recompute: [norm, activation]"),
    ("recompute: none", "overlap: [tensor, data]"),
    ("recompute: none", "overlap: []"),
    ("name: test", "name: 1..4"),
    ("model: llama-3.1-8b", "model: ../other/config.json"),
  ])
  func `fields that hold lists by themselves are one value`(old: String, new: String) throws {
    #expect(try space((old, new)).axes.isEmpty)
  }

  @Test func `a placement has no axes`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appending(path: "Examples/12-three-pools.yaml").path()
    var diagnostics = Diagnostics()
    let read = try ScenarioSpace.read(path: path, into: &diagnostics)
    let space = try #require(read)
    #expect(diagnostics.isEmpty)
    #expect(space.axes.isEmpty && space.count == 1)
    let scenario = ScenarioReader.any(
      space.variant(0),
      folder: space.folder,
      catalog: Files.catalog,
      into: &diagnostics
    )
    #expect(scenario != nil)
  }

  @Test func `more variants than can be counted are as many as can be`() throws {
    let parts = ["tensor: 2", "pipeline: 1", "virtual: 1", "context: 1", "micro-batch: 1"]
    let changes = parts.map { ($0, "\($0.prefix { $0 != ":" }): 1..10000") }
    var diagnostics = Diagnostics()
    let text = Files.changed(changes)
    let node = try #require(Node.parse(text: text, file: "s.yaml", into: &diagnostics))
    let space = try #require(ScenarioSpace.read(node, folder: ".", into: &diagnostics))
    #expect(space.axes.count == 5)
    #expect(space.count == .max)
    #expect(space.setting(.max - 1).count == 5)
  }

  @Test func `settings may be lists and ranges`() throws {
    try Files.temporary("s.yaml", Data(Files.good.utf8)) { path in
      var diagnostics = Diagnostics()
      let space = try ScenarioSpace.read(
        path: path,
        settings: [
          "system.count=16..64 step x2", "system.accelerator=[h100-sxm, b200-sxm]",
          "economics.rent=2 USD/h..3 USD/h step 1 USD/h",
        ],
        into: &diagnostics
      )
      #expect(diagnostics.isEmpty, "\(diagnostics)")
      #expect(space?.count == 12)
      #expect(space?.axes.map(\.location.file) == ["--set", "--set", "--set"])
      let bad = try ScenarioSpace.read(
        path: path,
        settings: ["system.count=64..16", "nothing"],
        into: &diagnostics
      )
      #expect(bad == nil)
      #expect(diagnostics.errors.count == 2)
      #expect(diagnostics.errors.allSatisfy { $0.file == "--set" || $0.field == "--set" })
    }
  }

  @Test func `where one scenario is asked for, fields with several values are errors`() throws {
    try Files.temporary("s.yaml", Data(Files.good.utf8)) { path in
      let (several, diagnostics) = try Files.read(
        path: path,
        settings: ["system.count=16..64 step x2", "system.accelerator=[h100-sxm, b200-sxm]"]
      )
      #expect(several == nil)
      #expect(diagnostics.errors.map(\.field) == ["system.accelerator", "system.count"])
      #expect(diagnostics.errors.last?.hint == "choose one of 16, 32, 64")
      let (one, none) = try Files.read(path: path, settings: ["system.count=[16]"])
      #expect(none.isEmpty)
      #expect(one?.system.count == 16)
    }
  }

  @Test func `many threads read variants as one does`() throws {
    let space = try space(
      ("accelerator: h100-sxm", "accelerator: [h100-sxm, h200-sxm, b200-sxm, mi300x]"),
      ("count: 64", "count: [16, 32, 64, 128]")
    )
    let folder = space.folder
    @Sendable func picture(_ index: Int) -> String {
      var diagnostics = Diagnostics()
      let read = ScenarioReader.any(
        space.variant(index),
        folder: folder,
        catalog: Files.catalog,
        into: &diagnostics
      )
      return "\(String(describing: read)) \(diagnostics)"
    }
    let expected = (0..<16).map(picture)
    var found = [String](repeating: "", count: 64)
    found.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      DispatchQueue.concurrentPerform(iterations: 64) { buffer[$0] = picture($0 % 16) }
    }
    for index in found.indices { #expect(found[index] == expected[index % 16]) }
  }
}
