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
    ]
  )

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
      year: record.integer("year") ?? 0
    )
  }
}
