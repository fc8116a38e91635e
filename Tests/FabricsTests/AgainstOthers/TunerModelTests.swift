import Fabrics
import Testing

/// The library's own expectation against values computed with its published tables.
struct TunerModelTests {
  /// 8×A100 as the library's log describes it: 12 channels, 240 GB/s.
  static let ampere = TunerModel(ranks: 8, channels: 12, busRate: 240e9, generation: .ampere)
  /// 8×H200: 16 channels, 370.8 GB/s, switches that add.
  static let hopper = TunerModel(
    ranks: 8,
    channels: 16,
    busRate: 370.8e9,
    generation: .hopper,
    switchAdds: true
  )
  /// 4×GB200: 16 channels, 721.8 GB/s.
  static let blackwell = TunerModel(
    ranks: 4,
    channels: 16,
    busRate: 721.8e9,
    generation: .blackwell,
    switchAdds: true
  )

  // Values: NVIDIA/nccl at 5067397, src/graph/tuning.cc, evaluated by hand for the logs that Azure
  // publishes; printed to 0.01 µs.
  @Test(arguments: [
    (ampere, 1_024.0, 15.02, "ring LL"), (ampere, 1_048_576, 35.92, "ring LL"),
    (ampere, 16_777_216, 173.57, "ring LL128"), (ampere, 8_589_934_592, 62_690.94, "ring Simple"),
    (hopper, 65_536, 15.81, "ring LL"), (hopper, 16_777_216, 80.89, "NVLS"),
    (hopper, 8_589_934_592, 28_641.76, "NVLS"), (blackwell, 1_048_576, 15.78, "ring LL"),
    (blackwell, 16_777_216, 63.67, "ring Simple"),
  ])
  func `the least expected time and its choice are the library's`(
    model: TunerModel,
    bytes: Double,
    microseconds: Double,
    name: String
  ) throws {
    let best = try #require(model.best(.allReduce, bytes: bytes))
    #expect(best.name == name)
    #expect(abs(best.seconds * 1e6 - microseconds) < 0.0051 + 1e-6 * microseconds)
  }

  @Test func `sixteen channels of 20 GB per second add at 510 GB per second on Hopper`() {
    var model = Self.hopper
    model.switchChannelRate = 20e9
    #expect(abs(model.switchRate(.allReduce) - 510e9) < 1)
  }

  @Test(arguments: Collective.allCases)
  func `every choice is slower with more bytes`(collective: Collective) {
    for nodes in [1, 2, 16] {
      let model = TunerModel(
        ranks: 8 * nodes,
        nodes: nodes,
        channels: 16,
        busRate: 370.8e9,
        busRateBetween: 390e9,
        generation: .hopper,
        switchAdds: true
      )
      let choices = model.choices(collective, bytes: 1_048_576)
      #expect(choices.isEmpty == (collective == .allToAll || collective == .pointToPoint))
      for choice in choices {
        let more = model.choices(collective, bytes: 268_435_456)
          .first { $0.method == choice.method && $0.transport == choice.transport }
        #expect((more?.seconds ?? 0) > choice.seconds)
      }
    }
  }

  @Test func `between nodes a ring pays the network's latency on every crossing step`() throws {
    let model = TunerModel(
      ranks: 16,
      nodes: 2,
      channels: 16,
      busRate: 370.8e9,
      generation: .hopper
    )
    let choice = try #require(
      model.choices(.allReduce, bytes: 1_024).first {
        $0.method == .ring && $0.transport == .flagged
      }
    )
    // 28 steps inside at no less than the 1 µs to post, 2 crossings at 2.7 µs, 6.6 µs at start.
    #expect(abs(choice.latency - (6.6 + 28 * 1.0 + 2 * 2.7) * 1e-6) < 1e-12)
  }

  @Test func `one rank or no bytes have no choice`() {
    var alone = Self.hopper
    alone.ranks = 1
    #expect(alone.best(.allReduce, bytes: 1_024) == nil)
    #expect(Self.hopper.best(.allReduce, bytes: 0) == nil)
  }
}
