import Foundation
import Testing

@testable import Links

/// What a channel's operating margin has to do when the channel changes.
@Suite("Channel behaviour tests")
struct ChannelBehaviourTests {
  @Test func `an ideal channel with transmitter noise alone has the margin of a Gaussian tail`() {
    var standard = ChannelStandard.backplane100G4
    standard.riseTime = 0
    standard.bandwidth = 8
    standard.filter = .besselThomson
    standard.samples = 64
    standard.deterministicJitter = 0
    standard.randomJitter = 0
    standard.noiseDensity = 0
    standard.transmitterTaps = []
    standard.continuous.zero = 1e15
    standard.continuous.lowerPole = 1e15
    standard.continuous.upperPole = 1e15
    standard.continuous.gains = [0]
    let bare = DevicePackage(die: [], lines: [], ball: 0)
    standard.packages = [PackageCase(name: "bare", transmitter: bare, receiver: bare)]
    let line = SyntheticChannel(
      pieces: [.init(impedance: 100, length: 0.1)],
      skinLoss: 0,
      dielectricLoss: 0
    )
    let frequencies = (0...8000).map { Double($0) * 100e6 }
    let result = ChannelOperatingMargin.evaluate(
      ChannelPorts(through: line.table(frequencies)),
      standard: standard
    )
    // Q(4.2649) = 1e-5; two levels of equal distance; noise 27 dB below the signal.
    let expected = 27 - 20 * log10(4.26489)
    #expect(abs((result.worst?.margin ?? .nan) - expected) < 0.02)
    #expect(abs((result.worst?.signal ?? .nan) - standard.amplitude) < 0.02 * standard.amplitude)
  }

  @Test func `a longer channel has less margin where loss, not the packages' echoes, decides`() {
    let margins = [0.3, 0.5, 0.7, 0.9].map {
      ChannelExamples.margin(ChannelExamples.ports(ChannelExamples.backplane($0), coupling: 0.005))
    }
    #expect(margins.count == 4)
    #expect(zip(margins, margins.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func `more crosstalk leaves less margin`() {
    let channel = ChannelExamples.backplane(0.3)
    let margins = [0, 0.005, 0.01, 0.02, 0.04].map {
      ChannelExamples.margin(ChannelExamples.ports(channel, coupling: $0))
    }
    #expect(zip(margins, margins.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func `channels of equal loss differ by their reflections`() {
    let standard = ChannelExamples.quick
    let smooth = ChannelExamples.backplane(0.4)
    let nyquist = standard.symbolRate / 2
    let target = smooth.table(ChannelExamples.frequencies).insertionLoss(at: nyquist)
    // The rough channel is made as lossy as the smooth one by its length.
    var (low, high) = (0.05, 0.6)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      let rough = ChannelExamples.backplane(middle, mismatch: 18)
      let loss = rough.table(ChannelExamples.frequencies).insertionLoss(at: nyquist)
      if loss < target { low = middle } else { high = middle }
    }
    let rough = ChannelExamples.backplane(low, mismatch: 18)
    let loss = rough.table(ChannelExamples.frequencies).insertionLoss(at: nyquist)
    #expect(abs(loss - target) < 0.05)
    let difference =
      ChannelExamples.margin(ChannelExamples.ports(smooth))
      - ChannelExamples.margin(ChannelExamples.ports(rough))
    #expect(difference > 1)
  }

  @Test func `the number of threads does not change a bit`() {
    let ports = ChannelExamples.ports(ChannelExamples.backplane(0.3, mismatch: 5), coupling: 0.01)
    let one = ChannelOperatingMargin.evaluate(ports, standard: ChannelExamples.quick, jobs: 1)
    let two = ChannelOperatingMargin.evaluate(ports, standard: ChannelExamples.quick, jobs: 4)
    #expect(one == two)
  }

  @Test func `descent finds what every setting finds`() {
    var standard = ChannelExamples.quick
    standard.transmitterTaps = [
      TapRange(position: -2, minimum: 0, maximum: 0.12, step: 0.03),
      TapRange(position: -1, minimum: -0.3, maximum: 0, step: 0.03),
      TapRange(position: 1, minimum: -0.2, maximum: 0, step: 0.05),
    ]
    standard.frequencyStep = 200e6
    standard.continuous.gains = (0...5).map { -3 * Double($0) }
    standard.continuous.slowGains = [0, -1.5, -3]
    for (length, mismatch) in [(0.15, 3.0), (0.6, 8.0)] {
      let channel = ChannelExamples.backplane(length, mismatch: mismatch)
      let ports = ChannelExamples.ports(channel, coupling: 0.01)
      let merits = [EqualiserSearchMode.exhaustive, .descent].map {
        ChannelOperatingMargin.evaluate(ports, standard: standard, search: $0, jobs: 2)
          .worst?.solution.merit ?? .nan
      }
      // A flat ridge may hold a neighbour that is this much better.
      #expect(abs(merits[0] - merits[1]) < 0.01)
    }
  }

  @Test func `a receiver with feedback alone gains margin from its taps`() {
    var standard = ChannelStandard.backplane100G4
    standard.frequencyStep = 50e6
    standard.packages = [standard.packages[0]]
    let ports = ChannelExamples.ports(ChannelExamples.backplane(1.2, mismatch: 5), coupling: 0.01)
    let many = ChannelExamples.margin(ports, standard)
    standard.feedback.limits = [TapLimit(-1, 1)]
    let one = ChannelExamples.margin(ports, standard)
    standard.feedback.limits = []
    let none = ChannelExamples.margin(ports, standard)
    #expect(many > one)
    #expect(one > none)
  }

  @Test func `floating feedback taps cancel a late reflection`() {
    var standard = ChannelStandard.backplane100G1
    standard.frequencyStep = 50e6
    standard.transmitterTaps = []
    standard.continuous.gains = [0, -3, -6]
    standard.continuous.slowGains = [0]
    standard.packages = [standard.packages[0]]
    let channel = SyntheticChannel(
      pieces: [
        .init(impedance: 100, length: 0.05), .init(impedance: 80, length: 0.045),
        .init(impedance: 100, length: 0.05),
      ],
      skinLoss: 1,
      dielectricLoss: 0.05,
      connector: 6e-14
    )
    let ports = ChannelExamples.ports(channel)
    let floating = ChannelOperatingMargin.evaluate(ports, standard: standard, jobs: 2).worst
    standard.feedback.groups = 0
    let fixed = ChannelOperatingMargin.evaluate(ports, standard: standard, jobs: 2).worst
    #expect((floating?.solution.feedbackPlaces.count ?? 0) > 12)
    #expect((floating?.solution.merit ?? 0) > (fixed?.solution.merit ?? .infinity))
  }
}
