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
    let kernels = PlanKernels(of: job, plan: plan, on: system, with: stack)
    return step(of: job, plan: plan, on: system, with: stack, kernels: kernels)
  }

  /// Estimates one optimizer step from kernels that other plans share.
  ///
  /// - Parameters:
  ///   - job: What is trained.
  ///   - plan: How it is laid out.
  ///   - system: On what.
  ///   - stack: With which software.
  ///   - kernels: Those of a plan that agrees with this one in what ``PlanKernels`` names.
  /// - Returns: Time, memory, power and traffic.
  public static func step(
    of job: TrainingJob,
    plan: TrainingPlan,
    on system: System,
    with stack: SoftwareStack,
    kernels: PlanKernels
  ) -> StepEstimate {
    StepModel(plan, in: TrainingSetting(job: job, system: system, stack: stack)).estimate(kernels)
  }
}
