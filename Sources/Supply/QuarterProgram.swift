import Foundation
import LinearPrograms

/// The linear program that allocates one quarter's stages to vendors, buyers and others.
///
/// Inside, machines are counted in thousands, compute in thousands of H100-equivalents, money in
/// millions of USD, so that weights lie near one.
struct QuarterProgram {
  /// What a vendor ships in the quarter, per thousand units.
  struct Offer {
    /// Index of the vendor.
    var vendor: Int
    /// What it ships.
    var mix: VendorMix
    /// Compute [thousand H100-equivalents].
    var compute: Double
    /// Work [thousand H100-equivalents].
    var work: Double
    /// Thermal design power [MW].
    var power: Double
    /// Price [million USD].
    var price: Double
    /// What it takes of each carrier, starts ahead counted [unit].
    var needs: [Double]
  }

  /// A vendor's sales to a buyer, as columns.
  struct Sale {
    /// Index into the offers.
    var offer: Int
    /// Index of the buyer.
    var buyer: Int
    /// Column of what is put to work at once.
    var deployed: Int
    /// Column of what waits.
    var held: Int
    /// Whether there is anything to sell, and leave to sell it.
    var isOpen: Bool
  }

  /// The state that a quarter starts from.
  struct State {
    /// The quarter.
    var quarter: Quarter
    /// Capacity of each stage, events counted [unit].
    var capacity: [Double]
    /// Fleets of the buyers.
    var fleets: [Fleet]
    /// Price of compute of each buyer at the end of the last quarter [USD/h].
    var prices: [Double]
    /// Use of stages by others at the usual price [unit].
    var outside: [Double]
    /// Facility power per watt of accelerators of each buyer [1].
    var facility: [Double]
  }

  /// The program.
  var program = LinearProgram()
  /// What vendors ship.
  var offers: [Offer] = []
  /// Sales.
  var sales: [Sale] = []
  /// Column of each stage's output.
  var output: [Int] = []
  /// Columns of use by others, by stage.
  var outside: [[Int]] = []
  /// Column of the share of waiting machines put to work, by buyer.
  var unwaiting: [Int] = []
  /// Standing use of each carrier by machines at work [unit].
  var standing: [Double] = []
  /// Demand of the quarter.
  var curve: DemandCurve
  /// Steps of a buyer's demand in a quarter.
  static let steps = 12
  /// Multiples of the usual price at which others' use is cut into steps.
  static let multiples: [Double] = [1, 1.3, 1.8, 2.6, 4]
  /// Most that others pay, as a multiple of the usual price.
  static let highest = 2 * (multiples.last ?? 1)
  /// Worth of what contracts keep, as a multiple of the usual price: beyond any that is paid.
  static let contracts = 2000.0
  /// Cost of a unit of standing carrier that machines at work lack [million USD].
  static let lacking = 1e4

  /// Builds the program of a quarter.
  init(_ network: Network, _ state: State) {
    let industry = network.industry
    curve = DemandCurve(industry, in: state.quarter)
    makeOffers(network, state)
    // Rows of carriers: use − output ≤ 0.
    let rows = network.carriers.map { program.addRow($0.id, upper: 0) }
    for stage in industry.stages.indices {
      let column = program.addColumn(
        industry.stages[stage].id,
        // Where several stages make a carrier, dearer ones come later.
        cost: (industry.stages[stage].charge - network.charges[network.made[stage]]) * 1e-6,
        upper: max(0, state.capacity[stage])
      )
      output.append(column)
      program.add(-1, row: rows[network.made[stage]], column: column)
      for need in network.stageNeeds[stage] {
        program.add(need.amount, row: rows[need.carrier], column: column)
      }
    }
    addOutside(network, state, rows: rows)
    addStanding(network, state, rows: rows)
    for buyer in industry.buyers.indices {
      addBuyer(buyer, network, state, rows: rows)
    }
  }

  /// What each vendor ships in the quarter, generations mixed: two offers each, void where there is none.
  ///
  /// Every quarter has the same columns and rows, so that its solution can start from the last one's.
  private mutating func makeOffers(_ network: Network, _ state: State) {
    let leads = Set(network.carriers.map(\.startsAhead))
    for vendor in network.vendors.indices {
      let all = network.vendors[vendor].products
      addOffer(vendor, all, network, state, leads: leads)
      // What cannot be had for the newest generation may go into the ones before it.
      let horizon = state.quarter.advanced(by: leads.max() ?? 0)
      let newest = all.lastIndex { $0.launch <= horizon } ?? 0
      addOffer(vendor, Array(all[..<newest]), network, state, leads: leads)
    }
  }

  /// What a vendor ships of some of its products.
  private mutating func addOffer(
    _ vendor: Int,
    _ products: [(index: Int, launch: Quarter, ramp: Double)],
    _ network: Network,
    _ state: State,
    leads: Set<Int>
  ) {
    let industry = network.industry
    let mixes = Dictionary(
      uniqueKeysWithValues: leads.map {
        ($0, VendorMix(products, in: state.quarter.advanced(by: $0)))
      }
    )
    let now = VendorMix(products, in: state.quarter)
    var needs = Array(repeating: 0.0, count: network.carriers.count)
    for (lead, mix) in mixes {
      for entry in mix.shares {
        for need in network.productNeeds[entry.product]
        where network.carriers[need.carrier].startsAhead == lead {
          needs[need.carrier] += 1000 * entry.share * need.amount
        }
      }
    }
    offers.append(
      Offer(
        vendor: vendor,
        mix: now,
        compute: now.mean { industry.products[$0].compute },
        work: now.mean { industry.products[$0].work },
        power: now.mean { network.productPower[$0] } * 1e-3,
        price: now.mean { industry.products[$0].price } * 1e-3,
        needs: needs
      )
    )
  }

  /// Use of stages by others, in steps of falling worth.
  private mutating func addOutside(_ network: Network, _ state: State, rows: [Int]) {
    outside = Array(repeating: [], count: network.industry.stages.count)
    for (stage, data) in network.industry.stages.enumerated() {
      // Tools and crews are no part of machines; who shares them out looks after others too.
      guard let others = data.outside, network.isTraded[network.made[stage]] else { continue }
      // What contracts keep comes before all else, as far as it can be made at all.
      let firm = state.outside[stage] * others.firm
      let free = state.outside[stage] * (1 - others.firm)
      let kept = program.addColumn(
        "contracts",
        cost: -Self.contracts * max(data.price, 1) * 1e-6,
        upper: min(firm, state.capacity[stage])
      )
      program.add(1, row: rows[network.made[stage]], column: kept)
      outside[stage].append(kept)
      for (step, multiple) in Self.multiples.enumerated() {
        let isLast = step == Self.multiples.count - 1
        let next = isLast ? .infinity : Self.multiples[step + 1]
        let width =
          pow(multiple, -others.elasticity) - (isLast ? 0 : pow(next, -others.elasticity))
        let worth = isLast ? 2 * multiple : (multiple + next) / 2
        let column = program.addColumn(
          "outside",
          cost: -(worth - 1) * data.price * 1e-6,
          upper: free * width
        )
        program.add(1, row: rows[network.made[stage]], column: column)
        outside[stage].append(column)
      }
    }
  }

  /// What machines at work occupy already, with a costly way out where capacity was lost.
  private mutating func addStanding(_ network: Network, _ state: State, rows: [Int]) {
    standing = Array(repeating: 0, count: network.carriers.count)
    for (buyer, fleet) in state.fleets.enumerated() {
      let power = fleet.power
      for need in network.siteNeeds[buyer] where network.carriers[need.carrier].isStanding {
        standing[need.carrier] += need.amount * power
      }
    }
    for carrier in network.carriers.indices where network.carriers[carrier].isStanding {
      program.rows[rows[carrier]].upper = -standing[carrier]
      let column = program.addColumn("lacking", cost: Self.lacking)
      program.add(-1, row: rows[carrier], column: column)
    }
  }

  /// Sales to one buyer, its demand in steps, its windows and what it holds.
  private mutating func addBuyer(
    _ buyer: Int,
    _ network: Network,
    _ state: State,
    rows: [Int]
  ) {
    let data = network.industry.buyers[buyer]
    let market = network.industry.market
    let fleet = state.fleets[buyer]
    let hours = market.worthHours * 1e-3
    let build =
      network.siteNeeds[buyer].reduce(0.0) {
        $0 + $1.amount * network.charges[$1.carrier]
      } * 1e-6
    let site = build + market.running * market.worthYears
    let age = Double(state.quarter.since(network.industry.start)) / 4
    let balance = program.addRow("compute of \(data.id)", lower: 0, upper: 0)
    var windows: [(vendor: Int, low: Double, high: Double)] = []
    let first = sales.count
    for (index, offer) in offers.enumerated() {
      let vendor = network.vendors[offer.vendor].id
      guard let window = data.vendors[vendor] else { continue }
      let isOpen = offer.work > 0 && allowed(vendor, data.id, network.industry, state.quarter)
      if windows.last?.vendor != offer.vendor {
        let change = isOpen ? pow(1 + window.growth, age) : 0
        windows.append((offer.vendor, min(1, window.low * change), min(1, window.high * change)))
      }
      let power = offer.power * state.facility[buyer]
      let most = isOpen ? .infinity : 0.0
      let deployed = program.addColumn("sale", cost: offer.price + site * power, upper: most)
      let waits =
        (state.prices[buyer] * hours * offer.work - site * power) * (1 - market.waiting)
      let held = program.addColumn("held", cost: offer.price - max(0, waits), upper: most)
      for carrier in offer.needs.indices where offer.needs[carrier] != 0 {
        program.add(offer.needs[carrier], row: rows[carrier], column: deployed)
        program.add(offer.needs[carrier], row: rows[carrier], column: held)
      }
      occupy(buyer, network, power: power, rows: rows, column: deployed)
      if let money = network.money[buyer] {
        program.add(offer.price + build * power, row: rows[money], column: deployed)
        program.add(offer.price, row: rows[money], column: held)
      }
      program.add(offer.work, row: balance, column: deployed)
      sales.append(
        Sale(offer: index, buyer: buyer, deployed: deployed, held: held, isOpen: isOpen)
      )
    }
    let own = Array(sales[first...])
    addHolding(
      own,
      fleet,
      market,
      buyer,
      network,
      rows: rows,
      balance: balance,
      site: site,
      build: build
    )
    addWindows(own, windows, missing: 3 * state.prices[buyer] * hours)
    let cheapest = own.filter(\.isOpen).map { sale in
      let offer = offers[sale.offer]
      return (offer.price + site * offer.power * state.facility[buyer]) / offer.work
    }.min()
    addSteps(
      own,
      data,
      fleet,
      market,
      hours: hours,
      cheapest: cheapest ?? .infinity,
      balance: balance
    )
  }

  /// Whether a vendor may sell to a buyer in a quarter.
  private func allowed(
    _ vendor: String,
    _ buyer: String,
    _ industry: Industry,
    _ quarter: Quarter
  ) -> Bool {
    var answer = true
    var last: Quarter?
    for event in industry.events {
      guard case .export(let whose, let whom, let may) = event.effect, whose == vendor,
        whom == buyer, event.strength(in: quarter) > 0, last.map({ event.date >= $0 }) ?? true
      else { continue }
      answer = may
      last = event.date
    }
    return answer
  }

  /// What a buyer's new facility power takes of sites, in a column.
  private mutating func occupy(
    _ buyer: Int,
    _ network: Network,
    power: Double,
    rows: [Int],
    column: Int
  ) {
    for need in network.siteNeeds[buyer] {
      program.add(need.amount * power, row: rows[need.carrier], column: column)
    }
  }

  /// Machines that wait: a share of the lot may go to work, and only so many may wait.
  private mutating func addHolding(
    _ own: [Sale],
    _ fleet: Fleet,
    _ market: Market,
    _ buyer: Int,
    _ network: Network,
    rows: [Int],
    balance: Int,
    site: Double,
    build: Double
  ) {
    let lot = fleet.waitingWork * 1e-3
    let limit = max(lot, market.holding * fleet.lastDeployed * 1e-3)
    let holding = program.addRow("waiting", upper: limit - lot)
    for sale in own { program.add(offers[sale.offer].work, row: holding, column: sale.held) }
    let power = fleet.waitingPower
    let column = program.addColumn(
      "unwaiting",
      cost: site * power,
      upper: lot > 1e-9 ? 1 : 0
    )
    program.add(lot, row: balance, column: column)
    program.add(-lot, row: holding, column: column)
    occupy(buyer, network, power: power, rows: rows, column: column)
    if let money = network.money[buyer] {
      program.add(build * power, row: rows[money], column: column)
    }
    unwaiting.append(column)
  }

  /// Keeps each vendor's share of a buyer's new compute in its window.
  private mutating func addWindows(
    _ own: [Sale],
    _ windows: [(vendor: Int, low: Double, high: Double)],
    missing: Double
  ) {
    guard windows.count > 1 else { return }
    // Where vendors have left, those that remain may take their shares.
    let highs = windows.reduce(0) { $0 + $1.high }
    let lows = windows.reduce(0) { $0 + $1.low }
    for window in windows {
      let high = highs > 0 ? window.high / min(1, highs) : 1
      let low = window.low / max(1, lows)
      for (bound, isLow) in [(low, true), (high, false)] {
        let row = program.addRow(
          "window",
          lower: isLow ? 0 : -.infinity,
          upper: isLow ? .infinity : 0
        )
        for sale in own {
          let weight =
            offers[sale.offer].work * ((offers[sale.offer].vendor == window.vendor ? 1 : 0) - bound)
          program.add(weight, row: row, column: sale.deployed)
          program.add(weight, row: row, column: sale.held)
        }
        // A vendor that cannot deliver must not stop all others: a least share may be missed, at
        // the cost of moving the work.
        if isLow {
          program.add(1, row: row, column: program.addColumn("missing", cost: missing))
        }
      }
    }
  }

  /// Demand above what is at work, in steps of falling worth, as far as a buyer goes in a quarter.
  ///
  /// What it lacks is the distance to the compute that it would want at the price that the cheapest
  /// offer needs to pay for itself; it sets out to buy a share of that.
  private mutating func addSteps(
    _ own: [Sale],
    _ data: Buyer,
    _ fleet: Fleet,
    _ market: Market,
    hours: Double,
    cheapest: Double,
    balance: Int
  ) {
    let working = max(fleet.work, 1) * 1e-3
    let wanted = curve.amount(at: cheapest / hours) * data.share * 1e-3
    let most =
      wanted > working
      ? min(3 * working, working + (wanted - working) * market.adjustment) : working
    // What waits was bought already.
    let buying = program.addRow(
      "buying",
      upper: max(0, most - working - fleet.waitingWork * 1e-3)
    )
    for sale in own {
      program.add(offers[sale.offer].work, row: buying, column: sale.deployed)
      program.add(offers[sale.offer].work, row: buying, column: sale.held)
    }
    var lower = working
    for step in 1...Self.steps {
      let upper = working * pow(most / working, Double(step) / Double(Self.steps))
      let middle = (lower * upper).squareRoot()
      let price = curve.price(of: middle * 1e3, share: data.share)
      let column = program.addColumn("step", cost: -price * hours, upper: upper - lower)
      program.add(-1, row: balance, column: column)
      lower = upper
    }
  }
}
