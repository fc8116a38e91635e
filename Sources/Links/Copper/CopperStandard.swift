/// A published budget of loss between two chips, and what of it the ends use up.
public enum CopperStandard: String, CaseIterable, Sendable, Hashable {
  /// 25 Gb/s lanes, NRZ (IEEE 802.3bj).
  case ieee8023bj = "802.3bj"
  /// 50 Gb/s lanes, PAM4 (IEEE 802.3cd).
  case ieee8023cd = "802.3cd"
  /// 100 Gb/s lanes, PAM4, between chips (IEEE 802.3ck KR and CR).
  case ieee8023ck = "802.3ck"
  /// 100 Gb/s lanes, PAM4, from a chip to a module in its cage (IEEE 802.3ck C2M).
  case ieee8023ckModule = "802.3ck-c2m"
  /// 200 Gb/s lanes, PAM4, between dies (IEEE 802.3dj KR and CR).
  case ieee8023dj = "802.3dj"
  /// 32 GT/s, NRZ.
  case pcie5 = "pcie-5"
  /// 64 GT/s, PAM4.
  case pcie6 = "pcie-6"

  /// Net rate of a lane [bit/s].
  public var laneRate: Double {
    switch self {
    case .ieee8023bj: 25e9
    case .ieee8023cd: 50e9
    case .ieee8023ck, .ieee8023ckModule: 100e9
    case .ieee8023dj: 200e9
    case .pcie5: 32e9
    case .pcie6: 64e9
    }
  }

  /// Levels of a symbol.
  public var modulation: Modulation {
    switch self {
    case .ieee8023bj, .pcie5: .nrz
    default: .pam4
    }
  }

  /// Symbols per second [Bd].
  public var symbolRate: Double {
    switch self {
    case .ieee8023bj: 25.78125e9
    case .ieee8023cd: 26.5625e9
    case .ieee8023ck, .ieee8023ckModule: 53.125e9
    case .ieee8023dj: 106.25e9
    case .pcie5, .pcie6: 32e9
    }
  }

  /// Frequency at which the budget is stated, half the symbol rate [Hz].
  public var frequency: Double { symbolRate / 2 }

  /// Loss allowed between the two points that the standard names [dB].
  public var budget: Double {
    switch self {
    case .ieee8023bj: 35
    case .ieee8023cd: 30
    case .ieee8023ck: 28
    case .ieee8023ckModule: 16
    case .ieee8023dj: 40
    case .pcie5: 36
    case .pcie6: 32
    }
  }

  /// Whether the budget runs from die to die, packages counted, or from ball to ball.
  public var countsPackages: Bool { self == .ieee8023dj }

  /// The length of cable that the task force set out to reach, nil where there is no cable [m].
  public var objective: Double? {
    switch self {
    case .ieee8023bj: 5
    case .ieee8023cd: 3
    case .ieee8023ck: 2
    case .ieee8023dj: 1
    default: nil
    }
  }

  /// Loss of one package, where the budget counts it [dB].
  ///
  /// At 200 Gb/s packages take 30 to 50 % of 40 dB, both together.
  public var packageLoss: Double { countsPackages ? 8 : 0 }

  /// Loss of one host's board between chip and cage, where a cable follows [dB].
  ///
  /// Allotted by the cable clauses of each standard (recalled); of 802.3dj the loss of five inches
  /// of the best board, an estimate.
  public var hostLoss: Double {
    switch self {
    case .ieee8023bj: 6.26
    case .ieee8023cd: 6.975
    case .ieee8023ck: 6.875
    case .ieee8023dj: 6
    default: 0
    }
  }

  /// Loss of one mated connector with paddle card and wire ends, where a cable follows [dB].
  ///
  /// An estimate, held constant: each generation brought a connector for its own frequency.
  public var connectorLoss: Double { objective == nil ? 0 : 2.5 }

  /// Gauge of the cables that its generation of machines uses (AWG), an estimate.
  ///
  /// Below 100 Gb/s a thinner cable than the thickest already meets the objective.
  public var gauge: Double {
    switch self {
    case .ieee8023bj, .ieee8023cd: 28
    default: 26
    }
  }

  /// The channel with a cable of its generation's gauge, or on the best board where it has no cable.
  public var channel: CopperChannel { channel(gauge: gauge) }

  /// The channel with a cable of a gauge, or on the best board where it has no cable.
  public func channel(gauge: Double) -> CopperChannel {
    CopperChannel(
      budget: budget,
      frequency: frequency,
      packageLoss: packageLoss,
      hostLoss: hostLoss,
      connectorLoss: connectorLoss,
      medium: objective == nil ? BoardMaterial.ultraLowLoss.loss : Twinax.loss(gauge: gauge)
    )
  }

  /// The standard of chips over cable for a lane rate, nil where none is published.
  public static func forLaneRate(_ rate: Double) -> CopperStandard? {
    [.ieee8023bj, .ieee8023cd, .ieee8023ck, .ieee8023dj].first { $0.laneRate >= rate * 0.94 }
  }
}
