public import Quantities
public import Scenarios
public import Supply

extension RoadmapInquiry {
  /// Asks what a file asks, with its changes made.
  ///
  /// It is nil when anything is wrong.
  ///
  /// - Parameters:
  ///   - question: What the file says.
  ///   - today: The quarter of today.
  ///   - asksMap: Whether the map of bottlenecks is asked for.
  ///   - diagnostics: Receives everything that cannot be.
  public init?(
    _ question: RoadmapQuestion,
    today: Quarter,
    asksMap: Bool,
    into diagnostics: inout Diagnostics
  ) {
    var found = Diagnostics()
    defer { diagnostics.add(contentsOf: found) }
    guard let industry = Self.industry(of: question, into: &found) else { return nil }
    self.init(
      name: question.name,
      industry: industry,
      from: question.from,
      end: question.to,
      today: today,
      asksMap: asksMap,
      losses: question.losses.map(LossOfSupply.Case.init),
      company: question.company,
      order: question.build.map {
        OrderDates.Wish(product: $0.product, power: $0.power, quarter: $0.by)
      },
      programme: question.programme,
      samples: question.samples,
      ranges: Self.ranges(of: question)
    )
    for problem in problems { found.error(problem, field: "roadmap") }
    if found.hasErrors { return nil }
  }

  /// The supply chain of a file with its changes made.
  ///
  /// - Parameters:
  ///   - question: What the file says.
  ///   - diagnostics: Receives changes of what is not there, and what changes make impossible.
  /// - Returns: The supply chain, or nil when anything is wrong with it.
  public static func industry(
    of question: RoadmapQuestion,
    into diagnostics: inout Diagnostics
  ) -> Industry? {
    var industry = question.industry
    let unknown = question.unknownChanges(among: industry.figurePaths) {
      industry.figure(at: $0) != nil
    }
    for problem in unknown { diagnostics.add(problem) }
    guard unknown.isEmpty else { return nil }
    for change in question.changes {
      guard let usual = industry.figure(at: change.path) else { continue }
      _ = industry.set(change.path, to: change.amount.applied(to: usual))
    }
    let problems = industry.problems
    for problem in problems {
      diagnostics.error(problem, field: question.changes.isEmpty ? nil : "roadmap.change")
    }
    return problems.isEmpty ? industry : nil
  }

  /// Intervals of figures; one that the file sets is not varied, one that it scales is scaled.
  private static func ranges(of question: RoadmapQuestion) -> [IndustryRange] {
    question.ranges.compactMap { range in
      var range = range
      for change in question.changes where change.path == range.path {
        guard case .factor(let factor) = change.amount, factor > 0 else { return nil }
        range.low *= factor
        range.best *= factor
        range.high *= factor
      }
      return range
    }
  }
}

extension RoadmapQuestion.Change.Amount {
  /// The changed figure.
  fileprivate func applied(to usual: Double) -> Double {
    switch self {
    case .factor(let factor): usual * factor
    case .value(let value): value
    }
  }
}

extension LossOfSupply.Case {
  /// A loss as a file asks for it.
  fileprivate init(_ loss: RoadmapQuestion.Loss) {
    let subject: LossOfSupply.Subject =
      switch loss.part {
      case .company(let name): .company(name)
      case .region(let name): .region(name)
      }
    self.init(subject, from: loss.from, duration: loss.quarters)
  }
}
