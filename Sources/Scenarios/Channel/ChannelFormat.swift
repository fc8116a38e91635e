import Documents
import Links

extension LinkQuestionFormat {
  /// A channel by its S-parameters.
  static let channel: [Attribute] =
    [
      Attribute(
        "channel",
        .map,
        summary: "A channel by its S-parameters, for its operating margin (COM).",
        example: "{ through: backplane.s4p }"
      ),
      Attribute(
        "channel.through",
        .text,
        summary:
          "Touchstone file of the wanted path, `.s4p` or, of differential parameters, `.s2p`;"
          + " relative to this file.",
        example: "backplane.s4p"
      ),
      Attribute(
        "channel.far-end",
        .any,
        summary: "Files of aggressors that send beside the wanted transmitter: one or a list.",
        example: "[fext1.s4p, fext2.s4p]"
      ),
      Attribute(
        "channel.near-end",
        .any,
        summary: "Files of aggressors that send beside the receiver: one or a list.",
        example: "[next1.s4p]"
      ),
      Attribute(
        "channel.port-order",
        .choice(["found"] + PortOrder.allCases.map(\.rawValue)),
        defaultValue: "found",
        summary: "Which ports are the ends of a wire: `1-2` means 1→2 and 3→4, `1-3` means 1→3 and"
          + " 2→4; `found` looks where the wanted path conducts.",
        example: "1-3"
      ),
      Attribute(
        "channel.standard",
        .choice(ChannelStandard.all.map(\.id)),
        defaultValue: "802.3dj-kr",
        summary: "Whose packages, equalisers, noise and error ratio hold where none are written.",
        example: "802.3dj-kr"
      ),
      Attribute(
        "channel.search",
        .choice(EqualiserSearchMode.allCases.map(\.rawValue)),
        defaultValue: "automatic",
        summary:
          "How the equalisers' settings are searched: every one, or a coarse grid and descent"
          + " from it; `automatic` tries every one where they are few.",
        example: "exhaustive"
      ),
    ] + channelNumbers

  /// Numbers of the standard that a file may change.
  private static let channelNumbers: [Attribute] = [
    quantity(
      "channel.loss-budget",
      "dB",
      "Loss allowed at half the symbol rate.",
      "28 dB",
      range: .positive
    ),
    Attribute(
      "channel.error-ratio",
      .number,
      range: Bounds(lower: 0, upper: 0.5, isLowerExclusive: true, isUpperExclusive: true),
      summary: "Share of symbols that may be wrong before correction.",
      example: "2e-4"
    ),
    quantity(
      "channel.amplitude",
      "V",
      "Amplitude of the transmitter.",
      "0.413 V",
      range: .positive
    ),
    quantity(
      "channel.far-amplitude",
      "V",
      "Amplitude of far-end aggressors.",
      "0.413 V",
      range: .nonNegative
    ),
    quantity(
      "channel.near-amplitude",
      "V",
      "Amplitude of near-end aggressors.",
      "0.45 V",
      range: .nonNegative
    ),
    quantity("channel.transmitter-snr", "dB", "Signal over noise of the transmitter.", "33 dB"),
    quantity(
      "channel.noise-density",
      "V^2/Hz",
      "One-sided noise density at the receiver's input; 6e-9 V²/GHz are 6e-18 V²/Hz.",
      "6e-18 V^2/Hz",
      range: .nonNegative
    ),
    Attribute(
      "channel.random-jitter",
      .number,
      range: Bounds(lower: 0, upper: 0.5),
      summary: "Deviation of random jitter over a symbol's duration.",
      example: "0.01"
    ),
    Attribute(
      "channel.deterministic-jitter",
      .number,
      range: Bounds(lower: 0, upper: 0.5),
      summary: "Peak of the jitter of two values over a symbol's duration.",
      example: "0.02"
    ),
    Attribute(
      "channel.level-mismatch",
      .number,
      range: Bounds(lower: 0, upper: 1, isLowerExclusive: true),
      summary: "Ratio of level mismatch.",
      example: "0.95"
    ),
    Attribute(
      "channel.bandwidth",
      .number,
      range: Bounds(lower: 0, upper: 10, isLowerExclusive: true),
      summary: "Bandwidth of the receiver over the symbol rate.",
      example: "0.58"
    ),
    quantity(
      "channel.rise-time",
      "s",
      "Rise time of the transmitter.",
      "4 ps",
      range: .nonNegative
    ),
    quantity(
      "channel.package-length",
      "m",
      "Length of the first line of both packages, instead of the standard's cases.",
      "33 mm",
      range: .nonNegative
    ),
    quantity(
      "channel.frequency-step",
      "Hz",
      "Spacing of frequencies in the simulation.",
      "10 MHz",
      range: .within(1e6...1e9)
    ),
    quantity("channel.pass", "dB", "Least margin with which a channel passes.", "3 dB"),
  ]
}
