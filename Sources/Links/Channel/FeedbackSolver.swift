import Foundation

/// Judges a setting of a receiver whose only discrete-time equaliser is its feedback (93A.1.6).
struct FeedbackSolver {
  /// The standard.
  let standard: ChannelStandard
  /// Symbols after the cursor that any tap may reach.
  let span: Int

  /// Prepares for a standard.
  init(_ standard: ChannelStandard) {
    self.standard = standard
    span = max(
      standard.feedback.limits.count,
      standard.feedback.groups > 0 ? standard.feedback.span : 0
    )
  }

  /// What a setting gives.
  struct Result {
    /// Figure of merit [dB].
    var merit: Double
    /// Sample of the window.
    var cursor: Int
    /// Taps, relative to the cursor.
    var taps: [Double]
    /// Places of the taps, symbols after the cursor.
    var places: [Int]
  }

  /// The figure of merit of a setting.
  func result(_ setting: ChannelSetting, _ transmitter: TransmitterSetting) -> Result? {
    let samples = setting.samples
    let lags = setting.lags
    let start = setting.peak - 5 * samples
    var shaped = [Double](repeating: 0, count: (span + 10) * samples)
    FeedForwardSolver.shape(
      setting.pulse,
      transmitter,
      from: start,
      samples: samples,
      into: &shaped
    )
    let middle = 5 * samples
    var peak = middle
    for index in (middle - 2 * samples)..<(middle + 2 * samples) where shaped[index] > shaped[peak]
    {
      peak = index
    }
    guard let cursor = decisionTime(shaped, peak: peak, samples: samples) else { return nil }
    let height = shaped[cursor]
    let (taps, places) = feedback(shaped, cursor: cursor, samples: samples)
    let gamma = transmitter.correlation
    let phase = (((start + cursor) % samples) + samples) % samples
    let base = phase * lags
    let power = { (values: [Double], base: Int) in
      var sum = gamma[0] * values[base]
      for tap in 1..<max(1, gamma.count) { sum += 2 * gamma[tap] * values[base + tap] }
      return sum
    }
    var interference = power(setting.signal, base) - height * height
    for (tap, place) in zip(taps, places) {
      let before = shaped[cursor + place * samples]
      let after = before - tap * height
      interference += after * after - before * before
    }
    var crosstalk = setting.near[0]
    for aggressor in setting.far {
      crosstalk += (0..<samples).reduce(0) { max($0, power(aggressor, $1 * lags)) }
    }
    let variance = standard.symbolVariance
    let noise =
      height * height * pow(10, -standard.transmitterSignalToNoise / 10)
      + variance * (max(0, interference) + power(setting.jitter, base) + crosstalk)
      + setting.noise[0]
    let amplitude = standard.levelMismatch * height / Double(standard.levels - 1)
    return Result(
      merit: 10 * log10(amplitude * amplitude / noise),
      cursor: start + cursor,
      taps: taps,
      places: places
    )
  }

  /// When the symbol is decided (93A-25): the samples a symbol before and after are equal once the
  /// first feedback tap is taken off.
  ///
  /// The last change of sign before the peak counts; without one, the time of the least difference.
  private func decisionTime(_ pulse: [Double], peak: Int, samples: Int) -> Int? {
    let limit = standard.feedback.limits.first ?? TapLimit(0, 0)
    let residual = { (index: Int) -> Double in
      let height = pulse[index]
      let tap = min(limit.maximum, max(limit.minimum, pulse[index + samples] / height))
      return pulse[index - samples] - (pulse[index + samples] - tap * height)
    }
    var least = Double.infinity
    var best: Int?
    var crossing: Int?
    for index in (peak - samples)...(peak + samples) where pulse[index] > 0 {
      let value = residual(index)
      if abs(value) < least { (least, best) = (abs(value), index) }
      guard index > peak - samples, index <= peak, pulse[index - 1] > 0 else { continue }
      let before = residual(index - 1)
      if (before < 0) != (value < 0) {
        crossing = abs(before) < abs(value) ? index - 1 : index
      }
    }
    return crossing ?? best
  }

  /// Feedback taps by the pulse, within their limits, and where they stand.
  private func feedback(
    _ pulse: [Double],
    cursor: Int,
    samples: Int
  ) -> (taps: [Double], places: [Int]) {
    let height = pulse[cursor]
    let clamp = { (place: Int, limit: TapLimit) in
      min(limit.maximum, max(limit.minimum, pulse[cursor + place * samples] / height))
    }
    let rules = standard.feedback
    var taps: [Double] = []
    var places: [Int] = []
    for (index, limit) in rules.limits.enumerated() {
      taps.append(clamp(index + 1, limit))
      places.append(index + 1)
    }
    var taken = Set(places)
    for _ in 0..<rules.groups {
      var most = 0.0
      var chosen: Int?
      let last = rules.span - rules.groupTaps + 1
      for start in (rules.limits.count + 1)..<max(rules.limits.count + 1, last + 1) {
        let group = start..<(start + rules.groupTaps)
        guard group.allSatisfy({ !taken.contains($0) }) else { continue }
        let gain = group.reduce(0.0) { sum, place in
          let before = pulse[cursor + place * samples] / height
          let after = before - clamp(place, rules.groupLimit)
          return sum + before * before - after * after
        }
        if gain > most { (most, chosen) = (gain, start) }
      }
      guard let chosen else { break }
      for place in chosen..<(chosen + rules.groupTaps) {
        taken.insert(place)
        taps.append(clamp(place, rules.groupLimit))
        places.append(place)
      }
    }
    return (taps, places)
  }
}
