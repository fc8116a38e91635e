import LinearPrograms
import Studies
import Synchronization
import Testing

/// Placements whose optimum is worked out on paper.
@Suite(.enabled(if: HighsSolver.isAvailable))
struct PlacementTests {
  @Test func `the class that saves most takes the scarce pool`() throws {
    // Five units near: all of a (4), one request of b; the other two of b go far.
    let answer = try Bazaar.rivals(near: 5).solve(with: HighsSolver.load())
    #expect(answer.isComplete && answer.measure == .cost)
    #expect(answer.share("a", "near") == 1)
    #expect(abs(answer.share("b", "near") - 1 / 3) < 1e-9)
    #expect(abs(answer.cost - (4 * 1 + 1 * 1 + 2 * 2)) < 1e-9)
    #expect(abs(answer.classes[0].cost - 4) < 1e-9 && abs(answer.classes[1].cost - 5) < 1e-9)
    #expect(abs(answer.pools[0].utilization - 1) < 1e-9)
    #expect(abs(answer.pools[1].utilization - 0.2) < 1e-9)
    // One more unit moves a request of b, which saves 1 USD; five units twice over save 5 a unit.
    #expect(abs(answer.pools[0].price - 1) < 1e-8)
    #expect(answer.binding == 0)
    #expect(abs((answer.bindingPool?.worth ?? 0) - 5) < 1e-8)
    #expect(answer.pools[1].price == 0)
  }

  @Test func `at a corner the price is that of more, not of less`() throws {
    // Four units hold exactly class a. One less costs 2 USD, one more saves 1 USD.
    let answer = try Bazaar.rivals(near: 4).solve(with: HighsSolver.load())
    #expect(answer.share("a", "near") == 1 && answer.share("b", "far") == 1)
    #expect(abs(answer.pools[0].price - 1) < 1e-8)
    // Seven hold all: more is worth nothing, and nothing binds.
    let ample = try Bazaar.rivals(near: 7).solve(with: HighsSolver.load())
    #expect(abs(ample.pools[0].utilization - 1) < 1e-9)
    #expect(ample.pools[0].price == 0 && ample.binding == nil)
  }

  @Test func `a corner's price does not hang on which proof the solver gives`() throws {
    let solver = try LeftHanded(solver: HighsSolver.load())
    for (near, price) in [(4.0, 1.0), (5, 1), (7, 0)] {
      let answer = try Bazaar.rivals(near: near).solve(with: solver)
      #expect(answer.share("a", "near") == 1)
      #expect(abs(answer.pools[0].price - price) < 1e-8)
    }
    // The solver's own dual is that of less: 2 USD for each of four units at the corner.
    let record = solver.seen.withLock { $0 }
    #expect(record.contains { abs($0 + 2 * 4 / 12) < 1e-9 })
  }

  @Test(arguments: [1e-9, 1e-3, 1e6])
  func `amounts of money do not change who goes where`(_ scale: Double) throws {
    let answer = try Bazaar.rivals(near: 5, scale: scale).solve(with: HighsSolver.load())
    #expect(abs(answer.share("b", "near") - 1 / 3) < 1e-9)
    #expect(abs(answer.cost / scale - 9) < 1e-8)
    #expect(abs(answer.pools[0].price / scale - 1) < 1e-8)
  }

  @Test func `a price is paid per busy second, not per request`() throws {
    var placement = Bazaar.rivals(near: 5)
    placement.options[2].use = 2
    // Near a saves 2 USD a unit and b half a dollar: a takes four units, half a request of b one.
    let answer = try placement.solve(with: HighsSolver.load())
    #expect(abs(answer.share("b", "near") - 1 / 6) < 1e-9)
    #expect(abs(answer.pools[0].price - 0.5) < 1e-8)
  }

  @Test func `capacity bought in part is paid as used, a whole pool always`() throws {
    var placement = Bazaar.rivals(near: 5)
    placement.pools[0].purchase = .part(price: 1.5)
    placement.pools[1].fixedCost = 100
    // With 1.5 USD a unit, b no longer saves by going near; a still saves half a dollar.
    let answer = try placement.solve(with: HighsSolver.load())
    #expect(answer.share("a", "near") == 1 && answer.share("b", "far") == 1)
    #expect(abs(answer.pools[0].cost - 4 * (1 + 1.5)) < 1e-9)
    #expect(abs(answer.pools[1].cost - (100 + 6)) < 1e-9)
    #expect(abs(answer.cost - 116) < 1e-9)
    #expect(answer.binding == nil)
  }

  @Test func `energy is another aim than cost, and settles its ties`() throws {
    var placement = Bazaar.rivals(near: 10)
    placement.options[0].energy = 20
    placement.options[1].energy = 5
    placement.options[2].energy = 7
    placement.options[3].energy = 7
    placement.aim = .energy
    let answer = try placement.solve(with: HighsSolver.load())
    #expect(answer.share("a", "far") == 1)
    // Class b takes the same energy either way and less money near.
    #expect(answer.share("b", "near") == 1)
    #expect(abs(answer.power - (4 * 5 + 3 * 7)) < 1e-9)
    #expect(answer.measure == .energy)
  }

  @Test func `equal ways are taken in order, and earlier classes first`() throws {
    // Two units near for two classes of two requests, all ways alike.
    func placement(_ options: [PlacementOption]) -> Placement {
      Placement(
        pools: [Bazaar.pool("near", capacity: 2), Bazaar.pool("far")],
        classes: [Bazaar.requests("a", rate: 2), Bazaar.requests("b", rate: 2)],
        options: options
      )
    }
    let ways = [("b", "near"), ("a", "near"), ("a", "far"), ("b", "far")].map {
      Bazaar.way($0.0, $0.1, cost: 1)
    }
    let solver = try HighsSolver.load()
    let answer = try placement(ways).solve(with: solver)
    #expect(answer.share("a", "near") == 1 && answer.share("b", "far") == 1)
    let reversed = try placement(ways.reversed()).solve(with: solver)
    #expect(reversed.share("a", "far") == 1 && reversed.share("b", "far") == 1)
    #expect(try placement(ways).solve(with: solver) == answer)
  }

  @Test func `what cannot all be served is served as far as it can be`() throws {
    // Six units for four requests of one second and three of two: ten units are wanted.
    let placement = Placement(
      pools: [Bazaar.pool("only", capacity: 6)],
      classes: [Bazaar.requests("heavy", rate: 3), Bazaar.requests("light", rate: 4)],
      options: [Bazaar.way("heavy", "only", use: 2, cost: 1), Bazaar.way("light", "only", cost: 1)]
    )
    let answer = try placement.solve(with: HighsSolver.load())
    #expect(!answer.isComplete && answer.measure == .requests)
    #expect(answer.classes[1].served == 1)
    #expect(abs(answer.classes[0].served - 1 / 3) < 1e-9)
    #expect(abs(answer.unservedRate - 2) < 1e-9)
    // Another unit serves half a heavy request.
    #expect(abs(answer.pools[0].price - 0.5) < 1e-8 && answer.binding == 0)
    #expect(abs(answer.pools[0].worth - 3) < 1e-8)
    #expect(abs(answer.cost - 5) < 1e-9)
  }

  @Test func `among placements that serve as many, the cheapest is taken`() throws {
    var placement = Bazaar.rivals(near: 2)
    placement.pools[1].capacity = 4
    // Six of seven are served. Leaving one of a saves 3 USD far from b's 2: a loses the request.
    let answer = try placement.solve(with: HighsSolver.load())
    #expect(abs(answer.unservedRate - 1) < 1e-9)
    #expect(abs(answer.classes[0].unservedRate - 1) < 1e-9)
    // Two of a near at 1, one of a far at 3, three of b far at 2.
    #expect(abs(answer.cost - (2 * 1 + 1 * 3 + 3 * 2)) < 1e-9)
  }

  @Test func `a class without any way is named and the rest is served`() throws {
    var placement = Bazaar.rivals(near: 5)
    placement.classes[0].residency = .onDevice
    placement.classes.append(Bazaar.requests("c", rate: 1))
    let answer = try placement.solve(with: HighsSolver.load())
    #expect(answer.classes.map(\.served) == [0, 1, 0])
    #expect(
      answer.remarks == [
        "every way to serve a is excluded", "no pool offers a way to serve c",
      ]
    )
    // No pool's growth serves more.
    #expect(answer.binding == nil)
  }

  @Test func `growth is worth what it saves when tried`() throws {
    let solver = try HighsSolver.load()
    for near in [1.0, 3.5, 5, 6.25] {
      let now = try Bazaar.rivals(near: near).solve(with: solver)
      let grown = try Bazaar.rivals(near: near * 1.01).solve(with: solver)
      #expect(abs((now.cost - grown.cost) / 0.01 - now.pools[0].worth) < 1e-5)
    }
  }

  @Test func `a smaller model suffices only where the user's table says so`() throws {
    var placement = Placement(
      pools: [Bazaar.pool("phone", .device), Bazaar.pool("cloud")],
      classes: [Bazaar.requests("chat", rate: 1, leastQuality: 60)],
      options: [
        Bazaar.way("chat", "phone", model: "small", parameters: 3e9, cost: 1),
        Bazaar.way("chat", "cloud", model: "large", parameters: 70e9, cost: 2),
      ]
    )
    let solver = try HighsSolver.load()
    let blind = try placement.solve(with: solver)
    #expect(blind.share("chat", "phone") == 1)
    #expect(blind.smallerModelSuffices.isEmpty)
    #expect(blind.remarks.count == 1 && blind.remarks[0].contains("no table of quality"))
    placement.options[0].quality = 64
    placement.options[1].quality = 80
    let scored = try placement.solve(with: solver)
    #expect(scored.remarks.isEmpty)
    let found = try #require(scored.smallerModelSuffices.first)
    #expect(scored.smallerModelSuffices.count == 1)
    #expect(found.model == "small" && found.largest == "large" && found.share == 1)
    placement.options[0].quality = 59
    let failed = try placement.solve(with: solver)
    #expect(failed.share("chat", "cloud") == 1 && failed.smallerModelSuffices.isEmpty)
    #expect(failed.classes[0].excluded.map(\.reasons) == [[.quality(59, least: 60)]])
    // Near the user means a device or a site: the same model in a region is no such case.
    placement.options[0].quality = 64
    placement.pools[0].kind = .region
    #expect(try placement.solve(with: solver).smallerModelSuffices.isEmpty)
    // Without a least quality nothing says what would suffice.
    placement.pools[0].kind = .site
    placement.classes[0].leastQuality = nil
    #expect(try placement.solve(with: solver).smallerModelSuffices.isEmpty)
  }

  /// A solver that proves an optimum with the duals of slightly less capacity.
  ///
  /// At a corner those prove it as well, and say what less would cost instead of what more gains.
  private final class LeftHanded: LinearSolver {
    /// The solver that does the work.
    let solver: HighsSolver
    /// Duals that were given out.
    let seen = Mutex<[Double]>([])

    /// A recorder around a solver.
    init(solver: HighsSolver) { self.solver = solver }

    func solve(_ program: LinearProgram) throws(LinearProgramError) -> LinearSolution {
      var solution = try solver.solve(program)
      var less = program
      for row in less.rows.indices where less.rows[row].lower == -.infinity {
        less.rows[row].upper -= 1e-6
      }
      let other = try solver.solve(less)
      if other.status == .optimal, solution.status == .optimal {
        solution.duals = other.duals
        solution.reducedCosts = other.reducedCosts
      }
      seen.withLock { $0 += solution.duals }
      return solution
    }
  }
}
