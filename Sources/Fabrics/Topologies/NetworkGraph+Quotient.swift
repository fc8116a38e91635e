extension NetworkGraph {
  /// The network with switches that no endpoint can tell apart drawn together.
  ///
  /// Switches are coloured until all of one colour have equally many links of each kind to each
  /// colour, with every endpoint a colour of its own (an equitable partition). Distances to an
  /// endpoint then depend on the colour alone, so a flow that is split evenly at each hop reaches
  /// all switches of a colour in equal parts and loads all links between two colours equally: one
  /// link with their capacities added behaves as they do.
  ///
  /// - Returns: The smaller network, and for each link the one that it became part of, −1 for links
  ///   within a colour, which are on no shortest route.
  func sprayQuotient() -> (graph: NetworkGraph, part: [Int32]) {
    var colours = (0..<nodes).map { node in
      node < endpoints
        ? mixed(UInt64(node)) : mixed(UInt64(switchTiers[node - endpoints]) | 1 << 40)
    }
    let kinds = links.map { link in
      mixed(
        link.bandwidth.bitPattern ^ mixed(link.latency.bitPattern)
          ^ mixed(UInt64(link.tier) << 8 | UInt64(link.cost))
      )
    }
    var count = Set(colours).count
    while true {
      var next = colours
      for node in endpoints..<nodes {
        var sum: UInt64 = 0
        for place in outgoing(node) {
          let link = Int(out[place])
          sum &+= mixed(colours[Int(links[link].to)] ^ kinds[link])
        }
        next[node] = mixed(colours[node] ^ mixed(sum))
      }
      let found = Set(next).count
      colours = next
      if found == count { break }
      count = found
    }
    var number: [UInt64: Int32] = [:]
    var tiers: [UInt8] = []
    var node = [Int32](repeating: 0, count: nodes)
    for index in 0..<nodes {
      if index < endpoints {
        node[index] = Int32(index)
        continue
      }
      let fresh = Int32(endpoints + tiers.count)
      let known = number[colours[index]]
      if known == nil {
        number[colours[index]] = fresh
        tiers.append(switchTiers[index - endpoints])
      }
      node[index] = known ?? fresh
    }
    struct Ends: Hashable {
      var from: Int32
      var to: Int32
      var kind: UInt64
    }
    var bundle: [Ends: Int] = [:]
    var cables: [Link] = []
    var part = [Int32](repeating: -1, count: links.count)
    for index in stride(from: 0, to: links.count, by: 2) {
      var link = links[index]
      link.from = node[Int(link.from)]
      link.to = node[Int(link.to)]
      guard link.from != link.to else { continue }
      let turned = link.from > link.to
      let ends = Ends(
        from: min(link.from, link.to),
        to: max(link.from, link.to),
        kind: kinds[index]
      )
      let place = bundle[ends] ?? cables.count
      if place == cables.count {
        bundle[ends] = place
        (link.from, link.to) = (ends.from, ends.to)
        cables.append(link)
      } else {
        cables[place].bandwidth += links[index].bandwidth
        cables[place].lanes += 1
      }
      part[index] = Int32(2 * place + (turned ? 1 : 0))
      part[index + 1] = Int32(2 * place + (turned ? 0 : 1))
    }
    return (
      NetworkGraph(
        endpoints: endpoints,
        switchTiers: tiers,
        cables: cables,
        endpointsForward: endpointsForward
      ), part
    )
  }
}
