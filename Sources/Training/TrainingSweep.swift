public import Systems
public import Workloads

/// Estimates many plans of one job on one system, in parts that plans share.
///
/// `step(plan, stages: stages(plan, kernels: kernels(plan)), memory: memory(plan))` is the estimate that
/// ``TrainingModel`` gives, to the last bit.
public struct TrainingSweep: Sendable {
  /// What all plans share.
  private let setting: TrainingSetting

  /// Prepares for plans of a job.
  public init(job: TrainingJob, system: System, stack: SoftwareStack) {
    setting = TrainingSetting(job: job, system: system, stack: stack)
  }

  /// The kernels of a plan, and of all with the same ``PlanKernels/Key``.
  public func kernels(_ plan: TrainingPlan) -> PlanKernels {
    PlanKernels(of: setting.job, plan: plan, on: setting.system, with: setting.stack)
  }

  /// The stages of a plan.
  public func stages(_ plan: TrainingPlan, kernels: PlanKernels) -> PlanStages {
    model(plan).stages(kernels)
  }

  /// The step of a plan.
  public func step(
    _ plan: TrainingPlan,
    stages: PlanStages,
    memory: MemoryAccount
  ) -> StepEstimate {
    model(plan).estimate(stages, memory: memory)
  }

  /// Memory of a plan's fullest accelerator.
  public func memory(_ plan: TrainingPlan) -> MemoryAccount {
    MemoryModel(setting: setting, plan: plan).account()
  }

  /// The least that a step with these stages can take, whatever else the plan chooses: time [s], and energy
  /// above idle of one accelerator [J].
  public func least(
    _ plan: TrainingPlan,
    stages: PlanStages
  ) -> (seconds: Double, energy: Double) {
    let model = model(plan)
    return (model.leastSeconds(stages), model.leastEnergy(stages))
  }

  /// The model of a plan.
  private func model(_ plan: TrainingPlan) -> StepModel {
    StepModel(plan, in: setting)
  }
}
