import Catalog
import Documents
import Fabrics
import Links
import Quantities

/// Parts of the catalogue that a file names, each read once, with their weak figures.
struct FabricParts {
  /// Parts by name.
  let catalog: Catalog
  /// Figures that are estimated or recalled, of parts that were named.
  private(set) var weakFigures: [String] = []
  /// Parts whose figures have been looked at.
  private var seen: Set<String> = []

  /// Reads from a catalogue.
  init(catalog: Catalog) { self.catalog = catalog }

  /// The packet switch of a name; nil with an error.
  mutating func packetSwitch(
    _ name: String,
    field: String,
    at location: Location?,
    into diagnostics: inout Diagnostics
  ) -> SwitchPart? {
    entry(.switches, name, field: field, at: location, into: &diagnostics)
      .map(SwitchFormat.part)
  }

  /// The circuit switch of a name; nil with an error.
  mutating func circuitSwitch(
    _ name: String,
    field: String,
    at location: Location?,
    into diagnostics: inout Diagnostics
  ) -> CircuitSwitchPart? {
    entry(.circuitSwitches, name, field: field, at: location, into: &diagnostics)
      .map(CircuitSwitchFormat.part)
  }

  /// The technology of a name as a fabric counts it; nil with an error.
  ///
  /// - Parameters:
  ///   - name: Its id or an alias.
  ///   - wavelengths: Wavelengths that share a fibre, of optical links.
  ///   - isBidirectional: Whether both directions share a fibre, of optical links.
  ///   - field: The field that names it.
  ///   - location: Where that was written.
  ///   - diagnostics: Receives an unknown name.
  /// - Returns: The part.
  mutating func technology(
    _ name: String,
    wavelengths: Int,
    isBidirectional: Bool,
    field: String,
    at location: Location?,
    into diagnostics: inout Diagnostics
  ) -> LinkPart? {
    guard let record = entry(.technologies, name, field: field, at: location, into: &diagnostics)
    else { return nil }
    let technology = TechnologyFormat.technology(record)
    let isOptical = technology.family.isOptical
    return LinkPart(
      id: technology.id,
      name: technology.name,
      isOptical: isOptical,
      laneRate: technology.laneRate,
      reach: technology.reach,
      endEnergy: technology.endEnergy(.laser),
      pricePerRate: technology.pricePerRate,
      pricePerRateMetre: technology.pricePerRateMetre,
      failureRate: technology.failureRate,
      flapRate: technology.flapRate,
      portRate: technology.portRate,
      wavelengths: isOptical ? wavelengths : 1,
      isBidirectional: isOptical && isBidirectional
    )
  }

  /// The record of a part.
  private mutating func entry(
    _ kind: CatalogKind,
    _ name: String,
    field: String,
    at location: Location?,
    into diagnostics: inout Diagnostics
  ) -> Record? {
    guard
      let (id, record) = catalog.entry(
        kind,
        named: name,
        field: field,
        at: location,
        into: &diagnostics
      )
    else { return nil }
    if seen.insert("\(kind.rawValue)/\(id)").inserted {
      weakFigures += record.figures.filter { $0.figure.grade >= .estimated }
        .map { "\(kind.rawValue)/\(id): \($0.path)" }
    }
    return record
  }
}
