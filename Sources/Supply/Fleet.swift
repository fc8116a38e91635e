/// The machines of one buyer: at work by age, and bought but waiting for a place.
struct Fleet {
  /// Machines that began to work in one quarter.
  struct Cohort {
    /// When they began.
    var began: Quarter
    /// Their compute [H100-equivalent].
    var compute: Double
    /// Their work [H100-equivalent].
    var work: Double
    /// Their facility power [MW].
    var power: Double
  }

  /// At work, the oldest first.
  var cohorts: [Cohort] = []
  /// Compute that waits [H100-equivalent].
  var waitingCompute = 0.0
  /// Work that waits [H100-equivalent].
  var waitingWork = 0.0
  /// Facility power of what waits [MW].
  var waitingPower = 0.0
  /// Work put in place in the last quarter [H100-equivalent].
  var lastDeployed = 0.0

  /// The fleet at the start, its machines spread evenly over their life.
  init(compute: Double, power: Double, start: Quarter, life: Int) {
    for age in stride(from: life, to: 0, by: -1) {
      cohorts.append(
        Cohort(
          began: start.advanced(by: -age),
          compute: compute / Double(life),
          work: compute / Double(life),
          power: power / Double(life)
        )
      )
    }
    lastDeployed = compute / Double(life)
  }

  /// Compute at work [H100-equivalent].
  var compute: Double { cohorts.reduce(0) { $0 + $1.compute } }
  /// Work done [H100-equivalent].
  var work: Double { cohorts.reduce(0) { $0 + $1.work } }
  /// Facility power at work [MW].
  var power: Double { cohorts.reduce(0) { $0 + $1.power } }

  /// Takes machines out of work that are older than their life [quarter].
  mutating func retire(in quarter: Quarter, life: Int) {
    cohorts.removeAll { quarter.since($0.began) > life }
  }
}
