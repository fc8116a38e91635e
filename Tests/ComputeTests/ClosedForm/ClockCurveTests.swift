import Compute
import Foundation
import Testing

/// The clock that meets a power limit.
@Suite struct ClockCurveTests {
  @Test func `below the limit nothing changes`() {
    let phase = KernelEstimate(seconds: 1e-3, clockShare: 0.7, energy: 0.3)
    let point = ClockCurve().powerCapped(phase, idle: 100, limit: 700)
    #expect(point.clock == 1)
    #expect(point.seconds == 1e-3)
    #expect(abs(point.power - 400) < 1e-9)
  }

  @Test func `a phase that follows the clock meets the closed form`() {
    let curve = ClockCurve(exponent: 2.5, floor: 0.2)
    let phase = KernelEstimate(seconds: 2e-3, clockShare: 1, energy: 2)
    let point = curve.powerCapped(phase, idle: 100, limit: 700)
    // 1000 W of dynamic power fall to 600 W as the clock to the power of 2.5.
    let clock = pow(0.6, 1 / 2.5)
    let seconds = 2e-3 / clock
    #expect(abs(point.clock - clock) < 1e-8)
    #expect(abs(point.seconds - seconds) < 1e-10)
    #expect(abs(point.power - 700) < 1e-5)
  }

  @Test(arguments: [0.0, 0.2, 0.5, 0.9, 1.0], [650.0, 500, 300, 200])
  func `power meets the limit whatever the shares`(share: Double, limit: Double) {
    let curve = ClockCurve()
    let phase = KernelEstimate(seconds: 1e-3, clockShare: share, energy: 0.8)
    let point = curve.powerCapped(phase, idle: 100, limit: limit)
    // A phase bound by memory alone stops saving at the voltage floor.
    if share == 0, limit < 400 {
      #expect(point.seconds == phase.seconds)
    } else {
      let error = abs(point.power / limit - 1)
      #expect(error < 1e-4)
      #expect(point.seconds >= phase.seconds)
    }
  }

  @Test func `a tighter limit never speeds a phase up`() {
    let phase = KernelEstimate(seconds: 1e-3, clockShare: 0.8, energy: 1)
    var last = 0.0
    for limit in stride(from: 1200.0, through: 150, by: -50) {
      let seconds = ClockCurve().powerCapped(phase, idle: 100, limit: limit).seconds
      #expect(seconds >= last)
      last = seconds
    }
  }
}
