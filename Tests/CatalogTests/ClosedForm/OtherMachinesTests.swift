import Catalog
import Compute
import Quantities
import Systems
import Testing
import Workloads

/// Parts of the catalogue that are no tiled GPUs: assembled, and inside their datasheets.
struct OtherMachinesTests {
  static let parts = [
    "aimx", "apple-m2-cpu", "corsair", "epyc-9755", "gaudi2", "gaudi3", "groq-lpu", "inferentia2",
    "lightmatter-2025", "mi100-hbm-pim", "sn40l", "snapdragon-8-elite", "snapdragon-8-elite-cpu",
    "snapdragon-x-elite", "snapdragon-x-elite-cpu", "tpu-v5e", "tpu-v5p", "tpu-v6e", "tpu-v7",
    "trainium2", "wse-3", "xeon-6980p",
  ]

  @Test(arguments: parts)
  func `a part has a node, links and a machine of its kind`(part: String) throws {
    let catalog = Catalog()
    var diagnostics = Diagnostics()
    let node = try #require(catalog.usualNode(of: part))
    let assembled = catalog.assemble(SystemParts(accelerator: part, count: 32), into: &diagnostics)
    let system = try #require(assembled?.system, "\(diagnostics)")
    #expect(!diagnostics.hasErrors, "\(diagnostics)")
    #expect(assembled?.node == node)
    #expect(system.machine is any ProductMachine)
    #expect(!(system.machine is TiledMachine))
    let power = system.facilityEstimate(acceleratorPower: system.accelerator.powerLimit)
    #expect(power.facilityPower > 32 * system.accelerator.powerLimit)
  }

  @Test(arguments: parts)
  func `a part never beats its datasheet`(part: String) throws {
    var diagnostics = Diagnostics()
    let found = Catalog().machine(accelerator: part, into: &diagnostics)
    let machine = try #require(found?.machine as? any ProductMachine)
    let accelerator = machine.accelerator
    var reads = accelerator.memoryBandwidth
    if let memory = machine as? InMemoryMachine { reads = max(reads, memory.internalBandwidth) }
    for format in [NumberFormat.bf16, .int8] {
      var last = 0.0
      for m in [1, 2, 8, 32, 128, 1024, 8192] {
        let product = MatrixMultiply(m: m, n: 8192, k: 8192, format: format)
        let estimate = machine.matrixMultiply(product)
        #expect(product.flops / estimate.seconds <= accelerator.rate(of: format) * 1.001)
        #expect(estimate.seconds >= 8192 * 8192 * format.bytes / reads)
        #expect(estimate.seconds >= last)
        last = estimate.seconds
      }
    }
  }

  @Test(arguments: [
    "tpu-v5e", "tpu-v5p", "tpu-v6e", "tpu-v7", "trainium2", "inferentia2", "gaudi3",
  ])
  func `arrays with few rows take the time of reading the weights`(part: String) throws {
    var diagnostics = Diagnostics()
    let found = Catalog().machine(accelerator: part, into: &diagnostics)
    let machine = try #require(found?.machine as? SystolicMachine)
    for m in [1, 8, 64] {
      let product = MatrixMultiply(m: m, n: 8192, k: 8192, format: .bf16)
      let memory =
        product.bytes / (machine.accelerator.memoryBandwidth * machine.constants.bandwidth)
      let seconds = machine.matrixMultiply(product).seconds - machine.launch
      #expect(abs(seconds / memory - 1) < 1e-9, "\(m)")
    }
    // Narrow weights take less, down to the time that setting all blocks takes.
    let narrow = MatrixMultiply(m: 1, n: 8192, k: 8192, format: .bf16, weights: .int8)
    let reading =
      narrow.bytes / (machine.accelerator.memoryBandwidth * machine.constants.bandwidth)
    let setting =
      2 * Double(machine.accelerator.systolicSide) * 8192 * 8192
      / machine.accelerator.rate(of: .bf16)
    let least = machine.matrixMultiply(narrow).seconds - machine.launch
    #expect(abs(least / max(reading, setting) - 1) < 1e-9)
    let decode = Attention(
      pass: .decode,
      batch: 16,
      queries: 1,
      context: 4096,
      heads: 32,
      kvHeads: 8,
      headDimension: 128,
      valueDimension: 128
    )
    let bytes = 16.0 * 4096 * 8 * 256 * 2
    let seconds = machine.attention(decode).seconds - machine.launch
    let memory = bytes / (machine.accelerator.memoryBandwidth * machine.constants.bandwidth)
    #expect(abs(seconds / memory - 1) < 0.02)
  }

  @Test func `slower tiers are behind the faster ones`() throws {
    var tiers = 0
    for part in Self.parts {
      var diagnostics = Diagnostics()
      let found = Catalog().machine(accelerator: part, into: &diagnostics)
      let accelerator = try #require(found?.accelerator)
      guard let second = accelerator.secondTier else { continue }
      tiers += 1
      #expect(second.bandwidth > 0 && second.bandwidth < accelerator.memoryBandwidth)
      #expect(second.capacity > accelerator.memoryCapacity)
      let footprint = 1.5 * accelerator.memoryCapacity
      #expect(accelerator.holding(footprint).memoryBandwidth < accelerator.memoryBandwidth)
    }
    #expect(tiers == 3)
  }
}
