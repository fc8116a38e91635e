import LinearPrograms
import Quantities
import Studies
import Testing

/// Random placements of two classes on two pools, held against every point of a grid of shares.
@Suite(.enabled(if: HighsSolver.isAvailable))
struct PlacementEnumerationTests {
  /// Points of the grid along each share, less one.
  private static let steps = 100

  @Test func `no point of a grid is better, and some point is nearly as good`() throws {
    var random = SplitMix64(seed: 3)
    let solver = try HighsSolver.load()
    var complete = 0
    var nearlyReached = 0
    var worthwhile = 0
    for index in 0..<120 {
      // In two cases of three the far pool holds everything, so the grid comes near the optimum.
      let isAmple = index % 3 != 0
      let placement = Self.random(isAmple: isAmple, using: &random)
      let answer = try placement.solve(with: solver)
      let best = Self.bestOfGrid(placement)
      for part in answer.pools { #expect(part.busy <= part.capacity * (1 + 1e-8)) }
      for (part, entry) in zip(answer.classes, placement.classes) {
        let shares = answer.shares.filter { $0.requestClass == part.name }.map(\.share)
        #expect(abs(Statistics.sum(shares) - part.served) < 1e-8)
        #expect(abs((1 - part.served) * entry.rate - part.unservedRate) < 1e-8)
      }
      // Too much for both pools together in the leanest way: no grid point may be feasible either.
      guard answer.isComplete else {
        #expect(best == nil)
        continue
      }
      complete += 1
      let objective = placement.aim == .cost ? answer.cost : answer.power
      if let best { #expect(objective <= best * (1 + 1e-9)) }
      guard isAmple else { continue }
      let found = try #require(best)
      #expect(found - objective <= Self.stepCost(placement) + 1e-9)
      nearlyReached += 1
      if answer.binding != nil { worthwhile += 1 }
    }
    #expect(complete > 80 && nearlyReached == 80 && worthwhile > 20)
  }

  @Test func `worths are what growth saves, in random placements`() throws {
    var random = SplitMix64(seed: 11)
    let solver = try HighsSolver.load()
    var compared = 0
    for _ in 0..<60 {
      var placement = Self.random(isAmple: true, using: &random)
      let now = try placement.solve(with: solver)
      let pool = 0
      let growth = 1e-4
      placement.pools[pool].capacity *= 1 + growth
      let grown = try placement.solve(with: solver)
      let gain =
        placement.aim == .cost ? now.cost - grown.cost : now.power - grown.power
      let scale = placement.aim == .cost ? now.cost : now.power
      // The objective falls in straight pieces; a step of 10⁻⁴ seldom crosses a kink, and past
      // one the gain is smaller than the worth, never larger.
      #expect(gain / growth <= now.pools[pool].worth + 1e-4 * scale)
      if abs(gain / growth - now.pools[pool].worth) <= 1e-4 * scale { compared += 1 }
    }
    #expect(compared >= 58)
  }

  /// The least objective over all grid points that both pools can carry, if any can.
  private static func bestOfGrid(_ placement: Placement) -> Double? {
    let options = placement.options
    let rates = placement.classes.map(\.rate)
    let goal = Self.goal(placement)
    let fixed = placement.aim == .cost ? placement.pools.reduce(0) { $0 + $1.fixedCost } : 0
    var best: Double?
    for i in 0...steps {
      for j in 0...steps {
        let x = Double(i) / Double(steps)
        let y = Double(j) / Double(steps)
        let near = rates[0] * x * options[0].use + rates[1] * y * options[2].use
        let far = rates[0] * (1 - x) * options[1].use + rates[1] * (1 - y) * options[3].use
        guard near <= placement.pools[0].capacity, far <= placement.pools[1].capacity else {
          continue
        }
        let value =
          fixed + rates[0] * (x * goal[0] + (1 - x) * goal[1])
          + rates[1] * (y * goal[2] + (1 - y) * goal[3])
        best = min(best ?? value, value)
      }
    }
    return best
  }

  /// What a request of each way adds to the aim.
  private static func goal(_ placement: Placement) -> [Double] {
    let prices = Dictionary(
      placement.pools.map { ($0.name, $0.purchase.price) },
      uniquingKeysWith: { first, _ in first }
    )
    return placement.options.map {
      placement.aim == .cost ? $0.cost + $0.use * (prices[$0.pool] ?? 0) : $0.energy
    }
  }

  /// What moving both classes by one step of the grid can cost at most.
  private static func stepCost(_ placement: Placement) -> Double {
    let goal = Self.goal(placement)
    let rates = placement.classes.map(\.rate)
    return (rates[0] * abs(goal[0] - goal[1]) + rates[1] * abs(goal[2] - goal[3])) / Double(steps)
  }

  /// Two classes that may each go near or far, at random figures.
  private static func random(isAmple: Bool, using random: inout SplitMix64) -> Placement {
    func any(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
    let isPart = Bool.random(using: &random)
    let pools = [
      Bazaar.pool(
        "near",
        .site,
        capacity: any(0.2...3),
        fixedCost: any(0...3),
        purchase: isPart ? .part(price: any(0...2)) : .whole
      ),
      Bazaar.pool("far", capacity: isAmple ? 100 : any(0.5...6), fixedCost: any(0...3)),
    ]
    let classes = ["a", "b"].map { Bazaar.requests($0, rate: any(0.1...4)) }
    let options = classes.flatMap { entry in
      pools.map { pool in
        Bazaar.way(
          entry.name,
          pool.name,
          use: any(0.2...2),
          cost: any(0...5),
          energy: any(1...100)
        )
      }
    }
    let aim: Placement.Aim = Bool.random(using: &random) ? .cost : .energy
    return Placement(pools: pools, classes: classes, options: options, aim: aim)
  }
}
