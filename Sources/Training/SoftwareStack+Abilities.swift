public import Workloads

extension SoftwareStack {
  /// What a framework can do with a plan, of what others came to do later or never did.
  public struct Abilities: OptionSet, Hashable, Sendable {
    /// The set as bits.
    public let rawValue: Int

    /// Makes a set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Layers split over tensor ranks.
    public static let tensor = Abilities(rawValue: 1)
    /// Layers dealt out to stages.
    public static let pipeline = Abilities(rawValue: 2)
    /// Sequences split over context ranks.
    public static let context = Abilities(rawValue: 4)
    /// Several chunks on a stage.
    public static let interleaved = Abilities(rawValue: 8)
    /// Stages of different numbers of layers.
    public static let unevenStages = Abilities(rawValue: 16)
    /// Norms split along the sequence.
    public static let sequenceParallel = Abilities(rawValue: 32)
    /// Core attention computed again by itself.
    public static let recomputeAttention = Abilities(rawValue: 64)
    /// Other parts of a layer computed again by themselves.
    public static let recomputeParts = Abilities(rawValue: 128)
    /// Some layers of a stage computed again and others not.
    public static let recomputeLayers = Abilities(rawValue: 256)
    /// Optimizer state shared out by copies.
    public static let optimizerSharding = Abilities(rawValue: 512)
    /// Gradients shared out by copies as well.
    public static let gradientSharding = Abilities(rawValue: 1_024)
    /// Weights shared out by copies as well.
    public static let weightSharding = Abilities(rawValue: 2_048)
    /// Gradients or weights shared out while stages split the layers.
    public static let pipelineSharding = Abilities(rawValue: 4_096)

    /// Each ability by the word for it in catalogue files.
    public static let words: [(word: String, ability: Abilities)] = [
      ("tensor", .tensor), ("pipeline", .pipeline), ("context", .context),
      ("interleaved", .interleaved), ("uneven-stages", .unevenStages),
      ("sequence-parallel", .sequenceParallel), ("recompute-attention", .recomputeAttention),
      ("recompute-parts", .recomputeParts), ("recompute-layers", .recomputeLayers),
      ("optimizer-sharding", .optimizerSharding), ("gradient-sharding", .gradientSharding),
      ("weight-sharding", .weightSharding), ("pipeline-sharding", .pipelineSharding),
    ]

    /// Everything.
    public static let all = Abilities(words.map(\.ability))

    /// What a plan asks of the software that runs it.
    public init(of plan: TrainingPlan, layers: Int) {
      let sharesMore = plan.sharding == .gradients || plan.sharding == .weights
      let asked: [(Bool, Abilities)] = [
        (plan.tensor > 1, .tensor), (plan.pipeline > 1, .pipeline), (plan.context > 1, .context),
        (plan.virtual > 1, .interleaved),
        (layers % max(1, plan.pipeline * plan.virtual) != 0, .unevenStages),
        (plan.sequenceParallel, .sequenceParallel),
        (plan.recompute.contains(.coreAttention), .recomputeAttention),
        (
          !plan.recompute.isDisjoint(with: [.norm, .activation, .latentProjection, .feedForward]),
          .recomputeParts
        ),
        (plan.recomputedLayers != nil, .recomputeLayers),
        (plan.sharding == .optimizer, .optimizerSharding),
        (plan.sharding == .gradients, .gradientSharding),
        (plan.sharding == .weights, .weightSharding),
        (sharesMore && plan.pipeline > 1, .pipelineSharding),
      ]
      self = asked.reduce(into: []) { if $1.0 { $0.formUnion($1.1) } }
    }
  }
}
