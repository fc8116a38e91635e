import Foundation
import Testing

@testable import Links

/// The edge of a package, its fibres and lasers.
struct EdgeTests {
  @Test func `bandwidth is limited by edge or by area`() {
    let interface = EdgeInterface.ucieAdvanced(transferRate: 32e9)
    let long = PackageEdge(length: 20e-3)
    #expect(abs(long.bandwidth(interface) / (interface.shoreline * 20e-3) - 1) < 1e-12)
    let small = PackageEdge(length: 20e-3, area: 1e-6)
    #expect(small.bandwidth(interface) < long.bandwidth(interface))
    let back = PackageEdge.length(bandwidth: long.bandwidth(interface), interface)
    #expect(abs(back - 20e-3) < 1e-12)
  }

  @Test func `bonds on a face need area and no edge`() {
    let interface = EdgeInterface.ucieStacked(pitch: 9e-6, transferRate: 4e9)
    #expect(interface.shoreline == 0)
    #expect(PackageEdge(length: 0, area: 1e-6).bandwidth(interface) > 1e12)
    #expect(PackageEdge.length(bandwidth: 1e12, interface) == 0)
  }

  @Test func `chiplets are denser at the edge than fibres`() {
    let fibre = EdgeInterface.fibre(FibreEdge(laneRate: 200e9))
    let chiplet = EdgeInterface.ucieAdvanced(transferRate: 32e9)
    let ratio = PackageEdge.mismatch(chiplet, fibre)
    #expect(ratio > 4 && ratio < 10)
    let wide = EdgeInterface.fibre(FibreEdge(pitch: 250e-6, laneRate: 200e9))
    #expect(abs(wide.shoreline * 250 / (fibre.shoreline * 127) - 1) < 1e-12)
    let many = EdgeInterface.fibre(
      FibreEdge(wavelengths: 8, laneRate: 200e9, isBidirectional: true)
    )
    #expect(abs(many.shoreline / fibre.shoreline - 16) < 1e-9)
  }

  @Test func `fibres are whole and count both directions`() {
    #expect(FibreEdge(laneRate: 200e9).fibres(rate: 1.6e12) == 16)
    #expect(FibreEdge(laneRate: 200e9, isBidirectional: true).fibres(rate: 1.6e12) == 8)
    #expect(FibreEdge(wavelengths: 4, laneRate: 200e9).fibres(rate: 1.7e12) == 6)
    #expect(FibreEdge(laneRate: 200e9, idleShare: 0.2).fibres(rate: 1.6e12) == 20)
  }

  @Test func `a chip of 24.5 dBm feeds several lanes until its light is shared out`() {
    let supply = LaserSupply(loss: 2, needed: 12)
    let lanes = supply.lanesPerChip
    #expect(lanes == 8)
    #expect(supply.spare(lanes: lanes) >= 0 && supply.spare(lanes: 2 * lanes) < 0)
    #expect(supply.chips(lanes: 17) == 3)
    // 282 mW of light at 10 % of the power drawn.
    #expect(abs(supply.power(lanes: 8) - 2.818) < 1e-2)
    #expect(LaserSupply(needed: 30).lanesPerChip == 0)
    #expect(LaserSupply(needed: 30).chips(lanes: 1) == .infinity)
  }
}
