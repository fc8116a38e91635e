public import Documents
import Quantities
public import Systems
import Thermal

/// The format of site files.
public enum SiteFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "sites",
    summary: "A place: its grid, climate and building cost.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute(
        "electricity.price",
        .quantity(unit: "USD/J"),
        isRequired: true,
        range: .nonNegative,
        summary: "Price for a large industrial consumer.",
        example: "0.0892 USD/kWh"
      ),
      Attribute(
        "electricity.carbon",
        .quantity(unit: "kg/J"),
        isRequired: true,
        range: .nonNegative,
        summary: "Emission of the grid by location.",
        example: "322 g/kWh"
      ),
      Attribute(
        "climate.mean-temperature",
        .quantity(unit: "K"),
        isRequired: true,
        range: .positive,
        summary: "Mean dry-bulb temperature over the year.",
        example: "13.3 degC"
      ),
      Attribute(
        "climate.design-temperature",
        .quantity(unit: "K"),
        isRequired: true,
        range: .positive,
        summary: "Dry bulb exceeded in 0.4 % of the hours.",
        example: "34 degC"
      ),
      Attribute(
        "climate.mean-wet-bulb",
        .quantity(unit: "K"),
        isRequired: true,
        range: .positive,
        summary: "Mean wet-bulb temperature over the year.",
        example: "9.9 degC"
      ),
      Attribute(
        "climate.design-wet-bulb",
        .quantity(unit: "K"),
        isRequired: true,
        range: .positive,
        summary: "Wet bulb exceeded in 0.4 % of the hours.",
        example: "25.6 degC"
      ),
      Attribute(
        "construction.price",
        .quantity(unit: "USD/W"),
        isRequired: true,
        range: .nonNegative,
        summary: "Land, shell and plant per IT power.",
        example: "11 USD/W"
      ),
      Attribute(
        "water.price",
        .quantity(unit: "USD/m^3"),
        range: .nonNegative,
        summary: "Price of water.",
        example: "2 USD/m^3"
      ),
      Attribute(
        "grid.shortest-wait",
        .quantity(unit: "s"),
        range: .nonNegative,
        summary: "Shortest usual wait for a large grid connection.",
        example: "3 year"
      ),
      Attribute(
        "grid.longest-wait",
        .quantity(unit: "s"),
        range: .nonNegative,
        summary: "Longest usual wait for a large grid connection.",
        example: "7 year"
      ),
    ]
  )

  /// The site that a file describes.
  ///
  /// - Parameters:
  ///   - record: What the file says.
  ///   - powerLimit: Power that may be drawn from the grid [W].
  /// - Returns: The site.
  public static func site(_ record: Record, powerLimit: Double = .infinity) -> Site {
    func number(_ path: String) -> Double { record.number(path) ?? 0 }
    return Site(
      id: record.text("id") ?? "",
      name: record.text("name") ?? "",
      climate: Climate(
        meanTemperature: number("climate.mean-temperature"),
        designTemperature: number("climate.design-temperature"),
        meanWetBulb: number("climate.mean-wet-bulb"),
        designWetBulb: number("climate.design-wet-bulb")
      ),
      electricityPrice: number("electricity.price"),
      carbonIntensity: number("electricity.carbon"),
      waterPrice: number("water.price"),
      constructionCost: number("construction.price"),
      powerLimit: powerLimit
    )
  }

  /// Design temperatures that are not above their means.
  static func problems(_ record: Record) -> [Diagnostic] {
    [
      ("climate.design-temperature", "climate.mean-temperature"),
      ("climate.design-wet-bulb", "climate.mean-wet-bulb"),
    ].compactMap { design, mean in
      guard let high = record.number(design), let low = record.number(mean), high <= low else {
        return nil
      }
      return record.diagnostic(
        design,
        "it is not above \(mean)",
        hint: "the design value is exceeded in 0.4 % of the hours"
      )
    }
  }
}
