/// What an energy per bit counts; figures of different boundaries must not be compared.
public enum EnergyBoundary: String, CaseIterable, Sendable, Hashable {
  /// Cable or module without lasers that stand outside it (B0).
  case module
  /// With external lasers, their efficiency and coolers (B1).
  case laser
  /// With the host's serialiser (B2).
  case host
  /// With the switch chip and fans of the box, which a fabric adds (B3).
  case box
}
