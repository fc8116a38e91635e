import Documents
import Fabrics
import Foundation
import Quantities
import Testing

@testable import Scenarios

/// ASTRA-sim's configuration files, good and bad.
struct AstraFilesTests {
  /// A network file without faults.
  static let network = """
    topology: [ Switch, Ring ]
    npus_count: [ 8, 4 ]
    bandwidth: [ 400.0, 50.0 ]  # GB/s
    latency: [ 936.25, 1000.0 ]  # ns
    """

  /// A system file without faults.
  static let system = """
    {
      "scheduling-policy": "LIFO",
      "endpoint-delay": 10,
      "active-chunks-per-dimension": 2,
      "preferred-dataset-splits": 4,
      "all-reduce-implementation": ["ring", "direct4"],
      "all-gather-implementation": ["ring", "ring"],
      "reduce-scatter-implementation": ["ring", "ring"],
      "all-to-all-implementation": ["ring", "direct"],
      "collective-optimization": "localBWAware",
      "local-mem-bw": 50,
      "boost-mode": 0
    }
    """

  /// Reads a network.
  static func network(_ text: String) -> (AstraNetwork?, Diagnostics) {
    var found = Diagnostics()
    let node = Node.parse(text: text, file: "net.yml", into: &found)
    return (node.flatMap { AstraFiles.network($0, into: &found) }, found)
  }

  /// Reads settings for the good network.
  static func system(_ text: String) -> (AstraSystem?, Diagnostics) {
    var found = Diagnostics()
    let node = Node.parse(text: text, file: "sys.json", into: &found)
    let network = Self.network(Self.network).0
    return (node.flatMap { AstraFiles.system($0, network: network, into: &found) }, found)
  }

  @Test func `tables of the formats are sound`() {
    for schema in [AstraFiles.network, AstraFiles.system, AstraFiles.memory] {
      #expect(schema.problems.isEmpty, "\(schema.problems)")
    }
  }

  @Test func `good files are read in the peer's units`() throws {
    let (network, found) = Self.network(Self.network)
    #expect(found.isEmpty)
    #expect(network?.npus == 32)
    #expect(network?.dimensions[0].bytesPerSecond == 400 * 0x1p30)
    let (system, about) = Self.system(Self.system)
    let settings = try #require(system)
    #expect(about.errors.isEmpty && about.entries.map(\.field) == ["boost-mode"])
    #expect(settings.localMemoryBandwidth == 50e9)
    #expect(settings.allReduce == [.ring, .direct(window: 4)])
    #expect(settings.optimization == .localBandwidthAware && settings.splits == 4)
  }

  @Test(arguments: [
    ("npus_count: [ 8, 4 ]", "npus_count: [ 8 ]", "npus_count"),
    ("[ Switch, Ring ]", "[ Switch, Torus ]", "topology[1]"),
    ("[ 400.0, 50.0 ]", "[ 400.0, 0 ]", "bandwidth[1]"),
    ("[ 936.25, 1000.0 ]", "[ 936.25, -1 ]", "latency[1]"),
    ("[ 8, 4 ]", "[ 8, 1 ]", "npus_count[1]"),
    ("[ 8, 4 ]", "[ 65536, 4 ]", "npus_count"),
  ]) func `faults of networks are named`(old: String, new: String, field: String) {
    let (network, found) = Self.network(Self.network.replacing(old, with: new))
    #expect(network == nil)
    #expect(found.errors.map(\.field).contains(field), "\(found)")
  }

  @Test(arguments: [
    ("\"LIFO\"", "\"RANDOM\"", "scheduling-policy"),
    ("[\"ring\", \"direct4\"]", "[\"ring\", \"tree\"]", "all-reduce-implementation"),
    ("[\"ring\", \"direct4\"]", "[\"ring\", \"ring\", \"ring\"]", "all-reduce-implementation"),
    ("\"local-mem-bw\": 50", "\"local-mem-bw\": 0", "local-mem-bw"),
    (
      "\"preferred-dataset-splits\": 4", "\"preferred-dataset-splits\": 0",
      "preferred-dataset-splits"
    ),
    ("\"boost-mode\": 0", "\"model-shared-bus\": 1", "model-shared-bus"),
    (
      "\"boost-mode\": 0", "\"all-reduce-implementation-chakra\": [\"a\"]",
      "all-reduce-implementation-chakra"
    ),
    ("[\"ring\", \"direct\"]", "[\"halvingDoubling\", \"direct\"]", "all-to-all-implementation"),
  ]) func `faults of settings are named`(old: String, new: String, field: String) {
    let (system, found) = Self.system(Self.system.replacing(old, with: new))
    #expect(system == nil)
    #expect(found.errors.map(\.field).contains(field), "\(found)")
  }

  @Test func `powers of two are asked for where they are needed`() {
    var found = Diagnostics()
    let network = Self.network(Self.network.replacing("[ 8, 4 ]", with: "[ 6, 4 ]")).0
    let text = Self.system.replacing(
      "[\"ring\", \"direct4\"]",
      with: "[\"halvingDoubling\", \"ring\"]"
    )
    let node = Node.parse(text: text, file: "sys.json", into: &found)
    #expect(node.flatMap { AstraFiles.system($0, network: network, into: &found) } == nil)
    #expect(found.errors.map(\.field) == ["all-reduce-implementation"])
  }

  @Test func `traces of NPUs that do not fit each other are refused`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "narrows-astra-\(UUID().uuidString)"
    )
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, _ bytes: [UInt8]) throws {
      try Data(bytes).write(to: folder.appendingPathComponent(name))
    }
    try write(
      "net.yml",
      Array("topology: [Ring]\nnpus_count: [2]\nbandwidth: [50]\nlatency: [500]\n".utf8)
    )
    let system = #"{"preferred-dataset-splits": 1, "local-mem-bw": 50}"#
    try write("sys.json", Array(system.utf8))
    try write("step.0.et", Traces.trace([Traces.message(1, sends: true, other: 1, bytes: 64)]))
    let paths = AstraScenarioReader.Paths(
      network: folder.path + "/net.yml",
      system: folder.path + "/sys.json",
      workload: folder.path + "/step"
    )
    var missing = Diagnostics()
    #expect(AstraScenarioReader.read(paths, backend: .congestionAware, into: &missing) == nil)
    #expect(missing.errors.map(\.file) == [folder.path + "/step.1.et"])

    try write("step.1.et", Traces.trace([Traces.message(1, sends: false, other: 0, bytes: 65)]))
    var unpaired = Diagnostics()
    #expect(AstraScenarioReader.read(paths, backend: .congestionAware, into: &unpaired) == nil)
    #expect(unpaired.errors.count == 2)

    try write("step.1.et", Traces.trace([Traces.collective(1, "sum", type: 0, bytes: 64)]))
    var nameless = Diagnostics()
    #expect(AstraScenarioReader.read(paths, backend: .congestionAware, into: &nameless) == nil)
    #expect(nameless.errors.map(\.field) == ["node 1.comm_type", "node 1"])

    try write("step.1.et", Traces.trace([Traces.message(1, sends: false, other: 0, bytes: 64)]))
    var none = Diagnostics()
    let scenario = AstraScenarioReader.read(paths, backend: .congestionAware, into: &none)
    #expect(none.isEmpty, "\(none)")
    #expect(scenario?.workload.traces.count == 2)
  }
}
