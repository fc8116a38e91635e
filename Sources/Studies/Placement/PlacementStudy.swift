import Compute
import Economics
public import LinearPrograms
public import Scenarios
import Serving
import Systems
import Workloads

/// The study that places a scenario's classes of requests on its pools.
///
/// Every class is tried on every model of every pool: the greatest rate `r` at which one instance
/// keeps the class's limits makes a request take `1/r` of busy time. Cost and energy are those of an
/// instance at that rate; what an idle instance costs and draws anyway is kept apart.
public struct PlacementStudy: Sendable {
  /// Called as work proceeds, with the share that is done, 0…1.
  public var progress: @Sendable (Double) -> Void

  /// Describes the study.
  public init(progress: @escaping @Sendable (Double) -> Void = { _ in }) {
    self.progress = progress
  }

  /// Places requests with the solver HiGHS.
  ///
  /// - Throws: `PlacementError.solver` when HiGHS is missing or gives no answer.
  public func callAsFunction(
    _ scenario: PlacementScenario
  ) throws(PlacementError) -> PlacementFindings {
    let solver: HighsSolver
    do {
      solver = try HighsSolver.load()
    } catch {
      throw .solver(error)
    }
    return try self(scenario, with: solver)
  }

  /// Places requests with a solver.
  ///
  /// - Throws: `PlacementError` when the solver gives no answer.
  public func callAsFunction(
    _ scenario: PlacementScenario,
    with solver: some LinearSolver
  ) throws(PlacementError) -> PlacementFindings {
    let question = question(of: scenario)
    let answer = try question.placement.solve(with: solver)
    var worths: [Double] = []
    for index in scenario.pools.indices {
      guard answer.pools[index].price > 0 else {
        worths.append(0)
        continue
      }
      var larger = question.placement
      larger.pools[index].capacity += scenario.pools[index].busyShare
      worths.append(Self.gain(from: answer, to: try larger.solve(with: solver)))
    }
    return PlacementFindings(
      scenario: scenario,
      placement: question.placement,
      loads: question.loads,
      instances: question.instances,
      answer: answer,
      worths: worths
    )
  }

  /// What a larger pool gains, in the measure of the answer before.
  private static func gain(from before: PlacementAnswer, to after: PlacementAnswer) -> Double {
    switch before.measure {
    case .cost: max(0, before.cost - after.cost)
    case .energy: max(0, before.power - after.power)
    case .requests: max(0, before.unservedRate - after.unservedRate)
    }
  }

  /// The linear question that a scenario comes to, with what its ways were made from.
  ///
  /// - Parameter scenario: The scenario.
  /// - Returns: The question; what an instance does on each of its options, nil where it cannot run
  ///   the model; and one instance of each pool.
  public func question(
    of scenario: PlacementScenario
  ) -> (placement: Placement, loads: [InstanceLoad?], instances: [Instance]) {
    let instances = scenario.pools.map(Instance.init)
    var options: [PlacementOption] = []
    var loads: [InstanceLoad?] = []
    let total = scenario.classes.count * scenario.pools.reduce(0) { $0 + $1.services.count }
    for entry in scenario.classes {
      for (pool, instance) in zip(scenario.pools, instances) {
        for service in pool.services {
          let outcome = InstanceSearch(
            scenario: service.scenario,
            traffic: ServingTraffic(
              input: entry.input,
              output: entry.output,
              load: .offline,
              prefixHit: entry.prefixHit
            ),
            limits: RequestClass(entry).limits,
            latency: pool.latency,
            isAlone: pool.kind == .device
          )()
          let score = scenario.score(of: service.name, for: entry.name)
          let (option, load) = instance.way(of: entry, with: service, outcome, score: score)
          options.append(option)
          loads.append(load)
          progress(Double(options.count) / Double(max(1, total)))
        }
      }
    }
    let placement = Placement(
      pools: zip(scenario.pools, instances).map(PlacementPool.init),
      classes: scenario.classes.map(RequestClass.init),
      options: options,
      aim: scenario.aim == .cost ? .cost : .energy
    )
    return (placement, loads, instances)
  }
}

/// What one instance of a pool costs and draws, idle or not.
public struct Instance: Sendable {
  /// The pool.
  private let pool: PlacementScenario.Pool
  /// Cost that runs on the clock, what idle accelerators draw included [USD/s].
  public let fixedCost: Double
  /// Power of an idle instance, which a pool of fixed size draws at all times [W].
  public let idlePower: Double

  /// Describes an instance of a pool; the models of a pool share its machines.
  init(_ pool: PlacementScenario.Pool) {
    self.pool = pool
    guard let scenario = pool.services.first?.scenario else {
      fixedCost = 0
      idlePower = 0
      return
    }
    let system = scenario.system
    let facility = Self.idle(system)
    let count = Double(system.count)
    let rate = scenario.ownership.rate(
      ratedITPower: facility.itRatedPower / count,
      facilityPower: facility.facilityPower / count,
      waterUse: facility.waterUse * facility.itPower / count
    )
    let second = scenario.basis == .rented ? scenario.ownership.rentalPrice : rate.total
    fixedCost = pool.payment == .all ? second * count : 0
    idlePower = Self.power(facility, kind: pool.kind)
  }

  /// An instance by its numbers.
  init(_ pool: PlacementScenario.Pool, fixedCost: Double, idlePower: Double) {
    self.pool = pool
    self.fixedCost = fixedCost
    self.idlePower = idlePower
  }

  /// Power and heat of a system whose accelerators wait for work.
  private static func idle(_ system: System) -> FacilityEstimate {
    let part = system.accelerator
    return system.facilityEstimate(acceleratorPower: part.idlePower + part.awakePower)
  }

  /// Power at the meter; users' devices stand in no hall that would have to be cooled [W].
  private static func power(
    _ facility: FacilityEstimate,
    kind: PlacementScenario.Pool.Kind
  ) -> Double {
    kind == .device ? facility.itPower : facility.facilityPower
  }

  /// Whether idle instances draw power on the pool's account.
  public var drawsWhenIdle: Bool { !pool.isScalable && pool.payment == .all }

  /// A way for a class to be served, with what an instance does then.
  func way(
    of entry: PlacementScenario.RequestClass,
    with service: PlacementScenario.Service,
    _ outcome: InstanceSearch.Outcome,
    score: Double?
  ) -> (option: PlacementOption, load: InstanceLoad?) {
    var option = PlacementOption(
      requestClass: entry.name,
      pool: pool.name,
      model: service.name,
      parameters: Double(service.scenario.architecture.parameters),
      use: 0,
      cost: 0,
      energy: 0,
      firstToken: 0,
      perToken: 0,
      quality: score
    )
    switch outcome {
    case .obstacle(let reason):
      option.obstacle = reason
      return (option, nil)
    case .load(let load):
      option.use = 1 / load.rate
      option.firstToken = load.firstToken
      option.perToken = load.perToken
      let busy = Self.power(load.run.facility, kind: pool.kind)
      let above = max(0, busy - idlePower)
      // Instances that are had only while needed bring their idle power with them.
      let brought = pool.isScalable && pool.payment == .all ? idlePower / pool.busyShare : 0
      option.energy = option.use * (above + brought)
      let price = service.scenario.system.facility.site.electricityPrice
      let variable = pool.payment == .all ? load.run.cost?.variable ?? 0 : above * price
      option.cost = option.use * variable
      return (option, load)
    }
  }
}

extension PlacementPool {
  /// A pool of instances.
  fileprivate init(_ pool: PlacementScenario.Pool, _ instance: Instance) {
    let kind: Kind =
      switch pool.kind {
      case .device: .device
      case .site: .site
      case .region: .region
      }
    let count = Double(pool.instances)
    self.init(
      name: pool.name,
      kind: kind,
      country: pool.country,
      latency: pool.latency,
      capacity: count * pool.busyShare,
      fixedCost: pool.isScalable ? 0 : instance.fixedCost * count,
      purchase: pool.isScalable ? .part(price: instance.fixedCost / pool.busyShare) : .whole
    )
  }
}

extension RequestClass {
  /// A class as a scenario has it.
  fileprivate init(_ entry: PlacementScenario.RequestClass) {
    let residency: Residency =
      switch entry.residency {
      case .device: .onDevice
      case .country(let name): .inCountry(name)
      case .anywhere: .anywhere
      }
    self.init(
      name: entry.name,
      rate: entry.rate,
      inputTokens: entry.input,
      outputTokens: entry.output,
      limits: Limits(
        firstToken: entry.timeToFirstToken,
        perToken: entry.timePerOutputToken,
        endToEnd: entry.endToEnd
      ),
      residency: residency,
      leastQuality: entry.leastQuality,
      complexity: entry.complexity
    )
  }
}
