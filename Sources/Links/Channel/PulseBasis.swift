import Foundation

/// The four pulse responses of which those of every continuous-time equaliser are sums.
///
/// The equaliser's numerator `(g + jf/fz)(gL + jf/fzL)` is a sum of four terms with the factors
/// `g·gL`, `g`, `gL` and 1; its denominator does not change. So four transforms a channel serve all
/// gains that the search tries, and every correlation is a quadratic form of the factors.
struct PulseBasis: Sendable {
  /// Samples of a symbol.
  let samples: Int
  /// Symbols in the window that is kept.
  let symbols: Int
  /// Responses by term, over the window [V].
  let pulses: [[Double]]
  /// Correlations of the samples a symbol apart, by phase.
  let correlation: PhaseCorrelation

  /// The factors of the terms at gains given in decibels.
  static func factors(gain: Double, slowGain: Double) -> [Double] {
    let main = pow(10, gain / 20)
    let slow = pow(10, slowGain / 20)
    return [main * slow, main, slow, 1]
  }

  /// The four terms of the equaliser at a frequency [Hz].
  static func terms(_ equaliser: ContinuousEqualiser, at frequency: Double) -> [ComplexNumber] {
    let below =
      ComplexNumber(1, frequency / equaliser.lowerPole)
      * ComplexNumber(1, frequency / equaliser.upperPole)
      * ComplexNumber(1, frequency / equaliser.slowPole)
    let whole = ComplexNumber.one / below
    let main = ComplexNumber(0, frequency / equaliser.zero)
    let slow = ComplexNumber(0, frequency / equaliser.slowZero)
    return [whole, whole * slow, whole * main, whole * main * slow]
  }

  /// Makes the responses of a channel from its response on the grid's frequencies.
  init(
    spectrum: [ComplexNumber],
    amplitude: Double,
    equaliser: ContinuousEqualiser,
    grid: SimulationGrid,
    lags: Int
  ) {
    let count = grid.transform.count
    samples = grid.samples
    var shaped = [[ComplexNumber]](
      repeating: [ComplexNumber](repeating: .zero, count: count / 2 + 1),
      count: 4
    )
    for index in 0...(count / 2) {
      let frequency = Double(index) * grid.step
      let turn = Double.pi * frequency * grid.symbol
      let sinc = turn == 0 ? 1 : sin(turn) / turn
      let value = (amplitude * Double(grid.samples) * sinc) * spectrum[index]
      let terms = Self.terms(equaliser, at: frequency)
      for term in 0..<4 { shaped[term][index] = value * terms[term] }
    }
    let (first, second) = Self.inverse(shaped[0], shaped[1], grid)
    let (third, fourth) = Self.inverse(shaped[2], shaped[3], grid)
    let whole = [first, second, third, fourth]
    let window = Self.window(of: whole, samples: grid.samples)
    symbols = window.symbols
    pulses = whole.map { pulse in
      (0..<(window.symbols * grid.samples)).map { pulse[(window.start + $0) & (count - 1)] }
    }
    correlation = PhaseCorrelation(
      pulses,
      samples: grid.samples,
      symbols: window.symbols,
      lags: lags
    )
  }

  /// Two real responses out of one transform.
  private static func inverse(
    _ first: [ComplexNumber],
    _ second: [ComplexNumber],
    _ grid: SimulationGrid
  ) -> ([Double], [Double]) {
    let count = grid.transform.count
    var real = [Double](repeating: 0, count: count)
    var imaginary = real
    for index in 1..<(count / 2) {
      let (a, b) = (first[index], second[index])
      real[index] = a.real - b.imaginary
      imaginary[index] = a.imaginary + b.real
      real[count - index] = a.real + b.imaginary
      imaginary[count - index] = b.real - a.imaginary
    }
    for index in [0, count / 2] {
      real[index] = first[index].real
      imaginary[index] = second[index].real
    }
    grid.transform.inverse(&real, &imaginary)
    return (real, imaginary)
  }

  /// Whole symbols around the peak outside of which less than a millionth of the energy lies.
  private static func window(
    of pulses: [[Double]],
    samples: Int
  ) -> (start: Int, symbols: Int) {
    let count = pulses[0].count
    var energy = [Double](repeating: 0, count: count)
    for pulse in pulses {
      let total = pulse.reduce(0) { $0 + $1 * $1 }
      guard total > 0 else { continue }
      for index in 0..<count { energy[index] += pulse[index] * pulse[index] / total }
    }
    let whole = energy.reduce(0, +)
    let peak = energy.indices.max { energy[$0] < energy[$1] } ?? 0
    let reach = count / 4
    var kept = 0.0
    var before = reach
    while before > 4 * samples, kept < 5e-7 * whole {
      before -= 1
      kept += energy[(peak - before - 1 + 2 * count) % count]
    }
    kept = 0
    var after = count - reach - samples
    while after > 4 * samples, kept < 5e-7 * whole {
      after -= 1
      kept += energy[(peak + after + 1) % count]
    }
    let symbols = (before + after) / samples + 2
    return ((peak - before + count) % count, min(symbols, count / samples))
  }
}

/// Correlations of a response's samples a symbol apart, for every phase at which it can be sampled.
struct PhaseCorrelation: Sendable {
  /// Number of phases.
  let phases: Int
  /// Number of lags, from 0.
  let lags: Int
  /// Pairs of terms, the second not before the first.
  static let pairs: [(Int, Int)] = (0..<4).flatMap { a in (a..<4).map { (a, $0) } }
  /// Values by pair, phase and lag; unequal pairs hold both orders.
  let values: [Double]

  /// Correlates the terms with each other.
  init(_ pulses: [[Double]], samples: Int, symbols: Int, lags: Int) {
    phases = samples
    self.lags = lags
    var values = [Double](repeating: 0, count: Self.pairs.count * samples * lags)
    // A copy by phase makes the samples of a phase neighbours.
    var sorted = [[Double]](
      repeating: [Double](repeating: 0, count: samples * symbols),
      count: 4
    )
    for term in 0..<4 {
      for symbol in 0..<symbols {
        for phase in 0..<samples {
          sorted[term][phase * symbols + symbol] = pulses[term][symbol * samples + phase]
        }
      }
    }
    for (pair, (a, b)) in Self.pairs.enumerated() {
      sorted[a].withUnsafeBufferPointer { x in
        sorted[b].withUnsafeBufferPointer { y in
          for phase in 0..<samples {
            let base = phase * symbols
            for lag in 0..<min(lags, symbols) {
              var sum = 0.0
              var other = 0.0
              for index in base..<(base + symbols - lag) {
                sum += x[index] * y[index + lag]
                other += y[index] * x[index + lag]
              }
              values[(pair * samples + phase) * lags + lag] = a == b ? sum : sum + other
            }
          }
        }
      }
    }
    self.values = values
  }

  /// The correlations at factors of the terms, by phase and lag.
  func combined(_ factors: [Double]) -> [Double] {
    let block = phases * lags
    var result = [Double](repeating: 0, count: block)
    for (pair, (a, b)) in Self.pairs.enumerated() {
      let weight = factors[a] * factors[b]
      for index in 0..<block { result[index] += weight * values[pair * block + index] }
    }
    return result
  }
}
