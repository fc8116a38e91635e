import Compute
import Foundation
import Quantities
public import Scenarios
public import Serving

/// Fits the constants of a serving engine to measured runs.
///
/// Half of the runs, chosen by a hash of what ran, are fitted; the other half only scored. A weak
/// pull towards the start keeps constants that no run speaks of where they were.
public struct EngineCalibration: Sendable {
  /// A measured run.
  public struct Run: Sendable {
    /// What ran.
    public var run: InferenceCaseResolver.Resolved
    /// Measured time to the first token [s].
    public var first: Double?
    /// Measured time per output token [s].
    public var token: Double?
    /// Measured output tokens per second: of one generating chip when `perChip`, else of all.
    public var throughput: Double?
    /// Whether `throughput` is that of one chip.
    public var perChip: Bool
    /// A key of what ran: runs of equal keys go to the same half.
    public var key: String

    /// Takes the measured values of a row.
    public init(row: InferenceCase, run: InferenceCaseResolver.Resolved) {
      self.run = run
      first = row.timeToFirstToken
      token = row.timePerOutputToken
      perChip = row.throughputPerChip != nil
      throughput = row.throughputPerChip ?? row.throughput
      key = [
        "model", "precision", "hardware", "num_chips", "tp", "pp", "ep", "attn_dp", "prefill_cfg",
        "decode_cfg", "isl", "osl", "concurrency", "batch", "qps",
      ].map { row.text($0) ?? "" }.joined(separator: "|")
    }

    /// Whether the fit may see it: a bit of the FNV-1a hash of its key.
    public var isFitted: Bool {
      var hash: UInt64 = 14_695_981_039_346_656_037
      for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
      return (hash >> 17) & 1 == 0
    }
  }

  /// Signed errors of a run, predicted over measured less one.
  public struct Errors: Hashable, Sendable {
    /// Of the time to the first token.
    public var first: Double?
    /// Of the time per output token.
    public var token: Double?
    /// Of the throughput.
    public var throughput: Double?
  }

  /// The runs.
  public var runs: [Run]
  /// Whether the half that is usually held back is fitted too.
  public var fitsAll = false
  /// Constants that are fitted, all when nil; the others stay as the file has them.
  public var names: Set<String>?
  /// Weight of the first token's time under load beside that of the others.
  public var firstWeight = 0.5
  /// Pull towards the start, per square of a ratio's logarithm or of a move over half its range.
  public var pull = 0.006

  /// Takes the runs of one engine.
  public init(runs: [Run]) { self.runs = runs }

  /// The signed errors of some runs under an engine.
  ///
  /// - Parameters:
  ///   - stack: The engine.
  ///   - fitted: Which half.
  /// - Returns: Errors, one entry a run.
  public func errors(_ stack: ServingStack, fitted: Bool) -> [Errors] {
    runs.filter { $0.isFitted == fitted }.map { Self.errors($0, stack) }
  }

  /// The engine with its constants fitted, from where they are.
  public func fitted(from start: ServingStack) -> ServingStack {
    let seen = runs.filter { fitsAll || $0.isFitted }
    guard !seen.isEmpty else { return start }
    let fields = ServingStack.fields.filter { names?.contains($0.name) ?? true }
    let origin = fields.map { start[keyPath: $0.path] }
    func stack(_ values: [Double]) -> ServingStack {
      var result = start
      for (field, value) in zip(fields, values) { result[keyPath: field.path] = value }
      return result
    }
    let walk = CoordinateWalk(ranges: fields.map { $0.lower...$0.upper })
    let best = walk.least(from: origin) { values in
      let trial = stack(values)
      var losses = [Double](repeating: 0, count: seen.count)
      losses.withUnsafeMutableBufferPointer { buffer in
        nonisolated(unsafe) let buffer = buffer
        let chunk = 16
        DispatchQueue.concurrentPerform(iterations: (seen.count + chunk - 1) / chunk) { part in
          for index in part * chunk..<min(seen.count, (part + 1) * chunk) {
            buffer[index] = loss(seen[index], trial)
          }
        }
      }
      var moved = 0.0
      for (index, field) in fields.enumerated() {
        // Ratios are as far from 1 at a half as at two.
        let isRatio = field.lower > 0 && origin[index] > 0
        let share =
          isRatio
          ? log(values[index] / origin[index])
          : 2 * (values[index] - origin[index]) / (field.upper - field.lower)
        moved += share * share
      }
      return Statistics.sum(losses) / Double(seen.count) + pull * moved
    }
    return stack(best)
  }

  /// How far a prediction is off: mostly the absolute error, with some weight on the tail.
  private func loss(_ run: Run, _ stack: ServingStack) -> Double {
    let errors = Self.errors(run, stack)
    func off(_ error: Double?) -> Double? {
      error.map {
        let off = abs(log(max(0.02, 1 + $0)))
        return off + 0.7 * off * off
      }
    }
    let token = off(errors.token)
    let throughput = off(errors.throughput)
    var sum = 0.0
    var weight = 0.0
    if let token {
      sum += token
      weight += 1
    }
    if let throughput {
      sum += 0.7 * throughput
      weight += 0.7
    }
    if let first = off(errors.first) {
      // Without other requests it is no less certain than the rest.
      let isAlone = run.run.mode == .batch || run.run.mode == .singleStream
      let share = isAlone ? 1 : firstWeight
      sum += share * first
      weight += share
    }
    return weight > 0 ? sum / weight : 0
  }

  /// The signed errors of a run under an engine.
  static func errors(_ run: Run, _ stack: ServingStack) -> Errors {
    let estimate = run.run.estimate(with: stack)
    guard estimate.isFeasible else { return Errors() }
    return Errors(
      first: run.first.map { run.run.firstToken(estimate) / $0 - 1 },
      token: run.token.map { estimate.timePerOutputToken / $0 - 1 },
      throughput: run.throughput.map {
        run.run.throughput(estimate, perChip: run.perChip) / $0 - 1
      }
    )
  }
}

extension EngineCalibration {
  /// The constants of an engine as a fragment of its file.
  public static func yaml(_ stack: ServingStack) -> String {
    var lines: [String] = []
    var groups: [Substring] = []
    func text(_ field: ConstantField<ServingStack>) -> String {
      let value = stack[keyPath: field.path]
      return field.unit.isEmpty
        ? Format.significant(value, digits: 4)
        : Format.plain(value, unit: field.unit, digits: 4)
    }
    for field in ServingStack.fields {
      let parts = field.name.split(separator: ".")
      guard parts.count == 2 else {
        lines.append("\(field.name): \(text(field))")
        continue
      }
      guard !groups.contains(parts[0]) else { continue }
      groups.append(parts[0])
      lines.append("\(parts[0]):")
      for member in ServingStack.fields where member.name.hasPrefix(parts[0] + ".") {
        lines.append("  \(member.name.dropFirst(parts[0].count + 1)): \(text(member))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
