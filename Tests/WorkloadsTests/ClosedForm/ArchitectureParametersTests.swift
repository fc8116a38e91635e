import Testing
import Workloads

/// Counts of parameters against sums written out by hand.
struct ArchitectureParametersTests {
  /// Two layers of width 8 with 4 query heads of 2, 2 key/value heads and 16 inside.
  static let small = Architecture(
    layers: 2,
    hidden: 8,
    heads: 4,
    kvHeads: 2,
    headDimension: 2,
    intermediate: 16,
    gated: true,
    vocabulary: 10
  )

  @Test func `a gated decoder is the sum of its matrices`() {
    let attention = 8 * 8 + 2 * 8 * 4 + 8 * 8
    let layer = attention + 3 * 8 * 16 + 2 * 8
    #expect(Self.small.attentionParameters == attention)
    #expect(Self.small.parameters == 2 * layer + 2 * 10 * 8 + 8)
    #expect(Self.small.activeParameters == Self.small.parameters)
  }

  @Test func `tying takes off one matrix of the vocabulary`() {
    var tied = Self.small
    tied.tied = true
    #expect(Self.small.parameters - tied.parameters == 10 * 8)
  }

  @Test func `biases and positions add their vectors`() {
    var full = Self.small
    full.gated = false
    let plain = full.parameters
    full.qkvBias = true
    full.outputBias = true
    full.feedForwardBias = true
    full.normBias = true
    full.headBias = true
    full.learnedPositions = 5
    let perLayer = (8 + 4 + 4) + 8 + (16 + 8) + 2 * 8
    #expect(full.parameters - plain == 2 * perLayer + 8 + 10 + 5 * 8)
  }

  @Test func `norms of queries and keys count by their scale`() {
    var model = Self.small
    let plain = model.normParameters
    model.queryKeyNorm = true
    #expect(model.normParameters - plain == 2 * 2)
    model.queryKeyScale = .everyHead
    #expect(model.normParameters - plain == (4 + 2) * 2)
    model.queryKeyScale = .none
    #expect(model.normParameters == plain)
    model.normAffine = false
    #expect(model.normParameters == 0)
  }

  @Test func `experts count all and activate some`() {
    var model = Self.small
    model.experts = Architecture.Experts(
      count: 6,
      perToken: 2,
      intermediate: 4,
      sharedIntermediate: 5,
      denseLayers: 1,
      sharedGate: true,
      routerBias: true,
      biases: true
    )
    let expert = 3 * 8 * 4 + 2 * 4 + 8
    #expect(model.expertParameters == expert)
    #expect(model.routerParameters == 6 * 8 + 6)
    #expect(model.sharedExpertParameters == 3 * 8 * 5 + 8)
    let added = model.routerParameters + model.sharedExpertParameters + 6 * expert
    let difference = model.parameters - Self.small.parameters
    #expect(difference == added - Self.small.denseFeedForwardParameters)
    #expect(model.parameters - model.activeParameters == 4 * expert)
  }

  @Test func `latent attention is the sum of its projections`() {
    var model = Self.small
    model.attention = .latent(
      Architecture.Latent(
        queryRank: 3,
        kvRank: 5,
        ropeDimension: 1,
        plainDimension: 2,
        valueDimension: 2
      )
    )
    let query = 8 * 3 + 3 * 4 * 3
    let keyValue = 8 * (5 + 1) + 5 * 4 * (2 + 2)
    #expect(model.attentionParameters == query + keyValue + 4 * 2 * 8)
    #expect(model.normParameters == 2 * 8 + 3 + 5)
  }

  @Test func `a prediction layer stands apart from the total`() {
    var model = Self.small
    model.predictionLayers = 1
    #expect(model.parameters == Self.small.parameters)
    #expect(model.predictionParameters == model.denseLayerParameters + 2 * 64 + 3 * 8)
  }

  @Test func `layers, embeddings, head and final norm make the total`() {
    let model = Self.small
    let sum =
      model.layerParameters + model.embeddingParameters + model.headParameters
      + model.finalNormParameters
    #expect(model.parameters == sum)
  }
}
