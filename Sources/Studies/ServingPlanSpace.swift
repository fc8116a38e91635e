public import Scenarios
import Serving
import Systems
public import Workloads

/// All valid plans of a scenario about serving: fixed parts fixed, open parts over every value that
/// fits heads, layers, experts and accelerators.
///
/// What is open is searched where it can pay: attention ranks only where experts join them;
/// in pools, one stage with experts over all of it, and shares of the accelerators by twelfths.
/// Where a token's time is limited, limits of requests at once by powers of two (in pools, of four) are tried too:
/// fewer at once are quicker, and the rest waits.
public enum ServingPlanSpace {
  /// The plans, in the order by which ties are broken.
  public static func plans(_ scenario: ServingScenario) -> [ServingPlan] {
    let request = scenario.request
    let count = scenario.system.count
    let inPools = request.prefill != nil
    let layouts = layouts(request.layout, scenario, inPools: inPools)
    guard let pool = request.prefill else {
      return layouts.flatMap { layout -> [ServingPlan] in
        let replicas = request.replicas ?? count / layout.accelerators
        guard replicas >= 1, replicas * layout.accelerators <= count else { return [] }
        return self.plans(layout, replicas: replicas, scenario: scenario, pool: nil)
      }
    }
    var plans: [ServingPlan] = []
    let sources = Self.layouts(pool.layout, scenario, inPools: true)
    for layout in layouts {
      for source in sources {
        for workers in workers(pool, request, source: source, layout: layout, count: count) {
          let left = count - workers * source.accelerators
          let replicas = request.replicas ?? left / layout.accelerators
          guard replicas >= 1, replicas * layout.accelerators <= left else { continue }
          plans += self.plans(
            layout,
            replicas: replicas,
            scenario: scenario,
            pool: ServingPlan.PrefillPool(layout: source, workers: workers)
          )
        }
      }
    }
    return plans
  }

  /// Plans of a layout with each limit of requests at once that is tried.
  private static func plans(
    _ layout: ServingPlan.Layout,
    replicas: Int,
    scenario: ServingScenario,
    pool: ServingPlan.PrefillPool?
  ) -> [ServingPlan] {
    limits(scenario, replicas: replicas).map { limit in
      ServingPlan(
        layout: layout,
        replicas: replicas,
        batchLimit: limit,
        chunk: scenario.request.chunk,
        prefill: pool
      )
    }
  }

  /// Limits of requests at once of a copy, the one that is fixed or the engine's own first.
  private static func limits(_ scenario: ServingScenario, replicas: Int) -> [Int?] {
    let most: Double
    switch scenario.traffic.load {
    case .concurrency(let clients): most = clients / Double(replicas)
    case .offline: most = .infinity
    case .rate, .batch: return [scenario.request.batchLimit]
    }
    guard scenario.request.batchLimit == nil, scenario.target.timePerOutputToken != nil else {
      return [scenario.request.batchLimit]
    }
    let greatest = min(most, Double(scenario.stack.batchLimit))
    let step = scenario.request.prefill == nil ? 1 : 2
    let powers = stride(from: 0, to: 16, by: step).reversed().map { 1 << $0 }
    return [nil] + powers.filter { Double($0) < greatest }
  }

  /// Numbers of copies of a prefill pool: the one that is fixed, what fixed copies leave, or
  /// every distinct number that takes between a twelfth and eleven twelfths of the accelerators.
  private static func workers(
    _ pool: ServingPlanRequest.Pool,
    _ request: ServingPlanRequest,
    source: ServingPlan.Layout,
    layout: ServingPlan.Layout,
    count: Int
  ) -> [Int] {
    if let workers = pool.workers { return [workers] }
    if let replicas = request.replicas {
      let left = (count - replicas * layout.accelerators) / source.accelerators
      return left >= 1 ? [left] : []
    }
    var found: [Int] = []
    for twelfths in 1..<12 {
      let share = Double(twelfths) / 12 * Double(count)
      let workers = max(1, Int((share / Double(source.accelerators)).rounded()))
      if found.last != workers { found.append(workers) }
    }
    return found
  }

  /// Layouts of a copy; those whose weights fit, where any do.
  private static func layouts(
    _ fixed: ServingPlanRequest.Layout,
    _ scenario: ServingScenario,
    inPools: Bool
  ) -> [ServingPlan.Layout] {
    let all = allLayouts(fixed, scenario, breadth: inPools ? .pools : .copies)
    guard all.count > 1 else { return all }
    let fitting = all.filter { layout in
      ServingMemory(
        architecture: scenario.architecture,
        recipe: scenario.recipe,
        layout: layout,
        system: scenario.system,
        stack: scenario.stack
      ).cacheCapacity > 0
    }
    return fitting.isEmpty ? all : fitting
  }

  /// How much of what is valid is tried.
  enum Breadth {
    /// Up to 16 stages.
    case copies
    /// One stage, with experts over all of it.
    case pools
    /// All of it.
    case whole
  }

  /// Layouts of a copy, whether or not they fit.
  static func allLayouts(
    _ fixed: ServingPlanRequest.Layout,
    _ scenario: ServingScenario,
    breadth: Breadth
  ) -> [ServingPlan.Layout] {
    let architecture = scenario.architecture
    let system = scenario.system
    let count = system.count
    var found: [ServingPlan.Layout] = []
    let tensors = values(fixed.tensor, upTo: min(system.domain, architecture.heads)) {
      architecture.heads % $0 == 0
        && (architecture.kvHeads % $0 == 0 || $0 % architecture.kvHeads == 0)
    }
    let mostStages = breadth == .pools ? 1 : breadth == .copies ? 16 : min(count, 1_024)
    let stages = values(fixed.pipeline, upTo: min(architecture.layers, mostStages)) {
      architecture.layers % $0 == 0 || isPowerOfTwo($0)
    }
    let isSparse = architecture.experts != nil
    for tensor in tensors {
      for pipeline in stages where tensor * pipeline <= count {
        let room = count / (tensor * pipeline)
        let ranks = values(fixed.attentionData, upTo: isSparse ? room : 1) {
          isPowerOfTwo($0) || count % (tensor * pipeline * $0) == 0
        }
        for data in ranks where data <= room {
          for expert in experts(
            fixed.expert,
            architecture,
            stage: tensor * data,
            inPools: breadth == .pools
          ) {
            found.append(
              ServingPlan.Layout(
                tensor: tensor,
                pipeline: pipeline,
                attentionData: data,
                expert: expert
              )
            )
          }
        }
      }
    }
    return found
  }

  /// Ranks over which experts may be spread in a stage.
  private static func experts(
    _ fixed: Int?,
    _ architecture: Architecture,
    stage: Int,
    inPools: Bool
  ) -> [Int] {
    guard let experts = architecture.experts else { return [1] }
    if let fixed { return stage % fixed == 0 && experts.count % fixed == 0 ? [fixed] : [] }
    let all = (1...stage).filter { stage % $0 == 0 && experts.count % $0 == 0 }
    return inPools ? Array(all.suffix(1)) : all
  }

  /// The fixed value alone, or all from 1 that qualify.
  private static func values(
    _ fixed: Int?,
    upTo limit: Int,
    where qualifies: (Int) -> Bool
  ) -> [Int] {
    if let fixed { return [fixed] }
    return limit >= 1 ? (1...limit).filter(qualifies) : []
  }

  /// Whether a number is a power of two.
  private static func isPowerOfTwo(_ number: Int) -> Bool { number & (number - 1) == 0 }

  /// Plans that differ from one in degrees doubled or halved, also beyond the scale-up domain.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - scenario: The scenario, its plan left open.
  /// - Returns: The plan itself first, then its neighbours.
  static func neighbours(of plan: ServingPlan, in scenario: ServingScenario) -> [ServingPlan] {
    func near(_ degree: Int) -> [Int] { degree > 1 ? [degree / 2, degree, degree * 2] : [1, 2] }
    let architecture = scenario.architecture
    let layout = plan.layout
    var found = [plan]
    for tensor in near(layout.tensor)
    where architecture.heads % tensor == 0
      && (architecture.kvHeads % tensor == 0 || tensor % architecture.kvHeads == 0)
    {
      for pipeline in near(layout.pipeline) where pipeline <= architecture.layers {
        for data in near(layout.attentionData) {
          var narrowed = scenario
          narrowed.request.layout.tensor = tensor
          narrowed.request.layout.pipeline = pipeline
          narrowed.request.layout.attentionData = data
          if let pool = plan.prefill {
            narrowed.request.prefill?.layout = ServingPlanRequest.Layout(fixing: pool.layout)
          }
          found += plans(narrowed)
        }
      }
    }
    return found
  }
}
