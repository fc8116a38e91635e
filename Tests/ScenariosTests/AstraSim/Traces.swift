import Foundation
import SwiftProtobuf

@testable import Scenarios

/// Writes Chakra traces for tests and for the example.
enum Traces {
  /// A message with its length before it.
  static func framed(_ message: some ChakraPart) throws -> [UInt8] {
    let body: [UInt8] = try message.serializedBytes()
    var length = body.count
    var bytes: [UInt8] = []
    repeat {
      bytes.append(UInt8(length & 0x7F) | (length > 0x7F ? 0x80 : 0))
      length >>= 7
    } while length > 0
    return bytes + body
  }

  /// A node.
  static func node(
    _ id: UInt64,
    _ name: String,
    type: Int32,
    after: [UInt64] = [],
    microseconds: UInt64 = 0,
    _ attributes: [(String, ChakraAttribute.Value)] = []
  ) -> ChakraMessage {
    var node = ChakraMessage()
    node.id = id
    node.name = name
    node.type = type
    node.dataDependencies = after
    node.microseconds = microseconds
    node.attributes = attributes.map { name, value in
      var attribute = ChakraAttribute()
      attribute.name = name
      attribute.value = value
      return attribute
    }
    return node
  }

  /// A compute node.
  static func compute(
    _ id: UInt64,
    _ name: String,
    after: [UInt64] = [],
    microseconds: UInt64
  ) -> ChakraMessage {
    node(id, name, type: 4, after: after, microseconds: microseconds, [("is_cpu_op", .flag(false))])
  }

  /// A collective node; the types are Chakra's.
  static func collective(
    _ id: UInt64,
    _ name: String,
    after: [UInt64] = [],
    type: Int64,
    bytes: UInt64
  ) -> ChakraMessage {
    node(
      id,
      name,
      type: 7,
      after: after,
      [("is_cpu_op", .flag(false)), ("comm_type", .signed(type)), ("comm_size", .unsigned(bytes))]
    )
  }

  /// A node that sends, or receives.
  static func message(
    _ id: UInt64,
    sends: Bool,
    other: Int32,
    bytes: UInt64,
    after: [UInt64] = []
  ) -> ChakraMessage {
    node(
      id,
      sends ? "send" : "receive",
      type: sends ? 5 : 6,
      after: after,
      [
        ("comm_size", .signed(Int64(bytes))), ("comm_tag", .unsigned(1)),
        (sends ? "comm_dst" : "comm_src", .signed(Int64(other))),
      ]
    )
  }

  /// A whole trace.
  static func trace(_ nodes: [ChakraMessage]) throws -> [UInt8] {
    var head = ChakraMetadata()
    head.version = "0.0.4"
    return try framed(head) + nodes.flatMap { try framed($0) }
  }

  /// The example's step: two layers backwards with their gradients summed beside it.
  static let step = [
    compute(0, "forward", microseconds: 400),
    compute(1, "backward of layer 2", after: [0], microseconds: 400),
    collective(2, "gradients of layer 2", after: [1], type: 0, bytes: 256 << 20),
    compute(3, "backward of layer 1", after: [1], microseconds: 400),
    collective(4, "gradients of layer 1", after: [3], type: 0, bytes: 256 << 20),
    compute(5, "optimizer", after: [2, 4], microseconds: 100),
  ]
}
