import Catalog
import Documents
import Quantities
import Training
import Workloads

/// Reads the plan of a scenario, as far as it is fixed.
enum PlanReader {
  /// What a scenario fixes of its plan.
  static func request(_ record: Record, into diagnostics: inout Diagnostics) -> PlanRequest? {
    var request = PlanRequest()
    request.tensor = record.integer("plan.tensor")
    request.pipeline = record.integer("plan.pipeline")
    request.virtual = record.integer("plan.virtual")
    request.context = record.integer("plan.context")
    request.expert = record.integer("plan.expert")
    request.microBatch = record.integer("plan.micro-batch")
    request.recomputedLayers = record.integer("plan.recomputed-layers")
    request.sequenceParallel = record.flag("plan.sequence-parallel")
    request.sharding = record.integer("plan.optimizer-sharding")
      .flatMap(TrainingPlan.Sharding.init(rawValue:))
    request.shardGroup = record.integer("plan.shard-group")
    request.data = record.integer("plan.data")
    if record.has("plan.overlap") {
      request.overlap = record.texts("plan.overlap").reduce(into: []) {
        $0.formUnion(SoftwareFormat.overlap($1))
      }
    }
    request.schedule =
      record.text("plan.schedule").flatMap(TrainingPlan.Schedule.init(rawValue:))
      ?? .oneForwardOneBackward
    request.rankOrder = record.text("plan.rank-order")
      .flatMap(TrainingPlan.RankOrder.init(rawValue:))
    if let node = record.node("plan.recompute") {
      guard let mode = recompute(node) else {
        diagnostics.add(
          record.diagnostic(
            "plan.recompute",
            "\(node.shape) is no way to recompute",
            hint:
              "write none, selective, full, or a list of \(words.keys.sorted().joined(separator: ", "))"
          )
        )
        return nil
      }
      request.recompute = mode
    }
    return request
  }

  /// The parts of a layer that may be recomputed, by word.
  private static let words: [String: TrainingPlan.Recompute] = [
    "core-attention": .coreAttention, "norm": .norm, "activation": .activation,
    "latent-projection": .latentProjection, "feed-forward": .feedForward,
  ]

  /// The mode that a value means.
  private static func recompute(_ node: Node) -> TrainingPlan.Recompute? {
    switch node.text {
    case "none": return []
    case "selective": return .coreAttention
    case "full": return .full
    case .some(let word): return words[word]
    case nil: break
    }
    guard !node.elements.isEmpty else { return nil }
    var mode: TrainingPlan.Recompute = []
    for element in node.elements {
      guard let part = element.text.flatMap({ words[$0] }) else { return nil }
      mode.formUnion(part)
    }
    return mode
  }

  /// What a plan is checked against, as far as the scenario gives it.
  struct Surroundings {
    /// The model.
    var architecture: Architecture?
    /// Tokens of a sequence.
    var sequence: Int?
    /// Sequences of a step.
    var globalBatch: Int?
    /// Accelerators in all.
    var count: Int?
    /// Accelerators of a scale-up domain.
    var domain: Int?
  }

  /// What contradicts itself among the parts of the plan that are fixed.
  static func contradictions(
    _ request: PlanRequest,
    in surroundings: Surroundings,
    record: Record
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func add(_ field: String, _ message: String, _ hint: String) {
      found.append(record.diagnostic(field, message, hint: hint))
    }
    func divisors(_ whole: Int) -> String {
      (1...64).filter { whole % $0 == 0 }.map(String.init).joined(separator: ", ")
    }
    if let architecture = surroundings.architecture {
      if let tensor = request.tensor, architecture.heads % tensor != 0 {
        add(
          "plan.tensor",
          "\(tensor) does not divide the \(architecture.heads) attention heads",
          "allowed: \(divisors(architecture.heads))"
        )
      }
      if let tensor = request.tensor, architecture.heads % tensor == 0,
        architecture.kvHeads % tensor != 0, tensor % architecture.kvHeads != 0
      {
        add(
          "plan.tensor",
          "\(tensor) neither divides the \(architecture.kvHeads) key/value heads nor is a multiple",
          "allowed: \(divisors(architecture.kvHeads)), or multiples of \(architecture.kvHeads)"
        )
      }
      // Embedding and head may count as layers of their own when chunks are dealt out.
      let chunks = (request.pipeline ?? 1) * (request.virtual ?? 1)
      if chunks > architecture.layers + 2 {
        add(
          "plan.pipeline",
          "\(chunks) chunks are more than the \(architecture.layers) layers",
          "lower plan.pipeline or plan.virtual"
        )
      }
      if let expert = request.expert {
        if let experts = architecture.experts, experts.count % expert != 0 {
          add(
            "plan.expert",
            "\(expert) does not divide the \(experts.count) experts",
            "allowed: \(divisors(experts.count))"
          )
        } else if architecture.experts == nil, expert > 1 {
          add("plan.expert", "\(expert), but the model has no experts", "leave it out or write 1")
        }
      }
    }
    if let tensor = request.tensor, let domain = surroundings.domain, tensor > domain {
      add(
        "plan.tensor",
        "\(tensor) is more than the \(domain) accelerators of a scale-up domain",
        "use at most \(domain), or widen system.scale-up.domain"
      )
    }
    if let limited = request.recomputedLayers {
      if let layers = surroundings.architecture?.layers, limited > layers {
        add("plan.recomputed-layers", "\(limited) are more than the \(layers) layers", "lower it")
      }
      if let mode = request.recompute, !mode.contains(.full) {
        add(
          "plan.recomputed-layers",
          "only full recomputation is limited so",
          "write recompute: full"
        )
      }
    }
    if request.schedule == .dualPipe, request.pipeline == 1 {
      add("plan.schedule", "dualpipe needs more than one stage", "raise plan.pipeline")
    }
    if let virtual = request.virtual, virtual > 1, request.pipeline == 1 {
      add("plan.virtual", "\(virtual) chunks need more than one stage", "raise plan.pipeline")
    }
    if let context = request.context, let sequence = surroundings.sequence, sequence % context != 0
    {
      add(
        "plan.context",
        "\(context) does not divide the sequence of \(sequence) tokens",
        "use a power of two"
      )
    }
    if request.sequenceParallel == true, let tensor = request.tensor,
      let sequence = surroundings.sequence, sequence / (request.context ?? 1) % tensor != 0
    {
      add(
        "plan.sequence-parallel",
        "\(tensor) tensor ranks do not divide \(sequence / (request.context ?? 1)) tokens",
        "write false, or change the sequence"
      )
    }
    found += ranks(request, in: surroundings, record: record)
    return found
  }

  /// What does not divide when accelerators and sequences are dealt out.
  private static func ranks(
    _ request: PlanRequest,
    in surroundings: Surroundings,
    record: Record
  ) -> [Diagnostic] {
    guard let count = surroundings.count else { return [] }
    let split = (request.tensor ?? 1) * (request.pipeline ?? 1) * (request.context ?? 1)
    guard count % split == 0 else {
      return [
        record.diagnostic(
          "system.count",
          "\(count) accelerators are no multiple of tensor × pipeline × context = \(split)",
          hint: "use a multiple such as \((count / split + 1) * split)"
        )
      ]
    }
    guard request.tensor != nil, let pipeline = request.pipeline, request.context != nil else {
      if let wanted = request.data, count % (split * wanted) != 0 {
        return [
          record.diagnostic(
            "plan.data",
            "\(count) accelerators are no multiple of tensor × pipeline × context × data ="
              + " \(split * wanted)",
            hint: "leave it out; it follows from the others"
          )
        ]
      }
      return []
    }
    var found: [Diagnostic] = []
    let data = count / split
    if let wanted = request.data, wanted != data {
      found.append(
        record.diagnostic(
          "plan.data",
          "\(wanted), but \(count) accelerators leave \(data)",
          hint: "leave it out; it follows from the others"
        )
      )
    }
    let stage = count / pipeline
    if let expert = request.expert, surroundings.architecture?.experts != nil, stage % expert != 0 {
      found.append(
        record.diagnostic(
          "plan.expert",
          "\(expert) does not divide the \(stage) ranks of a stage",
          hint: "use a divisor of \(stage)"
        )
      )
    }
    let copies = data * (request.context ?? 1)
    if let shards = request.shardGroup, copies % shards != 0 {
      found.append(
        record.diagnostic(
          "plan.shard-group",
          "\(shards) does not divide the \(copies) data-parallel ranks",
          hint: "use a divisor of \(copies)"
        )
      )
    }
    guard let batch = surroundings.globalBatch else { return found }
    let each = data * (request.microBatch ?? 1)
    if batch % each != 0 {
      found.append(
        record.diagnostic(
          "workload.training.global-batch",
          "\(batch) sequences are no multiple of data × micro-batch = \(each)",
          hint: "use a multiple such as \((batch / each + 1) * each)"
        )
      )
    } else if let virtual = request.virtual, virtual > 1, batch / each % pipeline != 0 {
      found.append(
        record.diagnostic(
          "plan.virtual",
          "an interleaved pipeline needs its \(batch / each) micro-batches to be a"
            + " multiple of its \(pipeline) stages",
          hint: "change the batch, or write virtual: 1"
        )
      )
    }
    return found
  }
}
