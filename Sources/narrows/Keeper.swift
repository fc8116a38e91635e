import Catalog
import Foundation
import Quantities
import Reports
import Runs
import Scenarios
import Studies

/// Keeps a search in the store of runs, and takes up one that was cut off.
struct Keeper<Asked: Searched> where Asked.Answer: ReportedDesign {
  /// The kind of record that is kept of a system.
  typealias Record = SystemRecord<Asked.Answer.Plan>

  /// The run, nil when nothing is kept.
  private let run: OpenRun?
  /// Records of systems that were searched before.
  let known: [Int: Record]

  /// Opens the store and begins a run, or goes on with one that was cut off.
  init(
    _ options: StoreOptions,
    first: Asked,
    goals: SearchGoals,
    space: ScenarioSpace,
    options catalogs: String,
    seed: UInt64,
    isQuiet: Bool
  ) throws {
    let store: RunStore?
    do {
      store = try options.open()
    } catch let failure as Failure {
      // A usual place that cannot be written to is no reason not to answer.
      guard options.file == nil, case .file(let text) = failure else { throw failure }
      if !isQuiet { Console.error("remark: this run is not kept: \(text)\n") }
      store = nil
    }
    guard let store else {
      run = nil
      known = [:]
      return
    }
    let words = [
      "--objective \(goals.objective.rawValue)", "--top \(goals.top)",
      goals.front.isEmpty ? "" : "--pareto \(goals.front.map(\.rawValue).joined(separator: ","))",
      catalogs,
    ]
    do {
      let run = try store.begin(
        RunQuestion(
          command: "search",
          name: first.name,
          scenario: SearchReport<Asked>.question(first, axes: space.axes),
          options: words.filter { !$0.isEmpty }.joined(separator: " "),
          programVersion: Narrows.version,
          catalogVersion: Catalog.version,
          seed: seed,
          pieces: space.count,
          objective: goals.objective.rawValue
        )
      )
      let decoder = JSONDecoder()
      known = run.done.compactMapValues { text in
        try? decoder.decode(Record.self, from: Data(text.utf8))
      }
      self.run = run
      if run.isResumed, !isQuiet {
        Console.error(
          "Run \(run.id) goes on: \(Format.count(known.count)) of \(Format.count(space.count))"
            + " systems are done.\n"
        )
      }
    } catch {
      throw Failure(error)
    }
  }

  /// Keeps the records of a block of systems.
  func keep(_ block: [(variant: Int, record: Record)]) throws {
    guard let run, !block.isEmpty else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let pieces = try block.map { variant, record in
      Piece(variant, payload: String(decoding: try encoder.encode(record), as: UTF8.self))
    }
    do { try run.record(pieces) } catch {
      throw Failure(error)
    }
  }

  /// Keeps the designs of a report and closes the run.
  func finish(_ report: SearchReport<Asked>) throws {
    guard let run else { return }
    let designs = report.kept.map { rank, isFront, setting, design in
      KeptDesign(
        rank: rank,
        kind: isFront ? .front : .best,
        name: report.name,
        settings: setting,
        plan: design.planWords,
        isFeasible: design.isFeasible,
        figures: [
          KeptDesign.Figure(
            report.result.goals.objective.rawValue,
            unit: report.result.goals.objective.unit,
            value: design.objective
          )
        ]
          + design.figures.map { KeptDesign.Figure($0.key, unit: $0.unit, value: $0.value) }
      )
    }
    do {
      try run.finish(
        report.result.isProven ? .done : .interrupted,
        summary: report.headline,
        designs: designs
      )
    } catch {
      throw Failure(error)
    }
  }
}
