extension FabricShape {
  /// What about a topology cannot be, all at once, in words.
  ///
  /// - Parameter topology: Any topology.
  /// - Returns: Sentences; none where it can be built.
  public static func problems(of topology: Topology) -> [String] {
    var found: [String] = []
    func atLeast(_ least: Int, _ values: (Int, String)...) {
      for (value, what) in values where value < least {
        found.append("\(what) is \(value); it must be \(least) or more")
      }
    }
    func clos(_ endpoints: Int, _ radix: Int, _ tiers: Int, _ ratio: Double, rails: Int = 1) {
      atLeast(1, (endpoints, "the number of endpoints"), (rails, "the number of rails"))
      atLeast(2, (radix, "the radix"))
      if !(1...4).contains(tiers) {
        found.append("there are \(tiers) tiers; 1 to 4 can be counted")
      }
      if !(ratio >= 1 && ratio.isFinite) {
        found.append("the oversubscription is \(ratio); it must be 1 or more")
      }
      guard found.isEmpty else { return }
      if tiers == 1, ratio > 1 {
        found.append("a single tier has no uplinks to oversubscribe; 1 is due")
      }
      let split = split(radix: radix, oversubscription: ratio)
      if tiers > 1, split.up < 1 {
        found.append("a switch of \(radix) ports has none left upwards at \(ratio) to 1")
        return
      }
      let limit = closLimit(radix: radix, tiers: tiers, oversubscription: ratio)
      let room = rails > 1 && tiers > 1 ? limit / rails : limit
      if endpoints > room {
        found.append(
          "\(tiers) tiers of \(radix) ports join \(room) \(rails > 1 ? "nodes" : "endpoints") at most,"
            + " and \(endpoints) are written"
        )
      }
    }
    switch topology {
    case .fullMesh(let endpoints): atLeast(2, (endpoints, "the number of endpoints"))
    case .ring(let endpoints): atLeast(2, (endpoints, "the number of endpoints"))
    case .torus(let sides, let twisted):
      if sides.isEmpty { found.append("a torus needs at least one side") }
      for side in sides { atLeast(1, (side, "a side")) }
      if !sides.isEmpty, sides.allSatisfy({ $0 == 1 }) {
        found.append("a torus with sides of 1 alone joins nothing")
      }
      if twisted, found.isEmpty {
        if let problem = TorusGraph.twistProblem(sides) { found.append(problem) }
      }
    case .switched(let endpoints, let planes):
      atLeast(1, (endpoints, "the number of endpoints"), (planes, "the number of planes"))
    case .clos(let endpoints, let radix, let tiers, let ratio): clos(endpoints, radix, tiers, ratio)
    case .railOptimised(let nodes, let rails, let radix, let tiers, let ratio):
      clos(nodes, radix, tiers, ratio, rails: rails)
    case .dragonfly(let groups, let routers, let perRouter, let global):
      atLeast(
        1,
        (groups, "the number of groups"),
        (routers, "the number of routers in a group"),
        (perRouter, "the number of endpoints at a router")
      )
      groupProblems(groups, links: routers * global, each: global, what: "router", into: &found)
    case .dragonflyPlus(let groups, let leaves, let spines, let perLeaf, let global):
      atLeast(
        1,
        (groups, "the number of groups"),
        (leaves, "the number of leaves"),
        (spines, "the number of spines"),
        (perLeaf, "the number of endpoints at a leaf")
      )
      groupProblems(groups, links: spines * global, each: global, what: "spine", into: &found)
    case .hyperX(let sides, let perRouter):
      if sides.isEmpty { found.append("a HyperX needs at least one side") }
      for side in sides { atLeast(1, (side, "a side")) }
      atLeast(1, (perRouter, "the number of endpoints at a router"))
    case .blockMesh(let blocks, let uplinks):
      atLeast(2, (blocks, "the number of blocks"))
      atLeast(1, (uplinks, "the number of uplinks"))
      if found.isEmpty, uplinks < blocks - 1 {
        found.append(
          "\(uplinks) uplinks do not reach each of \(blocks - 1) other blocks; \(blocks - 1) are due"
        )
      }
    }
    return found
  }

  /// What about links between groups cannot be.
  private static func groupProblems(
    _ groups: Int,
    links: Int,
    each: Int,
    what: String,
    into found: inout [String]
  ) {
    guard groups > 1 else { return }
    if each < 1 {
      found.append("each \(what) has \(each) links to other groups; 1 or more are due")
    } else if links < groups - 1 {
      found.append(
        "a group has \(links) links to other groups and cannot reach each of the \(groups - 1)"
      )
    }
  }
}
