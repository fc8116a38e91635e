/// The way from one topology to another in stages, each of which leaves enough links up.
///
/// A stage drains the links that it removes, moves the circuits, and brings the new ones up. What
/// counts as live during a stage is every link that it does not touch; a block's live share is its
/// live capacity over the lesser of its capacities before and after the whole rewiring.
public struct Rewiring: Sendable, Hashable {
  /// One stage.
  public struct Stage: Sendable, Hashable {
    /// Pairs of blocks with the links removed.
    public var removed: [Change]
    /// Pairs of blocks with the links added.
    public var added: [Change]
    /// The links that are up while the stage runs.
    public var live: BlockTopology
    /// The links at the end of the stage.
    public var after: BlockTopology
    /// The least live share of any block while the stage runs (1).
    public var liveShare: Double
  }

  /// Links of a pair.
  public struct Change: Sendable, Hashable {
    /// The one block.
    public var from: Int
    /// The other block.
    public var to: Int
    /// How many links.
    public var count: Int
  }

  /// The stages in order; empty where nothing is to be moved.
  public var stages: [Stage]
  /// The greatest share that could have been kept live, where the one asked for cannot be.
  public var attainable: Double?

  /// The least live share of any stage (1).
  public var liveShare: Double { stages.map(\.liveShare).min() ?? 1 }
  /// Links that are moved.
  public var moved: Int { stages.reduce(0) { $0 + $1.removed.reduce(0) { $0 + $1.count } } }

  /// Plans the stages.
  ///
  /// - Parameters:
  ///   - start: The links that there are.
  ///   - end: The links that are wanted, of the same blocks.
  ///   - share: The share of each block's capacity that stays live, from 0 to 1.
  public init(from start: BlockTopology, to end: BlockTopology, live share: Double) {
    self.init(from: start, to: end, share)
    guard let last = stages.last?.after ?? (start == end ? end : nil), last == end else {
      attainable = Self.attainable(from: start, to: end, below: share)
      return
    }
  }

  /// Plans the stages as far as they can be gone.
  private init(from start: BlockTopology, to end: BlockTopology, _ share: Double) {
    stages = []
    let n = start.blocks.count
    let whole = (0..<n).map { min(start.capacity($0), end.capacity($0)) }
    var now = start
    func liveShare(_ topology: BlockTopology) -> Double {
      (0..<n).map { whole[$0] > 0 ? topology.capacity($0) / whole[$0] : 1 }.min() ?? 1
    }
    while now != end {
      var live = now
      var removed: [Change] = []
      // Pairs are taken in turn, so that ports freed at one block meet ports freed at others.
      let order = Self.trail(from: now, to: end)
      for (i, j) in order where live[i, j] > 0 {
        live[i, j] -= 1
        let isKept = [i, j].allSatisfy { block in
          live.capacity(block) >= share * whole[block] * (1 - 1e-12)
        }
        if isKept {
          Self.count(i, j, in: &removed)
        } else {
          live[i, j] += 1
        }
      }
      var after = live
      var added: [Change] = []
      var isAdding = true
      while isAdding {
        isAdding = false
        for i in 0..<n where after.free(i) > 0 {
          for j in i + 1..<max(n, i + 1) where after.free(j) > 0 && after.free(i) > 0 {
            guard after[i, j] < end[i, j] else { continue }
            after[i, j] += 1
            Self.count(i, j, in: &added)
            isAdding = true
          }
        }
      }
      guard !removed.isEmpty || !added.isEmpty else { return }
      stages.append(
        Stage(
          removed: removed,
          added: added,
          live: live,
          after: after,
          liveShare: liveShare(live)
        )
      )
      now = after
      // Ports that wait for a partner must not wait for ever.
      if stages.count > 10_000 { return }
    }
  }

  /// Links to remove, one by one, in an order in which freed ports find partners soon.
  ///
  /// Removed and added links alternate along a trail: after `a–b` is removed a link that `b` waits
  /// for, `b–c`, names the next block that has to free a port.
  private static func trail(from now: BlockTopology, to end: BlockTopology) -> [(Int, Int)] {
    let n = now.blocks.count
    var less = Array(repeating: Array(repeating: 0, count: n), count: n)
    var more = less
    for i in 0..<n {
      for j in 0..<n where i != j {
        less[i][j] = max(0, now.counts[i][j] - end.counts[i][j])
        more[i][j] = max(0, end.counts[i][j] - now.counts[i][j])
      }
    }
    var order: [(Int, Int)] = []
    for start in 0..<n {
      while less[start].contains(where: { $0 > 0 }) {
        var here = start
        while let next = (0..<n).max(by: { less[here][$0] < less[here][$1] }), less[here][next] > 0
        {
          less[here][next] -= 1
          less[next][here] -= 1
          order.append((min(here, next), max(here, next)))
          here = next
          guard let partner = (0..<n).max(by: { more[here][$0] < more[here][$1] }),
            more[here][partner] > 0
          else { break }
          more[here][partner] -= 1
          more[partner][here] -= 1
          here = partner
        }
      }
    }
    return order
  }

  /// Adds a link to the changes of its pair.
  private static func count(_ i: Int, _ j: Int, in changes: inout [Change]) {
    if let index = changes.firstIndex(where: { $0.from == i && $0.to == j }) {
      changes[index].count += 1
    } else {
      changes.append(Change(from: i, to: j, count: 1))
    }
  }

  /// The greatest share below one that cannot be kept, with which the way can be gone.
  private static func attainable(
    from start: BlockTopology,
    to end: BlockTopology,
    below share: Double
  ) -> Double {
    for step in stride(from: Int(share * 100), through: 0, by: -1) {
      let trial = Rewiring(from: start, to: end, min(share * 0.999_999, Double(step) / 100))
      if trial.stages.last?.after == end { return trial.liveShare }
    }
    return 0
  }
}
