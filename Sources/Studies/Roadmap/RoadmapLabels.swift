public import Supply

/// Somebody's word on what binds, quarter by quarter: a roadmap's, or a simple rule's.
public struct RoadmapLabels: Hashable, Sendable {
  /// Who says it.
  public var name: String
  /// Layers that bind, the strongest first, by quarter.
  public var layers: [Quarter: [Layer]]

  /// A word on what binds.
  public init(name: String, layers: [Quarter: [Layer]]) {
    self.name = name
    self.layers = layers
  }

  /// What a roadmap says.
  init(_ roadmap: Roadmap) {
    name = "Narrows"
    layers = Dictionary(
      roadmap.quarters.map { ($0.quarter, $0.binding) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// What bound when the state was frozen binds for ever.
  init(persistenceOf truth: RoadmapTruth, at frozen: Quarter, through end: Quarter) {
    let kept = truth.layers(in: frozen) ?? [.demand]
    self.init(name: "persistence", from: frozen, through: end) { _ in kept }
  }

  /// The one-way calendar: packaging now, then power, then whether anybody can pay.
  ///
  /// The calendar names 1 to 2 years to power and 3 to 5 to economics, from whenever it is read. Capital
  /// and demand both stand for economics, which favours it.
  ///
  /// - Parameters:
  ///   - start: The quarter that counts as now.
  ///   - end: The last quarter.
  ///   - power: Quarters until power binds.
  ///   - economics: Quarters until economics binds.
  init(calendarFrom start: Quarter, through end: Quarter, power: Int, economics: Int) {
    self.init(name: "calendar", from: start, through: end) { age in
      age < power ? [.packaging] : age < economics ? [.power] : [.capital, .demand]
    }
  }

  /// A rule on the quarters since a start.
  private init(name: String, from start: Quarter, through end: Quarter, _ rule: (Int) -> [Layer]) {
    var layers: [Quarter: [Layer]] = [:]
    for age in 0...max(0, end.since(start)) { layers[start.advanced(by: age)] = rule(age) }
    self.init(name: name, layers: layers)
  }

  /// First quarter in which a layer binds; nil where it never does.
  public func first(_ layer: Layer) -> Quarter? {
    layers.filter { $0.value.contains(layer) }.keys.min()
  }

  /// First quarter after another in which a layer binds that did not bind the quarter before.
  public func returns(_ layer: Layer, after quarter: Quarter) -> Quarter? {
    layers.filter { entry in
      entry.key > quarter && entry.value.contains(layer)
        && !(layers[entry.key.advanced(by: -1)]?.contains(layer) ?? false)
    }.keys.min()
  }
}

/// How well labels meet the truth.
///
/// A quarter counts in full when the strongest layer that is named is one of those that bound in it.
/// It counts half when that layer bound in a quarter beside it, or when another layer that is named to
/// bind with it bound in the quarter. Otherwise it counts nothing.
public struct RoadmapLabelScore: Hashable, Sendable {
  /// One quarter.
  public struct Row: Hashable, Sendable {
    /// The quarter.
    public var quarter: Quarter
    /// Layers that bound.
    public var truth: [Layer]
    /// Layers that were said to bind, the strongest first.
    public var predicted: [Layer]
    /// What the quarter counts: 1, ½ or 0 [1].
    public var credit: Double
    /// Whether the two sets of layers are the same.
    public var isExact: Bool { Set(truth) == Set(predicted) }
  }

  /// Who said it.
  public var name: String
  /// The quarters.
  public var rows: [Row]

  /// Mean credit [1].
  public var credited: Double { mean(\.credit) }
  /// Share of the quarters whose strongest layer was right, without any leniency [1].
  public var strict: Double { mean { $0.credit == 1 ? 1 : 0 } }
  /// Share of the quarters in which exactly the right layers were named [1].
  public var exact: Double { mean { $0.isExact ? 1 : 0 } }

  /// Mean over the quarters; 0 for none.
  private func mean(_ value: (Row) -> Double) -> Double {
    rows.isEmpty ? 0 : rows.reduce(0) { $0 + value($1) } / Double(rows.count)
  }

  /// Holds labels against the truth in those of some quarters of which both are known.
  public init(_ labels: RoadmapLabels, against truth: RoadmapTruth, in quarters: [Quarter]) {
    name = labels.name
    rows = quarters.compactMap { quarter in
      guard let bound = truth.layers(in: quarter), let named = labels.layers[quarter],
        let strongest = named.first
      else { return nil }
      let beside = [-1, 1].flatMap { truth.layers(in: quarter.advanced(by: $0)) ?? [] }
      let credit =
        bound.contains(strongest)
        ? 1 : beside.contains(strongest) || named.contains(where: bound.contains) ? 0.5 : 0
      return Row(quarter: quarter, truth: bound, predicted: named, credit: credit)
    }
  }
}
