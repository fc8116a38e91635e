import Fabrics
import Studies
import Testing

/// Fits of collectives to made-up measurements with a known answer.
struct CollectiveCalibrationTests {
  /// Times of a machine that is exactly a ring with a ramp.
  static let cases: [CollectiveCase] = {
    let regime = CollectiveRegime(setup: 10e-6, step: 1e-6, efficiency: 0.9, ramp: 1e6)
    let tier = Tier(
      name: "t",
      size: 8,
      bandwidth: 400e9,
      constants: CollectiveConstants(uniform: regime)
    )
    let fabric = Fabric(scaleUp: tier, scaleOut: tier, portsPerDomain: 1, algorithms: .ring)
    return [2, 4, 8].flatMap { ranks in
      (9...28).map { power in
        let bytes = Double(1 << power)
        return CollectiveCase(
          system: "made-up",
          collective: .allGather,
          ranks: ranks,
          bytes: bytes,
          seconds: fabric.time(.allGather, bytes: bytes, group: .within(ranks)).seconds
        )
      }
    }
  }()

  @Test func `a fit finds what made the measurements`() {
    #expect(Self.cases.contains { $0.isHeldBack } && Self.cases.contains { !$0.isHeldBack })
    let made = CollectiveCalibration(cases: Self.cases, bandwidth: 400e9, addsInSwitch: false)
    #expect(made.heldBack.count + made.fitted.count == 60)
    #expect(made.heldBack.mean < 0.03)
    #expect(made.yaml(source: "logs").contains("all-gather:"))
  }

  @Test func `a row of the tables counts the full tensor`() throws {
    let made = try #require(
      CollectiveCase(
        system: "a100_sxm",
        operation: "all_reduce",
        dtype: "half",
        ranks: 8,
        elements: 268_435_456,
        milliseconds: 4.226
      )
    )
    #expect(made.bytes == 536_870_912)
    // 222 GB/s of 300: any other reading exceeds the line rate or depends on the ranks.
    #expect(abs(made.busRate / 222.3e9 - 1) < 0.01)
  }
}
