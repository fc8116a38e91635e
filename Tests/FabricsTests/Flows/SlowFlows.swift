import Quantities

@testable import Fabrics

/// The flow simulation in its plainest form, for comparison: every rate anew at every event.
struct SlowFlows {
  /// The network.
  let graph: NetworkGraph
  /// How flows are run.
  let settings: FlowSettings

  /// Max-min fair rates by raising all flows together until a link or a cap stops them.
  static func rates(
    routes: [[Router.Hop]],
    caps: [Double],
    bandwidth: [Double]
  ) -> [Double] {
    var rates = [Double](repeating: 0, count: routes.count)
    var open = Set(routes.indices)
    while !open.isEmpty {
      var weight = [Double](repeating: 0, count: bandwidth.count)
      var used = weight
      for (flow, route) in routes.enumerated() {
        for hop in route {
          if open.contains(flow) {
            weight[Int(hop.link)] += hop.weight
          }
          used[Int(hop.link)] += hop.weight * rates[flow]
        }
      }
      var step = open.map { caps[$0] - rates[$0] }.min() ?? 0
      for link in bandwidth.indices where weight[link] > 1e-12 {
        step = min(step, max(0, bandwidth[link] - used[link]) / weight[link])
      }
      for flow in open { rates[flow] += step }
      for flow in open {
        let full = routes[flow].contains { hop in
          let link = Int(hop.link)
          return used[link] + weight[link] * step >= bandwidth[link] * (1 - 1e-9)
        }
        if full || rates[flow] >= caps[flow] * (1 - 1e-12) { open.remove(flow) }
      }
    }
    return rates
  }

  /// When each task ends [s]; failures are not known here.
  func finishes(_ traffic: Traffic) -> [Double] {
    var router = Router(graph: graph, routing: settings.routing, seed: settings.seed)
    let none = [Double](repeating: 0, count: graph.links.count)
    let bandwidth = graph.links.map(\.bandwidth)
    let count = traffic.tasks.count
    var routes: [[Router.Hop]] = []
    var latency: [Double] = []
    var caps: [Double] = []
    for task in traffic.tasks {
      var route: [Router.Hop] = []
      _ = router.route(
        from: Int(task.source),
        to: Int(task.destination),
        flow: task.hashed,
        loads: none,
        into: &route
      )
      routes.append(route)
      let packet = settings.packets.largest(task.bytes)
      let slowest = route.map { bandwidth[Int($0.link)] / $0.weight }.min() ?? .infinity
      let way = route.reduce(0) { $0 + $1.weight * graph.links[Int($1.link)].latency }
      let store = route.reduce(0) { $0 + $1.weight * packet / bandwidth[Int($1.link)] }
      latency.append(way + max(0, store - packet / slowest))
      caps.append(min(slowest * settings.rateShare, settings.window / (2 * way + store)))
    }
    var remaining = traffic.tasks.map { settings.packets.wireBytes($0.bytes) }
    var waits = [Int](repeating: 0, count: count)
    for place in stride(from: 1, to: traffic.orders.count, by: 2) {
      waits[Int(traffic.orders[place])] += 1
    }
    let followers = Followers(traffic)
    var finish = [Double](repeating: .infinity, count: count)
    var sendAt = [Double](repeating: .infinity, count: count)
    var arriveAt = sendAt
    var sending = Set<Int>()
    var now = 0.0
    func free(_ task: Int) {
      sendAt[task] =
        max(now, traffic.tasks[task].start) + traffic.tasks[task].time
        + (routes[task].isEmpty ? 0 : settings.startup)
    }
    for task in 0..<count where waits[task] == 0 { free(task) }
    while true {
      let active = sending.sorted()
      let rates = Self.rates(
        routes: active.map { routes[$0] },
        caps: active.map { caps[$0] },
        bandwidth: bandwidth
      )
      var next = min(sendAt.min() ?? .infinity, arriveAt.min() ?? .infinity)
      for (index, task) in active.enumerated() {
        next = min(next, now + remaining[task] / rates[index])
      }
      guard next < .infinity else { return finish }
      for (index, task) in active.enumerated() { remaining[task] -= rates[index] * (next - now) }
      now = next
      for task in active where remaining[task] <= 1e-6 {
        sending.remove(task)
        arriveAt[task] = now + latency[task]
      }
      for task in 0..<count where arriveAt[task] <= now * (1 + 1e-12) {
        arriveAt[task] = .infinity
        finish[task] = now
        for place in followers.range(task) {
          let follower = Int(followers.tasks[place])
          waits[follower] -= 1
          if waits[follower] == 0 { free(follower) }
        }
      }
      for task in 0..<count where sendAt[task] <= now * (1 + 1e-12) {
        sendAt[task] = .infinity
        if traffic.tasks[task].bytes > 0, !routes[task].isEmpty {
          sending.insert(task)
        } else {
          arriveAt[task] = now
        }
      }
    }
  }
}
