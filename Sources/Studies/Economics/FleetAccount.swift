public import Economics
import Scenarios

/// What serving tokens costs and earns over a day, rented and owned.
public struct FleetAccount: Sendable, Hashable {
  /// The account on one basis.
  public struct Basis: Sendable, Hashable {
    /// Which: rented or amortised.
    public var basis: AccountingBasis
    /// Cost of a day [USD].
    public var cost: Double
    /// What is left of revenue, nil without a tariff.
    public var margin: Margin?
    /// A million input tokens, hits included; nil without rates [USD].
    public var inputPrice: Double?
    /// A million output tokens of the nodes that make them; nil without rates [USD].
    public var outputPrice: Double?
    /// A million output tokens that bear all cost [USD].
    public var blendedPrice: Double
    /// Load at which the tariff meets cost; nil without one, or where it never does (1).
    public var breakEven: Double?
    /// Price of output at which revenue meets cost, input in proportion; nil without tariff [USD].
    public var breakEvenPrice: Double?
  }

  /// Nodes.
  public var nodes: Double
  /// Nodes that rates ask for, inputs and outputs apart; nil without rates.
  public var needed: Needed?
  /// Revenue of a day, nil without a tariff [USD].
  public var revenue: Double?
  /// Price of an accelerator's time at which revenue meets rent; nil without tariff [USD/s].
  public var breakEvenRent: Double?
  /// The account on each basis that is known.
  public var bases: [Basis]

  /// Nodes by what they do.
  public struct Needed: Sendable, Hashable {
    /// Nodes that compute inputs.
    public var prefill: Double
    /// Nodes that make outputs.
    public var decode: Double
    /// All of them.
    public var total: Double { prefill + decode }
  }

  /// Seconds of a day [s].
  private static let day = 86_400.0

  /// Accounts for a fleet.
  init(
    _ asked: EconomicsQuestion.Serving,
    ownership: EconomicsQuestion.Ownership
  ) throws(EconomicsError) {
    let counts = asked.day
    let rates = try TokenCounts(
      input: counts.input / Self.day,
      cachedInput: counts.cachedInput / Self.day,
      output: counts.output / Self.day
    )
    let found = asked.rates.map { made in
      Needed(
        prefill: rates.totalInput / made.input,
        decode: rates.output / made.output
      )
    }
    needed = found
    let nodes = asked.nodes ?? found?.total ?? 0
    self.nodes = nodes
    let accelerators = nodes * asked.perNode
    revenue = asked.tariff.map { $0.revenue(of: counts) }
    breakEvenRent = nil
    if let tariff = asked.tariff {
      breakEvenRent = try BreakEven.rentalPrice(
        rates: rates,
        tariff: tariff,
        utilisation: 1,
        accelerators: accelerators
      )
    }
    var costs: [(AccountingBasis, ServingCost)] = []
    if let rent = ownership.rent ?? asked.machine?.rent {
      costs.append((.rented, try ServingCost(fixed: accelerators * rent)))
    }
    if let machine = asked.machine, machine.price != nil || ownership.price != nil {
      let rate = ownership.account(machine).rate(
        ratedITPower: ownership.ratedPower(machine),
        facilityPower: ownership.meterPower(machine)
      )
      costs.append(
        (.amortised, try ServingCost(rate, accelerators: accelerators, idleShare: 0))
      )
    }
    bases = []
    for (basis, cost) in costs {
      bases.append(
        try Self.account(basis, cost, asked: asked, rates: rates, needed: found)
      )
    }
  }

  /// The account on a basis.
  private static func account(
    _ basis: AccountingBasis,
    _ cost: ServingCost,
    asked: EconomicsQuestion.Serving,
    rates: TokenCounts,
    needed: Needed?
  ) throws(EconomicsError) -> Basis {
    let second = try cost.perClockSecond(utilisation: 1)
    let daily = second * day
    var result = Basis(
      basis: basis,
      cost: daily,
      blendedPrice: TokenPrice.perMillion(secondPrice: second, tokensPerSecond: rates.output)
    )
    if let tariff = asked.tariff {
      let revenue = tariff.revenue(of: asked.day)
      if revenue > 0, daily > 0 { result.margin = try Margin(revenue: revenue, cost: daily) }
      result.breakEven = BreakEven.utilisation(cost: cost, rates: rates, tariff: tariff)
      if tariff.output > 0 {
        result.breakEvenPrice = try BreakEven.outputPrice(
          cost: cost,
          rates: rates,
          utilisation: 1,
          inputRatio: tariff.input / tariff.output,
          cachedRatio: tariff.cachedInput / tariff.output
        )
      }
    }
    if let needed, needed.total > 0 {
      // The fleet's whole cost falls on the two kinds as their nodes.
      func pool(_ nodes: Double, _ tokens: Double) throws(EconomicsError) -> TokenCost.Pool {
        let share = nodes / needed.total
        return try TokenCost.Pool(
          cost: ServingCost(fixed: cost.fixed * share, variable: cost.variable * share),
          tokensPerSecond: tokens,
          utilisation: 1
        )
      }
      let prices = TokenCost(
        prefill: try pool(needed.prefill, rates.input),
        decode: try pool(needed.decode, rates.output)
      )
      if rates.totalInput > 0 { result.inputPrice = try prices.averageInput(over: rates) }
      result.outputPrice = prices.output.total
    }
    return result
  }

  /// Its numbers.
  var figures: [EconomicsFigure] {
    func figure(_ key: String, _ title: String, _ value: Double?, _ kind: EconomicsFigure.Kind)
      -> EconomicsFigure
    { EconomicsFigure("serving", key, title, value, kind) }
    var figures = [
      figure("nodes", "nodes", nodes, .count),
      figure("nodes_needed", "nodes that the rates need", needed?.total, .count),
      figure("revenue_USD_per_day", "revenue a day", revenue, .money),
      figure(
        "break_even_rent_USD_per_h",
        "rent that revenue pays, an hour",
        breakEvenRent.map { $0 * 3600 },
        .money
      ),
    ]
    for item in bases {
      let name = item.basis.rawValue
      figures += [
        figure("cost_\(name)_USD_per_day", "\(name), cost a day", item.cost, .money),
        figure(
          "margin_over_cost_\(name)",
          "\(name), profit over cost",
          item.margin?.overCost,
          .share
        ),
        figure(
          "margin_of_revenue_\(name)",
          "\(name), profit of revenue",
          item.margin?.ofRevenue,
          .share
        ),
        figure(
          "input_\(name)_USD_per_million",
          "\(name), a million input tokens",
          item.inputPrice,
          .money
        ),
        figure(
          "output_\(name)_USD_per_million",
          "\(name), a million output tokens",
          item.outputPrice,
          .money
        ),
        figure(
          "all_on_output_\(name)_USD_per_million",
          "\(name), a million output tokens that bear all",
          item.blendedPrice,
          .money
        ), figure("break_even_load_\(name)", "\(name), break-even load", item.breakEven, .share),
        figure(
          "break_even_output_\(name)_USD_per_million",
          "\(name), break-even price of output",
          item.breakEvenPrice,
          .money
        ),
      ]
    }
    return figures
  }
}
