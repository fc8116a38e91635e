import Benchmark
import Catalog
import Fabrics
import Links
import Studies
import Training
import Workloads

/// The estimates that searches call millions of times, and the whole way from a file to an answer.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock],
    warmupIterations: 3,
    scalingFactor: .kilo,
    maxDuration: .seconds(3),
    maxIterations: 1_000
  )
  guard let example = Example() else { return }
  let job = example.scenario.job
  let system = example.scenario.system
  let stack = example.scenario.stack

  // One step of the 405B job on 16,384 H100 with time, memory and traffic accounts: at most 20 µs.
  Benchmark("training step, full account") { benchmark in
    for _ in benchmark.scaledIterations {
      blackHole(TrainingModel.step(of: job, plan: example.plan, on: system, with: stack))
    }
  }

  // The same with facility, failures, cost and carbon.
  Benchmark("training run") { benchmark in
    for _ in benchmark.scaledIterations {
      blackHole(Design(scenario: example.scenario, plan: example.plan))
    }
  }

  // DeepSeek-R1 on eight B200 under 64 clients, times, memory and power: at most 50 µs.
  if let service = Service() {
    Benchmark("serving estimate") { benchmark in
      for _ in benchmark.scaledIterations { blackHole(service.estimate()) }
    }
  }

  // One channel with eight aggressors and the full grid of 802.3dj: at most 2 s on two cores.
  let channel = OneChannel()
  Benchmark("com: one channel, 802.3dj, full equaliser search, two threads") { benchmark in
    for _ in benchmark.scaledIterations {
      blackHole(
        ChannelOperatingMargin.evaluate(channel.ports, standard: .backplane200G1, jobs: 2)
      )
    }
  }

  // One link of a technology, and the state of a link of rings about its collapse: at most 2 µs each.
  if let link = OneLink() {
    Benchmark("link estimate") { benchmark in
      for step in benchmark.scaledIterations {
        blackHole(link.technology.estimate(.init(rate: 1.6e12, length: Double(step))))
      }
    }
    Benchmark("link of rings at a temperature") { benchmark in
      for step in benchmark.scaledIterations {
        blackHole(link.rings.state(temperature: 355 + Double(step) * 5e-3))
      }
    }
  }

  // The first feed-forward product of that job on one rank.
  let product = MatrixMultiply(m: 8_192, n: 13_312, k: 16_384, format: .bf16)
  Benchmark("matrix product") { benchmark in
    for _ in benchmark.scaledIterations { blackHole(system.machine.matrixMultiply(product)) }
  }

  // The reduction of that job's gradients over 128 replicas, one rank a node.
  let replicas = Group(ranks: 128, perNode: 1, sharedBy: 8)
  Benchmark("collective between nodes") { benchmark in
    for _ in benchmark.scaledIterations {
      blackHole(system.fabric.time(.reduceScatter, bytes: 12.7e9, group: replicas))
    }
  }

  // The whole plan space of a 530B GPT on 5,120 A100, from scenario to proven optimum: at most 0.25 s.
  let single = Benchmark.Configuration(
    metrics: [.wallClock, .peakMemoryResident],
    warmupIterations: 1,
    scalingFactor: .one,
    maxDuration: .seconds(5)
  )
  if let scenario = Searches.training(Searches.gpt530B, catalog: Catalog()) {
    let goals = SearchGoals(objective: .tokensPerSecond)
    Benchmark("search: plans of a 530B GPT on 5,120 A100", configuration: single) { benchmark in
      for _ in benchmark.scaledIterations {
        let result = PlanSearch(goals, jobs: 2)(TrainingSearchSpace(scenario, goals: goals))
        precondition(result.isProven)
      }
    }
  }

  // The best plans of 48 systems and their front, reading included: at most 5 s.
  Benchmark("search: Llama 3.1 405B on 48 systems, with front", configuration: single) {
    benchmark in
    for _ in benchmark.scaledIterations {
      let result = Searches.llama405B()
      precondition(result?.isProven == true && result?.outcomes.count == 48)
    }
  }

  // The best of up to twelve million plans for each of 384 scenarios, two threads: at most 5 s.
  if let search = ServingSearch() {
    Benchmark(
      "search: DeepSeek-R1, 6 machines, 64 loads",
      configuration: .init(
        metrics: [.wallClock, .peakMemoryResident],
        warmupIterations: 0,
        scalingFactor: .one,
        maxDuration: .seconds(20),
        maxIterations: 3
      )
    ) { benchmark in
      for _ in benchmark.scaledIterations { blackHole(search()) }
    }
  }

  // What `narrows explain` does but for printing, one thread: at most 0.25 s.
  Benchmark(
    "catalogue, scenario and explanation",
    configuration: .init(
      metrics: [.wallClock, .peakMemoryResident],
      scalingFactor: .one,
      maxDuration: .seconds(5)
    )
  ) { benchmark in
    for _ in benchmark.scaledIterations {
      let catalog = Catalog()
      guard let scenario = Example.read(catalog) else { continue }
      blackHole(Explain()(scenario, catalog: catalog))
    }
  }

  // Networks of a thousand and of a hundred thousand endpoints: at most 1 s a million flows and 10 s.
  if let runs = FlowRuns() {
    let once = Benchmark.Configuration(
      metrics: [.wallClock, .peakMemoryResident],
      warmupIterations: 0,
      scalingFactor: .one,
      maxDuration: .seconds(10),
      maxIterations: 5
    )
    for routing in [Routing.spray, .byDestination] {
      Benchmark(
        "flows: all-to-all of 1,024 in rounds, \(routing.name)",
        configuration: once
      ) { benchmark in
        for _ in benchmark.scaledIterations { precondition(runs.allToAll(routing) != nil) }
      }
    }
    Benchmark("flows: ring all-reduce of 100,000", configuration: once) { benchmark in
      for _ in benchmark.scaledIterations {
        precondition(runs.ring()?.reason == .contentionFree)
      }
    }
    Benchmark("flows: permutation of 1,024 in packets", configuration: once) { benchmark in
      for _ in benchmark.scaledIterations { blackHole(runs.packets()) }
    }
  }

  // 56 quarters of the supply chain: at most 50 ms a run and 5 minutes for 10,000 samples.
  if let runs = RoadmapRuns() {
    let once = Benchmark.Configuration(
      metrics: [.wallClock, .peakMemoryResident],
      warmupIterations: 1,
      scalingFactor: .one,
      maxDuration: .seconds(10)
    )
    Benchmark("roadmap: 56 quarters", configuration: once) { benchmark in
      for _ in benchmark.scaledIterations { precondition(runs.run(.cascade) != nil) }
    }
    Benchmark("roadmap: 100 samples of 56 quarters, two threads", configuration: once) {
      benchmark in
      for _ in benchmark.scaledIterations { precondition(runs.samples().count > 0) }
    }
  }
}
