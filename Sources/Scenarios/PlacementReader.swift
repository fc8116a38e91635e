import Catalog
import Documents
import Quantities
import Serving
import Systems

/// Reads a scenario about placement, with every problem in one report.
///
/// An instance of a pool with one of its models is a scenario about serving: it is written as one
/// and read by the reader of those, whose messages are carried back to the fields of the pool.
enum PlacementReader {
  /// The scenario, or nil when anything is wrong.
  static func read(
    _ node: Node,
    folder: String,
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) -> PlacementScenario? {
    var found = Diagnostics()
    defer { diagnostics.add(contentsOf: found) }
    let record = PlacementFormat.schema.read(node, into: &found)
    let classes = (0..<record.count(of: "placement.classes")).compactMap {
      requestClass(record, at: "placement.classes[\($0)]")
    }
    var pools: [PlacementScenario.Pool] = []
    for index in 0..<record.count(of: "placement.pools") {
      let path = "placement.pools[\(index)]"
      let services = services(record, at: path, folder: folder, catalog: catalog, into: &found)
      if let pool = pool(record, at: path, services: services) { pools.append(pool) }
    }
    checkLists(record, into: &found)
    checkResidency(record, classes, pools, into: &found)
    let quality = quality(record, into: &found)
    guard !found.hasErrors else { return nil }
    return PlacementScenario(
      name: record.text("name") ?? "Placement",
      aim: record.text("placement.objective").flatMap(PlacementScenario.Aim.init) ?? .cost,
      classes: classes,
      pools: pools,
      quality: quality,
      resolved: resolved(record, pools),
      weakFigures: weakFigures(pools),
      warnings: found.entries.filter { $0.severity != .error }
    )
  }

  // MARK: Pieces

  /// A class of requests, nil when a field that it needs could not be read.
  private static func requestClass(
    _ record: Record,
    at path: String
  ) -> PlacementScenario.RequestClass? {
    guard let name = record.text("\(path).name"), let rate = record.number("\(path).rate"),
      let input = record.number("\(path).input"), let output = record.number("\(path).output")
    else { return nil }
    let residency: PlacementScenario.Residency =
      switch record.text("\(path).residency") ?? "anywhere" {
      case "anywhere": .anywhere
      case "device": .device
      case let country: .country(country)
      }
    return PlacementScenario.RequestClass(
      name: name,
      rate: rate,
      input: input,
      output: output,
      prefixHit: record.number("\(path).prefix-hit") ?? 0,
      residency: residency,
      timeToFirstToken: record.number("\(path).slo.ttft"),
      timePerOutputToken: record.number("\(path).slo.tpot"),
      endToEnd: record.number("\(path).slo.end-to-end"),
      leastQuality: record.number("\(path).least-quality"),
      complexity: record.text("\(path).complexity") ?? ""
    )
  }

  /// A pool, nil when a field that it needs could not be read.
  private static func pool(
    _ record: Record,
    at path: String,
    services: [PlacementScenario.Service]
  ) -> PlacementScenario.Pool? {
    guard let name = record.text("\(path).name"),
      let kind = record.text("\(path).kind").flatMap(PlacementScenario.Pool.Kind.init),
      let country = record.text("\(path).country"),
      let instances = record.integer("\(path).instances")
    else { return nil }
    let payment = record.text("\(path).pays").flatMap(PlacementScenario.Pool.Payment.init)
    return PlacementScenario.Pool(
      name: name,
      kind: kind,
      country: country,
      latency: record.number("\(path).latency") ?? 0,
      instances: instances,
      isScalable: record.flag("\(path).scalable") ?? false,
      busyShare: record.number("\(path).busy-share") ?? 1,
      payment: payment ?? (kind == .device ? .energy : .all),
      services: services
    )
  }

  /// The models of a pool, each as a scenario of one instance.
  private static func services(
    _ record: Record,
    at path: String,
    folder: String,
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) -> [PlacementScenario.Service] {
    guard let pool = record.node(path) else { return [] }
    var services: [PlacementScenario.Service] = []
    for (index, node) in (pool["models"]?.elements ?? []).enumerated() {
      let place = "\(path).models[\(index)]"
      var own = Diagnostics()
      let read = ScenarioReader.any(
        instance(of: pool, serving: node),
        folder: folder,
        catalog: catalog,
        into: &own
      )
      for entry in own.entries { diagnostics.add(carried(entry, pool: path, model: place)) }
      guard case .serving(let scenario) = read else { continue }
      services.append(
        PlacementScenario.Service(
          name: name(record, at: place) ?? scenario.model,
          scenario: scenario
        )
      )
    }
    return services
  }

  /// The name of a model, nil when it is written out in place and has none.
  private static func name(_ record: Record, at place: String) -> String? {
    record.text("\(place).name") ?? record.node("\(place).model")?.text
  }

  /// One instance of a pool with one model, written as a scenario about serving.
  private static func instance(of pool: Node, serving model: Node) -> Node {
    func scalar(_ text: String) -> Node { Node(.scalar(Node.Scalar(text)), at: model.location) }
    func entry(_ key: String, _ value: Node) -> Node.Entry {
      Node.Entry(key: key, location: value.location, value: value)
    }
    // A stand-in for the traffic of the classes, of which each is tried on its own later.
    var serving = [
      entry("input", scalar("1024")), entry("output", scalar("128")),
      entry("concurrency", scalar("1")),
    ]
    for part in PlacementFormat.modelParts {
      if let value = model[part] { serving.append(entry(part, value)) }
    }
    var workload = [entry("serving", Node(.mapping(serving), at: model.location))]
    if let name = model["model"] { workload.append(entry("model", name)) }
    var entries = [
      entry("narrows", scalar("1")),
      entry("workload", Node(.mapping(workload), at: model.location)),
    ]
    for part in PlacementFormat.instanceParts {
      if let value = pool[part] { entries.append(entry(part, value)) }
    }
    return Node(.mapping(entries), at: pool.location)
  }

  /// A message about an instance as one about the pool and model that it was made from.
  private static func carried(
    _ diagnostic: Diagnostic,
    pool: String,
    model: String
  ) -> Diagnostic {
    var entry = diagnostic
    guard let field = diagnostic.field else { return entry }
    if field.hasPrefix("workload.serving.") {
      entry.field = "\(model).\(field.dropFirst("workload.serving.".count))"
    } else if field.hasPrefix("workload.") {
      entry.field = "\(model).\(field.dropFirst("workload.".count))"
    } else if PlacementFormat.instanceParts.contains(String(field.prefix { $0 != "." })) {
      entry.field = "\(pool).\(field)"
    }
    return entry
  }

  // MARK: Checks

  /// Reports lists that are empty and names that stand for more than one thing.
  private static func checkLists(_ record: Record, into diagnostics: inout Diagnostics) {
    for (list, example) in [
      ("classes", "{ name: chat, rate: 10 /s, input: 1000, output: 300 }"),
      (
        "pools",
        "{ name: edge, kind: site, country: germany, instances: 4, system: {…}, models: [{…}] }"
      ),
    ] {
      let path = "placement.\(list)"
      let count = record.count(of: path)
      if count == 0 {
        diagnostics.add(
          record.diagnostic(path, "there are no \(list)", hint: "add one: \(example)")
        )
      }
      checkNames((0..<count).map { "\(path)[\($0)].name" }, record, into: &diagnostics) {
        record.text($0)
      }
    }
    for index in 0..<record.count(of: "placement.pools") {
      let path = "placement.pools[\(index)].models"
      let count = record.count(of: path)
      if count == 0 {
        diagnostics.add(
          record.diagnostic(
            record.has(path) ? path : "placement.pools[\(index)]",
            "the pool has no models",
            hint: "add models: [{ model: llama-3.2-3b }]"
          )
        )
      }
      checkNames(
        (0..<count).map { "\(path)[\($0)]" },
        record,
        hint: "give each a name of its own, such as name: small-int4",
        into: &diagnostics
      ) { name(record, at: $0) }
    }
  }

  /// Reports names that stand for more than one thing.
  private static func checkNames(
    _ places: [String],
    _ record: Record,
    hint: String = "names must differ",
    into diagnostics: inout Diagnostics,
    name: (String) -> String?
  ) {
    var seen: Set<String> = []
    for place in places {
      guard let text = name(place), !seen.insert(text).inserted else { continue }
      diagnostics.add(record.diagnostic(place, "there is more than one \"\(text)\"", hint: hint))
    }
  }

  /// Remarks on countries in which no pool stands.
  private static func checkResidency(
    _ record: Record,
    _ classes: [PlacementScenario.RequestClass],
    _ pools: [PlacementScenario.Pool],
    into diagnostics: inout Diagnostics
  ) {
    let countries = pools.map(\.country)
    for (index, entry) in classes.enumerated() {
      guard case .country(let wanted) = entry.residency,
        !countries.contains(where: { $0.lowercased() == wanted.lowercased() })
      else { continue }
      let known = Set(countries).sorted().joined(separator: ", ")
      diagnostics.add(
        record.diagnostic(
          "placement.classes[\(index)].residency",
          "no pool stands in \"\(wanted)\"",
          hint: "pools stand in \(known); device and anywhere are understood too",
          severity: .warning
        )
      )
    }
  }

  /// The user's table of quality; names in it must be those of models and classes.
  private static func quality(
    _ record: Record,
    into diagnostics: inout Diagnostics
  ) -> [PlacementScenario.Quality] {
    let classes = (0..<record.count(of: "placement.classes")).compactMap {
      record.text("placement.classes[\($0)].name")
    }
    let models = (0..<record.count(of: "placement.pools")).flatMap { pool in
      (0..<record.count(of: "placement.pools[\(pool)].models")).compactMap {
        name(record, at: "placement.pools[\(pool)].models[\($0)]")
      }
    }
    func check(_ name: String, among known: [String], _ noun: String, at path: String) {
      guard !known.contains(name) else { return }
      let near = Nearest.names(to: name, among: known, limit: 1).first
      let all = Set(known).sorted().joined(separator: ", ")
      diagnostics.add(
        record.diagnostic(
          path,
          "there is no \(noun) \"\(name)\"",
          hint: near.map { "did you mean \"\($0)\"?" } ?? "there are \(all)"
        )
      )
    }
    return record.keys(under: "placement.quality").map { model in
      let path = "placement.quality.\(model)"
      check(model, among: models, "model", at: path)
      let own = record.numbers(under: path)
      for name in record.keys(under: path) {
        check(name, among: classes, "class", at: "\(path).\(name)")
      }
      return PlacementScenario.Quality(
        model: model,
        score: record.number(path),
        byClass: Dictionary(own.map { ($0.key, $0.value) }) { first, _ in first }
      )
    }
  }

  // MARK: What was read

  /// Every field as resolved, engines and nodes that were left out filled in.
  private static func resolved(
    _ record: Record,
    _ pools: [PlacementScenario.Pool]
  ) -> [(path: String, text: String)] {
    var fields = record.resolved().filter { !$0.path.hasPrefix("placement.quality.") }
    var known = Set(fields.map(\.path))
    func fill(_ path: String, _ text: String) {
      if known.insert(path).inserted { fields.append((path, text)) }
    }
    for (index, pool) in pools.enumerated() {
      let path = "placement.pools[\(index)]"
      fill("\(path).pays", pool.payment.rawValue)
      guard let first = pool.services.first else { continue }
      for field in first.scenario.resolved {
        guard PlacementFormat.instanceParts.contains(String(field.path.prefix { $0 != "." })),
          !field.path.contains("price-ratio")
        else { continue }
        fill("\(path).\(field.path)", field.text)
      }
    }
    return fields
  }

  /// Weak figures of all pools, each once.
  private static func weakFigures(_ pools: [PlacementScenario.Pool]) -> [String] {
    var seen: Set<String> = []
    return pools.flatMap { pool in pool.services.flatMap(\.scenario.weakFigures) }
      .filter { seen.insert($0).inserted }
  }
}
