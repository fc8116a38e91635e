/// The industry with names resolved to indices, made once a run.
struct Network {
  /// A vendor with its products.
  struct Vendor {
    /// Its id.
    var id: String
    /// Its products in order of launch.
    var products: [(index: Int, launch: Quarter, ramp: Double)]
  }

  /// A carrier with the stages that make it.
  struct Carrier {
    /// Its name.
    var id: String
    /// Stages that make it.
    var stages: [Int]
    /// Whether it is occupied for good.
    var isStanding: Bool
    /// By how many quarters starts run ahead of shipments.
    var startsAhead: Int
  }

  /// The input.
  let industry: Industry
  /// Carriers in the order of their first stages.
  let carriers: [Carrier]
  /// Vendors in the order of their first products.
  let vendors: [Vendor]
  /// What a unit of each product takes of each carrier, technologies counted.
  let productNeeds: [[(carrier: Int, amount: Double)]]
  /// Thermal design power of each product, technologies counted [W].
  let productPower: [Double]
  /// What a megawatt of each buyer's facility takes of each carrier.
  let siteNeeds: [[(carrier: Int, amount: Double)]]
  /// What a unit of each stage takes of each carrier.
  let stageNeeds: [[(carrier: Int, amount: Double)]]
  /// What a unit of new capacity of each stage takes of each carrier.
  let expansionNeeds: [[(carrier: Int, amount: Double)]]
  /// Carrier that each stage makes.
  let made: [Int]
  /// Carrier of money of each buyer.
  let money: [Int?]
  /// Whether machines, sites or other stages take of each carrier; tools and crews they do not.
  let isTraded: [Bool]
  /// What buyers pay for a carrier beside the accelerator's price [USD/unit].
  let charges: [Double]

  /// Resolves names; names that nothing makes are left out, since ``Industry/problems`` reports them.
  init(_ industry: Industry) {
    self.industry = industry
    var carriers: [Carrier] = []
    var index: [String: Int] = [:]
    for (stage, data) in industry.stages.enumerated() {
      if let known = index[data.carrier] {
        carriers[known].stages.append(stage)
        carriers[known].startsAhead = max(carriers[known].startsAhead, data.startsAhead)
      } else {
        index[data.carrier] = carriers.count
        carriers.append(
          Carrier(
            id: data.carrier,
            stages: [stage],
            isStanding: data.isStanding,
            startsAhead: data.startsAhead
          )
        )
      }
    }
    func resolve(_ needs: [String: Double]) -> [(carrier: Int, amount: Double)] {
      needs.compactMap { name, amount in index[name].map { ($0, amount) } }
        .sorted { $0.carrier < $1.carrier }
    }
    var delays: [String: Int] = [:]
    for event in industry.events {
      if case .delay(let product, let quarters) = event.effect {
        delays[product, default: 0] += quarters
      }
    }
    let launches = industry.products.map { $0.launch.advanced(by: delays[$0.id, default: 0]) }
    func adopted(_ product: Int, _ wanted: (Readiness.Change.Target) -> Bool) -> Double {
      industry.technologies.reduce(1.0) { total, technology in
        technology.changes.reduce(total) { inner, change in
          guard wanted(change.target) else { return inner }
          return inner * technology.factor(of: change, in: launches[product])
        }
      }
    }
    productNeeds = industry.products.indices.map { product in
      resolve(industry.products[product].needs).map { carrier, amount in
        (carrier, amount * adopted(product) { $0 == .need(carrier: carriers[carrier].id) })
      }
    }
    productPower = industry.products.indices.map { product in
      industry.products[product].power / adopted(product) { $0 == .efficiency }
    }
    var vendors: [Vendor] = []
    for (product, data) in industry.products.enumerated() {
      let entry = (index: product, launch: launches[product], ramp: data.ramp)
      if let known = vendors.firstIndex(where: { $0.id == data.vendor }) {
        vendors[known].products.append(entry)
      } else {
        vendors.append(Vendor(id: data.vendor, products: [entry]))
      }
    }
    for vendor in vendors.indices {
      vendors[vendor].products.sort { ($0.launch, $0.index) < ($1.launch, $1.index) }
    }
    self.vendors = vendors
    self.carriers = carriers
    siteNeeds = industry.buyers.map { resolve($0.siteNeeds) }
    stageNeeds = industry.stages.map { resolve($0.needs) }
    expansionNeeds = industry.stages.map { resolve($0.expansionNeeds) }
    made = industry.stages.map { index[$0.carrier] ?? 0 }
    money = industry.buyers.map { $0.capital.flatMap { index[$0] } }
    var traded = Array(repeating: false, count: carriers.count)
    for needs in productNeeds + siteNeeds + stageNeeds {
      for need in needs { traded[need.carrier] = true }
    }
    for purse in money { if let purse { traded[purse] = true } }
    isTraded = traded
    charges = carriers.map { carrier in
      carrier.stages.map { industry.stages[$0].charge }.min() ?? 0
    }
  }
}
