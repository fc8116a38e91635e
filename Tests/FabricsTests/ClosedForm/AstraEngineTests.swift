import Fabrics
import Testing

/// The semantics of ASTRA-sim against closed forms and against themselves.
struct AstraEngineTests {
  /// A network of one dimension.
  static func network(
    _ shape: AstraNetwork.Shape,
    _ count: Int,
    bandwidth: Double = 50,
    latency: Double = 500
  ) -> AstraNetwork {
    AstraNetwork(dimensions: [
      AstraNetwork.Dimension(shape: shape, count: count, bandwidth: bandwidth, latency: latency)
    ])
  }

  /// Settings with one algorithm.
  static func system(_ algorithm: AstraAlgorithm, splits: Int = 4, active: Int = 1) -> AstraSystem {
    AstraSystem(
      algorithms: [algorithm],
      splits: splits,
      activeChunks: active,
      endpointDelay: 10,
      localMemoryBandwidth: 1600e9
    )
  }

  /// Time of one collective [ns].
  static func time(
    _ network: AstraNetwork,
    _ system: AstraSystem,
    _ collective: AstraCollective,
    bytes: Int,
    backend: AstraBackend = .congestionUnaware
  ) -> Int? {
    network.run(
      AstraWorkload(collective: collective, bytes: bytes, npus: network.npus),
      system: system,
      backend: backend
    ).lastFinish
  }

  @Test(arguments: [2, 3, 5, 8, 13, 32])
  func `a ring's all-reduce is the sum of its steps`(count: Int) {
    let bytes = 3 << 20
    let message = bytes / 4 / count
    let link = Int(500 + Double(message) / (50 * 0x1p30 / 1e9))
    let reduction = 3 * Int(Double(message) / 1600)
    let steps = 2 * (count - 1)
    let chunk = steps * link + (steps + 1) * 10 + (count - 1) * reduction
    let found = Self.time(Self.network(.ring, count), Self.system(.ring), .allReduce, bytes: bytes)
    #expect(found == 4 * chunk)
  }

  @Test(arguments: [2, 4, 7, 16])
  func `everyone with everyone takes two messages`(count: Int) {
    let bytes = 1 << 20
    let message = bytes / 4 / count
    let link = Int(500 + Double(message) / (50 * 0x1p30 / 1e9))
    let reduction = 3 * Int(Double(message) / 1600)
    let chunk = 2 * link + 30 + reduction
    let found = Self.time(
      Self.network(.fullyConnected, count),
      Self.system(.direct(window: nil)),
      .allReduce,
      bytes: bytes
    )
    #expect(found == 4 * chunk)
  }

  @Test func `neighbours on a ring and pairs of a mesh meet nobody`() {
    for (shape, algorithm) in [
      (AstraNetwork.Shape.ring, AstraAlgorithm.ring), (.fullyConnected, .direct(window: nil)),
    ] {
      for collective in AstraCollective.allCases {
        let network = Self.network(shape, 8)
        let system = Self.system(algorithm)
        let apart = Self.time(network, system, collective, bytes: 1 << 20)
        let together = Self.time(
          network,
          system,
          collective,
          bytes: 1 << 20,
          backend: .congestionAware
        )
        #expect(apart != nil && apart == together, "\(shape) \(collective)")
      }
    }
  }

  @Test func `congestion never makes anything faster`() throws {
    for shape in AstraNetwork.Shape.allCases {
      for algorithm in [
        AstraAlgorithm.ring, .direct(window: nil), .direct(window: 2), .halvingDoubling,
        .doubleBinaryTree, .oneRing,
      ] {
        for active in [1, 2, 4] {
          let network = Self.network(shape, 8)
          let system = Self.system(algorithm, active: active)
          let apart = try #require(Self.time(network, system, .allReduce, bytes: 1 << 22))
          let together = try #require(
            Self.time(network, system, .allReduce, bytes: 1 << 22, backend: .congestionAware)
          )
          #expect(together >= apart, "\(shape) \(algorithm) \(active)")
        }
      }
    }
  }

  @Test func `at line rate nothing is faster than its ports`() {
    for shape in AstraNetwork.Shape.allCases {
      for algorithm in [
        AstraAlgorithm.ring, .direct(window: nil), .halvingDoubling, .doubleBinaryTree,
      ] {
        for collective in AstraCollective.allCases {
          let physics = AstraPhysics(
            network: Self.network(shape, 16),
            system: Self.system(algorithm)
          )
          let answer = physics.answer(collective, bytes: 1e9)
          #expect(answer.bound > 0)
          #expect(answer.seconds >= answer.bound, "\(shape) \(algorithm) \(collective)")
        }
      }
    }
  }

  @Test func `bytes are only sent when they are due`() {
    // A send of one NPU, a receive of another, a compute before and after: nothing overlaps.
    let sender = [
      ChakraNode(id: 1, work: .compute(microseconds: 3, operations: 0, bytes: 0, onHost: false)),
      ChakraNode(id: 2, work: .send(to: 1, bytes: 1 << 20, tag: 7), dependencies: [0]),
    ]
    let receiver = [
      ChakraNode(id: 1, work: .receive(from: 0, bytes: 1 << 20, tag: 7)),
      ChakraNode(
        id: 2,
        work: .compute(microseconds: 5, operations: 0, bytes: 0, onHost: false),
        dependencies: [0]
      ),
    ]
    let workload = AstraWorkload(traces: [sender, receiver], traceOfNPU: [0, 1])
    let network = Self.network(.fullyConnected, 2)
    for backend in AstraBackend.allCases {
      let run = network.run(workload, system: Self.system(.ring), backend: backend)
      #expect(run.finish == [3000 + 20_031, 3000 + 20_031 + 5000])
      #expect(run.compute == [3000, 5000])
    }
    let atLineRate = network.runAtLineRate(workload, system: Self.system(.ring))
    #expect(atLineRate.finish == [3000 + 20_031, 3000 + 20_031 + 5000])
  }

  @Test func `compute beside a collective is not exposed`() throws {
    let trace = [
      ChakraNode(
        id: 0,
        work: .collective(.allReduce, bytes: 1 << 20, group: nil, dimensions: [], priority: 0)
      ),
      ChakraNode(id: 1, work: .compute(microseconds: 1, operations: 0, bytes: 0, onHost: false)),
      ChakraNode(
        id: 2,
        work: .compute(microseconds: 2, operations: 0, bytes: 0, onHost: false),
        dependencies: [0, 1]
      ),
    ]
    let network = Self.network(.ring, 4)
    let workload = AstraWorkload(traces: [trace], traceOfNPU: [0, 0, 0, 0])
    let alone = try #require(
      Self.time(network, Self.system(.ring), .allReduce, bytes: 1 << 20)
    )
    let run = network.run(workload, system: Self.system(.ring), backend: .congestionAware)
    #expect(run.lastFinish == alone + 2000)
    #expect(run.spans.count == 12)
    let atLineRate = network.runAtLineRate(workload, system: Self.system(.ring))
    #expect(atLineRate.finish.allSatisfy { $0 != nil && $0 == atLineRate.finish[0] })
  }

  @Test func `the roofline times compute by its scarcer resource`() {
    var system = Self.system(.ring)
    system.roofline = true
    system.peak = 1e15
    let work = { (operations: Double, bytes: Double) in
      ChakraNode.Work.compute(
        microseconds: 0,
        operations: operations,
        bytes: bytes,
        onHost: false
      )
    }
    let trace = [
      ChakraNode(id: 0, work: work(1e12, 1e6)), ChakraNode(id: 1, work: work(1e6, 1.6e9)),
      ChakraNode(id: 2, work: work(1e6, 0)),
    ]
    let run = Self.network(.ring, 2).run(
      AstraWorkload(traces: [trace], traceOfNPU: [0, 0]),
      system: system,
      backend: .congestionUnaware
    )
    #expect(run.compute[0] == 1_000_000 + 1_000_000)
  }

  @Test func `a named set runs in a ring of its own`() throws {
    let work = ChakraNode.Work.collective(
      .allReduce,
      bytes: 1 << 20,
      group: 3,
      dimensions: [],
      priority: 0
    )
    let traces = [[ChakraNode(id: 0, work: work)], []]
    let network = Self.network(.switched, 4)
    let workload = AstraWorkload(traces: traces, traceOfNPU: [0, 1, 0, 1], groups: [3: [0, 2]])
    let run = network.run(workload, system: Self.system(.ring), backend: .congestionUnaware)
    let alone = try #require(
      Self.time(Self.network(.switched, 2), Self.system(.ring), .allReduce, bytes: 1 << 20)
    )
    #expect(run.finish == [alone, 0, alone, 0])
  }

  @Test func `NPUs that disagree never end`() {
    let collective = { (bytes: Int) in
      [
        ChakraNode(
          id: 0,
          work: .collective(.allReduce, bytes: bytes, group: nil, dimensions: [], priority: 0)
        )
      ]
    }
    let workload = AstraWorkload(
      traces: [collective(1 << 20), collective(1 << 21), []],
      traceOfNPU: [0, 0, 1, 2]
    )
    for backend in AstraBackend.allCases {
      let run = Self.network(.ring, 4).run(workload, system: Self.system(.ring), backend: backend)
      #expect(run.lastFinish == nil)
      #expect(run.finish[3] == 0)
    }
  }

  @Test func `sizes at the edge end`() throws {
    for bytes in [1, 3, 7, 8, 9, 31, 1000, 1001] {
      for collective in AstraCollective.allCases {
        let found = Self.time(
          Self.network(.ring, 8),
          Self.system(.ring, splits: 3),
          collective,
          bytes: max(bytes, collective == .allGather ? 3 : 1),
          backend: .congestionAware
        )
        #expect(try #require(found) > 0, "\(bytes) \(collective)")
      }
    }
    // No chunk is smaller than a byte for each NPU.
    let least = Self.time(Self.network(.ring, 8), Self.system(.ring), .allReduce, bytes: 1)
    let eight = Self.time(Self.network(.ring, 8), Self.system(.ring), .allReduce, bytes: 32)
    #expect(least == eight)
  }

  @Test func `queues in two directions carry chunks both ways`() throws {
    var system = Self.system(.ring, splits: 4, active: 2)
    system.queues = 2
    let network = AstraNetwork(dimensions: [
      AstraNetwork.Dimension(shape: .ring, count: 4, bandwidth: 50, latency: 500),
      AstraNetwork.Dimension(shape: .ring, count: 4, bandwidth: 50, latency: 500),
    ])
    for collective in AstraCollective.allCases {
      system.allReduce = [.ring, .ring]
      system.allGather = [.ring, .ring]
      system.allToAll = [.ring, .ring]
      system.reduceScatter = [.ring, .ring]
      let two = try #require(
        Self.time(network, system, collective, bytes: 1 << 22, backend: .congestionAware)
      )
      #expect(two > 0)
    }
  }
}
