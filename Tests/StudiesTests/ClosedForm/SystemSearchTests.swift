import Foundation
import Scenarios
import Studies
import Synchronization
import Systems
import Testing
import Workloads

/// The search over systems against plain estimates of all plans of all of them.
struct SystemSearchTests {
  /// What is found of a place in the ranking or on the front.
  private struct Place: Equatable {
    var variant: Int
    var plan: TrainingPlan
    var standing: Standing
    var merits: [Double]

    init(_ variant: Int, _ plain: Enumerated<Design>.Plain) {
      self.variant = variant
      plan = plain.plan
      standing = plain.standing
      merits = standing.fits ? plain.merits : []
    }

    init(_ entry: SystemSearchResult<Scenario>.Entry, _ goals: SearchGoals) {
      variant = entry.variant
      plan = entry.candidate.plan
      standing = entry.candidate.standing
      merits = standing.fits ? entry.candidate.values(goals) : []
    }

    /// Whether this place comes before another whose ranking is as high, or is higher.
    func isBefore(_ other: Place) -> Bool {
      if standing.level != other.standing.level { return standing.level > other.standing.level }
      if standing.level == .good {
        if merits[0] != other.merits[0] { return merits[0] > other.merits[0] }
      } else if standing.shortfall != other.standing.shortfall {
        return standing.shortfall < other.standing.shortfall
      }
      if variant != other.variant { return variant < other.variant }
      return plan.tieOrder.lexicographicallyPrecedes(other.plan.tieOrder)
    }

    /// Whether this place leaves another none on the front.
    func beats(_ other: Place) -> Bool {
      let pairs = zip(merits, other.merits).dropFirst()
      guard pairs.allSatisfy({ $0 >= $1 }) else { return false }
      return pairs.contains { $0 > $1 } || isBefore(other)
    }
  }

  /// A sweep of small systems, nil where one cannot be read.
  private struct Sweep: Sendable {
    var systems: [Scenario?]
    var goals: SearchGoals

    /// Draws a sweep; some systems stand in it twice.
    init(_ spaces: inout RandomTrainingSpaces, count: Int) {
      goals = spaces.goals()
      systems = []
      while systems.count < count {
        if spaces.chance(0.1) {
          systems.append(nil)
        } else if let known = systems.last, spaces.chance(0.15) {
          systems.append(known)
        } else {
          let scenario = spaces.scenario()
          let count = TrainingSearchSpace(scenario, goals: goals).count
          if count <= 40, count > 0 || spaces.chance(0.1) { systems.append(scenario) }
        }
      }
    }

    /// A search over the sweep.
    func search(
      jobs: Int = 1,
      prunes: Bool = true,
      isCancelled: @escaping @Sendable () -> Bool = { false }
    ) -> SystemSearch<Scenario> {
      let systems = systems
      return SystemSearch(
        goals,
        count: systems.count,
        jobs: jobs,
        prunes: prunes,
        isCancelled: isCancelled,
        read: { systems[$0].map { .scenario($0) } ?? .refused(["no such part"]) }
      )
    }

    /// The ranking and the front by plain estimates.
    var expected: (ranking: [Place], front: [Place]) {
      var best: [(place: Place, isFeasible: Bool, isGood: Bool)] = []
      var fronts: [Place] = []
      for (variant, scenario) in systems.enumerated() {
        guard let scenario else { continue }
        let plans = TrainingSearchSpace(scenario, goals: goals).plans
        let all = Enumerated<Design>(scenario, plans, goals)
        guard let first = all.plans.first else { continue }
        let isFeasible = Design(scenario: scenario, plan: first.plan).isFeasible
        let shown = systems.count == 1 ? goals.top : 1
        for plain in all.plans.prefix(shown) {
          best.append((Place(variant, plain), isFeasible, plain.standing.level == .good))
        }
        if isFeasible { fronts += all.front.map { Place(variant, $0) } }
      }
      let feasible = best.filter { $0.isFeasible && $0.isGood }
      let places = (feasible.isEmpty ? best : feasible).map(\.place)
      return (
        places.sorted { $0.isBefore($1) },
        fronts.filter { one in !fronts.contains { $0.beats(one) } }
      )
    }
  }

  /// Checks that two results are the same in every part.
  private func expectSame(
    _ one: SystemSearchResult<Scenario>,
    _ other: SystemSearchResult<Scenario>
  ) {
    let goals = one.goals
    #expect(one.ranking.map { Place($0, goals) } == other.ranking.map { Place($0, goals) })
    #expect(one.front.map { Place($0, goals) } == other.front.map { Place($0, goals) })
    #expect(one.coverage == other.coverage && one.planCount == other.planCount)
    #expect(one.isProven == other.isProven && one.isFeasible == other.isFeasible)
    #expect(one.outcomes.map(\.variant) == other.outcomes.map(\.variant))
    #expect(one.outcomes.map(\.problems) == other.outcomes.map(\.problems))
    #expect(one.outcomes.map(\.excesses) == other.outcomes.map(\.excesses))
    #expect(one.outcomes.map(\.count) == other.outcomes.map(\.count))
    #expect(one.exclusions.map(\.key) == other.exclusions.map(\.key))
    #expect(one.exclusions.map(\.systems) == other.exclusions.map(\.systems))
    #expect(one.exclusions.map(\.least) == other.exclusions.map(\.least))
  }

  @Test func `the best of systems and their front are what plain estimates find`() throws {
    var spaces = RandomTrainingSpaces(seed: 3)
    var seen = (fronts: 0, shared: 0, nothing: 0, single: 0, short: 0, refused: 0)
    for index in 0..<126 {
      let sweep = Sweep(&spaces, count: index % 3 == 0 ? 1 : spaces.pick([2, 5, 9]))
      let (ranking, front) = sweep.expected
      let goals = sweep.goals
      let found = try sweep.search()()
      #expect(found.ranking.map { Place($0, goals) } == ranking, "\(index)")
      let places = found.front.map { Place($0, goals) }
      #expect(places.count == front.count && front.allSatisfy(places.contains), "\(index)")
      #expect(found.isProven && found.outcomes.count == sweep.systems.count)
      #expect(found.coverage.total == found.planCount)
      if index % 4 == 0 {
        expectSame(try sweep.search(jobs: 2)(), found)
        let plain = try sweep.search(jobs: 3, prunes: false)()
        #expect(plain.ranking.map { Place($0, goals) } == ranking)
      }
      seen.fronts += front.count > 1 ? 1 : 0
      seen.shared += Set(front.map(\.variant)).count > 1 ? 1 : 0
      seen.nothing += found.isFeasible ? 0 : 1
      seen.single += sweep.systems.count == 1 && ranking.count > 1 ? 1 : 0
      let isShort = found.isFeasible && ranking.count < min(goals.top, found.planCount)
      seen.short += sweep.systems.count == 1 && isShort ? 1 : 0
      seen.refused += sweep.systems.contains { $0 == nil } ? 1 : 0
    }
    #expect(seen.fronts > 20 && seen.shared > 10 && seen.nothing > 10)
    #expect(seen.single > 5 && seen.short > 0 && seen.refused > 20)
  }

  @Test func `records give back what was searched, however many of them there are`() throws {
    var spaces = RandomTrainingSpaces(seed: 17)
    var feasible = 0
    for index in 0..<8 {
      let sweep = Sweep(&spaces, count: 20)
      var records: [Int: SystemRecord<TrainingPlan>] = [:]
      let whole = sweep.search()(keep: { block in
        for (variant, record) in block {
          #expect(records[variant] == nil)
          let data = try? JSONEncoder().encode(record)
          records[variant] = data.flatMap {
            try? JSONDecoder().decode(SystemRecord<TrainingPlan>.self, from: $0)
          }
          #expect(records[variant] == record)
        }
      })
      #expect(records.count == 20)
      feasible += whole.outcomes.count { $0.isFeasible }
      let half = records.filter { ($0.key + index).isMultiple(of: 2) }
      for known in [half, records] {
        var again: [Int] = []
        let resumed = sweep.search(jobs: 1 + index % 2)(
          known: known,
          keep: { again += $0.map(\.variant) }
        )
        expectSame(resumed, whole)
        #expect(again.sorted() == (0..<20).filter { known[$0] == nil })
      }
    }
    #expect(feasible > 40)
  }

  @Test func `a search that is stopped says so, and goes on to the same end`() throws {
    var spaces = RandomTrainingSpaces(seed: 23)
    var stopped = 0
    for index in 0..<8 {
      let sweep = Sweep(&spaces, count: 30)
      let whole = try sweep.search()()
      var known: [Int: SystemRecord<TrainingPlan>] = [:]
      var runs = 0
      while true {
        // Each run is stopped later, at some point amid a system or between two.
        let asked = Atomic(0)
        let patience = 7 + 25 * runs + index
        let search = sweep.search(
          jobs: 1 + index % 2,
          isCancelled: { asked.add(1, ordering: .relaxed).oldValue >= patience }
        )
        let found = search(
          known: known,
          keep: { block in
            for (variant, record) in block {
              #expect(known[variant] == nil)
              known[variant] = record
            }
          }
        )
        runs += 1
        guard !found.isProven else {
          expectSame(found, whole)
          break
        }
        #expect(found.outcomes.count <= 30 && known.count < 30)
        stopped += 1
        guard runs < 100 else { break }
      }
      #expect(known.count == 30)
    }
    #expect(stopped > 16)
  }

  @Test func `of systems that are as good the first one wins`() throws {
    var spaces = RandomTrainingSpaces(seed: 29)
    let goals = SearchGoals(objective: .tokensPerSecond, front: [.power, .tokensPerSecond])
    var count = 0
    while count < 10 {
      let scenario = spaces.scenario()
      guard (1...60).contains(TrainingSearchSpace(scenario, goals: goals).count) else { continue }
      let found = try SystemSearch<Scenario>(goals, count: 3, read: { _ in .scenario(scenario) })()
      #expect(found.ranking.map(\.variant) == [0, 1, 2])
      #expect(Set(found.ranking.map(\.candidate.plan)).count == 1)
      #expect(found.front.allSatisfy { $0.variant == 0 })
      count += 1
    }
  }

  @Test func `what keeps systems out is counted`() throws {
    let base = try #require(
      Questions.read(
        Questions.text(model: "llama-3.1-8b", batch: 64, part: "h100-sxm", count: 8)
      )
    )
    let price = Design(scenario: base, plan: try #require(base.plans.first)).capitalCost
    let counts = [4, 8, 16]
    let goals = SearchGoals(objective: .tokensPerSecond)
    func found(_ change: @escaping @Sendable (inout Scenario) -> Void)
      throws -> SystemSearchResult<Scenario>
    {
      try SystemSearch<Scenario>(
        goals,
        count: 4,
        read: { variant in
          guard variant < 3 else { return .refused(["no such part"]) }
          var scenario = base
          scenario.system.count = counts[variant]
          scenario.request.pipeline = 1
          scenario.request.context = 1
          scenario.request.recompute = .full
          change(&scenario)
          return .scenario(scenario)
        }
      )()
    }
    let some = try found { $0.budget.capex = 1.2 * price }
    #expect(some.isFeasible && some.ranking.map(\.variant) == [1, 0])
    #expect(some.exclusions.map(\.key) == ["capex"] && some.exclusions[0].systems == 1)
    #expect(abs(some.exclusions[0].least.ratio - 2 / 1.2) < 0.2)
    let none = try found {
      $0.budget.capex = 1
      $0.budget.deadline = 1
    }
    #expect(!none.isFeasible && none.isProven)
    #expect(none.exclusions.map(\.key) == ["capex", "deadline"])
    #expect(none.exclusions.map(\.systems) == [3, 3])
    // Each limit's own least excess: the smallest purchase, and the fastest run.
    let ratios = none.outcomes.flatMap(\.excesses)
    for exclusion in none.exclusions {
      let own = ratios.filter { $0.key == exclusion.key }.map(\.ratio)
      #expect(own.count == 3 && exclusion.least.ratio == own.min())
    }
    #expect(none.outcomes.last?.problems == ["no such part"])
  }
}
