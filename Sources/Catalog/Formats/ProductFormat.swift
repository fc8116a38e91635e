public import Documents
import Quantities
import Supply

/// The format of files of generations of accelerators as their makers ship them.
public enum ProductFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "products",
    summary: "A generation of an accelerator as its maker ships it.",
    figures: true,
    attributes: SupplyFields.naming + [
      SupplyFields.text("vendor", "Id of the company that sells it.", "nvidia", isRequired: true),
      SupplyFields.text("launch", "First quarter of shipments.", "2022Q4", isRequired: true),
      SupplyFields.quantity(
        "ramp",
        "s",
        "From first shipment until nine tenths of the vendor's units are this or a later one.",
        "12 month",
        isRequired: true
      ),
      SupplyFields.number(
        "compute",
        "Compute in units of an H100 at eight bits.",
        "1",
        range: .positive,
        isRequired: true
      ),
      SupplyFields.number(
        "work",
        "Work beside an H100 on the work of the day; `compute` without it.",
        "1",
        range: .positive
      ),
      SupplyFields.quantity("power", "W", "Thermal design power.", "700 W", isRequired: true),
      SupplyFields.quantity(
        "price",
        "USD",
        "Price with its share of server and network.",
        "40000 USD",
        isRequired: true
      ),
      SupplyFields.quantity("memory", "B", "Memory.", "80 GB", isRequired: true),
      SupplyFields.number(
        "needs.*",
        "What one shipped unit takes of a carrier, losses of yield counted.",
        "0.034"
      ),
      SupplyFields.text(
        "accelerator",
        "Catalogue id of the accelerator, where it is there.",
        "h100-sxm"
      ),
    ]
  )

  /// What contradicts itself in a file that is sound field by field.
  static func problems(_ record: Record) -> [Diagnostic] {
    SupplyFields.quarterProblems(record, ["launch"])
  }
}
