import Documents
public import Fabrics
public import Quantities

/// A question about one network, or about several side by side.
public struct FabricScenario: Sendable {
  /// One of the networks that are compared.
  public struct Variant: Sendable {
    /// The fields that tell it from others, with their values.
    public var setting: [(path: String, text: String)]
    /// The network.
    public var design: FabricDesign

    /// The setting in words; empty where there is one network.
    public var label: String { setting.map(\.text).joined(separator: ", ") }
  }

  /// Name for a reader.
  public var name: String
  /// Networks whose bills are made; empty where the file has no `fabric`.
  public var variants: [Variant]
  /// Blocks joined through circuit switches; nil where the file has no `circuits`.
  public var circuits: CircuitScenario?
  /// Cubes of a torus; nil where the file has no `cubes`.
  public var cubes: CubeScenario?
  /// Traffic on the networks; nil where the file has no `traffic`.
  public var traffic: TrafficScenario?
  /// Every field as resolved, of the first variant.
  public var resolved: [(path: String, text: String)]
  /// Catalogue figures that are estimated or recalled.
  public var weakFigures: [String]
  /// Remarks on the input.
  public var warnings: [Diagnostic]
  /// A workload for ASTRA-sim's semantics, where the file has one.
  public var astra: AstraScenario?
}
