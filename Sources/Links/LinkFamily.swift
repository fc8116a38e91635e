/// What a link is made of and how it is driven.
public enum LinkFamily: String, CaseIterable, Sendable, Hashable {
  /// Twinax without active parts (DAC).
  case passiveCopper = "passive-copper"
  /// Twinax with linear amplifiers (ACC).
  case activeCopper = "active-copper"
  /// Twinax with retimers (AEC).
  case retimedCopper = "retimed-copper"
  /// Arrays of micro-LEDs over imaging fibre.
  case microLED = "micro-led"
  /// Pluggable module with a signal processor in both directions (FRO).
  case pluggableDSP = "pluggable-dsp"
  /// Pluggable module retimed towards the fibre only (LRO, TRO).
  case pluggableHalfRetimed = "pluggable-lro"
  /// Pluggable module without a signal processor (LPO).
  case pluggableLinear = "pluggable-lpo"
  /// Engine beside the package (NPO).
  case nearPackageOptics = "npo"
  /// Engine in the package with ring modulators.
  case copackagedRing = "cpo-ring"
  /// Engine in the package with Mach–Zehnder modulators.
  case copackagedMachZehnder = "cpo-mzm"
  /// Engine in the package with electro-absorption modulators.
  case copackagedElectroabsorption = "cpo-eam"
  /// Die to die over an organic substrate (UCIe standard package).
  case dieToDieStandard = "ucie-standard"
  /// Die to die over an interposer or bridge (UCIe advanced package).
  case dieToDieAdvanced = "ucie-advanced"
  /// Die on die by hybrid bonds (UCIe-3D).
  case dieOnDie = "ucie-3d"
  /// Chip to chip over package or board, as NVLink-C2C.
  case chipToChip = "chip-to-chip"

  /// Whether the bits travel as light between the ends.
  public var isOptical: Bool {
    switch self {
    case .microLED, .pluggableDSP, .pluggableHalfRetimed, .pluggableLinear, .nearPackageOptics,
      .copackagedRing, .copackagedMachZehnder, .copackagedElectroabsorption:
      true
    default: false
    }
  }

  /// Whether both ends are modules in cages, cooled by the air of the box.
  public var isPluggable: Bool {
    switch self {
    case .pluggableDSP, .pluggableHalfRetimed, .pluggableLinear: true
    default: false
    }
  }
}
