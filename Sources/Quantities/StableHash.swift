/// A number that stands for some bytes, the same on every machine and in every run.
///
/// FNV-1a with 64 bits (Fowler, Noll and Vo, RFC 9923): quick and well spread, no protection against forgery.
public struct StableHash: Hashable, Sendable {
  /// The number so far.
  public private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The hash of nothing.
  public init() {}

  /// Adds bytes.
  public mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }
}
