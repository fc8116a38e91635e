import Catalog
import Documents
import Quantities
import Supply

/// Reads a programme of a country or a company.
struct ProgrammeParts {
  /// The fields.
  let record: Record
  /// Sites by name.
  let catalog: Catalog
  /// The supply chain at the start; nil where it has faults.
  let world: IndustryRecord?
  /// The roadmap's quarters; nil where they have faults.
  let span: ClosedRange<Quarter>?
  /// Figures of the place that the programme uses and that are estimates or recollections.
  private(set) var weak: [String] = []

  /// Reads the programme of a file.
  init(record: Record, catalog: Catalog, world: IndustryRecord?, from: Quarter?, to: Quarter?) {
    self.record = record
    self.catalog = catalog
    self.world = world
    span = from.flatMap { from in to.flatMap { from <= $0 ? from...$0 : nil } }
  }

  /// The programme, nil where there is none or anything is wrong with it.
  mutating func programme(into diagnostics: inout Diagnostics) -> Programme? {
    guard record.has("programme") else { return nil }
    let starts = quarter("starts", into: &diagnostics)
    let by = quarter("wish.by", into: &diagnostics)
    if let starts, let by, by < starts {
      diagnostics.add(
        record.diagnostic(
          "programme.wish.by",
          "\(by) is before the start \(starts)",
          hint: "choose a later quarter"
        )
      )
    }
    let goal = goal(into: &diagnostics)
    let products = products(into: &diagnostics)
    let buyer = buyer(into: &diagnostics)
    let place = place(into: &diagnostics)
    let granted = grants(into: &diagnostics)
    guard let starts, let goal, let place, let buyer, let world else { return nil }
    let industry = world.industry
    var programme = Programme(
      name: record.text("programme.name") ?? record.text("name") ?? "Programme",
      starts: starts,
      goal: goal,
      by: by,
      products: products,
      buyer: buyer.id,
      share: number("share") ?? 1,
      delivery: quarters("delivery") ?? 0,
      exportUnits: number("export.units-per-year") ?? .infinity,
      exportCompute: number("export.compute") ?? .infinity,
      prices: prices(place, buyer, industry),
      residency: number("residency") ?? 0,
      tokenRate: number("token-rate")
    )
    let own = number("on-site.power") ?? 0
    programme.power = Programme.Room(
      grants: granted,
      wait: quarters("grid.wait") ?? place.number("grid.shortest-wait").map(Self.quarters)
        ?? industry.build("grid"),
      perYear: number("grid.per-year") ?? .infinity,
      limit: (number("grid.limit") ?? .infinity) + own
    )
    if own > 0, let wait = quarters("on-site.wait") {
      programme.power.grants.append(
        Programme.Grant(at: starts.advanced(by: wait), amount: own)
      )
    }
    let shells = buyer.siteNeeds.keys.sorted().first { $0.hasPrefix("shells") }
    let standing = number("shells.standing") ?? 0
    programme.shells = Programme.Room(
      grants: standing > 0 ? [Programme.Grant(at: starts, amount: standing)] : [],
      wait: quarters("shells.build") ?? shells.flatMap { industry.build($0) } ?? 0,
      perYear: number("shells.per-year") ?? .infinity
    )
    if let each = number("staff.per-megawatt") {
      programme.staff = Programme.Staff(
        grants: [Programme.Grant(at: starts, amount: number("staff.at-start") ?? 0)],
        trainedPerYear: number("staff.trained-per-year") ?? 0,
        perMegawatt: each
      )
    }
    programme.budget = Programme.Budget(
      total: number("budget.total") ?? .infinity,
      perYear: number("budget.per-year") ?? .infinity,
      loans: number("budget.loans") ?? 0
    )
    return programme
  }

  // MARK: Fields

  /// A number of the programme.
  private func number(_ name: String) -> Double? { record.number("programme.\(name)") }

  /// A time in whole quarters.
  private func quarters(_ name: String) -> Int? { number(name).map(Self.quarters) }

  /// Seconds as whole quarters of a Julian year, the nearest.
  private static func quarters(_ seconds: Double) -> Int {
    // Ten thousand quarters outlast every roadmap.
    Int(min(1e4, (seconds / (365.25 * 86_400 / 4)).rounded()))
  }

  /// A quarter of the roadmap.
  private func quarter(_ name: String, into diagnostics: inout Diagnostics) -> Quarter? {
    let field = "programme.\(name)"
    let parts = RoadmapParts(record: record, catalog: catalog)
    guard let quarter = parts.quarter(field, into: &diagnostics) else { return nil }
    if let span, !span.contains(quarter) {
      diagnostics.add(
        record.diagnostic(
          field,
          "\(quarter) is not in the roadmap, which runs from \(span.lowerBound) to"
            + " \(span.upperBound)",
          hint: "choose a quarter of it"
        )
      )
    }
    return quarter
  }

  /// What is wished.
  private func goal(into diagnostics: inout Diagnostics) -> Programme.Goal? {
    let goals: [Programme.Goal] = [
      number("wish.power").map { .power($0) },
      number("wish.accelerators").map { .accelerators($0) },
      number("wish.compute").map { .compute($0) },
    ].compactMap { $0 }
    let written = ["power", "accelerators", "compute"].filter { record.has("programme.wish.\($0)") }
    if record.has("programme.wish"), written.count != 1 {
      diagnostics.add(
        record.diagnostic(
          "programme.wish",
          written.isEmpty
            ? "none of power, accelerators and compute is written"
            : "\(written.joined(separator: " and ")) are both written",
          hint: "write exactly one of power, accelerators, compute"
        )
      )
      return nil
    }
    return goals.first
  }

  /// Power that is granted by date.
  private func grants(into diagnostics: inout Diagnostics) -> [Programme.Grant] {
    (0..<record.count(of: "programme.grid.granted")).compactMap { index in
      let field = "programme.grid.granted[\(index)]"
      let parts = RoadmapParts(record: record, catalog: catalog)
      let date = parts.quarter("\(field).at", into: &diagnostics)
      guard let date, let power = record.number("\(field).power") else { return nil }
      return Programme.Grant(at: date, amount: power)
    }
  }

  // MARK: Names

  /// Whether a name is known; adds an error with the nearest names where it is not.
  private func isKnown(
    _ name: String,
    _ field: String,
    _ what: String,
    among names: [String],
    at place: Location?,
    into diagnostics: inout Diagnostics
  ) -> Bool {
    guard let unknown = IndustryRecord.UnknownName(name, in: field, is: what, among: names) else {
      return true
    }
    diagnostics.error(
      unknown.message,
      file: place?.file,
      line: place.flatMap { $0.line > 0 ? $0.line : nil },
      field: field,
      hint: unknown.hint
    )
    return false
  }

  /// Names in a list that are known.
  private func known(
    _ field: String,
    _ what: String,
    among names: [String],
    into diagnostics: inout Diagnostics
  ) -> [String] {
    let places = record.node(field)?.elements ?? []
    return record.texts(field).enumerated().filter { index, name in
      isKnown(
        name,
        "\(field)[\(index)]",
        what,
        among: names,
        at: places.indices.contains(index) ? places[index].location : record.location(field),
        into: &diagnostics
      )
    }.map(\.element)
  }

  /// Products that it may buy, nil for all.
  private func products(into diagnostics: inout Diagnostics) -> Set<String>? {
    guard let world else { return nil }
    let all = world.industry.products
    let named = known("programme.products", "product", among: all.map(\.id), into: &diagnostics)
    let vendors = known("programme.vendors", "vendor", among: world.vendors, into: &diagnostics)
    guard record.has("programme.products") || record.has("programme.vendors") else { return nil }
    return Set(named + all.filter { vendors.contains($0.vendor) }.map(\.id))
  }

  /// The kind of buyer as which it buys.
  private func buyer(into diagnostics: inout Diagnostics) -> Buyer? {
    guard let world, let name = record.text("programme.buyer") else { return nil }
    let buyers = world.industry.buyers
    let field = "programme.buyer"
    guard
      isKnown(
        name,
        field,
        "kind of buyer",
        among: buyers.map(\.id),
        at: record.location(field),
        into: &diagnostics
      )
    else { return nil }
    return buyers.first { $0.id == name }
  }

  /// The site.
  private mutating func place(into diagnostics: inout Diagnostics) -> Record? {
    let field = "programme.place"
    guard let name = record.text(field) else { return nil }
    guard
      let entry = catalog.entry(
        .sites,
        named: name,
        field: field,
        at: record.location(field),
        into: &diagnostics
      )
    else { return nil }
    let uses = [
      ("electricity", "electricity.price"), ("", "electricity.carbon"),
      ("grid.wait", "grid.shortest-wait"),
    ]
    for (own, path) in uses where own.isEmpty || !record.has("programme.\(own)") {
      guard let figure = entry.record.figure(path), figure.grade >= .estimated else { continue }
      weak.append("sites/\(entry.id): \(path)")
    }
    return entry.record
  }

  /// What machines cost at home.
  private func prices(_ place: Record, _ buyer: Buyer, _ industry: Industry) -> Programme.Prices {
    // What the buyer's kind pays for the cheapest maker of everything that a watt of site takes.
    let charge = buyer.siteNeeds.sorted { $0.key < $1.key }.reduce(0.0) { sum, need in
      let charges = industry.stages.filter { $0.carrier == need.key }.map(\.charge)
      return sum + need.value * (charges.min() ?? 0)
    }
    let year = 365.25 * 86_400
    return Programme.Prices(
      site: number("shells.price") ?? charge * 1e-6,
      electricity: number("electricity") ?? place.number("electricity.price") ?? 0,
      carbon: place.number("electricity.carbon") ?? 0,
      load: number("load") ?? industry.market.occupancy,
      upkeep: (number("upkeep") ?? 0) * year,
      wage: number("staff.wage") ?? 0,
      interest: number("budget.interest") ?? 0,
      siteLife: (number("shells.life") ?? year) / year
    )
  }
}

extension Industry {
  /// Quarters that building a stage takes, nil where there is none of that name.
  fileprivate func build(_ stage: String) -> Int? {
    stages.first { $0.id == stage }.map { Int($0.build.rounded()) }
  }
}
