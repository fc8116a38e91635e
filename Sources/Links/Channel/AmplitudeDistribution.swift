import Foundation

/// Probability of sums of independent symbols, each weighted by a sample of a response (93A-40).
struct AmplitudeDistribution: Sendable {
  /// Width of a bin [V].
  let step: Double
  /// Probability by bin; the middle is 0 V.
  private(set) var bins: [Double] = [1]
  /// Levels of a symbol.
  private let levels: Int

  /// A distribution of nothing.
  init(step: Double, levels: Int) {
    self.step = step
    self.levels = levels
  }

  /// Adds the sum of equally likely levels from −h to h for every sample h.
  mutating func add(_ samples: [Double]) {
    for sample in samples {
      let shifts = (0..<levels).map { level in
        let part = 2 * Double(level) / Double(levels - 1) - 1
        return Int((part * sample / step).rounded())
      }
      let reach = shifts.reduce(0) { max($0, abs($1)) }
      guard reach > 0 else { continue }
      let count = bins.count
      var wider = [Double](repeating: 0, count: count + 2 * reach)
      let weight = 1 / Double(levels)
      bins.withUnsafeBufferPointer { old in
        wider.withUnsafeMutableBufferPointer { new in
          for shift in shifts {
            let base = reach + shift
            for index in 0..<count { new[base + index] += weight * old[index] }
          }
        }
      }
      // Tails far below any error ratio only cost time.
      var cut = 0
      while cut < count / 2, wider[cut] < 1e-30, wider[wider.count - 1 - cut] < 1e-30 { cut += 1 }
      bins = cut > 0 ? Array(wider[cut..<(wider.count - cut)]) : wider
    }
  }

  /// Probability that this and Gaussian noise of the deviation given [V] lie below a level [V].
  func probability(below level: Double, deviation: Double) -> Double {
    let middle = bins.count / 2
    var sum = 0.0
    for (index, bin) in bins.enumerated() where bin > 0 {
      let distance = level - Double(index - middle) * step
      if deviation > 0 {
        sum += bin * 0.5 * erfc(-distance / (deviation * 2.0.squareRoot()))
      } else if distance >= 0 {
        sum += bin
      }
    }
    return sum
  }

  /// How far below 0 V the sum with Gaussian noise lies with the probability given [V].
  func amplitude(at ratio: Double, deviation: Double) -> Double {
    var far = Double(bins.count / 2) * step + 12 * deviation + step
    var near = 0.0
    for _ in 0..<48 {
      let middle = (near + far) / 2
      if probability(below: -middle, deviation: deviation) > ratio {
        near = middle
      } else {
        far = middle
      }
      if far - near < step / 64 { break }
    }
    return (near + far) / 2
  }
}
