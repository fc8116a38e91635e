extension FabricShape {
  /// Every endpoint joined to every other.
  static func fullMesh(_ endpoints: Int) -> FabricShape {
    let share = 1 / Double(max(1, endpoints - 1))
    let cut = cutPairs(endpoints)
    return FabricShape(
      endpoints: endpoints,
      switches: [],
      links: [
        LinkGroup(
          name: "mesh",
          count: endpoints * (endpoints - 1) / 2,
          rate: share,
          lower: .endpoint,
          upper: .endpoint,
          span: .anyTwo(group: endpoints, unit: 1)
        )
      ],
      bisection: cut * share,
      bisectionLinks: cut,
      diameter: endpoints > 1 ? 1 : 0
    )
  }

  /// A torus; a side of two has two links between its neighbours, as its wrap is there.
  static func torus(_ sides: [Int], isTwisted: Bool) -> FabricShape {
    let endpoints = sides.reduce(1, *)
    let axes = sides.enumerated().filter { $0.element > 1 }
    let share = 1 / Double(max(1, 2 * axes.count))
    var links: [LinkGroup] = []
    for (axis, _) in axes {
      let stride = sides[..<axis].reduce(1, *)
      links.append(
        LinkGroup(
          name: "axis \(axis + 1)",
          count: endpoints,
          rate: share,
          lower: .endpoint,
          upper: .endpoint,
          span: .step(stride: stride, group: endpoints)
        )
      )
    }
    let graph = isTwisted ? TorusGraph(sides: sides, isTwisted: true) : nil
    let cut = graph?.planeCut ?? axes.map { 2 * Double(endpoints / $0.element) }.min() ?? 0
    return FabricShape(
      endpoints: endpoints,
      switches: [],
      links: links,
      bisection: cut * share,
      bisectionLinks: cut,
      diameter: graph?.diameter ?? axes.reduce(0) { $0 + $1.element / 2 }
    )
  }

  /// Groups of routers, full mesh in and between groups.
  static func dragonfly(_ groups: Int, _ routers: Int, _ perRouter: Int, _ global: Int)
    -> FabricShape
  {
    let all = groups * routers
    let endpoints = all * perRouter
    let perPair = groups > 1 ? Double(routers * global) / Double(groups - 1) : 0
    let ports = perRouter + routers - 1 + (groups > 1 ? global : 0)
    let between = groups > 1 ? cutPairs(groups) * perPair : cutPairs(routers)
    return FabricShape(
      endpoints: endpoints,
      switches: [SwitchTier(name: "router", count: all, ports: ports)],
      links: [
        LinkGroup(
          name: "endpoint–router",
          count: endpoints,
          rate: 1,
          lower: .endpoint,
          upper: .tier(0),
          span: .toMiddle(group: perRouter)
        ),
        LinkGroup(
          name: "in group",
          count: groups * routers * (routers - 1) / 2,
          rate: 1,
          lower: .tier(0),
          upper: .tier(0),
          span: .anyTwo(group: routers * perRouter, unit: 1)
        ),
        LinkGroup(
          name: "between groups",
          count: groups > 1 ? all * global / 2 : 0,
          rate: 1,
          lower: .tier(0),
          upper: .tier(0),
          span: .anyTwo(group: endpoints, unit: routers * perRouter)
        ),
      ],
      bisection: min(between, Double(endpoints / 2)),
      bisectionLinks: between,
      diameter: 2 + (routers > 1 ? groups > 1 ? 2 : 1 : 0) + (groups > 1 ? 1 : 0)
    )
  }

  /// Groups that are two-tier leaf–spine, spines joined between groups.
  static func dragonflyPlus(
    _ groups: Int,
    _ leaves: Int,
    _ spines: Int,
    _ perLeaf: Int,
    _ global: Int
  ) -> FabricShape {
    let endpoints = groups * leaves * perLeaf
    let perPair = groups > 1 ? Double(spines * global) / Double(groups - 1) : 0
    let between = groups > 1 ? cutPairs(groups) * perPair : Double(leaves * spines) / 2
    return FabricShape(
      endpoints: endpoints,
      switches: [
        SwitchTier(name: "leaf", count: groups * leaves, ports: perLeaf + spines),
        SwitchTier(
          name: "spine",
          count: groups * spines,
          ports: leaves + (groups > 1 ? global : 0)
        ),
      ],
      links: [
        LinkGroup(
          name: "endpoint–leaf",
          count: endpoints,
          rate: 1,
          lower: .endpoint,
          upper: .tier(0),
          span: .toMiddle(group: perLeaf)
        ),
        LinkGroup(
          name: "leaf–spine",
          count: groups * leaves * spines,
          rate: 1,
          lower: .tier(0),
          upper: .tier(1),
          span: .toMiddle(group: leaves * perLeaf)
        ),
        LinkGroup(
          name: "between groups",
          count: groups > 1 ? groups * spines * global / 2 : 0,
          rate: 1,
          lower: .tier(1),
          upper: .tier(1),
          span: .anyTwo(group: endpoints, unit: leaves * perLeaf)
        ),
      ],
      bisection: min(between, Double(endpoints / 2)),
      bisectionLinks: between,
      diameter: groups > 1 ? 5 : 4
    )
  }

  /// Routers along axes, full mesh along each.
  static func hyperX(_ sides: [Int], _ perRouter: Int) -> FabricShape {
    let routers = sides.reduce(1, *)
    let endpoints = routers * perRouter
    let axes = sides.enumerated().filter { $0.element > 1 }
    var links = [
      LinkGroup(
        name: "endpoint–router",
        count: endpoints,
        rate: 1,
        lower: .endpoint,
        upper: .tier(0),
        span: .toMiddle(group: perRouter)
      )
    ]
    for (axis, side) in axes {
      let group = sides[...axis].reduce(1, *) * perRouter
      links.append(
        LinkGroup(
          name: "axis \(axis + 1)",
          count: routers * (side - 1) / 2,
          rate: 1,
          lower: .tier(0),
          upper: .tier(0),
          span: .anyTwo(group: group, unit: axis == 0 ? 1 : group / side)
        )
      )
    }
    let cut = axes.map { cutPairs($0.element) * Double(routers / $0.element) }.min()
    return FabricShape(
      endpoints: endpoints,
      switches: [
        SwitchTier(
          name: "router",
          count: routers,
          ports: perRouter + axes.reduce(0) { $0 + $1.element - 1 }
        )
      ],
      links: links,
      bisection: min(cut ?? .infinity, Double(endpoints / 2)),
      bisectionLinks: cut ?? Double(endpoints / 2),
      diameter: 2 + axes.count
    )
  }

  /// Blocks joined pairwise, as evenly as their uplinks allow.
  static func blockMesh(_ blocks: Int, _ uplinks: Int) -> FabricShape {
    let perPair = Double(uplinks) / Double(max(1, blocks - 1))
    let cut = cutPairs(blocks) * perPair
    return FabricShape(
      endpoints: blocks,
      switches: [],
      links: [
        LinkGroup(
          name: "block–block",
          count: blocks * uplinks / 2,
          rate: 1 / Double(uplinks),
          lower: .endpoint,
          upper: .endpoint,
          span: .anyTwo(group: blocks, unit: 1)
        )
      ],
      bisection: cut / Double(uplinks),
      bisectionLinks: cut,
      diameter: blocks > 1 ? 1 : 0
    )
  }
}
