/// Greenhouse gas of running and of making machines.
public enum Carbon {
  /// Emission of the electricity used, by the location of the meter [kg].
  ///
  /// - Parameters:
  ///   - energy: Energy at the meter [J].
  ///   - intensity: Emission of the grid per energy [kg/J].
  /// - Returns: The mass.
  @inlinable
  public static func operational(energy: Double, intensity: Double) -> Double {
    energy * intensity
  }

  /// Share of an embodied emission that falls on a time of use [kg].
  ///
  /// - Parameters:
  ///   - embodied: Emission of making the machine [kg].
  ///   - lifetime: Time of service [s].
  ///   - duration: Time of use [s].
  /// - Returns: The mass.
  @inlinable
  public static func embodiedShare(
    _ embodied: Double,
    lifetime: Double,
    duration: Double
  ) -> Double {
    embodied * duration / lifetime
  }

  /// First-order emission of making one accelerator package with its memory [kg].
  ///
  /// `A·CPA/Y + M·CPB + packaging`, as in ACT (Gupta et al., ISCA 2022). ACT's imec figures:
  /// 1.44 kg/cm² at 7 nm, 1.54 at 5 nm, 1.75 at 3 nm; 0.065 kg/GB for 10-nm-class DRAM, which has no
  /// figure for stacked memory or interposers: those parts are low by an unknown amount.
  ///
  /// - Parameters:
  ///   - dieArea: Area of all logic dies [m²].
  ///   - emissionPerArea: Emission per wafer area [kg/m²].
  ///   - yield: Good over all dies, above 0.
  ///   - memory: Memory of the package [B].
  ///   - emissionPerMemory: Emission per memory [kg/B].
  ///   - packaging: Assembly and substrate [kg].
  /// - Returns: The mass.
  @inlinable
  public static func accelerator(
    dieArea: Double,
    emissionPerArea: Double = 1.54e4,
    yield: Double = 0.8,
    memory: Double,
    emissionPerMemory: Double = 65e-12,
    packaging: Double = 0.15
  ) -> Double {
    dieArea * emissionPerArea / yield + memory * emissionPerMemory + packaging
  }
}
