import Quantities

extension PlacementAnswer {
  /// The answer in the words of the question.
  init(
    _ placement: Placement,
    _ ways: PlacementWays,
    _ optimum: PlacementProgram.Optimum,
    measure: Measure
  ) {
    let shares = zip(ways.permitted, optimum.shares).filter { $0.1 > 0 }.map { way, share in
      let option = placement.options[way.option]
      return Share(
        option: way.option,
        requestClass: option.requestClass,
        pool: option.pool,
        model: option.model,
        share: share,
        rate: share * ways.rates[way.requestClass],
        busy: share * way.busy,
        cost: share * way.cost,
        power: share * way.power
      )
    }
    let classes = placement.classes.enumerated().map { index, entry in
      let own = shares.filter { $0.requestClass == entry.name }
      let excluded = placement.options.indices.filter {
        placement.options[$0].requestClass == entry.name && !ways.reasons[$0].isEmpty
      }
      return ClassPart(
        name: entry.name,
        served: 1 - optimum.unserved[index],
        unservedRate: optimum.unserved[index] * entry.rate,
        cost: own.reduce(0) { $0 + $1.cost },
        power: own.reduce(0) { $0 + $1.power },
        permitted: ways.permitted.count { $0.requestClass == index },
        excluded: excluded.map {
          Excluded(
            option: $0,
            pool: placement.options[$0].pool,
            model: placement.options[$0].model,
            reasons: ways.reasons[$0]
          )
        }
      )
    }
    let pools = placement.pools.enumerated().map { index, pool in
      let own = shares.filter { $0.pool == pool.name }
      let busy = own.reduce(0) { $0 + $1.busy }
      let worth = optimum.worths[index]
      return PoolPart(
        name: pool.name,
        busy: busy,
        capacity: pool.capacity,
        utilization: pool.capacity > 0 ? busy / pool.capacity : 0,
        cost: own.reduce(pool.fixedCost) { $0 + $1.cost },
        power: own.reduce(0) { $0 + $1.power },
        price: pool.capacity > 0 ? worth / pool.capacity : 0,
        worth: worth
      )
    }
    self.init(
      aim: placement.aim,
      measure: measure,
      shares: shares,
      classes: classes,
      pools: pools,
      cost: pools.reduce(0) { $0 + $1.cost },
      power: pools.reduce(0) { $0 + $1.power },
      binding: Self.binding(pools.map(\.worth)),
      smallerModelSuffices: placement.smallerModels(among: shares),
      remarks: Self.remarks(placement, classes)
    )
  }

  /// The index of the greatest worth, the first of those equal but for the last digits.
  private static func binding(_ worths: [Double]) -> Int? {
    guard let most = worths.max(), most > 0 else { return nil }
    return worths.firstIndex { $0 >= most * (1 - 1e-9) }
  }

  /// What was not judged, and which classes had nowhere to go.
  private static func remarks(_ placement: Placement, _ classes: [ClassPart]) -> [String] {
    var remarks: [String] = []
    let wanting = placement.classes.filter { $0.leastQuality != nil }.map(\.name)
    if !placement.isScored, !wanting.isEmpty {
      remarks.append(
        "least quality of \(wanting.joined(separator: ", ")) not judged: no table of quality given"
      )
    }
    for part in classes where part.permitted == 0 {
      remarks.append(
        part.excluded.isEmpty
          ? "no pool offers a way to serve \(part.name)"
          : "every way to serve \(part.name) is excluded"
      )
    }
    return remarks
  }
}

extension Placement {
  /// Where a model smaller than the largest on offer serves a class near the user, well enough.
  ///
  /// Said only of classes with a least quality and of models with a score: nothing else shows that
  /// a model suffices.
  fileprivate func smallerModels(
    among shares: [PlacementAnswer.Share]
  ) -> [PlacementAnswer.SmallerModel] {
    let kinds = Dictionary(
      pools.map { ($0.name, $0.kind) },
      uniquingKeysWith: { first, _ in first }
    )
    return shares.compactMap { share in
      let option = options[share.option]
      let offered = options.filter {
        $0.requestClass == share.requestClass && $0.obstacle == nil
      }
      guard let kind = kinds[share.pool], kind == .device || kind == .site,
        let least = classes.first(where: { $0.name == share.requestClass })?.leastQuality,
        let quality = option.quality, quality >= least,
        let largest = offered.max(by: { $0.parameters < $1.parameters }),
        option.parameters < largest.parameters
      else { return nil }
      return PlacementAnswer.SmallerModel(
        requestClass: share.requestClass,
        share: share.share,
        model: share.model,
        parameters: option.parameters,
        pool: share.pool,
        quality: quality,
        leastQuality: least,
        largest: largest.model,
        largestParameters: largest.parameters
      )
    }
  }
}
