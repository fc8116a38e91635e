public import Links

/// A channel of S-parameters and how it is to be judged.
public struct ChannelQuestion: Sendable {
  /// The wanted path and its aggressors.
  public var ports: ChannelPorts
  /// The standard, with what the file changes of it.
  public var standard: ChannelStandard
  /// How the equalisers' settings are searched.
  public var search: EqualiserSearchMode
  /// Which ports are the ends of a wire, nil for files of two ports.
  public var order: PortOrder?
  /// Name of the file of the wanted path.
  public var file: String
  /// Loss that the standard allows at half the symbol rate [dB]; nil where none is known.
  public var lossBudget: Double?
}
