/// How heat leaves the building.
public enum HeatRejection: String, Sendable, Hashable, CaseIterable {
  /// Through a coil to outdoor air: no water, bound to the dry bulb.
  case dry
  /// Through a tower or wetted coil: bound to the wet bulb, evaporates water.
  case evaporative
}
