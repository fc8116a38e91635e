import Documents
import Quantities
import Synchronization

/// What a catalogue's files have been found to say, so that each is read once however many
/// scenarios name it.
///
/// Only what follows from the files alone is kept, with the diagnostics of its reading, which are
/// given again each time. Several threads may ask at once: a value may then be made twice, but
/// both are the same.
final class CatalogMemory: Sendable {
  /// A value with what was to say while it was made.
  struct Kept<Value: Sendable>: Sendable {
    /// The value.
    var value: Value
    /// What was found on the way.
    var diagnostics: Diagnostics
  }

  /// What a value is remembered by.
  struct Key: Hashable, Sendable {
    /// What kind of value it is.
    var topic: Topic
    /// The kind of part.
    var kind: CatalogKind
    /// The file or name that it follows from.
    var name: String
  }

  /// What kinds of values are kept.
  enum Topic: Hashable, Sendable {
    /// The record of a file.
    case record
    /// The files that a name fits most closely.
    case closest
    /// The files that a name fits most closely, patterns included.
    case closestPattern
    /// An accelerator with the way it runs kernels.
    case machine
    /// The usual node or engine of an accelerator.
    case usual
    /// What a link's communication library reaches.
    case collectives
    /// The architecture of a model.
    case architecture
    /// Figures of a part that are estimates or recollections.
    case weak
  }

  /// The values; each topic has a type of its own.
  private let values = Mutex<[Key: any Sendable]>([:])

  /// The value of a key, made when it is not yet known.
  ///
  /// - Parameters:
  ///   - key: What it is remembered by.
  ///   - make: Makes it; called outside the lock.
  /// - Returns: The value.
  func value<Value: Sendable>(_ key: Key, make: () -> Value) -> Value {
    if let known = values.withLock({ $0[key] }), let value = known as? Value { return value }
    let made = make()
    values.withLock { $0[key] = made }
    return made
  }

  /// The value of a key with what there is to say about it, made when it is not yet known.
  ///
  /// - Parameters:
  ///   - key: What it is remembered by.
  ///   - diagnostics: Receives what was found while the value was made, each time.
  ///   - make: Makes it.
  /// - Returns: The value.
  func value<Value: Sendable>(
    _ key: Key,
    into diagnostics: inout Diagnostics,
    make: (inout Diagnostics) -> Value
  ) -> Value {
    let kept = value(key) {
      var own = Diagnostics()
      let made = make(&own)
      return Kept(value: made, diagnostics: own)
    }
    diagnostics.add(contentsOf: kept.diagnostics)
    return kept.value
  }
}
