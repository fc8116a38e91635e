public import Documents
public import Fabrics
public import Quantities

extension AstraFiles {
  /// Reads a network.
  ///
  /// - Parameters:
  ///   - node: The file.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The network, or nil when anything is wrong.
  public static func network(_ node: Node, into diagnostics: inout Diagnostics) -> AstraNetwork? {
    var found = Diagnostics()
    defer { diagnostics.add(contentsOf: found) }
    let record = network.read(known(node, of: network, into: &found), into: &found)
    guard !found.hasErrors else { return nil }
    let shapes = record.texts("topology").compactMap(AstraNetwork.Shape.init(rawValue:))
    for field in ["npus_count", "bandwidth", "latency"]
    where record.count(of: field) != shapes.count {
      found.add(
        record.diagnostic(
          field,
          "\(record.count(of: field)) values for \(shapes.count) dimensions of topology",
          hint: "give one value for each dimension"
        )
      )
    }
    guard !shapes.isEmpty else {
      found.add(record.diagnostic("topology", "no dimension; one or more are due"))
      return nil
    }
    guard !found.hasErrors else { return nil }
    let counts = record.numbers("npus_count").map { Int($0) }
    let bandwidths = record.numbers("bandwidth")
    let latencies = record.numbers("latency")
    let result = AstraNetwork(
      dimensions: shapes.indices.map {
        AstraNetwork.Dimension(
          shape: shapes[$0],
          count: counts[$0],
          bandwidth: bandwidths[$0],
          latency: latencies[$0]
        )
      }
    )
    let limit = 65_536
    let total = counts.reduce(1.0) { $0 * Double($1) }
    guard total <= Double(limit) else {
      found.add(
        record.diagnostic("npus_count", "\(Int(min(total, 1e15))) NPUs; at most \(limit) are run")
      )
      return nil
    }
    return result
  }

  /// Reads the settings of the system layer.
  ///
  /// - Parameters:
  ///   - node: The file.
  ///   - network: The network, nil where it could not be read.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The settings, or nil when anything is wrong.
  public static func system(
    _ node: Node,
    network: AstraNetwork?,
    into diagnostics: inout Diagnostics
  ) -> AstraSystem? {
    var found = Diagnostics()
    defer { diagnostics.add(contentsOf: found) }
    for entry in node.entries where entry.key.hasSuffix("-implementation-chakra") {
      found.error(
        "collectives of a trace's own are not modelled",
        file: entry.location.file,
        line: entry.location.line > 0 ? entry.location.line : nil,
        field: entry.key,
        hint: "name one of the built-in algorithms in \(entry.key.dropLast(7))"
      )
    }
    let record = system.read(known(node, of: system, into: &found), into: &found)
    for field in withoutEffect.sorted() where record.has(field) {
      found.add(record.diagnostic(field, "accepted and without effect", severity: .note))
    }
    var result = AstraSystem(algorithms: [])
    result.allReduce = algorithms("all-reduce", record, network, &found)
    result.reduceScatter = algorithms("reduce-scatter", record, network, &found)
    result.allGather = algorithms("all-gather", record, network, &found)
    result.allToAll = algorithms("all-to-all", record, network, &found)
    for algorithm in result.allToAll {
      if case .halvingDoubling = algorithm {
        found.add(
          record.diagnostic(
            "all-to-all-implementation",
            "halvingDoubling has no all-to-all; the peer aborts",
            hint: "use ring or direct"
          )
        )
      }
    }
    guard !found.hasErrors else { return nil }
    if let policy = record.text("scheduling-policy").flatMap(AstraSystem.Policy.init) {
      result.policy = policy
    }
    result.optimization =
      record.text("collective-optimization").flatMap(AstraSystem.Optimization.init) ?? .baseline
    result.splits = record.integer("preferred-dataset-splits") ?? 1
    result.activeChunks = record.integer("active-chunks-per-dimension") ?? 1
    result.endpointDelay = Int(record.number("endpoint-delay") ?? 10)
    result.localMemoryBandwidth = (record.number("local-mem-bw") ?? 0) * 1e9
    result.peak = (record.number("peak-perf") ?? 0) * 1e12
    result.roofline = record.number("roofline-enabled") == 1
    result.replaysOnly = record.number("replay-only") == 1
    if result.endpointDelay == 0 {
      found.add(
        record.diagnostic(
          "endpoint-delay",
          "0 ns: the peer aborts on this; it is run here as no delay",
          severity: .warning
        )
      )
    }
    if result.localMemoryBandwidth == 0 {
      found.add(
        record.diagnostic(
          "local-mem-bw",
          "no rate of local memory, which reductions and the roofline need",
          hint: "give it in 10⁹ B/s, such as \"local-mem-bw\": 1600"
        )
      )
    }
    if result.roofline, result.peak == 0 {
      found.add(
        record.diagnostic("peak-perf", "no peak, which the roofline needs", hint: "in 10¹² FLOP/s")
      )
    }
    return found.hasErrors ? nil : result
  }

  /// Adds remote memory to the settings.
  ///
  /// - Parameters:
  ///   - node: The file.
  ///   - system: The settings.
  ///   - diagnostics: Receives everything that is wrong.
  public static func memory(
    _ node: Node,
    into system: inout AstraSystem,
    diagnostics: inout Diagnostics
  ) {
    let record = memory.read(known(node, of: memory, into: &diagnostics), into: &diagnostics)
    guard record.text("memory-type") == "PER_NPU_MEMORY_EXPANSION" else { return }
    system.remoteMemoryLatency = Int(record.number("remote-mem-latency") ?? 0)
    system.remoteMemoryBandwidth = (record.number("remote-mem-bw") ?? 0) * 1e9
    if system.remoteMemoryBandwidth == 0 {
      diagnostics.add(record.diagnostic("remote-mem-bw", "no rate of remote memory"))
    }
  }

  /// Reads the communicator groups: lists of NPUs under numbers from 1.
  ///
  /// - Parameters:
  ///   - node: The file.
  ///   - npus: NPUs in all.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The members of each group.
  public static func groups(
    _ node: Node,
    npus: Int,
    into diagnostics: inout Diagnostics
  ) -> [Int: [Int]] {
    var groups: [Int: [Int]] = [:]
    for entry in node.entries {
      func problem(_ message: String) {
        diagnostics.error(
          message,
          file: entry.location.file,
          line: entry.location.line > 0 ? entry.location.line : nil,
          field: entry.key,
          hint: "a group is a list of NPUs under its number: \"1\": [0, 1]"
        )
      }
      guard let number = Int(entry.key), number > 0, number < 1 << 31 else {
        problem("the number of a group is a whole number from 1")
        continue
      }
      let members = entry.value.elements.compactMap(\.integer)
      guard members.count == entry.value.elements.count, !members.isEmpty else {
        problem("a list of NPUs is due, not \(entry.value.shape)")
        continue
      }
      if let stranger = members.first(where: { $0 < 0 || $0 >= npus }) {
        problem("there is no NPU \(stranger); the network has \(npus)")
      } else if Set(members).count < members.count {
        problem("an NPU is named twice")
      } else {
        groups[number] = members
      }
    }
    return groups
  }

  /// The algorithms of a collective, none where the file has no field for it.
  private static func algorithms(
    _ name: String,
    _ record: Record,
    _ network: AstraNetwork?,
    _ found: inout Diagnostics
  ) -> [AstraAlgorithm] {
    let field = "\(name)-implementation"
    var algorithms: [AstraAlgorithm] = []
    for (place, text) in record.texts(field).enumerated() {
      guard let algorithm = AstraAlgorithm(name: text) else {
        found.add(
          record.diagnostic(
            field,
            "\"\(text)\" is no algorithm",
            hint: "ring, direct, direct4, halvingDoubling, doubleBinaryTree, oneRing, oneDirect,"
              + " oneHalvingDoubling"
          )
        )
        continue
      }
      algorithms.append(algorithm)
      guard let network, place < network.dimensions.count else { continue }
      let count =
        algorithm == .oneHalvingDoubling ? network.npus : network.dimensions[place].count
      if algorithm.needsPowerOfTwo, count & (count - 1) != 0 {
        found.add(
          record.diagnostic(
            field,
            "\(text) needs a power of two, and dimension \(place + 1) has \(count) NPUs",
            hint: "the peer never ends on it; use ring or direct"
          )
        )
      }
    }
    if let network, algorithms.count > network.dimensions.count {
      found.add(
        record.diagnostic(
          field,
          "\(algorithms.count) algorithms for \(network.dimensions.count) dimensions"
        )
      )
    } else if let network, !algorithms.isEmpty, algorithms.count < network.dimensions.count,
      !algorithms.contains(where: \.spansAll)
    {
      found.add(
        record.diagnostic(
          field,
          "\(algorithms.count) algorithms for \(network.dimensions.count) dimensions: the outer"
            + " dimensions take no part, as in the peer",
          severity: .warning
        )
      )
    }
    return algorithms
  }

  /// The file without fields that nobody knows, each of which is named in a warning.
  private static func known(
    _ node: Node,
    of schema: Schema,
    into diagnostics: inout Diagnostics
  ) -> Node {
    guard case .mapping(let entries) = node.value else { return node }
    let names = Set(schema.attributes.map(\.path))
    for entry in entries where !names.contains(entry.key) {
      guard !entry.key.hasSuffix("-implementation-chakra") else { continue }
      diagnostics.warning(
        "unknown field, ignored as the peer does",
        file: entry.location.file,
        line: entry.location.line > 0 ? entry.location.line : nil,
        field: entry.key
      )
    }
    return Node(.mapping(entries.filter { names.contains($0.key) }), at: node.location)
  }
}
