import Catalog
import Documents
import Quantities
import Supply

/// Reads the parts of a file about the supply chain through time.
struct RoadmapParts {
  /// The fields.
  let record: Record
  /// The supply chain and events by name.
  let catalog: Catalog

  /// The quarter of a field; nil where it is not written, or is none.
  func quarter(_ field: String, into diagnostics: inout Diagnostics) -> Quarter? {
    guard let text = record.text(field) else { return nil }
    if let quarter = Quarter(text) { return quarter }
    diagnostics.add(
      record.diagnostic(
        field,
        "\"\(text)\" is no quarter",
        hint: "write a year and 1 to 4, such as 2022Q1"
      )
    )
    return nil
  }

  /// Figures that are to be others, in the order of the file.
  ///
  /// A path may be written whole, or as mappings in each other as `--set` makes them.
  func changes(into diagnostics: inout Diagnostics) -> [RoadmapQuestion.Change] {
    guard let node = record.node("roadmap.change") else { return [] }
    var changes: [RoadmapQuestion.Change] = []
    var seen: Set<String> = []
    gather(node, path: "") { path, value in
      let field = "roadmap.change.\(path)"
      func fault(_ message: String, _ hint: String) {
        diagnostics.error(
          message,
          file: value.location.file,
          line: value.location.line > 0 ? value.location.line : nil,
          field: field,
          hint: hint
        )
      }
      guard
        path.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty }),
        path.contains(".")
      else {
        fault("\"\(path)\" is no path of a figure", "such as stages.cowos.capacity")
        return
      }
      guard let amount = value.text.flatMap(Self.amount) else {
        fault(
          "\(value.shape) is written here; a factor or a value is due",
          "write 2x, or a bare number in the unit of the figure"
        )
        return
      }
      guard seen.insert(path).inserted else {
        fault("\(path) is written twice", "keep one of them")
        return
      }
      changes.append(
        RoadmapQuestion.Change(
          path: path,
          amount: amount,
          file: value.location.file,
          line: value.location.line > 0 ? value.location.line : nil
        )
      )
    }
    return changes
  }

  /// Hands every scalar or list below a node to a body, with its path.
  private func gather(_ node: Node, path: String, _ body: (String, Node) -> Void) {
    for entry in node.entries {
      let inside = path.isEmpty ? entry.key : "\(path).\(entry.key)"
      if case .mapping = entry.value.value {
        gather(entry.value, path: inside, body)
      } else {
        body(inside, entry.value)
      }
    }
  }

  /// A factor such as `2x`, or a value.
  private static func amount(_ text: String) -> RoadmapQuestion.Change.Amount? {
    if text.hasSuffix("x") {
      guard let factor = Double(text.dropLast()), factor.isFinite, factor >= 0 else { return nil }
      return .factor(factor)
    }
    guard let value = Double(text), value.isFinite else { return nil }
    return .value(value)
  }

  /// Takes events of the catalogue out.
  func leaveOut(from world: inout IndustryRecord, into diagnostics: inout Diagnostics) {
    let places = record.node("roadmap.without")?.elements ?? []
    for (index, name) in record.texts("roadmap.without").enumerated() {
      let known = isKnown(
        name,
        "roadmap.without[\(index)]",
        "event of the catalogue",
        among: world.eventNames,
        at: places.indices.contains(index) ? places[index].location : nil,
        into: &diagnostics
      )
      if known { remove(name, from: &world) }
    }
  }

  /// Takes an event and its uncertain figures out.
  private func remove(_ event: String, from world: inout IndustryRecord) {
    world.industry.events.removeAll { $0.id == event }
    world.ranges.removeAll { $0.path.hasPrefix("events.\(event).") }
    world.weakFigures.removeAll { $0.hasPrefix("events/\(event): ") }
  }

  /// Adds the file's own events; one with the id of an event of the catalogue replaces it.
  func addEvents(to world: inout IndustryRecord, into diagnostics: inout Diagnostics) {
    var seen: Set<String> = []
    for index in 0..<record.count(of: "roadmap.events") {
      let prefix = "roadmap.events[\(index)]."
      let problems = EventFormat.problems(record, prefix: prefix)
      for problem in problems { diagnostics.add(problem) }
      guard problems.isEmpty, let event = EventFormat.event(record, prefix: prefix) else {
        continue
      }
      for unknown in world.unknownNames(of: event) {
        diagnostics.add(
          record.diagnostic(prefix + unknown.field, unknown.message, hint: unknown.hint)
        )
      }
      if !seen.insert(event.id).inserted {
        diagnostics.add(
          record.diagnostic(
            "\(prefix)id",
            "\(event.id) is written twice",
            hint: "give each event a name of its own"
          )
        )
      }
      remove(event.id, from: &world)
      world.industry.events.append(event)
    }
    world.industry.events.sort { ($0.date, $0.id) < ($1.date, $1.id) }
  }

  /// The id of a company; nil where none is written, or it is unknown.
  func company(
    _ field: String,
    _ world: IndustryRecord?,
    into diagnostics: inout Diagnostics
  ) -> String? {
    guard let name = record.text(field), let world else { return nil }
    let id = catalog.supplier(named: name)
    let names = world.suppliers.keys.sorted()
    return isKnown(id, field, "supplier", among: names, into: &diagnostics) ? id : nil
  }

  /// Losses that the map is asked about.
  func losses(
    _ world: IndustryRecord?,
    from: Quarter?,
    to: Quarter?,
    into diagnostics: inout Diagnostics
  ) -> [RoadmapQuestion.Loss] {
    var losses: [RoadmapQuestion.Loss] = []
    for index in 0..<record.count(of: "roadmap.lose") {
      let field = "roadmap.lose[\(index)]"
      let date = quarter("\(field).from", into: &diagnostics)
      if let date, let from, let to, from <= to, date < from || date > to {
        diagnostics.add(
          record.diagnostic(
            "\(field).from",
            "\(date) is not in the roadmap, which runs from \(from) to \(to)",
            hint: "choose a quarter of it"
          )
        )
      }
      if record.has("\(field).company") == record.has("\(field).region") {
        diagnostics.add(
          record.diagnostic(
            field,
            record.has("\(field).company")
              ? "company and region are both written" : "neither company nor region is written",
            hint: "write one of them"
          )
        )
        continue
      }
      var part: RoadmapQuestion.Loss.Part?
      if let id = company("\(field).company", world, into: &diagnostics) { part = .company(id) }
      if let region = record.text("\(field).region"), let world,
        isKnown(region, "\(field).region", "region", among: world.regions, into: &diagnostics)
      {
        part = .region(region)
      }
      guard let part, let date, let quarters = record.integer("\(field).quarters") else { continue }
      losses.append(RoadmapQuestion.Loss(part: part, from: date, quarters: quarters))
    }
    return losses
  }

  /// A builder's question, nil where nobody asks or anything is wrong with it.
  func build(
    _ world: IndustryRecord?,
    into diagnostics: inout Diagnostics
  ) -> RoadmapQuestion.Build? {
    guard record.has("build") else { return nil }
    let by = quarter("build.by", into: &diagnostics)
    guard let product = record.text("build.product"), let power = record.number("build.power")
    else { return nil }
    if let world {
      let names = world.industry.products.map(\.id)
      guard isKnown(product, "build.product", "product", among: names, into: &diagnostics) else {
        return nil
      }
    }
    return RoadmapQuestion.Build(product: product, power: power, by: by)
  }

  /// Whether a name is known; adds an error with the nearest names where it is not.
  private func isKnown(
    _ name: String,
    _ field: String,
    _ what: String,
    among names: [String],
    at place: Location? = nil,
    into diagnostics: inout Diagnostics
  ) -> Bool {
    guard let unknown = IndustryRecord.UnknownName(name, in: field, is: what, among: names) else {
      return true
    }
    let place = place ?? record.location(field)
    diagnostics.error(
      unknown.message,
      file: place?.file,
      line: place.flatMap { $0.line > 0 ? $0.line : nil },
      field: field,
      hint: unknown.hint
    )
    return false
  }
}
