/// A small random number generator that gives the same numbers for the same seed everywhere.
///
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
public struct SplitMix64: RandomNumberGenerator, Hashable, Sendable {
  /// The counter that the numbers are mixed from.
  private var state: UInt64

  /// Makes a generator from a seed.
  public init(seed: UInt64) { state = seed }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The next random number, uniform from 0 up to but without 1 [1].
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A generator for one of many entities, independent of how many numbers others have drawn.
  public func stream(_ index: UInt64) -> SplitMix64 {
    var mixer = SplitMix64(seed: state ^ (index &+ 1) &* 0xD1B5_4A32_D192_ED03)
    return SplitMix64(seed: mixer.next())
  }
}
