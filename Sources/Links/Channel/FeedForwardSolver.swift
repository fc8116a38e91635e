import Foundation

/// What the receiver's equalisers were set to, and what that is worth.
public struct EqualiserSolution: Sendable, Hashable {
  /// Figure of merit by which settings are compared [dB].
  public var merit: Double
  /// Gain of the main stage at 0 Hz [dB].
  public var gain: Double = 0
  /// Gain of the slow stage at 0 Hz [dB].
  public var slowGain: Double = 0
  /// Values of the transmitter's taps, in the standard's order.
  public var transmitter: [Double] = []
  /// Taps of the discrete-time equaliser, the cursor being 1; empty where there is none.
  public var forward: [Double] = []
  /// Places of those taps, symbols after the cursor.
  public var forwardPlaces: [Int] = []
  /// Taps of the feedback equaliser, relative to the cursor.
  public var feedback: [Double] = []
  /// Places of those taps, symbols after the cursor.
  public var feedbackPlaces: [Int] = []
  /// Sample of the window at which a symbol is decided.
  var cursor: Int = 0
}

/// Sets the taps of the discrete-time equaliser in closed form, for every time of sampling at once.
///
/// Least mean square error (178A.1.8): minimise `wᵀRw + 1 + b² − 2wᵀh₀ − 2b wᵀh₁` under `wᵀh₀ = 1`,
/// where R is the Toeplitz matrix of signal and noise over the symbol's variance. With `u = R⁻¹h₀`
/// and `v = R⁻¹h₁` the minimum is known from the three products `h₀u`, `h₁u`, `h₁v`, so a setting
/// costs one Levinson recursion with two right-hand sides; four sampling times run side by side.
struct FeedForwardSolver {
  /// Four values, of four sampling times.
  typealias Lanes = SIMD4<Double>

  /// The standard.
  let standard: ChannelStandard
  /// Number of taps.
  let count: Int
  /// Taps before the cursor.
  let before: Int
  /// Limits of the taps.
  let limit: TapLimit
  /// Limits of the feedback tap; nought and nought where there is none.
  let feedback: TapLimit
  /// Correlation at the times being solved.
  private var row: [Lanes]
  /// Pulse at the taps.
  private var main: [Lanes]
  /// Pulse a symbol later at the taps.
  private var next: [Lanes]
  /// The recursion's predictor.
  private var predictor: [Lanes]
  /// The predictor before the step.
  private var old: [Lanes]
  /// Solution for the cursor.
  private var u: [Lanes]
  /// Solution for the feedback tap.
  private var v: [Lanes]

  /// Prepares for a standard with a discrete-time equaliser.
  init(_ standard: ChannelStandard, _ forward: FeedForwardEqualiser) {
    self.standard = standard
    count = forward.taps
    before = forward.before
    limit = forward.limit
    feedback = standard.feedback.limits.first ?? TapLimit(0, 0)
    let empty = [Lanes](repeating: .zero, count: forward.taps)
    (row, main, next, predictor, old, u, v) = (empty, empty, empty, empty, empty, empty, empty)
  }

  /// The best time of sampling, with the figure of merit there.
  struct Best {
    /// Figure of merit [dB].
    var merit: Double
    /// Sample of the window.
    var cursor: Int
    /// Taps, the cursor's response being 1.
    var taps: [Double]
    /// Feedback tap.
    var feedback: Double
  }

  /// Tries the sampling times within half a symbol of the peak, so many samples apart.
  ///
  /// Nil when none has a merit above the floor [dB].
  mutating func best(
    _ setting: ChannelSetting,
    _ transmitter: TransmitterSetting,
    stride: Int = 1,
    floor: Double = -.infinity
  ) -> Best? {
    let samples = setting.samples
    let lags = setting.lags
    let reach = (count + 2) * samples
    let start = setting.peak - reach
    var shaped = [Double](repeating: 0, count: 2 * reach)
    Self.shape(setting.pulse, transmitter, from: start, samples: samples, into: &shaped)
    var peak = reach
    for index in (reach - 2 * samples)..<(reach + 2 * samples) where shaped[index] > shaped[peak] {
      peak = index
    }
    let gamma = transmitter.correlation
    let common = shared(setting, gamma)
    let snr = pow(10, -standard.transmitterSignalToNoise / 10) / standard.symbolVariance
    var found: Best?
    var bar = floor
    let times = Array(Swift.stride(from: -samples / 2, through: samples / 2, by: stride))
    for group in Swift.stride(from: 0, to: times.count, by: 4) {
      for lane in 0..<4 {
        let time = peak + times[min(group + lane, times.count - 1)]
        let absolute = start + time
        let phase = ((absolute % samples) + samples) % samples
        let base = phase * lags
        for lag in 0..<count {
          var sum = gamma[0] * (setting.signal[base + lag] + setting.jitter[base + lag])
          for tap in 1..<max(1, gamma.count) where gamma[tap] != 0 {
            let up = base + lag + tap
            let down = base + abs(lag - tap)
            sum +=
              gamma[tap]
              * (setting.signal[up] + setting.jitter[up] + setting.signal[down]
                + setting.jitter[down])
          }
          row[lag][lane] = sum + snr * setting.signal[base + lag] + common[lag]
        }
        for tap in 0..<count {
          let place = time + (before - tap) * samples
          main[tap][lane] = place >= 0 && place < shaped.count ? shaped[place] : 0
          let later = place + samples
          next[tap][lane] = later >= 0 && later < shaped.count ? shaped[later] : 0
        }
      }
      let merits = solve(floor: bar)
      for lane in 0..<min(4, times.count - group) where merits.merit[lane] > bar {
        bar = merits.merit[lane]
        found = Best(
          merit: bar,
          cursor: start + peak + times[group + lane],
          taps: merits.taps.map { $0[lane] },
          feedback: merits.feedback[lane]
        )
      }
    }
    return found
  }

  /// The pulse behind the transmitter's equaliser, over a window.
  static func shape(
    _ pulse: [Double],
    _ transmitter: TransmitterSetting,
    from start: Int,
    samples: Int,
    into shaped: inout [Double]
  ) {
    for tap in transmitter.taps.indices where transmitter.taps[tap] != 0 {
      let weight = transmitter.taps[tap]
      let offset = start - (transmitter.first + tap) * samples
      let low = max(0, -offset)
      let high = min(shaped.count, pulse.count - offset)
      guard low < high else { continue }
      for index in low..<high { shaped[index] += weight * pulse[index + offset] }
    }
  }

  /// Correlation of everything that does not depend on the time of sampling, over the symbol's variance.
  private func shared(_ setting: ChannelSetting, _ gamma: [Double]) -> [Double] {
    let lags = setting.lags
    var result = (0..<count).map {
      setting.near[$0] + setting.noise[$0] / standard.symbolVariance
    }
    for aggressor in setting.far {
      var phase = 0
      var most = -Double.infinity
      for candidate in 0..<setting.samples {
        var power = gamma[0] * aggressor[candidate * lags]
        for tap in 1..<max(1, gamma.count) {
          power += 2 * gamma[tap] * aggressor[candidate * lags + tap]
        }
        if power > most { (most, phase) = (power, candidate) }
      }
      let base = phase * lags
      for lag in 0..<count {
        var sum = gamma[0] * aggressor[base + lag]
        for tap in 1..<max(1, gamma.count) {
          sum += gamma[tap] * (aggressor[base + lag + tap] + aggressor[base + abs(lag - tap)])
        }
        result[lag] += sum
      }
    }
    return result
  }

  /// Solves four sampling times; taps are given only where a lane is above the floor.
  private mutating func solve(
    floor: Double
  ) -> (merit: Lanes, taps: [Lanes], feedback: Lanes) {
    recursion()
    var e = Lanes.zero
    var g = Lanes.zero
    var q = Lanes.zero
    for tap in 0..<count {
      e += main[tap] * u[tap]
      g += next[tap] * u[tap]
      q += next[tap] * v[tap]
    }
    let one = Lanes(repeating: 1)
    let ratio = g / (one - q)
    let free = ratio / (e + g * ratio)
    let least = Lanes(repeating: feedback.minimum)
    let most = Lanes(repeating: feedback.maximum)
    var b = free.clamped(lowerBound: least, upperBound: most)
    let mu = (one - b * g) / e
    // With wᵀh₁ = μg + bq: wᵀRw − 1 + b² − 2b wᵀh₁.
    let reach: Lanes = mu * g + b * q
    var error: Lanes = mu * mu * e
    error += b * (mu * g)
    error += b * (b - reach)
    error -= one
    var merit = self.merit(error)
    var taps: [Lanes] = []
    // Limits on taps can only take away, so a time below the floor needs no look at them.
    if merit.max() > floor {
      taps = (0..<count).map { mu * u[$0] + b * v[$0] }
      let cursor = taps[before]
      var changed = SIMDMask<SIMD4<Int64>>(repeating: false)
      var limited = taps
      for tap in 0..<count where tap != before {
        let one = limit.minimum * cursor
        let other = limit.maximum * cursor
        limited[tap] = taps[tap].clamped(
          lowerBound: pointwiseMin(one, other),
          upperBound: pointwiseMax(one, other)
        )
        changed .|= limited[tap] .!= taps[tap]
      }
      if any(changed) {
        var scale = Lanes.zero
        for tap in 0..<count { scale += main[tap] * limited[tap] }
        var later = Lanes.zero
        for tap in 0..<count {
          limited[tap] /= scale
          later += next[tap] * limited[tap]
        }
        let clipped = later.clamped(lowerBound: least, upperBound: most)
        var power = Lanes.zero
        for lag in 0..<count {
          var sum = Lanes.zero
          for tap in 0..<(count - lag) { sum += limited[tap] * limited[tap + lag] }
          power += (lag == 0 ? 1 : 2) * row[lag] * sum
        }
        let other: Lanes = power - one + clipped * (clipped - 2 * later)
        error.replace(with: other, where: changed)
        b.replace(with: clipped, where: changed)
        for tap in 0..<count { taps[tap].replace(with: limited[tap], where: changed) }
        merit = self.merit(error)
      }
    }
    return (merit, taps, b)
  }

  /// Figures of merit of mean square errors over the symbol's variance [dB] (178A-36).
  private func merit(_ error: Lanes) -> Lanes {
    let step = standard.levelMismatch / Double(standard.levels - 1)
    var result = Lanes.zero
    for lane in 0..<4 {
      let square = error[lane] * standard.symbolVariance
      result[lane] = square > 0 ? 10 * log10(step * step / square) : -.infinity
    }
    return result
  }

  /// Levinson's recursion for two right-hand sides.
  private mutating func recursion() {
    let count = count
    row.withUnsafeBufferPointer { r in
      main.withUnsafeBufferPointer { y in
        next.withUnsafeBufferPointer { z in
          predictor.withUnsafeMutableBufferPointer { a in
            old.withUnsafeMutableBufferPointer { o in
              u.withUnsafeMutableBufferPointer { x in
                v.withUnsafeMutableBufferPointer { w in
                  var error = r[0]
                  x[0] = y[0] / r[0]
                  w[0] = z[0] / r[0]
                  for m in 1..<max(1, count) {
                    var sum = r[m]
                    for i in 1..<m { sum += a[i] * r[m - i] }
                    let k = -sum / error
                    for i in 1..<m { o[i] = a[i] }
                    for i in 1..<m { a[i] = o[i] + k * o[m - i] }
                    a[m] = k
                    error *= 1 - k * k
                    var first = y[m]
                    var second = z[m]
                    for i in 0..<m {
                      first -= x[i] * r[m - i]
                      second -= w[i] * r[m - i]
                    }
                    first /= error
                    second /= error
                    for i in 1..<m {
                      x[i] += first * a[m - i]
                      w[i] += second * a[m - i]
                    }
                    x[0] += first * a[m]
                    w[0] += second * a[m]
                    x[m] = first
                    w[m] = second
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
