/// What the world offers a kind of buyer quarter by quarter, as a programme sees it.
struct ProgrammeMarket {
  /// One product in one quarter.
  struct Offer {
    /// Id of the product.
    var product: String
    /// Units that all buyers of the kind buy.
    var units: Double
    /// Compute of a unit [H100-equivalent].
    var compute: Double
    /// Work of a unit [H100-equivalent].
    var work: Double
    /// Facility power of a unit [W].
    var power: Double
    /// Price of a unit [USD].
    var price: Double
  }

  /// One quarter.
  struct Quarterly {
    /// The quarter.
    var quarter: Quarter
    /// Offers, the newest product first.
    var offers: [Offer]
    /// Index of the stage that limits what is shipped most, nil where none does.
    var stage: Int?
    /// Rental price of compute [USD/h].
    var rent: Double
    /// Tokens a second of an H100-equivalent, nil where no work is inference [1/s].
    var tokenRate: Double?
  }

  /// The quarters, in order.
  var quarters: [Quarterly]
  /// Life of a machine [year].
  var life: Double
  /// Share of hours that are used [1].
  var occupancy: Double
}

extension ProgrammeMarket {
  /// What a run offers a kind of buyer.
  ///
  /// What a kind of buyer buys is what it puts to work and what it adds to what waits. It is spread
  /// over the vendors that may sell to it as their shipments are.
  init(_ run: Roadmap, buyer id: String) {
    let industry = run.industry
    self.init(
      quarters: [],
      life: industry.market.life,
      occupancy: industry.market.occupancy
    )
    guard let index = industry.buyers.firstIndex(where: { $0.id == id }) else { return }
    let buyer = industry.buyers[index]
    let products = industry.products.enumerated().sorted {
      ($0.element.launch, $0.offset) > ($1.element.launch, $1.offset)
    }.map(\.element)
    var waited = 0.0
    for outcome in run.quarters {
      let quarter = outcome.quarter
      let own = outcome.buyers[index]
      let bought = max(0, own.deployed + own.waiting - waited)
      waited = own.waiting
      let vendors = outcome.vendors.filter {
        industry.allows($0.vendor, to: buyer, in: quarter) && $0.compute > 0
      }
      let shipped = vendors.reduce(0) { $0 + $1.compute }
      let share = shipped > 0 ? min(1, bought / shipped) : 0
      let facility =
        buyer.facilityFactor * industry.factor(at: quarter) { $0 == .facility }
      let offers = products.compactMap { product -> Offer? in
        guard let vendor = vendors.first(where: { $0.vendor == product.vendor }),
          let units = vendor.products[product.id], units > 0, share > 0
        else { return nil }
        let launch = industry.launch(of: product)
        return Offer(
          product: product.id,
          units: units * share,
          compute: product.compute,
          work: product.work,
          power: product.power / industry.factor(at: launch) { $0 == .efficiency } * facility,
          price: product.price
        )
      }
      let stage =
        outcome.bindingStages.first { industry.stages[$0].layer.chain == .chips }
        ?? outcome.bindingStages.first
      quarters.append(
        Quarterly(
          quarter: quarter,
          offers: offers,
          stage: stage,
          rent: outcome.rentalPrice,
          tokenRate: industry.tokenRate(of: outcome.demand, in: quarter)
        )
      )
    }
  }
}

extension Industry {
  /// Whether a vendor may sell to a buyer in a quarter.
  fileprivate func allows(_ vendor: String, to buyer: Buyer, in quarter: Quarter) -> Bool {
    guard let window = buyer.vendors[vendor], window.high > 0 else { return false }
    let rules = events.filter { event in
      guard case .export(vendor, buyer.id, _) = event.effect else { return false }
      return event.strength(in: quarter) > 0
    }
    guard let rule = rules.max(by: { $0.date < $1.date }),
      case .export(_, _, let allowed) = rule.effect
    else { return true }
    return allowed
  }

  /// When a product ships, delays counted.
  fileprivate func launch(of product: Product) -> Quarter {
    events.reduce(product.launch) { launch, event in
      guard case .delay(product.id, let quarters) = event.effect else { return launch }
      return launch.advanced(by: quarters)
    }
  }

  /// What technologies make of a figure in a quarter [1].
  fileprivate func factor(
    at quarter: Quarter,
    _ isWanted: (Readiness.Change.Target) -> Bool
  ) -> Double {
    technologies.reduce(1) { total, technology in
      technology.changes.reduce(total) { inner, change in
        guard isWanted(change.target) else { return inner }
        return inner * technology.factor(of: change, in: quarter)
      }
    }
  }

  /// Tokens a second that an H100-equivalent serves, the mean over inference as it is wanted [1/s].
  fileprivate func tokenRate(of wanted: [Double], in quarter: Quarter) -> Double? {
    var compute = 0.0
    var tokens = 0.0
    for (kind, amount) in zip(demand, wanted) where kind.kind == .inference && kind.tokenRate > 0 {
      compute += amount
      tokens += amount * kind.tokenRate
    }
    return compute > 0 ? tokens / compute * factor(at: quarter) { $0 == .tokens } : nil
  }
}
