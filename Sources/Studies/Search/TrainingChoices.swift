import Scenarios
import Systems
import Training
import Workloads

/// What every part of a training plan may be, given what the scenario fixes.
///
/// Valid is what divides heads, layers, experts, sequences and accelerators without remainder, as
/// frameworks ask: tensor ranks within a scale-up domain; stages up to the number of layers, also where they
/// hold one layer more or less than others; chunks of equal size, whose micro-batches come in
/// multiples of the stages; sequences split to no fewer than 128 tokens. What changes nothing is no
/// choice: norms are split, traffic hides and state is shared out only where there is something to.
/// What the software cannot do is none either, unless the scenario fixes it.
struct TrainingChoices: Sendable {
  /// The plan as far as it is fixed.
  private let request: PlanRequest
  /// The model.
  private let architecture: Architecture
  /// Tokens of a sequence.
  private let sequence: Int
  /// Sequences of a step.
  let globalBatch: Int
  /// Accelerators in all.
  private let count: Int
  /// Accelerators of a scale-up domain.
  private let domain: Int
  /// Traffic that the software can hide.
  private let hideable: TrainingPlan.Overlap
  /// Whether attention keeps its scores, so that they may be computed again instead.
  private let keepsScores: Bool
  /// What the software can do.
  private let abilities: SoftwareStack.Abilities

  /// Takes what is fixed from a scenario.
  init(_ scenario: Scenario) {
    request = scenario.request
    architecture = scenario.job.architecture
    sequence = scenario.job.sequence
    globalBatch = scenario.job.globalBatch
    count = scenario.system.count
    domain = scenario.system.domain
    hideable = scenario.stack.overlap
    keepsScores = scenario.stack.attention == .unfused
    abilities = scenario.stack.abilities
  }

  /// The pipeline's order of work.
  var schedule: TrainingPlan.Schedule { request.schedule }
  /// Layers of the model.
  var layers: Int { architecture.layers }

  /// Fewest tokens that a context rank is left with.
  static let leastTokens = 128

  /// Ranks that may split each layer.
  var tensors: [Int] {
    values(request.tensor, upTo: min(domain, architecture.heads)) {
      ($0 == 1 || abilities.contains(.tensor)) && architecture.heads % $0 == 0
        && (architecture.kvHeads % $0 == 0 || $0 % architecture.kvHeads == 0)
    }
  }

  /// Ranks that may split a sequence.
  func contexts(tensor: Int) -> [Int] {
    values(request.context, upTo: max(1, sequence / Self.leastTokens)) {
      ($0 == 1 || abilities.contains(.context)) && $0 & ($0 - 1) == 0
        && sequence % $0 == 0 && count % (tensor * $0) == 0
    }
  }

  /// Stages that may split the layers, each with the copies that it leaves.
  func pipelines(tensor: Int, context: Int) -> [(pipeline: Int, data: Int)] {
    let layer = tensor * context
    guard count % layer == 0 else { return [] }
    let stages = values(request.pipeline, upTo: architecture.layers) {
      $0 == 1
        || abilities.contains(.pipeline)
          && (abilities.contains(.unevenStages) || architecture.layers % $0 == 0)
    }
    return stages.compactMap { pipeline in
      guard pipeline <= architecture.layers, count % (layer * pipeline) == 0 else {
        return nil
      }
      let data = count / (layer * pipeline)
      guard globalBatch % data == 0, request.data == nil || request.data == data,
        request.schedule != .dualPipe || pipeline > 1
      else { return nil }
      return (pipeline, data)
    }
  }

  /// Ranks that may split the experts of a stage.
  func experts(ranks: Int) -> [Int] {
    guard let experts = architecture.experts else { return [1] }
    return values(request.expert, upTo: min(experts.count, ranks)) { _ in true }
      .filter { experts.count % $0 == 0 && ranks % $0 == 0 }
  }

  /// Sequences that may pass together, of those that a copy works on in a step.
  func microBatches(perCopy: Int) -> [Int] {
    values(request.microBatch, upTo: perCopy) { _ in true }.filter { perCopy % $0 == 0 }
  }

  /// Whether norms may be split along the sequence.
  func sequenceParallel(tensor: Int, context: Int) -> [Bool] {
    let divides = (sequence / context) % tensor == 0
    if let fixed = request.sequenceParallel { return fixed && !divides ? [] : [fixed] }
    return tensor > 1 && divides && abilities.contains(.sequenceParallel)
      ? [false, true] : [false]
  }

  /// What backward may compute again: nothing, every set of parts that selective recomputation
  /// names, or all.
  var recomputations: [TrainingPlan.Recompute] {
    if let fixed = request.recompute { return [fixed] }
    if request.recomputedLayers != nil { return [.full] }
    var sets: [TrainingPlan.Recompute] = [[]]
    func allow(_ parts: [TrainingPlan.Recompute]) {
      sets += sets.flatMap { set in parts.map { set.union($0) } }
    }
    if keepsScores, abilities.contains(.recomputeAttention) { allow([.coreAttention]) }
    guard abilities.contains(.recomputeParts) else { return sets + [.full] }
    allow([.norm])
    // A feed-forward part that is computed again computes its activation again.
    allow([.activation, .feedForward])
    if case .latent = architecture.attention { allow([.latentProjection]) }
    return sets + [.full]
  }

  /// Layers of a stage that may be recomputed in full, nil for all.
  func recomputedLayers(_ mode: TrainingPlan.Recompute, pipeline: Int) -> [Int?] {
    guard mode.contains(.full) else { return [nil] }
    if let fixed = request.recomputedLayers { return [fixed] }
    if request.recompute != nil || !abilities.contains(.recomputeLayers) { return [nil] }
    let held = (architecture.layers + pipeline - 1) / pipeline
    return (1..<max(1, held)).map { $0 } + [nil]
  }

  /// Chunks that a stage may hold.
  func virtuals(pipeline: Int, perCopy: Int, microBatch: Int) -> [Int] {
    let layers = architecture.layers
    // Embedding and head may count as layers of their own when chunks are dealt out.
    let most =
      pipeline > 1 && request.schedule == .oneForwardOneBackward ? (layers + 2) / pipeline : 1
    let divides = perCopy / microBatch % pipeline == 0
    return values(request.virtual, upTo: max(1, most)) {
      $0 == 1
        || abilities.contains(.interleaved)
          && (layers % (pipeline * $0) == 0
            || abilities.contains(.unevenStages) && (layers + 2) % (pipeline * $0) == 0)
    }
    .filter { $0 == 1 || pipeline > 1 && divides }
  }

  /// State that copies may share out, with the ranks that share weights.
  func shardings(
    tensor: Int,
    pipeline: Int,
    context: Int,
    data: Int
  ) -> [(sharding: TrainingPlan.Sharding, group: Int?)] {
    let copies = data * context
    if let group = request.shardGroup, copies % group != 0 { return [] }
    if let fixed = request.sharding { return [(fixed, request.shardGroup)] }
    guard copies > 1 else { return [(.none, request.shardGroup)] }
    let allowed = TrainingPlan.Sharding.allCases.filter { canShare($0, pipeline: pipeline) }
    var found: [(TrainingPlan.Sharding, Int?)] = allowed.map { ($0, request.shardGroup) }
    // Weights may also be shared out within a domain only, with copies of the shards between.
    let inside = domain / tensor
    if request.shardGroup == nil, allowed.contains(.weights), inside > 1, inside < copies,
      copies % inside == 0
    {
      found.append((.weights, inside))
    }
    return found
  }

  /// Whether the software can share out so much of the state.
  private func canShare(_ sharding: TrainingPlan.Sharding, pipeline: Int) -> Bool {
    switch sharding {
    case .none: true
    case .optimizer: abilities.contains(.optimizerSharding)
    case .gradients: abilities.contains(.gradientSharding) && canShareState(pipeline)
    case .weights: abilities.contains(.weightSharding) && canShareState(pipeline)
    }
  }

  /// Whether the software can share out more than optimizer state with so many stages.
  private func canShareState(_ pipeline: Int) -> Bool {
    pipeline == 1 || abilities.contains(.pipelineSharding)
  }

  /// Traffic that may hide, of what the software can hide and the plan has, most first.
  func overlaps(_ plan: TrainingPlan) -> [TrainingPlan.Overlap] {
    if let fixed = request.overlap { return [fixed] }
    var found: [TrainingPlan.Overlap] = [[]]
    let traffic: [(TrainingPlan.Overlap, Bool)] = [
      (.tensor, plan.tensor > 1), (.data, plan.data * plan.context > 1),
      (.pipeline, plan.pipeline > 1), (.expert, plan.expert > 1),
    ]
    for (kind, exists) in traffic where exists && hideable.contains(kind) {
      found = found.map { $0.union(kind) } + found
    }
    return found
  }

  /// Orders in which ranks may stand.
  func rankOrders(_ plan: TrainingPlan) -> [TrainingPlan.RankOrder] {
    if let fixed = request.rankOrder { return [fixed] }
    // Experts are spread over the copies of a layer, which must then stand together.
    let isFree =
      plan.pipeline > 1 && plan.data > 1 && plan.expert <= plan.tensor * plan.context
    return isFree ? [.dataFirst, .pipelineFirst] : [.dataFirst]
  }

  /// The fixed value alone, or all from 1 that qualify.
  private func values(
    _ fixed: Int?,
    upTo limit: Int,
    where qualifies: (Int) -> Bool
  ) -> [Int] {
    if let fixed { return [fixed] }
    return limit >= 1 ? (1...limit).filter(qualifies) : []
  }
}
