import Catalog
import Documents
import Quantities

/// What the catalogue says of each wall: name, layer, suppliers, lead time.
struct WallFacts: Sendable {
  /// What the catalogue says of one wall.
  struct Facts: Sendable {
    var name: String
    var layer: String
    var suppliers: [String]
    var years: (shortest: Double, longest: Double)
  }

  private var byKnob: [Knob: Facts] = [:]

  /// Reads the walls of a catalogue.
  init(catalog: Catalog) {
    let year = 365.25 * 86_400
    for knob in Knob.allCases {
      var ignored = Diagnostics()
      guard
        let (_, record) = catalog.entry(.walls, named: knob.rawValue, into: &ignored)
      else { continue }
      byKnob[knob] = Facts(
        name: record.text("name") ?? knob.rawValue,
        layer: record.text("layer") ?? "",
        suppliers: record.texts("suppliers"),
        years: (
          (record.number("years-to-resolve.shortest") ?? 0) / year,
          (record.number("years-to-resolve.longest") ?? 0) / year
        )
      )
    }
  }

  /// The facts of a knob's wall.
  subscript(knob: Knob) -> Facts {
    byKnob[knob] ?? Facts(name: knob.rawValue, layer: "", suppliers: [], years: (0, 0))
  }
}
