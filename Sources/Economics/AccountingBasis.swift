/// What counts as the cost of a run: the same run costs 1 : 3.3 : 17.6 on the three bases.
///
/// Llama 3.1 405B by Epoch AI's cost model (2025): 51 M USD amortised, 170 M rented, 896 M bought.
public enum AccountingBasis: String, Sendable, Hashable, CaseIterable {
  /// Wear of owned equipment over the time used, with energy and upkeep.
  case amortised
  /// Time at the market's rental price, all included.
  case rented
  /// The whole cluster's purchase price, as if it were worthless after the run.
  case bought
}
