import Documents
import Foundation
import Quantities
import Supply

/// Puts the catalogue's files of the supply chain together for a start.
struct IndustryReader {
  /// A part with the file that it is from.
  struct Part<Value> {
    /// What the file says.
    var record: Record
    /// What it comes to.
    var value: Value
  }

  /// The catalogue.
  let catalog: Catalog
  /// The quarter whose beginning the figures are to describe.
  let start: Quarter
  /// Figures that are uncertain or weak.
  var taker = FigureTaker()
  /// Everything that is wrong.
  var diagnostics = Diagnostics()
  /// Whether a part is not known at the start; then names that lead to it are not missed as well.
  var isEarly = false

  /// Reads every file of a kind.
  private mutating func parts<Value>(
    _ kind: CatalogKind,
    _ make: (inout IndustryReader, Record) -> Value?
  ) -> [Part<Value>] {
    var parts: [Part<Value>] = []
    for file in catalog.files(kind) {
      guard let record = catalog.read(file, kind: kind, into: &diagnostics),
        let value = make(&self, record)
      else { continue }
      parts.append(Part(record: record, value: value))
    }
    return parts
  }

  /// The supply chain at the start, or nil when anything is wrong.
  mutating func read() -> IndustryRecord? {
    let companies = parts(.suppliers) { _, record in
      IndustryRecord.Supplier(
        id: record.text("id") ?? "",
        name: record.text("name") ?? record.text("id") ?? "",
        region: record.text("region") ?? "",
        note: record.text("note")
      )
    }
    let stages = parts(.stages) { $0.stage($1) }
    let products = parts(.products) { $0.product($1) }
    let buyers = parts(.buyers) { $0.buyer($1) }
    let demand = parts(.demand) { $0.demand($1) }
    let technologies = parts(.readiness) { $0.technology($1) }
    let market = market()
    let events = parts(.events) { _, record in EventFormat.event(record) }
    let dates = Dictionary(demand.map { ($0.value.id, $0.value.at) }) { first, _ in first }
    let used = events.filter { isUsed($0.value, dates) }
    for event in used { take(event) }
    guard let market, !isEarly else { return nil }
    let result = IndustryRecord(
      industry: Industry(
        start: start,
        stages: stages.map(\.value),
        products: products.map(\.value),
        buyers: buyers.map(\.value),
        demand: demand.map(\.value),
        events: used.map(\.value).sorted { ($0.date, $0.id) < ($1.date, $1.id) },
        technologies: technologies.map(\.value),
        market: market
      ),
      ranges: taker.ranges,
      weakFigures: taker.weak,
      suppliers: Dictionary(companies.map { ($0.value.id, $0.value) }) { first, _ in first },
      eventNames: events.map(\.value.id)
    )
    checkStages(stages, result)
    checkProducts(products, result)
    checkBuyers(buyers, result)
    checkTechnologies(technologies, result)
    for event in events {
      for unknown in result.unknownNames(of: event.value) { add(unknown, event.record) }
    }
    for (kind, count) in [
      (CatalogKind.stages, stages.count), (.products, products.count), (.buyers, buyers.count),
      (.demand, demand.count),
    ] where count == 0 && !diagnostics.hasErrors {
      diagnostics.error(
        "the catalogue has no \(kind.rawValue)",
        hint: "lay a folder with \(kind.rawValue)/ over it"
      )
    }
    return diagnostics.hasErrors ? nil : result
  }

  /// Whether an event still matters at the start.
  ///
  /// What it changes in figures by date is in them once it is past, unless it ends later.
  /// What it changes in figures without a date, and bans, hold from then on.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - dates: For which quarter the demand of each class is stated.
  /// - Returns: Whether it does.
  private func isUsed(_ event: Event, _ dates: [String: Quarter]) -> Bool {
    if event.date >= start { return true }
    if let duration = event.duration { return event.date.advanced(by: duration) > start }
    return switch event.effect {
    case .export, .delay, .readiness, .build: true
    case .demand(let kind, _): event.date >= dates[kind] ?? start
    case .outside, .capacity, .company, .region: false
    }
  }

  /// Notes the figures of an event.
  private mutating func take(_ event: Part<Event>) {
    _ = taker.take(event.record, .events, "onset")
    guard let effect = EventFormat.written(event.record) else { return }
    for name in ["factor", "years"] {
      _ = taker.take(event.record, .events, "\(effect).\(name)", as: name)
    }
  }

  /// The latest state at or before the start, with its years until the start.
  ///
  /// - Returns: The field of the state, or nil with an error that names the dates there are.
  mutating func state(_ record: Record) -> (field: String, at: Quarter, years: Double)? {
    let all = (0..<record.count(of: "states")).compactMap { index in
      record.text("states[\(index)].at").flatMap { Quarter($0) }
        .map { (field: "states[\(index)]", at: $0) }
    }
    let past = all.filter { $0.at <= start }
    guard let latest = past.max(by: { $0.at < $1.at }) else {
      isEarly = true
      let dates = all.map(\.at).sorted().map(\.description).joined(separator: ", ")
      diagnostics.add(
        record.diagnostic(
          "states",
          "\(record.text("id") ?? "") has no state at or before \(start); it has \(dates)",
          hint: "add one, or start later"
        )
      )
      return nil
    }
    return (latest.field, latest.at, Double(start.since(latest.at)) / 4)
  }

  /// Adds an error about a name.
  mutating func add(_ unknown: IndustryRecord.UnknownName?, _ record: Record) {
    guard let unknown else { return }
    diagnostics.add(record.diagnostic(unknown.field, unknown.message, hint: unknown.hint))
  }
}
