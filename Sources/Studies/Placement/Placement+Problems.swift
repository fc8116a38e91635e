extension Placement {
  /// Everything that is wrong with the question, in words; empty when it can be answered.
  public var problems: [String] {
    var found: [String] = []
    if classes.isEmpty { found.append("there are no classes of requests to place") }
    if pools.isEmpty { found.append("there are no pools to place requests on") }
    found += Self.repeats(pools.map(\.name), noun: "pool")
    found += Self.repeats(classes.map(\.name), noun: "class")
    for pool in pools {
      found += Self.negatives(
        "pool \(pool.name)",
        [
          ("latency", pool.latency), ("capacity", pool.capacity), ("fixed cost", pool.fixedCost),
          ("price of capacity", pool.purchase.price),
        ]
      )
    }
    for entry in classes {
      let limits = entry.limits
      found += Self.negatives(
        "class \(entry.name)",
        [
          ("input tokens", entry.inputTokens), ("output tokens", entry.outputTokens),
          ("limit on the first token", limits.firstToken ?? 0),
          ("limit per token", limits.perToken ?? 0), ("limit end to end", limits.endToEnd ?? 0),
        ]
      )
      if !(entry.rate > 0 && entry.rate.isFinite) {
        found.append("class \(entry.name): the rate is \(entry.rate); it must be greater than 0")
      }
      if let least = entry.leastQuality, !least.isFinite {
        found.append("class \(entry.name): the least quality is \(least); it must be finite")
      }
    }
    let poolNames = Set(pools.map(\.name))
    let classNames = Set(classes.map(\.name))
    for option in options {
      let place = "\(option.requestClass) on \(option.pool) with \(option.model)"
      if !poolNames.contains(option.pool) {
        found.append("\(place): there is no pool \(option.pool)")
      }
      if !classNames.contains(option.requestClass) {
        found.append("\(place): there is no class \(option.requestClass)")
      }
      found += Self.negatives(
        place,
        [
          ("parameters", option.parameters), ("use", option.use), ("cost", option.cost),
          ("energy", option.energy), ("first token", option.firstToken),
          ("time per token", option.perToken),
        ]
      )
      if let quality = option.quality, !quality.isFinite {
        found.append("\(place): the quality is \(quality); it must be finite")
      }
    }
    return found
  }

  /// Names that stand for more than one thing.
  private static func repeats(_ names: [String], noun: String) -> [String] {
    var seen: Set<String> = []
    return names.filter { !seen.insert($0).inserted }.map {
      "there is more than one \(noun) called \($0); names must differ"
    }
  }

  /// Figures that are negative or not finite.
  private static func negatives(_ place: String, _ figures: [(String, Double)]) -> [String] {
    figures.filter { !($0.1 >= 0 && $0.1.isFinite) }.map {
      "\(place): the \($0.0) is \($0.1); it must be finite and not negative"
    }
  }
}
