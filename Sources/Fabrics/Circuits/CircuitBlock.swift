/// An aggregation block: machines behind so many links to other blocks.
public struct CircuitBlock: Sendable, Hashable {
  /// Name for a reader.
  public var name: String
  /// Links to other blocks, or ports towards circuit switches.
  public var uplinks: Int
  /// Rate of each, one direction [bit/s].
  public var speed: Double

  /// Describes a block.
  public init(name: String, uplinks: Int, speed: Double) {
    self.name = name
    self.uplinks = uplinks
    self.speed = speed
  }

  /// What the block can send to others in all [bit/s].
  public var capacity: Double { Double(uplinks) * speed }
}
