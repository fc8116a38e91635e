import Foundation
import Testing

@testable import Links

/// Rings on a grid and under heat.
struct RingTests {
  /// A ring of 1310 nm that stands on its line at 85 °C and reaches 60 K down.
  static let ring = Ring(
    wavelength: 1310e-9,
    width: 0.4e-9,
    freeRange: 9e-9,
    modulationShift: 0.1e-9,
    heaterPowerPerRange: 27e-3,
    heaterLimit: 27e-3 * 60 * 58.29e-12 / 9e-9,
    coldLock: 358.15
  )

  /// The ring in a link with so much margin [dB].
  static func link(
    margin: Double = 2,
    ring: Ring = ring,
    role: RingLink.Role = .modulator
  ) -> RingLink {
    let budget = OpticalBudget(
      source: .amplitude(Spread(-4 + margin)),
      terms: [],
      receiver: OpticalReceiver(bandwidth: 60e9, sensitivity: -4, sensitivityClosure: 0)
    )
    return RingLink(
      budget: budget,
      ring: ring,
      role: role,
      correction: .kp4,
      laneRate: 200e9
    )
  }

  @Test func `the heater makes up for cold until it runs out`() {
    let warm = Self.ring.tuning(temperature: 358.15)
    #expect(warm.power == 0 && warm.isLocked && warm.detuning == 0)
    let cold = Self.ring.tuning(temperature: 298.25)
    #expect(cold.isLocked)
    #expect(abs(cold.power - Self.ring.heaterPower(swing: 59.9)) < 1e-9)
    let colder = Self.ring.tuning(temperature: 288.15)
    #expect(!colder.isLocked && colder.power == Self.ring.heaterLimit)
    #expect(abs(colder.detuning + 10 * Self.ring.drift) < 1e-12)
    let hotter = Self.ring.tuning(temperature: 359.15)
    #expect(!hotter.isLocked && hotter.power == 0)
    #expect(abs(hotter.detuning - Self.ring.drift) < 1e-15)
  }

  @Test func `a heater that reaches a whole range always finds a resonance`() {
    var ring = Self.ring
    ring.heaterLimit = ring.heaterPowerPerRange
    for step in 0...200 {
      let tuning = ring.tuning(temperature: 200 + Double(step) * 2)
      #expect(tuning.isLocked && tuning.power <= ring.heaterLimit * (1 + 1e-12))
    }
    #expect(ring.tuningSpan == .infinity)
    #expect(Self.link(ring: ring).collapse(within: 250...450) == nil)
  }

  @Test func `neighbours that are heated alike save heat`() {
    var ring = Self.ring
    ring.neighbourShare = 0.05
    ring.neighbours = 2
    let alone = Self.ring.tuning(temperature: 320).power
    #expect(abs(ring.tuning(temperature: 320).power / alone - 1 / 1.1) < 1e-12)
    #expect(ring.tuningSpan > Self.ring.tuningSpan)
  }

  @Test func `penalties are none on the line, even, and grow off it`() {
    #expect(Self.ring.filterPenalty(detuning: 0) == 0)
    #expect(Self.ring.modulationPenalty(detuning: 0) == 0)
    // Half the width off, half the light passes.
    #expect(abs(Self.ring.filterPenalty(detuning: 0.2e-9) - 3.0103) < 1e-4)
    var last = -1.0
    for step in 0...20 {
      let off = Double(step) * 5e-12
      let loss = Self.ring.modulationPenalty(detuning: off)
      #expect(loss >= last)
      #expect(loss == Self.ring.modulationPenalty(detuning: -off))
      last = loss
    }
  }

  @Test func `a link of rings collapses about a kelvin and a half above its cold lock`() throws {
    let link = Self.link()
    let hot = try #require(link.collapse(within: 280...400))
    #expect(hot > 358.15 + 0.3 && hot < 358.15 + 2)
    #expect(link.works(at: hot - 0.01) && !link.works(at: hot + 0.01))
    let cold = try #require(link.freeze(within: 280...400))
    #expect(cold < 298.15 && cold > 290)
    // More margin, later collapse; without any, the link never worked.
    let stronger = try #require(Self.link(margin: 4).collapse(within: 280...400))
    #expect(stronger > hot)
    #expect(Self.link(margin: -1).collapse(within: 280...400) == 358.15)
  }

  @Test func `bandwidth is whole inside the span and gone outside`() {
    for role in RingLink.Role.allCases {
      let link = Self.link(role: role)
      let inside = link.state(temperature: 330)
      #expect(inside.isLocked && inside.efficiency > 1 - 1e-9)
      #expect(abs(inside.effectiveRate - 200e9) < 1e3)
      let outside = link.state(temperature: 363)
      #expect(!outside.isLocked && outside.effectiveRate < 1)
    }
  }

  @Test func `heat, errors and loss move one way with temperature`() {
    let link = Self.link()
    var heater = Double.infinity
    for step in 0...50 {
      let state = link.state(temperature: 300 + Double(step))
      #expect(state.heaterPower <= heater)
      heater = state.heaterPower
    }
    var errors = 0.0
    for step in 0...40 {
      let state = link.state(temperature: 358.15 + Double(step) * 0.05)
      #expect(state.bitErrorRate >= errors)
      errors = state.bitErrorRate
    }
  }

  @Test func `a grid is even in frequency and symmetric`() {
    let grid = WavelengthGrid(centre: 1310e-9, spacing: 200e9, channels: 8, filterWidth: 70e9)
    #expect(abs(grid.frequency(3) - grid.frequency(2) - 200e9) < 1)
    for channel in 0..<4 {
      #expect(abs(grid.crosstalk(channel) - grid.crosstalk(7 - channel)) < 1e-12)
    }
    #expect(grid.crosstalk(0) < grid.worstCrosstalk)
    #expect(abs(grid.wavelengthSpacing - 1.1448e-9) < 1e-12)
  }

  @Test func `closer wavelengths disturb more, and 150 gigahertz hurts four levels`() {
    func penalty(_ spacing: Double, _ modulation: Modulation) -> Double {
      let grid = WavelengthGrid(centre: 1310e-9, spacing: spacing, channels: 8, filterWidth: 70e9)
      return WavelengthGrid.penalty(crosstalk: grid.worstCrosstalk, modulation: modulation)
    }
    #expect(penalty(400e9, .pam4) < 0.5)
    #expect(penalty(200e9, .pam4) < 1.5)
    #expect(penalty(150e9, .pam4) > 1.5)
    #expect(penalty(150e9, .nrz) < 1)
    #expect(penalty(50e9, .pam4) == .infinity)
  }
}
