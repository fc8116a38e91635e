import Foundation

@testable import Links

/// Channels and standards that several suites look at.
enum ChannelExamples {
  /// Frequencies to 110 GHz.
  static let frequencies = (0...1100).map { Double($0) * 100e6 }

  /// A backplane of three pieces, the middle one of the length given [m].
  static func backplane(
    _ length: Double,
    mismatch: Double = 0,
    loss: Double = 1
  ) -> SyntheticChannel {
    SyntheticChannel(
      pieces: [
        .init(impedance: 100 - mismatch, length: 0.05),
        .init(impedance: 100 + mismatch, length: length),
        .init(impedance: 100 - mismatch, length: 0.05),
      ],
      skinLoss: 2 * loss,
      dielectricLoss: 0.1 * loss
    )
  }

  /// A channel with one aggressor at each end.
  static func ports(_ channel: SyntheticChannel, coupling: Double = 0) -> ChannelPorts {
    let through = channel.table(frequencies)
    guard coupling > 0 else { return ChannelPorts(through: through) }
    let crosstalk = { (near: Bool) in
      channel.crosstalk(frequencies, coupling: coupling, corner: 40e9, near: near)
    }
    return ChannelPorts(through: through, far: [crosstalk(false)], near: [crosstalk(true)])
  }

  /// 200GBASE-KR1 with few settings, so that a test takes a fraction of a second.
  static var quick: ChannelStandard {
    var standard = ChannelStandard.backplane200G1
    standard.samples = 16
    standard.frequencyStep = 100e6
    standard.transmitterTaps = [
      TapRange(position: -1, minimum: -0.2, maximum: 0, step: 0.1),
      TapRange(position: 1, minimum: -0.1, maximum: 0, step: 0.1),
    ]
    standard.continuous.gains = [0, -4, -8]
    standard.continuous.slowGains = [0, -2]
    return standard
  }

  /// The operating margin [dB].
  static func margin(_ ports: ChannelPorts, _ standard: ChannelStandard = quick) -> Double {
    ChannelOperatingMargin.evaluate(ports, standard: standard, jobs: 2).worst?.margin ?? .nan
  }
}
