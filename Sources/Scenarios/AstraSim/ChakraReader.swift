import Documents
public import Fabrics
import Foundation
public import Quantities
import SwiftProtobuf

/// Reads Chakra execution traces (`.et`), with every problem named by file, node, field and offset.
public struct ChakraReader {
  /// A trace as read.
  public struct Trace: Sendable {
    /// The nodes.
    public var nodes: [ChakraNode]
    /// Sets of NPUs that the trace names, by number.
    public var groups: [Int: [Int]]
  }

  /// Largest file that is read [B].
  static let sizeLimit = 1 << 29
  /// Most problems of one file that are listed.
  static let problemLimit = 20
  /// Largest size of a message, a collective or a tensor [B].
  static let byteLimit: UInt64 = 1 << 50
  /// Longest recorded duration [µs].
  static let durationLimit: UInt64 = 1 << 40

  /// The file, as messages name it.
  let file: String
  /// The NPU whose trace it is; nil where all share it.
  let npu: Int?
  /// NPUs in all.
  let npus: Int
  /// The settings that decide what a node must say.
  let system: AstraSystem
  /// What was found.
  private var found = Diagnostics()
  /// Problems not listed any more.
  private var unlisted = 0

  /// Prepares the reading of a file.
  init(file: String, npu: Int?, npus: Int, system: AstraSystem) {
    self.file = file
    self.npu = npu
    self.npus = npus
    self.system = system
  }

  /// Reads the bytes of a trace.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - file: The file, as messages name it.
  ///   - npu: The NPU whose trace it is; nil where all share it.
  ///   - npus: NPUs in all.
  ///   - system: The settings that decide what a node must say.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The trace, or nil when anything is wrong.
  public static func read(
    _ data: [UInt8],
    file: String,
    npu: Int?,
    npus: Int,
    system: AstraSystem,
    into diagnostics: inout Diagnostics
  ) -> Trace? {
    var reader = ChakraReader(file: file, npu: npu, npus: npus, system: system)
    let trace = reader.trace(data)
    if reader.unlisted > 0 {
      reader.found.error("\(reader.unlisted) more problems of this kind", file: file)
    }
    diagnostics.add(contentsOf: reader.found)
    return reader.found.hasErrors ? nil : trace
  }

  /// Adds a problem of a node.
  private mutating func problem(
    _ message: String,
    offset: Int,
    node: UInt64? = nil,
    field: String? = nil,
    hint: String? = nil
  ) {
    guard found.errors.count < Self.problemLimit else {
      unlisted += 1
      return
    }
    let place = node.map { "node \($0)" } ?? "message"
    found.error(
      "offset \(offset): \(message)",
      file: file,
      field: field.map { "\(place).\($0)" } ?? (node == nil ? nil : place),
      hint: hint
    )
  }

  /// Reads the whole file.
  private mutating func trace(_ data: [UInt8]) -> Trace {
    let frames = ChakraFrames(data)
    if let fault = frames.fault {
      problem(
        fault.message,
        offset: fault.offset,
        hint: "the file is no Chakra trace, or was cut off or changed"
      )
    }
    guard let head = frames.frames.first else {
      if frames.fault == nil {
        problem("the file is empty", offset: 0, hint: "give a Chakra execution trace")
      }
      return Trace(nodes: [], groups: [:])
    }
    if (try? ChakraMetadata(serializedBytes: Array(data[head.bytes]))) == nil {
      breakage(data, head, what: "the head of the trace cannot be read")
    }
    var nodes: [(message: ChakraMessage, offset: Int)] = []
    var places: [UInt64: Int] = [:]
    for frame in frames.frames.dropFirst() {
      guard let message = try? ChakraMessage(serializedBytes: Array(data[frame.bytes])) else {
        breakage(data, frame, what: "a node cannot be read")
        continue
      }
      if let other = places[message.id] {
        problem(
          "the node at offset \(nodes[other].offset) has the same number",
          offset: frame.offset,
          node: message.id,
          field: "id"
        )
        continue
      }
      places[message.id] = nodes.count
      nodes.append((message, frame.offset))
    }
    var groups: [Int: [Int]] = [:]
    var read: [ChakraNode] = []
    for (message, offset) in nodes {
      groups.merge(processGroups(message, offset: offset)) { _, new in new }
      let work = work(of: message, offset: offset) ?? .none
      var dependencies: [Int] = []
      for (field, numbers) in [
        ("ctrl_deps", message.controlDependencies), ("data_deps", message.dataDependencies),
      ] {
        for number in numbers {
          if number == message.id {
            problem("the node waits for itself", offset: offset, node: message.id, field: field)
          } else if let place = places[number] {
            dependencies.append(place)
          } else {
            problem(
              "there is no node \(number) to wait for",
              offset: offset,
              node: message.id,
              field: field
            )
          }
        }
      }
      read.append(
        ChakraNode(id: message.id, name: message.name, work: work, dependencies: dependencies)
      )
    }
    if let place = Self.nodeInCycle(read) {
      problem(
        "the node waits for itself, through other nodes",
        offset: nodes[place].offset,
        node: read[place].id,
        field: "data_deps",
        hint: "such a trace never ends"
      )
    }
    return Trace(nodes: read, groups: groups)
  }

  /// Names the field in which a message breaks off.
  private mutating func breakage(_ data: [UInt8], _ frame: ChakraFrames.Frame, what: String) {
    let place = ChakraFrames.brokenField(data, in: frame.bytes)
    problem(
      "\(what): field \(place.field) at offset \(place.offset) is broken",
      offset: frame.offset,
      hint: "the message has \(frame.bytes.count) bytes; see Chakra's et_def.proto"
    )
  }

  /// A node that waits for itself through others; nil where there is none.
  static func nodeInCycle(_ nodes: [ChakraNode]) -> Int? {
    var waits = nodes.map { Set($0.dependencies).count }
    var children: [[Int]] = Array(repeating: [], count: nodes.count)
    for (place, node) in nodes.enumerated() {
      for parent in Set(node.dependencies) { children[parent].append(place) }
    }
    var free = waits.indices.filter { waits[$0] == 0 }
    var ended = 0
    while let place = free.popLast() {
      ended += 1
      for child in children[place] {
        waits[child] -= 1
        if waits[child] == 0 { free.append(child) }
      }
    }
    return ended == nodes.count ? nil : waits.firstIndex { $0 > 0 }
  }

  // MARK: - Nodes

  /// What a node does; nil where it does not say so.
  private mutating func work(of node: ChakraMessage, offset: Int) -> ChakraNode.Work? {
    guard node.microseconds <= Self.durationLimit else {
      problem(
        "\(node.microseconds) µs is longer than anything that is simulated",
        offset: offset,
        node: node.id,
        field: "duration_micros"
      )
      return nil
    }
    let microseconds = Int(node.microseconds)
    let onHost = node.attribute("is_cpu_op")?.flag ?? false
    switch node.type {
    case 0, 1: return ChakraNode.Work.none
    case 2, 3:
      if system.replaysOnly { return .replay(microseconds: microseconds) }
      guard let bytes = size("tensor_size", of: node, offset) else { return nil }
      guard system.remoteMemoryBandwidth > 0 else {
        problem(
          "the node moves data to or from remote memory, and there is none",
          offset: offset,
          node: node.id,
          field: "type",
          hint: "name a memory file with remote-mem-bw under astra-sim.memory"
        )
        return nil
      }
      return .memory(bytes: bytes)
    case 4:
      var operations = 0.0
      var bytes = 0.0
      if system.roofline, !system.replaysOnly, !onHost {
        guard let count = number("num_ops", of: node, offset, limit: 1 << 62),
          let size = size("tensor_size", of: node, offset)
        else { return nil }
        operations = Double(count)
        bytes = Double(size)
      }
      return .compute(
        microseconds: microseconds,
        operations: operations,
        bytes: bytes,
        onHost: onHost
      )
    case 5, 6, 7:
      if onHost {
        problem(
          "a node of the network is marked as the host's",
          offset: offset,
          node: node.id,
          field: "is_cpu_op"
        )
        return nil
      }
      if system.replaysOnly { return .replay(microseconds: microseconds) }
      return node.type == 7
        ? collective(node, microseconds, offset) : message(node, offset)
    default:
      problem(
        "nodes of type \(node.type) are not executed",
        offset: offset,
        node: node.id,
        field: "type",
        hint: "0 to 7: metadata, memory, compute, send, receive, collective"
      )
      return nil
    }
  }

  /// What a collective node does.
  private mutating func collective(
    _ node: ChakraMessage,
    _ microseconds: Int,
    _ offset: Int
  ) -> ChakraNode.Work? {
    guard let kind = number("comm_type", of: node, offset, limit: 1 << 31) else { return nil }
    if kind == 5 { return .replay(microseconds: microseconds) }
    guard let collective = AstraCollective(rawValue: Int(kind)) else {
      problem(
        "collectives of type \(kind) are not executed",
        offset: offset,
        node: node.id,
        field: "comm_type",
        hint: "0 all-reduce, 2 all-gather, 5 broadcast (replayed), 6 all-to-all, 7 reduce-scatter"
      )
      return nil
    }
    guard let bytes = size("comm_size", of: node, offset) else { return nil }
    if collective == .allGather, bytes < system.splits {
      problem(
        "an all-gather of \(bytes) B cannot be cut into \(system.splits) chunks",
        offset: offset,
        node: node.id,
        field: "comm_size",
        hint: "the peer never ends on it; lower preferred-dataset-splits"
      )
      return nil
    }
    var dimensions: [Bool] = []
    if let attribute = node.attribute("involved_dim") {
      guard case .flags(let flags) = attribute.value else {
        problem(
          "involved_dim is no list of flags",
          offset: offset,
          node: node.id,
          field: "involved_dim"
        )
        return nil
      }
      dimensions = flags
    }
    var group: Int?
    if let attribute = node.attribute("pg_name") {
      let text = if case .text(let name) = attribute.value { name } else { "" }
      let number = Int(text) ?? attribute.whole.flatMap { Int(exactly: $0) }
      if let number, number >= 0, number < 1 << 31 {
        group = number == 0 ? nil : number
      } else if !text.isEmpty {
        problem(
          "\"\(text)\" is no number of a communicator group",
          offset: offset,
          node: node.id,
          field: "pg_name"
        )
        return nil
      }
    }
    let priority = node.attribute("comm_priority")?.whole ?? 0
    return .collective(
      collective,
      bytes: bytes,
      group: group,
      dimensions: dimensions,
      priority: Int(min(priority, 1 << 31))
    )
  }

  /// What a node that sends or receives does.
  private mutating func message(_ node: ChakraMessage, _ offset: Int) -> ChakraNode.Work? {
    let sends = node.type == 5
    guard let bytes = size("comm_size", of: node, offset),
      let tag = number("comm_tag", of: node, offset, limit: 1 << 40),
      let other = number(sends ? "comm_dst" : "comm_src", of: node, offset, limit: 1 << 40)
    else { return nil }
    let ownField = sends ? "comm_src" : "comm_dst"
    if let own = node.attribute(ownField)?.whole, let npu, own != UInt64(npu) {
      problem(
        "the trace of NPU \(npu) has a node that names NPU \(own) as its own end",
        offset: offset,
        node: node.id,
        field: ownField
      )
    }
    guard other < UInt64(npus), npu != Int(other) else {
      problem(
        other < UInt64(npus)
          ? "an NPU sends to itself" : "there is no NPU \(other); the network has \(npus)",
        offset: offset,
        node: node.id,
        field: sends ? "comm_dst" : "comm_src"
      )
      return nil
    }
    guard bytes > 0 else {
      problem("a message has no bytes", offset: offset, node: node.id, field: "comm_size")
      return nil
    }
    return sends
      ? .send(to: Int(other), bytes: bytes, tag: Int(tag))
      : .receive(from: Int(other), bytes: bytes, tag: Int(tag))
  }

  /// A size of a node [B].
  private mutating func size(_ name: String, of node: ChakraMessage, _ offset: Int) -> Int? {
    number(name, of: node, offset, limit: Self.byteLimit).map { Int($0) }
  }

  /// A whole number of a node.
  private mutating func number(
    _ name: String,
    of node: ChakraMessage,
    _ offset: Int,
    limit: UInt64
  ) -> UInt64? {
    guard let attribute = node.attribute(name) else {
      problem("the attribute \(name) is missing", offset: offset, node: node.id, field: name)
      return nil
    }
    guard let number = attribute.whole else {
      problem(
        "\(name) is no whole number from 0",
        offset: offset,
        node: node.id,
        field: name
      )
      return nil
    }
    guard number <= limit else {
      problem(
        "\(name) is \(number), above \(limit)",
        offset: offset,
        node: node.id,
        field: name
      )
      return nil
    }
    return number
  }

  /// The process groups that a metadata node of PyTorch lists.
  private mutating func processGroups(_ node: ChakraMessage, offset: Int) -> [Int: [Int]] {
    guard node.type == 1, let text = node.inputs?.values, text.count > 4,
      text.contains("pg_name")
    else { return [:] }
    struct Group: Decodable {
      enum CodingKeys: String, CodingKey {
        case name = "pg_name"
        case ranks
      }

      var name: String
      var ranks: [Int]
    }
    let body = String(text.dropFirst(2).dropLast(2))
    guard let groups = try? JSONDecoder().decode([Group].self, from: Data(body.utf8)) else {
      problem(
        "the list of process groups cannot be read",
        offset: offset,
        node: node.id,
        field: "inputs"
      )
      return [:]
    }
    var all: [Int: [Int]] = [:]
    for group in groups {
      guard let number = Int(group.name), number >= 0, number < 1 << 31 else { continue }
      all[number] = group.ranks.isEmpty ? Array(0..<npus) : group.ranks
    }
    return all
  }
}
