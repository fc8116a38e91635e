import Foundation

/// A programme walked through the quarters of a run: what it gets, and what holds it back.
///
/// Each quarter it buys what it may, the newest product first, as far as there is room, staff and
/// money. It keeps no machines in store: what has no place is not bought.
public struct ProgrammePlan: Hashable, Sendable {
  /// One quarter.
  public struct Step: Hashable, Sendable {
    /// The quarter.
    public var quarter: Quarter
    /// Accelerators delivered, by product.
    public var delivered: [String: Double]
    /// Accelerators at work.
    public var units: Double
    /// Their compute [H100-equivalent].
    public var compute: Double
    /// Their work [H100-equivalent].
    public var work: Double
    /// Their facility power [W].
    public var power: Double
    /// What those at work have cost, with server and network [USD].
    public var machines: Double
    /// Greatest facility power so far, for which sites were paid [W].
    public var built: Double
    /// Paid in the quarter for machines, sites and loans [USD].
    public var paid: Double
    /// Paid until its end [USD].
    public var spent: Double
    /// What holds it back, in no order of worth; empty where it has what it wishes.
    public var binding: [ProgrammeLimit]
    /// Index of the world's stage behind shipments, where those hold it back.
    public var stage: Int?

    /// Accelerators delivered.
    public var deliveredUnits: Double {
      // A sum in the order of names repeats to the bit.
      delivered.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    }
  }

  /// The programme.
  public var programme: Programme
  /// Quarters from its start to the end of the run.
  public var steps: [Step]

  /// Walks a programme through a run.
  public init(_ programme: Programme, in run: Roadmap) {
    self.init(programme, in: ProgrammeMarket(run, buyer: programme.buyer))
  }

  /// Walks a programme through what the world offers it.
  init(_ programme: Programme, in market: ProgrammeMarket) {
    self.programme = programme
    var walk = Walk(programme, life: market.life)
    steps = market.quarters.filter { $0.quarter >= programme.starts }.map { walk.step($0) }
  }

  /// How much of what is wished works in a quarter, in the unit of the goal.
  public func amount(in quarter: Quarter) -> Double {
    steps.last { $0.quarter <= quarter }.map { programme.goal.amount(of: $0) } ?? 0
  }

  /// The quarter in which the wish should be met: the wished one, else the last.
  public var due: Quarter {
    programme.by ?? steps.last?.quarter ?? programme.starts
  }

  /// The first quarter in which all that is wished works, nil where none is.
  public var reached: Quarter? {
    steps.first { programme.goal.isMet(by: $0) }?.quarter
  }

  /// Whether the wish is met in time.
  public var isFeasible: Bool { reached.map { $0 <= due } ?? false }
}

extension Programme.Goal {
  /// How much of it works, in its own unit.
  public func amount(of step: ProgrammePlan.Step) -> Double {
    switch self {
    case .power: step.power
    case .accelerators: step.units
    case .compute: step.compute
    }
  }

  /// Whether all of it works, up to rounding.
  func isMet(by step: ProgrammePlan.Step) -> Bool { amount(of: step) >= amount * (1 - 1e-9) }

  /// How much of it one unit of an offer brings.
  fileprivate func amount(of offer: ProgrammeMarket.Offer) -> Double {
    switch self {
    case .power: offer.power
    case .accelerators: 1
    case .compute: offer.compute
    }
  }
}

/// The state of a programme between quarters.
private struct Walk {
  /// Machines bought in one quarter.
  struct Cohort {
    /// When they began.
    var began: Quarter
    /// How many.
    var units: Double
    /// Their compute [H100-equivalent].
    var compute: Double
    /// Their work [H100-equivalent].
    var work: Double
    /// Their facility power [W].
    var power: Double
    /// What they cost [USD].
    var price: Double

    /// Units of an offer.
    init(began: Quarter, units: Double, of offer: ProgrammeMarket.Offer) {
      self.began = began
      self.units = units
      compute = units * offer.compute
      work = units * offer.work
      power = units * offer.power
      price = units * offer.price
    }
  }

  /// What is repaid of loans taken in one quarter.
  struct Loan {
    /// The quarter in which it was taken.
    var taken: Quarter
    /// Repaid a quarter [USD].
    var payment: Double
  }

  /// The programme.
  let programme: Programme
  /// Life of a machine, over which loans are repaid [quarter].
  let life: Int
  /// Machines.
  var cohorts: [Cohort] = []
  /// Loans.
  var loans: [Loan] = []
  /// Spent so far [USD].
  var spent = 0.0
  /// Greatest facility power so far [W].
  var built = 0.0
  /// Compute exported to it so far [H100-equivalent].
  var exported = 0.0

  /// The state at the start.
  init(_ programme: Programme, life: Double) {
    self.programme = programme
    self.life = max(1, Int((life * 4).rounded()))
  }

  /// A sum over machines.
  func sum(_ figure: (Cohort) -> Double) -> Double { cohorts.reduce(0) { $0 + figure($1) } }

  /// One quarter: machines retire, loans are repaid, machines are bought.
  mutating func step(_ market: ProgrammeMarket.Quarterly) -> ProgrammePlan.Step {
    let now = market.quarter
    let start = programme.starts
    cohorts.removeAll { now.since($0.began) >= life }
    let repaid = loans.filter { $0.taken < now && now.since($0.taken) <= life }
    let due = repaid.reduce(0) { $0 + $1.payment }
    var left = Left(programme, in: now, power: sum(\.power), spent: spent + due, exported: exported)
    var goal = programme.goal.amount - amount
    var paid = due
    var delivered: [String: Double] = [:]
    var isSoldOut = true
    let allowed = market.offers.filter { programme.products?.contains($0.product) ?? true }
    for offer in allowed {
      let each = programme.goal.amount(of: offer)
      var allotted = now.since(start) >= programme.delivery ? programme.share * offer.units : 0
      // Where machines retired, shell and plant still stand and are not paid again.
      for standing in [max(0, built - sum(\.power)), .infinity] {
        let isNew = standing == .infinity
        let cost = offer.price + (isNew ? offer.power * programme.prices.site : 0)
        let own = cost * (1 - programme.budget.loans)
        let most = [
          allotted, goal / each, min(left.room, standing) / offer.power, left.units,
          left.compute / offer.compute, own > 0 ? left.money / own : .infinity,
        ]
        let units = max(0, most.min() ?? 0)
        if isNew, units < allotted * (1 - 1e-9) { isSoldOut = false }
        guard units > 0, units.isFinite else { continue }
        delivered[offer.product, default: 0] += units
        cohorts.append(Cohort(began: now, units: units, of: offer))
        allotted -= units
        goal -= units * each
        paid += units * own
        exported += units * offer.compute
        left.take(units, offer, money: units * own)
        borrow(units * (cost - own), in: now)
      }
    }
    spent += paid
    built = max(built, sum(\.power))
    let isMet = goal <= 1e-9 * programme.goal.amount
    var binding = isMet ? [] : left.binding
    if !isMet, isSoldOut {
      let isBarred = allowed.isEmpty && !market.offers.isEmpty
      let isEarly = now.since(start) < programme.delivery
      binding.append(isBarred ? .products : isEarly ? .delivery : .shipments)
    }
    return ProgrammePlan.Step(
      quarter: now,
      delivered: delivered,
      units: sum(\.units),
      compute: sum(\.compute),
      work: sum(\.work),
      power: sum(\.power),
      machines: sum(\.price),
      built: built,
      paid: paid,
      spent: spent,
      binding: binding,
      stage: binding.contains(.shipments) ? market.stage : nil
    )
  }

  /// Takes a loan.
  private mutating func borrow(_ sum: Double, in quarter: Quarter) {
    guard sum > 0 else { return }
    let rate = Annuity.factor(interest: programme.prices.interest, years: Double(life) / 4)
    loans.append(Loan(taken: quarter, payment: sum * rate / 4))
  }

  /// How much of what is wished works, in the unit of the goal.
  private var amount: Double {
    switch programme.goal {
    case .power: sum(\.power)
    case .accelerators: sum(\.units)
    case .compute: sum(\.compute)
    }
  }
}

/// What a quarter leaves of everything that machines take.
private struct Left {
  /// Power that may be drawn [W].
  var power: Double
  /// Shells [W].
  var shells: Double
  /// What staff can run [W].
  var staff: Double
  /// Money of the whole programme [USD].
  var total: Double
  /// Money released [USD].
  var released: Double
  /// Accelerators that may be exported to it.
  var units: Double
  /// Compute that may be exported to it [H100-equivalent].
  var compute: Double
  /// What counts as nothing: a billionth of what there was.
  private let nothing: [ProgrammeLimit: Double]

  /// What there is at the start of a quarter.
  init(
    _ programme: Programme,
    in now: Quarter,
    power used: Double,
    spent: Double,
    exported: Double
  ) {
    let start = programme.starts
    let budget = programme.budget
    let age = Double(now.since(start) + 1) / 4
    let drawn = programme.power.amount(in: now, start: start)
    let standing = programme.shells.amount(in: now, start: start)
    let run = programme.staff?.power(in: now, start: start) ?? .infinity
    power = drawn - used
    shells = standing - used
    staff = run - used
    total = budget.total - spent
    released = budget.perYear * age - spent
    units = programme.exportUnits / 4
    compute = programme.exportCompute - exported
    nothing = [
      .power: drawn, .shells: standing, .staff: run, .budget: budget.total,
      .yearly: budget.perYear * age, .exports: units, .compute: programme.exportCompute,
    ].mapValues { $0.isFinite ? 1e-9 * $0 : 0 }
  }

  /// Room for machines [W].
  var room: Double { min(power, shells, staff) }
  /// Money [USD].
  var money: Double { min(total, released) }

  /// Takes what units of an offer take.
  mutating func take(_ count: Double, _ offer: ProgrammeMarket.Offer, money: Double) {
    power -= count * offer.power
    shells -= count * offer.power
    staff -= count * offer.power
    total -= money
    released -= money
    units -= count
    compute -= count * offer.compute
  }

  /// Limits of which nothing is left.
  var binding: [ProgrammeLimit] {
    let all: [(ProgrammeLimit, Double)] = [
      (.power, power), (.shells, shells), (.staff, staff), (.budget, total), (.yearly, released),
      (.exports, units), (.compute, compute),
    ]
    return all.filter { $0.1 <= (nothing[$0.0] ?? 0) }.map(\.0)
  }
}

/// Spreading a price over the years in which the thing serves.
enum Annuity {
  /// Yearly payment that repays a unit of money with interest over years [1/year].
  static func factor(interest: Double, years: Double) -> Double {
    interest == 0 ? 1 / years : interest / -expm1(-years * log1p(interest))
  }
}
