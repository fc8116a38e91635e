import Compute
import Testing
import Workloads

/// What sets each kind of machine apart.
@Suite struct OddMachineTests {
  /// A dense product of so many rows.
  static func product(_ m: Int, n: Int = 4096, k: Int = 4096) -> MatrixMultiply {
    MatrixMultiply(m: m, n: n, k: k, format: .bf16)
  }

  @Test func `a crossing is a hop a cycle along the side of the array`() {
    let machine = DataflowMachine(accelerator: ProductMachineTests.part())
    // 100 by 100 processors at 1 GHz.
    #expect(abs(machine.crossing - 100e-9) < 1e-15)
  }

  @Test func `rows pass side by side until lanes run out`() {
    var constants = DataflowConstants()
    constants.latency = 0
    constants.laneBandwidth = 1e8
    constants.lanes = 64
    let machine = DataflowMachine(accelerator: ProductMachineTests.part(), constants: constants)
    let one = machine.matrixMultiply(Self.product(1)).seconds
    #expect(abs(one - 8192 * 2 / 1e8) < 1e-12)
    #expect(machine.matrixMultiply(Self.product(64)).seconds == one)
    #expect(abs(machine.matrixMultiply(Self.product(128)).seconds / one - 2) < 1e-9)
  }

  @Test func `a fixed schedule reads the experts that nobody chose`() {
    var constants = DataflowConstants()
    constants.latency = 0
    let part = ProductMachineTests.part()
    let layer = ExpertLayer(
      rows: 2,
      sources: 1,
      local: 8,
      touched: 2,
      hidden: 4096,
      inner: 14336,
      format: .bf16
    )
    let chosen = DataflowMachine(accelerator: part, constants: constants).experts(layer)
    constants.idleExperts = 1
    let all = DataflowMachine(accelerator: part, constants: constants).experts(layer)
    #expect(abs(all.seconds / chosen.seconds - 4) < 0.01)
  }

  @Test func `prompts longer than a pass read the weights again`() {
    var constants = RooflineConstants()
    constants.rowsPerPass = 128
    constants.launch = 0
    let machine = RooflineMachine(accelerator: ProductMachineTests.part(), constants: constants)
    let one = machine.matrixMultiply(Self.product(128)).seconds
    #expect(abs(machine.matrixMultiply(Self.product(4096)).seconds / one - 32) < 1e-9)
  }

  @Test func `memory that multiplies gains nothing from a batch until its host takes over`() {
    var constants = InMemoryConstants()
    constants.launch = 0
    var part = ProductMachineTests.part(bandwidth: 1e12)
    let machine = InMemoryMachine(accelerator: part, constants: constants)
    func seconds(_ m: Int) -> Double { machine.matrixMultiply(Self.product(m)).seconds }
    // In the banks time is in proportion to rows; 16 TB/s at 0.6 against 1 TB/s at 0.75.
    #expect(abs(seconds(4) / seconds(1) - 4) < 1e-9)
    // The host reads weights once, so rows 20 and 40 cost nearly the same.
    #expect(seconds(40) / seconds(20) < 1.05)
    #expect(seconds(20) < 20 * seconds(1))
    part.peak = FormatTable()
    part.vectorPeak = 0
    let alone = InMemoryMachine(accelerator: part, constants: constants)
    #expect(alone.matrixMultiply(Self.product(40)).seconds >= 40 * seconds(1) * (1 - 1e-9))
  }

  @Test func `query heads that share keys read them again in memory`() {
    let part = ProductMachineTests.part(bandwidth: 0.1e12)
    var constants = InMemoryConstants()
    constants.launch = 0
    let machine = InMemoryMachine(accelerator: part, constants: constants)
    func seconds(heads: Int) -> Double {
      machine.attention(
        Attention(
          pass: .decode,
          batch: 1,
          queries: 1,
          context: 32768,
          heads: heads,
          kvHeads: 8,
          headDimension: 128,
          valueDimension: 128
        )
      ).seconds
    }
    let ratio = seconds(heads: 32) / seconds(heads: 8)
    #expect(abs(ratio - 4) < 0.05)
  }

  @Test func `the rate of units is their number, width and clock`() {
    // GDDR6-AiM, ISSCC 2022: 1 TFLOPS a device of 32 units of 16 multipliers at 1 GHz.
    var constants = InMemoryConstants()
    constants.units = 32
    let device = InMemoryMachine(accelerator: ProductMachineTests.part(), constants: constants)
    #expect(abs(device.internalRate / 1e12 - 1) < 0.03)
    // Aquabolt-XL, Hot Chips 2021: 1.2 TFLOPS and 1.23 TB/s a stack of 128 units at 300 MHz.
    constants.units = 128
    constants.unitClock = 300e6
    let stack = InMemoryMachine(accelerator: ProductMachineTests.part(), constants: constants)
    #expect(abs(stack.internalRate / 1.2e12 - 1) < 0.03)
    #expect(abs(stack.internalBandwidth / 1.23e12 - 1) < 0.01)
  }

  @Test func `light pays for setting weights until rows outweigh it`() {
    var constants = PhotonicConstants()
    constants.launch = 0
    let machine = PhotonicMachine(
      accelerator: ProductMachineTests.part(bandwidth: 1e15),
      constants: constants
    )
    func rate(_ m: Int) -> Double {
      let product = Self.product(m)
      return product.flops / machine.matrixMultiply(product).seconds
    }
    // 128 rows take as long as setting the weights: half the rate.
    #expect(abs(rate(128) / constants.rate - 0.5) < 1e-9)
    #expect(rate(65536) / constants.rate > 0.99)
    #expect(rate(1) / constants.rate < 0.01)
  }

  @Test func `power of light is the sum of its parts and doubles a bit at the converters`() {
    var constants = PhotonicConstants()
    let sum =
      constants.adcPower + constants.dacPower + constants.weightPower + constants.lightPower
      + constants.digitalPower
    #expect(abs(constants.power - sum) < 1e-9)
    let before = constants.adcPower
    constants.adcBits += 1
    #expect(abs(constants.adcPower / before - 2) < 1e-12)
    constants.laserEfficiency = 0.1
    #expect(abs(constants.lightPower - 16) < 1e-12)
  }
}
