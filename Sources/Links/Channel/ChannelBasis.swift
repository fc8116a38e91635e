import Foundation

/// Everything about a channel between one pair of packages that the search needs, for all gains.
struct ChannelBasis: Sendable {
  /// The standard it is judged by.
  let standard: ChannelStandard
  /// The wanted signal.
  let through: PulseBasis
  /// Correlations of the wanted signal's slope a symbol apart [V per symbol].
  let slope: PhaseCorrelation
  /// Aggressors at the transmitter's end, which share its equaliser's setting.
  let far: [PulseBasis]
  /// Aggressors at the receiver's end, whose equaliser is not set.
  let near: [PulseBasis]
  /// Correlation of the receiver's noise by pair of terms and lag [V²].
  let noise: [Double]
  /// Number of lags.
  let lags: Int

  /// Lags that a standard's equalisers need.
  static func lags(_ standard: ChannelStandard) -> Int {
    let positions = standard.transmitterTaps.map(\.position) + [0]
    let span = (positions.max() ?? 0) - (positions.min() ?? 0)
    return (standard.feedForward?.taps ?? 1) + span
  }

  /// Simulates a channel and its aggressors.
  init(
    _ channel: ChannelPorts,
    standard: ChannelStandard,
    packages: PackageCase,
    grid: SimulationGrid,
    jobs: Int
  ) {
    self.standard = standard
    let lags = Self.lags(standard)
    self.lags = lags
    let near = packages.nearAggressor ?? packages.transmitter
    let far = packages.farAggressor ?? packages.transmitter
    var parts: [(TwoPortTable, DevicePackage, Double)] = [
      (channel.through, packages.transmitter, standard.amplitude)
    ]
    parts += channel.far.map { ($0, far, standard.farAmplitude) }
    parts += channel.near.map { ($0, near, standard.nearAmplitude) }
    let work = parts
    let pulses = IndexedWork.map(work.count, jobs: jobs) { index in
      let (table, package, amplitude) = work[index]
      let own = ChannelResponse.sampled(
        table,
        standard: standard,
        from: package,
        to: packages.receiver
      )
      let even = ChannelResponse.interpolated(own, at: table.frequencies, grid: grid)
      return PulseBasis(
        spectrum: ChannelResponse.truncated(even, grid: grid),
        amplitude: amplitude,
        equaliser: standard.continuous,
        grid: grid,
        lags: lags
      )
    }
    through = pulses[0]
    self.far = Array(pulses[1..<(1 + channel.far.count)])
    self.near = Array(pulses[(1 + channel.far.count)...])
    slope = PhaseCorrelation(
      Self.slopes(pulses[0]),
      samples: grid.samples,
      symbols: pulses[0].symbols,
      lags: lags
    )
    noise = Self.noise(standard, grid: grid, lags: lags)
  }

  /// Slopes of the terms, by the difference of neighbouring samples [V per symbol].
  private static func slopes(_ basis: PulseBasis) -> [[Double]] {
    basis.pulses.map { pulse in
      pulse.indices.map { index in
        let after = index + 1 < pulse.count ? pulse[index + 1] : 0
        let before = index > 0 ? pulse[index - 1] : 0
        return (after - before) * Double(basis.samples) / 2
      }
    }
  }

  /// Correlation of the receiver's noise after its filters, by pair of terms and lag [V²].
  private static func noise(
    _ standard: ChannelStandard,
    grid: SimulationGrid,
    lags: Int
  ) -> [Double] {
    let end = grid.step * Double(grid.transform.count / 2)
    // Filters have no feature narrower than the slow stage of the equaliser; a sixteenth of it does.
    let step = min(standard.continuous.slowPole / 16, end / 4096)
    let points = Int(end / step)
    var result = [Double](repeating: 0, count: PhaseCorrelation.pairs.count * lags)
    for point in 0...points {
      let frequency = Double(point) * step
      let share = point == 0 || point == points ? 0.5 : 1
      let bandwidth = ChannelResponse.bandwidth(standard, frequency).squaredMagnitude
      let weight = share * step * standard.noiseDensity * bandwidth
      guard weight > 0 else { continue }
      let terms = PulseBasis.terms(standard.continuous, at: frequency)
      let products = PhaseCorrelation.pairs.map { a, b in
        (a == b ? 1 : 2) * (terms[a] * terms[b].conjugate).real * weight
      }
      let turn = 2 * Double.pi * frequency * grid.symbol
      let twice = 2 * cos(turn)
      var current = 1.0
      var previous = cos(turn)
      for lag in 0..<lags {
        for pair in products.indices { result[pair * lags + lag] += products[pair] * current }
        (current, previous) = (twice * current - previous, current)
      }
    }
    return result
  }

  /// The channel at one pair of gains [dB].
  func setting(gain: Double, slowGain: Double) -> ChannelSetting {
    ChannelSetting(self, factors: PulseBasis.factors(gain: gain, slowGain: slowGain))
  }
}

/// A channel's differential two-ports: the wanted path and the aggressors.
public struct ChannelPorts: Sendable, Hashable {
  /// The wanted path.
  public var through: TwoPortTable
  /// Paths from transmitters beside the wanted one (FEXT).
  public var far: [TwoPortTable]
  /// Paths from transmitters beside the receiver (NEXT).
  public var near: [TwoPortTable]

  /// Describes a channel.
  public init(through: TwoPortTable, far: [TwoPortTable] = [], near: [TwoPortTable] = []) {
    self.through = through
    self.far = far
    self.near = near
  }
}

/// A channel at one setting of the continuous-time equaliser.
struct ChannelSetting: Sendable {
  /// Factors of the basis.
  let factors: [Double]
  /// Samples of a symbol.
  let samples: Int
  /// Number of lags.
  let lags: Int
  /// The wanted signal without the transmitter's equaliser [V].
  let pulse: [Double]
  /// Where it is largest.
  let peak: Int
  /// Correlation of the wanted signal, by phase and lag [V²].
  let signal: [Double]
  /// Correlation of jitter's effect, with its variance, by phase and lag [V²].
  let jitter: [Double]
  /// Correlation of each far aggressor, by phase and lag [V²].
  let far: [[Double]]
  /// Correlation of all near aggressors at their worst phases, by lag [V²].
  let near: [Double]
  /// Correlation of the receiver's noise, by lag [V²].
  let noise: [Double]

  /// Combines a basis at factors of its terms.
  init(_ basis: ChannelBasis, factors: [Double]) {
    self.factors = factors
    samples = basis.through.samples
    lags = basis.lags
    let lags = lags
    let samples = samples
    let pulse = Self.sum(basis.through, factors)
    self.pulse = pulse
    peak = pulse.indices.max { pulse[$0] < pulse[$1] } ?? 0
    signal = basis.through.correlation.combined(factors)
    let standard = basis.standard
    let variance =
      standard.deterministicJitter * standard.deterministicJitter
      + standard.randomJitter * standard.randomJitter
    jitter = basis.slope.combined(factors).map { $0 * variance }
    far = basis.far.map { $0.correlation.combined(factors) }
    var near = [Double](repeating: 0, count: lags)
    for aggressor in basis.near {
      let values = aggressor.correlation.combined(factors)
      let phase = (0..<samples).max { values[$0 * lags] < values[$1 * lags] } ?? 0
      for lag in 0..<lags { near[lag] += values[phase * lags + lag] }
    }
    self.near = near
    var noise = [Double](repeating: 0, count: lags)
    for (pair, (a, b)) in PhaseCorrelation.pairs.enumerated() {
      for lag in 0..<lags {
        noise[lag] += factors[a] * factors[b] * basis.noise[pair * lags + lag]
      }
    }
    self.noise = noise
  }

  /// A basis's response at factors of its terms [V].
  static func sum(_ basis: PulseBasis, _ factors: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: basis.pulses[0].count)
    for term in 0..<4 {
      let factor = factors[term]
      let values = basis.pulses[term]
      for index in result.indices { result[index] += factor * values[index] }
    }
    return result
  }
}

/// The transmitter's equaliser at one setting.
struct TransmitterSetting: Sendable, Hashable {
  /// Place of the first tap.
  let first: Int
  /// Taps from the first place, the cursor among them.
  let taps: [Double]

  /// Completes taps by the cursor `1 − Σ|c|`.
  init(_ ranges: [TapRange], _ values: [Double]) {
    let positions = ranges.map(\.position) + [0]
    first = positions.min() ?? 0
    var taps = [Double](repeating: 0, count: (positions.max() ?? 0) - first + 1)
    var sum = 0.0
    for (range, value) in zip(ranges, values) {
      taps[range.position - first] += value
      sum += abs(value)
    }
    taps[-first] += 1 - sum
    self.taps = taps
  }

  /// Value of the cursor.
  var cursor: Double { taps[-first] }

  /// Correlation of the taps, by lag from 0.
  var correlation: [Double] {
    taps.indices.map { lag in
      (0..<(taps.count - lag)).reduce(0) { $0 + taps[$1] * taps[$1 + lag] }
    }
  }

  /// Sum of the samples around one, by the taps [V].
  func apply(_ pulse: [Double], at index: Int, samples: Int) -> Double {
    var sum = 0.0
    for tap in taps.indices {
      let place = index - (first + tap) * samples
      if place >= 0, place < pulse.count { sum += taps[tap] * pulse[place] }
    }
    return sum
  }
}
