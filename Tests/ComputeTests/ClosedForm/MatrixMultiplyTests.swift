import Compute
import Testing
import Workloads

/// Limits and monotony of the matrix product model.
@Suite struct MatrixMultiplyTests {
  @Test func `a product is never faster than its arithmetic and its memory traffic`() {
    let machine = Parts.machine()
    #expect(Parts.products.count > 100)
    for product in Parts.products {
      let estimate = machine.matrixMultiply(product)
      let rate = machine.accelerator.rate(of: product.format)
      let operands = Double(product.k) * Double(product.m + product.n) * product.format.bytes
      let arithmetic = product.flops / rate
      let traffic = operands / machine.accelerator.memoryBandwidth
      #expect(estimate.seconds > arithmetic)
      #expect(estimate.seconds > traffic)
      #expect((0...1).contains(estimate.clockShare))
      #expect(estimate.energy > 0)
    }
  }

  @Test func `more bandwidth, rate or processors never slow a product`() {
    let base = Parts.machine()
    let better = [
      Parts.machine(bandwidth: 4.8e12),
      Parts.machine(rate: 1.2 * 989.4e12),
      // More processors of the same kind: the rate grows with them.
      Parts.machine(rate: 989.4e12 * 148 / 132, processors: 148),
    ]
    for product in Parts.products {
      let seconds = base.matrixMultiply(product).seconds
      for machine in better {
        let other = machine.matrixMultiply(product).seconds
        #expect(other <= seconds + 1e-15)
      }
    }
  }

  @Test func `large products reach a constant share of the peak rate`() {
    let machine = Parts.machine()
    let once = MatrixMultiply(m: 16384, n: 16384, k: 16384, format: .bf16)
    let twice = MatrixMultiply(m: 16384, n: 16384, k: 32768, format: .bf16)
    let ratio = machine.matrixMultiply(twice).seconds / machine.matrixMultiply(once).seconds
    // Launch and prologue are all that does not double: under 2 % here.
    #expect(abs(ratio - 2) < 0.04)
    #expect(machine.matrixMultiply(once).clockShare > 0.9)
  }

  @Test func `a batch of products equals one with as many tiles`() {
    let machine = Parts.machine()
    let batch = MatrixMultiply(m: 2048, n: 2048, k: 128, batch: 64, format: .bf16)
    let tall = MatrixMultiply(m: 2048 * 64, n: 2048, k: 128, format: .bf16)
    let ratio = machine.matrixMultiply(batch).seconds / machine.matrixMultiply(tall).seconds
    // The batch reads 64 right operands instead of one.
    #expect(ratio >= 1 && ratio < 1.3)
  }

  @Test func `an empty product costs nothing`() {
    let machine = Parts.machine()
    #expect(machine.matrixMultiply(MatrixMultiply(m: 0, n: 8, k: 8, format: .bf16)) == .zero)
  }

  @Test func `an eager host is a floor under short quantised products only`() {
    var constants = KernelConstants()
    constants.gemm[NumberFormat.fp8.index].dispatch = 50e-6
    let eager = TiledMachine(accelerator: Parts.gpu(), constants: constants, issue: .eager)
    let captured = TiledMachine(accelerator: Parts.gpu(), constants: constants)
    let short = MatrixMultiply(m: 64, n: 512, k: 512, format: .fp8)
    let long = MatrixMultiply(m: 16384, n: 8192, k: 8192, format: .fp8)
    #expect(eager.matrixMultiply(short).seconds == 50e-6)
    #expect(captured.matrixMultiply(short).seconds < 20e-6)
    #expect(eager.matrixMultiply(long).seconds == captured.matrixMultiply(long).seconds)
  }

  @Test func `a format without units is held narrow and multiplied wide`() {
    let machine = Parts.machine()
    let wide = MatrixMultiply(m: 1, n: 16384, k: 16384, format: .bf16)
    let narrow = MatrixMultiply(m: 1, n: 16384, k: 16384, format: .int4)
    let ratio = machine.matrixMultiply(wide).seconds / machine.matrixMultiply(narrow).seconds
    // One row streams the weights: 2 bytes against 0.516, launch aside.
    #expect(ratio > 3)
    #expect(ratio < 4)
    let many = MatrixMultiply(m: 8192, n: 8192, k: 8192, format: .int4)
    let bound = many.flops / 989.4e12
    #expect(machine.matrixMultiply(many).seconds > bound)
  }

  @Test func `what memory does not hide is added, and splits end at the most`() {
    var constants = KernelConstants()
    func seconds(m: Int, n: Int, k: Int) -> Double {
      TiledMachine(accelerator: Parts.gpu(), constants: constants)
        .matrixMultiply(MatrixMultiply(m: m, n: n, k: k, format: .bf16)).seconds
    }
    let even = seconds(m: 256, n: 8192, k: 8192)
    let deep = seconds(m: 16, n: 512, k: 51200)
    constants.gemm[NumberFormat.bf16.index].serial = 0.5
    #expect(seconds(m: 256, n: 8192, k: 8192) > even)
    constants.gemm[NumberFormat.bf16.index].serial = 0
    constants.gemm[NumberFormat.bf16.index].splitMost = 1
    #expect(seconds(m: 16, n: 512, k: 51200) > 1.5 * deep)
  }
}
