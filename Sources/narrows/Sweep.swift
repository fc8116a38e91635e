import Catalog
import Foundation
import Quantities
import Scenarios
import Studies

/// The systems that a scenario with lists and ranges stands for, read one by one.
struct Sweep: Sendable {
  /// The scenarios.
  let space: ScenarioSpace
  /// Parts by name.
  let catalog: Catalog
  /// The file, for messages.
  let path: String

  /// Greatest number of systems that a sweep takes on.
  static let greatestCount = 10_000_000
  /// Greatest time that a sweep takes on [s].
  static let greatestTime = 30 * 86_400.0

  /// Why a system cannot be read.
  struct Refusal: Error {
    /// What is wrong with it.
    var diagnostics: Diagnostics
    /// The reasons in words.
    var texts: [String] {
      diagnostics.errors.map { error in
        error.field.map { "\($0): \(error.message)" } ?? error.message
      }
    }
  }

  /// Reads one system.
  func read(_ variant: Int) -> Result<AnyScenario, Refusal> {
    var diagnostics = Diagnostics()
    let read = ScenarioReader.any(
      space.variant(variant),
      folder: space.folder,
      catalog: catalog,
      into: &diagnostics
    )
    guard let read, !diagnostics.hasErrors else {
      return .failure(Refusal(diagnostics: diagnostics))
    }
    return .success(read)
  }

  /// The first system that can be read; what is wrong where none of those tried can, or where a named
  /// part is wrong in all of them.
  func first() throws -> AnyScenario {
    var found: AnyScenario?
    var all = Diagnostics()
    // A name that no system can use is a mistake, whatever else is searched.
    for place in space.axes.indices {
      // A long range is tried at places spread over it.
      let values = space.axes[place].values.count
      for value in stride(from: 0, to: values, by: max(1, values / 256)) {
        var own = Diagnostics()
        let works = variants(with: value, at: place).contains { variant in
          switch read(variant) {
          case .success(let read):
            if found == nil { found = read }
            return true
          case .failure(let refusal):
            if own.entries.isEmpty { own = refusal.diagnostics }
            return false
          }
        }
        let axis = space.axes[place].path
        if !works, own.errors.contains(where: { $0.field == axis }) {
          for error in own.errors where error.field == axis { all.add(error) }
        }
      }
    }
    if all.hasErrors { throw Failure.input(all) }
    if let found { return found }
    switch read(0) {
    case .success(let read): return read
    case .failure(let refusal): throw Failure.input(refusal.diagnostics)
    }
  }

  /// Systems that have a value of an axis, spread over the others; at most 64.
  private func variants(with value: Int, at place: Int) -> [Int] {
    let inner = space.axes[(place + 1)...].reduce(1) {
      $0.multipliedSaturating(by: $1.values.count)
    }
    let block = inner.multipliedSaturating(by: space.axes[place].values.count)
    guard space.count < .max, block < .max else { return [] }
    let others = space.count / space.axes[place].values.count
    let step = max(1, others / 64)
    return stride(from: 0, to: others, by: step).map { other in
      other / inner * block + value * inner + other % inner
    }
  }

  /// Reports objectives that do not suit the scenario's kind of workload.
  ///
  /// - Parameters:
  ///   - goals: What is looked for.
  ///   - known: Objectives of the kind of workload.
  /// - Throws: `Failure.input` where one does not suit.
  func check(_ goals: SearchGoals, among known: [Objective]) throws {
    var diagnostics = Diagnostics()
    for objective in goals.front where !known.contains(objective) {
      diagnostics.error(
        "\(objective.rawValue) does not suit this workload",
        file: path,
        field: "--pareto",
        hint: "choose among \(known.map(\.rawValue).joined(separator: ", "))"
      )
    }
    if diagnostics.hasErrors { throw Failure.input(diagnostics) }
  }

  /// Says how large a sweep is and how long it would take, and refuses one that would not end.
  func checkSize<Asked: Searched>(_ search: SystemSearch<Asked>, quiet: Bool) throws {
    guard space.count > 64 else { return }
    // Three systems tell how long one takes.
    let samples = Set([0, space.count / 2, space.count - 1])
    let start = Date()
    var plans = 0
    for sample in samples {
      var one = search
      one.count = 1
      one.read = { _ in search.read(sample) }
      one.progress = { _, _ in }
      plans += one(keep: { _ in }).planCount
    }
    let each = Date().timeIntervalSince(start) / Double(samples.count)
    let time = each * Double(space.count)
    let size =
      "\(Format.count(space.count)) systems with about"
      + " \(Format.significant(Double(plans) / Double(samples.count) * Double(space.count))) plans"
    if space.count > Self.greatestCount || time > Self.greatestTime {
      var diagnostics = Diagnostics()
      let most = space.axes.max { $0.values.count < $1.values.count }
      diagnostics.error(
        "\(size) would take about \(Format.duration(time)), more than can be searched",
        file: path,
        field: most?.path,
        hint: "narrow the lists and ranges, or write coarser steps such as step x2;"
          + " \(most?.path ?? "the longest") has \(Format.count(most?.values.count ?? 0)) values"
      )
      throw Failure.input(diagnostics)
    }
    if time > 10, !quiet {
      Console.error(
        "\(size): about \(Format.duration(time)); Ctrl-C ends it with the best so far.\n"
      )
    }
  }
}

extension Int {
  /// The product, or the greatest integer where it is more.
  fileprivate func multipliedSaturating(by other: Int) -> Int {
    let (product, isTooMuch) = multipliedReportingOverflow(by: other)
    return isTooMuch ? .max : product
  }
}
