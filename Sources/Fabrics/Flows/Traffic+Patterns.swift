public import Quantities

extension Traffic {
  /// Every endpoint sends to another and receives from another, chosen by a generator.
  public static func permutation(
    endpoints: Int,
    bytes: Double,
    generator: inout SplitMix64
  ) -> Traffic {
    var traffic = Traffic()
    guard endpoints > 1 else { return traffic }
    var targets = Array(0..<endpoints)
    targets.shuffle(using: &generator)
    for source in targets.indices where targets[source] == source {
      targets.swapAt(source, (source + 1) % endpoints)
    }
    for (source, target) in targets.enumerated() {
      traffic.add(Task(from: source, to: target, bytes: bytes))
    }
    return traffic
  }

  /// A number of endpoints send to one.
  public static func incast(senders: [Int], to target: Int, bytes: Double) -> Traffic {
    var traffic = Traffic()
    for sender in senders where sender != target {
      traffic.add(Task(from: sender, to: target, bytes: bytes))
    }
    return traffic
  }

  /// Endpoint `i` sends to endpoint `i + distance`, all around.
  public static func shift(endpoints: Int, by distance: Int, bytes: Double) -> Traffic {
    var traffic = Traffic()
    for source in 0..<endpoints {
      let target = ((source + distance) % endpoints + endpoints) % endpoints
      guard target != source else { continue }
      traffic.add(Task(from: source, to: target, bytes: bytes))
    }
    return traffic
  }

  /// A number of flows between endpoints drawn evenly.
  public static func random(
    endpoints: Int,
    flows: Int,
    bytes: Double,
    generator: inout SplitMix64
  ) -> Traffic {
    var traffic = Traffic()
    guard endpoints > 1 else { return traffic }
    for index in 0..<flows {
      let source = Int.random(in: 0..<endpoints, using: &generator)
      let other = Int.random(in: 0..<endpoints - 1, using: &generator)
      traffic.add(
        Task(
          from: source,
          to: other < source ? other : other + 1,
          bytes: bytes,
          connection: index
        )
      )
    }
    return traffic
  }
}
