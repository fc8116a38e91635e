import Economics
public import Systems
public import Training
public import Workloads

extension Scenario {
  /// A job on a system of which nothing is known but how fast it is: costs and emissions are 0.
  ///
  /// For studies that look at time, energy and memory only.
  ///
  /// - Parameters:
  ///   - job: What is trained.
  ///   - system: On what.
  ///   - stack: With which software.
  ///   - request: The plan as far as it is fixed.
  public init(
    timing job: TrainingJob,
    on system: System,
    with stack: SoftwareStack,
    request: PlanRequest = PlanRequest()
  ) {
    self.init(
      name: "",
      model: "",
      job: job,
      system: system,
      stack: stack,
      request: request,
      ownership: CostOfOwnership(
        prices: CapitalPrices(accelerator: 0, host: 0, network: 0, facility: 0),
        electricityPrice: 0,
        rentalPrice: 0
      ),
      basis: .amortised,
      budget: Budget(),
      objective: .tokensPerSecond,
      embodiedCarbon: 0,
      resolved: [],
      weakFigures: [],
      warnings: []
    )
  }
}
