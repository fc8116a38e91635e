import Dispatch
public import LinearPrograms
public import Supply

/// What losing a company or a region for a year does, against the run in which nothing is lost.
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

  /// Compute over four quarters, as a ratio to what it would have been.
  public struct Year: Hashable, Sendable {
    /// Shipped against base, nil where the run ends before or the base ships nothing [1].
    public var shipped: Double?
    /// Put to work against base [1].
    public var deployed: Double?
    /// Layers that bind in at least half of the quarters, the most frequent first.
    public var binding: [Layer]
  }

  /// Quarters for which it is lost [quarter].
  public static let duration = 4

  /// What is lost.
  public var subject: Subject
  /// From when.
  public var from: Quarter
  /// The four quarters of the loss.
  public var during: Year
  /// The four quarters after it.
  public var after: Year

  /// Owners and regions of what binds in a quarter, of the most used stage where nothing does.
  public static func subjects(in run: Roadmap, at quarter: Quarter) -> [Subject] {
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
    return companies.map { .company($0) } + regions.map { .region($0) }
  }

  /// Runs the industry again without each of the subjects.
  ///
  /// - Parameters:
  ///   - subjects: What is lost, one at a time.
  ///   - quarter: From when.
  ///   - base: The run in which nothing is lost.
  ///   - solver: The solver.
  ///   - jobs: Threads to use; the answer does not depend on it.
  ///   - progress: Is told the share of the work that is done.
  /// - Returns: What each does, in the order of the subjects.
  /// - Throws: `LinearProgramError` when a quarter's programme cannot be solved.
  public static func all(
    _ subjects: [Subject],
    from quarter: Quarter,
    base: Roadmap,
    solver: HighsSolver,
    jobs: Int,
    progress: @Sendable (Double) -> Void = { _ in }
  ) throws(LinearProgramError) -> [LossOfSupply] {
    guard let last = base.quarters.last?.quarter else { return [] }
    let end = min(last, quarter.advanced(by: 2 * duration - 1))
    var results = [Result<Roadmap, LinearProgramError>?](repeating: nil, count: subjects.count)
    results.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let slots = buffer
      let threads = max(1, min(jobs, subjects.count))
      // Each thread fills slots of its own, so the order does not depend on them.
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        for index in stride(from: thread, to: subjects.count, by: threads) {
          var industry = base.industry
          industry.events.append(subjects[index].event(from: quarter))
          let lacking = industry
          slots[index] = Result { () throws(LinearProgramError) -> Roadmap in
            try Roadmap(of: lacking, through: end, detail: .prices, solver: solver)
          }
          if thread == 0 { progress(Double(index + 1) / Double(subjects.count)) }
        }
      }
    }
    var losses: [LossOfSupply] = []
    for (subject, result) in zip(subjects, results) {
      guard let run = try result?.get() else { continue }
      losses.append(LossOfSupply(subject, from: quarter, run, against: base))
    }
    return losses
  }

  /// Compares a run with its base.
  private init(_ subject: Subject, from quarter: Quarter, _ run: Roadmap, against base: Roadmap) {
    self.subject = subject
    from = quarter
    func year(_ first: Int) -> Year {
      let span = (first..<first + Self.duration).map { quarter.advanced(by: $0) }
      let lost = span.compactMap(run.outcome(in:))
      let kept = span.compactMap(base.outcome(in:))
      guard lost.count == span.count, kept.count == span.count else {
        return Year(shipped: nil, deployed: nil, binding: [])
      }
      func ratio(_ figure: (RoadmapQuarter) -> Double) -> Double? {
        let usual = kept.reduce(0) { $0 + figure($1) }
        return usual > 0 ? lost.reduce(0) { $0 + figure($1) } / usual : nil
      }
      let counts = Layer.allCases.map { layer in
        (layer, lost.count { $0.binding.contains(layer) })
      }
      let binding = counts.filter { 2 * $0.1 >= span.count }.enumerated()
        .sorted { (-$0.element.1, $0.offset) < (-$1.element.1, $1.offset) }
      return Year(
        shipped: ratio(\.compute),
        deployed: ratio { $0.buyers.reduce(0) { $0 + $1.deployed } },
        binding: binding.map(\.element.0)
      )
    }
    during = year(0)
    after = year(Self.duration)
  }
}

extension LossOfSupply.Subject {
  /// The loss as an event.
  fileprivate func event(from quarter: Quarter) -> Event {
    let effect: Event.Effect =
      switch self {
      case .company(let name): .company(name, stage: nil, factor: 0)
      case .region(let name): .region(name, factor: 0)
      }
    return Event(
      id: "loss of \(name)",
      name: "loss of \(name)",
      date: quarter,
      duration: LossOfSupply.duration,
      effect: effect
    )
  }
}
