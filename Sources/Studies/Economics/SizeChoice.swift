public import Economics
import Foundation
public import Scenarios

/// The size and training tokens that a scaling law calls best for a number of operations.
public struct SizeChoice: Sendable, Hashable {
  /// The law's id, such as `besiroglu2024`.
  public var id: String
  /// Its name for a reader.
  public var name: String
  /// Parameters that a token meets.
  public var parameters: Double
  /// Training tokens.
  public var tokens: Double
  /// Loss that the law states there, nil where it states none.
  public var loss: Double?
  /// Training tokens over the stock of text (1).
  public var stockShare: Double
  /// Operations at which the stock is used up, nil where the law states none [FLOP].
  public var limit: Double?
  /// The best of training and service together at the same loss, nil where nothing is served.
  public var lifetime: Lifetime?

  /// The best of training and service together.
  public struct Lifetime: Sendable, Hashable {
    /// Parameters that a token meets.
    public var parameters: Double
    /// Training tokens.
    public var tokens: Double
    /// Operations of training and service saved against the best of training alone (1).
    public var saved: Double
    /// Operations of service over those of training, at the best of training alone (1).
    public var serviceRatio: Double
  }

  /// The choices of all laws, the first published first.
  ///
  /// - Parameter asked: Operations, tokens served and the stock of text.
  /// - Returns: A choice a law.
  /// - Throws: `EconomicsError.outOfRange` when a number is not above 0.
  public static func choices(_ asked: EconomicsQuestion.Sizing) throws(EconomicsError)
    -> [SizeChoice]
  {
    let first = try ScalingLaw.kaplan2020(compute: asked.compute)
    var choices = [
      SizeChoice(
        id: "kaplan2020",
        name: "Kaplan 2020",
        parameters: first.parameters,
        tokens: first.trainingTokens,
        stockShare: first.trainingTokens / asked.stock
      )
    ]
    let laws: [(String, String, ScalingLaw)] = [
      ("hoffmann2022", "Chinchilla 2022, approach 3", .hoffmann2022),
      ("besiroglu2024", "its replication 2024", .besiroglu2024),
    ]
    for (id, name, law) in laws {
      let best = try law.trainingOptimum(compute: asked.compute)
      let loss = try law.loss(parameters: best.parameters, trainingTokens: best.trainingTokens)
      choices.append(
        SizeChoice(
          id: id,
          name: name,
          parameters: best.parameters,
          tokens: best.trainingTokens,
          loss: loss,
          stockShare: best.trainingTokens / asked.stock,
          limit: try law.compute(exhausting: asked.stock),
          lifetime: try lifetime(law, best, loss: loss, served: asked.served)
        )
      )
    }
    return choices
  }

  /// The best of training and service together at a loss.
  private static func lifetime(
    _ law: ScalingLaw,
    _ start: ScalingLaw.Design,
    loss: Double,
    served: Double?
  ) throws(EconomicsError) -> Lifetime? {
    guard let served else { return nil }
    // A token served takes a third of the operations of one trained on.
    let best = try law.lifetimeOptimum(loss: loss, equivalentTrainingTokens: served / 3)
    func life(_ design: ScalingLaw.Design) throws(EconomicsError) -> LifetimeRatio {
      try LifetimeRatio(
        activeParameters: design.parameters,
        trainingTokens: design.trainingTokens,
        served: TokenCounts(input: 0, output: served)
      )
    }
    let before = try life(start)
    return Lifetime(
      parameters: best.parameters,
      tokens: best.trainingTokens,
      saved: 1 - (try life(best).total) / before.total,
      serviceRatio: before.total / before.training - 1
    )
  }

  /// Its numbers.
  var figures: [EconomicsFigure] {
    func figure(_ key: String, _ title: String, _ value: Double?, _ kind: EconomicsFigure.Kind)
      -> EconomicsFigure
    { EconomicsFigure("sizing", "\(key)_\(id)", "\(title), \(name)", value, kind) }
    return [
      figure("parameters", "parameters", parameters, .count),
      figure("tokens", "training tokens", tokens, .count),
      figure("tokens_per_parameter", "tokens a parameter", tokens / parameters, .number),
      figure("stock_share", "share of the stock of text", stockShare, .share),
    ]
      + (limit == nil
        ? []
        : [
          figure("limit_FLOP", "operations that use up the stock", limit, .quantity(unit: "FLOP"))
        ])
      + (lifetime.map { best in
        [
          figure("lifetime_parameters", "parameters with service", best.parameters, .count),
          figure("lifetime_tokens", "training tokens with service", best.tokens, .count),
          figure("lifetime_saved", "operations saved by that", best.saved, .share),
          figure("service_ratio", "service over training", best.serviceRatio, .number),
        ]
      } ?? [])
  }
}
