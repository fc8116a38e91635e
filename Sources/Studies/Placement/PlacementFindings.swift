public import Scenarios

/// A scenario about placement with its answer and what the answer was made from.
public struct PlacementFindings: Sendable {
  /// The scenario.
  public var scenario: PlacementScenario
  /// The linear question.
  public var placement: Placement
  /// What an instance does on each way of the question, nil where it cannot run the model.
  public var loads: [InstanceLoad?]
  /// One instance of each pool.
  public var instances: [Instance]
  /// Where requests go.
  public var answer: PlacementAnswer
  /// Gain of one more instance of each pool before what it costs, in the answer's measure.
  ///
  /// Found by placing requests anew, so that it is never more than the price at the margin.
  public var worths: [Double]

  /// What one class costs and makes.
  public struct ClassCost: Hashable, Sendable {
    /// Cost of its requests and of capacity bought for them [USD/s].
    public var own: Double
    /// Its share of the fixed cost of pools, by busy time [USD/s].
    public var fixedShare: Double
    /// Output tokens of the requests that are served [1/s].
    public var outputRate: Double

    /// All that it costs [USD/s].
    public var total: Double { own + fixedShare }
    /// Cost of an output token, what its input takes included; nil where none is made [USD].
    public var perToken: Double? { outputRate > 0 ? total / outputRate : nil }
  }

  /// What each class costs, fixed cost of the pools that it uses included.
  public var classCosts: [ClassCost] {
    answer.classes.enumerated().map { index, part in
      let fixed = answer.shares.filter { $0.requestClass == part.name }.reduce(0.0) { sum, share in
        guard let place = placement.pools.firstIndex(where: { $0.name == share.pool }),
          answer.pools[place].busy > 0
        else { return sum }
        return sum + placement.pools[place].fixedCost * share.busy / answer.pools[place].busy
      }
      let entry = placement.classes[index]
      return ClassCost(
        own: part.cost,
        fixedShare: fixed,
        outputRate: entry.rate * part.served * entry.outputTokens
      )
    }
  }

  /// Fixed cost of pools that nothing uses [USD/s].
  public var unusedCost: Double {
    zip(placement.pools, answer.pools).reduce(0) { $0 + ($1.1.busy > 0 ? 0 : $1.0.fixedCost) }
  }

  /// Power of a pool, that of its idle instances included where they are paid for [W].
  public func power(ofPool index: Int) -> Double {
    let idle =
      instances[index].drawsWhenIdle
      ? instances[index].idlePower * Double(scenario.pools[index].instances) : 0
    return answer.pools[index].power + idle
  }

  /// Power of all pools, idle instances that are paid for included [W].
  public var power: Double { answer.pools.indices.reduce(0) { $0 + power(ofPool: $1) } }

  /// Gain of a small part of an instance more of a pool, for a whole one, in the answer's measure.
  public func marginalWorth(ofPool index: Int) -> Double {
    answer.pools[index].price * scenario.pools[index].busyShare
  }
}
