public import Foundation

/// What a store asks of the world outside its file: the clock, and who is alive.
public struct RunSurroundings: Sendable {
  /// The time now.
  public var now: @Sendable () -> Date
  /// The process that runs begin under.
  public var owner: RunOwner
  /// Whether a process is there; nil when that cannot be seen.
  public var isAlive: @Sendable (RunOwner) -> Bool?

  /// Describes the surroundings.
  public init(
    now: @escaping @Sendable () -> Date,
    owner: RunOwner,
    isAlive: @escaping @Sendable (RunOwner) -> Bool?
  ) {
    self.now = now
    self.owner = owner
    self.isAlive = isAlive
  }

  /// The system's clock and processes.
  public static var live: RunSurroundings {
    RunSurroundings(now: { Date() }, owner: .current, isAlive: { $0.isAlive })
  }
}
