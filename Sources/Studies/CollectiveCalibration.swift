public import Fabrics
import Foundation

/// Fits the constants of a scale-up link to measured collectives.
///
/// Each pattern's three regimes are fitted on the cases that `CollectiveCase.isHeldBack` leaves,
/// in logarithms of the constants, to the least mean of `√(ln²(predicted/measured) + 0.02²)`, which
/// follows the bulk of the cases and not the outliers. The changeover to the bulk protocol comes
/// from a scan. Last comes the in-network regime, on the sums that may use the switch. Nothing is
/// random: the same cases give the same constants.
public struct CollectiveCalibration: Sendable {
  /// The fitted constants.
  public var constants: CollectiveConstants
  /// Errors on the cases that were fitted.
  public var fitted: CollectiveErrors
  /// Errors on the cases held back.
  public var heldBack: CollectiveErrors

  /// Fits a link.
  /// - Parameters:
  ///   - cases: Cases within one scale-up domain.
  ///   - bandwidth: Line rate of a rank, one direction [B/s].
  ///   - addsInSwitch: True where the switch can add.
  ///   - minimumRanks: Fewest ranks for which the library uses the switch.
  public init(
    cases: [CollectiveCase],
    bandwidth: Double,
    addsInSwitch: Bool,
    minimumRanks: Int = 8
  ) {
    let training = cases.filter { !$0.isHeldBack }
    var constants = CollectiveConstants(uniform: Self.start.bulk)
    constants.inNetworkMinimumRanks = Double(minimumRanks)
    func fabric(_ constants: CollectiveConstants) -> Fabric {
      let tier = Tier(
        name: "fit",
        size: 1 << 20,
        bandwidth: bandwidth,
        constants: constants,
        inNetworkReduction: addsInSwitch
      )
      return Fabric(scaleUp: tier, scaleOut: tier, portsPerDomain: 1)
    }
    func usesSwitch(_ item: CollectiveCase) -> Bool {
      addsInSwitch && item.collective == .allReduce && item.elementBytes > 1
        && item.ranks >= minimumRanks
    }
    for pattern in [Collective.allReduce, .allGather, .reduceScatter, .allToAll] {
      let own = training.filter { $0.collective == pattern && !usesSwitch($0) }
      guard own.count >= 12 else { continue }
      let curve = Self.fitCurve(own, pattern: pattern, bandwidth: bandwidth)
      constants.change(pattern) { $0 = curve }
    }
    let switched = training.filter(usesSwitch)
    if switched.count >= 4 {
      let base = constants
      let best = Self.minimise(from: [30e-6, 2e-6, 0.9, 1e6]) { values in
        var trial = base
        trial.inNetwork = CollectiveRegime(
          setup: values[0],
          step: values[1],
          efficiency: values[2],
          ramp: values[3]
        )
        return Self.loss(switched, fabric: fabric(trial))
      }
      constants.inNetwork = CollectiveRegime(
        setup: best.values[0],
        step: best.values[1],
        efficiency: best.values[2],
        ramp: best.values[3]
      )
    }
    self.constants = constants
    fitted = CollectiveErrors(training, fabric: fabric(constants))
    heldBack = CollectiveErrors(cases.filter(\.isHeldBack), fabric: fabric(constants))
  }

  /// Where every fit starts: typical of NVLink boxes of any generation.
  static let start = CollectiveCurve(
    eager: CollectiveRegime(setup: 7e-6, step: 0.9e-6, efficiency: 0.05),
    buffered: CollectiveRegime(setup: 9e-6, step: 1e-6, efficiency: 0.5),
    bulk: CollectiveRegime(setup: 18e-6, step: 2e-6, efficiency: 0.95, ramp: 1e6, copy: 0.4)
  )

  /// Fits one pattern's curve, with a scan over the changeover.
  private static func fitCurve(
    _ cases: [CollectiveCase],
    pattern: Collective,
    bandwidth: Double
  ) -> CollectiveCurve {
    var best: (loss: Double, values: [Double], curve: CollectiveCurve)?
    var from = parameters(start)
    for threshold in thresholds {
      let made = minimise(from: from) { values in
        var constants = CollectiveConstants(uniform: start.bulk)
        let curve = curve(values, threshold: threshold)
        constants.change(pattern) { $0 = curve }
        let tier = Tier(name: "fit", size: 1 << 20, bandwidth: bandwidth, constants: constants)
        return loss(cases, fabric: Fabric(scaleUp: tier, scaleOut: tier, portsPerDomain: 1))
      }
      if made.loss < best?.loss ?? .infinity {
        best = (made.loss, made.values, curve(made.values, threshold: threshold))
      }
      from = best?.values ?? from
    }
    return best?.curve ?? start
  }

  /// Changeovers tried: none, then shards of 0.2–6 MB in steps of a quarter octave [B].
  static let thresholds: [Double] =
    [.infinity] + (0..<20).map { 0.2e6 * pow(2, Double($0) / 4) }

  /// The free constants of a curve.
  private static func parameters(_ curve: CollectiveCurve) -> [Double] {
    [
      curve.eager.setup, curve.eager.step, curve.eager.efficiency, curve.buffered.setup,
      curve.buffered.step, curve.buffered.efficiency, curve.bulk.setup, curve.bulk.step,
      curve.bulk.efficiency, curve.bulk.ramp, curve.bulk.copy, 1.03,
    ]
  }

  /// The curve with given free constants.
  private static func curve(_ values: [Double], threshold: Double) -> CollectiveCurve {
    CollectiveCurve(
      eager: CollectiveRegime(setup: values[0], step: values[1], efficiency: values[2]),
      buffered: CollectiveRegime(setup: values[3], step: values[4], efficiency: values[5]),
      bulk: CollectiveRegime(
        setup: values[6],
        step: values[7],
        efficiency: values[8],
        ramp: values[9] < 1e3 ? 0 : values[9],
        copy: values[10]
      ),
      bulkThreshold: threshold,
      narrowPenalty: max(1, values[11])
    )
  }

  /// What a fit makes least.
  private static func loss(_ cases: [CollectiveCase], fabric: Fabric) -> Double {
    var sum = 0.0
    for item in cases {
      let predicted = fabric.time(
        item.collective,
        bytes: item.bytes,
        group: item.group,
        elementBytes: item.elementBytes
      )
      let error = log(predicted.seconds / item.seconds)
      sum += (error * error + 4e-4).squareRoot()
    }
    return sum / Double(max(1, cases.count))
  }

  /// A search in the logarithms of positive values, restarted from its best.
  ///
  /// A faint pull towards the start keeps constants that the cases do not determine at typical
  /// values.
  private static func minimise(
    from start: [Double],
    loss: ([Double]) -> Double
  ) -> (values: [Double], loss: Double) {
    let origin = start.map { log($0) }
    var best = origin
    for restart in 0..<4 {
      let width = restart == 0 ? 0.7 : 0.25
      let step = origin.indices.map { $0.isMultiple(of: 2) ? width : -width }
      best =
        NelderMead.minimise(from: best, step: step, evaluations: 180 * origin.count) { point in
          var pull = 0.0
          for (value, home) in zip(point, origin) { pull += (value - home) * (value - home) }
          return loss(point.map { exp($0) }) + 2e-5 * pull
        }.point
    }
    return (best.map { exp($0) }, loss(best.map { exp($0) }))
  }
}
