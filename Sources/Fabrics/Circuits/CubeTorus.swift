import Foundation

/// A torus whose cubes are joined through circuit switches, as the pods of TPU v4 are.
///
/// Each of a cube's six faces has `side²` links, whose opposite ends meet at the same circuit switch,
/// so that any cubes can be joined to a torus of cubes (Jouppi et al., ISCA 2023).
public struct CubeTorus: Sendable, Hashable {
  /// Cubes.
  public var cubes: Int
  /// Chips along the side of a cube.
  public var side: Int
  /// Hosts of a cube.
  public var hosts: Int

  /// Describes a pod.
  public init(cubes: Int, side: Int = 4, hosts: Int = 16) {
    self.cubes = cubes
    self.side = side
    self.hosts = hosts
  }

  /// Chips of a cube.
  public var chipsPerCube: Int { side * side * side }
  /// Chips in all.
  public var chips: Int { cubes * chipsPerCube }
  /// Fibres that leave a cube, both directions of a link over one: six faces of `side²`.
  public var fibresPerCube: Int { 6 * side * side }
  /// Fibres in all.
  public var fibres: Int { cubes * fibresPerCube }

  /// Circuit switches: each holds the fibres of a pair of opposite faces' place of every cube.
  ///
  /// A switch takes two fibres of each cube; where it has more ports than that, as many places share
  /// it as fit.
  public func circuitSwitches(_ part: CircuitSwitchPart) -> Int {
    let pairs = fibresPerCube / 2
    let perSwitch = max(1, part.usablePorts / (2 * cubes))
    return part.usablePorts >= 2 * cubes
      ? (pairs + perSwitch - 1) / perSwitch
      : pairs * ((2 * cubes + part.usablePorts - 1) / part.usablePorts)
  }

  /// Chance that a cube is whole (1).
  public func availability(host: Double) -> Double { pow(host, Double(hosts)) }

  /// Share of the chips that slices of a size can use.
  public struct Goodput: Sendable, Hashable {
    /// Chips of a slice.
    public var slice: Int
    /// Cubes of a slice.
    public var cubes: Int
    /// Where slices may be made of any whole cubes (1).
    public var switched: Double
    /// Where each slice has cubes of its own (1).
    public var fixed: Double
  }

  /// The share of chips in whole slices, with circuit switches and without.
  ///
  /// Without a target the mean is taken; with one, the number of slices that are there at least that
  /// share of the time. Without switches each of the `cubes / m` slices needs all of its own `m`.
  ///
  /// - Parameters:
  ///   - slice: Chips of a slice; less than a cube counts as one.
  ///   - host: Share of the time in which a host is up.
  ///   - target: Share of the time in which the promised slices are there.
  /// - Returns: Both shares.
  public func goodput(slice: Int, host: Double, target: Double? = nil) -> Goodput {
    let need = max(1, (slice + chipsPerCube - 1) / chipsPerCube)
    let up = availability(host: host)
    let places = cubes / need
    let whole = pow(up, Double(need))
    let wholeCubes = Self.binomial(cubes, up)
    let wholeSlices = Self.binomial(places, whole)
    func share(_ slices: Double) -> Double { slices * Double(need) / Double(cubes) }
    guard let target else {
      let mean = wholeCubes.enumerated().reduce(0.0) { $0 + Double($1.offset / need) * $1.element }
      return Goodput(
        slice: slice,
        cubes: need,
        switched: share(mean),
        fixed: share(Double(places) * whole)
      )
    }
    /// The most slices that are there in at least the target's share of the time.
    func promised(_ chances: [Double], _ slices: (Int) -> Int) -> Int {
      var tail = 0.0
      for count in chances.indices.reversed() {
        tail += chances[count]
        if tail >= target { return slices(count) }
      }
      return 0
    }
    return Goodput(
      slice: slice,
      cubes: need,
      switched: share(Double(promised(wholeCubes) { $0 / need })),
      fixed: share(Double(promised(wholeSlices) { $0 }))
    )
  }

  /// Chances of 0…n successes.
  static func binomial(_ n: Int, _ chance: Double) -> [Double] {
    guard chance > 0 else { return [1] + Array(repeating: 0, count: n) }
    guard chance < 1 else { return Array(repeating: 0, count: n) + [1] }
    var logarithm = Double(n) * log1p(-chance)
    return (0...n).map { k in
      defer {
        logarithm += log(Double(n - k) / Double(k + 1)) + log(chance) - log1p(-chance)
      }
      return exp(logarithm)
    }
  }
}

/// All-reduce over a torus of links of its own against islands joined by a packet network.
public struct TorusAgainstPackets: Sendable, Hashable {
  /// Chips that take part.
  public var chips: Int
  /// Axes of the torus with more than one chip.
  public var axes: Int
  /// Rate of a link between chips, one direction [bit/s].
  public var linkRate: Double
  /// Sides of the mesh of an island.
  public var island: [Int]
  /// Rate of a chip's port into the packet network, one direction [bit/s].
  public var packetRate: Double
  /// Share of that rate that an all-reduce reaches (1).
  public var efficiency: Double

  /// Describes the comparison.
  public init(
    chips: Int,
    axes: Int = 3,
    linkRate: Double,
    island: [Int],
    packetRate: Double,
    efficiency: Double = 1
  ) {
    self.chips = chips
    self.axes = axes
    self.linkRate = linkRate
    self.island = island
    self.packetRate = packetRate
    self.efficiency = efficiency
  }

  /// Time of an all-reduce of a bit over the torus, all axes at once in both directions [s/bit].
  public var torusTime: Double {
    2 * Double(chips - 1) / Double(chips) / (2 * Double(axes) * linkRate)
  }

  /// Chips of an island.
  private var members: Int { island.reduce(1, *) }

  /// Time inside an island: reduce-scatter and all-gather over its mesh [s/bit].
  ///
  /// A side of two has one link each way, a longer side of a mesh has links both ways along a line,
  /// whose ends bound it.
  public var islandTime: Double {
    let links = Double(island.count { $0 > 1 })
    guard links > 0 else { return 0 }
    return 2 * Double(members - 1) / Double(members) / (links * linkRate)
  }

  /// Time between islands: an all-reduce of each chip's part over its port [s/bit].
  public var packetTime: Double {
    let islands = Double(chips / members)
    return 2 * (islands - 1) / islands / Double(members) / (packetRate * efficiency)
  }

  /// Slowdown against the torus where a message is cut into chunks that follow each other.
  ///
  /// What is inside islands and what is between them overlap but for the first and last chunk: one
  /// chunk means one after the other, very many that the slower of both counts alone.
  public func slowdown(chunks: Double) -> Double {
    let (inside, between) = (islandTime, packetTime)
    return (max(inside, between) + min(inside, between) / chunks) / torusTime
  }
}
