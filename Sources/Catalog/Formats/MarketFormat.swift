public import Documents
import Quantities
import Supply

/// The format of files of markets: how buyers value compute and how scarcity is told from plenty.
public enum MarketFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "markets",
    summary: "How buyers value compute and how scarcity is told from plenty.",
    figures: true,
    attributes: SupplyFields.naming + [
      SupplyFields.quantity(
        "reference-price",
        "USD/s",
        "Price of an hour of an H100 at which demand states its amounts.",
        "2 USD/h",
        isRequired: true
      ),
      share("occupancy", "Share of hours that are sold.", "0.7"),
      SupplyFields.number(
        "worth-years",
        "Years of today's rent that a machine earns over its life, with rents that fall.",
        "2.5",
        isRequired: true
      ),
      SupplyFields.quantity(
        "running",
        "USD/W/s",
        "Energy and upkeep of facility power.",
        "1.2 USD/W/year",
        isRequired: true
      ),
      SupplyFields.quantity("life", "s", "Life of a machine.", "5 year", isRequired: true),
      share(
        "waiting",
        "What a machine loses in value while it waits a quarter for a place.",
        "0.1"
      ),
      SupplyFields.number(
        "holding",
        "Most machines that wait, as a multiple of what was put to work the quarter before.",
        "0.5",
        isRequired: true
      ),
      share("probe", "Relative change of a stage by which its worth is probed.", "0.02"),
      share(
        "together",
        "Share of the strongest worth from which another stage binds with it.",
        "0.5"
      ),
      share(
        "scarcity",
        "Worth of a stage's output over what it goes into, from which it binds.",
        "0.01"
      ),
      share(
        "adjustment",
        "Share of what buyers lack that they set out to buy in a quarter.",
        "0.5"
      ),
      SupplyFields.growth(
        "believed",
        "Growth of a year beyond which owners do not believe that it goes on.",
        "100 %",
        isRequired: true
      ),
      share("idle", "Use of a stage below which its owners drop orders.", "0.7"),
    ]
  )

  /// A required share.
  private static func share(_ path: String, _ summary: String, _ example: String) -> Attribute {
    SupplyFields.ratio(path, summary, example, isRequired: true)
  }
}

/// The format of files of companies that own stages or sell products.
public enum SupplierFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "suppliers",
    summary: "A company that owns stages of the supply chain or sells products.",
    figures: true,
    attributes: SupplyFields.naming + [
      SupplyFields.text("region", "Where it has its seat.", "taiwan", isRequired: true)
    ]
  )
}
