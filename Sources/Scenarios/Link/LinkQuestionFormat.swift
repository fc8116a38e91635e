public import Documents
import Links

/// The format of files about one link.
public enum LinkQuestionFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "link",
    summary: "A question about one link: what it takes to bring a rate over a length, in which"
      + " technologies, and what of it copper and light leave to spare.",
    attributes: head + correction + copper + optical + light + receiver + wavelengths + ring + edge
  )

  /// Fields that may be lists or ranges: all that hold one number.
  static let axes = schema.attributes.filter { $0.kind.isNumeric }

  /// Version, name and what is asked.
  private static let head: [Attribute] =
    ["narrows", "name"].compactMap { ScenarioFormat.schema.attribute($0) } + [
      Attribute(
        "link.technology",
        .any,
        defaultValue: "all",
        summary: "A technology of the catalogue, a list of them, or `all`.",
        example: "all"
      ),
      quantity(
        "link.rate",
        "bit/s",
        "Net rate of the link, one direction.",
        "1.6 Tb/s",
        range: .positive,
        isRequired: true
      ),
      quantity(
        "link.lane-rate",
        "bit/s",
        "Net rate of one lane; technologies of other lane rates are left out. Without it those of the"
          + " technologies, and 200 Gb/s for copper and light.",
        "200 Gb/s",
        range: .positive
      ),
      quantity(
        "link.length",
        "m",
        "Length of cable, fibre or trace.",
        "30 m",
        range: .nonNegative,
        isRequired: true
      ),
      Attribute(
        "link.modulation",
        .choice(Modulation.allCases.map(\.rawValue)),
        summary: "Levels of a symbol; `nrz` below 40 Gb/s a lane, `pam4` above, without it.",
        example: "pam4"
      ),
      quantity(
        "link.symbol-rate",
        "Hz",
        "Symbols per second of a lane; of lane rate, correction and modulation without it.",
        "106.25 GBd",
        range: .positive
      ),
      quantity(
        "link.temperature",
        "K",
        "Temperature of cases and dies, which technologies must be specified for and rings stand at.",
        "70 degC",
        range: .positive
      ),
      Attribute(
        "link.year",
        .integer,
        range: .within(1980...2100),
        summary: "Year in which a technology must be shipped in volume; any without it.",
        example: "2026"
      ),
    ]

  /// Forward error correction and replay.
  private static let correction: [Attribute] = [
    Attribute(
      "fec.code",
      .choice(ErrorCorrection.allCases.map(\.rawValue)),
      summary:
        "Correction: `kp4` is RS(544,514), `kr4` RS(528,514); without it `kp4` for more than two"
        + " levels and `kr4` for two.",
      example: "kp4"
    ),
    Attribute(
      "fec.limit",
      .number,
      range: Bounds(lower: 0, upper: 0.5, isLowerExclusive: true),
      summary: "Errors per bit before correction that are allowed; without it the code's: 2.4e-4 of"
        + " `kp4`, 2.24e-5 of `kr4`, 1e-12 of `none`.",
      example: "2.4e-4"
    ),
    quantity("fec.frame", "B", "Size of a frame.", "4096 B", range: .positive, default: "4096 B"),
    Attribute(
      "fec.replay",
      .choice(["none", "selective", "go-back"]),
      defaultValue: "selective",
      summary: "What is sent again when a frame is lost: nothing, the frame, or all since.",
      example: "selective"
    ),
    quantity(
      "fec.round-trip",
      "s",
      "Time until a loss is known, with `go-back`.",
      "1 us",
      range: .nonNegative,
      default: "1 us"
    ),
  ]

  /// The receiver of light.
  private static let receiver: [Attribute] = [
    Attribute(
      "receiver",
      .map,
      summary: "The receiver of light; one by its noise without it.",
      example: "{ sensitivity: -4.4 dBm }"
    ),
    quantity(
      "receiver.sensitivity",
      "dBm",
      "Least outer modulation amplitude as a data sheet states it; computed from noise without it.",
      "-4.4 dBm"
    ),
    quantity(
      "receiver.sensitivity-tdecq",
      "dB",
      "Eye closure for which that sensitivity is stated.",
      "0.9 dB",
      range: .nonNegative,
      default: "0.9 dB"
    ),
    quantity(
      "receiver.responsivity",
      "A/W",
      "Current per power of light.",
      "0.89 A/W",
      range: .positive,
      default: "0.89 A/W"
    ),
    quantity(
      "receiver.noise-density",
      "A^2/Hz",
      "Noise of the amplifier at its input; 324 pA²/Hz is 18 pA/√Hz, an estimate.",
      "324 pA^2/Hz",
      range: .nonNegative,
      default: "324 pA^2/Hz"
    ),
    quantity(
      "receiver.bandwidth",
      "Hz",
      "Bandwidth in which noise counts; half the symbol rate without it.",
      "53 GHz",
      range: .positive
    ),
    quantity(
      "receiver.rin",
      "dB/Hz",
      "Relative intensity noise of the laser: at most −136 dB/Hz of DR4, −144 of lasers outside.",
      "-144 dB/Hz",
      default: "-144 dB/Hz"
    ),
    quantity(
      "receiver.dark-current",
      "A",
      "Current without light.",
      "3.3 nA",
      range: .nonNegative,
      default: "3.3 nA"
    ),
  ]

  /// A field that holds a quantity.
  static func quantity(
    _ path: String,
    _ unit: String,
    _ summary: String,
    _ example: String,
    range: Bounds? = nil,
    isRequired: Bool = false,
    default defaultValue: String? = nil
  ) -> Attribute {
    Attribute(
      path,
      .quantity(unit: unit),
      isRequired: isRequired,
      defaultValue: defaultValue,
      range: range,
      summary: summary,
      example: example
    )
  }

  /// A quantity that may be one value, or lowest, typical and highest.
  ///
  /// - Parameters:
  ///   - path: The field.
  ///   - unit: Its unit.
  ///   - summary: One sentence about it.
  ///   - values: Lowest, typical and highest by default; empty for none.
  ///   - example: A value as it may be written; the typical one without it.
  ///   - range: The numbers that are allowed.
  /// - Returns: The field and its three parts.
  static func spread(
    _ path: String,
    _ unit: String,
    _ summary: String,
    _ values: [String] = [],
    example: String? = nil,
    range: Bounds? = nil
  ) -> [Attribute] {
    let sample = example ?? values.dropFirst().first ?? ""
    let names = ["low", "typical", "high"]
    let parts = names.enumerated().map { index, name in
      quantity(
        "\(path).\(name)",
        unit,
        "Its \(["lowest", "typical", "highest"][index]) value.",
        values.isEmpty ? sample : values[index],
        range: range,
        default: values.isEmpty ? nil : values[index]
      )
    }
    let summary = summary + " One value, or `{ low, typical, high }`."
    return [quantity(path, unit, summary, sample, range: range)] + parts
  }
}
