import Foundation

/// Evenly spaced times and frequencies in which a channel is simulated.
struct SimulationGrid: Sendable {
  /// Transforms between the two.
  let transform: FourierTransform
  /// Samples of a symbol.
  let samples: Int
  /// Spacing of frequencies [Hz].
  let step: Double
  /// Duration of a symbol [s].
  let symbol: Double

  /// The grid of a standard: a power of two of points, the spacing within √2 of what is asked for.
  init(_ standard: ChannelStandard) {
    let rate = standard.symbolRate * Double(standard.samples)
    let exponent = max(10, log2(rate / standard.frequencyStep).rounded())
    transform = FourierTransform(count: 1 << Int(exponent))
    samples = standard.samples
    step = rate / Double(transform.count)
    symbol = 1 / standard.symbolRate
  }
}

/// How a channel passes from transmitter to receiver, with packages, rise time and bandwidth.
enum ChannelResponse {
  /// The response at the table's own frequencies: rise time × voltage transfer × bandwidth.
  static func sampled(
    _ table: TwoPortTable,
    standard: ChannelStandard,
    from transmitter: DevicePackage,
    to receiver: DevicePackage
  ) -> [ComplexNumber] {
    let reference = standard.reference
    let source = (transmitter.termination - reference) / (transmitter.termination + reference)
    let load = (receiver.termination - reference) / (receiver.termination + reference)
    return table.renormalised(to: 2 * reference).parameters.enumerated().map { index, channel in
      let frequency = table.frequencies[index]
      let whole = transmitter.twoPort(at: frequency, reference: reference)
        .followed(by: channel)
        .followed(by: receiver.twoPort(at: frequency, reference: reference).turned)
      return riseTime(standard, frequency)
        * (whole.voltageTransfer(source: source, load: load) * bandwidth(standard, frequency))
    }
  }

  /// Spectrum of a transmitter's rise (93A-46).
  static func riseTime(_ standard: ChannelStandard, _ frequency: Double) -> Double {
    let turn = Double.pi * frequency * standard.riseTime / 1.6832
    return exp(-2 * turn * turn)
  }

  /// Transfer of the receiver's bandwidth (93A-20).
  static func bandwidth(_ standard: ChannelStandard, _ frequency: Double) -> ComplexNumber {
    let x = frequency / (standard.bandwidth * standard.symbolRate)
    switch standard.filter {
    case .butterworth:
      return ComplexNumber.one
        / ComplexNumber(1 - 3.414214 * x * x + x * x * x * x, 2.613126 * (x - x * x * x))
    case .besselThomson:
      // Fourth order, s scaled so that |H| is 3 dB down at x = 1.
      let s = 2.113917674904216 * x
      return ComplexNumber(105)
        / ComplexNumber(105 - 45 * s * s + s * s * s * s, 105 * s - 10 * s * s * s)
    }
  }

  /// The response on the grid's frequencies from 0 to half the sampling rate.
  ///
  /// Magnitude and unwrapped phase are interpolated linearly. Towards 0 Hz the magnitude follows a
  /// line through its first ten points and the phase the group delay there; beyond the last
  /// frequency the magnitude falls on a line to where the fit of its upper half ends, and the phase
  /// follows the group delay at the end. This is the policy of the IEEE's program.
  static func interpolated(
    _ response: [ComplexNumber],
    at frequencies: [Double],
    grid: SimulationGrid
  ) -> [ComplexNumber] {
    let count = frequencies.count
    let tiny = Double.ulpOfOne
    var knots = frequencies
    var magnitudes = response.map { max($0.magnitude, tiny) }
    var phases = unwrapped(response.map(\.angle))
    let end = grid.step * Double(grid.transform.count / 2)
    let tail = fit(Array(frequencies[(count / 2)...]), Array(magnitudes[(count / 2)...]))
    let last = frequencies[count - 1]
    var delays: [Double] = []
    for index in 1..<count {
      let turn = phases[index - 1] - phases[index]
      delays.append(turn / (frequencies[index] - frequencies[index - 1]))
    }
    if frequencies[0] > 0 {
      let slow = central(Array(delays.prefix(50)))
      for index in stride(from: min(10, count - 1) - 1, through: 0, by: -1) {
        phases[index] = phases[index + 1] + slow * (frequencies[index + 1] - frequencies[index])
      }
      let line = fit(Array(frequencies.prefix(10)), Array(magnitudes.prefix(10)))
      magnitudes.insert(max(tiny, line.offset), at: 0)
      // A real response has no phase at 0 Hz but that of its sign.
      phases.insert(phases[0] + slow * frequencies[0], at: 0)
      knots.insert(0, at: 0)
    }
    if last < end {
      // Data from 0 Hz on are continued with their last group delay, others with the usual one.
      let fast = frequencies[0] > 0 ? central(Array(delays.suffix(51))) : delays[count - 2]
      let level = min(max(tail.offset + tail.slope * end, tiny), magnitudes[magnitudes.count - 1])
      knots.append(end)
      magnitudes.append(level)
      phases.append((phases.last ?? 0) - fast * (end - last))
    }
    var result = [ComplexNumber](repeating: .zero, count: grid.transform.count / 2 + 1)
    var place = 0
    for index in result.indices {
      let frequency = Double(index) * grid.step
      while place < knots.count - 2, knots[place + 1] < frequency { place += 1 }
      let share = (frequency - knots[place]) / (knots[place + 1] - knots[place])
      let magnitude = magnitudes[place] + share * (magnitudes[place + 1] - magnitudes[place])
      let phase = phases[place] + share * (phases[place + 1] - phases[place])
      result[index] = ComplexNumber(magnitude: magnitude, angle: phase)
    }
    return result
  }

  /// The spectrum without what the impulse response holds after its last thousandth of the peak.
  static func truncated(_ spectrum: [ComplexNumber], grid: SimulationGrid) -> [ComplexNumber] {
    let count = grid.transform.count
    var real = [Double](repeating: 0, count: count)
    var imaginary = real
    for index in 0...(count / 2) {
      real[index] = spectrum[index].real
      imaginary[index] = spectrum[index].imaginary
      if index > 0, index < count / 2 {
        real[count - index] = spectrum[index].real
        imaginary[count - index] = -spectrum[index].imaginary
      }
    }
    imaginary[0] = 0
    imaginary[count / 2] = 0
    grid.transform.inverse(&real, &imaginary)
    let peak = real.reduce(0) { max($0, abs($1)) }
    if let last = real.lastIndex(where: { abs($0) > 1e-3 * peak }) {
      for index in (last + 1)..<max(last + 1, count) { real[index] = 0 }
    }
    for index in 0..<count { imaginary[index] = 0 }
    grid.transform.forward(&real, &imaginary)
    return (0...(count / 2)).map { ComplexNumber(real[$0], imaginary[$0]) }
  }

  /// Angles without jumps of full turns [rad].
  private static func unwrapped(_ angles: [Double]) -> [Double] {
    var result = angles
    var turns = 0.0
    for index in angles.indices.dropFirst() {
      let jump = angles[index] - angles[index - 1]
      if jump > .pi { turns -= 2 * .pi }
      if jump < -.pi { turns += 2 * .pi }
      result[index] = angles[index] + turns
    }
    return result
  }

  /// The line of least squares through points.
  private static func fit(_ x: [Double], _ y: [Double]) -> (offset: Double, slope: Double) {
    let count = Double(x.count)
    let meanX = x.reduce(0, +) / count
    let meanY = y.reduce(0, +) / count
    var over = 0.0
    var below = 0.0
    for (a, b) in zip(x, y) {
      over += (a - meanX) * (b - meanY)
      below += (a - meanX) * (a - meanX)
    }
    let slope = below > 0 ? over / below : 0
    return (meanY - slope * meanX, slope)
  }

  /// The mean of the values within one deviation of their median.
  private static func central(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let half = sorted.count / 2
    let median = sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    let mean = values.reduce(0, +) / Double(values.count)
    let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (spread / Double(max(1, values.count - 1))).squareRoot()
    let kept = values.filter { abs($0 - median) < deviation }
    return kept.isEmpty ? median : kept.reduce(0, +) / Double(kept.count)
  }
}
