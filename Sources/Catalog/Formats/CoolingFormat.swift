public import Documents
import Quantities
public import Thermal

/// The format of cooling files.
public enum CoolingFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "cooling",
    summary: "A way to cool racks, from die to outdoors.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute(
        "rack-limit",
        .quantity(unit: "W"),
        isRequired: true,
        range: .positive,
        summary: "Power of a rack that it can cool.",
        example: "250 kW"
      ),
      Attribute(
        "junction.inlet-temperature",
        .quantity(unit: "K"),
        isRequired: true,
        range: .positive,
        summary: "Coolant temperature at the accelerators.",
        example: "35 degC"
      ),
      Attribute(
        "junction.reference-die-area",
        .quantity(unit: "m^2"),
        isRequired: true,
        range: .positive,
        summary: "Die area for which the resistances hold.",
        example: "814 mm^2"
      ),
      Attribute(
        "junction.interface-resistance",
        .quantity(unit: "K/W"),
        isRequired: true,
        range: .nonNegative,
        summary: "Junction to case.",
        example: "0.013 K/W"
      ),
      Attribute(
        "junction.sink-resistance",
        .quantity(unit: "K/W"),
        isRequired: true,
        range: .nonNegative,
        summary: "Case to coolant.",
        example: "0.018 K/W"
      ),
      Attribute(
        "junction.coolant-rise",
        .quantity(unit: "K"),
        isRequired: true,
        range: .nonNegative,
        summary: "Warming of the coolant up to the hottest accelerator at rated power.",
        example: "10 K"
      ),
      Attribute(
        "server-fan-share",
        .ratio,
        isRequired: true,
        summary: "Server fans over server power.",
        example: "0.02"
      ),
      Attribute(
        "liquid-share",
        .ratio,
        isRequired: true,
        summary: "Share of heat that leaves by liquid.",
        example: "0.85"
      ),
      Attribute("liquid", .map, summary: "The liquid loop."),
      Attribute("air", .map, summary: "The air loop."),
      Attribute(
        "other-share",
        .ratio,
        isRequired: true,
        summary: "Light, offices and controls over IT power.",
        example: "0.015"
      ),
    ] + loop("liquid") + loop("air")
  )

  /// The fields of a loop.
  private static func loop(_ name: String) -> [Attribute] {
    [
      Attribute(
        "\(name).supply-temperature",
        .quantity(unit: "K"),
        isRequired: true,
        range: .positive,
        summary: "Temperature of the supply.",
        example: "35 degC"
      ),
      Attribute(
        "\(name).circulation-share",
        .ratio,
        isRequired: true,
        summary: "Fans or pumps inside over the heat carried.",
        example: "0.012"
      ),
      Attribute(
        "\(name).rejection",
        .choice(HeatRejection.allCases.map(\.rawValue)),
        isRequired: true,
        summary: "How heat leaves the building.",
        example: "dry"
      ),
      Attribute(
        "\(name).rejection-share",
        .ratio,
        isRequired: true,
        summary: "Fans and pumps outside over the heat rejected.",
        example: "0.02"
      ),
      Attribute(
        "\(name).approach",
        .quantity(unit: "K"),
        isRequired: true,
        range: .nonNegative,
        summary: "Supply above outdoors without a compressor.",
        example: "10 K"
      ),
      Attribute(
        "\(name).chiller-margin",
        .quantity(unit: "K"),
        isRequired: true,
        range: .nonNegative,
        summary: "Lift of the compressor beyond supply and outdoors.",
        example: "18 K"
      ),
      Attribute(
        "\(name).chiller-efficiency",
        .ratio,
        isRequired: true,
        range: .positiveShare,
        summary: "Compressor's efficiency over Carnot's.",
        example: "0.4"
      ),
    ]
  }

  /// The technology that a file describes.
  public static func cooling(_ record: Record) -> CoolingTechnology {
    func number(_ path: String) -> Double { record.number(path) ?? 0 }
    func path(_ name: String, or other: String) -> HeatPath {
      let loop = record.has(name) ? name : other
      return HeatPath(
        supplyTemperature: number("\(loop).supply-temperature"),
        circulationShare: number("\(loop).circulation-share"),
        rejection: HeatRejection(rawValue: record.text("\(loop).rejection") ?? "") ?? .dry,
        rejectionShare: number("\(loop).rejection-share"),
        approach: number("\(loop).approach"),
        chillerMargin: number("\(loop).chiller-margin"),
        chillerEfficiency: record.number("\(loop).chiller-efficiency") ?? 0.4
      )
    }
    return CoolingTechnology(
      name: record.text("name") ?? "",
      rackPowerLimit: number("rack-limit"),
      junctionInletTemperature: number("junction.inlet-temperature"),
      referenceArea: number("junction.reference-die-area"),
      interfaceResistance: number("junction.interface-resistance"),
      sinkResistance: number("junction.sink-resistance"),
      coolantRise: number("junction.coolant-rise"),
      serverFanShare: number("server-fan-share"),
      liquidShare: number("liquid-share"),
      liquid: path("liquid", or: "air"),
      air: path("air", or: "liquid"),
      otherShare: number("other-share")
    )
  }

  /// A share of heat that leaves by a loop that the file does not describe.
  static func problems(_ record: Record) -> [Diagnostic] {
    let liquid = record.number("liquid-share") ?? 0
    var found: [Diagnostic] = []
    if liquid > 0, !record.has("liquid") {
      found.append(
        record.diagnostic("liquid", "heat leaves by liquid, but no loop is given", hint: "add it")
      )
    }
    if liquid < 1, !record.has("air") {
      found.append(
        record.diagnostic("air", "heat leaves by air, but no loop is given", hint: "add it")
      )
    }
    return found
  }
}
