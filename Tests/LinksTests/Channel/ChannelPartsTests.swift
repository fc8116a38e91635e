import Foundation
import Quantities
import Testing

@testable import Links

/// The parts a channel's operating margin is made of, against closed forms and slow doubles.
@Suite("Channel parts tests")
struct ChannelPartsTests {
  @Test func `a transform and its inverse give the samples back, and the sum of powers stays`() {
    var random = SplitMix64(seed: 3)
    let transform = FourierTransform(count: 256)
    let samples = (0..<256).map { _ in random.uniform() - 0.5 }
    var real = samples
    var imaginary = [Double](repeating: 0, count: 256)
    transform.forward(&real, &imaginary)
    // One line of the definition.
    let line = samples.enumerated().reduce(0.0) {
      $0 + $1.element * cos(2 * .pi * 17 * Double($1.offset) / 256)
    }
    #expect(abs(real[17] - line) < 1e-12)
    let power = zip(real, imaginary).reduce(0) { $0 + $1.0 * $1.0 + $1.1 * $1.1 }
    #expect(abs(power / 256 - samples.reduce(0) { $0 + $1 * $1 }) < 1e-12)
    transform.inverse(&real, &imaginary)
    #expect(zip(real, samples).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  @Test func `two halves of a line make the line`() {
    let half = SyntheticChannel(
      pieces: [.init(impedance: 85, length: 0.1)],
      skinLoss: 2,
      dielectricLoss: 0.1
    )
    var whole = half
    whole.pieces[0].length = 0.2
    for frequency in [1e8, 5e9, 53e9] {
      let joined = half.twoPort(at: frequency).followed(by: half.twoPort(at: frequency))
      let single = whole.twoPort(at: frequency)
      #expect((joined.s21 - single.s21).magnitude < 1e-12)
      #expect((joined.s11 - single.s11).magnitude < 1e-12)
    }
  }

  @Test func `a line referred to its own impedance reflects nothing`() {
    let line = SyntheticChannel(
      pieces: [.init(impedance: 80, length: 0.1)],
      skinLoss: 2,
      dielectricLoss: 0.1
    )
    let own = line.twoPort(at: 20e9).renormalised(from: 100, to: 80)
    #expect(own.s11.magnitude < 1e-12)
    let back = own.renormalised(from: 80, to: 100)
    #expect((back.s21 - line.twoPort(at: 20e9).s21).magnitude < 1e-12)
    #expect((back.s11 - line.twoPort(at: 20e9).s11).magnitude < 1e-12)
  }

  @Test func `mixed modes find the pair in either order of ports`() {
    let table = ChannelExamples.backplane(0.2, mismatch: 6).table([1e9, 10e9, 50e9])
    for order in PortOrder.allCases {
      let four = ScatteringTable(uncoupled: table, order: order)
      #expect(four.detectedPortOrder == order)
      let pair = four.differential(order: order)
      #expect(pair.reference == 100)
      for (one, other) in zip(pair.parameters, table.parameters) {
        #expect((one.s21 - other.s21).magnitude < 1e-14)
        #expect((one.s11 - other.s11).magnitude < 1e-14)
      }
      #expect(four.largestGain < 1)
      #expect(four.largestAsymmetry < 1e-14)
    }
  }

  @Test func `the basis gives the pulse of a direct sum over frequencies`() {
    var standard = ChannelExamples.quick
    standard.frequencyStep = 400e6
    standard.samples = 8
    let grid = SimulationGrid(standard)
    let table = ChannelExamples.backplane(0.1, mismatch: 8).table(
      (0...(grid.transform.count / 2)).map { Double($0) * grid.step }
    )
    let package = standard.packages[0]
    let response = ChannelResponse.sampled(
      table,
      standard: standard,
      from: package.transmitter,
      to: package.receiver
    )
    let basis = PulseBasis(
      spectrum: response,
      amplitude: 0.4,
      equaliser: standard.continuous,
      grid: grid,
      lags: 4
    )
    let factors = PulseBasis.factors(gain: -5, slowGain: -1.5)
    let pulse = ChannelSetting.sum(basis, factors)
    let peak = pulse.indices.max { pulse[$0] < pulse[$1] } ?? 0
    // The direct sum, with the equaliser written as the standard writes it.
    let count = grid.transform.count
    let direct = { (sample: Int) -> Double in
      var sum = 0.0
      for index in 0...(count / 2) {
        let frequency = Double(index) * grid.step
        let main = ComplexNumber(pow(10, -5 / 20.0), frequency / standard.continuous.zero)
        let slow = ComplexNumber(pow(10, -1.5 / 20.0), frequency / standard.continuous.slowZero)
        let below =
          ComplexNumber(1, frequency / standard.continuous.lowerPole)
          * ComplexNumber(1, frequency / standard.continuous.upperPole)
          * ComplexNumber(1, frequency / standard.continuous.slowPole)
        let turn = Double.pi * frequency * grid.symbol
        let sinc = turn == 0 ? 1 : sin(turn) / turn
        let value = (0.4 * 8 * sinc) * (response[index] * main * slow / below)
        let angle = 2 * Double.pi * Double(index) * Double(sample) / Double(count)
        let real = (value * ComplexNumber(magnitude: 1, angle: angle)).real
        sum += index == 0 || index == count / 2 ? real : 2 * real
      }
      return sum / Double(count)
    }
    let all = (0..<count).map(direct)
    let place = all.indices.max { all[$0] < all[$1] } ?? 0
    #expect(abs(all[place] - pulse[peak]) < 1e-12)
    for offset in -20...60 {
      #expect(abs(all[(place + offset + count) % count] - pulse[peak + offset]) < 1e-12)
    }
  }

  @Test func `closed-form taps are those of dense normal equations`() throws {
    let standard = ChannelExamples.quick
    let forward = try #require(standard.feedForward)
    let grid = SimulationGrid(standard)
    let ports = ChannelExamples.ports(ChannelExamples.backplane(0.3, mismatch: 9), coupling: 0.01)
    let basis = ChannelBasis(
      ports,
      standard: standard,
      packages: standard.packages[0],
      grid: grid,
      jobs: 2
    )
    let setting = basis.setting(gain: -4, slowGain: -2)
    let transmitter = TransmitterSetting(standard.transmitterTaps, [-0.1, -0.05])
    var solver = FeedForwardSolver(standard, forward)
    let solved = solver.best(setting, transmitter)
    let best = try #require(solved)
    let slow = SlowReceiver(standard, forward, setting, transmitter, cursor: best.cursor)
    #expect(abs(slow.merit - best.merit) < 1e-6)
    #expect(zip(slow.taps, best.taps).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(abs(slow.feedback - best.feedback) < 1e-6)
    // The time of sampling is the best of those near it.
    for time in [-4, -2, -1, 1, 2, 4] {
      let other = SlowReceiver(standard, forward, setting, transmitter, cursor: best.cursor + time)
      #expect(other.merit < best.merit + 1e-9)
    }
  }

  @Test func `sums of symbols have the binomial distribution and noise the Gaussian one`() {
    var coins = AmplitudeDistribution(step: 0.01, levels: 2)
    coins.add(Array(repeating: 0.1, count: 10))
    // All ten coins down: 2^-10; nine: eleven times that.
    #expect(abs(coins.probability(below: -0.95, deviation: 0) - pow(2, -10)) < 1e-12)
    #expect(abs(coins.probability(below: -0.75, deviation: 0) - 11 * pow(2, -10)) < 1e-12)
    let quiet = AmplitudeDistribution(step: 0.01, levels: 4)
    #expect(abs(quiet.amplitude(at: 1e-5, deviation: 0.2) - 0.2 * 4.26489) < 5e-4)
    var four = AmplitudeDistribution(step: 0.001, levels: 4)
    four.add([0.03])
    #expect(abs(four.probability(below: -0.005, deviation: 0) - 0.5) < 1e-12)
    #expect(abs(four.probability(below: -0.02, deviation: 0) - 0.25) < 1e-12)
  }
}

/// The receiver with a discrete-time equaliser, written down as matrices and solved by elimination.
struct SlowReceiver {
  /// Figure of merit [dB].
  let merit: Double
  /// Taps.
  let taps: [Double]
  /// Feedback tap.
  let feedback: Double

  /// Solves one time of sampling.
  init(
    _ standard: ChannelStandard,
    _ forward: FeedForwardEqualiser,
    _ setting: ChannelSetting,
    _ transmitter: TransmitterSetting,
    cursor: Int
  ) {
    let samples = setting.samples
    let count = forward.taps
    let at = { (index: Int) in transmitter.apply(setting.pulse, at: index, samples: samples) }
    let bare = { (index: Int) in
      index >= 0 && index < setting.pulse.count ? setting.pulse[index] : 0
    }
    let span = setting.pulse.count / samples + 20
    let times = (-span...span).map { cursor + $0 * samples }
    let correlate = { (value: (Int) -> Double, lag: Int) in
      times.reduce(0.0) { $0 + value($1) * value($1 + lag * samples) }
    }
    let jitter =
      standard.deterministicJitter * standard.deterministicJitter
      + standard.randomJitter * standard.randomJitter
    let slope = { (index: Int) in (at(index + 1) - at(index - 1)) * Double(samples) / 2 }
    let gamma = transmitter.correlation
    var row: [Double] = []
    for lag in 0..<count {
      var value = correlate(at, lag) + jitter * correlate(slope, lag)
      value +=
        pow(10, -standard.transmitterSignalToNoise / 10) / standard.symbolVariance
        * correlate(bare, lag)
      value += setting.near[lag] + setting.noise[lag] / standard.symbolVariance
      for aggressor in setting.far {
        let power = { (phase: Int, lag: Int) -> Double in
          (-(gamma.count - 1)...(gamma.count - 1)).reduce(0.0) {
            $0 + gamma[abs($1)] * aggressor[phase * setting.lags + abs(lag - $1)]
          }
        }
        let phase = (0..<samples).max { power($0, 0) < power($1, 0) } ?? 0
        value += power(phase, lag)
      }
      row.append(value)
    }
    let main = (0..<count).map { at(cursor + (forward.before - $0) * samples) }
    let next = (0..<count).map { at(cursor + (forward.before + 1 - $0) * samples) }
    // Unknowns: taps, feedback, multiplier.
    let size = count + 2
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: size + 1), count: size)
    for i in 0..<count {
      for j in 0..<count { matrix[i][j] = row[abs(i - j)] }
      matrix[i][count] = -next[i]
      matrix[i][count + 1] = -main[i]
      matrix[i][size] = main[i]
      matrix[count][i] = -next[i]
      matrix[count + 1][i] = main[i]
    }
    matrix[count][count] = 1
    matrix[count + 1][size] = 1
    for column in 0..<size {
      let pivot =
        (column..<size).max { abs(matrix[$0][column]) < abs(matrix[$1][column]) } ?? column
      matrix.swapAt(column, pivot)
      for other in 0..<size where other != column {
        let factor = matrix[other][column] / matrix[column][column]
        for index in column...size { matrix[other][index] -= factor * matrix[column][index] }
      }
    }
    let solution = (0..<size).map { matrix[$0][size] / matrix[$0][$0] }
    taps = Array(solution[0..<count])
    feedback = solution[count]
    var error = 1 + feedback * feedback
    for i in 0..<count {
      for j in 0..<count { error += taps[i] * taps[j] * row[abs(i - j)] }
      error -= 2 * taps[i] * main[i] + 2 * taps[i] * next[i] * feedback
    }
    let step = standard.levelMismatch / Double(standard.levels - 1)
    merit = 20 * log10(step / (error * standard.symbolVariance).squareRoot())
  }
}
