import Compute
import Workloads

/// Accelerators that the tests share.
enum Parts {
  /// A GPU like the H100, whose sizes a test may move.
  static func gpu(
    rate: Double = 989.4e12,
    bandwidth: Double = 3.35e12,
    processors: Int = 132
  ) -> Accelerator {
    Accelerator(
      id: "gpu",
      name: "GPU",
      peak: FormatTable([.tf32: rate / 2, .bf16: rate, .fp16: rate, .fp8: 2 * rate]),
      vectorPeak: 66.9e12,
      processors: processors,
      clock: 1.83e9,
      memoryCapacity: 80e9,
      memoryBandwidth: bandwidth,
      cache: 50e6,
      powerLimit: 700,
      idlePower: 70
    )
  }

  /// A machine with constants of a typical part.
  static func machine(
    rate: Double = 989.4e12,
    bandwidth: Double = 3.35e12,
    processors: Int = 132
  ) -> TiledMachine {
    TiledMachine(
      accelerator: gpu(rate: rate, bandwidth: bandwidth, processors: processors),
      constants: KernelConstants()
    )
  }

  /// Products of many shapes, from one row to training sizes.
  static let products: [MatrixMultiply] = {
    var list: [MatrixMultiply] = []
    for m in [1, 7, 16, 100, 512, 4096, 16384] {
      for n in [512, 5120, 16384] {
        for k in [128, 4096, 28672] {
          list.append(MatrixMultiply(m: m, n: n, k: k, format: .bf16))
          list.append(MatrixMultiply(m: m, n: n, k: k, format: .fp8))
        }
      }
    }
    return list
  }()
}
