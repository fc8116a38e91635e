/// What is left of revenue, on both bases in use.
///
/// The bases differ without limit: DeepSeek's 545 % of cost is 84.5 % of revenue. Name the one.
public struct Margin: Sendable, Hashable {
  /// What customers pay [USD or USD/s].
  public let revenue: Double

  /// What serving them costs [USD or USD/s].
  public let cost: Double

  /// Creates a margin.
  ///
  /// - Parameters:
  ///   - revenue: What customers pay, more than 0 [USD or USD/s].
  ///   - cost: What serving them costs, more than 0, over the same time [USD or USD/s].
  /// - Throws: `EconomicsError.outOfRange` when a value is not finite or not above 0.
  public init(revenue: Double, cost: Double) throws(EconomicsError) {
    try Check.above(revenue, field: "revenue", unit: "USD")
    try Check.above(cost, field: "cost", unit: "USD")
    self.revenue = revenue
    self.cost = cost
  }

  /// Revenue less cost [USD or USD/s].
  public var profit: Double { revenue - cost }

  /// Profit over cost, above −1 and without an upper limit.
  public var overCost: Double { profit / cost }

  /// Profit over revenue, below 1: the margin of accounts.
  public var ofRevenue: Double { profit / revenue }
}
