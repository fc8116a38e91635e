import Catalog
import Documents
import Fabrics
import Foundation
import Quantities
import Testing

@testable import Scenarios

/// The section `traffic` of files about networks.
@Suite("Traffic section tests")
struct TrafficReaderTests {
  /// A network for traffic.
  static let network = """
    narrows: 1
    fabric:
      topology: clos
      endpoints: 16
      tiers: 2
      radix: 8
      rate: 800 Gb/s
      switch: spectrum-sn5600
      links: { technology: pluggable-dsp-200g }

    """

  /// Reads text.
  static func read(_ text: String, folder: String = "/") -> (FabricScenario?, Diagnostics) {
    var found = Diagnostics()
    guard let node = Node.parse(text: text, file: "net.yaml", into: &found) else {
      return (nil, found)
    }
    let scenario = FabricReader.read(node, folder: folder, catalog: Catalog(), into: &found)
    return (scenario, found)
  }

  @Test func `traffic is read with the network that it runs on`() throws {
    let (scenario, found) = Self.read(
      Self.network + """
        traffic:
          pattern: permutation
          bytes: 2 MB
          routing: spray
          compare: [ecmp, paths-4]
          failures: [{ link: 3, at: 1 ms, for: 2 ms }]
        """
    )
    #expect(found.errors.isEmpty)
    let traffic = try #require(scenario?.traffic)
    #expect(traffic.routing == .spray && traffic.compared == [.ecmp, .paths(4)])
    #expect(traffic.settings.failures == [.init(cable: 3, at: 1e-3, duration: 2e-3)])
    let design = try #require(scenario?.variants.first?.design)
    let graph = try design.graph(latency: traffic.linkLatency)
    #expect(graph.endpoints == 16)
    #expect(graph.links.allSatisfy { $0.bandwidth == 100e9 && $0.latency == 1e-6 })
    #expect(traffic.traffic(on: graph).tasks.count == 16)
  }

  @Test func `all that is wrong with traffic is told at once`() {
    let (scenario, found) = Self.read(
      Self.network + """
        traffic:
          pattern: incast
          routing: sprai
          compare: [paths-0]
          ranks: 99
          target: 16
          fidelity: packets
          failures: [{ link: 48, at: 1 ms }]
        """
    )
    #expect(scenario == nil)
    let text = found.errors.map(\.description).joined(separator: "\n")
    for word in ["sprai", "paths-0"] { #expect(text.contains(word)) }
    let (_, more) = Self.read(
      Self.network + """
        traffic:
          pattern: incast
          ranks: 99
          target: 16
          fidelity: packets
          failures: [{ link: 48, at: 1 ms }]
        """
    )
    let rest = more.errors.map(\.description).joined(separator: "\n")
    for word in ["traffic.bytes", "99", "endpoint 16", "link 48", "fidelity: flows"] {
      #expect(rest.contains(word), "\(word)")
    }
  }

  @Test func `flows of a file are read and its faults told with their lines`() throws {
    let folder = NSTemporaryDirectory()
    let name = "flows-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: folder + "/" + name) }
    let section = "traffic: { pattern: flows, flows: \(name) }\n"
    try "source,destination,bytes,start_s\n0,1,2e6,0\n# more\n3, 2, 1000, 1e-3\n"
      .write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    let (scenario, found) = Self.read(Self.network + section, folder: folder)
    #expect(found.errors.isEmpty)
    let listed = try #require(scenario?.traffic?.listed)
    #expect(listed.tasks.map(\.bytes) == [2e6, 1_000])
    #expect(listed.tasks[1].start == 1e-3)
    try "source,destination,bytes\n0,x,5\n1,2,-3\n0,99,1\n"
      .write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    let (_, wrong) = Self.read(Self.network + section, folder: folder)
    #expect(wrong.errors.map(\.line).contains(2) && wrong.errors.map(\.line).contains(3))
    #expect(wrong.errors.contains { $0.message.contains("endpoint 99") })
    let (_, none) = Self.read(
      Self.network + "traffic: { pattern: flows, flows: nothing-here.csv }\n",
      folder: folder
    )
    #expect(!none.errors.isEmpty)
    let (_, alone) = Self.read("narrows: 1\ntraffic: { pattern: permutation, bytes: 1 MB }\n")
    #expect(alone.errors.contains { $0.field == "traffic" })
  }
}
