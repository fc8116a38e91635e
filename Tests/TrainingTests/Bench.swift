import Compute
import Fabrics
import Power
import Systems
import Thermal
import Training
import Workloads

/// A machine whose kernels take their operations over one rate and nothing else.
struct PlainMachine: Machine {
  /// Rate of products and attention [FLOP/s].
  var rate = 400e12
  /// Rate of element-wise kernels, infinite when they are left out of account [B/s].
  var bandwidth = Double.infinity
  /// Energy of an operation [J/FLOP].
  var energy = 0.0

  let launch = 0.0

  /// The estimate of some operations.
  private func estimate(_ flops: Double) -> KernelEstimate {
    KernelEstimate(seconds: flops / rate, clockShare: 1, energy: flops * energy)
  }

  func matrixMultiply(_ operation: MatrixMultiply) -> KernelEstimate { estimate(operation.flops) }
  func grouped(_ operation: GroupedMatrixMultiply) -> KernelEstimate { estimate(operation.flops) }
  func attention(_ operation: Attention) -> KernelEstimate { estimate(operation.flops) }

  func vector(_ operation: VectorOperation) -> KernelEstimate {
    KernelEstimate(seconds: operation.bytes / bandwidth, clockShare: 0, energy: 0)
  }

  func quantise(elements: Double, to format: NumberFormat) -> KernelEstimate {
    KernelEstimate(seconds: elements / bandwidth, clockShare: 0, energy: 0)
  }

  func replacing(accelerator: Accelerator) -> any Machine { self }
}

/// Parts made up for tests of training, so that the room is tested without a catalogue.
enum Bench {
  /// A GPU of the H100's size.
  static let gpu = Accelerator(
    id: "gpu",
    name: "GPU",
    peak: FormatTable([.bf16: 989.4e12, .fp8: 1978.9e12]),
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

  /// Cold plates.
  static let cooling = CoolingTechnology(
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
  )

  /// Cooling, power and site.
  static let facility = Facility(
    cooling: cooling,
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
    count: Int,
    domain: Int = 8,
    machine: any Machine = PlainMachine(),
    gpu: Accelerator = gpu,
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
      machine: machine,
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

  /// Software that costs nothing and hides nothing.
  static let software = SoftwareStack(
    id: "plain",
    name: "Plain",
    hostPerKernel: 0,
    memoryReserve: 0
  )

  /// A GPT with multi-head attention and a vocabulary that may be left out of account.
  static func gpt(
    layers: Int = 16,
    hidden: Int = 4_096,
    heads: Int = 32,
    vocabulary: Int = 1
  ) -> Architecture {
    Architecture(
      layers: layers,
      hidden: hidden,
      heads: heads,
      kvHeads: heads,
      headDimension: hidden / heads,
      intermediate: 4 * hidden,
      gated: false,
      vocabulary: vocabulary
    )
  }

  /// A job on that model.
  static func job(
    _ architecture: Architecture = gpt(),
    sequence: Int = 2_048,
    batch: Int = 64
  ) -> TrainingJob {
    TrainingJob(
      architecture: architecture,
      sequence: sequence,
      globalBatch: batch,
      recipe: TrainingRecipe(matmul: .bf16)
    )
  }

  /// The step of a plan on as many accelerators as it needs.
  static func step(
    _ plan: TrainingPlan,
    job: TrainingJob = job(),
    machine: any Machine = PlainMachine(),
    software: SoftwareStack = software,
    domain: Int = 8,
    bandwidth: Double = 1e30,
    port: Double = 1e30
  ) -> StepEstimate {
    TrainingModel.step(
      of: job,
      plan: plan,
      on: system(
        count: plan.accelerators,
        domain: domain,
        machine: machine,
        bandwidth: bandwidth,
        port: port
      ),
      with: software
    )
  }

  /// Whether two numbers agree to a share of the greater.
  static func agree(_ a: Double, _ b: Double, within tolerance: Double = 1e-9) -> Bool {
    abs(a - b) <= tolerance * max(abs(a), abs(b))
  }
}
