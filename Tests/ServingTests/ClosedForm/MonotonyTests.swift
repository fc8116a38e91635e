import Compute
import Fabrics
import Serving
import Systems
import Testing
import Workloads

/// A better part makes no layout slower.
struct MonotonyTests {
  /// What is made better.
  enum Part: CaseIterable {
    case bandwidth, compute, wires, ports, host, requests
  }

  /// A draw with one part better, and better kernels with it.
  static func better(_ part: Part, than draw: RandomServices.Draw) -> RandomServices.Draw {
    var draw = draw
    var gpu = draw.system.accelerator
    switch part {
    case .bandwidth:
      gpu.memoryBandwidth *= 2
      gpu.secondTier?.bandwidth *= 2
    case .compute:
      for format in FormatTable.formats { gpu.peak[format] *= 2 }
    case .wires: draw.system.fabric.scaleUp.bandwidth *= 2
    case .ports: draw.system.fabric.scaleOut.bandwidth *= 2
    case .host:
      draw.stack.hostPerStep /= 2
      draw.stack.hostPerSequence /= 2
      draw.stack.hostPerKernel /= 2
    case .requests: draw.stack.hostPerRequest /= 2
    }
    draw.system.accelerator = gpu
    draw.system.machine = draw.system.machine.replacing(accelerator: gpu)
    return draw
  }

  /// Draws under no power limit: faster kernels need more power in less time.
  static func draws(_ load: ServingTraffic.Load, seed: UInt64) -> [RandomServices.Draw] {
    RandomServices.draws(120, seed: seed).map { draw in
      var draw = draw
      draw.traffic.load = load
      let gpu = draw.system.accelerator
      draw.system = Bench.system(
        count: draw.plan.accelerators,
        domain: draw.system.domain,
        gpu: gpu,
        machine: Bench.machine(gpu)
      )
      return draw
    }
  }

  @Test(arguments: Part.allCases)
  func `no token of a batch comes later`(part: Part) {
    var count = 0
    for draw in Self.draws(.batch(24), seed: 11) where draw.plan.prefill == nil {
      let before = draw.estimate()
      let after = Self.better(part, than: draw).estimate()
      #expect(after.timePerOutputToken <= before.timePerOutputToken * (1 + 1e-9), "\(draw.plan)")
      #expect(after.timeToFirstToken <= before.timeToFirstToken * (1 + 1e-9), "\(draw.plan)")
      count += 1
    }
    #expect(count > 60)
  }

  @Test(arguments: Part.allCases)
  func `no full machine answers fewer requests`(part: Part) {
    var count = 0
    for draw in Self.draws(.offline, seed: 12) {
      let before = draw.estimate()
      // An input that rides along is a difference of two iterations, each of which gains on its
      // own: answers of a few tokens are that difference and little else.
      let isMixed = draw.stack.mixesPrefill && draw.plan.prefill == nil
      guard before.isFeasible, !isMixed || draw.traffic.output > 100 else { continue }
      count += 1
      let after = Self.better(part, than: draw).estimate()
      let tolerance = isMixed ? 1e-3 : 1e-9
      #expect(after.greatestRate >= before.greatestRate * (1 - tolerance), "\(draw)")
    }
    #expect(count > 30, "\(count)")
  }

  @Test func `more memory holds more requests and answers no fewer`() {
    var feasible = 0
    for draw in Self.draws(.offline, seed: 13) {
      var larger = draw
      var gpu = draw.system.accelerator
      gpu.memoryCapacity *= 2
      larger.system = Bench.system(
        count: draw.plan.accelerators,
        domain: draw.system.domain,
        gpu: gpu,
        machine: Bench.machine(gpu)
      )
      let before = draw.estimate()
      let after = larger.estimate()
      #expect(after.batchCapacity >= before.batchCapacity)
      let ranks = Double(draw.plan.replicas * draw.plan.layout.attentionData)
      guard before.isFeasible, before.batch >= 32 * ranks else { continue }
      feasible += 1
      // Whole requests in a kernel: a batch of 32.1 is read as one of 33.
      #expect(after.greatestRate >= before.greatestRate * (1 - 1 / 32.0), "\(draw)")
    }
    #expect(feasible > 20, "\(feasible)")
  }
}
