import Fabrics

/// Reference cases of ASTRA-sim, read from their text and run with its semantics.
public enum AstraSimCases {
  /// The finish time that a case's parameters lead to [ns]; nil where the text is no such case.
  ///
  /// Two kinds are known: a collective of the whole program (`topology=Ring; npus=8; …`, with the
  /// back end and the collective in the case's name), and one message of the network library
  /// (`16 NPU, 50 GB/s (2^30), 500 ns, chunk 1 MiB; send 1->4`, or with lists in brackets).
  public static func finish(parameters: String, case name: String) -> Double? {
    if parameters.contains("chunk ") { return messages(parameters, name: name) }
    if parameters.contains("topology=") { return collective(parameters, name: name) }
    return regression(parameters)
  }

  /// The back end that a case's name asks for.
  private static func backend(_ name: String) -> AstraBackend {
    let name = name.lowercased()
    return name.contains("unaware") ? .congestionUnaware : .congestionAware
  }

  // MARK: - Collectives

  /// Runs a case of the whole program.
  private static func collective(_ parameters: String, name: String) -> Double? {
    let fields = fields(of: parameters)
    let shapes = list(fields["topology"], separator: "x")
    let counts = list(fields["npus"], separator: "x").compactMap { Int($0) }
    let bandwidths = numbers(fields["bw_GBps"])
    let latencies = numbers(fields["lat_ns"])
    let algorithms = list(fields["algo"], separator: "|").compactMap(AstraAlgorithm.init(name:))
    guard let network = network(shapes, counts, bandwidths, latencies),
      let bytes = fields["bytes"].flatMap({ Int($0) }), bytes > 0,
      !algorithms.isEmpty, algorithms.count <= shapes.count,
      let collective = collective(name: fields["collective"] ?? fields["coll"] ?? name)
    else { return nil }
    var system = AstraSystem(algorithms: algorithms)
    system.splits = fields["splits"].flatMap { Int($0) } ?? 1
    system.activeChunks = fields["active"].flatMap { Int($0) } ?? 1
    system.queues = fields["queues"].flatMap { Int($0) } ?? 1
    system.endpointDelay = fields["endpoint_ns"].flatMap { Double($0) }.map { Int($0) } ?? 10
    system.localMemoryBandwidth = (fields["local_mem_bw"].flatMap { Double($0) } ?? 0) * 1e9
    // Whatever the field is called, its value tells it.
    for value in fields.values {
      if let policy = AstraSystem.Policy(rawValue: value.uppercased()) { system.policy = policy }
      if let known = AstraSystem.Optimization(rawValue: value) { system.optimization = known }
    }
    guard system.splits > 0, system.activeChunks > 0, system.queues > 0, system.endpointDelay >= 0
    else { return nil }
    let workload = AstraWorkload(collective: collective, bytes: bytes, npus: network.npus)
    let run = network.run(workload, system: system, backend: backend(name))
    return run.finish.first.flatMap(\.self).map { Double($0) }
  }

  /// The peer's own regression case, told by name: its numbers are those of its input files.
  private static func regression(_ parameters: String) -> Double? {
    guard parameters.contains("all_reduce"), parameters.contains("Ring"),
      let size = parameters.firstMatch(of: /(\d+)npus_(\d+)MB/),
      let link = parameters.firstMatch(of: /Ring (\d+) x ([\d.]+) GB\/s ([\d.]+) ns/),
      let count = Int(link.1), let megabytes = Int(size.2)
    else { return nil }
    return finish(
      parameters: """
        topology=Ring; npus=\(count); bw_GBps=\(link.2); lat_ns=\(link.3); algo=ring; splits=4; \
        active=1; endpoint_ns=10; local_mem_bw=50; bytes=\(megabytes << 20)
        """,
      case: "congestion_aware ALL_REDUCE"
    )
  }

  /// The collective that a name speaks of.
  private static func collective(name: String) -> AstraCollective? {
    let name = name.uppercased().replacing("-", with: "_")
    if name.contains("ALL_REDUCE") || name.contains("ALLREDUCE") { return .allReduce }
    if name.contains("ALL_GATHER") || name.contains("ALLGATHER") { return .allGather }
    if name.contains("REDUCE_SCATTER") || name.contains("REDUCESCATTER") { return .reduceScatter }
    if name.contains("ALL_TO_ALL") || name.contains("ALLTOALL") { return .allToAll }
    return nil
  }

  // MARK: - Messages

  /// Times one message of the network library, or those of all pairs started together.
  private static func messages(_ parameters: String, name: String) -> Double? {
    guard let chunk = parameters.firstMatch(of: /chunk ([\d.]+)\s*([KMG]?i?B)/),
      let size = Double(chunk.1), let unit = bytes(of: String(chunk.2)), size * unit < 0x1p50,
      let network = listedNetwork(parameters) ?? plainNetwork(parameters, name: name)
    else { return nil }
    var pairs: [(source: Int, destination: Int)] = []
    if let send = parameters.firstMatch(of: /send (\d+)\s*->\s*(\d+)/) {
      guard let source = Int(send.1), let destination = Int(send.2), source != destination,
        source < network.npus, destination < network.npus
      else { return nil }
      pairs = [(source, destination)]
    } else if isAllPairs(parameters) || isAllPairs(name) {
      pairs = (0..<network.npus).flatMap { source in
        (0..<network.npus).filter { $0 != source }.map { (source, $0) }
      }
    }
    guard !pairs.isEmpty else { return nil }
    return Double(network.time(of: pairs, bytes: Int(size * unit), backend: backend(name)))
  }

  /// True where a text speaks of messages between all pairs.
  private static func isAllPairs(_ text: String) -> Bool {
    let text = text.lowercased()
    return ["all-gather", "allgather", "all_gather", "all gather", "all pairs", "all-to-all"]
      .contains { text.contains($0) }
  }

  /// A network of one dimension: `16 NPU, 50 GB/s (2^30), 500 ns`, its shape in the case's name.
  private static func plainNetwork(_ parameters: String, name: String) -> AstraNetwork? {
    guard let match = parameters.firstMatch(of: /(\d+) NPUs?, ([\d.]+) GB\/s.*?, ([\d.]+) ns/),
      let shape = AstraNetwork.Shape.allCases.first(where: {
        name.contains($0.rawValue) || parameters.contains($0.rawValue)
      })
    else { return nil }
    return network(
      [shape.rawValue],
      [Int(match.1)].compactMap(\.self),
      [Double(match.2)].compactMap(\.self),
      [Double(match.3)].compactMap(\.self)
    )
  }

  /// A network of several: `[Ring 2, Switch 4], bw [200,50] GB/s, lat [50,500] ns`.
  private static func listedNetwork(_ parameters: String) -> AstraNetwork? {
    guard
      let match = parameters.firstMatch(of: /\[([^\]]+)\], bw \[([^\]]+)\] GB\/s, lat \[([^\]]+)\]/)
    else { return nil }
    let parts = match.1.split(separator: ",").map { $0.split(separator: " ") }
    guard parts.allSatisfy({ $0.count == 2 }) else { return nil }
    return network(
      parts.map { String($0[0]) },
      parts.compactMap { Int($0[1]) },
      match.2.split(separator: ",").compactMap { Double($0.trimming(while: \.isWhitespace)) },
      match.3.split(separator: ",").compactMap { Double($0.trimming(while: \.isWhitespace)) }
    )
  }

  /// The bytes of a binary unit [B].
  private static func bytes(of unit: String) -> Double? {
    switch unit {
    case "B": 1
    case "KiB", "KB": 0x1p10
    case "MiB", "MB": 0x1p20
    case "GiB", "GB": 0x1p30
    default: nil
    }
  }

  // MARK: - Text

  /// A network, where the lists have one entry for each dimension and the entries make sense.
  private static func network(
    _ shapes: [String],
    _ counts: [Int],
    _ bandwidths: [Double],
    _ latencies: [Double]
  ) -> AstraNetwork? {
    let known = shapes.compactMap(AstraNetwork.Shape.init(rawValue:))
    guard !known.isEmpty, known.count == shapes.count, counts.count == known.count,
      bandwidths.count == known.count, latencies.count == known.count,
      counts.allSatisfy({ $0 > 1 && $0 <= 65_536 }), bandwidths.allSatisfy({ $0 > 0 }),
      latencies.allSatisfy({ $0 >= 0 })
    else { return nil }
    return AstraNetwork(
      dimensions: known.indices.map {
        AstraNetwork.Dimension(
          shape: known[$0],
          count: counts[$0],
          bandwidth: bandwidths[$0],
          latency: latencies[$0]
        )
      }
    )
  }

  /// The fields of `name=value; name=value`.
  private static func fields(of text: String) -> [String: String] {
    var fields: [String: String] = [:]
    for part in text.split(separator: ";") {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else { continue }
      fields[String(sides[0].trimming(while: \.isWhitespace))] = String(
        sides[1].trimming(while: \.isWhitespace)
      )
    }
    return fields
  }

  /// The entries of a list.
  private static func list(_ text: String?, separator: Character) -> [String] {
    (text ?? "").split(separator: separator).map { String($0) }
  }

  /// The numbers of a list separated by bars.
  private static func numbers(_ text: String?) -> [Double] {
    list(text, separator: "|").compactMap { Double($0) }
  }
}

extension StringProtocol {
  /// The text without leading and trailing characters of a kind.
  fileprivate func trimming(while matches: (Character) -> Bool) -> SubSequence {
    var rest = self[...]
    while let first = rest.first, matches(first) { rest = rest.dropFirst() }
    while let last = rest.last, matches(last) { rest = rest.dropLast() }
    return rest
  }
}
