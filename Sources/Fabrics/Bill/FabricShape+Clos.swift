extension FabricShape {
  /// The first tier of a folded Clos: ports down and up of a switch.
  ///
  /// - Parameters:
  ///   - radix: Ports of a switch.
  ///   - oversubscription: Rate down over rate up.
  /// - Returns: Ports towards endpoints, and upwards.
  public static func split(radix: Int, oversubscription: Double) -> (down: Int, up: Int) {
    let down = Int(
      (Double(radix) * oversubscription / (1 + oversubscription) + 1e-9).rounded(.down)
    )
    let up = Int((Double(down) / oversubscription - 1e-9).rounded(.up))
    return (down, min(up, radix - down))
  }

  /// Endpoints that a folded Clos can join: `2 (k/2)^L` without oversubscription.
  ///
  /// - Parameters:
  ///   - radix: Ports of a switch, `k`.
  ///   - tiers: Tiers of switches, `L`.
  ///   - oversubscription: Rate down over rate up at the first tier.
  /// - Returns: Endpoints; the greatest integer where there are more.
  public static func closLimit(radix: Int, tiers: Int, oversubscription: Double = 1) -> Int {
    guard tiers > 1 else { return radix }
    var limit = split(radix: radix, oversubscription: oversubscription).down
    for tier in 2...tiers {
      let (next, isTooMany) = limit.multipliedReportingOverflow(
        by: tier == tiers ? radix : radix / 2
      )
      if isTooMany { return .max }
      limit = next
    }
    return limit
  }

  /// A folded Clos with no more switches than its endpoints need.
  static func clos(
    endpoints: Int,
    radix: Int,
    tiers: Int,
    _ oversubscription: Double
  ) -> FabricShape {
    let split = split(radix: radix, oversubscription: oversubscription)
    let down = tiers == 1 ? radix : split.down
    let leaves = (endpoints + down - 1) / down
    return clos(
      endpoints: endpoints,
      leaves: leaves,
      perLeaf: down,
      up: split.up,
      radix: radix,
      tiers: tiers
    )
  }

  /// Nodes with a port under each of several rails; first switches take ports of one rank.
  static func rails(
    nodes: Int,
    rails: Int,
    radix: Int,
    tiers: Int,
    _ oversubscription: Double
  ) -> FabricShape {
    let split = split(radix: radix, oversubscription: oversubscription)
    let down = tiers == 1 ? radix : split.down
    let leaves = rails * ((nodes + down - 1) / down)
    var shape = clos(
      endpoints: nodes * rails,
      leaves: leaves,
      perLeaf: down,
      up: split.up,
      radix: radix,
      tiers: tiers
    )
    // A first switch takes one port of each of its nodes, which stand in rails times as many racks.
    if let first = shape.links.indices.first {
      shape.links[first].span = .toMiddle(group: min(nodes * rails, down * rails))
    }
    return shape
  }

  /// The fewest top switches among which every block's uplinks spread evenly.
  private static func topSwitches(units: Int, uplinks: Int, radix: Int) -> Int {
    let least = max(1, (units * uplinks + radix - 1) / radix)
    return (least...max(least, uplinks)).first { uplinks.isMultiple(of: $0) } ?? uplinks
  }

  /// A folded Clos over given first switches.
  private static func clos(
    endpoints: Int,
    leaves: Int,
    perLeaf: Int,
    up: Int,
    radix: Int,
    tiers: Int
  ) -> FabricShape {
    let names = [["switch"], ["leaf", "spine"], ["leaf", "aggregation", "core"]]
    func name(_ tier: Int) -> String { tiers <= 3 ? names[tiers - 1][tier] : "tier \(tier + 1)" }
    let used = min(perLeaf, (endpoints + leaves - 1) / leaves)
    var switches = [SwitchTier(name: name(0), count: leaves, ports: used + (tiers > 1 ? up : 0))]
    var links = [
      LinkGroup(
        name: "endpoint–\(name(0))",
        count: endpoints,
        rate: 1,
        lower: .endpoint,
        upper: .tier(0),
        span: .toMiddle(group: min(endpoints, perLeaf))
      )
    ]
    // Middle tiers come in whole blocks: half of the ports down to as many members, one link each.
    var units = leaves
    var unitUp = up
    var group = min(endpoints, perLeaf)
    for tier in 1..<max(1, tiers) {
      let isTop = tier == tiers - 1
      let below = max(1, radix / 2)
      let pods = isTop ? 1 : (units + below - 1) / below
      let members = isTop ? units : min(units, below)
      let count = isTop ? topSwitches(units: units, uplinks: unitUp, radix: radix) : unitUp
      group = min(endpoints, group * members)
      switches.append(
        SwitchTier(
          name: name(tier),
          count: count * pods,
          ports: isTop ? units * ((unitUp + count - 1) / count) : members + below
        )
      )
      links.append(
        LinkGroup(
          name: "\(name(tier - 1))–\(name(tier))",
          count: units * unitUp,
          rate: 1,
          lower: .tier(tier - 1),
          upper: .tier(tier),
          span: .toMiddle(group: group)
        )
      )
      units = pods
      unitUp *= below
    }
    let half = Double(endpoints / 2)
    let isSingle = tiers == 1 || leaves == 1
    let cut = isSingle ? half : min(half, Double(leaves * up) / 2)
    return FabricShape(
      endpoints: endpoints,
      switches: switches,
      links: links,
      bisection: cut,
      bisectionLinks: cut,
      diameter: leaves == 1 ? 2 : 2 * tiers
    )
  }
}
