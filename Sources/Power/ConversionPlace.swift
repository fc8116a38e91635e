/// Where a conversion loss turns into heat, and whose account it is on.
public enum ConversionPlace: String, Sendable, Hashable, CaseIterable {
  /// In electrical rooms upstream of the racks: in facility power but not in IT power.
  case hall
  /// In the rack, between its inlet and the boards: part of IT power, so hidden from PUE.
  case rack
  /// On the accelerator module, already counted in its rated power: never added a second time.
  case module
}
