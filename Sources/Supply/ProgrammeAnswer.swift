/// What a programme reaches by when, what holds it back, and what would help.
public struct ProgrammeAnswer: Hashable, Sendable {
  /// What comes of a programme without one of its limits.
  public struct Relief: Hashable, Sendable {
    /// The limit.
    public var limit: ProgrammeLimit
    /// How much works when it is due without the limit, in the unit of the goal.
    public var amount: Double
    /// The first quarter in which all that is wished works without it, nil where none is.
    public var reached: Quarter?
    /// Quarters in which the limit holds the programme back.
    public var quarters: Int
    /// The smallest change of it that meets the wish in time; nil where none does by itself, or none
    /// is needed.
    public var change: ProgrammeChange?
  }

  /// The programme.
  public var programme: Programme
  /// What comes of it.
  public var plan: ProgrammePlan
  /// Limits that are set, the one that holds back most first.
  public var reliefs: [Relief]
  /// Changes that together meet the wish in time, none of which can be left out.
  ///
  /// A single one where that does; empty where the wish is met, or no change of the programme does.
  public var remedy: [ProgrammeChange]
  /// What compute costs.
  public var cost: ProgrammeCost

  /// How much works when it is due, in the unit of the goal.
  public var amount: Double { plan.amount(in: plan.due) }
  /// Whether the wish is met in time.
  public var isFeasible: Bool { plan.isFeasible }

  /// Walks a programme through a run and tries its limits one at a time.
  ///
  /// - Parameters:
  ///   - programme: The programme, of a buyer that the industry has.
  ///   - run: The run.
  public init(_ programme: Programme, in run: Roadmap) {
    self.init(programme, in: ProgrammeMarket(run, buyer: programme.buyer))
  }

  /// Walks a programme through what the world offers it and tries its limits one at a time.
  init(_ programme: Programme, in market: ProgrammeMarket) {
    let plan = ProgrammePlan(programme, in: market)
    self.programme = programme
    self.plan = plan
    cost = ProgrammeCost(plan, in: market)
    let search = Search(market: market, due: plan.due)
    let base = plan.amount(in: plan.due)
    let until = plan.steps.filter { $0.quarter <= plan.due }
    reliefs = ProgrammeLimit.allCases.filter(programme.has).map { limit in
      let free = ProgrammePlan(programme.without(limit), in: market)
      return Relief(
        limit: limit,
        amount: free.amount(in: plan.due),
        reached: free.reached,
        quarters: until.count { $0.binding.contains(limit) },
        change: plan.isFeasible ? nil : search.smallest(limit, in: programme)
      )
    }
    let end = market.quarters.last?.quarter.advanced(by: 1) ?? programme.starts
    reliefs = reliefs.enumerated().sorted { left, right in
      let gains = (left.element.amount - base, right.element.amount - base)
      let dates = (left.element.reached ?? end, right.element.reached ?? end)
      return (-gains.0, dates.0, -left.element.quarters, left.offset)
        < (-gains.1, dates.1, -right.element.quarters, right.offset)
    }.map(\.element)
    remedy = plan.isFeasible ? [] : search.remedy(programme, reliefs)
  }
}

/// The search for changes that meet a wish in time.
private struct Search {
  /// What the world offers.
  let market: ProgrammeMarket
  /// When the wish should be met.
  let due: Quarter

  /// Whether a programme meets its wish in time.
  func isMet(_ programme: Programme) -> Bool {
    ProgrammePlan(programme, in: market).reached.map { $0 <= due } ?? false
  }

  /// The smallest change of one limit that meets the wish in time, nil where none does.
  func smallest(_ limit: ProgrammeLimit, in programme: Programme) -> ProgrammeChange? {
    guard programme.has(limit), isMet(programme.without(limit)) else { return nil }
    switch limit {
    case .products: return ProgrammeChange(limit, by: .infinity)
    case .delivery:
      let earlier = (1...max(1, programme.delivery)).first {
        isMet(programme.changed(by: ProgrammeChange(limit, by: Double($0))))
      }
      return earlier.map { ProgrammeChange(limit, by: Double($0)) }
    case .power, .shells, .staff:
      // The latest quarter in which more still helps asks least of those who must grant it.
      var from = due
      while from > programme.starts,
        !isMet(programme.changed(by: ProgrammeChange(limit, by: .infinity, from: from)))
      {
        from = from.advanced(by: -1)
      }
      return amount(limit, from: from, in: programme)
    case .budget, .yearly, .shipments, .exports, .compute:
      return amount(limit, from: nil, in: programme)
    }
  }

  /// The least amount of a change, found by halving an interval.
  private func amount(
    _ limit: ProgrammeLimit,
    from: Quarter?,
    in programme: Programme
  ) -> ProgrammeChange? {
    func isEnough(_ amount: Double) -> Bool {
      isMet(programme.changed(by: ProgrammeChange(limit, by: amount, from: from)))
    }
    var low = 0.0
    var high = limit == .shipments ? 1e-6 : 1
    while !isEnough(high) {
      low = high
      high *= 2
      guard high < 1e18 else { return nil }
    }
    // Forty halvings leave a millionth of a millionth.
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if isEnough(middle) { high = middle } else { low = middle }
    }
    return ProgrammeChange(limit, by: high, from: from)
  }

  /// Changes that together meet the wish in time: the change of the limit that holds back most where
  /// one does by itself, else as few limits as can be.
  func remedy(
    _ programme: Programme,
    _ reliefs: [ProgrammeAnswer.Relief]
  ) -> [ProgrammeChange] {
    if let change = reliefs.lazy.compactMap(\.change).first { return [change] }
    var needed = reliefs.map(\.limit)
    func free(_ limits: [ProgrammeLimit]) -> Programme {
      limits.reduce(programme) { $0.without($1) }
    }
    guard isMet(free(needed)) else { return [] }
    // Those that hold back least are put back first.
    for limit in needed.reversed() {
      let fewer = needed.filter { $0 != limit }
      if isMet(free(fewer)) { needed = fewer }
    }
    var changes: [ProgrammeChange] = []
    var changed = programme
    for (index, limit) in needed.enumerated() {
      let others = needed[(index + 1)...].reduce(changed) { $0.without($1) }
      guard let change = smallest(limit, in: others) else { return [] }
      changes.append(change)
      changed = changed.changed(by: change)
    }
    return changes
  }
}
