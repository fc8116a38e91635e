import Dispatch
public import LinearPrograms
public import Supply

/// What losing a company or a region for a while does, against the run in which nothing is lost.
public struct LossOfSupply: Hashable, Sendable {
  /// What is lost.
  public enum Subject: Hashable, Sendable {
    /// All plants of a company.
    case company(String)
    /// All plants in a region.
    case region(String)

    /// Its name.
    public var name: String {
      switch self {
      case .company(let name), .region(let name): name
      }
    }
  }

  /// What is lost from when for how long.
  public struct Case: Hashable, Sendable {
    /// What is lost.
    public var subject: Subject
    /// The first quarter without it.
    public var from: Quarter
    /// Quarters for which it is lost [quarter].
    public var duration: Int

    /// A loss, for a year where nothing else is said.
    public init(_ subject: Subject, from: Quarter, duration: Int = 4) {
      self.subject = subject
      self.from = from
      self.duration = duration
    }
  }

  /// Compute over a stretch of quarters, as a ratio to what it would have been.
  public struct Span: Hashable, Sendable {
    /// Shipped against base, nil where the run ends before or the base ships nothing [1].
    public var shipped: Double?
    /// Put to work against base [1].
    public var deployed: Double?
    /// Layers that bind in at least half of the quarters, the most frequent first.
    public var binding: [Layer]
  }

  /// What is lost when.
  public var lost: Case
  /// The quarters of the loss.
  public var during: Span
  /// As many quarters after it.
  public var after: Span

  /// Owners and regions of what binds in a quarter, of the most used stage where nothing does.
  public static func cases(in run: Roadmap, at quarter: Quarter) -> [Case] {
    guard let now = run.outcome(in: quarter) else { return [] }
    var stages = now.bindingStages
    if stages.isEmpty,
      let most = now.stages.indices.max(by: {
        now.stages[$0].utilisation < now.stages[$1].utilisation
      })
    {
      stages = [most]
    }
    let owners = stages.map { Ownership(of: run.industry.stages[$0]) }
    let companies = Set(owners.flatMap { $0.companies.map(\.name) }).sorted()
    let regions = Set(owners.flatMap { $0.regions.map(\.name) }).sorted()
    let subjects = companies.map { Subject.company($0) } + regions.map { .region($0) }
    return subjects.map { Case($0, from: quarter) }
  }

  /// Runs the industry again without each of what is lost.
  ///
  /// - Parameters:
  ///   - cases: What is lost, one at a time.
  ///   - base: The run in which nothing is lost.
  ///   - solver: The solver.
  ///   - jobs: Threads to use; the answer does not depend on it.
  ///   - progress: Is told the share of the work that is done.
  /// - Returns: What each does, in the order of the cases.
  /// - Throws: `LinearProgramError` when a quarter's programme cannot be solved.
  public static func all(
    _ cases: [Case],
    base: Roadmap,
    solver: HighsSolver,
    jobs: Int,
    progress: @Sendable (Double) -> Void = { _ in }
  ) throws(LinearProgramError) -> [LossOfSupply] {
    guard let last = base.quarters.last?.quarter else { return [] }
    var results = [Result<Roadmap, LinearProgramError>?](repeating: nil, count: cases.count)
    results.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let slots = buffer
      let threads = max(1, min(jobs, cases.count))
      // Each thread fills slots of its own, so the order does not depend on them.
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        for index in stride(from: thread, to: cases.count, by: threads) {
          var industry = base.industry
          industry.events.append(cases[index].event)
          let lacking = industry
          let end = min(last, cases[index].after.advanced(by: cases[index].duration - 1))
          slots[index] = Result { () throws(LinearProgramError) -> Roadmap in
            try Roadmap(of: lacking, through: end, detail: .prices, solver: solver)
          }
          if thread == 0 { progress(Double(index + 1) / Double(cases.count)) }
        }
      }
    }
    var losses: [LossOfSupply] = []
    for (lost, result) in zip(cases, results) {
      guard let run = try result?.get() else { continue }
      losses.append(LossOfSupply(lost, run, against: base))
    }
    return losses
  }

  /// Compares a run with its base.
  private init(_ lost: Case, _ run: Roadmap, against base: Roadmap) {
    self.lost = lost
    func span(_ first: Quarter) -> Span {
      let span = (0..<lost.duration).map { first.advanced(by: $0) }
      let less = span.compactMap(run.outcome(in:))
      let kept = span.compactMap(base.outcome(in:))
      guard less.count == span.count, kept.count == span.count else {
        return Span(shipped: nil, deployed: nil, binding: [])
      }
      func ratio(_ figure: (RoadmapQuarter) -> Double) -> Double? {
        let usual = kept.reduce(0) { $0 + figure($1) }
        return usual > 0 ? less.reduce(0) { $0 + figure($1) } / usual : nil
      }
      let bound = zip(less, kept).map { Self.binding($0, against: $1, base.industry) }
      let counts = Layer.allCases.map { layer in
        (layer, bound.count { $0.contains(layer) })
      }
      let binding = counts.filter { 2 * $0.1 >= span.count }.enumerated()
        .sorted { (-$0.element.1, $0.offset) < (-$1.element.1, $1.offset) }
      return Span(
        shipped: ratio(\.compute),
        deployed: ratio { $0.buyers.reduce(0) { $0 + $1.deployed } },
        binding: binding.map(\.element.0)
      )
    }
    during = span(lost.from)
    after = span(lost.after)
  }

  /// What binds in a quarter; where nothing is made at all, the layers that have lost all they had.
  private static func binding(
    _ quarter: RoadmapQuarter,
    against base: RoadmapQuarter,
    _ industry: Industry
  ) -> [Layer] {
    guard quarter.units <= 0, base.units > 0 else { return quarter.binding }
    // Without any flow no stage has a worth, though some are all that is missing.
    let gone = industry.stages.indices.filter {
      quarter.stages[$0].capacity <= 0 && base.stages[$0].capacity > 0
    }
    return gone.isEmpty ? quarter.binding : gone.map { industry.stages[$0].layer }
  }
}

extension LossOfSupply.Case {
  /// The first quarter in which it is there again.
  fileprivate var after: Quarter { from.advanced(by: duration) }

  /// The loss as an event.
  fileprivate var event: Event {
    let effect: Event.Effect =
      switch subject {
      case .company(let name): .company(name, stage: nil, factor: 0)
      case .region(let name): .region(name, factor: 0)
      }
    return Event(
      id: "loss of \(subject.name)",
      name: "loss of \(subject.name)",
      date: from,
      duration: duration,
      effect: effect
    )
  }
}
