import Links

/// A backplane channel with eight aggressors, as contributed channels have them.
struct OneChannel: Sendable {
  let ports: ChannelPorts

  /// Makes the channel from pieces of line, to 67 GHz in steps of 10 MHz.
  init() {
    let channel = SyntheticChannel(
      pieces: [
        .init(impedance: 95, length: 0.06), .init(impedance: 102, length: 0.5),
        .init(impedance: 95, length: 0.06),
      ],
      skinLoss: 2.2,
      dielectricLoss: 0.12,
      connector: 8e-15
    ).roughened(by: 2, piece: 0.03, seed: 8)
    let frequencies = (0...6_700).map { Double($0) * 10e6 }
    let crosstalk = { (near: Bool) in
      (1...4).map { neighbour in
        channel.crosstalk(
          frequencies,
          coupling: 0.004 * Double(neighbour),
          corner: 40e9,
          near: near
        )
      }
    }
    ports = ChannelPorts(
      through: channel.table(frequencies),
      far: crosstalk(false),
      near: crosstalk(true)
    )
  }
}
