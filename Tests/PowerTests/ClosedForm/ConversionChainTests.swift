import Power
import Testing

@Suite struct ConversionChainTests {
  @Test(arguments: ChainsInUse.all, [0.2, 0.6, 1.0])
  func `what the grid gives is what the boards get and all losses`(
    chain: ConversionChain,
    load: Double
  ) {
    let account = chain.losses(delivering: 100e3, load: load)
    let byStage = chain.lossesByStage(delivering: 100e3, load: load)
    #expect(byStage.count == chain.stages.count)
    let outside = byStage.filter { $0.stage.place != .module }.map(\.loss).reduce(0, +)
    let inside = byStage.filter { $0.stage.place == .module }.map(\.loss).reduce(0, +)
    #expect(abs(account.gridInput - 100e3 - outside) < 1e-6)
    #expect(abs(account.module - inside) < 1e-6)
    #expect(account.delivered == 100e3)
    let product = chain.stages.map { $0.efficiency(load: $0.loading * load) }.reduce(1, *)
    #expect(abs(chain.efficiencyToSilicon(load: load) / product - 1) < 1e-12)
  }

  @Test func `regulators on the module are not added to its power`() {
    let chain = ConversionChain(
      name: "c",
      rackVoltage: 54,
      stages: [
        ConversionStage(
          name: "regulator",
          place: .module,
          fixedLoss: 0,
          proportionalLoss: 0.25,
          quadraticLoss: 0,
          loading: 1
        )
      ]
    )
    let account = chain.losses(delivering: 700, load: 1)
    #expect(account.gridInput == 700)
    #expect(abs(account.module - 140) < 1e-9)
    #expect(account.efficiency == 1)
  }

  @Test func `nothing delivered is nothing lost`() {
    let account = ChainsInUse.dc54.losses(delivering: 0, load: 0)
    #expect(account.gridInput == 0)
    #expect(account.efficiency == 0)
    #expect(account.hallShare == 0)
  }

  @Test func `moving the rectifier into the hall raises the electrical part of PUE only`() {
    let rectifier = { (place: ConversionPlace) in
      ConversionStage(
        name: "rectifier",
        place: place,
        fixedLoss: 0,
        proportionalLoss: 0.03,
        quadraticLoss: 0,
        loading: 1
      )
    }
    let inRack = ConversionChain(name: "a", rackVoltage: 54, stages: [rectifier(.rack)])
    let inHall = ConversionChain(name: "b", rackVoltage: 800, stages: [rectifier(.hall)])
    #expect(inRack.efficiency(load: 1) == inHall.efficiency(load: 1))
    #expect(inRack.hallShare(load: 1) == 0)
    #expect(abs(inHall.hallShare(load: 1) - 0.03) < 1e-12)
  }
}
