import Compute
import Fabrics
import Power
import Serving
import Systems
import Thermal
import Workloads

/// Parts made up for tests of serving, so that the room is tested without a catalogue.
enum Bench {
  /// A GPU of the H100's size.
  static let gpu = Accelerator(
    id: "gpu",
    name: "GPU",
    peak: FormatTable([.bf16: 989.4e12, .fp16: 989.4e12, .fp8: 1978.9e12]),
    vectorPeak: 66.9e12,
    processors: 132,
    clock: 1.83e9,
    memoryCapacity: 80e9,
    memoryBandwidth: 3.35e12,
    cache: 50e6,
    powerLimit: 700,
    idlePower: 70,
    scaleUpBandwidth: 450e9,
    dieArea: 814e-6,
    temperatureLimit: 360
  )

  /// A machine whose kernels take the longer of their operations and their bytes and nothing else.
  ///
  /// - Parameters:
  ///   - gpu: The datasheet.
  ///   - energy: Energy of a byte and a thousandth of that of an operation [J].
  /// - Returns: The machine.
  static func machine(_ gpu: Accelerator = gpu, energy: Double = 0) -> RooflineMachine {
    var constants = RooflineConstants()
    constants.efficiency = 1
    constants.attention = 1
    constants.bandwidth = 1
    constants.launch = 0
    constants.energyPerByte = energy
    constants.energyPerFlop = energy / 1_000
    return RooflineMachine(accelerator: gpu, constants: constants)
  }

  /// A loop of cooling.
  private static let loop = HeatPath(
    supplyTemperature: 308,
    circulationShare: 0.012,
    rejection: .dry,
    rejectionShare: 0.02,
    approach: 10,
    chillerMargin: 18,
    chillerEfficiency: 0.4
  )

  /// Cooling, power and site.
  static let facility = Facility(
    cooling: CoolingTechnology(
      name: "cold plates",
      rackPowerLimit: 250e3,
      junctionInletTemperature: 308,
      referenceArea: 814e-6,
      interfaceResistance: 0.013,
      sinkResistance: 0.018,
      coolantRise: 10,
      serverFanShare: 0.02,
      liquidShare: 0.85,
      liquid: loop,
      air: loop,
      otherShare: 0.015
    ),
    distribution: ConversionChain(
      name: "one",
      rackVoltage: 54,
      stages: [
        ConversionStage(
          name: "rectifier",
          place: .rack,
          fixedLoss: 0.005,
          proportionalLoss: 0.01,
          quadraticLoss: 0.01,
          loading: 0.75
        )
      ]
    ),
    site: Site(
      id: "here",
      name: "Here",
      climate: Climate(
        meanTemperature: 286,
        designTemperature: 307,
        meanWetBulb: 283,
        designWetBulb: 299
      ),
      electricityPrice: 0.08 / 3.6e6,
      carbonIntensity: 0.4 / 3.6e6,
      constructionCost: 12
    )
  )

  /// A tier without latency.
  static func tier(_ name: String, size: Int, bandwidth: Double) -> Tier {
    Tier(
      name: name,
      size: size,
      bandwidth: bandwidth,
      constants: CollectiveConstants(
        uniform: CollectiveRegime(setup: 0, step: 0, efficiency: 1)
      )
    )
  }

  /// A system with domains of equal size and a port for each accelerator.
  static func system(
    count: Int = 8,
    domain: Int = 8,
    gpu: Accelerator = gpu,
    machine: (any Machine)? = nil,
    bandwidth: Double = 450e9,
    port: Double = 50e9
  ) -> System {
    var fabric = Fabric(
      scaleUp: tier("up", size: domain, bandwidth: bandwidth),
      scaleOut: tier("out", size: 1 << 20, bandwidth: port),
      portsPerDomain: Double(domain),
      algorithms: .ring
    )
    fabric.ranksPerDomain = Double(domain)
    return System(
      accelerator: gpu,
      machine: machine ?? self.machine(gpu),
      fabric: fabric,
      count: count,
      node: ComputeNode(
        id: "node",
        name: "Node",
        accelerators: domain,
        domain: domain,
        ports: domain,
        hostPower: 1_000,
        portPower: 25,
        hostPrice: 70_000,
        perRack: 4,
        timeBetweenFailures: 50_000 * 3_600,
        restartTime: 600,
        storageBandwidth: 1e9
      ),
      facility: facility,
      networkPowerPerPort: 50,
      networkPricePerPort: 2_000
    )
  }

  /// An engine that costs nothing and takes all memory.
  static let stack: ServingStack = {
    var stack = ServingStack(id: "plain", name: "Plain")
    stack.hostPerStep = 0
    stack.hostPerSequence = 0
    stack.hostPerRequest = 0
    stack.poolPerRequest = 0
    stack.bunching = 0
    stack.memoryShare = 1
    stack.memoryReserve = 0
    return stack
  }()

  /// Llama 3.1 8B.
  static let dense = Architecture(
    layers: 32,
    hidden: 4_096,
    heads: 32,
    kvHeads: 8,
    headDimension: 128,
    intermediate: 14_336,
    gated: true,
    vocabulary: 128_256
  )

  /// A small model of 64 experts of which a token visits 4, without dense layers.
  static let mixture: Architecture = {
    var model = dense
    model.layers = 16
    model.hidden = 2_048
    model.intermediate = 0
    model.experts = Architecture.Experts(count: 64, perToken: 4, intermediate: 1_024)
    return model
  }()

  /// Attention of DeepSeek-V3.
  static let latent = Architecture.Latent(
    queryRank: 1_536,
    kvRank: 512,
    ropeDimension: 64,
    plainDimension: 128,
    valueDimension: 128
  )

  /// DeepSeek-V3.
  static let deepseek = Architecture(
    layers: 61,
    hidden: 7_168,
    heads: 128,
    kvHeads: 128,
    headDimension: 192,
    intermediate: 18_432,
    gated: true,
    vocabulary: 129_280,
    attention: .latent(latent),
    experts: Architecture.Experts(
      count: 256,
      perToken: 8,
      intermediate: 2_048,
      sharedIntermediate: 2_048,
      denseLayers: 3
    )
  )

  /// Traffic of a thousand tokens in and 257 out.
  static func traffic(
    _ load: ServingTraffic.Load,
    input: Double = 1_000,
    output: Double = 257
  ) -> ServingTraffic {
    ServingTraffic(input: input, output: output, load: load)
  }

  /// The estimate of traffic, by default of 8 billion parameters in 16 bits on one accelerator.
  static func estimate(
    _ traffic: ServingTraffic,
    model: Architecture = dense,
    recipe: ServingRecipe = ServingRecipe(.bf16),
    plan: ServingPlan = ServingPlan(),
    on system: System? = nil,
    with stack: ServingStack = stack
  ) -> ServingEstimate {
    ServingModel.estimate(
      of: traffic,
      model: model,
      recipe: recipe,
      plan: plan,
      on: system ?? self.system(count: max(8, plan.accelerators)),
      with: stack
    )
  }

  /// The memory of a layout.
  static func memory(
    _ model: Architecture = dense,
    recipe: ServingRecipe = ServingRecipe(.bf16),
    layout: ServingPlan.Layout = ServingPlan.Layout(),
    with stack: ServingStack = stack
  ) -> ServingMemory {
    ServingMemory(
      architecture: model,
      recipe: recipe,
      layout: layout,
      system: system(),
      stack: stack
    )
  }

  /// Whether two numbers agree to a share of the greater.
  static func agree(_ a: Double, _ b: Double, within tolerance: Double = 1e-9) -> Bool {
    abs(a - b) <= tolerance * max(abs(a), abs(b))
  }
}
