import Quantities
public import Studies
import Supply

/// What a roadmap under uncertain inputs says, in every shape.
public struct SamplingReport: Report {
  /// The samples, summed up.
  public var sampling: RoadmapSampling

  /// Reports samples of a roadmap.
  public init(_ sampling: RoadmapSampling) { self.sampling = sampling }

  // MARK: What a person reads

  /// Odds of layers first, then fans, then what decides.
  public var blocks: [Block] {
    guard sampling.count > 0 else {
      return [.headline("No sample of the roadmap could be run.")] + remarks
    }
    return [.headline(headline), .paragraph(basis), firsts, odds] + fans + influences + remarks
  }

  /// How sure what binds in the last quarter is, in a sentence.
  private var headline: String {
    let ends = sampling.layers.filter { $0.strongest.last ?? 0 > 0 }
      .sorted { ($0.strongest.last ?? 0) > ($1.strongest.last ?? 0) }
    guard let last = sampling.quarters.last, let first = ends.first else {
      return "In none of \(Words.count(sampling.count, "sample")) does any stage bind at the end."
    }
    return "At the end, \(last), \(first.layer.rawValue) binds most in"
      + " \(Words.percent(first.strongest.last ?? 0)) of \(Words.count(sampling.count, "sample"))"
      + ends.dropFirst().prefix(2).map {
        ", \($0.layer.rawValue) in \(Words.percent($0.strongest.last ?? 0))"
      }.joined() + "."
  }

  /// How samples were made.
  private var basis: String {
    "\(Words.count(sampling.inputs.count, "input")) \(sampling.inputs.count == 1 ? "is" : "are")"
      + " drawn apart from each other from triangular distributions between their low and high"
      + " values, on a Latin hypercube."
  }

  /// When each layer first binds.
  private var firsts: Block {
    .table(
      Table(
        [
          .init("layer"), .init("first binds: 5 %"), .init("half"), .init("95 %"),
          .init("never", isNumber: true),
        ],
        rows: sampling.layers.map { layer in
          [.text(layer.layer.rawValue)]
            + [0.05, 0.5, 0.95].map { .text(quarter(of: layer, share: $0)) }
            + [.text(Words.percent(layer.never))]
        }
      )
    )
  }

  /// Quarter by which a layer has bound in a share of the samples.
  private func quarter(of layer: RoadmapSampling.LayerOdds, share: Double) -> String {
    var sum = 0.0
    for (index, part) in layer.first.enumerated() {
      sum += part
      // Shares are sums of many parts of 1/samples.
      if sum >= share - 1e-9 { return sampling.quarters[index].description }
    }
    return "later"
  }

  /// Indices of the last quarters of years, or of all quarters of a short run.
  private var shown: [Int] {
    let quarters = sampling.quarters
    return quarters.count <= 8
      ? Array(quarters.indices) : quarters.indices.filter { quarters[$0].number == 4 }
  }

  /// How likely each layer binds.
  private var odds: Block {
    .table(
      Table(
        [.init("binds in")]
          + sampling.layers.map { .init($0.layer.rawValue, isNumber: true) },
        rows: shown.map { index in
          [.text(sampling.quarters[index].description)]
            + sampling.layers.map { .text(Format.percent($0.binding[index], digits: 2)) }
        }
      )
    )
  }

  /// Fans of the outputs.
  private var fans: [Block] {
    sampling.fans.flatMap { fan -> [Block] in
      [
        .heading(Self.title(fan.output)),
        .table(
          Table(
            [.init("quarter"), .init("best inputs", isNumber: true)]
              + RoadmapSampling.Fan.shares.map {
                .init(Format.percent($0, digits: 2), isNumber: true)
              },
            rows: shown.map { index in
              [
                .text(sampling.quarters[index].description),
                .text(
                  fan.best.indices.contains(index)
                    ? Self.words(fan.best[index], fan.output) : "-"
                ),
              ] + fan.levels.map { .text(Self.words($0[index], fan.output)) }
            }
          )
        ),
      ]
    }
  }

  /// What decides each result.
  private var influences: [Block] {
    guard !sampling.influences.isEmpty else { return [] }
    let noise = sampling.noise
    let rows = sampling.influences.map { influence -> [Table.Cell] in
      let clear = influence.inputs.filter { $0.correlation.magnitude > sampling.clear }
      let words = clear.prefix(4).map { "\($0.path) \(Self.correlation($0.correlation))" }
      return [
        .text(Self.title(influence.target)),
        .text(words.isEmpty ? "nothing clearly" : words.joined(separator: ", ")),
      ]
    }
    return [
      .heading("Which inputs decide"),
      .table(Table([.init("result"), .init("inputs, rank correlation")], rows: rows)),
      .paragraph(
        "Correlations of numbers that have nothing to do with each other scatter by"
          + " \(Format.significant(noise, digits: 2)); of so many inputs the largest comes to"
          + " \(Format.significant(sampling.clear, digits: 2)) by chance, and what lies below is left"
          + " out."
      ),
    ]
  }

  /// What could not be run or was not known.
  private var remarks: [Block] {
    var items = sampling.failures.sorted { $0.key < $1.key }.map {
      "\(Words.count($0.value, "sample")) could not be run: \($0.key)"
    }
    if !sampling.unknownPaths.isEmpty {
      items.append(
        "ranges without a figure are left out: " + sampling.unknownPaths.joined(separator: ", ")
      )
    }
    return items.isEmpty ? [] : [.items(items)]
  }

  // MARK: Words

  /// An output's name for a reader.
  static func title(_ output: RoadmapTrace.Output) -> String {
    switch output {
    case .units: "Accelerators shipped in a quarter"
    case .compute: "Compute shipped in a quarter, H100-equivalents"
    case .power: "Thermal design power shipped in a quarter"
    case .facilityPower: "Facility power at work"
    case .rentalPrice: "Rental price of an H100-equivalent hour"
    }
  }

  /// A result's name for a reader.
  static func title(_ target: RoadmapInfluence.Target) -> String {
    switch target {
    case .compute(let year): "compute shipped at the end of \(year)"
    case .rentalPrice(let year): "rental price at the end of \(year)"
    case .firstBinding(let layer): "first quarter in which \(layer.rawValue) binds"
    case .bindingShare(let layer): "how often \(layer.rawValue) binds"
    }
  }

  /// A value of an output for a reader.
  static func words(_ value: Double, _ output: RoadmapTrace.Output) -> String {
    switch output {
    case .units, .compute: Words.grouped(value.rounded())
    case .power, .facilityPower: Format.quantity(value, unit: "W")
    case .rentalPrice: Format.money(value)
    }
  }

  /// A correlation with its sign.
  static func correlation(_ value: Double) -> String {
    (value < 0 ? "-" : "+") + Format.significant(value.magnitude, digits: 2)
  }
}
