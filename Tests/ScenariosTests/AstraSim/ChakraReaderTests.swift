import Fabrics
import Foundation
import Quantities
import SwiftProtobuf
import Testing

@testable import Scenarios

/// Traces, good and bad.
struct ChakraReaderTests {
  /// Settings with a rate of local memory.
  static let system = AstraSystem(
    algorithms: [.ring],
    splits: 4,
    localMemoryBandwidth: 1600e9
  )

  /// Reads bytes as the trace of all of four NPUs, or of one of them.
  static func read(
    _ bytes: [UInt8],
    npu: Int? = nil,
    system: AstraSystem = system
  ) -> (trace: ChakraReader.Trace?, found: Diagnostics) {
    var found = Diagnostics()
    let trace = ChakraReader.read(
      bytes,
      file: "a.et",
      npu: npu,
      npus: 4,
      system: system,
      into: &found
    )
    return (trace, found)
  }

  /// The example's trace, beside the repository's other examples.
  static let example = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Examples/astra-sim/step.et")

  @Test func `the example's trace is the step that is written here`() throws {
    let bytes = try Traces.trace(Traces.step)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try Data(bytes).write(to: Self.example)
      Issue.record("recorded")
    }
    #expect(try [UInt8](Data(contentsOf: Self.example)) == bytes)
    let (trace, found) = Self.read(bytes)
    #expect(found.isEmpty)
    let nodes = try #require(trace).nodes
    #expect(nodes.map(\.name) == Traces.step.map(\.name))
    #expect(nodes.map(\.dependencies) == [[], [0], [1], [1], [3], [2, 4]])
    #expect(
      nodes[2].work
        == .collective(.allReduce, bytes: 256 << 20, group: nil, dimensions: [], priority: 0)
    )
    #expect(
      nodes[5].work == .compute(microseconds: 100, operations: 0, bytes: 0, onHost: false)
    )
  }

  @Test func `attributes of every kind are read as numbers`() throws {
    for value in [
      ChakraAttribute.Value.number(4096), .signed(4096), .unsigned(4096),
    ] {
      let node = Traces.node(
        1,
        "gather",
        type: 7,
        [
          ("comm_type", .unsigned(2)), ("comm_size", value),
          ("involved_dim", .flags([true, false])),
        ]
      )
      let (trace, found) = Self.read(try Traces.trace([node]))
      #expect(!found.hasErrors, "\(found)")
      #expect(
        try #require(trace).nodes[0].work
          == .collective(
            .allGather,
            bytes: 4096,
            group: nil,
            dimensions: [true, false],
            priority: 0
          )
      )
    }
  }

  @Test func `every problem is named with file, node, field and offset`() throws {
    let nodes = [
      Traces.compute(1, "a", after: [9], microseconds: 1),
      Traces.node(2, "b", type: 7, [("comm_type", .signed(1)), ("comm_size", .signed(1))]),
      Traces.node(3, "c", type: 7, [("comm_type", .signed(0))]),
      Traces.message(4, sends: true, other: 8, bytes: 1),
      Traces.node(5, "e", type: 12), Traces.node(5, "f", type: 4),
      Traces.node(6, "g", type: 2, [("tensor_size", .signed(1))]),
      Traces.node(7, "h", type: 7, [("comm_type", .signed(0)), ("comm_size", .signed(-4))]),
      Traces.compute(8, "i", after: [10], microseconds: 1),
      Traces.compute(10, "j", after: [8], microseconds: 1),
    ]
    let (trace, found) = Self.read(try Traces.trace(nodes))
    #expect(trace == nil)
    let fields = found.errors.compactMap(\.field)
    #expect(
      fields == [
        "node 5.id", "node 1.data_deps", "node 2.comm_type", "node 3.comm_size",
        "node 4.comm_dst", "node 5.type", "node 6.type", "node 7.comm_size", "node 8.data_deps",
      ]
    )
    #expect(found.errors.allSatisfy { $0.file == "a.et" && $0.message.hasPrefix("offset ") })
  }

  @Test func `ends of messages must be the trace's own and another`() throws {
    var node = Traces.message(4, sends: true, other: 2, bytes: 1)
    var own = ChakraAttribute()
    own.name = "comm_src"
    own.value = .signed(3)
    node.attributes.append(own)
    #expect(Self.read(try Traces.trace([node]), npu: 1).found.hasErrors)
    #expect(!Self.read(try Traces.trace([node]), npu: 3).found.hasErrors)
    let itself = Traces.message(4, sends: true, other: 2, bytes: 1)
    #expect(Self.read(try Traces.trace([itself]), npu: 2).found.hasErrors)
  }

  @Test func `process groups of PyTorch are read`() throws {
    var metadata = Traces.node(1, "## process_group:init ##", type: 1)
    var inputs = ChakraInputs()
    inputs.values =
      "['[{\"pg_name\": \"5\", \"ranks\": [0, 2]}, {\"pg_name\": \"6\", \"ranks\": []}]']"
    metadata.inputs = inputs
    let (trace, found) = Self.read(try Traces.trace([metadata]))
    #expect(!found.hasErrors)
    #expect(trace?.groups == [5: [0, 2], 6: [0, 1, 2, 3]])
  }

  @Test func `broken bytes are problems and never a crash`() throws {
    let good = try Traces.trace(Traces.step)
    #expect(Self.read([]).found.hasErrors)
    for length in 1..<good.count where Self.read(Array(good.prefix(length))).trace != nil {
      // A cut between two messages leaves a whole trace, unless a node waits for what is gone.
      var place = 0
      while place < length, let size = ChakraFrames.varint(good, &place) { place += Int(size) }
      #expect(place == length)
    }
    var random = SplitMix64(seed: 26)
    var refused = 0
    for _ in 0..<2000 {
      var bytes = good
      for _ in 0...(random.next() % 4) {
        let place = Int(random.next() % UInt64(bytes.count))
        bytes[place] ^= UInt8(1 << (random.next() % 8))
      }
      let (trace, found) = Self.read(bytes)
      if trace == nil {
        refused += 1
        #expect(found.hasErrors)
        #expect(found.errors.allSatisfy { $0.file == "a.et" })
      }
    }
    #expect(refused > 500)
  }
}
