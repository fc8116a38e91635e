import Catalog
import Compute
import Documents
import Economics
import LinearPrograms
import Quantities
import Scenarios
import Serving
import Studies
import Systems
import Testing
import Workloads

/// The way from pools and classes to the linear question, against figures worked out by hand.
struct PlacementStudyTests {
  /// Two pools: phones that answer one at a time, and servers with a fixed plan.
  static let text = """
    narrows: 1
    placement:
      classes:
        - { name: note, rate: 40 /s, input: 200, output: 80, slo: { ttft: 400 ms, tpot: 25 ms } }
        - { name: open, rate: 2 /s, input: 1000, output: 200 }
        - { name: hasty, rate: 1 /s, input: 1000, output: 200, slo: { tpot: 1 us } }
      pools:
        - name: phones
          kind: device
          country: germany
          instances: 1000
          system: { accelerator: snapdragon-8-elite, count: 1 }
          models: [{ model: llama-3.2-3b, precision: q4-0 }, { model: llama-3.1-70b, precision: q4-0 }]
        - name: servers
          kind: site
          country: germany
          latency: 20 ms
          instances: 3
          system: { accelerator: l40s, count: 2 }
          plan: { tensor: 1, pipeline: 1, replicas: 2 }
          models: [{ model: llama-3.1-8b, precision: fp8 }]
        - name: cloud
          kind: region
          country: us
          latency: 100 ms
          instances: 5
          scalable: true
          busy-share: 50 %
          system: { accelerator: h100-sxm, count: 8 }
          plan: { tensor: 8, pipeline: 1, replicas: 1 }
          economics: { basis: rented, rent: 2 USD/h }
          models: [{ model: llama-3.1-8b }]
      quality: { llama-3.2-3b: 0.5 }
    """

  /// The scenario.
  static func scenario(_ text: String = text) throws -> PlacementScenario {
    var diagnostics = Diagnostics()
    let node = Node.parse(text: text, file: "test.yaml", into: &diagnostics)
    let read = node.flatMap {
      ScenarioReader.any($0, folder: ".", catalog: Questions.catalog, into: &diagnostics)
    }
    guard case .placement(let scenario) = read else { throw DiagnosticsError(diagnostics) }
    return scenario
  }

  /// The index of a way.
  static func index(_ requestClass: String, _ pool: String, of placement: Placement) throws -> Int {
    try #require(
      placement.options.firstIndex { $0.requestClass == requestClass && $0.pool == pool }
    )
  }

  /// What a service's instance does under a load of its own.
  static func run(
    _ service: ServingScenario,
    input: Double,
    output: Double,
    load: ServingTraffic.Load,
    plan: ServingPlan
  ) -> ServingRun {
    var scenario = service
    scenario.traffic = ServingTraffic(input: input, output: output, load: load)
    return ServingDesign(scenario: scenario, plan: plan).run
  }

  @Test func `a device answers one request at a time and is paid by its energy`() throws {
    let scenario = try Self.scenario()
    let question = PlacementStudy().question(of: scenario)
    let place = try Self.index("note", "phones", of: question.placement)
    let option = question.placement.options[place]
    let service = scenario.pools[0].services[0].scenario
    let run = Self.run(service, input: 200, output: 80, load: .batch(1), plan: ServingPlan())
    let seconds = run.estimate.timeToFirstToken + 79 * run.estimate.timePerOutputToken
    #expect(abs(option.use / seconds - 1) < 0.01)
    #expect(option.firstToken == run.estimate.timeToFirstToken)
    #expect(option.perToken == run.estimate.timePerOutputToken)
    let part = service.system.accelerator
    let idle = service.system.facilityEstimate(
      acceleratorPower: part.idlePower + part.awakePower
    )
    let joules = (run.facility.itPower - idle.itPower) * option.use
    #expect(joules > 0 && abs(option.energy / joules - 1) < 1e-12)
    let price = service.system.facility.site.electricityPrice
    #expect(abs(option.cost / (joules * price) - 1) < 1e-12)
    #expect(question.placement.pools[0].fixedCost == 0)
    #expect(question.placement.pools[0].capacity == 1_000)
    #expect(option.quality == 0.5)
  }

  @Test func `a model that does not fit is an obstacle and no way`() throws {
    let question = PlacementStudy().question(of: try Self.scenario())
    let large = question.placement.options.enumerated().filter {
      $0.element.pool == "phones" && $0.element.model == "llama-3.1-70b"
    }
    #expect(large.count == 3)
    for (index, option) in large {
      #expect(option.obstacle?.contains("GB") == true)
      #expect(question.loads[index] == nil)
    }
  }

  @Test func `a server takes the greatest load that keeps the limits, and not one client more`()
    throws
  {
    let scenario = try Self.scenario()
    let question = PlacementStudy().question(of: scenario)
    let place = try Self.index("note", "servers", of: question.placement)
    let load = try #require(question.loads[place])
    let service = scenario.pools[1].services[0].scenario
    func within(_ clients: Double) -> Bool {
      let estimate = Self.run(
        service,
        input: 200,
        output: 80,
        load: .concurrency(clients),
        plan: load.plan
      ).estimate
      return estimate.timeToFirstToken + 0.02 <= 0.4 && estimate.timePerOutputToken <= 0.025
    }
    #expect(load.together > 2 && load.isWithinLimits)
    #expect(within(load.together) && !within((load.together * 1.005).rounded(.up) + 1))
    let option = question.placement.options[place]
    #expect(option.use == 1 / load.run.estimate.requestsPerSecond)
    #expect(option.use < 1 && option.obstacle == nil)
  }

  @Test func `without limits the rate is the greatest that the instance has`() throws {
    let scenario = try Self.scenario()
    let question = PlacementStudy().question(of: scenario)
    let load = try #require(
      question.loads[try Self.index("open", "servers", of: question.placement)]
    )
    let most = Self.run(
      scenario.pools[1].services[0].scenario,
      input: 1_000,
      output: 200,
      load: .offline,
      plan: load.plan
    )
    #expect(abs(load.rate / most.estimate.requestsPerSecond - 1) < 0.02)
    #expect(load.run.estimate.queued < 0.1 * load.together)
  }

  @Test func `a limit that nothing meets gives the least load and what it misses`() throws {
    let question = PlacementStudy().question(of: try Self.scenario())
    let load = try #require(
      question.loads[try Self.index("hasty", "servers", of: question.placement)]
    )
    #expect(!load.isWithinLimits && load.together == 2)
    #expect(abs(load.strain / (load.perToken / 1e-6) - 1) < 1e-12)
  }

  @Test func `fixed cost and variable cost of owned servers add up to those of their run`() throws {
    let scenario = try Self.scenario()
    let question = PlacementStudy().question(of: scenario)
    let place = try Self.index("note", "servers", of: question.placement)
    let load = try #require(question.loads[place])
    let cost = try #require(load.run.cost)
    let pool = question.placement.pools[1]
    #expect(abs(pool.fixedCost / (3 * cost.fixed) - 1) < 1e-9)
    let option = question.placement.options[place]
    #expect(abs(option.cost * load.rate / cost.variable - 1) < 1e-9)
    let whole = load.run.secondPrice * 2
    #expect(abs((pool.fixedCost / 3 + option.cost * load.rate) / whole - 1) < 1e-9)
  }

  @Test func `rented instances are paid for while needed, idle time included`() throws {
    let scenario = try Self.scenario()
    let question = PlacementStudy().question(of: scenario)
    let pool = question.placement.pools[2]
    #expect(pool.capacity == 2.5 && pool.fixedCost == 0)
    // Eight accelerators at 2 USD an hour, busy half of the time that is paid for.
    #expect(abs(pool.purchase.price / (2 * 8.0 * 2 / 3_600) - 1) < 1e-12)
    let option = question.placement.options[try Self.index("note", "cloud", of: question.placement)]
    #expect(option.cost == 0)
  }

  @Test(.enabled(if: HighsSolver.isAvailable))
  func `costs of classes and of unused pools add up to all that pools cost`() throws {
    let findings = try PlacementStudy()(try Self.scenario(Self.text.replacing("1 us", with: "1 s")))
    #expect(findings.answer.isComplete)
    let classes = findings.classCosts.reduce(0) { $0 + $1.total }
    #expect(abs((classes + findings.unusedCost) / findings.answer.cost - 1) < 1e-9)
    let tokens = findings.classCosts.reduce(0) { $0 + $1.outputRate }
    #expect(abs(tokens / (40 * 80 + 2 * 200 + 1 * 200) - 1) < 1e-9)
  }

  @Test(.enabled(if: HighsSolver.isAvailable))
  func `what one more instance saves is what a scenario with one more costs less`() throws {
    // Phones that answer too slowly for notes, so that these fill the servers and overflow.
    let text = Self.text.replacing("rate: 40 /s", with: "rate: 900 /s")
      .replacing("tpot: 25 ms", with: "tpot: 20 ms").replacing("1 us", with: "1 s")
    let findings = try PlacementStudy()(try Self.scenario(text))
    let more = text.replacing("instances: 3", with: "instances: 4")
    let larger = try PlacementStudy()(try Self.scenario(more))
    #expect(findings.answer.isComplete && findings.answer.pools[1].utilization > 1 - 1e-9)
    let saved = findings.worths[1]
    #expect(saved > 0 && saved <= findings.marginalWorth(ofPool: 1) * (1 + 1e-9))
    let difference = findings.answer.cost - larger.answer.cost + findings.instances[1].fixedCost
    #expect(abs(saved / difference - 1) < 1e-6)
    #expect(findings.worths[0] == 0)
  }

  @Test(.enabled(if: HighsSolver.isAvailable))
  func `a limit that cannot be met leaves its class and no other`() throws {
    let findings = try PlacementStudy()(try Self.scenario())
    #expect(findings.answer.measure == .requests)
    #expect(findings.answer.classes.map(\.served) == [1, 1, 0])
  }
}
