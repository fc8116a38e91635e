import Systems
import Workloads

/// What is trained, on what, and with which software: what all plans of a search share, held once.
///
/// A class, since models of single plans refer to it by the million and copies of its parts would cost more than
/// they compute.
final class TrainingSetting: Sendable {
  /// What is trained.
  let job: TrainingJob
  /// On what.
  let system: System
  /// With which software.
  let stack: SoftwareStack
  /// Leakage beyond that in benchmarks at the power limit, which none exceeds [W].
  let greatestLeakage: Double

  /// Holds a job, a system and a stack.
  init(job: TrainingJob, system: System, stack: SoftwareStack) {
    self.job = job
    self.system = system
    self.stack = stack
    greatestLeakage = system.excessLeakage(power: system.acceleratorPowerLimit)
  }
}
