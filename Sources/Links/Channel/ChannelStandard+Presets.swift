extension ChannelStandard {
  /// Every standard that is known by name.
  public static let all: [ChannelStandard] = [
    .backplane100G4, .backplane100G1, .cable100G1, .backplane200G1, .backplane200G1Draft33,
    .cable200G1Draft33,
  ]

  /// The standard of a name.
  public static func named(_ id: String) -> ChannelStandard? { all.first { $0.id == id } }

  /// 100GBASE-KR4: 25.78 GBd, two levels (802.3bj, the same channel model as 802.3by).
  public static let backplane100G4: ChannelStandard = {
    let rate = 25.78125e9
    let constants = LineConstants(perMillimetre: 0, 1.734e-3, 1.455e-4, 6.141e-3)
    let package = { (length: Double) in
      DevicePackage(
        die: [DieStage(capacitance: 2.5e-13, inductance: 0)],
        lines: [LineStage(impedance: 78.2, length: length, constants: constants)],
        ball: 1.8e-13,
        termination: 55
      )
    }
    return ChannelStandard(
      id: "802.3bj-kr4",
      name: "100GBASE-KR4",
      source: "IEEE 802.3-2022 Table 93-8, recalled; not compared with the printed table",
      symbolRate: rate,
      levels: 2,
      errorRatio: 1e-5,
      riseTime: 8e-12,
      levelMismatch: 1,
      amplitude: 0.4,
      farAmplitude: 0.4,
      nearAmplitude: 0.6,
      deterministicJitter: 0.05,
      randomJitter: 0.01,
      transmitterSignalToNoise: 27,
      noiseDensity: 5.2e-17,
      bandwidth: 0.75,
      transmitterTaps: [
        TapRange(position: -1, minimum: -0.18, maximum: 0, step: 0.02),
        TapRange(position: 1, minimum: -0.38, maximum: 0, step: 0.02),
      ],
      minimumCursor: 0.62,
      continuous: ContinuousEqualiser(
        zero: rate / 4,
        lowerPole: rate / 4,
        upperPole: rate,
        slowZero: 1e9,
        slowPole: 1e9,
        gains: (0...12).map { 0 - Double($0) },
        slowGains: [0]
      ),
      feedback: DecisionFeedback(limits: Array(repeating: TapLimit(-1, 1), count: 14)),
      packages: [0.012, 0.030].map { length in
        PackageCase(
          name: "\(Int((length * 1e3).rounded())) mm",
          transmitter: package(length),
          receiver: package(length)
        )
      },
      lossBudget: 35
    )
  }()

  /// Loss and delay of package lines of class A.
  static let classA = LineConstants(perMillimetre: 5e-4, 8.9e-4, 2e-4, 6.141e-3)
  /// Loss and delay of package lines of class B.
  static let classB = LineConstants(perMillimetre: 5e-4, 6.5e-4, 2.93e-4, 6.141e-3)

  /// 100GBASE-KR1: 53.125 GBd, four levels (802.3ck, clause 163).
  public static let backplane100G1 = ck(
    id: "802.3ck-kr",
    name: "100GBASE-KR1",
    noise: 8.2e-18,
    near: 0.608,
    packages: [0.012, 0.031].map { length in
      PackageCase(
        name: "\(Int((length * 1e3).rounded())) mm",
        transmitter: ckPackage(length),
        receiver: ckPackage(length - 0.002)
      )
    }
  )

  /// 100GBASE-CR1: 53.125 GBd, four levels (802.3ck, clause 162), with 110 mm of host board.
  public static let cable100G1 = ck(
    id: "802.3ck-cr",
    name: "100GBASE-CR1",
    noise: 9e-18,
    near: 0.608,
    packages: [0.012, 0.031].map { length in
      PackageCase(
        name: "\(Int((length * 1e3).rounded())) mm",
        transmitter: ckPackage(length, host: 0.1107),
        receiver: ckPackage(length - 0.002, host: 0.1107)
      )
    }
  )

  /// A package of 802.3ck with a first line of the length given [m] and a host board [m].
  private static func ckPackage(_ length: Double, host: Double = 0) -> DevicePackage {
    DevicePackage(
      die: [DieStage(capacitance: 1.2e-13, inductance: 1.2e-10)],
      bump: 3e-14,
      lines: [
        LineStage(impedance: 87.5, length: length, constants: classA),
        LineStage(impedance: 92.5, length: 1.8e-3, constants: classA),
      ],
      ball: 8.7e-14,
      host: host > 0
        ? [
          LineStage(
            impedance: 100,
            length: host,
            constants: LineConstants(perMillimetre: 0, 3.8206e-4, 9.5909e-5, 5.79e-3)
          )
        ] : []
    )
  }

  /// What KR and CR of 802.3ck share.
  private static func ck(
    id: String,
    name: String,
    noise: Double,
    near: Double,
    packages: [PackageCase]
  ) -> ChannelStandard {
    let rate = 53.125e9
    return ChannelStandard(
      id: id,
      name: name,
      source:
        "IEEE 802.3ck-2022 clauses 162 and 163, recalled; not compared with the printed table",
      symbolRate: rate,
      levels: 4,
      errorRatio: 1e-4,
      riseTime: 7.5e-12,
      levelMismatch: 0.95,
      amplitude: 0.413,
      farAmplitude: 0.413,
      nearAmplitude: near,
      deterministicJitter: 0.02,
      randomJitter: 0.01,
      transmitterSignalToNoise: 33,
      noiseDensity: noise,
      bandwidth: 0.75,
      transmitterTaps: [
        TapRange(position: -3, minimum: -0.06, maximum: 0, step: 0.02),
        TapRange(position: -2, minimum: 0, maximum: 0.12, step: 0.02),
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
      feedback: DecisionFeedback(
        limits: [TapLimit(0, 0.85)] + [TapLimit(-0.05, 0.3)]
          + Array(repeating: TapLimit(-0.05, 0.2), count: 10),
        groups: 3,
        groupTaps: 3,
        span: 40,
        groupLimit: TapLimit(-0.05, 0.05)
      ),
      packages: packages,
      lossBudget: 28
    )
  }

  /// Ladder of the die of 200 Gb/s lanes.
  private static let djDie = [
    DieStage(capacitance: 4e-14, inductance: 1.3e-10),
    DieStage(capacitance: 9e-14, inductance: 1.5e-10),
    DieStage(capacitance: 1.1e-13, inductance: 1.4e-10),
  ]

  /// 200GBASE-KR1: 106.25 GBd, four levels, as the task force compared programs with in 2024 and 2025.
  public static let backplane200G1: ChannelStandard = {
    let rate = 106.25e9
    let package = DevicePackage(
      die: djDie,
      bump: 3e-14,
      lines: [
        LineStage(impedance: 87.5, length: 0.033, constants: classA),
        LineStage(impedance: 92.5, length: 1.8e-3, constants: classA),
      ],
      ball: 4e-14
    )
    return ChannelStandard(
      id: "802.3dj-kr",
      name: "200GBASE-KR1",
      source: "PyChOpMarg 3.4.0, configuration ieee_8023dj (P802.3dj drafts of 2024)",
      symbolRate: rate,
      levels: 4,
      errorRatio: 2e-4,
      riseTime: 4e-12,
      levelMismatch: 0.95,
      amplitude: 0.413,
      farAmplitude: 0.413,
      nearAmplitude: 0.45,
      deterministicJitter: 0.02,
      randomJitter: 0.01,
      transmitterSignalToNoise: 33,
      noiseDensity: 6e-18,
      bandwidth: 0.58,
      transmitterTaps: [
        TapRange(position: -3, minimum: -0.06, maximum: 0, step: 0.005),
        TapRange(position: -2, minimum: 0, maximum: 0.12, step: 0.005),
        TapRange(position: -1, minimum: -0.34, maximum: 0, step: 0.005),
        TapRange(position: 1, minimum: -0.2, maximum: 0, step: 0.005),
      ],
      minimumCursor: 0.5,
      continuous: ContinuousEqualiser(
        zero: 42.5e9,
        lowerPole: 42.5e9,
        upperPole: rate,
        slowZero: rate / 80,
        slowPole: rate / 80,
        gains: (0...15).map { 0 - Double($0) },
        slowGains: (0...10).map { 0 - Double($0) / 2 }
      ),
      feedForward: FeedForwardEqualiser(before: 5, after: 10, limit: TapLimit(-0.7, 0.7)),
      feedback: DecisionFeedback(limits: [TapLimit(0, 0.85)]),
      packages: [PackageCase(name: "class A, 33 mm", transmitter: package, receiver: package)],
      lossBudget: 40,
      lossCountsPackages: true
    )
  }()
}
