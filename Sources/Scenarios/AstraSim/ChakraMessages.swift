import SwiftProtobuf

/// A message of Chakra's schema.
protocol ChakraPart: Message, Hashable {}

extension ChakraPart {
  /// True where another message is the same.
  func isEqualTo(message: any Message) -> Bool { (message as? Self) == self }
}

/// What a Chakra execution trace begins with: `GlobalMetadata` of Chakra's schema.
struct ChakraMetadata: ChakraPart {
  /// Its name in the schema.
  static let protoMessageName = "ChakraProtoMsg.GlobalMetadata"

  /// Version of the schema.
  var version = ""
  /// Whatever else the trace says about itself.
  var attributes: [ChakraAttribute] = []
  /// Fields that are not read.
  var unknownFields = UnknownStorage()

  /// Reads the fields.
  mutating func decodeMessage<D: Decoder>(decoder: inout D) throws {
    while let field = try decoder.nextFieldNumber() {
      switch field {
      case 1: try decoder.decodeSingularStringField(value: &version)
      case 2: try decoder.decodeRepeatedMessageField(value: &attributes)
      default: break
      }
    }
  }

  /// Writes the fields.
  func traverse<V: Visitor>(visitor: inout V) throws {
    if !version.isEmpty {
      try visitor.visitSingularStringField(value: version, fieldNumber: 1)
    }
    if !attributes.isEmpty {
      try visitor.visitRepeatedMessageField(value: attributes, fieldNumber: 2)
    }
    try unknownFields.traverse(visitor: &visitor)
  }
}

/// A named value: `AttributeProto` of Chakra's schema, without its lists of numbers.
struct ChakraAttribute: ChakraPart {
  /// Its name in the schema.
  static let protoMessageName = "ChakraProtoMsg.AttributeProto"

  /// The value, by its kind.
  enum Value: Hashable, Sendable {
    /// A number with a fraction, or that may have one.
    case number(Double)
    /// A whole number with a sign.
    case signed(Int64)
    /// A whole number without a sign.
    case unsigned(UInt64)
    /// Yes or no.
    case flag(Bool)
    /// A text.
    case text(String)
    /// A list of yes and no.
    case flags([Bool])
  }

  /// The name.
  var name = ""
  /// The value; nil where there is none or its kind is not read.
  var value: Value?
  /// Fields that are not read.
  var unknownFields = UnknownStorage()

  /// Reads the fields.
  mutating func decodeMessage<D: Decoder>(decoder: inout D) throws {
    while let field = try decoder.nextFieldNumber() {
      switch field {
      case 1: try decoder.decodeSingularStringField(value: &name)
      case 3:
        var raw: Double?
        try decoder.decodeSingularDoubleField(value: &raw)
        value = raw.map { .number($0) } ?? value
      case 5:
        var raw: Float?
        try decoder.decodeSingularFloatField(value: &raw)
        value = raw.map { .number(Double($0)) } ?? value
      case 7:
        var raw: Int32?
        try decoder.decodeSingularInt32Field(value: &raw)
        value = raw.map { .signed(Int64($0)) } ?? value
      case 9:
        var raw: Int64?
        try decoder.decodeSingularInt64Field(value: &raw)
        value = raw.map { .signed($0) } ?? value
      case 11:
        var raw: UInt32?
        try decoder.decodeSingularUInt32Field(value: &raw)
        value = raw.map { .unsigned(UInt64($0)) } ?? value
      case 13:
        var raw: UInt64?
        try decoder.decodeSingularUInt64Field(value: &raw)
        value = raw.map { .unsigned($0) } ?? value
      case 15:
        var raw: Int32?
        try decoder.decodeSingularSInt32Field(value: &raw)
        value = raw.map { .signed(Int64($0)) } ?? value
      case 17:
        var raw: Int64?
        try decoder.decodeSingularSInt64Field(value: &raw)
        value = raw.map { .signed($0) } ?? value
      case 19:
        var raw: UInt32?
        try decoder.decodeSingularFixed32Field(value: &raw)
        value = raw.map { .unsigned(UInt64($0)) } ?? value
      case 21:
        var raw: UInt64?
        try decoder.decodeSingularFixed64Field(value: &raw)
        value = raw.map { .unsigned($0) } ?? value
      case 23:
        var raw: Int32?
        try decoder.decodeSingularSFixed32Field(value: &raw)
        value = raw.map { .signed(Int64($0)) } ?? value
      case 25:
        var raw: Int64?
        try decoder.decodeSingularSFixed64Field(value: &raw)
        value = raw.map { .signed($0) } ?? value
      case 27:
        var raw: Bool?
        try decoder.decodeSingularBoolField(value: &raw)
        value = raw.map { .flag($0) } ?? value
      case 28:
        var list: ChakraFlags?
        try decoder.decodeSingularMessageField(value: &list)
        if let list { value = .flags(list.values) }
      case 29:
        var raw: String?
        try decoder.decodeSingularStringField(value: &raw)
        value = raw.map { .text($0) } ?? value
      default: break
      }
    }
  }

  /// Writes the fields.
  func traverse<V: Visitor>(visitor: inout V) throws {
    if !name.isEmpty { try visitor.visitSingularStringField(value: name, fieldNumber: 1) }
    switch value {
    case .number(let number):
      try visitor.visitSingularDoubleField(value: number, fieldNumber: 3)
    case .signed(let number): try visitor.visitSingularInt64Field(value: number, fieldNumber: 9)
    case .unsigned(let number):
      try visitor.visitSingularUInt64Field(value: number, fieldNumber: 13)
    case .flag(let flag): try visitor.visitSingularBoolField(value: flag, fieldNumber: 27)
    case .flags(let flags):
      try visitor.visitSingularMessageField(value: ChakraFlags(values: flags), fieldNumber: 28)
    case .text(let text): try visitor.visitSingularStringField(value: text, fieldNumber: 29)
    case nil: break
    }
    try unknownFields.traverse(visitor: &visitor)
  }

  /// The value as a whole number that is not negative; fractions are cut, as the peer does.
  var whole: UInt64? {
    switch value {
    case .unsigned(let number): number
    case .signed(let number): UInt64(exactly: number)
    case .number(let number): number >= 0 && number < 0x1p63 ? UInt64(number) : nil
    case .flag(let flag): flag ? 1 : 0
    case .text, .flags, nil: nil
    }
  }

  /// The value as a flag.
  var flag: Bool? { if case .flag(let flag) = value { flag } else { whole.map { $0 != 0 } } }
}

/// A list of flags: `BoolList` of Chakra's schema.
struct ChakraFlags: ChakraPart {
  /// Its name in the schema.
  static let protoMessageName = "ChakraProtoMsg.BoolList"

  /// The flags.
  var values: [Bool] = []
  /// Fields that are not read.
  var unknownFields = UnknownStorage()

  /// An empty list.
  init() {}

  /// A list.
  init(values: [Bool]) { self.values = values }

  /// Reads the fields.
  mutating func decodeMessage<D: Decoder>(decoder: inout D) throws {
    while let field = try decoder.nextFieldNumber() {
      if field == 1 { try decoder.decodeRepeatedBoolField(value: &values) }
    }
  }

  /// Writes the fields.
  func traverse<V: Visitor>(visitor: inout V) throws {
    if !values.isEmpty { try visitor.visitPackedBoolField(value: values, fieldNumber: 1) }
    try unknownFields.traverse(visitor: &visitor)
  }
}

/// What goes into a node: `IOInfo` of Chakra's schema, its values alone.
struct ChakraInputs: ChakraPart {
  /// Its name in the schema.
  static let protoMessageName = "ChakraProtoMsg.IOInfo"

  /// The values as text.
  var values = ""
  /// Fields that are not read.
  var unknownFields = UnknownStorage()

  /// Reads the fields.
  mutating func decodeMessage<D: Decoder>(decoder: inout D) throws {
    while let field = try decoder.nextFieldNumber() {
      if field == 1 { try decoder.decodeSingularStringField(value: &values) }
    }
  }

  /// Writes the fields.
  func traverse<V: Visitor>(visitor: inout V) throws {
    if !values.isEmpty { try visitor.visitSingularStringField(value: values, fieldNumber: 1) }
    try unknownFields.traverse(visitor: &visitor)
  }
}

/// A node of a trace: `Node` of Chakra's schema.
struct ChakraMessage: ChakraPart {
  /// Its name in the schema.
  static let protoMessageName = "ChakraProtoMsg.Node"

  /// Its number.
  var id: UInt64 = 0
  /// Its name.
  var name = ""
  /// Its type, a number of Chakra's `NodeType`.
  var type: Int32 = 0
  /// Numbers of the nodes that must end first for the sake of order.
  var controlDependencies: [UInt64] = []
  /// Numbers of the nodes that must end first for the sake of data.
  var dataDependencies: [UInt64] = []
  /// Recorded duration [µs].
  var microseconds: UInt64 = 0
  /// What goes in.
  var inputs: ChakraInputs?
  /// Its attributes.
  var attributes: [ChakraAttribute] = []
  /// Fields that are not read.
  var unknownFields = UnknownStorage()

  /// Reads the fields.
  mutating func decodeMessage<D: Decoder>(decoder: inout D) throws {
    while let field = try decoder.nextFieldNumber() {
      switch field {
      case 1: try decoder.decodeSingularUInt64Field(value: &id)
      case 2: try decoder.decodeSingularStringField(value: &name)
      case 3: try decoder.decodeSingularInt32Field(value: &type)
      case 4: try decoder.decodeRepeatedUInt64Field(value: &controlDependencies)
      case 5: try decoder.decodeRepeatedUInt64Field(value: &dataDependencies)
      case 7: try decoder.decodeSingularUInt64Field(value: &microseconds)
      case 8: try decoder.decodeSingularMessageField(value: &inputs)
      case 10: try decoder.decodeRepeatedMessageField(value: &attributes)
      default: break
      }
    }
  }

  /// Writes the fields.
  func traverse<V: Visitor>(visitor: inout V) throws {
    if id != 0 { try visitor.visitSingularUInt64Field(value: id, fieldNumber: 1) }
    if !name.isEmpty { try visitor.visitSingularStringField(value: name, fieldNumber: 2) }
    if type != 0 { try visitor.visitSingularInt32Field(value: type, fieldNumber: 3) }
    if !controlDependencies.isEmpty {
      try visitor.visitPackedUInt64Field(value: controlDependencies, fieldNumber: 4)
    }
    if !dataDependencies.isEmpty {
      try visitor.visitPackedUInt64Field(value: dataDependencies, fieldNumber: 5)
    }
    if microseconds != 0 {
      try visitor.visitSingularUInt64Field(value: microseconds, fieldNumber: 7)
    }
    if let inputs { try visitor.visitSingularMessageField(value: inputs, fieldNumber: 8) }
    if !attributes.isEmpty {
      try visitor.visitRepeatedMessageField(value: attributes, fieldNumber: 10)
    }
    try unknownFields.traverse(visitor: &visitor)
  }

  /// The attribute of a name.
  func attribute(_ name: String) -> ChakraAttribute? { attributes.first { $0.name == name } }
}
