import Documents
import Links

extension LinkQuestionFormat {
  /// Where light comes from and how it is modulated.
  static let optical: [Attribute] =
    [
      Attribute(
        "optical",
        .map,
        summary: "A link of light, term by term; it begins with one of `laser`, `transmitter` and"
          + " `amplitude`. Terms on the sending chip count with `laser` alone.",
        example: "{ laser: 16 dBm }"
      )
    ]
    + spread("optical.laser", "dBm", "Light of one laser before it is split.", example: "16 dBm")
    + spread(
      "optical.transmitter",
      "dBm",
      "Average power of a lane in the fibre.",
      example: "0 dBm"
    )
    + spread(
      "optical.amplitude",
      "dBm",
      "Outer modulation amplitude of a lane in the fibre.",
      example: "-0.8 dBm"
    ) + [
      quantity(
        "optical.least-open-amplitude",
        "dBm",
        "Least amplitude less TDECQ of a transmitter, as standards ask: a more closed eye must launch"
          + " more. With `amplitude` alone.",
        "-2.2 dBm"
      ),
      Attribute(
        "optical.split",
        .integer,
        defaultValue: "1",
        range: .within(1...1024),
        summary: "Modulators that share one laser.",
        example: "4"
      ),
    ]
    + spread(
      "optical.split-excess",
      "dB",
      "Loss of splitters beyond sharing, for each halving.",
      ["0.1 dB", "0.2 dB", "0.3 dB"],
      range: .nonNegative
    )
    + spread(
      "optical.coupler",
      "dB",
      "Loss of one facet between chip and fibre.",
      ["0.4 dB", "1 dB", "1.5 dB"],
      range: .nonNegative
    ) + [
      count("optical.laser-couplers", "1", "Facets between laser and modulator."),
      count("optical.transmit-couplers", "1", "Facets between modulator and fibre."),
      count("optical.receive-couplers", "1", "Facets between fibre and photodiode."),
    ]
    + spread(
      "optical.modulator",
      "dB",
      "Loss of the modulator, of average power.",
      ["3 dB", "4 dB", "5 dB"],
      range: .nonNegative
    )
    + spread(
      "optical.extinction-ratio",
      "dB",
      "Power of the highest level over that of the lowest.",
      ["3.5 dB", "4.5 dB", "5.5 dB"],
      range: .positive
    )
    + spread(
      "optical.tdecq",
      "dB",
      "Eye closure of the transmitter (TDECQ).",
      ["1.4 dB", "2.1 dB", "3.4 dB"],
      range: .nonNegative
    )
    + spread(
      "optical.penalty",
      "dB",
      "Closure by dispersion, reflections and anything else.",
      ["0 dB", "0.3 dB", "0.5 dB"],
      range: .nonNegative
    )

  /// What is on the way of light.
  static let light: [Attribute] =
    [
      quantity(
        "optical.waveguide.length",
        "m",
        "Length of waveguides on the chips.",
        "1 cm",
        range: .nonNegative,
        default: "0 cm"
      )
    ]
    + spread(
      "optical.waveguide.loss",
      "dB/cm",
      "Loss of waveguides: silicon; nitride has 0.1 to 0.4 dB/cm.",
      ["1 dB/cm", "1.5 dB/cm", "3 dB/cm"],
      range: .nonNegative
    ) + [
      quantity(
        "optical.bends.radius",
        "m",
        "Radius of bends on the chips.",
        "5 um",
        range: .positive,
        default: "5 um"
      ), count("optical.bends.count", "0", "Bends by a quarter turn on the chips."),
      quantity(
        "optical.fibre.length",
        "m",
        "Length of fibre; that of the link without it.",
        "500 m",
        range: .nonNegative
      ),
    ]
    + spread(
      "optical.fibre.loss",
      "dB/km",
      "Loss of fibre, at 1310 nm.",
      ["0.32 dB/km", "0.35 dB/km", "0.4 dB/km"],
      range: .nonNegative
    ) + [count("optical.connectors.count", "2", "Connectors and splices on the way.")]
    + spread(
      "optical.connectors.loss",
      "dB",
      "Loss of each.",
      ["0.1 dB", "0.32 dB", "0.7 dB"],
      range: .nonNegative
    ) + [count("optical.ocs.count", "0", "Optical circuit switches on the way.")]
    + spread(
      "optical.ocs.loss",
      "dB",
      "Loss of each; of Palomar at most 2 dB.",
      ["1 dB", "1.5 dB", "2 dB"],
      range: .nonNegative
    ) + [count("optical.ocs.bulkheads", "4", "Bulkhead connectors that each switch adds.")]
    + [count("optical.misalignment.count", "0", "Couplings out of line.")]
    + spread(
      "optical.misalignment.offset",
      "m",
      "Distance between the centres of two modes.",
      ["0 um", "0.5 um", "1 um"],
      range: .nonNegative
    ) + [
      quantity(
        "optical.misalignment.mode-radius",
        "m",
        "Radius of the modes: 4.6 µm of fibre at 1310 nm.",
        "4.6 um",
        range: .positive,
        default: "4.6 um"
      )
    ]
    + spread(
      "optical.extra",
      "dB",
      "Anything else on the way.",
      ["0 dB", "0 dB", "0 dB"],
      range: .nonNegative
    ) + [
      Attribute(
        "optical.samples",
        .integer,
        defaultValue: "20000",
        range: .within(1...10_000_000),
        summary: "Links drawn at random for the statistical margin.",
        example: "20000"
      ),
      Attribute(
        "optical.law",
        .choice(Spread.Law.allCases.map(\.rawValue)),
        defaultValue: "triangular",
        summary: "How values between lowest and highest are weighed: a triangle with its tip at the"
          + " typical value, or a normal law cut at three deviations.",
        example: "normal"
      ),
    ]

  /// Wavelengths that share a fibre.
  static let wavelengths: [Attribute] =
    [
      Attribute(
        "wdm",
        .map,
        summary: "Wavelengths that share a fibre; each fibre carries one without it.",
        example: "{ channels: 8, spacing: 200 GHz }"
      ),
      Attribute(
        "wdm.channels",
        .integer,
        isRequired: true,
        range: .within(1...1024),
        summary: "Wavelengths of one direction.",
        example: "8"
      ),
      quantity(
        "wdm.spacing",
        "Hz",
        "Distance between neighbours.",
        "200 GHz",
        range: .positive,
        isRequired: true
      ),
      quantity(
        "wdm.centre",
        "m",
        "Wavelength of the middle of the grid.",
        "1310 nm",
        range: .positive,
        default: "1310 nm"
      ),
      quantity(
        "wdm.filter-width",
        "Hz",
        "Width of the filter that picks one, at half its maximum.",
        "70 GHz",
        range: .positive,
        default: "70 GHz"
      ),
    ]
    + spread(
      "wdm.multiplexer",
      "dB",
      "Loss of the multiplexer.",
      ["0.5 dB", "1 dB", "1.5 dB"],
      range: .nonNegative
    )
    + spread(
      "wdm.demultiplexer",
      "dB",
      "Loss of the demultiplexer.",
      ["0.5 dB", "1 dB", "1.5 dB"],
      range: .nonNegative
    )

  /// A whole number of things on the way.
  static func count(_ path: String, _ defaultValue: String, _ summary: String) -> Attribute {
    Attribute(
      path,
      .integer,
      defaultValue: defaultValue,
      range: .within(0...10_000),
      summary: summary,
      example: defaultValue == "0" ? "1" : defaultValue
    )
  }
}
