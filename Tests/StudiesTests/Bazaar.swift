import LinearPrograms
import Studies

/// Small placements: two pools, a near and a far one, and classes that differ in cost alone.
enum Bazaar {
  /// A pool in a country, by default a region of ten units.
  static func pool(
    _ name: String,
    _ kind: PlacementPool.Kind = .region,
    country: String = "DE",
    latency: Double = 0,
    capacity: Double = 10,
    fixedCost: Double = 0,
    purchase: PlacementPool.Purchase = .whole
  ) -> PlacementPool {
    PlacementPool(
      name: name,
      kind: kind,
      country: country,
      latency: latency,
      capacity: capacity,
      fixedCost: fixedCost,
      purchase: purchase
    )
  }

  /// A class of requests of a hundred tokens each way.
  static func requests(
    _ name: String,
    rate: Double,
    limits: RequestClass.Limits = RequestClass.Limits(),
    residency: RequestClass.Residency = .anywhere,
    leastQuality: Double? = nil
  ) -> RequestClass {
    RequestClass(
      name: name,
      rate: rate,
      inputTokens: 100,
      outputTokens: 101,
      limits: limits,
      residency: residency,
      leastQuality: leastQuality,
      complexity: "plain"
    )
  }

  /// A way that by default keeps a unit of the pool busy for a second.
  static func way(
    _ requestClass: String,
    _ pool: String,
    model: String = "m",
    parameters: Double = 1e9,
    use: Double = 1,
    cost: Double = 0,
    energy: Double = 0,
    quality: Double? = nil
  ) -> PlacementOption {
    PlacementOption(
      requestClass: requestClass,
      pool: pool,
      model: model,
      parameters: parameters,
      use: use,
      cost: cost,
      energy: energy,
      firstToken: 0.5,
      perToken: 0.02,
      quality: quality
    )
  }

  /// Two classes, of four and three requests a second, that both had rather go near.
  ///
  /// A request of the first saves 2 USD by going near, one of the second 1 USD.
  static func rivals(near capacity: Double, scale: Double = 1) -> Placement {
    Placement(
      pools: [pool("near", capacity: capacity), pool("far")],
      classes: [requests("a", rate: 4), requests("b", rate: 3)],
      options: [
        way("a", "near", cost: 1 * scale), way("a", "far", cost: 3 * scale),
        way("b", "near", cost: 1 * scale), way("b", "far", cost: 2 * scale),
      ]
    )
  }
}

extension PlacementAnswer {
  /// Share of a class on a pool; 0 where none goes there.
  func share(_ requestClass: String, _ pool: String, _ model: String? = nil) -> Double {
    shares.filter {
      $0.requestClass == requestClass && $0.pool == pool && (model == nil || $0.model == model)
    }.reduce(0) { $0 + $1.share }
  }
}
