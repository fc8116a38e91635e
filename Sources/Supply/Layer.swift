/// Where in the industry a constraint lies.
public enum Layer: String, Hashable, Sendable, CaseIterable {
  /// No stage binds: buyers want no more at what things cost.
  case demand
  /// Logic wafers and the tools behind them.
  case silicon
  /// High-bandwidth memory and the DRAM wafers behind it.
  case memory
  /// Interposers, bridges, substrates, and the assembly of packages.
  case packaging
  /// Optical engines and transceivers.
  case optics
  /// Boards, racks, liquid-cooling parts.
  case servers
  /// Shells, grid, generation, transformers.
  case power
  /// Electricians, operators, engineers.
  case people
  /// Water for cooling.
  case water
  /// Money that buyers can spend.
  case capital
}
