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

  /// The kernels of a plan, and of all that agree with it in what ``PlanKernels`` names.
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

  /// Memory that a plan's first stage takes whatever is kept of its passes [B].
  public func leastMemory(_ plan: TrainingPlan) -> Double {
    MemoryModel(setting: setting, plan: plan).least
  }

  /// The least that a step can take whose stages take no less than these: time [s], and energy above idle of
  /// one accelerator [J].
  ///
  /// - Parameters:
  ///   - plan: A plan with all traffic hidden that may be, and no more layers recomputed than in any other.
  ///   - stages: Its stages.
  ///   - isSettled: Whether it shares out state and orders ranks as all that are meant.
  /// - Returns: Time and energy that none falls below but by rounding.
  public func least(
    _ plan: TrainingPlan,
    stages: PlanStages,
    isSettled: Bool
  ) -> (seconds: Double, energy: Double) {
    let model = model(plan)
    return (model.leastSeconds(stages, isSettled: isSettled), model.leastEnergy(stages))
  }

  /// Whether hiding traffic never takes longer than not hiding it, which bounds rest on.
  public var hidingPays: Bool {
    let stack = setting.stack
    return [
      stack.contention, stack.tensorHidden, stack.pipelineHidden, stack.expertHidden,
      stack.dataHidden,
    ].allSatisfy { (0...1).contains($0) }
  }

  /// The model of a plan.
  private func model(_ plan: TrainingPlan) -> StepModel {
    StepModel(plan, in: setting)
  }
}
