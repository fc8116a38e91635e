import Foundation

/// How owners of stages build: on what they see now, never on what will be.
///
/// An owner orders what it has always planned for, more where its price stands above the usual one,
/// at full speed where the price has doubled; never more under construction than a multiple of what
/// works; and it drops orders while much stands idle.
struct Expansion {
  /// Orders of each stage.
  var orders: [[Stage.Order]]
  /// Capacity of each stage at work, without events [unit].
  var capacity: [Double]
  /// Signal of scarcity of the quarter before, by stage [1].
  var signals: [Double]

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
    signals = Array(repeating: 0, count: industry.stages.count)
  }

  /// Puts to work what arrives in a quarter.
  mutating func arrive(in quarter: Quarter) {
    for stage in orders.indices {
      for order in orders[stage] where order.arrives <= quarter { capacity[stage] += order.amount }
      orders[stage].removeAll { $0.arrives <= quarter }
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
  ///   - planned: Planned growth a year, technologies counted.
  ///   - price: Scarcity price of its output [USD/unit].
  ///   - utilisation: Use over capacity.
  ///   - idle: Use below which orders are dropped.
  mutating func wish(
    _ stage: Int,
    _ data: Stage,
    build: Double,
    planned: Double,
    price: Double,
    utilisation: Double,
    idle: Double
  ) -> Double {
    let signal = data.price > 0 ? min(1, max(0, price) / data.price) : 0
    // A price must stand for two quarters before money is committed.
    let lasting = min(signal, signals[stage])
    signals[stage] = signal
    if utilisation < idle {
      for order in orders[stage].indices { orders[stage][order].amount *= 1 - data.cancellation }
      return 0
    }
    let usual = capacity[stage] * (pow(1 + planned, 0.25) - 1)
    let fast = lasting * data.growthLimit * capacity[stage] / max(build, 1)
    let room = max(0, data.growthLimit * capacity[stage] - onOrder(stage))
    return min(max(usual, fast), max(room, usual))
  }
}
