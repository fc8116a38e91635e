/// A torus as a graph, plain or twisted, on which loads of links are counted.
///
/// A twisted torus has sides `k` and `2k`: the wrap of each short side also shifts by `k` along each
/// long one (Cámara et al., IEEE TPDS 21, 2010), as TPU v4 slices of 4×4×8 may be wired. Every node
/// sees the same graph, so one source stands for all.
public struct TorusGraph: Sendable, Hashable {
  /// Nodes along each axis.
  public var sides: [Int]
  /// Whether wraps of short sides are shifted.
  public var isTwisted: Bool

  /// Describes a torus.
  public init(sides: [Int], isTwisted: Bool) {
    self.sides = sides
    self.isTwisted = isTwisted
  }

  /// Nodes in all.
  public var nodes: Int { sides.reduce(1, *) }

  /// Why sides cannot be twisted; nil where they can.
  static func twistProblem(_ sides: [Int]) -> String? {
    guard let short = sides.min(), short > 1, sides.contains(2 * short),
      sides.allSatisfy({ $0 == short || $0 == 2 * short })
    else {
      let text = sides.map(String.init).joined(separator: "×")
      return "a torus of \(text) cannot be twisted; sides of k and 2k are due, such as 4×4×8"
    }
    return nil
  }

  /// The node one step along an axis.
  func neighbour(of node: Int, axis: Int, forward: Bool) -> Int {
    var places = places(of: node)
    places[axis] += forward ? 1 : -1
    guard places[axis] < 0 || places[axis] >= sides[axis] else { return index(of: places) }
    places[axis] = forward ? 0 : sides[axis] - 1
    if isTwisted, let short = sides.min(), sides[axis] == short {
      for other in sides.indices where sides[other] == 2 * short {
        places[other] = (places[other] + short) % sides[other]
      }
    }
    return index(of: places)
  }

  /// The place of a node along each axis.
  private func places(of node: Int) -> [Int] {
    var rest = node
    return sides.map { side in
      let place = rest % side
      rest /= side
      return place
    }
  }

  /// The node at places.
  private func index(of places: [Int]) -> Int {
    var index = 0
    for axis in sides.indices.reversed() { index = index * sides[axis] + places[axis] }
    return index
  }

  /// What uniform traffic from every node to every node asks of links.
  public struct UniformLoad: Sendable, Hashable {
    /// Links on the longest of shortest ways.
    public var diameter: Int
    /// Links on the mean shortest way, a node's way to itself counted as none.
    public var meanDistance: Double
    /// Load of a directed link of each axis, where every node sends one unit to every node.
    public var loads: [Double]

    /// Load of the fullest link.
    public var greatest: Double { loads.max() ?? 0 }
    /// Load of every link if all were loaded alike.
    public func even(axes: Int) -> Double {
      loads.reduce(0, +) / Double(max(1, axes))
    }
  }

  /// The loads under shortest ways, all shortest ways of a pair used alike (equal-cost paths).
  ///
  /// - Complexity: O(nodes · axes).
  public var uniformLoad: UniformLoad {
    let axes = sides.indices.filter { sides[$0] > 1 }
    var distance = Array(repeating: -1, count: nodes)
    var ways = Array(repeating: 0.0, count: nodes)
    // Steps along each axis on the mean shortest way to a node.
    var steps = Array(repeating: Array(repeating: 0.0, count: sides.count), count: nodes)
    distance[0] = 0
    ways[0] = 1
    var front = [0]
    var last = 0
    while !front.isEmpty {
      var next: [Int] = []
      for node in front {
        for axis in axes {
          for forward in [true, false] {
            let other = neighbour(of: node, axis: axis, forward: forward)
            if distance[other] < 0 {
              distance[other] = distance[node] + 1
              next.append(other)
            }
            guard distance[other] == distance[node] + 1 else { continue }
            let sum = ways[other] + ways[node]
            for place in axes {
              let through = steps[node][place] + (place == axis ? 1 : 0)
              steps[other][place] =
                (steps[other][place] * ways[other] + through * ways[node]) / sum
            }
            ways[other] = sum
          }
        }
      }
      if !next.isEmpty { last += 1 }
      front = next
    }
    var sums = Array(repeating: 0.0, count: sides.count)
    for node in steps { for axis in axes { sums[axis] += node[axis] } }
    return UniformLoad(
      diameter: last,
      meanDistance: Double(distance.reduce(0, +)) / Double(nodes),
      loads: axes.map { sums[$0] / 2 }
    )
  }

  /// Throughput of uniform all-to-all, each link at one unit, per node [links' rates].
  ///
  /// What a node can send to all others together: its share of `1/greatest` for each destination.
  public var allToAllRate: Double {
    let greatest = uniformLoad.greatest
    return greatest > 0 ? Double(nodes) / greatest : .infinity
  }

  /// Links on the longest of shortest ways.
  var diameter: Int { uniformLoad.diameter }

  /// Links across the least of the cuts into halves by a plane along an axis.
  var planeCut: Double {
    var least = Double.infinity
    for axis in sides.indices where sides[axis] > 1 {
      let half = sides[axis] / 2
      var crossing = 0
      for node in 0..<nodes {
        let isLow = places(of: node)[axis] < half
        for step in sides.indices where sides[step] > 1 {
          let other = neighbour(of: node, axis: step, forward: true)
          if (places(of: other)[axis] < half) != isLow { crossing += 1 }
        }
      }
      least = min(least, Double(crossing))
    }
    return least.isFinite ? least : 0
  }
}
