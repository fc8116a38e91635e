/// What is thrown away when one lane, fibre or laser of a link fails.
public enum ReplacedUnit: String, CaseIterable, Sendable, Hashable {
  /// A cable with both its ends.
  case cable
  /// A module out of its cage.
  case module
  /// A laser module out of its cage; the engine stays.
  case laserModule = "laser-module"
  /// An optical engine in a socket.
  case engine
  /// The package that the engine or die is bonded into.
  case package
}
