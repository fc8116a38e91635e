extension CollectiveConstants {
  /// What a field of the constants measures.
  public enum FieldKind: Sendable, Hashable {
    /// A time [s].
    case time
    /// A message size [B].
    case bytes
    /// A share of the line rate (1).
    case efficiency
    /// A plain ratio (1).
    case ratio
    /// A count (1).
    case count
  }

  /// One constant by name: where it stands in a link's `collectives:` mapping and what it measures.
  ///
  /// Read and write its value with `constants[field]`.
  public struct Field: Sendable, Hashable {
    /// Keys from the `collectives:` mapping down, such as `all-gather`, `bulk`, `setup`.
    public let path: [String]
    /// What the value measures.
    public let kind: FieldKind
    /// Where the value is stored.
    let place: Place
  }

  /// Where a constant is stored.
  enum Place: Sendable, Hashable {
    /// A member of a regime of a pattern's curve.
    case regime(Collective, Int, Member)
    /// The changeover of a curve.
    case threshold(Collective)
    /// The penalty of a curve for one-byte sums.
    case narrow(Collective)
    /// A member of the in-network regime.
    case inNetwork(Member)
    /// `inNetworkMinimumRanks`.
    case minimumRanks
    /// `launch`.
    case launch
  }

  /// The members of a regime in the order in which they are written.
  enum Member: String, Sendable, Hashable, CaseIterable {
    /// `CollectiveRegime.setup`.
    case setup
    /// `CollectiveRegime.step`.
    case step
    /// `CollectiveRegime.efficiency`.
    case efficiency
    /// `CollectiveRegime.ramp`.
    case ramp
    /// `CollectiveRegime.copy`.
    case copy = "copy-ratio"

    /// What the member measures.
    var kind: FieldKind {
      switch self {
      case .setup, .step: .time
      case .efficiency: .efficiency
      case .ramp: .bytes
      case .copy: .ratio
      }
    }
  }

  /// The patterns that have a curve of their own.
  static let measured: [Collective] = [.allReduce, .allGather, .reduceScatter, .allToAll]

  /// All constants by name, in the order in which they are written.
  public static let fields: [Field] =
    measured.flatMap { pattern in
      ["eager", "buffered", "bulk"].enumerated().flatMap { index, regime in
        Member.allCases.map { member in
          Field(
            path: [pattern.rawValue, regime, member.rawValue],
            kind: member.kind,
            place: .regime(pattern, index, member)
          )
        }
      } + [
        Field(
          path: [pattern.rawValue, "bulk-threshold"],
          kind: .bytes,
          place: .threshold(pattern)
        ),
        Field(path: [pattern.rawValue, "narrow-ratio"], kind: .ratio, place: .narrow(pattern)),
      ]
    }
    + Member.allCases.map {
      Field(path: ["in-network", $0.rawValue], kind: $0.kind, place: .inNetwork($0))
    }
    + [
      Field(path: ["in-network", "minimum-ranks"], kind: .count, place: .minimumRanks),
      Field(path: ["launch"], kind: .time, place: .launch),
    ]

  /// The value of a named constant, in SI.
  public subscript(field: Field) -> Double {
    get {
      switch field.place {
      case .regime(let pattern, let index, let member): curve(pattern).regime(index)[member]
      case .threshold(let pattern): curve(pattern).bulkThreshold
      case .narrow(let pattern): curve(pattern).narrowPenalty
      case .inNetwork(let member): inNetwork[member]
      case .minimumRanks: inNetworkMinimumRanks
      case .launch: launch
      }
    }
    set {
      switch field.place {
      case .regime(let pattern, let index, let member):
        change(pattern) { curve in
          switch index {
          case 0: curve.eager[member] = newValue
          case 1: curve.buffered[member] = newValue
          default: curve.bulk[member] = newValue
          }
        }
      case .threshold(let pattern): change(pattern) { $0.bulkThreshold = newValue }
      case .narrow(let pattern): change(pattern) { $0.narrowPenalty = newValue }
      case .inNetwork(let member): inNetwork[member] = newValue
      case .minimumRanks: inNetworkMinimumRanks = newValue
      case .launch: launch = newValue
      }
    }
  }

  /// Changes the curve that serves a pattern.
  public mutating func change(_ pattern: Collective, _ body: (inout CollectiveCurve) -> Void) {
    switch pattern {
    case .allReduce: body(&allReduce)
    case .allGather, .broadcast: body(&allGather)
    case .reduceScatter: body(&reduceScatter)
    case .allToAll, .pointToPoint: body(&allToAll)
    }
  }
}

extension CollectiveRegime {
  /// A member by name.
  subscript(member: CollectiveConstants.Member) -> Double {
    get {
      switch member {
      case .setup: setup
      case .step: step
      case .efficiency: efficiency
      case .ramp: ramp
      case .copy: copy
      }
    }
    set {
      switch member {
      case .setup: setup = newValue
      case .step: step = newValue
      case .efficiency: efficiency = newValue
      case .ramp: ramp = newValue
      case .copy: copy = newValue
      }
    }
  }
}
