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

  /// Who sees orders for the layer: makers of chips and their suppliers, builders of sites, lenders.
  ///
  /// Orders travel along one chain of purchase. Who pours concrete sees machines that wait for a
  /// place, not chips that were never made; this is why constraints migrate.
  var chain: Chain {
    switch self {
    case .demand, .silicon, .memory, .packaging, .optics, .servers: .chips
    case .power, .people, .water: .sites
    case .capital: .money
    }
  }

  /// A chain of purchase.
  enum Chain: CaseIterable {
    /// From wafers to servers.
    case chips
    /// From grid to shells.
    case sites
    /// Lenders and budgets.
    case money
  }
}
