import Foundation

/// How the settings of the equalisers are searched.
public enum EqualiserSearchMode: String, CaseIterable, Sendable, Hashable {
  /// Every setting.
  case exhaustive
  /// A coarse grid over all gains and taps, then descent on the full grid from the best of it.
  case descent
  /// Every setting where they are few, else descent.
  case automatic
}

/// Finds the setting of the reference equaliser with the highest figure of merit.
///
/// The merit is a smooth function of gains and taps and the standards' grids are fine, so the
/// descent starts from a coarse grid over everything, keeps the best settings of many gains, and
/// walks on the full grid until no neighbour, diagonal ones among them, is better. Ties go to the
/// setting that comes first in the grid; threads only share out the work.
struct EqualiserSearch {
  /// The channel.
  let basis: ChannelBasis
  /// Threads.
  let jobs: Int
  /// How to search.
  let mode: EqualiserSearchMode
  /// The standard.
  private let standard: ChannelStandard
  /// Values of every transmitter tap.
  private let values: [[Double]]

  /// Settings below which every one is tried.
  static let exhaustiveLimit = 60_000

  /// A place in the grid: gain, slow gain, then taps.
  typealias Place = [Int]

  /// Prepares a search.
  init(_ basis: ChannelBasis, mode: EqualiserSearchMode, jobs: Int) {
    self.basis = basis
    self.mode = mode
    self.jobs = jobs
    standard = basis.standard
    values = basis.standard.transmitterTaps.map(\.values)
  }

  /// Number of places on each axis.
  private var sizes: [Int] {
    [standard.continuous.gains.count, standard.continuous.slowGains.count] + values.map(\.count)
  }

  /// Number of settings of the grid, those with too small a cursor among them.
  var size: Double { sizes.reduce(1) { $0 * Double($1) } }

  /// Best setting and number of settings that were tried.
  func best() -> (solution: EqualiserSolution, tried: Int)? {
    let exhaustive =
      mode == .exhaustive || (mode == .automatic && size <= Double(Self.exhaustiveLimit))
    if exhaustive { return everything() }
    return descended()
  }

  /// The transmitter's setting at a place, or nil where its cursor is too small.
  private func transmitter(_ place: Place) -> TransmitterSetting? {
    let taps = values.indices.map { values[$0][place[2 + $0]] }
    let setting = TransmitterSetting(standard.transmitterTaps, taps)
    return setting.cursor >= standard.minimumCursor - 1e-9 ? setting : nil
  }

  /// One worker: buffers and the setting of the gains last asked for.
  private struct Worker {
    /// The search.
    let search: EqualiserSearch
    /// Closed form of the discrete-time equaliser.
    var forward: FeedForwardSolver?
    /// Rules of the feedback receiver.
    let feedback: FeedbackSolver
    /// Gains of the setting that is kept.
    var gains: (Int, Int) = (-1, -1)
    /// The setting that is kept.
    var setting: ChannelSetting?
    /// Number of settings tried.
    var tried = 0

    /// Prepares a worker.
    init(_ search: EqualiserSearch) {
      self.search = search
      forward = search.standard.feedForward.map { FeedForwardSolver(search.standard, $0) }
      feedback = FeedbackSolver(search.standard)
    }

    /// The best of a place, or nil where it is not allowed or below the floor.
    mutating func solution(
      _ place: Place,
      stride: Int = 1,
      floor: Double = -.infinity
    ) -> EqualiserSolution? {
      guard let transmitter = search.transmitter(place) else { return nil }
      tried += 1
      let equaliser = search.standard.continuous
      if gains != (place[0], place[1]) || setting == nil {
        gains = (place[0], place[1])
        setting = search.basis.setting(
          gain: equaliser.gains[place[0]],
          slowGain: equaliser.slowGains[place[1]]
        )
      }
      guard let setting else { return nil }
      var solution = EqualiserSolution(merit: 0)
      if let found = forward?.best(setting, transmitter, stride: stride, floor: floor) {
        solution.merit = found.merit
        solution.cursor = found.cursor
        let before = search.standard.feedForward?.before ?? 0
        solution.forward = found.taps.map { $0 / found.taps[before] }
        solution.forwardPlaces = found.taps.indices.map { $0 - before }
        if !search.standard.feedback.limits.isEmpty {
          solution.feedback = [found.feedback]
          solution.feedbackPlaces = [1]
        }
      } else if forward != nil {
        return nil
      } else {
        guard let found = feedback.result(setting, transmitter), found.merit > floor else {
          return nil
        }
        solution.merit = found.merit
        solution.cursor = found.cursor
        solution.feedback = found.taps
        solution.feedbackPlaces = found.places
      }
      solution.gain = equaliser.gains[place[0]]
      solution.slowGain = equaliser.slowGains[place[1]]
      solution.transmitter = search.values.indices.map { search.values[$0][place[2 + $0]] }
      return solution
    }
  }

  /// Every place with the gains given.
  private func places(strides: [Int]) -> [Place] {
    var result: [Place] = [[]]
    for (axis, list) in values.enumerated() {
      // The last value, no equalisation on the side of negative taps, always belongs to the grid.
      var chosen = Array(stride(from: list.count - 1, through: 0, by: -strides[axis]))
      chosen.reverse()
      result = result.flatMap { place in chosen.map { place + [$0] } }
    }
    return result
  }

  /// Tries every setting.
  private func everything() -> (EqualiserSolution, Int)? {
    let places = places(strides: values.map { _ in 1 })
    let slow = standard.continuous.slowGains.count
    let parts = IndexedWork.map(standard.continuous.gains.count * slow, jobs: jobs) {
      part -> (EqualiserSolution?, Int) in
      var worker = Worker(self)
      var best: EqualiserSolution?
      for place in places {
        let whole = [part / slow, part % slow] + place
        let floor = best?.merit ?? -.infinity
        if let found = worker.solution(whole, floor: floor), found.merit > floor { best = found }
      }
      return (best, worker.tried)
    }
    return Self.joined(parts)
  }

  /// The best of parts, the first where equal.
  private static func joined(_ parts: [(EqualiserSolution?, Int)]) -> (EqualiserSolution, Int)? {
    var best: EqualiserSolution?
    for case (let found?, _) in parts where found.merit > (best?.merit ?? -.infinity) {
      best = found
    }
    let tried = parts.reduce(0) { $0 + $1.1 }
    return best.map { ($0, tried) }
  }

  /// Coarse grid, then descent.
  private func descended() -> (EqualiserSolution, Int)? {
    let strides = values.map { max(1, ($0.count + 2) / 4) }
    let coarse = places(strides: strides)
    let slow = standard.continuous.slowGains.count
    // Neighbouring gains differ little: every second gain is enough to start from.
    let gains = stride(from: 0, to: standard.continuous.gains.count, by: 2).flatMap { gain in
      stride(from: 0, to: slow, by: 2).map { (gain, $0) }
    }
    let starts = IndexedWork.map(gains.count, jobs: jobs) { index -> (Place, Double, Int)? in
      var worker = Worker(self)
      var best: (Place, Double)?
      for place in coarse {
        let whole = [gains[index].0, gains[index].1] + place
        let floor = best?.1 ?? -.infinity
        if let found = worker.solution(whole, stride: 8, floor: floor), found.merit > floor {
          best = (whole, found.merit)
        }
      }
      return best.map { ($0.0, $0.1, worker.tried) }
    }
    let ranked = starts.compactMap(\.self).enumerated().sorted {
      ($1.element.1, $0.offset) < ($0.element.1, $1.offset)
    }.map(\.element)
    let walked = IndexedWork.map(min(12, ranked.count), jobs: jobs) { index in
      descend(from: ranked[index].0)
    }
    guard let (solution, tried) = Self.joined(walked) else { return nil }
    return (solution, tried + ranked.reduce(0) { $0 + $1.2 })
  }

  /// The merit along each axis, the others staying at a solution.
  func sweeps(around solution: EqualiserSolution) -> [SettingSweep] {
    let equaliser = standard.continuous
    let nearest = { (list: [Double], value: Double) in
      list.indices.min { abs(list[$0] - value) < abs(list[$1] - value) } ?? 0
    }
    var start = [
      nearest(equaliser.gains, solution.gain), nearest(equaliser.slowGains, solution.slowGain),
    ]
    for (list, value) in zip(values, solution.transmitter) { start.append(nearest(list, value)) }
    let place = start
    let names = ["gain", "slow gain"] + standard.transmitterTaps.map { "c(\($0.position))" }
    let axes = [equaliser.gains, equaliser.slowGains] + values
    return axes.indices.filter { axes[$0].count > 1 }.map { axis in
      let merits = IndexedWork.map(axes[axis].count, jobs: jobs) { index in
        var worker = Worker(self)
        var other = place
        other[axis] = index
        return worker.solution(other)?.merit ?? .nan
      }
      return SettingSweep(name: names[axis], values: axes[axis], merits: merits)
    }
  }

  /// Walks on the full grid while a neighbour is better.
  private func descend(from start: Place) -> (EqualiserSolution?, Int) {
    var worker = Worker(self)
    guard var best = worker.solution(start) else { return (nil, worker.tried) }
    var place = start
    let sizes = sizes
    let axes = sizes.indices.filter { sizes[$0] > 1 }
    var seen: Set<Place> = [start]
    // Twice from coarse to fine: the merit has ridges along which only long diagonal steps rise.
    for reach in [8, 4, 2, 1, 4, 3, 2, 1] {
      var moved = true
      while moved {
        moved = false
        var candidates: [Place] = []
        for (order, axis) in axes.enumerated() {
          for sign in [-1, 1] {
            var one = place
            one[axis] += sign * reach
            candidates.append(one)
            for other in axes[(order + 1)...] {
              for second in [-1, 1] {
                var two = one
                two[other] += second * reach
                candidates.append(two)
              }
            }
          }
        }
        var better: (Place, EqualiserSolution)?
        // Sorted, so that the setting of the gains is made once for all places that share it.
        candidates.sort { $0.lexicographicallyPrecedes($1) }
        let inside = { (place: Place) in zip(place, sizes).allSatisfy { $0 >= 0 && $0 < $1 } }
        for candidate in candidates where inside(candidate) && seen.insert(candidate).inserted {
          let floor = better?.1.merit ?? best.merit
          if let found = worker.solution(candidate, floor: floor), found.merit > floor {
            better = (candidate, found)
          }
        }
        if let better {
          (place, best) = better
          moved = true
        }
      }
    }
    return (best, worker.tried)
  }
}
