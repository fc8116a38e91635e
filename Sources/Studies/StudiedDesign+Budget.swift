import Economics
import Quantities
import Scenarios
import Systems

/// How much of a limit of the budget a design takes.
public struct BudgetUse: Hashable, Sendable {
  /// The limit, such as `capex`: the field under `budget`.
  public var key: String
  /// What the design takes, in ``unit``.
  public var value: Double
  /// What it may take, in ``unit``.
  public var limit: Double
  /// The unit of both: `USD`, `USD/s`, `W`, `s` or `kg`.
  public var unit: String

  /// Compares what is taken with a limit.
  public init(key: String, value: Double, limit: Double, unit: String) {
    self.key = key
    self.value = value
    self.limit = limit
    self.unit = unit
  }

  /// What is taken over what may be, above 1 where it is too much.
  public var ratio: Double { value / limit }

  /// Whether what is taken depends on the plan, not on the system alone.
  public var followsPlan: Bool { ["opex", "deadline", "carbon"].contains(key) }

  /// Whether more is taken than may be.
  public var isExceeded: Bool { !(value <= limit) }
}

extension StudiedDesign {
  /// Purchase of accelerators, hosts and network, and construction for their rated power [USD].
  public var capitalCost: Double {
    let prices = scenario.ownership.prices
    return prices.equipment * Double(scenario.system.count)
      + prices.facility * facility.itRatedPower
  }

  /// Energy, water, maintenance and operation of the whole system [USD/s].
  public var operatingCostPerSecond: Double {
    let rate = costRate
    return (rate.energy + rate.water + rate.maintenance + rate.operation)
      * Double(scenario.system.count)
  }

  /// How much of each limit of the budget the design takes, in the order of the format's table;
  /// empty without a budget.
  public var budgetUses: [BudgetUse] {
    let budget = scenario.budget
    guard !budget.isEmpty else { return [] }
    var uses: [BudgetUse] = []
    func add(_ key: String, _ limit: Double?, _ value: @autoclosure () -> Double?, _ unit: String) {
      guard let limit, let value = value() else { return }
      uses.append(BudgetUse(key: key, value: value, limit: limit, unit: unit))
    }
    add("capex", budget.capex, capitalCost, "USD")
    add("opex", budget.opex, operatingCostPerSecond, "USD/s")
    add("power", budget.power, facility.facilityPeakPower, "W")
    add("rack-power", budget.rackPower, facility.rackRatedPower, "W")
    add("deadline", budget.deadline, timeToFinish, "s")
    add("carbon", budget.carbon, carbonOfPeriod, "kg")
    return uses
  }

  /// The greatest ratio by which a limit of the budget is exceeded that a plan can change; nil when
  /// none is.
  ///
  /// Purchase and rated power are the system's: no plan keeps to them or exceeds them more than
  /// another, so they are reasons against the design and no measure of its plan.
  var budgetExcess: Double? {
    guard !scenario.budget.isEmpty else { return nil }
    return budgetUses.filter { $0.isExceeded && $0.followsPlan }.map(\.ratio).max()
  }

  /// A sentence for each limit of the budget that is exceeded, in the order of the format's table.
  var budgetProblems: [String] { budgetUses.filter(\.isExceeded).map(sentence) }

  /// The sentence about a limit that is exceeded.
  private func sentence(_ use: BudgetUse) -> String {
    func amount(_ value: Double) -> String {
      switch use.key {
      case "capex": Format.money(value)
      case "opex": "\(Format.money(value * Annuity.year)) a year"
      case "deadline": Format.duration(value)
      case "carbon": "\(Format.count(value / 1e3)) t"
      default: Format.quantity(value, unit: use.unit)
      }
    }
    let nodes = facility.nodesPerRack
    let node = scenario.system.node.name
    let what: String
    switch use.key {
    case "capex": what = "the purchase costs"
    case "opex": what = "running the system costs"
    case "power": what = "the system needs"
    case "rack-power":
      what = nodes == 1 ? "one \(node) needs" : "a rack of \(nodes) \(node) nodes needs"
    case "deadline": what = "the run takes"
    default: what = timeToFinish == nil ? "a year of serving emits" : "the run emits"
    }
    let rest = "\(what) \(amount(use.value)), more than budget.\(use.key) of \(amount(use.limit))"
    // Only these grow with the number of accelerators about in proportion.
    guard ["capex", "opex", "power"].contains(use.key) else { return rest }
    let fits = Int(Double(scenario.system.count) / max(1, use.ratio))
    return rest + "; "
      + (fits > 0 ? "about \(Format.count(fits)) accelerators" : "not even one accelerator")
      + " would fit it"
  }
}
