import Catalog
import Compute
import Documents
import Economics
import Quantities
import Scenarios
import Systems
import Thermal
import Workloads

@testable import Serving
@testable import Studies

/// A service and results with numbers made up by hand, so that no report depends on a model.
enum ServingFixture {
  /// The scenario's text.
  static let yaml = """
    narrows: 1
    name: a made-up service
    workload:
      model: deepseek-r1
      serving: { input: 4000, output: 1000, concurrency: 500, precision: fp8, prefix-hit: 25 %,
                 slo: { ttft: 2 s, tpot: 50 ms } }
    system: { accelerator: h200-sxm, node: hgx-h200, count: 24 }
    software: sglang-2025
    plan: { tensor: 1, pipeline: 1, attention-data: 16, expert: 16, replicas: 1,
            prefill: { tensor: 8, pipeline: 1, attention-data: 1, expert: 8, workers: 1 } }
    site: { cooling: air }
    economics: { basis: rented, rent: 3 USD/h }
    """

  /// The scenario, with every catalogue figure that a report shows replaced.
  static func scenario() throws -> ServingScenario {
    var diagnostics = Diagnostics()
    guard let node = Node.parse(text: yaml, file: "service.yaml", into: &diagnostics),
      case .serving(var scenario) = ScenarioReader.any(
        node,
        folder: ".",
        catalog: Catalog(),
        into: &diagnostics
      )
    else { throw DiagnosticsError(diagnostics) }
    scenario.model = "Made-up 600B"
    scenario.stack.name = "made-up engine"
    scenario.system.accelerator.name = "made-up chip"
    scenario.system.accelerator.memoryCapacity = 141 * 1_073_741_824
    scenario.system.facility.site.name = "Nowhere"
    scenario.system.facility.cooling.name = "Air of Nowhere"
    scenario.system.facility.cooling.rackPowerLimit = 45e3
    scenario.weakFigures = ["accelerators/made-up: memory.bandwidth", "engines/made-up: pools"]
    return scenario
  }

  /// A design whose numbers were made up.
  static func design(_ scenario: ServingScenario, token: Double = 0.04) throws -> ServingDesign {
    let pool = ServingPlan.PrefillPool(
      layout: ServingPlan.Layout(tensor: 8, expert: 8),
      workers: 1
    )
    let plan = ServingPlan(
      layout: ServingPlan.Layout(attentionData: 16, expert: 16),
      replicas: 1,
      batchLimit: 4_096,
      prefill: pool
    )
    var design = ServingDesign(scenario: scenario, plan: plan)
    design.run = try run(estimate(token))
    return design
  }

  /// An estimate in which a token takes so long [s].
  private static func estimate(_ token: Double) -> ServingEstimate {
    var estimate = ServingEstimate()
    estimate.timeToFirstToken = 1.25
    estimate.medianTimeToFirstToken = 1.1
    estimate.timePerOutputToken = token
    estimate.time.experts = 0.4 * token
    estimate.time.matmul = 0.2 * token
    estimate.time.attention = 0.15 * token
    estimate.time.expertCommunication = 0.2 * token
    estimate.time.host = 0.05 * token
    estimate.requestsPerSecond = 12
    estimate.greatestRate = 16
    estimate.batch = 480
    estimate.batchCapacity = 3_000
    estimate.queued = 5
    estimate.limit = .load
    estimate.prefillTime = 0.06
    estimate.transferTime = 0.002
    estimate.prefillUtilization = 0.75
    estimate.memory.weights = 45e9
    estimate.memory.reserve = 2e9
    estimate.memory.cacheCapacity = 90e9
    estimate.cacheInUse = 15e9
    estimate.acceleratorPower = 512.3
    estimate.powerLimit = 700
    estimate.clock = 0.99
    estimate.flopRate = 60e12
    estimate.memoryRate = 2.4e12
    return estimate
  }

  /// A run of that estimate.
  private static func run(_ estimate: ServingEstimate) throws -> ServingRun {
    var facility = FacilityEstimate()
    facility.nodePower = 6_000
    facility.nodesPerRack = 3
    facility.racks = 1
    facility.rackPower = 18e3
    facility.rackRatedPower = 25e3
    facility.itPower = 19e3
    facility.itRatedPower = 26e3
    facility.powerUsageEffectiveness = 1.2
    facility.facilityPower = 22.8e3
    facility.facilityPeakPower = 33e3
    facility.junctionTemperature = 335.15
    let rates = try TokenCounts(totalInput: 48_000, cachedShare: 0.25, output: 12_000)
    let cost = try ServingCost(fixed: 0.02)
    return ServingRun(
      estimate: estimate,
      facility: facility,
      rates: rates,
      costRate: CostRate(
        accelerators: 2.5e-4,
        hosts: 1e-4,
        network: 5e-5,
        facility: 4e-5,
        energy: 3e-5,
        maintenance: 2e-5,
        operation: 1e-5,
        water: 0
      ),
      secondPrice: 3 / 3_600,
      cost: cost,
      tokenCost: try TokenCost(cost: cost, rates: rates, prefillShare: 0.3, utilisation: 1),
      breakEvenPrice: 1.23,
      efficiency: try TokenEfficiency(
        tokensPerSecond: 12_000,
        acceleratorPower: 12_295,
        equipmentPower: 19e3,
        facilityPower: 22.8e3
      ),
      carbonRate: 0.0025,
      accelerators: 24,
      fits: true,
      problems: []
    )
  }

  /// Walls, a cascade and a reach as a study would find them.
  static func explanation(_ design: ServingDesign) -> Explanation<ServingDesign> {
    func wall(_ name: String, _ used: Double, _ gain: Double, _ knob: Knob) -> Wall {
      Wall(
        name: name,
        layer: "network",
        demand: used,
        capacity: 1,
        unit: "",
        utilization: used,
        gain: gain,
        knob: knob,
        suppliers: ["One", "Two"],
        yearsToResolve: (1, 2)
      )
    }
    return Explanation(
      design: design,
      plansTried: 1,
      plansFitting: 1,
      relaxation: 2,
      walls: [
        wall("Latency of the wires", 0.2, 0.17, .networkLatency),
        wall("Bandwidth of the memory", 0.6, 0.12, .memoryBandwidth),
        wall("Overhead", 0.1, 0, .requestOverhead),
      ],
      cascade: [
        CascadeStep(
          wall: "Latency of the wires",
          knob: .networkLatency,
          relaxedBy: 4,
          objective: 7e5,
          gain: 0.25
        )
      ],
      betterPlan: nil,
      reach: ServiceReach(
        timeToFirstToken: 0.4,
        timePerOutputToken: 0.03,
        kind: .concurrency,
        greatestLoad: 640
      )
    )
  }
}
