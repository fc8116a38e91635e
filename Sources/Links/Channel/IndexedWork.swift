import Dispatch

/// Work that is divided by index and joined by index, so that its result does not depend on threads.
enum IndexedWork {
  /// One value for each index below the count.
  static func map<Value: Sendable>(
    _ count: Int,
    jobs: Int,
    _ value: @Sendable (Int) -> Value
  ) -> [Value] {
    guard jobs > 1, count > 1 else { return (0..<count).map(value) }
    var values = [Value?](repeating: nil, count: count)
    values.withUnsafeMutableBufferPointer { buffer in
      // Every index writes its own place only.
      nonisolated(unsafe) let buffer = buffer
      DispatchQueue.concurrentPerform(iterations: count) { buffer[$0] = value($0) }
    }
    return values.compactMap(\.self)
  }
}
