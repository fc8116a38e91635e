import Documents
import Links

extension LinkQuestionFormat {
  /// A line of copper.
  static let copper: [Attribute] = [
    Attribute(
      "copper",
      .map,
      summary: "A line of copper: what it may lose and what it loses.",
      example: "{ gauge: 26 }"
    ),
    Attribute(
      "copper.standard",
      .choice(CopperStandard.allCases.map(\.rawValue)),
      summary:
        "Whose budget and losses of packages, hosts and connectors hold where none are written;"
        + " that of the lane rate without it.",
      example: "802.3dj"
    ),
    Attribute(
      "copper.medium",
      .choice(["twinax"] + BoardMaterial.allCases.map(\.rawValue)),
      summary: "Cable, or material of a board's trace; what the standard is about without it.",
      example: "twinax"
    ),
    Attribute(
      "copper.gauge",
      .number,
      range: .within(24...34),
      summary:
        "Gauge of the cable's conductors (AWG); 26 or that of the standard's cables without it.",
      example: "26"
    ),
    quantity(
      "copper.loss-per-length",
      "dB/m",
      "Loss of the medium, instead of that of gauge or material.",
      "7 dB/m",
      range: .positive
    ),
    quantity("copper.budget", "dB", "Loss allowed from end to end.", "40 dB", range: .positive),
    quantity(
      "copper.frequency",
      "Hz",
      "Frequency at which losses count; half the symbol rate without it.",
      "53.125 GHz",
      range: .positive
    ),
    quantity(
      "copper.package",
      "dB",
      "Loss of each of the two packages.",
      "8 dB",
      range: .nonNegative
    ),
    quantity("copper.host", "dB", "Loss of each host's board.", "6 dB", range: .nonNegative),
    quantity(
      "copper.host-trace.length",
      "m",
      "Length of each host's trace, instead of `copper.host`.",
      "5 inch",
      range: .nonNegative
    ),
    Attribute(
      "copper.host-trace.material",
      .choice(BoardMaterial.allCases.map(\.rawValue)),
      defaultValue: "ultra-low-loss",
      summary: "Material of the hosts' boards.",
      example: "ultra-low-loss"
    ),
    quantity(
      "copper.connector",
      "dB",
      "Loss of each mated connector with paddle card and wire ends.",
      "2.5 dB",
      range: .nonNegative
    ),
    Attribute(
      "copper.connectors",
      .integer,
      defaultValue: "2",
      range: .within(0...100),
      summary: "Connectors on the way.",
      example: "2"
    ),
    quantity(
      "copper.extra",
      "dB",
      "Loss of anything else.",
      "1 dB",
      range: .nonNegative,
      default: "0 dB"
    ),
    quantity(
      "copper.reserve",
      "dB",
      "What is kept back from the budget.",
      "3 dB",
      range: .nonNegative,
      default: "0 dB"
    ),
  ]

  /// Rings that modulate or pick wavelengths.
  static let ring: [Attribute] = [
    Attribute(
      "ring",
      .map,
      summary: "Rings that modulate, pick wavelengths or both, and their heaters; needs `optical`.",
      example: "{ cold-lock: 85 degC }"
    ),
    Attribute(
      "ring.role",
      .choice(RingLink.Role.allCases.map(\.rawValue)),
      defaultValue: "both",
      summary: "Where rings stand.",
      example: "modulator"
    ),
    quantity(
      "ring.cold-lock",
      "K",
      "Temperature at which rings stand on their wavelength without heat; nothing helps above it.",
      "85 degC",
      range: .positive,
      default: "85 degC"
    ),
    quantity(
      "ring.wavelength",
      "m",
      "Wavelength; the middle of the grid without it.",
      "1310 nm",
      range: .positive
    ),
    Attribute(
      "ring.group-index",
      .number,
      defaultValue: "4.18",
      range: .within(1...10),
      summary: "Group index of the waveguide.",
      example: "4.18"
    ),
    Attribute(
      "ring.thermo-optic",
      .quantity(unit: "1/K"),
      defaultValue: "1.86e-4 /K",
      summary: "Change of refractive index with temperature.",
      example: "1.86e-4 /K"
    ),
    quantity(
      "ring.drift",
      "m/K",
      "Shift of the resonance with temperature, instead of `wavelength/group-index·thermo-optic`.",
      "70 pm/K"
    ),
    quantity(
      "ring.laser-drift",
      "m/K",
      "Shift of the laser with the same temperature; none of a laser elsewhere.",
      "70 pm/K",
      default: "0 pm/K"
    ),
    quantity(
      "ring.width",
      "Hz",
      "Width of the resonance at half its depth.",
      "70 GHz",
      range: .positive,
      default: "70 GHz"
    ),
    quantity(
      "ring.free-range",
      "m",
      "Distance between resonances.",
      "9 nm",
      range: .positive,
      default: "9 nm"
    ),
    quantity(
      "ring.modulation-shift",
      "m",
      "Shift between the outer levels of a modulator.",
      "0.1 nm",
      range: .nonNegative,
      default: "0.1 nm"
    ),
    quantity(
      "ring.heater.per-range",
      "W",
      "Heater power that shifts by one distance between resonances: about 100 mW of plain heaters, 20 to"
        + " 30 of modern ones, 2.4 to 4.9 over etched trenches.",
      "27 mW",
      range: .positive,
      default: "27 mW"
    ),
    quantity(
      "ring.heater.limit",
      "W",
      "Greatest power of a heater: budgets are 1 to 5 mW.",
      "5 mW",
      range: .nonNegative,
      default: "5 mW"
    ),
    Attribute(
      "ring.heater.neighbour-share",
      .ratio,
      defaultValue: "5 %",
      range: .share,
      summary: "Share of its shift that a heater gives each neighbour: 2 to 8 % at 10 µm.",
      example: "5 %"
    ),
    Attribute(
      "ring.heater.neighbours",
      .integer,
      defaultValue: "2",
      range: .within(0...8),
      summary: "Rings beside each that are heated alike.",
      example: "2"
    ),
    quantity(
      "ring.lock-error",
      "m",
      "What the lock leaves of any detuning.",
      "5 pm",
      range: .nonNegative,
      default: "5 pm"
    ),
    quantity(
      "ring.from",
      "K",
      "Coldest temperature to look at.",
      "25 degC",
      range: .positive,
      default: "0 degC"
    ),
    quantity(
      "ring.to",
      "K",
      "Warmest temperature to look at.",
      "105 degC",
      range: .positive,
      default: "125 degC"
    ),
  ]

  /// What is brought out of a package.
  static let edge: [Attribute] =
    [
      Attribute(
        "edge",
        .map,
        summary: "The edge of a die or package and what can be brought out of it.",
        example: "{ width: 26 mm, height: 33 mm }"
      ),
      quantity("edge.width", "m", "Width of die or package.", "26 mm", range: .positive),
      quantity("edge.height", "m", "Height of die or package.", "33 mm", range: .positive),
      Attribute(
        "edge.share",
        .ratio,
        defaultValue: "1",
        range: .positiveShare,
        summary: "Share of the edge that is free for links.",
        example: "50 %"
      ),
      quantity(
        "edge.length",
        "m",
        "Length of free edge, instead of width, height and share.",
        "60 mm",
        range: .positive
      ),
      quantity(
        "edge.area",
        "m^2",
        "Area that links may take; all of width times height without it.",
        "200 mm^2",
        range: .positive
      ),
      quantity(
        "edge.demand",
        "bit/s",
        "Bandwidth to be brought out, both directions together; of the link without it.",
        "28.8 Tb/s",
        range: .positive
      ),
      quantity(
        "edge.transfer-rate",
        "Hz",
        "Transfers per second of a wire between chiplets: 4 to 32 GT/s.",
        "32 GHz",
        range: .positive,
        default: "32 GHz"
      ),
      quantity(
        "edge.bond-pitch",
        "m",
        "Pitch of bonds on a face.",
        "9 um",
        range: .positive,
        default: "9 um"
      ),
    ] + fibres

  /// Fibres at an edge and the lasers that feed them.
  private static let fibres: [Attribute] = [
    quantity(
      "edge.fibre.pitch",
      "m",
      "Distance between fibres: 127 or 250 µm.",
      "127 um",
      range: .positive,
      default: "127 um"
    ), count("edge.fibre.rows", "1", "Rows of fibres, one above the other."),
    Attribute(
      "edge.fibre.wavelengths",
      .integer,
      range: .within(1...1024),
      summary: "Wavelengths of a fibre in each direction; those of `wdm`, or 1, without it.",
      example: "8"
    ),
    Attribute(
      "edge.fibre.bidirectional",
      .flag,
      defaultValue: "false",
      summary: "Whether a fibre carries both directions.",
      example: "true"
    ),
    Attribute(
      "edge.fibre.idle-share",
      .ratio,
      defaultValue: "0.2",
      range: Bounds(lower: 0, upper: 1, isUpperExclusive: true),
      summary: "Share of fibres that bring light of lasers elsewhere, or nothing (estimated).",
      example: "20 %"
    ),
    quantity(
      "edge.fibre.depth",
      "m",
      "How far an engine reaches in from the edge (estimated).",
      "5 mm",
      range: .positive,
      default: "5 mm"
    ),
    quantity(
      "edge.laser.power",
      "dBm",
      "Light of one laser chip outside.",
      "24.5 dBm",
      default: "24.5 dBm"
    ),
    quantity(
      "edge.laser.loss",
      "dB",
      "Loss from the laser chip to where its light is split (estimated).",
      "2 dB",
      range: .nonNegative,
      default: "2 dB"
    ),
    quantity(
      "edge.laser.needed",
      "dBm",
      "Light that one modulator needs there (estimated).",
      "13 dBm",
      default: "13 dBm"
    ),
    Attribute(
      "edge.laser.efficiency",
      .ratio,
      defaultValue: "10 %",
      range: .positiveShare,
      summary:
        "Light in the fibre over electrical power; above 10 % is asked for, less is shipped.",
      example: "10 %"
    ),
  ]
}
