public import Catalog
import Dispatch
import Documents
public import Quantities
public import Scenarios

/// Answers a question about one link, or each of a sweep.
public struct LinkStudy: Sendable {
  /// The fields that have several values.
  public var axes: [Axis]
  /// One answer for each choice of values, the last field fastest; one alone without a sweep.
  public var points: [Point]

  /// One choice of values and its answer.
  public struct Point: Sendable {
    /// The values of the fields that have several.
    public var setting: [(path: String, text: String)]
    /// The answer.
    public var findings: LinkFindings
  }

  /// The most choices that one file may ask for.
  public static let limit = 20_000

  /// Answers every choice that a file asks for.
  ///
  /// - Parameters:
  ///   - space: The choices.
  ///   - catalog: Technologies by name.
  ///   - seed: Seed of random numbers, the same for each choice.
  ///   - jobs: Threads to use; the answers do not depend on it.
  ///   - diagnostics: Receives everything that is wrong with any choice, each once.
  /// - Returns: The answers, or nil when anything is wrong.
  public static func answer(
    _ space: ScenarioSpace,
    catalog: Catalog,
    seed: UInt64,
    jobs: Int,
    into diagnostics: inout Diagnostics
  ) -> LinkStudy? {
    let axes = space.axes.filter { $0.values.count > 1 }
    guard space.count <= limit else {
      for axis in axes {
        diagnostics.error(
          "\(Format.count(space.count)) choices are more than the \(Format.count(limit)) that one"
            + " file may ask for",
          file: axis.location.file,
          line: axis.location.line > 0 ? axis.location.line : nil,
          field: axis.path,
          hint: "write fewer values"
        )
      }
      return nil
    }
    var questions: [LinkQuestion] = []
    for index in 0..<space.count {
      let read = LinkReader.read(space.variant(index), catalog: catalog, into: &diagnostics)
      // What is wrong with many choices is wrong with the first ones already.
      guard diagnostics.errors.count < 50 else { return nil }
      if let read { questions.append(read) }
    }
    guard !diagnostics.hasErrors, questions.count == space.count else { return nil }
    let asked = questions
    let isSweep = asked.count > 1
    var findings: [LinkFindings?] = Array(repeating: nil, count: asked.count)
    findings.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let slots = buffer
      let threads = max(1, min(jobs, asked.count))
      // Each thread fills slots of its own, so the order does not depend on them.
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        for index in stride(from: thread, to: asked.count, by: threads) {
          slots[index] = LinkFindings(asked[index], seed: seed, isPoint: isSweep)
        }
      }
    }
    let points = findings.enumerated().compactMap { index, found in
      found.map { findings in
        Point(
          setting: space.setting(index).filter { value in
            axes.contains { $0.path == value.path }
          },
          findings: findings
        )
      }
    }
    return LinkStudy(axes: axes, points: points)
  }
}
