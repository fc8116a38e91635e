public import Documents
import Fabrics
import Foundation
public import Links
public import Quantities
import Systems

extension Catalog {
  /// The link technology of a name: an id, an alias, or a family at the lane rate of another.
  ///
  /// - Parameters:
  ///   - name: What was written.
  ///   - usual: The technology in whose stead it stands, whose lane rate a family is sought at.
  ///   - field: The field that names it, for messages.
  ///   - location: Where that was written.
  ///   - diagnostics: Receives an unknown name.
  /// - Returns: The technology, or nil with at least one error added.
  public func technology(
    named name: String,
    like usual: LinkTechnology? = nil,
    field: String? = nil,
    at location: Location? = nil,
    into diagnostics: inout Diagnostics
  ) -> LinkTechnology? {
    if let family = LinkFamily(rawValue: name), let usual {
      let kin = technologies.filter { $0.family == family }
      func distance(_ technology: LinkTechnology) -> Double {
        abs(log(technology.laneRate / usual.laneRate))
      }
      if let nearest = kin.min(by: { distance($0) < distance($1) }) { return nearest }
    }
    return entry(.technologies, named: name, field: field, at: location, into: &diagnostics)
      .map { TechnologyFormat.technology($0.record) }
  }

  /// Every link technology, in the order of their ids.
  public var technologies: [LinkTechnology] {
    files(.technologies).compactMap { file in
      var ignored = Diagnostics()
      return read(file, kind: .technologies, into: &ignored).map(TechnologyFormat.technology)
    }
  }

  /// The same system with its links: the usual ones, or those asked for.
  ///
  /// - Parameters:
  ///   - system: The system at the domain asked for, its links not known yet.
  ///   - parts: What was asked for.
  ///   - usualDomain: Domain that the node usually has.
  ///   - links: Files of the links of both tiers.
  ///   - diagnostics: Receives unknown technologies.
  /// - Returns: The system.
  func linked(
    _ system: System,
    parts: SystemParts,
    usualDomain: Int,
    links: (up: Record, out: Record),
    into diagnostics: inout Diagnostics
  ) -> System {
    var result = system
    if let (usual, chosen) = choice(
      links.up,
      asked: parts.scaleUpTechnology,
      field: "system.scale-up.technology",
      parts,
      &diagnostics
    ) {
      let layout = DomainLayout(
        domain: min(usualDomain, max(1, system.count)),
        perNode: system.node.accelerators,
        nodesPerRack: system.node.perRack
      )
      result.links.usualScaleUp = TierLinks(
        technology: usual,
        rate: 8 * system.fabric.scaleUp.bandwidth,
        portsPerAccelerator: 1,
        linksPerPort: 1,
        length: layout.longestLink
      )
      result.links.switchPower = links.up.number("power") ?? 0
      result.links.switchPrice = links.up.number("price") ?? 0
      result = result.relinked(scaleUp: chosen, domain: system.node.domain)
    }
    if let (usual, chosen) = choice(
      links.out,
      asked: parts.optics,
      field: "system.scale-out.optics",
      parts,
      &diagnostics
    ) {
      let perNode = Double(system.node.accelerators)
      let hall = HallLayout(
        endpointsPerRack: max(1, system.node.accelerators * system.node.perRack)
      )
      let tier = TierLinks(
        technology: usual,
        rate: 8 * system.fabric.scaleOut.bandwidth,
        portsPerAccelerator: Double(system.node.ports) / perNode,
        linksPerPort: (links.out.number("transceivers") ?? 4) / 2,
        length: hall.lengths(.toMiddle(group: system.count)).map(\.length).max() ?? hall.inRack
      )
      result.links.usualScaleOut = tier
      result.links.scaleOut = tier
      result = result.relinked(scaleOut: chosen, isDualHomed: parts.isDualHomed)
    }
    return result
  }

  /// The usual technology of a link, and the one asked for in its stead.
  private func choice(
    _ record: Record,
    asked: String?,
    field: String,
    _ parts: SystemParts,
    _ diagnostics: inout Diagnostics
  ) -> (usual: LinkTechnology, chosen: LinkTechnology)? {
    let place = parts.locations[field]
    guard let name = record.text("technology") else {
      if asked != nil {
        diagnostics.error(
          "the link \(record.text("id") ?? "") names no usual technology that another could replace",
          file: place?.file,
          line: place?.line,
          field: field,
          hint: "leave it out, or add `technology:` to the link's file with --catalog"
        )
      }
      return nil
    }
    guard
      let usual = technology(
        named: name,
        field: "technology",
        at: record.location("technology"),
        into: &diagnostics
      )
    else { return nil }
    guard let asked else { return (usual, usual) }
    return technology(named: asked, like: usual, field: field, at: place, into: &diagnostics)
      .map { (usual, $0) }
  }
}
