/// A training job: what is trained, on how much, in which steps.
public struct TrainingJob: Hashable, Sendable {
  /// The model that is trained.
  public var architecture: Architecture
  /// Tokens of one sequence.
  public var sequence: Int
  /// Sequences in one optimizer step over the whole system.
  public var globalBatch: Int
  /// Tokens of the whole run, or nil when only a step is asked for.
  public var tokens: Double?
  /// Formats and state sizes.
  public var recipe: TrainingRecipe
  /// Rank of low-rank adapters when only these are trained (LoRA), or nil when all weights are.
  public var adapterRank: Int?
  /// Whether extra prediction layers stored with the model are trained too.
  public var trainsPredictionLayers: Bool

  /// Describes a training job.
  public init(
    architecture: Architecture,
    sequence: Int,
    globalBatch: Int,
    tokens: Double? = nil,
    recipe: TrainingRecipe,
    adapterRank: Int? = nil,
    trainsPredictionLayers: Bool = true
  ) {
    self.architecture = architecture
    self.sequence = sequence
    self.globalBatch = globalBatch
    self.tokens = tokens
    self.recipe = recipe
    self.adapterRank = adapterRank
    self.trainsPredictionLayers = trainsPredictionLayers
  }

  /// Tokens of one optimizer step.
  public var tokensPerStep: Double { Double(globalBatch) * Double(sequence) }

  /// Whether only low-rank adapters are trained.
  public var isAdapter: Bool { adapterRank != nil }
}
