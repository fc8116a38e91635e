import Compute
import Testing
import Workloads

/// Limits that every machine keeps, whatever its organisation.
@Suite struct ProductMachineTests {
  /// A part whose rate and bandwidth a test may move.
  static func part(rate: Double = 400e12, bandwidth: Double = 4e12) -> Accelerator {
    Accelerator(
      id: "part",
      name: "Part",
      peak: FormatTable([.bf16: rate, .fp16: rate, .int8: 2 * rate]),
      vectorPeak: rate / 16,
      processors: 10_000,
      clock: 1e9,
      memoryCapacity: 16e9,
      memoryBandwidth: bandwidth,
      cache: 0,
      powerLimit: 300,
      idlePower: 60,
      systolicSide: 128,
      secondTier: MemoryTier(capacity: 64e9, bandwidth: 0.2e12)
    )
  }

  /// One machine of each kind on a part, with the bandwidth that reads weights [B/s].
  static func machines(
    _ part: Accelerator = part()
  ) -> [(name: String, machine: any ProductMachine, reads: Double, rate: Double)] {
    var lanes = DataflowConstants()
    lanes.crossings = 2
    lanes.laneBandwidth = 1e9
    lanes.lanes = 100
    var passes = RooflineConstants()
    passes.rowsPerPass = 128
    let units = InMemoryMachine(accelerator: part)
    let light = PhotonicMachine(accelerator: part)
    let rate = part.peak[.bf16]
    let reads = part.memoryBandwidth
    return [
      ("systolic", SystolicMachine(accelerator: part), reads, rate),
      ("dataflow", DataflowMachine(accelerator: part), reads, rate),
      ("wafer", DataflowMachine(accelerator: part, constants: lanes), reads, rate),
      ("processor", RooflineMachine(accelerator: part), reads, rate),
      ("neural unit", RooflineMachine(accelerator: part, constants: passes), reads, rate),
      ("memory", units, max(reads, units.internalBandwidth), max(rate, units.internalRate)),
      ("light", light, reads, light.constants.rate),
    ]
  }

  @Test func `no product is faster than its arithmetic or its weights allow`() {
    var seen = 0
    for (name, machine, reads, rate) in Self.machines() {
      for product in Parts.products where product.format == .bf16 {
        let seconds = machine.matrixMultiply(product).seconds
        let weights = Double(product.n) * Double(product.k) * 2
        #expect(seconds >= product.flops / rate, "\(name) \(product)")
        #expect(seconds >= weights / reads, "\(name) \(product)")
        #expect(seconds.isFinite)
        seen += 1
      }
    }
    #expect(seen > 300)
  }

  @Test func `no product shrinks as it grows`() {
    for (name, machine, _, _) in Self.machines() {
      for product in Parts.products where product.format == .bf16 {
        let seconds = machine.matrixMultiply(product).seconds
        for path in [\MatrixMultiply.m, \.n, \.k, \.batch] {
          var larger = product
          larger[keyPath: path] = larger[keyPath: path] * 3 / 2 + 1
          let more = machine.matrixMultiply(larger).seconds
          #expect(more >= seconds * (1 - 1e-12), "\(name) \(product)")
        }
      }
    }
  }

  @Test func `more bandwidth and a higher rate never cost time`() {
    for (index, base) in Self.machines().enumerated() {
      let wide = Self.machines(Self.part(bandwidth: 8e12))[index].machine
      let quick = Self.machines(Self.part(rate: 800e12))[index].machine
      for product in Parts.products where product.format == .bf16 {
        let seconds = base.machine.matrixMultiply(product).seconds
        #expect(wide.matrixMultiply(product).seconds <= seconds, "\(base.name)")
        #expect(quick.matrixMultiply(product).seconds <= seconds, "\(base.name)")
      }
    }
  }

  @Test func `a datasheet that is twice as good runs large work nearly twice as fast`() {
    let large = MatrixMultiply(m: 65536, n: 16384, k: 16384, format: .bf16)
    for (name, machine, _, _) in Self.machines() where name != "wafer" {
      var better = machine.accelerator
      better.peak = Self.part(rate: 800e12).peak
      better.memoryBandwidth *= 2
      let changed = machine.replacing(accelerator: better)
      let seconds = machine.matrixMultiply(large).seconds
      // Setting weights and starting passes take the same time as before.
      #expect(abs(seconds / changed.matrixMultiply(large).seconds - 2) < 0.05, "\(name)")
      let row = MatrixMultiply(m: 1, n: 16384, k: 16384, format: .bf16)
      guard name == "memory" else { continue }
      let ratio = machine.matrixMultiply(row).seconds / changed.matrixMultiply(row).seconds
      #expect(ratio > 1.5, "\(name)")
    }
  }

  @Test func `one row is bound by reading weights, in the format they are stored in`() {
    // Arrays quick enough that setting their blocks hides behind memory.
    for (name, machine, _, _) in Self.machines(Self.part(rate: 4000e12))
    where ["systolic", "dataflow", "processor"].contains(name) {
      func seconds(_ weights: NumberFormat) -> Double {
        machine.matrixMultiply(
          MatrixMultiply(m: 1, n: 16384, k: 16384, format: .bf16, weights: weights)
        ).seconds - machine.launch
      }
      let half = seconds(.int8) / seconds(.bf16)
      let quarter = seconds(.int4) / seconds(.bf16)
      #expect(abs(half - 0.5) < 0.01, "\(name)")
      #expect(abs(quarter - 0.258) < 0.01, "\(name)")
    }
  }

  @Test func `experts read what tokens reach, in the format they are stored in`() {
    for (name, machine, reads, _) in Self.machines() {
      func seconds(touched: Double, weights: NumberFormat) -> Double {
        machine.experts(
          ExpertLayer(
            rows: 8,
            sources: 4,
            local: 64,
            touched: touched,
            hidden: 4096,
            inner: 2048,
            format: .bf16,
            weights: weights
          )
        ).seconds
      }
      #expect(seconds(touched: 8, weights: .bf16) > seconds(touched: 4, weights: .bf16) * 0.99)
      let bytes = 8 * 4096.0 * 2048 * 3 * 2
      #expect(seconds(touched: 8, weights: .bf16) >= bytes / reads, "\(name)")
      #expect(seconds(touched: 8, weights: .int8) <= seconds(touched: 8, weights: .bf16))
    }
  }

  @Test func `a step of decoding reads its cache`() {
    for (name, machine, reads, _) in Self.machines() {
      func seconds(_ batch: Int, _ context: Int) -> Double {
        let operation = Attention(
          pass: .decode,
          batch: batch,
          queries: 1,
          context: context,
          heads: 32,
          kvHeads: 8,
          headDimension: 128,
          valueDimension: 128
        )
        return machine.attention(operation).seconds
      }
      for batch in [1, 16, 256] {
        let bytes = Double(batch) * 8192 * 8 * 256 * 2
        #expect(seconds(batch, 8192) >= bytes / reads, "\(name)")
        #expect(seconds(batch, 8192) >= seconds(batch, 4096), "\(name)")
        #expect(seconds(2 * batch, 8192) >= seconds(batch, 8192), "\(name)")
      }
    }
  }

  @Test func `no work costs nothing and energy is never negative`() {
    for (name, machine, _, _) in Self.machines() {
      let none = MatrixMultiply(m: 0, n: 8, k: 8, format: .bf16)
      #expect(machine.matrixMultiply(none) == .zero)
      for product in Parts.products where product.format == .bf16 {
        let estimate = machine.matrixMultiply(product)
        #expect(estimate.energy > 0, "\(name)")
        #expect(estimate.clockShare >= 0 && estimate.clockShare <= 1, "\(name)")
      }
    }
  }

  @Test func `a footprint that spills is read at the harmonic mean of the tiers`() {
    let part = Self.part()
    #expect(part.totalCapacity == 80e9)
    #expect(part.effectiveBandwidth(footprint: 16e9) == 4e12)
    // 16 GB at 4 TB/s and 16 GB at 0.2 TB/s.
    let expected = 32e9 / (16e9 / 4e12 + 16e9 / 0.2e12)
    #expect(abs(part.effectiveBandwidth(footprint: 32e9) / expected - 1) < 1e-12)
    #expect(part.holding(32e9).memoryBandwidth == part.effectiveBandwidth(footprint: 32e9))
    var last = Double.infinity
    for step in 1...80 {
      let next = part.effectiveBandwidth(footprint: Double(step) * 1e9)
      #expect(next <= last)
      #expect(next > 0.2e12)
      last = next
    }
    var plain = part
    plain.secondTier = nil
    #expect(plain.effectiveBandwidth(footprint: 1e12) == 4e12)
    #expect(plain.totalCapacity == 16e9)
  }
}
