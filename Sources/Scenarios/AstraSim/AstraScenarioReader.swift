import Documents
public import Fabrics
import Foundation
public import Quantities

/// Reads the files of an ASTRA-sim run, with every problem in one report.
public enum AstraScenarioReader {
  /// Where the files are.
  public struct Paths: Sendable {
    /// The network file.
    public var network: String
    /// The system file.
    public var system: String
    /// The traces: a file for all NPUs, or what stands before `.0.et`, `.1.et` and so on.
    public var workload: String
    /// The remote memory file, if any.
    public var memory: String?
    /// The communicator groups, if any.
    public var groups: String?

    /// Names the files.
    public init(
      network: String,
      system: String,
      workload: String,
      memory: String? = nil,
      groups: String? = nil
    ) {
      self.network = network
      self.system = system
      self.workload = workload
      self.memory = memory
      self.groups = groups
    }
  }

  /// Reads the files.
  ///
  /// - Parameters:
  ///   - paths: Where they are.
  ///   - backend: Which back end carries the messages.
  ///   - queues: Queues of each dimension, which the peer takes from its command line.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: What they describe, or nil when anything is wrong.
  public static func read(
    _ paths: Paths,
    backend: AstraBackend,
    queues: Int = 1,
    into diagnostics: inout Diagnostics
  ) -> AstraScenario? {
    var found = Diagnostics()
    defer { diagnostics.add(contentsOf: found) }
    let network = tree(paths.network, &found).flatMap { AstraFiles.network($0, into: &found) }
    var system = tree(paths.system, &found).flatMap {
      AstraFiles.system($0, network: network, into: &found)
    }
    system?.queues = queues
    if let path = paths.memory, let node = tree(path, &found), var with = system {
      AstraFiles.memory(node, into: &with, diagnostics: &found)
      system = with
    }
    var groups: [Int: [Int]] = [:]
    if let path = paths.groups, let node = tree(path, &found), let network {
      groups = AstraFiles.groups(node, npus: network.npus, into: &found)
    }
    guard let network, let system else { return nil }
    let read = traces(paths.workload, network: network, system: system, groups: groups, &found)
    guard let (workload, files) = read, !found.hasErrors else { return nil }
    check(workload, files: files, system: system, into: &found)
    guard !found.hasErrors else { return nil }
    return AstraScenario(
      network: network,
      system: system,
      workload: workload,
      backend: backend,
      files: files
    )
  }

  /// The tree of a YAML or JSON file.
  private static func tree(_ path: String, _ found: inout Diagnostics) -> Node? {
    do {
      return try Node.read(path: path, into: &found)
    } catch {
      found.error(
        "the file cannot be read: \(error)",
        file: path,
        hint: "paths are relative to the scenario"
      )
      return nil
    }
  }

  /// The traces: one for all NPUs, or one for each.
  private static func traces(
    _ path: String,
    network: AstraNetwork,
    system: AstraSystem,
    groups: [Int: [Int]],
    _ found: inout Diagnostics
  ) -> (AstraWorkload, [String])? {
    let isShared = path.hasSuffix(".et")
    var traces: [[ChakraNode]] = []
    var files: [String] = []
    var groups = groups
    for npu in 0..<(isShared ? 1 : network.npus) {
      let file = isShared ? path : "\(path).\(npu).et"
      guard let data = FileManager.default.contents(atPath: file) else {
        found.error(
          "the trace\(isShared ? "" : " of NPU \(npu)") cannot be read",
          file: file,
          hint: "the network has \(network.npus) NPUs: name one file that ends in .et for all, or"
            + " what stands before .0.et"
        )
        if found.errors.count >= ChakraReader.problemLimit { return nil }
        continue
      }
      guard data.count <= ChakraReader.sizeLimit else {
        found.error(
          "the trace has \(data.count) bytes; up to \(ChakraReader.sizeLimit) are read",
          file: file
        )
        continue
      }
      let trace = ChakraReader.read(
        [UInt8](data),
        file: file,
        npu: isShared ? nil : npu,
        npus: network.npus,
        system: system,
        into: &found
      )
      guard let trace else {
        if found.errors.count >= 5 * ChakraReader.problemLimit { return nil }
        continue
      }
      groups.merge(trace.groups) { own, _ in own }
      traces.append(trace.nodes)
      files.append(file)
    }
    guard !found.hasErrors else { return nil }
    let places = (0..<network.npus).map { isShared ? 0 : $0 }
    let whole = Array(0..<network.npus)
    for (number, members) in groups where members.contains(where: { !whole.contains($0) }) {
      found.error(
        "group \(number) names an NPU beyond \(network.npus - 1)",
        file: files.first ?? path,
        hint: "the trace was made for more NPUs than the network has"
      )
    }
    return (AstraWorkload(traces: traces, traceOfNPU: places, groups: groups), files)
  }

  /// Checks what only all traces together can show: groups, and messages without a counterpart.
  private static func check(
    _ workload: AstraWorkload,
    files: [String],
    system: AstraSystem,
    into found: inout Diagnostics
  ) {
    struct Channel: Hashable {
      var source: Int
      var destination: Int
      var tag: Int
      var bytes: Int
    }
    var balance: [Channel: (open: Int, file: String, node: UInt64)] = [:]
    for (npu, trace) in workload.traceOfNPU.enumerated() {
      let file = files[trace]
      for node in workload.traces[trace] {
        var channel: Channel?
        var step = 0
        switch node.work {
        case .collective(let collective, _, let group, _, _):
          if let group {
            if let members = workload.groups[group] {
              if !members.contains(npu) {
                found.error(
                  "NPU \(npu) takes part in a collective of group \(group) without being a member",
                  file: file,
                  field: "node \(node.id).pg_name"
                )
              }
            } else {
              found.error(
                "there is no communicator group \(group)",
                file: file,
                field: "node \(node.id).pg_name",
                hint: "name a file of groups under astra-sim.groups"
              )
            }
          }
          if system.algorithms(of: collective).isEmpty {
            found.error(
              "the system file has no algorithm for this collective",
              file: file,
              field: "node \(node.id).comm_type"
            )
          }
        case .send(let other, let bytes, let tag):
          channel = Channel(source: npu, destination: other, tag: tag, bytes: bytes)
          step = 1
        case .receive(let other, let bytes, let tag):
          channel = Channel(source: other, destination: npu, tag: tag, bytes: bytes)
          step = -1
        case .none, .compute, .memory, .replay: break
        }
        if let channel {
          let open = balance[channel]?.open ?? 0
          balance[channel] = (open + step, file, node.id)
        }
      }
    }
    let open = balance.filter { $0.value.open != 0 }
      .sorted { ($0.value.file, $0.value.node) < ($1.value.file, $1.value.node) }
    for (channel, entry) in open.prefix(ChakraReader.problemLimit) {
      let count = abs(entry.open)
      let more = entry.open > 0 ? "sent and not received" : "expected and not sent"
      found.error(
        "\(count) message\(count == 1 ? "" : "s") of \(channel.bytes) B from NPU"
          + " \(channel.source) to NPU \(channel.destination) with tag \(channel.tag) \(more)",
        file: entry.file,
        field: "node \(entry.node)",
        hint: "size, tag and ends must agree on both sides"
      )
    }
    if open.count > ChakraReader.problemLimit {
      found.error(
        "\(open.count - ChakraReader.problemLimit) more messages without a counterpart",
        file: files.first
      )
    }
  }
}
