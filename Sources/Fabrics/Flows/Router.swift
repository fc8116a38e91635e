/// Finds the routes of flows on a graph whose cables may fail.
///
/// Distances to a destination, and the links on shortest routes at each node, are found once and
/// kept until a cable changes. Where endpoints have one cable and pass nothing on, all endpoints
/// of a switch share them.
struct Router {
  /// A link of a route with the part of the flow that it carries (1).
  struct Hop {
    /// The link.
    var link: Int32
    /// The part of the flow, above 0 and up to 1.
    var weight: Double
  }

  /// The network.
  let graph: NetworkGraph
  /// How routes are chosen.
  let routing: Routing
  /// Seed of the hashes.
  let seed: UInt64
  /// For each link whether it works.
  private(set) var up: [Bool]
  /// The first node that may pass on: endpoints are left out where they do not.
  private let base: Int
  /// The slot of each destination node, −1 before its distances are found.
  private var slotOf: [Int32]
  /// Distances by slot, then node from `base`; `UInt16.max` where there is no way.
  private var distances: [[UInt16]] = []
  /// By slot, then node: where its next links begin in `nextLinks`, −1 before they are found.
  private var nextStart: [[Int32]] = []
  /// Numbers of links, then the links, of a node's next hops.
  private var nextLinks: [Int32] = []
  /// By slot, then node: where its sprayed part begins in `sprayed`, −1 before it is found.
  private var sprayStart: [[Int32]] = []
  /// Sprayed parts, each closed by a hop of link −1.
  private var sprayed: [Hop] = []
  /// Distances of the one flow that is being routed, where keeping all would take too much.
  private var near: [UInt16] = []
  /// By node of a large network: flows to it so far.
  private var uses: [UInt8] = []
  /// Nodes whose `near` is set.
  private var nearTouched: [Int32] = []
  /// Scratch: part of a flow at each node.
  private var nodeWeight: [Double]
  /// Scratch: place of a link in the route being merged, −1 outside.
  private var placeOf: [Int32]

  /// Makes a router for a graph with all links up.
  init(graph: NetworkGraph, routing: Routing, seed: UInt64) {
    self.graph = graph
    self.routing = routing
    self.seed = seed
    up = [Bool](repeating: true, count: graph.links.count)
    base = graph.endpointsForward ? 0 : graph.endpoints
    slotOf = [Int32](repeating: -1, count: graph.nodes)
    nodeWeight = [Double](repeating: 0, count: graph.nodes)
    placeOf = [Int32](repeating: -1, count: graph.links.count)
    if graph.nodes > Self.mostKept {
      near = [UInt16](repeating: .max, count: graph.nodes - base)
      uses = [UInt8](repeating: 0, count: graph.nodes)
    }
  }

  /// Nodes of a network up to which the distances to every destination are kept.
  private static let mostKept = 8_192
  /// Flows to a destination of a larger network after which its distances are kept.
  private static let usesBeforeKept = 8

  /// Marks the two directions of a cable as working or not and forgets the routes found.
  mutating func set(cable: Int, works: Bool) {
    up[cable & ~1] = works
    up[cable | 1] = works
    slotOf = [Int32](repeating: -1, count: graph.nodes)
    distances.removeAll()
    nextStart.removeAll()
    nextLinks.removeAll(keepingCapacity: true)
    sprayStart.removeAll()
    sprayed.removeAll(keepingCapacity: true)
  }

  /// The only switch of an endpoint that has one cable and passes nothing on, else itself.
  @inline(__always)
  private func key(of endpoint: Int) -> Int {
    guard base > 0, endpoint < base else { return endpoint }
    let range = graph.outgoing(endpoint)
    guard range.count == 1 else { return endpoint }
    return Int(graph.links[Int(graph.out[range.lowerBound])].to)
  }

  /// True where a destination's distances are worth keeping.
  private mutating func keeps(_ key: Int) -> Bool {
    if near.isEmpty || routing == .valiant || slotOf[key] >= 0 { return true }
    if graph.endpointsForward { return false }
    uses[key] = min(uses[key] + 1, 200)
    return Int(uses[key]) > Self.usesBeforeKept
  }

  /// The slot of a destination node, with its distances.
  private mutating func slot(_ key: Int) -> Int {
    if slotOf[key] >= 0 { return Int(slotOf[key]) }
    let slot = distances.count
    slotOf[key] = Int32(slot)
    distances.append(distancesTo(key))
    nextStart.append([Int32](repeating: -1, count: graph.nodes - base))
    sprayStart.append([Int32](repeating: -1, count: graph.nodes - base))
    return slot
  }

  /// Least cost from each node to a node, by rising cost.
  private func distancesTo(_ key: Int) -> [UInt16] {
    var found = [UInt16](repeating: .max, count: graph.nodes - base)
    var touched: [Int32] = []
    search(from: key, until: nil, found: &found, touched: &touched)
    return found
  }

  /// Finds the least costs to a node, up to that of one node where it is given.
  private func search(
    from key: Int,
    until goal: Int?,
    found: inout [UInt16],
    touched: inout [Int32]
  ) {
    var buckets: [[Int32]] = [[Int32(key)]]
    if key >= base {
      found[key - base] = 0
      touched.append(Int32(key - base))
    }
    var cost = 0
    while cost < buckets.count {
      if let goal, Int(found[goal - base]) < cost { return }
      var index = 0
      while index < buckets[cost].count {
        let node = Int(buckets[cost][index])
        index += 1
        if node >= base, Int(found[node - base]) != cost { continue }
        if node != key, !graph.forwards(node) { continue }
        for place in graph.outgoing(node) {
          let id = Int(graph.out[place])
          let link = graph.links[id]
          let to = Int(link.to)
          guard up[id], to >= base else { continue }
          let next = cost + Int(link.cost)
          guard next < Int(found[to - base]) else { continue }
          if found[to - base] == .max { touched.append(Int32(to - base)) }
          found[to - base] = UInt16(next)
          while buckets.count <= next { buckets.append([]) }
          buckets[next].append(Int32(to))
        }
      }
      buckets[cost] = []
      cost += 1
    }
  }

  /// Cost from a node to a slot's destination.
  @inline(__always)
  private func distance(_ slot: Int, _ node: Int, key: Int) -> Int {
    if node == key { return 0 }
    guard node >= base else { return Int(UInt16.max) }
    return slot < 0 ? Int(near[node - base]) : Int(distances[slot][node - base])
  }

  /// The place in `nextLinks` of a node's next links: their number, then the links.
  private mutating func next(_ slot: Int, _ node: Int, key: Int) -> Int {
    if node >= base, slot >= 0 {
      let known = nextStart[slot][node - base]
      if known >= 0 { return Int(known) }
    }
    let place = nextLinks.count
    nextLinks.append(0)
    var best = Int(UInt16.max)
    for index in graph.outgoing(node) {
      let id = graph.out[index]
      let link = graph.links[Int(id)]
      guard up[Int(id)] else { continue }
      let cost = distance(slot, Int(link.to), key: key) + Int(link.cost)
      if cost > best || cost >= Int(UInt16.max) { continue }
      if cost < best {
        best = cost
        nextLinks.removeLast(nextLinks.count - place - 1)
      }
      nextLinks.append(id)
    }
    nextLinks[place] = Int32(nextLinks.count - place - 1)
    if node >= base, slot >= 0 { nextStart[slot][node - base] = Int32(place) }
    return place
  }

  /// Appends one route from a node to a slot's destination.
  /// - Returns: False where there is none.
  private mutating func walk(
    from start: Int,
    slot: Int,
    key: Int,
    hash: UInt64,
    destination: Int,
    weight: Double,
    loads: [Double],
    into route: inout [Hop]
  ) -> Bool {
    var node = start
    while node != key {
      let place = next(slot, node, key: key)
      let count = Int(nextLinks[place])
      guard count > 0 else { return false }
      var choice = 0
      if count > 1 {
        let salted = mixed(hash ^ (UInt64(truncatingIfNeeded: node) &* 0xD6E8_FEB8_6659_FD93))
        switch routing {
        case .byDestination: choice = destination / divisor(at: node, count: count) % count
        case .dimensionOrder:
          for index in 1..<count {
            let tier = graph.links[Int(nextLinks[place + 1 + index])].tier
            if tier < graph.links[Int(nextLinks[place + 1 + choice])].tier { choice = index }
          }
        case .adaptive:
          var least = Double.infinity
          let first = Int(salted % UInt64(count))
          for step in 0..<count {
            let index = first + step < count ? first + step : first + step - count
            let link = Int(nextLinks[place + 1 + index])
            let load = loads[link] / graph.links[link].bandwidth
            if load < least * (1 - 1e-12) {
              least = load
              choice = index
            }
          }
        default: choice = Int(salted % UInt64(count))
        }
      }
      let link = nextLinks[place + 1 + choice]
      if slot < 0 || node < base { nextLinks.removeLast(nextLinks.count - place) }
      route.append(Hop(link: link, weight: weight))
      node = Int(graph.links[Int(link)].to)
      if route.count > 65_536 { return false }
    }
    return true
  }

  /// What a destination's number is divided by at a node, so that tiers choose by other digits.
  @inline(__always)
  private func divisor(at node: Int, count: Int) -> Int {
    guard node >= graph.endpoints else { return 1 }
    var divisor = 1
    for _ in 0..<graph.switchTiers[node - graph.endpoints] { divisor *= count }
    return divisor
  }

  /// The route of a flow.
  ///
  /// - Parameters:
  ///   - source: The endpoint that sends.
  ///   - destination: The endpoint that receives.
  ///   - flow: Number of the flow, for its hash.
  ///   - loads: Load of each link, for adaptive routing.
  ///   - route: Takes the hops; emptied first.
  /// - Returns: False where there is no way.
  mutating func route(
    from source: Int,
    to destination: Int,
    flow: UInt64,
    loads: [Double],
    into route: inout [Hop]
  ) -> Bool {
    route.removeAll(keepingCapacity: true)
    guard source != destination else { return true }
    let key = key(of: destination)
    if key != destination, routing != .valiant, self.key(of: source) == key, key != source {
      // Both under one switch: up and down again.
      let first = Int(graph.out[graph.outgoing(source).lowerBound])
      let last = Int(graph.out[graph.outgoing(destination).lowerBound]) ^ 1
      guard up[first], up[last] else { return false }
      route.append(Hop(link: Int32(first), weight: 1))
      route.append(Hop(link: Int32(last), weight: 1))
      return true
    }
    let slot = keeps(key) ? slot(key) : -1
    if slot < 0 {
      for node in nearTouched { near[Int(node)] = .max }
      nearTouched.removeAll(keepingCapacity: true)
      let goal = source >= base ? source : self.key(of: source)
      search(
        from: key,
        until: goal >= base ? goal : nil,
        found: &near,
        touched: &nearTouched
      )
    }
    let hash = mixed(seed ^ mixed(flow))
    var found: Bool
    switch routing {
    case .spray:
      found = spray(from: source, slot: slot, key: key, into: &route)
    case .paths(let count):
      found = true
      for path in 0..<count where found {
        found = walk(
          from: source,
          slot: slot,
          key: key,
          hash: mixed(hash &+ UInt64(path)),
          destination: destination,
          weight: 1 / Double(count),
          loads: loads,
          into: &route
        )
      }
      merge(&route)
    case .valiant:
      let middle = Int(mixed(hash ^ 0x5851_F42D_4C95_7F2D) % UInt64(max(graph.endpoints, 1)))
      let stop = self.key(of: middle)
      found = true
      var node = source
      if stop != self.key(of: source), stop != key, stop >= base {
        let half = self.slot(stop)
        if distance(half, self.key(of: source), key: stop) < Int(UInt16.max) {
          found = walk(
            from: source,
            slot: half,
            key: stop,
            hash: hash,
            destination: middle,
            weight: 1,
            loads: loads,
            into: &route
          )
          node = stop
        }
      }
      if found {
        found = walk(
          from: node,
          slot: slot,
          key: key,
          hash: mixed(hash),
          destination: destination,
          weight: 1,
          loads: loads,
          into: &route
        )
      }
    default:
      found = walk(
        from: source,
        slot: slot,
        key: key,
        hash: hash,
        destination: destination,
        weight: 1,
        loads: loads,
        into: &route
      )
    }
    guard found else { return false }
    if key != destination {
      let access = Int(graph.out[graph.outgoing(destination).lowerBound]) ^ 1
      guard up[access] else { return false }
      route.append(Hop(link: Int32(access), weight: 1))
    }
    return true
  }

  /// What packets to an endpoint need at each switch: where their way ends and how to get there.
  struct Destination {
    /// The node that all ways lead to: the endpoint or its only switch.
    var key: Int32
    /// Where its distances are kept.
    var slot: Int32
    /// The link from the key to the endpoint, −1 where the key is the endpoint.
    var last: Int32
  }

  /// Finds the distances to an endpoint.
  mutating func destination(_ endpoint: Int) -> Destination {
    let key = key(of: endpoint)
    let slot = slot(key)
    let last =
      key == endpoint ? -1 : Int32(Int(graph.out[graph.outgoing(endpoint).lowerBound]) ^ 1)
    return Destination(key: Int32(key), slot: Int32(slot), last: last)
  }

  /// The links on shortest ways from a node, as a range of `link(at:)`.
  @inline(__always)
  mutating func choices(at node: Int, to destination: Destination) -> (first: Int, count: Int) {
    let place = next(Int(destination.slot), node, key: Int(destination.key))
    return (place + 1, Int(nextLinks[place]))
  }

  /// A link of a range of choices.
  @inline(__always)
  func link(at place: Int) -> Int { Int(nextLinks[place]) }

  /// Adds the parts of links that occur more than once.
  private mutating func merge(_ route: inout [Hop]) {
    var count = 0
    for index in route.indices {
      let hop = route[index]
      let place = placeOf[Int(hop.link)]
      if place >= 0 {
        route[Int(place)].weight += hop.weight
      } else {
        placeOf[Int(hop.link)] = Int32(count)
        route[count] = hop
        count += 1
      }
    }
    route.removeLast(route.count - count)
    for hop in route { placeOf[Int(hop.link)] = -1 }
  }

  /// Appends all shortest routes from a node, split evenly at each hop.
  private mutating func spray(
    from start: Int,
    slot: Int,
    key: Int,
    into route: inout [Hop]
  ) -> Bool {
    if start < base {
      let place = next(slot, start, key: key)
      let count = Int(nextLinks[place])
      guard count > 0 else { return false }
      let links = Array(nextLinks[(place + 1)..<(place + 1 + count)])
      nextLinks.removeLast(nextLinks.count - place)
      let lanes = links.reduce(0.0) { $0 + Double(graph.links[Int($1)].lanes) }
      for link in links {
        let part = Double(graph.links[Int(link)].lanes) / lanes
        route.append(Hop(link: link, weight: part))
        let node = Int(graph.links[Int(link)].to)
        if node == key { continue }
        guard appendSprayed(from: node, slot: slot, key: key, part: part, into: &route) else {
          return false
        }
      }
      if count > 1 { merge(&route) }
      return true
    }
    return start == key
      || appendSprayed(from: start, slot: slot, key: key, part: 1, into: &route)
  }

  /// Appends a switch's sprayed part, scaled.
  private mutating func appendSprayed(
    from node: Int,
    slot: Int,
    key: Int,
    part: Double,
    into route: inout [Hop]
  ) -> Bool {
    if node == key { return true }
    if slot < 0 { sprayed.removeAll(keepingCapacity: true) }
    var place = slot < 0 ? -1 : Int(sprayStart[slot][node - base])
    if place < 0 {
      place = sprayed.count
      guard findSprayed(from: node, slot: slot, key: key) else { return false }
      if slot >= 0 { sprayStart[slot][node - base] = Int32(place) }
    }
    while sprayed[place].link >= 0 {
      route.append(Hop(link: sprayed[place].link, weight: sprayed[place].weight * part))
      place += 1
    }
    return true
  }

  /// Finds the parts of all links between a node and a slot's destination, farthest first.
  private mutating func findSprayed(from start: Int, slot: Int, key: Int) -> Bool {
    var pending = [start]
    nodeWeight[start] = 1
    while !pending.isEmpty {
      var farthest = 0
      for index in pending.indices
      where distance(slot, pending[index], key: key) > distance(slot, pending[farthest], key: key) {
        farthest = index
      }
      let node = pending.remove(at: farthest)
      let weight = nodeWeight[node]
      nodeWeight[node] = 0
      if node == key { continue }
      let place = next(slot, node, key: key)
      let count = Int(nextLinks[place])
      guard count > 0 else {
        for rest in pending { nodeWeight[rest] = 0 }
        return false
      }
      var lanes = 0.0
      for index in 0..<count {
        lanes += Double(graph.links[Int(nextLinks[place + 1 + index])].lanes)
      }
      for index in 0..<count {
        let link = nextLinks[place + 1 + index]
        let part = weight * Double(graph.links[Int(link)].lanes) / lanes
        sprayed.append(Hop(link: link, weight: part))
        let to = Int(graph.links[Int(link)].to)
        if nodeWeight[to] == 0, to != key { pending.append(to) }
        if to != key { nodeWeight[to] += part }
      }
    }
    sprayed.append(Hop(link: -1, weight: 0))
    return true
  }
}
