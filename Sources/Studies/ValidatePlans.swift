public import Catalog
import Compute
public import Scenarios
import Systems
import Training
import Workloads

/// Holds the plans that teams chose for measured runs against all valid plans of the same jobs.
///
/// Nothing of a plan is fixed but its schedule; beside all valid plans stand those that use no technique
/// that the published plan does not, in other degrees. The best plan comes from ``PlanSearch``; how many
/// plans are predicted faster than the published one is counted exactly.
public enum ValidatePlans {
  /// Groups of rows that a team published as its own runs or submissions.
  ///
  /// Other groups hold series of trials, of which most were not chosen (llm-foundry's tables, BLOOM's
  /// search for a layout, cut-down models), or recipes that vendors publish for each container.
  static let chosen: Set<String> = [
    "narayanan_sc21", "korthikanti_2022", "megatron_readme_2020", "megatron_readme_2021-01",
    "megatron_readme_h100", "mt_nlg", "megascale", "llama3_paper", "torchtitan", "bloom_final",
    "deepseek_v3_paper", "palm", "gopher", "opt", "neox", "llama1", "bloomberggpt",
    "nemotron4_report",
  ]

  /// Whether the rows of a group are runs that teams chose plans for.
  static func isChosen(_ group: String) -> Bool {
    chosen.contains(group) || group.hasPrefix("mlperf_")
  }

  /// Columns that are taken as predicted best where a row lacks nothing else.
  static let completable: Set<String> = ["micro_batch", "recompute"]

  /// Places every row of a table.
  ///
  /// - Parameters:
  ///   - rows: Measured runs.
  ///   - catalog: Parts by name.
  ///   - jobs: Threads; the result does not depend on them.
  ///   - progress: Called with the share that is done, 0…1.
  /// - Returns: Every case with its place or the reason for the skip.
  public static func report(
    _ rows: [TrainingCase],
    catalog: Catalog,
    jobs: Int = 1,
    progress: (Double) -> Void = { _ in }
  ) -> PlanReport {
    var resolver = TrainingCaseResolver(catalog: catalog)
    let search = PlanSearch(SearchGoals(objective: .tokensPerSecond), jobs: jobs)
    var cases = rows.map { row in
      PlanCase(
        id: row.id,
        group: row.group,
        what: what(row),
        isChosen: isChosen(row.group),
        measured: row.stepTime
      )
    }
    // Rows of one job are placed together, in one walk over its plans.
    var questions: [Question] = []
    var numbers: [Key: Int] = [:]
    for (index, row) in rows.enumerated() {
      let asked = Asked(row)
      cases[index].completed = asked.open
      switch resolver.resolve(asked.row) {
      case .failure(let skipped):
        cases[index].completed = []
        cases[index].skippedBecause = skipped.reason
      case .success(let run):
        let key = Key(row, run)
        let number = numbers[key] ?? questions.count
        if number == questions.count {
          questions.append(Question(run))
          numbers[key] = number
        }
        if let plan = asked.plan(run, search: search) {
          questions[number].plans.append((index, plan))
        } else {
          cases[index].skippedBecause =
            "no \(asked.open.joined(separator: ", ")) makes its plan a valid one"
        }
      }
    }
    for (number, question) in questions.enumerated() {
      progress(Double(number) / Double(questions.count))
      guard !question.plans.isEmpty else { continue }
      for (index, outcome) in question.outcomes(search: search, number: number) {
        cases[index].outcome = outcome
      }
    }
    return PlanReport(cases: cases, summaries: summaries(cases))
  }

  /// The model, accelerators and their number.
  private static func what(_ row: TrainingCase) -> String {
    let count = row.integer("n_gpus").map { "\($0) × " } ?? ""
    return "\(row.text("model") ?? "a model") on \(count)\(row.text("gpu") ?? "unknown")"
  }

  /// The sets that targets are stated for, each group of chosen plans, and the rest.
  private static func summaries(_ cases: [PlanCase]) -> [PlanSummary] {
    let chosen = cases.filter(\.isChosen)
    let others = cases.filter { !$0.isChosen }
    func given(_ cases: [PlanCase]) -> [PlanCase] { cases.filter(\.completed.isEmpty) }
    func completed(_ cases: [PlanCase]) -> [PlanCase] { cases.filter { !$0.completed.isEmpty } }
    var seen: Set<JobPlan> = []
    let once = given(chosen).filter { item in
      item.outcome.map { seen.insert(JobPlan(job: $0.job, plan: $0.plan)).inserted } ?? false
    }
    var result = [
      PlanSummary(group: "teams, as published", cases: given(chosen)),
      PlanSummary(group: "the same, each job and plan once", cases: once),
      PlanSummary(group: "teams, completed", cases: completed(chosen)),
    ]
    for group in Set(chosen.map(\.group)).sorted() {
      let some = chosen.filter { $0.group == group }
      result.append(PlanSummary(group: group, cases: some))
    }
    result += [
      PlanSummary(group: "recipes and trials, as published", cases: given(others)),
      PlanSummary(group: "recipes and trials, completed", cases: completed(others)),
      PlanSummary(group: "all", cases: cases),
    ]
    return result
  }

  /// A job's plan.
  private struct JobPlan: Hashable {
    /// Number of the job.
    var job: Int
    /// The plan.
    var plan: TrainingPlan
  }

  /// What rows have in common that ask for the same plans.
  private struct Key: Hashable {
    private let job: TrainingJob
    private let stack: SoftwareStack
    private let schedule: TrainingPlan.Schedule
    private let parts: [String]

    /// The key of a row.
    init(_ row: TrainingCase, _ run: TrainingCaseResolver.Resolved) {
      job = run.job
      stack = run.stack
      schedule = run.plan.schedule
      parts = ["gpu", "n_gpus", "gpus_per_node", "node"].map { row.text($0) ?? "" }
    }
  }
}

extension ValidatePlans {
  /// A row with the columns that it lacks left open.
  private struct Asked {
    /// The row, with stand-ins where columns are open.
    let row: TrainingCase
    /// Columns that are open, empty when the row gives all that is needed.
    let open: [String]

    /// Looks at what a row lacks.
    init(_ row: TrainingCase) {
      guard case .failure(let missing) = row.plan(defaultOverlap: []),
        completable.isSuperset(of: missing.names)
      else {
        self.row = row
        open = []
        return
      }
      // A row that says so little of its pipeline may have been interleaved, unless it says not.
      let isPlain = row.text("schedule")?.lowercased() == "1f1b"
      let leavesChunks =
        row.integer("vpp") == nil && (row.integer("pp") ?? 1) > 1 && !isPlain
      open = missing.names + (leavesChunks ? ["vpp"] : [])
      let standIns = ["micro_batch": "1", "recompute": "none"]
      self.row = row.setting(standIns.filter { missing.names.contains($0.key) })
    }

    /// The row's plan, what is open taken as predicted best; nil when nothing makes it valid.
    func plan(
      _ run: TrainingCaseResolver.Resolved,
      search: PlanSearch
    ) -> TrainingPlan? {
      guard !open.isEmpty else { return run.plan }
      var request = PlanRequest(fixing: run.plan)
      if open.contains("micro_batch") { request.microBatch = nil }
      if open.contains("recompute") {
        request.recompute = nil
        request.recomputedLayers = nil
      }
      if open.contains("vpp") { request.virtual = nil }
      let scenario = Scenario(timing: run.job, on: run.system, with: run.stack, request: request)
      return search(TrainingSearchSpace(scenario, goals: search.goals)).ranking.first?.plan
    }
  }

  /// A job with the plans that rows give it.
  private struct Question {
    /// The job, its system and its software.
    let run: TrainingCaseResolver.Resolved
    /// Rows by index, each with its plan.
    var plans: [(row: Int, plan: TrainingPlan)] = []

    /// A question without plans.
    init(_ run: TrainingCaseResolver.Resolved) { self.run = run }

    /// The places of all plans among those of the job.
    func outcomes(search: PlanSearch, number: Int) -> [(row: Int, outcome: PlanCase.Outcome)] {
      let steps = plans.map { step($0.plan) }
      var request = PlanRequest()
      request.schedule = run.plan.schedule
      let space = space(request, search: search)
      let places = places(steps.map(\.seconds), in: [space], search: search)
      var known: [TrainingPlan: PlanPlace] = [:]
      return plans.indices.map { index in
        let plan = plans[index].plan
        let alike =
          known[plan]
          ?? self.places(
            [steps[index].seconds],
            in: Self.alike(plan).map { self.space($0, search: search) },
            search: search
          )[0]
        known[plan] = alike
        let canonical = space.canonical(plan)
        let same = step(canonical)
        let isSame =
          same.seconds == steps[index].seconds
          && same.memory.total == steps[index].memory.total
        let outcome = PlanCase.Outcome(
          plan: plan,
          step: steps[index],
          capacity: run.system.accelerator.memoryCapacity,
          all: places[index],
          alike: alike,
          outside: space.fault(of: canonical) ?? (isSame ? nil : "the traffic that it hides"),
          job: number
        )
        return (plans[index].row, outcome)
      }
    }

    /// The step under a plan.
    private func step(_ plan: TrainingPlan) -> StepEstimate {
      TrainingModel.step(of: run.job, plan: plan, on: run.system, with: run.stack)
    }

    /// The software, able to do what rows did with it.
    private var stack: SoftwareStack {
      let layers = run.job.architecture.layers
      return plans.reduce(into: run.stack) {
        $0.abilities.formUnion(SoftwareStack.Abilities(of: $1.plan, layers: layers))
      }
    }

    /// The plans of the job that a request leaves.
    private func space(_ request: PlanRequest, search: PlanSearch) -> TrainingSearchSpace {
      TrainingSearchSpace(
        Scenario(timing: run.job, on: run.system, with: stack, request: request),
        goals: search.goals
      )
    }

    /// The places of steps among the plans of disjoint spaces.
    private func places(
      _ seconds: [Double],
      in spaces: [TrainingSearchSpace],
      search: PlanSearch
    ) -> [PlanPlace] {
      var places = seconds.map { PlanPlace(seconds: $0) }
      let times = Set(seconds).sorted()
      for space in spaces {
        let first = search(space).ranking.first.flatMap { $0.standing.fits ? $0.plan : nil }
        let best = first.map { (plan: $0, step: step($0)) }
        let tally = space.tally(times: times, on: search)
        for (index, time) in seconds.enumerated() {
          places[index].add(
            plans: space.count,
            fitting: tally.fitting,
            faster: times.firstIndex(of: time).map { tally.faster[$0] } ?? 0,
            best: best
          )
        }
      }
      return places
    }

    /// Requests for plans that use the techniques of a plan and no others: ranks, stages, copies and
    /// micro-batches are free; recomputing nothing or everything counts as known to everybody.
    private static func alike(_ plan: TrainingPlan) -> [PlanRequest] {
      var request = PlanRequest(fixing: plan)
      request.tensor = nil
      request.pipeline = nil
      request.expert = nil
      request.microBatch = nil
      if plan.virtual > 1 { request.virtual = nil }
      if plan.context > 1 { request.context = nil }
      let modes: [TrainingPlan.Recompute] = [[], .full, plan.recompute]
      var seen: Set<TrainingPlan.Recompute> = []
      return modes.filter { seen.insert($0).inserted }.map { mode in
        var request = request
        request.recompute = mode
        if mode != plan.recompute { request.recomputedLayers = nil }
        return request
      }
    }
  }
}
