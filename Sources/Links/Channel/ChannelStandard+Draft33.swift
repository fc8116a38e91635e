extension ChannelStandard {
  /// 200GBASE-KR1 by draft 3.3 of P802.3dj, with packages of classes A and B.
  ///
  /// Without what the draft adds to the receiver: eight taps of free place, the detector of sequences
  /// and the noise of quantisation.
  public static let backplane200G1Draft33 = draft33(
    id: "802.3dj-d3.3-kr",
    name: "200GBASE-KR1, draft 3.3",
    packages: [
      symmetric("class A, 33 mm", package(.a, 33e-3), package(.a, 33e-3)),
      symmetric("class A, 12 mm", package(.a, 12e-3), package(.a, 12e-3)),
      symmetric("class B, 45 mm", package(.b, 45e-3), package(.b, 44e-3)),
      symmetric("class B, 30 mm", package(.b, 30e-3), package(.b, 29e-3)),
    ]
  )

  /// 200GBASE-CR1 by draft 3.3 of P802.3dj, with low-loss and nominal hosts at both ends.
  public static let cable200G1Draft33 = draft33(
    id: "802.3dj-d3.3-cr",
    name: "200GBASE-CR1, draft 3.3",
    packages: [
      symmetric("host low", package(.a, 8e-3, host: 22e-3), package(.a, 8e-3, host: 22e-3)),
      symmetric("host nominal", package(.b, 15e-3, host: 83e-3), package(.b, 15e-3, host: 83e-3)),
    ]
  )

  /// Classes of packages of 200 Gb/s lanes.
  private enum PackageClass {
    /// Short lines.
    case a
    /// Long lines through more layers.
    case b
  }

  /// A package of a class with a first line of the length given [m] and a host board [m].
  private static func package(
    _ kind: PackageClass,
    _ length: Double,
    host: Double = 0
  ) -> DevicePackage {
    let lines: [LineStage] =
      switch kind {
      case .a:
        [
          LineStage(impedance: 87.5, length: length, constants: classA),
          LineStage(impedance: 92.5, length: 1.8e-3, constants: classA),
        ]
      case .b:
        [
          LineStage(impedance: 87.5, length: length, constants: classB),
          LineStage(impedance: 95, length: 2e-3, constants: classB),
          LineStage(impedance: 100, length: 1.3e-3, constants: classB),
          LineStage(impedance: 78, length: 1.5e-3, constants: classB),
        ]
      }
    return DevicePackage(
      die: [
        DieStage(capacitance: 4e-14, inductance: 1.3e-10),
        DieStage(capacitance: 9e-14, inductance: 1.5e-10),
        DieStage(capacitance: 1.1e-13, inductance: 1.4e-10),
      ],
      bump: 3e-14,
      lines: lines,
      ball: 4e-14,
      host: host > 0
        ? [
          LineStage(
            impedance: 92.5,
            length: host,
            constants: LineConstants(perMillimetre: 0, 5.95e-4, 2.6e-5, 5.79e-3)
          )
        ] : [],
      termination: 46.25
    )
  }

  /// A case with a package at each end.
  private static func symmetric(
    _ name: String,
    _ transmitter: DevicePackage,
    _ receiver: DevicePackage
  ) -> PackageCase {
    PackageCase(name: name, transmitter: transmitter, receiver: receiver)
  }

  /// What KR and CR of draft 3.3 share.
  private static func draft33(id: String, name: String, packages: [PackageCase]) -> ChannelStandard
  {
    let rate = 106.25e9
    return ChannelStandard(
      id: id,
      name: name,
      source: "PyChOpMarg 3.4.0, configuration ieee_8023dj_d3p3 (P802.3dj draft 3.3)",
      symbolRate: rate,
      levels: 4,
      errorRatio: 2e-4,
      riseTime: 4e-12,
      levelMismatch: 0.95,
      amplitude: 0.385,
      farAmplitude: 0.385,
      nearAmplitude: 0.481,
      reference: 46.25,
      deterministicJitter: 0.02,
      randomJitter: 0.01,
      transmitterSignalToNoise: 33.5,
      noiseDensity: 7.5e-18,
      bandwidth: 0.55,
      transmitterTaps: [
        TapRange(position: -2, minimum: 0, maximum: 0.14, step: 0.02),
        TapRange(position: -1, minimum: -0.34, maximum: 0, step: 0.02),
        TapRange(position: 1, minimum: -0.2, maximum: 0, step: 0.02),
      ],
      minimumCursor: 0.54,
      continuous: ContinuousEqualiser(
        zero: rate / 2.5,
        lowerPole: rate / 2.5,
        upperPole: rate,
        slowZero: rate / 80,
        slowPole: rate / 80,
        gains: (0...20).map { 0 - Double($0) },
        slowGains: (0...6).map { 0 - Double($0) }
      ),
      feedForward: FeedForwardEqualiser(before: 6, after: 8, limit: TapLimit(-0.7, 0.7)),
      feedback: DecisionFeedback(limits: [TapLimit(0, 0.85)]),
      packages: packages,
      lossBudget: 40,
      lossCountsPackages: true
    )
  }
}
