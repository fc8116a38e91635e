import Power
import Testing

@Suite struct PublishedEfficiencyTests {
  // NVIDIA claims up to 5 points end to end for 800 V DC over 54 V (blog, 2025).
  @Test(arguments: [0.4, 0.6, 0.8, 1.0])
  func `800 V DC gains one to five points over 54 V`(load: Double) {
    let gain =
      ChainsInUse.dc800.efficiencyToSilicon(load: load)
      - ChainsInUse.dc54.efficiencyToSilicon(load: load)
    #expect(gain > 0.01 && gain < 0.05)
  }

  // MLPerf Training v4.0, power of 8×H100 nodes measured on the AC and on the DC side of the
  // supplies (Supermicro, seven groups): 0.972 to 0.988. Dell states 0.96, Lenovo 0.94 (v4.1, v5.0).
  @Test func `server supplies lie between the stated and the measured ratios`() throws {
    let supply = try #require(ChainsInUse.ac12.stages.first { $0.name == "power-supply" })
    for load in [0.3, 0.5, 0.7] {
      let efficiency = supply.efficiency(load: load)
      #expect(efficiency > 0.94 && efficiency < 0.988)
    }
  }

  // A 48 V to 1 V prototype reaches 91.5 % at best and above 85 % at 90 A.
  @Test func `from 54 V to the die a module is near the best prototypes`() {
    let account = ChainsInUse.dc54.losses(delivering: 1, load: 0.6)
    #expect(1 - account.module > 0.85 && 1 - account.module < 0.915)
  }

  // Electrical losses of 3–8 % of IT power: LBNL benchmarking and Uptime tiers with central UPS.
  @Test(arguments: ChainsInUse.all)
  func `losses of the electrical rooms are two to eight percent of IT power`(
    chain: ConversionChain
  ) {
    let share = chain.hallShare(load: 0.7)
    #expect(share > 0.02 && share < 0.08)
  }
}
