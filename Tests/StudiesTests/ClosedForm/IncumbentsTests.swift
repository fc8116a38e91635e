import Quantities
import Scenarios
import Studies
import Testing
import Workloads

/// What a search keeps of candidates, whatever their order.
struct IncumbentsTests {
  /// A candidate as a space would book it.
  private struct Booked: Sendable {
    /// The plan.
    var plan: TrainingPlan
    /// How near it is to what must hold.
    var standing: Standing
    /// Its values.
    var merits: Merits
  }

  /// A space whose candidates are given, in groups of a few.
  private struct Given: SearchSpace {
    typealias Answer = Design

    /// The candidates of each group.
    var all: [[Booked]]
    /// Whether groups say how good they can be.
    var isBounded: Bool

    var count: Int { all.joined().count }
    var groups: Int { all.count }

    func count(of group: Int) -> Int { all[group].count }

    func bound(of group: Int) -> Merits {
      guard isBounded else { return Merits(repeating: .infinity) }
      var bound = Merits(repeating: -.infinity)
      for booked in all[group] { bound = pointwiseMax(bound, booked.merits) }
      return bound
    }

    func walk(_ group: Int, into walk: inout SearchWalk<TrainingPlan>) {
      for booked in all[group] {
        if booked.standing.fits {
          walk.offer(booked.plan, standing: booked.standing, merits: booked.merits)
        } else {
          walk.offer(misfit: booked.plan, need: booked.standing.shortfall)
        }
      }
    }
  }

  /// Candidates with few different values, so that many are equal.
  private func candidates(_ generator: inout SplitMix64, lanes: Int) -> [Booked] {
    func small() -> Double { (1 + generator.uniform() * 4).rounded(.down) }
    let isPoor = generator.uniform() < 0.3
    return (0..<40).map { number in
      var merits = Merits(repeating: 0)
      for lane in 0...lanes { merits[lane] = small() }
      let chance = generator.uniform()
      var standing = Standing(.good)
      if isPoor || chance < 0.2 { standing = Standing(.missesTarget, shortfall: small()) }
      if chance < 0.1 { standing = Standing(.misfit, shortfall: small()) }
      return Booked(plan: TrainingPlan(tensor: 1 + number), standing: standing, merits: merits)
    }
  }

  /// Deals candidates out to groups.
  private func groups(_ all: [Booked], _ generator: inout SplitMix64) -> [[Booked]] {
    var shuffled = all
    for index in shuffled.indices.dropFirst().reversed() {
      shuffled.swapAt(index, Int(generator.uniform() * Double(index + 1)))
    }
    let size = 1 + Int(generator.uniform() * 9)
    return stride(from: 0, to: shuffled.count, by: size).map {
      Array(shuffled[$0..<min(shuffled.count, $0 + size)])
    }
  }

  @Test func `what is kept does not depend on the order in which candidates come`() {
    var generator = SplitMix64(seed: 77)
    let fronts: [[Objective]] = [
      [], [.power, .costOfRun], [.power, .costOfRun, .timeToTrain],
    ]
    var seen = (twins: 0, fronts: 0, poor: 0, outrun: 0)
    for _ in 0..<60 {
      let index = Int(generator.uniform() * 3)
      let goals = SearchGoals(
        objective: .tokensPerSecond,
        top: 1 + Int(generator.uniform() * 5),
        front: fronts[index]
      )
      let lanes = goals.front.count
      let all = candidates(&generator, lanes: lanes)
      // The plans stand in the order of ties already.
      let ranked = all.sorted { one, other in
        if one.standing.level != other.standing.level {
          return one.standing.level > other.standing.level
        }
        if one.standing.level == .good {
          if one.merits[0] != other.merits[0] { return one.merits[0] > other.merits[0] }
        } else if one.standing.shortfall != other.standing.shortfall {
          return one.standing.shortfall < other.standing.shortfall
        }
        return one.plan.tensor < other.plan.tensor
      }
      let good = lanes == 0 ? [] : all.filter { $0.standing.level == .good }
      func values(_ booked: Booked) -> [Double] { (1...max(1, lanes)).map { booked.merits[$0] } }
      let front = good.filter { one in
        !good.contains { other in
          let (mine, others) = (values(one), values(other))
          guard zip(others, mine).allSatisfy({ $0 >= $1 }) else { return false }
          return others != mine || other.plan.tensor < one.plan.tensor
        }
      }
      .sorted { values($1).lexicographicallyPrecedes(values($0)) }
      for _ in 0..<8 {
        let space = Given(
          all: groups(all, &generator),
          isBounded: generator.uniform() < 0.5
        )
        let found = PlanSearch(goals, jobs: 1 + Int(generator.uniform() * 2))(space)
        #expect(found.ranking.map(\.plan) == ranked.prefix(goals.top).map(\.plan))
        #expect(found.front.map(\.plan) == front.map(\.plan))
        #expect(found.front.map(\.merits) == front.map(\.merits))
        #expect(found.coverage.total == all.count)
        seen.outrun += found.coverage.outrun > 0 ? 1 : 0
      }
      let isOnFront = Set(front.map(values))
      seen.twins += good.count { isOnFront.contains(values($0)) } > front.count ? 1 : 0
      seen.fronts += front.count > 2 ? 1 : 0
      seen.poor += ranked.first?.standing.level == .good ? 0 : 1
    }
    #expect(seen.twins > 10 && seen.fronts > 5 && seen.poor > 5 && seen.outrun > 20)
  }
}
