import LinearPrograms
import Testing

@testable import Studies

/// What a class may not do, and questions that do not hold together; no solver is needed.
struct PlacementRulesTests {
  /// Reasons against a plain way.
  private func reasons(
    _ requests: RequestClass,
    _ pool: PlacementPool,
    quality: Double? = nil,
    isScored: Bool = false
  ) -> [PlacementExclusion] {
    PlacementExclusion.reasons(
      against: Bazaar.way(requests.name, pool.name, quality: quality),
      for: requests,
      on: pool,
      isScored: isScored
    )
  }

  @Test func `residency keeps requests on the device or in the country`() {
    let phone = Bazaar.pool("phone", .device, country: "DE")
    let hall = Bazaar.pool("hall", .region, country: "US")
    let device = Bazaar.requests("a", rate: 1, residency: .onDevice)
    let german = Bazaar.requests("a", rate: 1, residency: .inCountry("de"))
    #expect(reasons(device, phone).isEmpty && reasons(german, phone).isEmpty)
    #expect(
      reasons(device, hall).map(\.description) == [
        "must stay on the device, and hall is a region"
      ]
    )
    #expect(reasons(german, hall).map(\.description) == ["must stay in de, and hall is in US"])
    #expect(reasons(Bazaar.requests("a", rate: 1), hall).isEmpty)
  }

  @Test func `the network counts towards the first and the last token, not between`() {
    // 0.5 s to the first token, 101 tokens at 20 ms: 2.5 s at the machines.
    let limits = RequestClass.Limits(firstToken: 0.6, perToken: 0.02, endToEnd: 2.6)
    let requests = Bazaar.requests("a", rate: 1, limits: limits)
    #expect(reasons(requests, Bazaar.pool("near", latency: 0.05)).isEmpty)
    let late = reasons(requests, Bazaar.pool("far", latency: 0.15))
    #expect(late.count == 2)
    #expect(late.first == .firstToken(0.65, limit: 0.6))
    #expect(late.first?.description == "first token after 650 ms, limit 600 ms")
    guard case .endToEnd(let time, 2.6) = late.last else {
      Issue.record("the last token is late as well")
      return
    }
    #expect(abs(time - 2.65) < 1e-12)
    let hasty = Bazaar.requests("a", rate: 1, limits: RequestClass.Limits(perToken: 0.01))
    #expect(reasons(hasty, Bazaar.pool("near")) == [.perToken(0.02, limit: 0.01)])
  }

  @Test func `quality excludes only under the user's table`() {
    let wanting = Bazaar.requests("a", rate: 1, leastQuality: 70)
    let pool = Bazaar.pool("p")
    #expect(reasons(wanting, pool).isEmpty)
    #expect(reasons(wanting, pool, quality: 70, isScored: true).isEmpty)
    #expect(
      reasons(wanting, pool, quality: 69, isScored: true) == [.quality(69, least: 70)]
    )
    #expect(reasons(wanting, pool, isScored: true) == [.noScore(model: "m", least: 70)])
    #expect(reasons(Bazaar.requests("a", rate: 1), pool, isScored: true).isEmpty)
  }

  @Test func `a pool without capacity serves only what takes none`() {
    let empty = Bazaar.pool("empty", capacity: 0)
    #expect(reasons(Bazaar.requests("a", rate: 1), empty) == [.noCapacity(pool: "empty")])
  }

  @Test func `everything wrong in a question is said at once`() {
    var placement = Bazaar.rivals(near: 5)
    placement.pools[0].capacity = -1
    placement.pools[1].purchase = .part(price: .nan)
    placement.classes[0].rate = 0
    placement.classes[1].name = "a"
    placement.options[0].pool = "nowhere"
    placement.options[1].use = .infinity
    let problems = placement.problems
    // Renaming class b leaves its two ways without a class.
    #expect(problems.count == 8)
    #expect(problems.contains { $0.contains("pool near: the capacity is -1") })
    #expect(problems.contains { $0.contains("more than one class called a") })
    #expect(problems.contains { $0.contains("there is no pool nowhere") })
    #expect(throws: PlacementError.invalid(problems)) {
      try placement.solve(with: NoSolver())
    }
    #expect(Bazaar.rivals(near: 5).problems.isEmpty)
  }

  @Test func `a solver that is missing is named with its remedy`() {
    let error = #expect(throws: PlacementError.self) {
      try Bazaar.rivals(near: 5).solve(with: NoSolver())
    }
    #expect(error == .solver(.missing(searched: [])))
    #expect(error?.description.contains("make setup") == true)
  }

  /// A solver that is not there.
  private struct NoSolver: LinearSolver {
    func solve(_ program: LinearProgram) throws(LinearProgramError) -> LinearSolution {
      throw .missing(searched: [])
    }
  }
}
