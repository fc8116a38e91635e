import Compute
import Fabrics
import Power
import Systems
import Thermal
import Workloads

/// Parts made up for tests of assembly.
enum Bench {
  /// A GPU of the H100's size.
  static let gpu = Accelerator(
    id: "gpu",
    name: "GPU",
    peak: FormatTable([.bf16: 989.4e12]),
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
  static func loop(_ rejection: HeatRejection) -> HeatPath {
    HeatPath(
      supplyTemperature: rejection == .dry ? 308 : 295,
      circulationShare: rejection == .dry ? 0.012 : 0.065,
      rejection: rejection,
      rejectionShare: 0.02,
      approach: 10,
      chillerMargin: 18,
      chillerEfficiency: 0.4
    )
  }

  /// Cold plates that carry 250 kW a rack.
  static let liquid = CoolingTechnology(
    name: "cold plates",
    rackPowerLimit: 250e3,
    junctionInletTemperature: 308,
    referenceArea: 814e-6,
    interfaceResistance: 0.013,
    sinkResistance: 0.018,
    coolantRise: 10,
    serverFanShare: 0.02,
    liquidShare: 0.85,
    liquid: loop(.dry),
    air: loop(.evaporative),
    otherShare: 0.015
  )

  /// Air that carries 45 kW a rack.
  static let air = CoolingTechnology(
    name: "air",
    rackPowerLimit: 45e3,
    junctionInletTemperature: 298,
    referenceArea: 814e-6,
    interfaceResistance: 0.013,
    sinkResistance: 0.04,
    coolantRise: 10,
    serverFanShare: 0.12,
    liquidShare: 0,
    liquid: loop(.evaporative),
    air: loop(.evaporative),
    otherShare: 0.02
  )

  /// A chain with one stage in the hall and one in the rack.
  static let chain = ConversionChain(
    name: "two",
    rackVoltage: 54,
    stages: [
      ConversionStage(
        name: "transformer",
        place: .hall,
        fixedLoss: 0.002,
        proportionalLoss: 0.003,
        quadraticLoss: 0.004,
        loading: 0.65
      ),
      ConversionStage(
        name: "rectifier",
        place: .rack,
        fixedLoss: 0.005,
        proportionalLoss: 0.01,
        quadraticLoss: 0.01,
        loading: 0.75
      ),
    ]
  )

  /// A site, without a limit unless one is given.
  static func site(powerLimit: Double = .infinity) -> Site {
    Site(
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
      constructionCost: 12,
      powerLimit: powerLimit
    )
  }

  /// A system of nodes with eight accelerators, four nodes a rack.
  static func system(
    count: Int = 64,
    cooling: CoolingTechnology = liquid,
    gpu: Accelerator = gpu,
    domain: Int = 8,
    perRack: Int = 4,
    powerLimit: Double = .infinity
  ) -> System {
    let tier = Tier(
      name: "t",
      size: domain,
      bandwidth: 450e9,
      constants: CollectiveConstants(
        uniform: CollectiveRegime(setup: 0, step: 0, efficiency: 1)
      )
    )
    return System(
      accelerator: gpu,
      machine: TiledMachine(accelerator: gpu, constants: KernelConstants()),
      fabric: Fabric(scaleUp: tier, scaleOut: tier, portsPerDomain: Double(domain)),
      count: count,
      node: ComputeNode(
        id: "node",
        name: "Node",
        accelerators: 8,
        domain: domain,
        ports: 8,
        hostPower: 1_000,
        portPower: 25,
        hostPrice: 70_000,
        perRack: perRack,
        timeBetweenFailures: 1.8e8,
        restartTime: 600,
        storageBandwidth: 1e9
      ),
      facility: Facility(
        cooling: cooling,
        distribution: chain,
        site: site(powerLimit: powerLimit)
      ),
      networkPowerPerPort: 50,
      networkPricePerPort: 2_000
    )
  }
}
