import Foundation

/// A way to bring bits out of the edge of a die or package: how much fits on a millimetre of it.
public enum EdgeInterface: Sendable, Hashable {
  /// UCIe over an organic package, by transfers a second of a wire [1/s].
  case ucieStandard(transferRate: Double)
  /// UCIe over an interposer or bridge, by transfers a second of a wire [1/s].
  case ucieAdvanced(transferRate: Double)
  /// UCIe on the face of a die, by pitch of its bonds [m] and transfers a second of a wire [1/s].
  case ucieStacked(pitch: Double, transferRate: Double)
  /// Serialisers for a board or cable, by lane rate [bit/s].
  case serialiser(laneRate: Double)
  /// Fibres side by side.
  case fibre(FibreEdge)
  /// Anything else, by its bandwidth of both directions on a length of edge [bit/s/m].
  case density(Double, depth: Double)

  /// Bandwidth of both directions together on a length of edge; 0 for bonds on a face [bit/s/m].
  ///
  /// UCIe counts both directions: a standard module of 16 wires each way is 571.5 µm wide, an
  /// advanced one of 64 wires 388.8 µm, so 224 and 1,317 GB/s/mm at 32 GT/s (UCIe 1.0). Serialisers:
  /// 0.4 Tb/s/mm at 224 Gb/s of 23.6 Tb/s off a Blackwell package, in proportion to lane rate.
  public var shoreline: Double {
    switch self {
    case .ucieStandard(let rate): 2 * 16 * rate / 571.5e-6
    case .ucieAdvanced(let rate): 2 * 64 * rate / 388.8e-6
    case .ucieStacked: 0
    case .serialiser(let rate): 0.4e15 * rate / 224e9
    case .fibre(let fibre): fibre.shoreline
    case .density(let density, _): density
    }
  }

  /// How far it reaches into the die from its edge [m].
  ///
  /// Modules of UCIe: 1.54 mm standard at 32 GT/s, 0.98 mm advanced (recalled). Serialisers 2 mm, an
  /// estimate; fibres as described.
  public var depth: Double {
    switch self {
    case .ucieStandard: 1.54e-3
    case .ucieAdvanced: 0.9756e-3
    case .ucieStacked: 0
    case .serialiser: 2e-3
    case .fibre(let fibre): fibre.depth
    case .density(_, let depth): depth
    }
  }

  /// Bandwidth of both directions together on an area [bit/s/m²].
  ///
  /// Bonds on a face: one wire a bond of which three quarters carry data, an estimate.
  public var areal: Double {
    if case .ucieStacked(let pitch, let rate) = self { return 0.75 * rate / (pitch * pitch) }
    return depth > 0 ? shoreline / depth : 0
  }
}

/// Fibres along the edge of an optical engine.
public struct FibreEdge: Sendable, Hashable {
  /// Distance between fibres, 127 or 250 µm [m].
  public var pitch: Double
  /// Rows of fibres one above the other.
  public var rows: Double
  /// Wavelengths of a fibre in each direction that it carries.
  public var wavelengths: Double
  /// Rate of a wavelength [bit/s].
  public var laneRate: Double
  /// Whether a fibre carries both directions.
  public var isBidirectional: Bool
  /// Share of fibres that bring light of outside lasers, or nothing (1).
  public var idleShare: Double
  /// How far the engine reaches in from its edge [m].
  public var depth: Double

  /// Describes an edge of fibres.
  public init(
    pitch: Double = 127e-6,
    rows: Double = 1,
    wavelengths: Double = 1,
    laneRate: Double,
    isBidirectional: Bool = false,
    idleShare: Double = 0,
    depth: Double = 5e-3
  ) {
    self.pitch = pitch
    self.rows = rows
    self.wavelengths = wavelengths
    self.laneRate = laneRate
    self.isBidirectional = isBidirectional
    self.idleShare = idleShare
    self.depth = depth
  }

  /// Fibres on a length of edge [1/m].
  public var fibresPerLength: Double { rows / pitch }

  /// Bandwidth of both directions together on a length of edge [bit/s/m].
  public var shoreline: Double {
    fibresPerLength * (1 - idleShare) * wavelengths * laneRate * (isBidirectional ? 2 : 1)
  }

  /// Fibres for a rate in each direction, those of lasers counted [1].
  ///
  /// - Parameter rate: Net rate, one direction [bit/s].
  /// - Returns: A whole number.
  public func fibres(rate: Double) -> Double {
    let perFibre = wavelengths * laneRate
    let one = (rate / perFibre * (1 - 1e-12)).rounded(.up)
    let lit = isBidirectional ? one : 2 * one
    return (lit / (1 - idleShare) * (1 - 1e-12)).rounded(.up)
  }
}

/// Lasers in a module of their own that feed engines over fibre.
public struct LaserSupply: Sendable, Hashable {
  /// Light of one laser chip [dBm].
  public var chipPower: Double
  /// Loss from the chip to where the light is split [dB].
  public var loss: Double
  /// Light that one modulator needs at that point [dBm].
  public var needed: Double
  /// Loss of a splitter beyond that of sharing, for each halving [dB].
  public var splitLoss: Double
  /// Light in the fibre over electrical power of the module, drivers and coolers counted (1).
  public var efficiency: Double

  /// Describes a supply.
  public init(
    chipPower: Double = 24.5,
    loss: Double = 0,
    needed: Double,
    splitLoss: Double = 0.2,
    efficiency: Double = 0.1
  ) {
    self.chipPower = chipPower
    self.loss = loss
    self.needed = needed
    self.splitLoss = splitLoss
    self.efficiency = efficiency
  }

  /// Modulators that one chip feeds, a power of two; 0 where it feeds none [1].
  public var lanesPerChip: Double {
    var lanes = 1.0
    guard spare(lanes: 1) >= 0 else { return 0 }
    while lanes < 1_024, spare(lanes: 2 * lanes) >= 0 { lanes *= 2 }
    return lanes
  }

  /// Light to spare when a chip feeds so many [dB].
  public func spare(lanes: Double) -> Double {
    chipPower - loss - 10 * log10(lanes) - splitLoss * log2(lanes) - needed
  }

  /// Laser chips for so many lanes; infinite where one feeds none [1].
  public func chips(lanes: Double) -> Double {
    let each = lanesPerChip
    return each > 0 ? (lanes / each).rounded(.up) : .infinity
  }

  /// Electrical power of the modules for so many lanes [W].
  public func power(lanes: Double) -> Double {
    chips(lanes: lanes) * Optics.watts(dBm: chipPower) / efficiency
  }
}

/// The edge of a die or package and what can be brought out of it.
public struct PackageEdge: Sendable, Hashable {
  /// Length of edge that is free for it [m].
  public var length: Double
  /// Area of the die that it may take, infinite for any [m²].
  public var area: Double

  /// Describes an edge.
  public init(length: Double, area: Double = .infinity) {
    self.length = length
    self.area = area
  }

  /// The edge of a rectangle of which a share is free.
  public init(width: Double, height: Double, share: Double = 1) {
    self.init(length: 2 * (width + height) * share, area: width * height)
  }

  /// Bandwidth of both directions together that an interface brings out [bit/s].
  ///
  /// The lesser of what the edge's length and the area allow; bonds on a face have area alone.
  public func bandwidth(_ interface: EdgeInterface) -> Double {
    let byArea = interface.areal * area
    if case .ucieStacked = interface { return byArea }
    return interface.depth > 0
      ? min(interface.shoreline * length, byArea) : interface.shoreline * length
  }

  /// Length of edge for a bandwidth of both directions together [m].
  public static func length(bandwidth: Double, _ interface: EdgeInterface) -> Double {
    interface.shoreline > 0 ? bandwidth / interface.shoreline : 0
  }

  /// How many times denser one interface's edge is than another's (1).
  ///
  /// The edge that optics needs for each edge of chiplet that feeds it.
  public static func mismatch(_ inner: EdgeInterface, _ outer: EdgeInterface) -> Double {
    outer.shoreline > 0 ? inner.shoreline / outer.shoreline : .infinity
  }
}
