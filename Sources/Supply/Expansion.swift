import Foundation

/// How owners of stages build: on what they see now, never on what will be.
///
/// An owner orders what it has always planned for; more where use by accelerators, grown on as in the
/// last year, would outgrow it by the time an order works; more where its order book is longer than it
/// can work off, at full speed where the book is twice its capacity and never beyond what it asks for
/// today. Beyond what was always planned, no more than a multiple of what works is ever under
/// construction; and it drops orders while much stands idle.
struct Expansion {
  /// Orders of each stage.
  var orders: [[Stage.Order]]
  /// Capacity of each stage at work, without events [unit].
  var capacity: [Double]
  /// Use of each stage by accelerators in the last four quarters, the oldest first [unit].
  private var uses: [[Double]]

  /// What is built at the start.
  ///
  /// Where no expansions are listed, owners are taken to have ordered what they plan for.
  init(_ industry: Industry) {
    orders = industry.stages.map { stage in
      guard stage.orders.isEmpty, stage.plannedGrowth > 0 else { return stage.orders }
      let step = pow(1 + stage.plannedGrowth, 0.25)
      return (0..<max(0, Int(stage.build.rounded()))).map { age in
        Stage.Order(
          arrives: industry.start.advanced(by: age),
          amount: stage.capacity * (step - 1) * pow(step, Double(age))
        )
      }
    }
    capacity = industry.stages.map(\.capacity)
    uses = Array(repeating: [], count: industry.stages.count)
  }

  /// Puts to work what arrives in a quarter.
  mutating func arrive(in quarter: Quarter) {
    for stage in orders.indices {
      for order in orders[stage] where order.arrives <= quarter { capacity[stage] += order.amount }
      orders[stage].removeAll { $0.arrives <= quarter }
    }
  }

  /// Places an order, whose parts begin to work over a year around the build time.
  mutating func place(_ amount: Double, stage: Int, in quarter: Quarter, build: Double) {
    let middle = Int(build.rounded())
    // Sites and lines open hall by hall, so an order is no step; short builds have no such spread.
    let spread = min(2, middle / 3)
    let parts = 2 * spread + 1
    for part in 0..<parts {
      orders[stage].append(
        Stage.Order(
          arrives: quarter.advanced(by: max(1, middle - spread + part)),
          amount: amount / Double(parts)
        )
      )
    }
  }

  /// Under construction [unit].
  func onOrder(_ stage: Int) -> Double { orders[stage].reduce(0) { $0 + $1.amount } }

  /// What a stage's owners would order in a quarter, before tools and crews are shared out [unit].
  ///
  /// - Parameters:
  ///   - stage: Index of the stage.
  ///   - data: The stage.
  ///   - build: Quarters from order to work, events counted.
  ///   - planned: Growth a year that is planned for at least, technologies counted.
  ///   - use: Use by accelerators in the quarter.
  ///   - outside: Use by others.
  ///   - book: What its customers would take if their whole chain had no limit [unit].
  ///   - utilisation: Use over capacity.
  ///   - believed: Growth a year beyond which it is not believed to go on.
  ///   - idle: Use below which orders are dropped.
  /// - Returns: The order.
  mutating func wish(
    _ stage: Int,
    _ data: Stage,
    build: Double,
    planned: Double,
    use: Double,
    outside: Double,
    book: Double,
    utilisation: Double,
    believed: Double,
    idle: Double
  ) -> Double {
    uses[stage].append(use)
    var trend = min(data.trend, believed)
    if uses[stage].count > 4 {
      let before = uses[stage].removeFirst()
      if before > 0 { trend = min(max(0, use / before - 1), believed) }
    }
    if utilisation < idle, book <= capacity[stage], use + outside > 0 {
      for order in orders[stage].indices { orders[stage][order].amount *= 1 - data.cancellation }
      return 0
    }
    let years = build / 4
    let underway = onOrder(stage)
    let usual = capacity[stage] * (pow(1 + planned, 0.25) - 1)
    let others = outside * pow(1 + (data.outside?.growth ?? 0), years)
    let expected = max(0, use * pow(1 + trend, years) + others - capacity[stage] - underway)
    let signal = capacity[stage] > 0 ? min(1, max(0, book / capacity[stage] - 1)) : 0
    let fast = signal * data.growthLimit * capacity[stage] / max(build, 1)
    let short = max(0, book - capacity[stage] - underway)
    let room = max(0, data.growthLimit * capacity[stage] - underway)
    let wish = max(usual, min(max(expected, min(fast, short)), room))
    return min(wish, max(0, data.ceiling - capacity[stage] - underway))
  }
}
