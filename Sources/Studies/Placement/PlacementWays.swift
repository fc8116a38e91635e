/// The ways that are permitted, with what each would take if its class took no other.
struct PlacementWays {
  /// A permitted way.
  struct Way {
    /// Index of the option.
    var option: Int
    /// Index of the class.
    var requestClass: Int
    /// Index of the pool.
    var pool: Int
    /// Busy time of the pool in a second [1].
    var busy: Double
    /// Cost beyond what is fixed, bought capacity included [USD/s].
    var cost: Double
    /// Power [W].
    var power: Double
  }

  /// Requests per second of every class [1/s].
  var rates: [Double]
  /// Busy time that every pool can give in a second [1].
  var capacities: [Double]
  /// Permitted ways in order of classes, then of options.
  var permitted: [Way] = []
  /// Reasons against every option; empty for permitted ones.
  var reasons: [[PlacementExclusion]] = []

  /// Sorts a question's options into permitted and excluded ones.
  init(_ placement: Placement) {
    rates = placement.classes.map(\.rate)
    capacities = placement.pools.map(\.capacity)
    let isScored = placement.isScored
    let pools = Dictionary(
      placement.pools.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    let classes = Dictionary(
      placement.classes.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    for (index, option) in placement.options.enumerated() {
      guard let pool = pools[option.pool], let owner = classes[option.requestClass] else {
        preconditionFailure("options were checked to name pools and classes that exist")
      }
      let found = PlacementExclusion.reasons(
        against: option,
        for: placement.classes[owner],
        on: placement.pools[pool],
        isScored: isScored
      )
      reasons.append(found)
      guard found.isEmpty else { continue }
      let rate = rates[owner]
      permitted.append(
        Way(
          option: index,
          requestClass: owner,
          pool: pool,
          busy: rate * option.use,
          cost: rate * (option.cost + option.use * placement.pools[pool].purchase.price),
          power: rate * option.energy
        )
      )
    }
    permitted.sort { ($0.requestClass, $0.option) < ($1.requestClass, $1.option) }
  }

  /// Cost of every permitted way [USD/s].
  var costs: [Double] { permitted.map(\.cost) }
  /// Power of every permitted way [W].
  var powers: [Double] { permitted.map(\.power) }
}
