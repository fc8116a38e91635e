public import Fabrics
public import Quantities
public import Scenarios

/// One kind of collective of a workload, as ASTRA-sim times it and as the network can carry it.
public struct AstraCollectiveFinding: Sendable {
  /// What is run.
  public var collective: AstraCollective
  /// Its size as ASTRA-sim counts it [B].
  public var bytes: Int
  /// NPUs that take part.
  public var npus: Int
  /// How many of the kind an NPU runs.
  public var times: Int
  /// Least time that one took by ASTRA-sim's count, waiting for others left out [s].
  public var seconds: Double
  /// What it takes at line rate.
  public var atLineRate: AstraPhysics.Answer
  /// Bus bandwidth by ASTRA-sim's count, as NCCL's tests define it [B/s].
  public var busBandwidth: Double
  /// Bus bandwidth at line rate [B/s].
  public var busBandwidthAtLineRate: Double

  /// True where the peer's time would need ports faster than they are.
  ///
  /// A part in a million is forgiven, since its times are whole nanoseconds.
  public var exceedsLineRate: Bool { seconds < atLineRate.bound * (1 - 1e-6) }
}

/// What is found out about a workload on ASTRA-sim's semantics.
public struct AstraFindings: Sendable {
  /// The question.
  public var scenario: AstraScenario
  /// What ASTRA-sim would report.
  public var run: AstraRun
  /// The same workload where no link is faster than its rate.
  public var atLineRate: AstraRun
  /// The collectives by kind, in the order in which they first end.
  public var collectives: [AstraCollectiveFinding]
  /// What keeps the workload from its end.
  public var problems: Diagnostics
}

/// Runs a workload with ASTRA-sim's semantics and at line rate.
public struct AstraStudy: Sendable {
  /// A study.
  public init() {}

  /// What is found out.
  public func callAsFunction(_ scenario: AstraScenario) -> AstraFindings {
    let run = scenario.network.run(
      scenario.workload,
      system: scenario.system,
      backend: scenario.backend
    )
    let atLineRate = scenario.network.runAtLineRate(scenario.workload, system: scenario.system)
    return AstraFindings(
      scenario: scenario,
      run: run,
      atLineRate: atLineRate,
      collectives: collectives(scenario, run),
      problems: problems(scenario, run)
    )
  }

  /// The kinds of collectives with their least times.
  private func collectives(
    _ scenario: AstraScenario,
    _ run: AstraRun
  ) -> [AstraCollectiveFinding] {
    struct Kind: Hashable {
      var collective: AstraCollective
      var bytes: Int
      var group: Int?
      var dimensions: [Bool]
    }
    var order: [Kind] = []
    var least: [Kind: Int] = [:]
    var counts: [Kind: [Int: Int]] = [:]
    for span in run.spans {
      let trace = scenario.workload.traces[scenario.workload.traceOfNPU[span.npu]]
      guard
        case .collective(let collective, let bytes, let group, let dimensions, _) =
          trace[span.node].work
      else { continue }
      let kind = Kind(collective: collective, bytes: bytes, group: group, dimensions: dimensions)
      if least[kind] == nil { order.append(kind) }
      least[kind] = min(least[kind] ?? .max, span.end - span.start)
      counts[kind, default: [:]][span.npu, default: 0] += 1
    }
    let physics = AstraPhysics(network: scenario.network, system: scenario.system)
    return order.map { kind in
      let members = kind.group.flatMap { scenario.workload.groups[$0] }
      let answer = physics.answer(
        kind.collective,
        bytes: Double(kind.bytes),
        group: members,
        involved: kind.dimensions
      )
      let npus = members?.count ?? involved(kind.dimensions, scenario.network)
      let seconds = Double(least[kind] ?? 0) / 1e9
      func bandwidth(_ seconds: Double) -> Double {
        AstraPhysics.busBandwidth(
          of: kind.collective,
          bytes: Double(kind.bytes),
          count: npus,
          seconds: seconds
        )
      }
      return AstraCollectiveFinding(
        collective: kind.collective,
        bytes: kind.bytes,
        npus: npus,
        times: counts[kind]?.values.max() ?? 0,
        seconds: seconds,
        atLineRate: answer,
        busBandwidth: bandwidth(seconds),
        busBandwidthAtLineRate: bandwidth(answer.seconds)
      )
    }
  }

  /// NPUs that take part together where only some dimensions do.
  private func involved(_ dimensions: [Bool], _ network: AstraNetwork) -> Int {
    network.dimensions.enumerated().reduce(1) { product, entry in
      entry.offset >= dimensions.count || dimensions[entry.offset]
        ? product * entry.element.count : product
    }
  }

  /// The NPUs that never end, with the nodes that they wait in.
  private func problems(_ scenario: AstraScenario, _ run: AstraRun) -> Diagnostics {
    var problems = Diagnostics()
    let unfinished = run.finish.indices.filter { run.finish[$0] == nil }
    guard !unfinished.isEmpty else { return problems }
    var ended: [Int: Set<Int>] = [:]
    for span in run.spans { ended[span.npu, default: []].insert(span.node) }
    for npu in unfinished.prefix(8) {
      let place = scenario.workload.traceOfNPU[npu]
      let trace = scenario.workload.traces[place]
      let done = ended[npu] ?? []
      let open = trace.indices.first { node in
        !done.contains(node) && trace[node].dependencies.allSatisfy(done.contains)
      }
      problems.error(
        "NPU \(npu) never ends"
          + (open.map { ": its node \(trace[$0].id) waits for others" } ?? ""),
        file: scenario.files.indices.contains(place) ? scenario.files[place] : nil,
        field: open.map { "node \(trace[$0].id)" },
        hint: "do all NPUs run the same collectives in the same order, and do messages pair up?"
      )
    }
    if unfinished.count > 8 {
      problems.error("\(unfinished.count - 8) more NPUs never end", file: scenario.files.first)
    }
    return problems
  }
}
