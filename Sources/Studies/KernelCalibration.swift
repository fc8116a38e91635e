public import Compute
import Foundation
public import Workloads

/// Fits a machine's kernel constants to half of its measured kernels.
public struct KernelCalibration: Sendable {
  /// The machine.
  public var accelerator: Accelerator
  /// All measured kernels of the machine; those outside the fitted half are left alone.
  public var cases: [KernelCase]
  /// Weight of the power errors against the time errors, where power was recorded.
  public var powerWeight = 0.15
  /// The shortest kernel whose recorded power is believed [s].
  ///
  /// The meter averages over tens of milliseconds and a short loop ends before it settles.
  public var powerTime = 100e-6
  /// Whether all cases are fitted rather than the half that leaves the other for a test.
  public var takesAll = false
  /// Whether energies are fitted where power was recorded; else those given are kept.
  public var fitsEnergy = true
  /// Rounds of the search for each group of constants.
  public var rounds = 2

  /// A calibration of one machine.
  public init(accelerator: Accelerator, cases: [KernelCase]) {
    self.accelerator = accelerator
    self.cases = cases
  }

  /// One constant that a search may move.
  struct Dial {
    /// Least value.
    var lower: Double
    /// Greatest value.
    var upper: Double
    /// Where it is held.
    var path: WritableKeyPath<KernelConstants, Double>
  }

  /// The dials of one group of constants, without those named.
  static func dials<Group: ConstantGroup>(
    _ group: WritableKeyPath<KernelConstants, Group>,
    except: Set<String> = []
  ) -> [Dial] {
    Group.fields.filter { !except.contains($0.name) }.map {
      Dial(
        lower: $0.lower,
        upper: $0.upper,
        path: group.appending(path: $0.path)
      )
    }
  }

  /// Mean absolute log error of time, plus the weighted one of power.
  func loss(_ constants: KernelConstants, _ cases: [KernelCase]) -> Double {
    let machine = TiledMachine(accelerator: accelerator, constants: constants, issue: .eager)
    var time = 0.0
    var power = 0.0
    var metered = 0.0
    for item in cases {
      let point = item.predicted(on: machine)
      time += abs(log(point.seconds / item.measuredSeconds))
      if let measured = item.measuredPower, item.measuredSeconds > powerTime {
        power += abs(log(point.power / measured))
        metered += 1
      }
    }
    let count = Double(max(cases.count, 1))
    return time / count + (metered > 0 ? powerWeight * power / metered : 0)
  }

  /// Whether a case takes part in the fit.
  func isUsed(_ item: KernelCase) -> Bool { takesAll || item.isFitted }

  /// Moves the dials to lower the loss over the cases, in log space between their bounds.
  func search(
    _ start: KernelConstants,
    dials: [Dial],
    cases: [KernelCase],
    evaluations: Int = 2000,
    starts: Int = 2
  ) -> KernelConstants {
    guard !cases.isEmpty, !dials.isEmpty else { return start }
    func set(_ point: [Double]) -> KernelConstants {
      var constants = start
      for (dial, x) in zip(dials, point) {
        constants[keyPath: dial.path] = min(max(exp(x), dial.lower), dial.upper)
      }
      return constants
    }
    let cost = { (point: [Double]) in
      var outside = 0.0
      for (dial, x) in zip(dials, point) {
        outside += max(0, x - log(dial.upper)) + max(0, log(max(dial.lower, 1e-30)) - x)
      }
      return self.loss(set(point), cases) + 0.1 * outside
    }
    let first = dials.map { log(max(start[keyPath: $0.path], max($0.lower, 1e-30))) }
    var best = NelderMead.Result(point: first, value: cost(first))
    for trial in 0..<starts {
      // Later trials start where every other constant is moved one way or the other.
      var point = first
      for axis in point.indices where trial > 0 {
        point[axis] += (axis * 7 + trial * 5) % 3 == 0 ? 0.7 : (axis + trial) % 2 == 0 ? -0.7 : 0
      }
      var found = NelderMead.Result(point: point, value: cost(point))
      for round in 0..<rounds {
        for size in [0.6, 0.15] {
          let step = point.indices.map { (($0 + round) % 2 == 0 ? 1 : -1) * size }
          let next = NelderMead.minimise(
            from: found.point,
            step: step,
            evaluations: evaluations,
            cost
          )
          if next.value < found.value { found = next }
        }
      }
      if found.value < best.value { best = found }
    }
    return set(best.point)
  }

  /// Fits every kind and format that has cases, starting from the given constants.
  public func fitted(from start: KernelConstants) -> KernelConstants {
    var constants = gemm(start, .bf16)
    for format in NumberFormat.allCases where format != .bf16 {
      constants = gemm(constants, format)
    }
    constants = decode(prefill(constants))
    for format in NumberFormat.allCases { constants = mixture(constants, format) }
    return constants
  }

  /// Fits the matrix constants of one format.
  public func gemm(_ start: KernelConstants, _ format: NumberFormat) -> KernelConstants {
    let half = cases.filter { $0.kind == .gemm && $0.format == format && isUsed($0) }
    guard !half.isEmpty else { return start }
    var constants = start
    let index = format.index
    var except: Set<String> = [
      "dispatch", "dispatch-narrow", "tile-step", "split-length", "split-most",
    ]
    if !format.isQuantised { except.formUnion(["quantise", "quantise-bandwidth"]) }
    if !fitsEnergy || !half.contains(where: { $0.measuredPower != nil }) {
      except.formUnion(["energy-per-flop", "energy-per-byte"])
    }
    if format != .bf16 {
      // Memory is the same whatever the format; only long bf16 kernels tell its energy well.
      except.insert("energy-per-byte")
      if fitsEnergy { constants.gemm[index].energyPerByte = memoryEnergy(constants) }
    }
    if constants.gemm[index].serial == 0 {
      if takesAll { except.insert("serial") } else { constants.gemm[index].serial = 0.05 }
    }
    constants.gemm[index].dispatch = Self.hostTime(half) { $0 >= 32 }
    constants.gemm[index].dispatchNarrow = Self.hostTime(half) { $0 < 32 }
    var dials = Self.dials(\.gemm[index], except: except)
    if format == .bf16 {
      // How far short kernels outran the power limit is a fact about the loop, not the format.
      dials += Self.dials(\.loop, except: ["cache-share", "all-choices"])
    }
    // Choices of form are made on half of the cases and kept.
    if takesAll { return search(constants, dials: dials, cases: half, evaluations: 800, starts: 1) }
    // How a library splits and whether it adapts its tiles are choices: each is tried.
    var best = search(constants, dials: dials, cases: half)
    let choices = [(512.0, 16.0), (1024, 16), (512, 4), (512, 3), (1024, 8)]
    for (length, most) in choices {
      var other = constants
      other.gemm[index].splitLength = length
      other.gemm[index].splitMost = most
      other.gemm[index].split = 2e-6
      other.gemm[index].step = most < 8 ? 1e-9 : 1.5e-9
      other = search(other, dials: dials, cases: half, starts: 1)
      if loss(other, half) < loss(best, half) { best = other }
    }
    var adaptive = best
    adaptive.gemm[index].tileStep = 8
    adaptive = search(adaptive, dials: dials, cases: half, starts: 1)
    return loss(adaptive, half) < loss(best, half) ? adaptive : best
  }

  /// The host's time to issue a product, where it shows as a floor under the shortest kernels [s].
  ///
  /// A floor is there when the fastest quarter of a wide range of sizes differs by less than
  /// a sixth; its eighth part is taken, beyond lucky runs and below real growth.
  static func hostTime(_ cases: [KernelCase], rows: (Int) -> Bool) -> Double {
    let times =
      cases.compactMap { item -> Double? in
        guard case .matrix(let operation) = item.work, operation.format.isQuantised,
          rows(operation.m)
        else { return nil }
        return item.measuredSeconds
      }.sorted()
    guard times.count > 40, times[times.count / 4] < 1.16 * times[times.count / 50] else {
      return 0
    }
    return times[times.count / 8]
  }

  /// Fits the constants of attention over many queries.
  public func prefill(_ start: KernelConstants) -> KernelConstants {
    let half = cases.filter { $0.kind == .prefill && isUsed($0) }
    guard !half.isEmpty else { return start }
    var except: Set<String> = ["backward", "energy-per-byte"]
    var start = start
    if fitsEnergy { start.prefill.energyPerByte = memoryEnergy(start) }
    if !half.contains(where: { $0.format.isQuantised }) { except.insert("efficiency-narrow") }
    if !half.contains(where: { Self.isNarrowCache($0) }) {
      except.formUnion(["narrow-cache", "launch-narrow"])
    }
    if !fitsEnergy || !half.contains(where: { $0.measuredPower != nil }) {
      except.formUnion(["energy-per-flop", "energy-per-byte"])
    }
    return search(start, dials: Self.dials(\.prefill, except: except), cases: half)
  }

  /// Fits the constants of decoding attention, after those of prefill.
  public func decode(_ start: KernelConstants) -> KernelConstants {
    let half = cases.filter { $0.kind == .decode && isUsed($0) }
    guard !half.isEmpty else { return start }
    var except: Set<String> = ["energy-per-byte"]
    if !half.contains(where: { Self.isNarrowCache($0) }) { except.insert("bandwidth-narrow") }
    var start = start
    if fitsEnergy {
      start.decode.energyPerByte = memoryEnergy(start)
      start.vector.energyPerByte = memoryEnergy(start)
    }
    let dials = Self.dials(\.decode, except: except)
    let all = search(start, dials: dials, cases: half)
    var halved = start
    halved.loop.cacheShare = 0.5
    halved = search(halved, dials: dials, cases: half)
    return loss(halved, half) < 0.95 * loss(all, half) ? halved : all
  }

  /// Fits the constants of experts in one format.
  public func mixture(_ start: KernelConstants, _ format: NumberFormat) -> KernelConstants {
    let half = cases.filter { $0.kind == .moe && $0.format == format && isUsed($0) }
    guard !half.isEmpty else { return start }
    var except: Set<String> = ["energy-per-byte"]
    if !fitsEnergy || !half.contains(where: { $0.measuredPower != nil }) {
      except.insert("energy-per-flop")
    }
    var start = start
    if fitsEnergy { start.moe[format.index].energyPerByte = memoryEnergy(start) }
    if start.moe[format.index].serial == 0 { start.moe[format.index].serial = 0.1 }
    if start.moe[format.index].panel == 0 { start.moe[format.index].panel = 1000 }
    func searched(_ constants: KernelConstants, evaluations: Int) -> KernelConstants {
      search(
        constants,
        dials: Self.dials(\.moe[format.index], except: except),
        cases: half,
        evaluations: evaluations,
        starts: 1
      )
    }
    let own = searched(start, evaluations: 1000)
    // Whether the loop multiplied the choices of foreign experts is tried where it is unknown.
    guard !takesAll, start.loop.allChoices == 0 else { return own }
    start.loop.allChoices = 1
    let every = searched(start, evaluations: 250)
    guard loss(every, half) < 0.9 * loss(own, half) else { return own }
    return searched(every, evaluations: 1000)
  }

  /// Energy per byte of memory as long bf16 products show it [J/B].
  private func memoryEnergy(_ constants: KernelConstants) -> Double {
    constants.gemm[NumberFormat.bf16.index].energyPerByte
  }

  /// Whether a case reads an 8-bit cache.
  private static func isNarrowCache(_ item: KernelCase) -> Bool {
    guard case .attention(let operation) = item.work else { return false }
    return operation.cache.isQuantised
  }
}
