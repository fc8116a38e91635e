import Compute
import Fabrics
import Systems
import Testing
import Thermal
import Workloads

/// Systems with a part changed: what follows from the part follows it, the rest stays.
struct RelaxedSystemTests {
  @Test func `a replaced accelerator reaches its machine, its fabric and its cooling`() {
    let system = Bench.system()
    let changed = system.replacingAccelerator { part in
      part.scaleUpBandwidth *= 2
      part.memoryBandwidth *= 3
      part.peak[.bf16] *= 2
      part.dieArea *= 2
    }
    #expect(changed.fabric.scaleUp.bandwidth == 2 * system.fabric.scaleUp.bandwidth)
    #expect(changed.fabric.scaleOut == system.fabric.scaleOut)
    #expect(changed.accelerator.memoryBandwidth == 3 * system.accelerator.memoryBandwidth)
    #expect(changed.coolingPowerLimit > system.coolingPowerLimit)
    let product = MatrixMultiply(m: 8_192, n: 8_192, k: 8_192, format: .bf16)
    let before = system.machine.matrixMultiply(product).seconds
    let after = changed.machine.matrixMultiply(product).seconds
    #expect(after < 0.6 * before)
    let stream = VectorOperation(bytes: 10e9)
    #expect(
      changed.machine.vector(stream).seconds < 0.4 * system.machine.vector(stream).seconds
    )
    #expect(changed.count == system.count && changed.node == system.node)
    #expect(changed.facility == system.facility)
    #expect(changed.networkPowerPerPort == system.networkPowerPerPort)
  }

  @Test func `a change to nothing changes nothing`() {
    let system = Bench.system()
    let same = system.replacingAccelerator { _ in }.replacingFacility { _ in }
    #expect(same.accelerator == system.accelerator)
    #expect(same.fabric == system.fabric)
    #expect(same.coolingPowerLimit == system.coolingPowerLimit)
    #expect(
      same.facilityEstimate(acceleratorPower: 500) == system.facilityEstimate(acceleratorPower: 500)
    )
  }

  @Test func `better cooling raises the power that a junction can take`() {
    let system = Bench.system(cooling: Bench.air)
    let cooled = system.replacingFacility { $0.cooling = Bench.liquid }
    #expect(cooled.coolingPowerLimit > system.coolingPowerLimit)
    #expect(cooled.facility.site == system.facility.site)
  }

  @Test func `the clock falls with the limit that cooling sets`() {
    let phase = KernelEstimate(seconds: 1, clockShare: 0.8, energy: 820)
    var hot = Bench.gpu
    hot.powerLimit = 1_000
    let free = Bench.system(gpu: hot).clock(phase: phase)
    // Energy over time and idle power, and a little for leakage beyond a benchmark's.
    #expect(free.clock == 1 && free.power >= 890 && free.power < 950)
    hot.sustainedEnergy = 1.2
    let warm = Bench.system(gpu: hot).clock(phase: phase)
    #expect(warm.clock < 1)
    #expect(abs(warm.power - 1_000) < 1e-3)
    hot.dieArea = 300e-6
    let choked = Bench.system(cooling: Bench.air, gpu: hot)
    let point = choked.clock(phase: phase)
    #expect(point.clock < warm.clock && point.seconds > warm.seconds)
    #expect(abs(point.power - choked.coolingPowerLimit) < 1e-3)
  }
}
