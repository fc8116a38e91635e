/// What may hold a programme back.
public enum ProgrammeLimit: String, Hashable, Sendable, CaseIterable {
  /// Power from the grid and of its own.
  case power
  /// Shells.
  case shells
  /// Staff.
  case staff
  /// Money of the whole programme.
  case budget
  /// Money released a year.
  case yearly
  /// Its share of what is shipped.
  case shipments
  /// Time from its start to its first delivery.
  case delivery
  /// Accelerators that may be exported to it a year.
  case exports
  /// Compute that may be exported to it in all.
  case compute
  /// Products that it may buy.
  case products
}

/// A change of one limit of a programme.
public struct ProgrammeChange: Hashable, Sendable {
  /// What is changed.
  public var limit: ProgrammeLimit
  /// By how much.
  ///
  /// [W] of power and shells, people of staff, [USD] of the budget, [USD/year] of what is released,
  /// [1] of shipments, quarters earlier of delivery, [1/year] of exports, [H100-equivalent] of compute;
  /// infinite where the limit is lifted.
  public var amount: Double
  /// From when on, where the limit is one by date.
  public var from: Quarter?

  /// A change of one limit.
  public init(_ limit: ProgrammeLimit, by amount: Double, from: Quarter? = nil) {
    self.limit = limit
    self.amount = amount
    self.from = from
  }
}

extension Programme {
  /// The programme with changes made.
  public func changed(by changes: [ProgrammeChange]) -> Programme {
    changes.reduce(self) { $0.changed(by: $1) }
  }

  /// The programme with one change made.
  public func changed(by change: ProgrammeChange) -> Programme {
    var other = self
    let grant = Grant(at: change.from ?? starts, amount: change.amount)
    switch change.limit {
    case .power: other.power.grants.append(grant)
    case .shells: other.shells.grants.append(grant)
    case .staff: other.staff?.grants.append(grant)
    case .budget: other.budget.total += change.amount
    case .yearly: other.budget.perYear += change.amount
    case .shipments: other.share += change.amount
    case .delivery:
      other.delivery = change.amount < Double(delivery) ? delivery - Int(change.amount) : 0
    case .exports: other.exportUnits += change.amount
    case .compute: other.exportCompute += change.amount
    case .products: other.products = nil
    }
    return other
  }

  /// The programme without a limit.
  func without(_ limit: ProgrammeLimit) -> Programme {
    changed(by: ProgrammeChange(limit, by: .infinity))
  }

  /// Whether a limit is set at all.
  func has(_ limit: ProgrammeLimit) -> Bool {
    switch limit {
    case .power, .shells, .shipments: true
    case .staff: staff != nil
    case .budget: budget.total < .infinity
    case .yearly: budget.perYear < .infinity
    case .delivery: delivery > 0
    case .exports: exportUnits < .infinity
    case .compute: exportCompute < .infinity
    case .products: products != nil
    }
  }
}
