/// One node of a Chakra execution trace, reduced to what an execution needs.
public struct ChakraNode: Sendable, Hashable {
  /// What the node does.
  public enum Work: Sendable, Hashable {
    /// Nothing: metadata and unknown nodes.
    case none
    /// Computes: recorded duration [µs], operations [FLOP] and bytes [B] for the roofline.
    case compute(microseconds: Int, operations: Double, bytes: Double, onHost: Bool)
    /// Loads from or stores to remote memory [B].
    case memory(bytes: Int)
    /// Takes part in a collective of a size [B]; `group` names a set of NPUs, nil for all.
    ///
    /// `dimensions` tells which dimensions of the network take part, all where empty.
    case collective(
      AstraCollective,
      bytes: Int,
      group: Int?,
      dimensions: [Bool],
      priority: Int
    )
    /// A collective that is only replayed for its recorded duration [µs].
    case replay(microseconds: Int)
    /// Sends bytes [B] to an NPU under a tag.
    case send(to: Int, bytes: Int, tag: Int)
    /// Receives bytes [B] from an NPU under a tag.
    case receive(from: Int, bytes: Int, tag: Int)
  }

  /// Its number in the trace.
  public var id: UInt64
  /// Its name in the trace.
  public var name: String
  /// What it does.
  public var work: Work
  /// Indices of the nodes in the same trace that must end first.
  public var dependencies: [Int]

  /// Makes a node.
  public init(id: UInt64, name: String = "", work: Work, dependencies: [Int] = []) {
    self.id = id
    self.name = name
    self.work = work
    self.dependencies = dependencies
  }

  /// True where the node uses the network.
  public var communicates: Bool {
    switch work {
    case .collective, .replay, .send, .receive: true
    case .none, .compute, .memory: false
    }
  }
}

/// What every NPU has to do: a graph of nodes each, and the named sets of NPUs.
public struct AstraWorkload: Sendable, Hashable {
  /// The traces; those of NPU `i` are `traces[traceOfNPU[i]]`.
  public var traces: [[ChakraNode]]
  /// The trace that each NPU follows.
  public var traceOfNPU: [Int]
  /// Sets of NPUs by number, in ring order.
  public var groups: [Int: [Int]]

  /// Makes a workload.
  public init(traces: [[ChakraNode]], traceOfNPU: [Int], groups: [Int: [Int]] = [:]) {
    self.traces = traces
    self.traceOfNPU = traceOfNPU
    self.groups = groups
  }

  /// One collective over all NPUs of a network.
  public init(collective: AstraCollective, bytes: Int, npus: Int) {
    let work = ChakraNode.Work.collective(
      collective,
      bytes: bytes,
      group: nil,
      dimensions: [],
      priority: 0
    )
    self.init(
      traces: [[ChakraNode(id: 0, work: work)]],
      traceOfNPU: Array(repeating: 0, count: npus)
    )
  }
}

/// What an execution took.
public struct AstraRun: Sendable, Hashable {
  /// One node's time on one NPU.
  public struct Span: Sendable, Hashable {
    /// The NPU.
    public var npu: Int
    /// Index of the node in the NPU's trace.
    public var node: Int
    /// When it was issued [ns].
    public var start: Int
    /// When it ended [ns].
    public var end: Int
  }

  /// When each NPU ended [ns]; nil where it never did.
  public var finish: [Int?]
  /// Time that each NPU computed [ns].
  public var compute: [Int]
  /// Every node that ended, in order of its end.
  public var spans: [Span]
  /// Messages sent.
  public var messages: Int

  /// When the last NPU ended [ns]; nil where one never did.
  public var lastFinish: Int? {
    finish.contains(nil) ? nil : finish.compactMap(\.self).max() ?? 0
  }
}
