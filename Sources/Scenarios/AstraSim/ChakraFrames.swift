import Foundation

/// The messages of a trace file, each with its place: a length as a varint, then that many bytes.
struct ChakraFrames {
  /// A message's place in the file.
  struct Frame {
    /// Where its length begins [B].
    var offset: Int
    /// Its bytes.
    var bytes: Range<Int>
  }

  /// What is wrong with the frames.
  struct Fault {
    /// Where [B].
    var offset: Int
    /// The sentence.
    var message: String
  }

  /// The messages in order.
  var frames: [Frame] = []
  /// What stopped the reading, if anything did.
  var fault: Fault?

  /// Finds the messages of a file.
  init(_ data: [UInt8]) {
    var place = 0
    while place < data.count {
      let start = place
      guard let length = Self.varint(data, &place) else {
        fault = Fault(offset: start, message: "a message's length is cut off or is none")
        return
      }
      guard length <= UInt64(data.count - place) else {
        fault = Fault(
          offset: start,
          message: "a message of \(length) bytes is announced, and \(data.count - place) follow"
        )
        return
      }
      frames.append(Frame(offset: start, bytes: place..<place + Int(length)))
      place += Int(length)
    }
  }

  /// Reads a number of 7 bits a byte; nil where it is cut off or longer than 64 bits.
  static func varint(_ data: [UInt8], _ place: inout Int) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while place < data.count, shift < 64 {
      let byte = data[place]
      place += 1
      if shift == 63, byte > 1 { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// Where a message that cannot be read breaks off, and in which of its fields.
  ///
  /// - Parameters:
  ///   - data: The file.
  ///   - range: The message.
  /// - Returns: The number of the field, 0 where its number cannot be read, and its place [B].
  static func brokenField(_ data: [UInt8], in range: Range<Int>) -> (field: UInt64, offset: Int) {
    var place = range.lowerBound
    var last: (field: UInt64, offset: Int) = (0, place)
    while place < range.upperBound {
      let start = place
      guard let tag = varint(data, &place), tag >> 3 > 0, place <= range.upperBound else {
        return (0, start)
      }
      last = (tag >> 3, start)
      switch tag & 7 {
      case 0:
        guard varint(data, &place) != nil else { return last }
      case 1: place += 8
      case 2:
        guard let length = varint(data, &place), place <= range.upperBound,
          length <= UInt64(range.upperBound - place)
        else { return last }
        place += Int(length)
      case 5: place += 4
      default: return last
      }
      if place > range.upperBound { return last }
    }
    // The frame of the message is whole: what is wrong is inside its last text or message.
    return last
  }
}
