public import Foundation

/// A run as the store knows it.
public struct KeptRun: Hashable, Sendable, Identifiable {
  /// How far a run has come.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// A process is at work on it.
    case running
    /// It was stopped, or its process is gone; asking the same again resumes it.
    case interrupted
    /// It is finished.
    case done
  }

  /// Its number; numbers are not used again.
  public var id: Int
  /// What it was asked.
  public var question: RunQuestion
  /// How far it has come.
  public var state: State
  /// When it began.
  public var began: Date
  /// When something was last written to it.
  public var written: Date
  /// When it was finished or stopped; nil while it runs, or when its process just went away.
  public var ended: Date?
  /// How often it was resumed.
  public var resumptions: Int
  /// How many of its pieces are finished.
  public var finishedPieces: Int
  /// How many designs it keeps.
  public var designs: Int
  /// What it came to, in words; empty until it ended.
  public var summary: String
}
