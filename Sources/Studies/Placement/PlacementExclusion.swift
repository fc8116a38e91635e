import Quantities

/// Why a class may not be served in some way.
public enum PlacementExclusion: Hashable, Sendable, CustomStringConvertible {
  /// The pool stands where the class may not go.
  case residency(RequestClass.Residency, pool: String, kind: PlacementPool.Kind, country: String)
  /// The first token comes too late [s].
  case firstToken(Double, limit: Double)
  /// Tokens follow each other too slowly [s].
  case perToken(Double, limit: Double)
  /// The last token comes too late [s].
  case endToEnd(Double, limit: Double)
  /// The model scores too low in the user's table.
  case quality(Double, least: Double)
  /// The user's table does not score the model for this class.
  case noScore(model: String, least: Double)
  /// The pool has nothing to serve with.
  case noCapacity(pool: String)
  /// The pool cannot run the model at all.
  case cannotRun(String)

  /// The reason in words.
  public var description: String {
    switch self {
    case .residency(.onDevice, let pool, let kind, _):
      return "must stay on the device, and \(pool) is a \(kind.rawValue)"
    case .residency(.inCountry(let wanted), let pool, _, let country):
      return "must stay in \(wanted), and \(pool) is in \(country)"
    case .residency(.anywhere, let pool, _, _):
      return "may go anywhere, \(pool) included"
    case .firstToken(let time, let limit):
      return "first token after \(Self.text(time)), limit \(Self.text(limit))"
    case .perToken(let time, let limit):
      return "\(Self.text(time)) per token, limit \(Self.text(limit))"
    case .endToEnd(let time, let limit):
      return "last token after \(Self.text(time)), limit \(Self.text(limit))"
    case .quality(let score, let least):
      return "quality \(Format.significant(score)), at least \(Format.significant(least)) wanted"
    case .noScore(let model, let least):
      return "no quality score of \(model) for this class, at least "
        + "\(Format.significant(least)) wanted"
    case .noCapacity(let pool):
      return "\(pool) has no capacity"
    case .cannotRun(let obstacle):
      return obstacle
    }
  }

  /// A time for a reader.
  private static func text(_ seconds: Double) -> String { Format.duration(seconds) }
}

extension PlacementExclusion {
  /// Everything that keeps a class from being served in a way; empty when it may be.
  ///
  /// - Parameters:
  ///   - option: The way.
  ///   - requestClass: The class.
  ///   - pool: The pool of the way.
  ///   - isScored: Whether the user has given a table of quality at all; without one, quality
  ///     excludes nothing.
  /// - Returns: The reasons, residency first.
  static func reasons(
    against option: PlacementOption,
    for requestClass: RequestClass,
    on pool: PlacementPool,
    isScored: Bool
  ) -> [PlacementExclusion] {
    var found: [PlacementExclusion] = []
    let admits =
      switch requestClass.residency {
      case .onDevice: pool.kind == .device
      case .inCountry(let country): pool.country.lowercased() == country.lowercased()
      case .anywhere: true
      }
    if !admits {
      found.append(
        .residency(
          requestClass.residency,
          pool: pool.name,
          kind: pool.kind,
          country: pool.country
        )
      )
    }
    let noCapacity = pool.capacity == 0 && option.use > 0
    if let obstacle = option.obstacle {
      // Times of a model that does not run say nothing.
      return found + [.cannotRun(obstacle)] + (noCapacity ? [.noCapacity(pool: pool.name)] : [])
    }
    let first = pool.latency + option.firstToken
    let last = first + max(0, requestClass.outputTokens - 1) * option.perToken
    let limits = requestClass.limits
    if let limit = limits.firstToken, first > limit {
      found.append(.firstToken(first, limit: limit))
    }
    if let limit = limits.perToken, option.perToken > limit {
      found.append(.perToken(option.perToken, limit: limit))
    }
    if let limit = limits.endToEnd, last > limit { found.append(.endToEnd(last, limit: limit)) }
    if isScored, let least = requestClass.leastQuality {
      if let score = option.quality {
        if score < least { found.append(.quality(score, least: least)) }
      } else {
        found.append(.noScore(model: option.model, least: least))
      }
    }
    if noCapacity { found.append(.noCapacity(pool: pool.name)) }
    return found
  }
}
