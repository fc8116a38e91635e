import Catalog
import Documents
import Fabrics
import Quantities

/// Reads the section `cubes`.
struct CubeReader {
  /// The fields.
  let record: Record

  /// The cubes, or nil when there are none or anything is wrong with them.
  func cubes(_ parts: inout FabricParts, into diagnostics: inout Diagnostics) -> CubeScenario? {
    guard record.has("cubes") else { return nil }
    var found = Diagnostics()
    defer { diagnostics.add(contentsOf: found) }
    let torus = CubeTorus(
      cubes: record.integer("cubes.count") ?? 64,
      side: record.integer("cubes.side") ?? 4,
      hosts: record.integer("cubes.hosts") ?? 16
    )
    let circuitSwitch = record.text("cubes.switch").flatMap {
      parts.circuitSwitch(
        $0,
        field: "cubes.switch",
        at: record.location("cubes.switch"),
        into: &found
      )
    }
    let packetSwitch = record.text("cubes.packet.switch").flatMap {
      parts.packetSwitch(
        $0,
        field: "cubes.packet.switch",
        at: record.location("cubes.packet.switch"),
        into: &found
      )
    }
    let slices = slices(of: torus, into: &found)
    let twist = record.numbers("cubes.twist").map { Int($0) }
    if !twist.isEmpty {
      for problem in FabricShape.problems(of: .torus(sides: twist, twisted: true)) {
        found.add(record.diagnostic("cubes.twist", problem))
      }
      if twist.allSatisfy({ $0 > 0 }), twist.reduce(1, *) > 100_000 {
        found.add(
          record.diagnostic("cubes.twist", "a slice of more than 100,000 chips is not counted")
        )
      }
    }
    let island = record.numbers("cubes.packet.island").map { Int($0) }
    let members = island.reduce(1, *)
    if island.isEmpty || island.contains(where: { $0 < 1 }) || members > torus.chips {
      found.add(
        record.diagnostic(
          "cubes.packet.island",
          "sides of 1 or more that hold at most \(Format.count(torus.chips)) chips are due"
        )
      )
    }
    guard let circuitSwitch, !found.hasErrors else { return nil }
    return CubeScenario(
      torus: torus,
      circuitSwitch: circuitSwitch,
      availabilities: record.numbers("cubes.host-availability"),
      slices: slices,
      target: record.number("cubes.target"),
      twist: twist,
      linkRate: (record.number("cubes.link-rate") ?? 0) * 8,
      packets: TorusAgainstPackets(
        chips: torus.chips,
        linkRate: (record.number("cubes.link-rate") ?? 0) * 8,
        island: island,
        packetRate: (record.number("cubes.packet.rate") ?? 0) * 8,
        efficiency: record.number("cubes.packet.efficiency") ?? 1
      ),
      packetSwitch: packetSwitch
    )
  }

  /// The slices that are written, or all powers of two of cubes.
  private func slices(of torus: CubeTorus, into found: inout Diagnostics) -> [Int] {
    guard record.has("cubes.slices") else {
      var slices: [Int] = []
      var cubes = 1
      while cubes <= torus.cubes {
        slices.append(cubes * torus.chipsPerCube)
        cubes *= 2
      }
      return slices
    }
    let slices = record.numbers("cubes.slices").map { Int($0) }
    for slice in slices where slice < 1 || slice > torus.chips {
      found.add(
        record.diagnostic(
          "cubes.slices",
          "a slice of \(slice) chips is written; 1 to \(Format.count(torus.chips)) are there"
        )
      )
    }
    return slices
  }
}
