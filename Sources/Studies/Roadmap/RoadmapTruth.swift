import Documents
public import Quantities
public import Supply

/// What the industry did: the figures that a roadmap's back-test holds predictions against.
///
/// It lives beside the scoring, in a room that no physics can see, so that no run can read it.
public struct RoadmapTruth: Hashable, Sendable {
  /// Layers that held the industry back for some quarters.
  public struct Label: Hashable, Sendable {
    /// First quarter.
    public var from: Quarter
    /// Last quarter.
    public var to: Quarter
    /// The layers; several bound together.
    public var layers: [Layer]
    /// Where it is said.
    public var origin: Origin
  }

  /// Where a figure comes from.
  public struct Origin: Hashable, Sendable {
    /// The reference.
    public var source: String
    /// How far it can be trusted, as in the catalogue.
    public var grade: String
  }

  /// A yearly figure.
  public struct Series: Hashable, Sendable {
    /// What it counts.
    public enum Quantity: String, Hashable, Sendable, CaseIterable {
      /// Accelerators shipped in the year.
      case units
      /// Thermal design power shipped in the year [W], written in GW.
      case power = "power_GW"
      /// Compute shipped from the beginning of 2022 to the end of the year [H100-equivalent].
      case compute = "compute-since-2022"

      /// What a written number is multiplied by.
      var scale: Double { self == .power ? 1e9 : 1 }
    }

    /// Name for a reader.
    public var name: String
    /// What it counts.
    public var quantity: Quantity
    /// Vendors whose products are counted.
    public var vendors: [String]
    /// Years that enter the mean error.
    public var scored: [Int]
    /// The values by year [the quantity's unit].
    public var values: [Int: Double]
    /// Where it is said.
    public var origin: Origin
  }

  /// Share of a carrier that went into accelerators in a year.
  public struct Share: Hashable, Sendable {
    /// Name for a reader.
    public var name: String
    /// Ids of the stages, or what stands before a hyphen in them.
    public var stages: [String]
    /// The year.
    public var year: Int
    /// The share [1].
    public var value: Double
    /// Where it is said.
    public var origin: Origin
  }

  /// Capacity of stages at the end of a quarter.
  public struct Capacity: Hashable, Sendable {
    /// Name for a reader.
    public var name: String
    /// Ids of the stages, or what stands before a hyphen in them.
    public var stages: [String]
    /// The quarter.
    public var quarter: Quarter
    /// Least of what is said [wafers/month].
    public var low: Double
    /// Greatest of what is said [wafers/month].
    public var high: Double
    /// Where it is said.
    public var origin: Origin
  }

  /// A turning point of the rental price.
  public struct Turn: Hashable, Sendable {
    /// Kinds of turning points.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// The highest price of the first shortage.
      case peak
      /// The lowest after it.
      case low
      /// The first clear rise after that.
      case rise
    }

    /// Which one.
    public var kind: Kind
    /// First quarter in which it may have been.
    public var from: Quarter
    /// Last quarter in which it may have been.
    public var to: Quarter
    /// Where it is said.
    public var origin: Origin
  }

  /// A forecast of analysts, and what came.
  public struct Vintage: Hashable, Sendable {
    /// Name for a reader.
    public var name: String
    /// When it was made.
    public var made: Quarter
    /// What was foreseen, least and greatest.
    public var foreseen: ClosedRange<Double>
    /// What came, least and greatest.
    public var came: ClosedRange<Double>
    /// Where it is said.
    public var origin: Origin

    /// Relative error from the least favourable pairing to the most favourable [1].
    public var error: ClosedRange<Double> {
      foreseen.lowerBound / came.upperBound - 1...foreseen.upperBound / came.lowerBound - 1
    }
  }

  /// What bound, period by period.
  public var labels: [Label]
  /// Yearly figures.
  public var series: [Series]
  /// Shares of accelerators.
  public var shares: [Share]
  /// Capacities.
  public var capacities: [Capacity]
  /// Turning points of the rental price.
  public var turns: [Turn]
  /// Forecasts of analysts.
  public var vintages: [Vintage]

  /// Layers that bound in a quarter; nil where it is not known.
  public func layers(in quarter: Quarter) -> [Layer]? {
    labels.first { ($0.from...$0.to).contains(quarter) }?.layers
  }

  /// Quarters with labels, in order.
  public var quarters: [Quarter] {
    labels.flatMap { label in
      (0...max(0, label.to.since(label.from))).map { label.from.advanced(by: $0) }
    }.sorted()
  }

  /// First quarter in which each layer bound, in the order of quarters; demand is left out.
  public var firsts: [(layer: Layer, quarter: Quarter)] {
    var found: [(layer: Layer, quarter: Quarter)] = []
    for quarter in quarters {
      for layer in layers(in: quarter) ?? []
      where layer != .demand && !found.contains(where: { $0.layer == layer }) {
        found.append((layer, quarter))
      }
    }
    return found
  }

  /// The truth that the program carries.
  ///
  /// - Parameter diagnostics: Receives what is wrong with it, which is nothing in a sound build.
  /// - Returns: The truth, or nil when the file cannot be read.
  public static func shipped(into diagnostics: inout Diagnostics) -> RoadmapTruth? {
    guard let file = EmbeddedFiles.all.first(where: { $0.path == "roadmap-truth.yaml" }) else {
      diagnostics.error("the program carries no roadmap-truth.yaml", file: "roadmap-truth.yaml")
      return nil
    }
    return read(text: file.text, file: file.path, into: &diagnostics)
  }
}
