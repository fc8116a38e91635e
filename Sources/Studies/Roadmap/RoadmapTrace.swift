public import Supply

/// What is kept of one run of a sampled industry: a few numbers a quarter.
public struct RoadmapTrace: Hashable, Sendable {
  /// Numbers of a quarter that fans are drawn of.
  public enum Output: String, Hashable, Sendable, CaseIterable {
    /// Accelerators shipped.
    case units
    /// Compute shipped [H100-equivalent].
    case compute
    /// Thermal design power shipped [W].
    case power
    /// Facility power of what is at work at the end of the quarter [W].
    case facilityPower = "facility-power"
    /// Price of an H100-equivalent hour where machines are rented out [USD/h].
    case rentalPrice = "rental-price"
  }

  /// Layers that bind in a quarter, one bit each.
  public struct Layers: OptionSet, Hashable, Sendable {
    /// The bits, in the order of `Layer.allCases`.
    public var rawValue: UInt16

    /// Layers by their bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// One layer.
    public init(_ layer: Layer) {
      rawValue = 1 << UInt16(Layer.allCases.firstIndex(of: layer) ?? 0)
    }

    /// Some layers.
    public init(_ layers: some Sequence<Layer>) {
      self = layers.reduce(into: []) { $0.insert(Self($1)) }
    }

    /// Whether a layer is among them.
    public func contains(_ layer: Layer) -> Bool { contains(Self(layer)) }
  }

  /// Each output by quarter, in the order of `Output.allCases`.
  public var outputs: [[Float]]
  /// Layers that bind, by quarter.
  public var binding: [Layers]
  /// Layer that binds most, by quarter; demand where no stage binds.
  public var leading: [Layer]
  /// Index of the stage that binds most, by quarter; −1 where none does.
  public var strongest: [Int16]

  /// What is kept of a run.
  public init(_ roadmap: Roadmap) {
    let quarters = roadmap.quarters
    // What the solver leaves of nothing, far below one unit or watt either way, is nothing.
    outputs = Output.allCases.map { output in
      quarters.map { quarter in
        let value = Self.value(output, quarter)
        return output == .rentalPrice || value >= 1 ? Float(value) : 0
      }
    }
    binding = quarters.map { Layers($0.binding) }
    leading = quarters.map { $0.binding.first ?? .demand }
    strongest = quarters.map { Int16(truncatingIfNeeded: $0.bindingStages.first ?? -1) }
  }

  /// A number of a quarter.
  static func value(_ output: Output, _ quarter: RoadmapQuarter) -> Double {
    switch output {
    case .units: quarter.units
    case .compute: quarter.compute
    case .power: quarter.power
    case .facilityPower: quarter.buyers.reduce(0) { $0 + $1.facilityPower }
    case .rentalPrice: quarter.rentalPrice
    }
  }

  /// An output by quarter.
  public func values(_ output: Output) -> [Float] {
    outputs[Output.allCases.firstIndex(of: output) ?? 0]
  }

  /// Index of the first quarter in which a layer binds; nil where it never does.
  public func first(_ layer: Layer) -> Int? { binding.firstIndex { $0.contains(layer) } }

  /// Share of the quarters in which a layer binds [1].
  public func share(_ layer: Layer) -> Double {
    binding.isEmpty
      ? 0 : Double(binding.count { $0.contains(layer) }) / Double(binding.count)
  }
}
