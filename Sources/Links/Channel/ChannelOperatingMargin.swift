import Foundation

/// Channel operating margin (COM) by IEEE 802.3 annexes 93A and 178A.
public enum ChannelOperatingMargin {
  /// The margin of a channel by a standard, for every pair of packages.
  ///
  /// - Parameters:
  ///   - channel: Differential two-ports of the wanted path and the aggressors.
  ///   - standard: The standard.
  ///   - search: How to search the equalisers' settings.
  ///   - jobs: Threads; the result is the same for any number.
  /// - Returns: The margin of every case; of none where no setting opens the channel for one of them.
  public static func evaluate(
    _ channel: ChannelPorts,
    standard: ChannelStandard,
    search: EqualiserSearchMode = .automatic,
    jobs: Int = 1
  ) -> ChannelResult {
    let grid = SimulationGrid(standard)
    let cases = standard.packages.compactMap { packages -> ChannelMargin? in
      let basis = ChannelBasis(
        channel,
        standard: standard,
        packages: packages,
        grid: grid,
        jobs: jobs
      )
      let searching = EqualiserSearch(basis, mode: search, jobs: jobs)
      guard let (solution, tried) = searching.best() else { return nil }
      guard var margin = DecisionNoise(basis, solution)?.margin else { return nil }
      margin.packages = packages.name
      margin.tried = tried
      margin.settings = searching.size
      margin.sweeps = searching.sweeps(around: solution)
      let nyquist = standard.symbolRate / 2
      margin.channelLoss = channel.through.insertionLoss(at: nyquist)
      margin.wholeLoss = wholeLoss(channel.through, packages, standard, at: nyquist)
      return margin
    }
    // A channel that one pair of packages closes is not judged by the others.
    let all = cases.count == standard.packages.count
    return ChannelResult(standard: standard, cases: all ? cases : [])
  }

  /// Insertion loss from circuit to circuit at a frequency [dB].
  private static func wholeLoss(
    _ table: TwoPortTable,
    _ packages: PackageCase,
    _ standard: ChannelStandard,
    at frequency: Double
  ) -> Double {
    let reference = standard.reference
    let parameters = table.renormalised(to: 2 * reference).parameters.enumerated().map {
      packages.transmitter.twoPort(at: table.frequencies[$0], reference: reference)
        .followed(by: $1)
        .followed(
          by: packages.receiver.twoPort(at: table.frequencies[$0], reference: reference).turned
        )
    }
    return TwoPortTable(
      frequencies: table.frequencies,
      reference: 2 * reference,
      parameters: parameters
    ).insertionLoss(at: frequency)
  }
}

/// Signal, interference and noise at the decision, for one setting of the equalisers.
struct DecisionNoise {
  /// The margin; what belongs to search and packages is still to be filled in.
  let margin: ChannelMargin

  /// Weighs a setting; nil where the symbol has the wrong sign or none at the decision.
  init?(_ basis: ChannelBasis, _ solution: EqualiserSolution) {
    let standard = basis.standard
    let samples = basis.through.samples
    let setting = basis.setting(gain: solution.gain, slowGain: solution.slowGain)
    let transmitter = TransmitterSetting(standard.transmitterTaps, solution.transmitter)
    let forward = solution.forward.isEmpty ? [1] : solution.forward
    let places = solution.forward.isEmpty ? [0] : solution.forwardPlaces
    let quiet = TransmitterSetting([], [])

    let shaped = Response(setting.pulse, transmitter, samples)
    let decided = shaped.decided(at: solution.cursor, forward, places)
    let height = decided.values[decided.cursor]
    guard height > 0, height.isFinite else { return nil }
    let levels = Double(standard.levels)
    let signal = standard.levelMismatch * height / (levels - 1)
    let variance = standard.symbolVariance

    var interference = decided.values
    interference[decided.cursor] = 0
    var limits = standard.feedback.limits
    limits += Array(
      repeating: standard.feedback.groupLimit,
      count: max(0, solution.feedbackPlaces.count - limits.count)
    )
    var feedback: [Double] = []
    for (place, limit) in zip(solution.feedbackPlaces, limits) {
      let index = decided.cursor + place
      guard interference.indices.contains(index) else { continue }
      let tap = min(limit.maximum, max(limit.minimum, interference[index] / height))
      feedback.append(tap)
      interference[index] -= tap * height
    }
    let slopes = shaped.slopes(at: solution.cursor, forward, places)

    // Aggressors are sampled where their power before the discrete-time equaliser is greatest.
    let crosstalk = { (aggressors: [PulseBasis], equaliser: TransmitterSetting) in
      aggressors.map { aggressor -> [Double] in
        let pulse = ChannelSetting.sum(aggressor, setting.factors)
        let response = Response(pulse, equaliser, samples)
        return response.decided(at: response.loudestPhase, forward, places).values
      }
    }
    let far = crosstalk(basis.far, transmitter)
    let near = crosstalk(basis.near, quiet)

    let ratio = pow(10, -standard.transmitterSignalToNoise / 10)
    let transmitterNoise =
      solution.forward.isEmpty
      ? height * height * ratio
      : ratio
        * Self.power(
          Response(setting.pulse, quiet, samples).decided(at: solution.cursor, forward, places)
            .values
        )
    var receiverNoise = 0.0
    for (i, a) in zip(places, forward) {
      for (j, b) in zip(places, forward) { receiverNoise += a * b * setting.noise[abs(i - j)] }
    }
    let randomJitter =
      standard.randomJitter * standard.randomJitter * variance * Self.power(slopes)
    let deviation = (transmitterNoise + receiverNoise + randomJitter).squareRoot()

    // Bins of a thousandth of the signal, samples below a thousandth of it are dropped (93A.1.7.1).
    var distribution = AmplitudeDistribution(
      step: min(signal / 1000, 1e-5),
      levels: standard.levels
    )
    let loud = { (values: [Double]) in values.filter { abs($0) > signal / 1000 } }
    distribution.add(loud(interference))
    distribution.add(loud(slopes.map { $0 * standard.deterministicJitter }))
    for aggressor in far + near { distribution.add(loud(aggressor)) }
    let noise = distribution.amplitude(at: standard.errorRatio, deviation: deviation)

    let jitter =
      randomJitter
      + standard.deterministicJitter * standard.deterministicJitter * variance * Self.power(slopes)
    let terms: [(NoiseTerm.Kind, Double)] = [
      (.intersymbol, variance * Self.power(interference)),
      (.farCrosstalk, variance * far.reduce(0) { $0 + Self.power($1) }),
      (.nearCrosstalk, variance * near.reduce(0) { $0 + Self.power($1) }),
      (.jitter, jitter),
      (.transmitter, transmitterNoise),
      (.receiver, receiverNoise),
    ]
    var settled = solution
    settled.feedback = feedback
    margin = ChannelMargin(
      packages: "",
      margin: 20 * log10(signal / noise),
      signal: signal,
      noise: noise,
      terms: terms.map { NoiseTerm(kind: $0.0, deviation: $0.1.squareRoot()) },
      solution: settled,
      tried: 0,
      settings: 0,
      channelLoss: 0,
      wholeLoss: 0,
      pulse: shaped.values,
      decided: decided.values,
      decidedCursor: decided.cursor,
      pulseCursor: solution.cursor + shaped.offset,
      sweeps: []
    )
  }

  /// Sum of squares.
  private static func power(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 }
  }

  /// A pulse response behind the transmitter's equaliser.
  private struct Response {
    /// The response, longer than the window on both sides.
    let values: [Double]
    /// Samples before the window.
    let offset: Int
    /// Samples of a symbol.
    let samples: Int

    /// Passes a response through the transmitter's equaliser.
    init(_ pulse: [Double], _ transmitter: TransmitterSetting, _ samples: Int) {
      let margin = 8 * samples
      var values = [Double](repeating: 0, count: pulse.count + 2 * margin)
      FeedForwardSolver.shape(pulse, transmitter, from: -margin, samples: samples, into: &values)
      self.values = values
      offset = margin
      self.samples = samples
    }

    /// The sample of the window's first symbol at which the power of a phase is greatest.
    var loudestPhase: Int {
      let powers = (0..<samples).map { phase in
        stride(from: phase, to: values.count, by: samples).reduce(0.0) {
          $0 + values[$1] * values[$1]
        }
      }
      return powers.indices.max { powers[$0] < powers[$1] } ?? 0
    }

    /// The response a symbol apart behind the discrete-time equaliser.
    func decided(
      at cursor: Int,
      _ taps: [Double],
      _ places: [Int]
    ) -> (values: [Double], cursor: Int) {
      filtered(values, at: cursor, taps, places)
    }

    /// Slopes of that response [V per symbol].
    func slopes(at cursor: Int, _ taps: [Double], _ places: [Int]) -> [Double] {
      let slopes = values.indices.map { index in
        let after = index + 1 < values.count ? values[index + 1] : 0
        let before = index > 0 ? values[index - 1] : 0
        return (after - before) * Double(samples) / 2
      }
      return filtered(slopes, at: cursor, taps, places).values
    }

    /// Samples a symbol apart through taps.
    private func filtered(
      _ values: [Double],
      at cursor: Int,
      _ taps: [Double],
      _ places: [Int]
    ) -> (values: [Double], cursor: Int) {
      let absolute = cursor + offset
      let phase = ((absolute % samples) + samples) % samples
      let sampled = stride(from: phase, to: values.count, by: samples).map { values[$0] }
      let first = places.min() ?? 0
      let last = places.max() ?? 0
      var result = [Double](repeating: 0, count: sampled.count + last - first)
      for (tap, place) in zip(taps, places) {
        for index in sampled.indices { result[index + place - first] += tap * sampled[index] }
      }
      return (result, (absolute - phase) / samples - first)
    }
  }
}
