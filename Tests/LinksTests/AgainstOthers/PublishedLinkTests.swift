import Foundation
import Testing

@testable import Links

/// Published and measured figures of copper and light, each with its source and tolerance.
struct PublishedLinkTests {
  /// Loss of cables: gauge (AWG), length [m], frequency [Hz], loss [dB], tolerance (1).
  static let cables: [(Double, Double, Double, Double, Double)] = [
    // Astera Labs, July 2026: 10.23 and 7.14 dB/m at 53 GHz; 1.2 m and 1.75 m of either.
    (30, 1, 53e9, 10.23, 0.01), (26, 1, 53e9, 7.14, 0.01), (26, 1.75, 53e9, 12.5, 0.1),
    (30, 1.75, 53e9, 18.0, 0.1), (30, 1.2, 53e9, 12.3, 0.1),
    // AttoTude, ECOC 2026, read off a chart: about 12 dB/m of 26 AWG at 110 GHz.
    (26, 1, 110e9, 12, 0.1),
    // Arista, ECOC 2026: twinax 0.3 to 0.5 dB/inch at 112 GHz; their middle.
    (26, 1, 112e9, 15.75, 0.25),
  ]

  @Test(arguments: cables)
  func `twinax loses what was measured`(
    gauge: Double,
    length: Double,
    frequency: Double,
    loss: Double,
    tolerance: Double
  ) {
    let found = Twinax.loss(gauge: gauge).perMetre(at: frequency) * length
    #expect(abs(found / loss - 1) < tolerance)
  }

  @Test func `boards lose what their makers say`() {
    let best = BoardMaterial.ultraLowLoss.loss
    // SI Journal 2026: 1.1 to 1.4 dB/inch about 56 GHz; Arista 2026: about 2.1 at 112 GHz.
    let inch = 0.0254
    #expect((1.1...1.4).contains(best.perMetre(at: 56e9) * inch))
    #expect(abs(best.perMetre(at: 112e9) * inch / 2.1 - 1) < 0.01)
    #expect(abs(BoardMaterial.megtron8.loss.perMetre(at: 26.5625e9) * 0.2 - 14.2) < 1e-9)
    #expect(abs(BoardMaterial.megtron6.loss.perMetre(at: 26.5625e9) * 0.2 - 18.5) < 1e-9)
  }

  @Test func `budgets are those of the standards`() {
    // IEEE 802.3bj, ck and dj: 35 dB at 12.9 GHz, 28 dB at 26.56 GHz, 40 dB die to die at 53.125 GHz.
    #expect(CopperStandard.ieee8023bj.budget == 35)
    #expect(abs(CopperStandard.ieee8023bj.frequency - 12.890625e9) < 1)
    #expect(CopperStandard.ieee8023ck.budget == 28)
    #expect(CopperStandard.ieee8023ck.frequency == 26.5625e9)
    #expect(CopperStandard.ieee8023dj.budget == 40)
    #expect(CopperStandard.ieee8023dj.frequency == 53.125e9)
    #expect(CopperStandard.ieee8023dj.countsPackages)
  }

  /// Objectives of IEEE 802.3 for passive cables: standard and length [m].
  static let objectives: [(CopperStandard, Double)] = [
    (.ieee8023bj, 5), (.ieee8023cd, 3), (.ieee8023ck, 2), (.ieee8023dj, 1),
  ]

  @Test(arguments: objectives)
  func `budgets reach the length that each standard set out to reach`(
    standard: CopperStandard,
    objective: Double
  ) {
    #expect(standard.objective == objective)
    #expect(abs(standard.channel.reach / objective - 1) < 0.1)
    // No gauge of the cables in use, from thin to thick, leaves the objective outside.
    #expect(standard.channel(gauge: 32).reach < objective)
    #expect(standard.channel(gauge: 24).reach > objective)
  }

  @Test func `four hundred gigabits need the frequencies that OIF names`() {
    // OIF and Arista, ECOC 2026: 448G needs about 112 GHz with PAM4, 90 with PAM6, 75 with PAM8.
    #expect(Modulation.pam4.nyquist(lineRate: 448e9) == 112e9)
    #expect(abs(Modulation.pam6.nyquist(lineRate: 448e9) / 90e9 - 1) < 0.02)
    #expect(abs(Modulation.pam8.nyquist(lineRate: 448e9) / 75e9 - 1) < 0.02)
  }

  @Test func `PAM4 needs a Q of 3.414 at the limit of KP4 and 4.77 dB more than NRZ`() {
    #expect(abs(Modulation.pam4.q(bitErrorRate: 2.4e-4) - 3.414) < 0.005)
    #expect(abs(Modulation.pam4.levelPenalty - 4.771) < 5e-4)
  }

  @Test func `rings drift as computed and as measured`() {
    func ring(_ wavelength: Double) -> Ring {
      Ring(
        wavelength: wavelength,
        width: 0.2e-9,
        freeRange: 10e-9,
        heaterPowerPerRange: 30e-3,
        heaterLimit: 30e-3,
        coldLock: 360
      )
    }
    // Bahadori 2017: λ/n_g·dn/dT is 69 pm/K at 1550 nm, 58 at 1310 with n_g = 4.18.
    #expect(abs(ring(1550e-9).drift / 69e-12 - 1) < 0.001)
    #expect(abs(ring(1310e-9).drift / 58e-12 - 1) < 0.01)
    // Ptasinski 2014: 87.5 pm/K of an air-clad ring, within 20 %.
    #expect(abs(Ring.confinedDrift(wavelength: 1550e-9) / 87.5e-12 - 1) < 0.2)
    #expect((70e-12...90e-12).contains(Ring.confinedDrift(wavelength: 1550e-9)))
  }

  @Test func `a modulator of seventy gigahertz collapses a tenth of a nanometre off`() {
    // SemiAnalysis 2026: links collapse at about 0.1 nm, 1.3 K.
    let width = 70e9 * 1310e-9 * 1310e-9 / Optics.lightSpeed
    let ring = Ring(
      wavelength: 1310e-9,
      width: width,
      freeRange: 10e-9,
      modulationShift: 0.1e-9,
      heaterPowerPerRange: 30e-3,
      heaterLimit: 30e-3,
      coldLock: 360
    )
    #expect(ring.modulationPenalty(detuning: 0.05e-9) < 3)
    #expect(ring.modulationPenalty(detuning: 0.1e-9) > 6)
    #expect(ring.modulationPenalty(detuning: 0.12e-9) == .infinity)
  }

  @Test func `bends of small rings lose what Bahadori fits`() {
    // 1.09e6·R^−10.15 + 1 dB/cm: 1.09 at 5 µm, 100.6 at 2.5 µm.
    #expect(abs(Ring.bendLoss(radius: 5e-6) / 109 - 1) < 0.01)
    #expect(abs(Ring.bendLoss(radius: 2.5e-6) / 10_060 - 1) < 0.01)
  }

  /// The open link-budget tool's example: 10 dBm through 11.95 dB.
  static let example = OpticalBudget(
    source: .laser(Spread(10)),
    terms: [
      OpticalTerm(.modulator, each: Spread(4)), OpticalTerm(.transmitCoupler, each: Spread(1.5)),
      OpticalTerm(.receiveCoupler, each: Spread(1.5)),
      OpticalTerm(.waveguide, count: 0.025, each: Spread(150), isLength: true),
      OpticalTerm(.fibre, count: 2_000, each: Spread(0.35e-3), isLength: true),
      OpticalTerm(.connectors, each: Spread(0.5)),
    ],
    // Amplitude equals average power at this ratio, as the example counts.
    extinctionRatio: Spread(10 * log10(3)),
    receiver: OpticalReceiver(bandwidth: 50e9, sensitivity: -12)
  )

  @Test func `the budget of the open tool is met term by term`() {
    let outcome = Self.example.outcome(.typical)
    #expect(abs(outcome.loss - 11.95) < 1e-12)
    #expect(abs(outcome.power + 1.95) < 1e-12)
    #expect(abs(outcome.margin - 10.05) < 1e-12)
    #expect(Self.example.outcome(.worst) == outcome)
  }

  /// 400GBASE-DR4 at its worst with 3 dB of channel, eyes closed as given [dB].
  static func fourLanes(closure: Double, extra: [OpticalTerm] = []) -> OpticalBudget {
    // Edgecore ET7502-DR4 data sheet: OMA ≥ −0.8 dBm, OMA − TDECQ ≥ −2.2 dBm, ER ≥ 3.5 dB;
    // sensitivity −4.4 dBm, −1.9 dBm at 3.4 dB of closure; 3 dB of channel by IEEE 802.3bs.
    OpticalBudget(
      source: .amplitude(Spread(-0.8)),
      terms: [OpticalTerm(.other, each: Spread(3))] + extra,
      extinctionRatio: Spread(3.5),
      closure: Spread(closure),
      receiver: OpticalReceiver(bandwidth: 30e9, sensitivity: -4.4, sensitivityClosure: 0.9),
      leastOpenAmplitude: -2.2
    )
  }

  @Test func `a DR4 link closes by a tenth of a decibel at its worst, and not with a switch`() {
    #expect(abs(Self.fourLanes(closure: 3.4).outcome(.worst).margin - 0.1) < 1e-9)
    #expect(abs((Self.fourLanes(closure: 3.4).outcome(.worst).required ?? .nan) + 1.9) < 1e-9)
    let circuit = [
      OpticalTerm(.circuitSwitch, each: Spread(2)),
      OpticalTerm(.bulkheads, count: 4, each: Spread(0.4)),
    ]
    #expect(Self.fourLanes(closure: 3.4, extra: circuit).outcome(.worst).margin < -3)
  }

  @Test func `Hendry's condition for a receiver of ten gigabits follows from the account`() {
    // 20 dBm into the chip; couplers 1 dB each, 1 dB/cm of waveguide over 1 cm, modulator 2.4 dB
    // with 2 dB for a finite ratio and 2 dB of jitter; −22 dBm each of N wavelengths.
    for channels in [1.0, 8, 64] {
      let budget = OpticalBudget(
        source: .laser(Spread(20 - 10 * log10(channels))),
        terms: [
          OpticalTerm(.laserCoupler, each: Spread(1)),
          OpticalTerm(.transmitCoupler, each: Spread(1)),
          OpticalTerm(.waveguide, count: 0.01, each: Spread(100), isLength: true),
          OpticalTerm(.modulator, each: Spread(2.4)),
        ],
        extinctionRatio: Spread(10 * log10(3)),
        penalty: Spread(4),
        receiver: OpticalReceiver(bandwidth: 7.5e9, sensitivity: -22),
        modulation: .nrz
      )
      let penalties = 1 + 1 + 1 + 2.4 + 4.0
      let margin = 20 - penalties - (-22 + 10 * log10(channels))
      #expect(abs(budget.outcome(.typical).margin - margin) < 1e-9)
    }
  }

  @Test func `light in fibre takes 4.9 microseconds a kilometre`() {
    #expect(abs(1000 / (Optics.lightSpeed / 1.468) / 4.9e-6 - 1) < 0.01)
    #expect(abs(1000 / 2.042e8 / 4.9e-6 - 1) < 0.01)
  }

  @Test func `UCIe brings out of an edge what its table says`() {
    // UCIe 1.0: 28 to 224 and 165 to 1,317 GB/s/mm from 4 to 32 GT/s.
    let cases: [(EdgeInterface, Double)] = [
      (.ucieStandard(transferRate: 4e9), 28), (.ucieStandard(transferRate: 32e9), 224),
      (.ucieAdvanced(transferRate: 4e9), 165), (.ucieAdvanced(transferRate: 32e9), 1_317),
    ]
    for (interface, density) in cases {
      #expect(abs(interface.shoreline / 8 / 1e12 / density - 1) < 0.005)
    }
    // Corning, ECOC 2026: 127 µm pitch is 8 fibres a millimetre.
    #expect(abs(FibreEdge(laneRate: 200e9).fibresPerLength / 8e3 - 1) < 0.02)
  }
}
