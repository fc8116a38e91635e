import Compute
import Testing
import Workloads

/// Rounding to the array and limits of a systolic machine.
@Suite struct SystolicMachineTests {
  /// A machine with arrays of 128.
  private let machine = SystolicMachine(
    accelerator: Accelerator(
      id: "array",
      name: "Array",
      peak: FormatTable([.bf16: 275e12]),
      vectorPeak: 4e12,
      processors: 8,
      clock: 1.05e9,
      memoryCapacity: 32e9,
      memoryBandwidth: 1.2e12,
      cache: 0,
      powerLimit: 200,
      idlePower: 60,
      systolicSide: 128
    )
  )

  @Test func `columns round up to the array's side`() {
    func seconds(_ n: Int) -> Double {
      machine.matrixMultiply(MatrixMultiply(m: 8192, n: n, k: 8192, format: .bf16)).seconds
    }
    let step = seconds(1025) / seconds(1024)
    let same = seconds(1025) / seconds(1152)
    #expect(step > 1.1)
    #expect(abs(same - 1) < 1e-3)
  }

  @Test func `large products reach the stated efficiency`() {
    let product = MatrixMultiply(m: 8192, n: 8192, k: 8192, format: .bf16)
    let rate = product.flops / machine.matrixMultiply(product).seconds
    let share = rate / 275e12
    #expect(abs(share - 0.85) < 0.01)
  }

  @Test func `narrow attention heads leave part of the array idle`() {
    func rate(_ size: Int) -> Double {
      let operation = Attention(
        pass: .forward,
        batch: 4,
        queries: 8192,
        context: 8192,
        heads: 16,
        kvHeads: 16,
        headDimension: size,
        valueDimension: size
      )
      return operation.flops / machine.attention(operation).seconds
    }
    let ratio = rate(64) / rate(128)
    #expect(abs(ratio - 0.5) < 0.01)
  }
}
