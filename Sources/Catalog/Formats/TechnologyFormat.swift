public import Documents
public import Links
import Quantities

/// The format of files of link technologies.
public enum TechnologyFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "technologies",
    summary: "A way of moving bits between two chips, at one lane rate.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute(
        "family",
        .choice(LinkFamily.allCases.map(\.rawValue)),
        isRequired: true,
        summary: "What it is made of and how it is driven.",
        example: "pluggable-dsp"
      ),
      Attribute(
        "lane-rate",
        .quantity(unit: "bit/s"),
        isRequired: true,
        range: .positive,
        summary: "Rate of one lane, one direction.",
        example: "200 Gb/s"
      ),
      Attribute(
        "reach",
        .quantity(unit: "m"),
        isRequired: true,
        range: .positive,
        summary: "Longest distance at which it works.",
        example: "500 m"
      ),
      energy(
        "module",
        "Energy of one end: module power over its rate, or half of a cable's; outside lasers apart.",
        true
      ),
      energy(
        "laser",
        "Energy of one end's lasers outside the module, efficiency and coolers counted."
      ),
      energy("host", "Energy of one host's serialiser.", true),
      Attribute(
        "latency",
        .quantity(unit: "s"),
        isRequired: true,
        range: .nonNegative,
        summary: "Both ends, without propagation and forward error correction.",
        example: "100 ns"
      ),
      Attribute(
        "velocity",
        .quantity(unit: "m/s"),
        defaultValue: "2.042e8 m/s",
        range: .positive,
        summary: "Speed of the signal in the medium.",
        example: "2.042e8 m/s"
      ),
      Attribute(
        "edge-density",
        .quantity(unit: "bit/s/m"),
        range: .positive,
        summary: "Bandwidth brought out of a length of die or package edge, one direction.",
        example: "1 Tb/s/mm"
      ),
      Attribute(
        "price",
        .quantity(unit: "USD/(bit/s)"),
        range: .nonNegative,
        summary: "Both ends and the medium between them, per rate.",
        example: "0.63 USD/(Gb/s)"
      ),
      Attribute(
        "price-per-length",
        .quantity(unit: "USD/(bit/s)/m"),
        range: .nonNegative,
        summary: "What each metre of medium adds, per rate.",
        example: "0.002 USD/(Gb/s)/m"
      ),
      Attribute(
        "failure-rate",
        .quantity(unit: "1/s"),
        range: .nonNegative,
        summary: "Hard failures of one end of a port that need a replacement.",
        example: "250e-9 1/h"
      ),
      Attribute(
        "flap-rate",
        .quantity(unit: "1/s"),
        range: .nonNegative,
        summary: "Times that a link goes down and comes back by itself.",
        example: "0.0004 1/day"
      ),
      Attribute(
        "port-rate",
        .quantity(unit: "bit/s"),
        isRequired: true,
        range: .positive,
        summary: "Rate of the port that both rates are stated for.",
        example: "400 Gb/s"
      ),
      Attribute(
        "replaced",
        .choice(ReplacedUnit.allCases.map(\.rawValue)),
        isRequired: true,
        summary: "What has to be replaced when one fibre, lane or laser fails.",
        example: "module"
      ),
      Attribute(
        "blast-rate",
        .quantity(unit: "bit/s"),
        range: .positive,
        summary: "Rate that goes down with it; the port's without it.",
        example: "51.2 Tb/s"
      ),
      Attribute(
        "temperature.limit",
        .quantity(unit: "K"),
        defaultValue: "70 degC",
        range: .positive,
        summary: "Highest temperature of case or die at which it is specified.",
        example: "70 degC"
      ),
      Attribute(
        "air-share",
        .ratio,
        defaultValue: "1",
        range: .share,
        summary: "Share of its power that heats the air of its box.",
        example: "1"
      ),
    ] + ring
  )

  /// The rings that modulate or pick its wavelengths.
  private static let ring: [Attribute] = [
    Attribute("ring", .map, summary: "Rings on the way of its light, where there are any."),
    Attribute(
      "ring.role",
      .choice(RingLink.Role.allCases.map(\.rawValue)),
      defaultValue: "both",
      summary: "Whether rings modulate, pick wavelengths, or both.",
      example: "both"
    ),
    length("wavelength", "Wavelength at which they work.", "1310 nm"),
    length("width", "Width of the resonance at half its depth.", "0.35 nm"),
    length("free-range", "Distance between resonances.", "9 nm"),
    length("shift", "Shift between the outer levels when they modulate.", "0.1 nm"),
    Attribute(
      "ring.heater-power",
      .quantity(unit: "W"),
      isRequired: true,
      range: .positive,
      summary: "Heater power that shifts a ring by one distance between resonances.",
      example: "27 mW"
    ),
    Attribute(
      "ring.heater-limit",
      .quantity(unit: "W"),
      isRequired: true,
      range: .positive,
      summary: "Greatest power of one heater.",
      example: "15 mW"
    ),
    Attribute(
      "ring.cold-lock",
      .quantity(unit: "K"),
      isRequired: true,
      range: .positive,
      summary: "Temperature at which a ring needs no heat; above it the next resonance or nothing.",
      example: "85 degC"
    ),
    Attribute(
      "ring.neighbour-share",
      .ratio,
      defaultValue: "0.05",
      range: .share,
      summary: "Share of a neighbour's shift that a ring sees.",
      example: "0.05"
    ),
    Attribute(
      "ring.margin",
      .quantity(unit: "dB"),
      isRequired: true,
      summary: "Amplitude to spare with rings in their place.",
      example: "2 dB"
    ),
    Attribute(
      "ring.correction",
      .choice(["none", "kr4", "kp4"]),
      defaultValue: "kp4",
      summary: "Forward error correction.",
      example: "kp4"
    ),
  ]

  /// A length on a ring's axis of wavelengths.
  private static func length(_ name: String, _ summary: String, _ example: String) -> Attribute {
    Attribute(
      "ring.\(name)",
      .quantity(unit: "m"),
      isRequired: true,
      range: .positive,
      summary: summary,
      example: example
    )
  }

  /// The rings of a technology, nil where it has none.
  private static func ring(_ record: Record, laneRate: Double) -> RingLink? {
    guard record.has("ring") else { return nil }
    func number(_ name: String) -> Double { record.number("ring.\(name)") ?? 0 }
    let correction: ErrorCorrection =
      switch record.text("ring.correction") {
      case "none": .none
      case "kr4": .kr4
      default: .kp4
      }
    let receiver = OpticalReceiver(
      bandwidth: laneRate / 4,
      sensitivity: 0,
      sensitivityClosure: 0
    )
    return RingLink(
      budget: OpticalBudget(
        source: .amplitude(Spread(number("margin"))),
        terms: [],
        receiver: receiver,
        errorLimit: correction.errorLimit
      ),
      ring: Ring(
        wavelength: number("wavelength"),
        width: number("width"),
        freeRange: number("free-range"),
        modulationShift: number("shift"),
        heaterPowerPerRange: number("heater-power"),
        heaterLimit: number("heater-limit"),
        neighbourShare: number("neighbour-share"),
        neighbours: 2,
        coldLock: number("cold-lock")
      ),
      role: record.text("ring.role").flatMap(RingLink.Role.init) ?? .both,
      correction: correction,
      laneRate: laneRate
    )
  }

  /// An energy per bit.
  private static func energy(_ name: String, _ summary: String, _ isRequired: Bool = false)
    -> Attribute
  {
    Attribute(
      "energy.\(name)",
      .quantity(unit: "J/bit"),
      isRequired: isRequired,
      range: .nonNegative,
      summary: summary,
      example: "10 pJ/bit"
    )
  }

  /// The technology that a file describes.
  public static func technology(_ record: Record) -> LinkTechnology {
    // Quantities counts information in bytes, links count bits.
    func bits(_ path: String) -> Double { (record.number(path) ?? 0) * 8 }
    func perBit(_ path: String) -> Double { (record.number(path) ?? 0) / 8 }
    let port = bits("port-rate")
    return LinkTechnology(
      id: record.text("id") ?? "",
      name: record.text("name") ?? record.text("id") ?? "",
      family: record.text("family").flatMap(LinkFamily.init) ?? .pluggableDSP,
      laneRate: bits("lane-rate"),
      reach: record.number("reach") ?? 0,
      moduleEnergy: perBit("energy.module"),
      laserEnergy: perBit("energy.laser"),
      hostEnergy: perBit("energy.host"),
      latency: record.number("latency") ?? 0,
      velocity: record.number("velocity") ?? 2.042e8,
      edgeDensity: bits("edge-density"),
      pricePerRate: perBit("price"),
      pricePerRateMetre: perBit("price-per-length"),
      failureRate: record.number("failure-rate") ?? 0,
      flapRate: record.number("flap-rate") ?? 0,
      portRate: port,
      replacedUnit: record.text("replaced").flatMap(ReplacedUnit.init) ?? .module,
      blastRate: record.number("blast-rate").map { $0 * 8 } ?? port,
      temperatureLimit: record.number("temperature.limit") ?? 343.15,
      airShare: record.number("air-share") ?? 1,
      year: record.integer("year") ?? 0,
      ring: ring(record, laneRate: bits("lane-rate"))
    )
  }
}
