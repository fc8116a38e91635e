public import Fabrics

/// A workload for ASTRA-sim's semantics, with the network and the settings that it runs on.
public struct AstraScenario: Sendable {
  /// The network.
  public var network: AstraNetwork
  /// The settings of the system layer.
  public var system: AstraSystem
  /// What every NPU has to do.
  public var workload: AstraWorkload
  /// Which back end carries the messages.
  public var backend: AstraBackend
  /// The file of each trace, for messages.
  public var files: [String]

  /// Joins network, settings and workload.
  public init(
    network: AstraNetwork,
    system: AstraSystem,
    workload: AstraWorkload,
    backend: AstraBackend,
    files: [String] = []
  ) {
    self.network = network
    self.system = system
    self.workload = workload
    self.backend = backend
    self.files = files
  }
}
