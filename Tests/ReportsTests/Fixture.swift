import Catalog
import Compute
import Documents
import Economics
import Quantities
import Scenarios
import Systems
import Thermal
import Workloads

@testable import Studies
@testable import Training

/// A scenario and results with numbers made up by hand, so that no report depends on a model.
enum Fixture {
  /// The scenario's text.
  static let yaml = """
    narrows: 1
    name: a made-up job
    workload:
      model: llama-3.1-405b
      training: { tokens: 15.6e12, sequence: 8192, global-batch: 2048 }
    system: { accelerator: h100-sxm, node: hgx-h100, count: 16384 }
    software: nemo-2024
    plan: { tensor: 8, pipeline: 16, virtual: 4, context: 1, expert: 1, micro-batch: 1,
            recompute: none, sequence-parallel: true, optimizer-sharding: 1 }
    site: { cooling: air, power-limit: 30 MW }
    """

  /// The scenario, with every catalogue figure that a report shows replaced.
  static func scenario() throws -> Scenario {
    var diagnostics = Diagnostics()
    let node = Node.parse(text: yaml, file: "job.yaml", into: &diagnostics)
    let read = node.flatMap {
      ScenarioReader.read($0, folder: ".", catalog: Catalog(), into: &diagnostics)
    }
    guard var scenario = read else { throw DiagnosticsError(diagnostics) }
    scenario.model = "Made-up 400B"
    scenario.stack.name = "made-up software"
    scenario.system.accelerator.name = "made-up chip"
    scenario.system.accelerator.memoryCapacity = 80 * 1_073_741_824
    scenario.system.facility.site.name = "Nowhere"
    scenario.system.facility.cooling.name = "Air of Nowhere"
    scenario.system.facility.cooling.rackPowerLimit = 45e3
    scenario.weakFigures = [
      "accelerators/made-up: peak.bf16", "cooling/air: fan-power", "nodes/made-up: mtbf",
      "accelerators/made-up: price", "sites/nowhere: water-price",
    ]
    return scenario
  }

  /// A design whose numbers were made up.
  static func design(_ scenario: Scenario, problems: [String] = []) -> Design {
    var plan = TrainingPlan()
    plan.tensor = 8
    plan.pipeline = 16
    plan.virtual = 4
    plan.data = 128
    plan.microBatch = 1
    plan.sequenceParallel = true
    plan.sharding = .optimizer
    plan.overlap = [.tensor, .data]
    var design = Design(scenario: scenario, plan: plan)
    design.run = run(step(scenario))
    design.run.problems = problems
    return design
  }

  /// A step of 5 s.
  private static func step(_ scenario: Scenario) -> StepEstimate {
    var step = StepEstimate()
    step.time.matmul = 3
    step.time.attention = 0.5
    step.time.vector = 0.25
    step.time.pipelineBubble = 0.75
    step.time.tensorCommunication = 0.25
    step.time.dataCommunication = 0.125
    step.time.throttle = 0.1
    step.time.straggler = 0.025
    step.memory.weights = 6e9
    step.memory.gradients = 12e9
    step.memory.optimizer = 0.3e9
    step.memory.activations = 40e9
    step.memory.reserve = 2e9
    step.clock = 0.95
    step.powerLimit = 700
    step.acceleratorPower = 612.3
    // 40 % of what the accelerators could do in the step, whatever their datasheet says.
    step.modelFlops =
      0.4 * 5 * Double(scenario.system.count)
      * scenario.system.accelerator.rate(of: scenario.job.recipe.matmul)
    step.microBatches = 16
    return step
  }

  /// A run of that step.
  private static func run(_ step: StepEstimate) -> RunEstimate {
    var facility = FacilityEstimate()
    facility.nodePower = 6_500
    facility.nodesPerRack = 4
    facility.racks = 512
    facility.rackPower = 26_400
    facility.rackRatedPower = 31_600
    facility.itPower = 15e6
    facility.itRatedPower = 18e6
    facility.powerUsageEffectiveness = 1.24
    facility.facilityPower = 18.6e6
    facility.facilityPeakPower = 24e6
    facility.junctionTemperature = 340.15
    return RunEstimate(
      step: step,
      facility: facility,
      tokensPerStep: 16_777_216,
      goodput: 0.9,
      checkpointInterval: 600,
      checkpointTime: 8,
      timeBetweenInterruptions: 10_800,
      tokens: 15.6e12,
      timeToTrain: 5_166_000,
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
      secondPrice: 5e-4,
      costOfRun: 42.3e6,
      carbon: 8_765_432,
      accelerators: 16_384,
      problems: []
    )
  }

  /// Walls and a cascade as a study would find them.
  static func explanation(_ design: Design, tried: Int = 1) -> Explanation<Design> {
    func wall(
      _ name: String,
      _ layer: String,
      _ used: Double,
      _ gain: Double,
      _ knob: Knob,
      _ suppliers: [String],
      _ years: (Double, Double),
      unit: String = ""
    ) -> Wall {
      Wall(
        name: name,
        layer: layer,
        demand: used,
        capacity: 1,
        unit: unit,
        utilization: used,
        gain: gain,
        knob: knob,
        suppliers: suppliers,
        yearsToResolve: years
      )
    }
    return Explanation(
      design: design,
      plansTried: tried,
      plansFitting: tried / 2,
      relaxation: 2,
      walls: [
        wall(
          "Matrix throughput",
          "compute",
          0.47,
          0.38,
          .matrixThroughput,
          ["One", "Two"],
          (2, 3)
        ),
        wall("Price of the part", "money", 0.5, 0.351, .acceleratorPrice, ["One"], (2, 4)),
        wall(
          "Memory capacity",
          "memory",
          1.12,
          .infinity,
          .memoryCapacity,
          ["A first supplier", "A second supplier", "A third supplier", "A fourth supplier"],
          (1, 2),
          unit: "B"
        ),
        wall("Grid", "power", 0, 0, .gridCarbon, [], (0, 0)),
      ],
      cascade: [
        CascadeStep(
          wall: "Matrix throughput",
          knob: .matrixThroughput,
          relaxedBy: 2,
          objective: 300e3,
          gain: 0.38
        ),
        CascadeStep(
          wall: "Price of the part",
          knob: .acceleratorPrice,
          relaxedBy: 4,
          objective: 500e3,
          gain: 0.61
        ),
      ],
      betterPlan: nil
    )
  }
}
