public import Systems
public import Workloads

/// The estimate of a training job's step under a plan on a system.
public enum TrainingModel {
  /// Estimates one optimizer step.
  ///
  /// The plan must divide the job and the system; that is not checked here.
  ///
  /// - Complexity: About sixty kernel and twenty collective estimates; no search, no files.
  public static func step(
    of job: TrainingJob,
    plan: TrainingPlan,
    on system: System,
    with stack: SoftwareStack
  ) -> StepEstimate {
    StepModel(job: job, plan: plan, system: system, stack: stack).estimate()
  }
}
