import Documents
import Fabrics
import Quantities

/// Reads the section `traffic`.
struct TrafficReader {
  /// The fields.
  let record: Record
  /// Folder to which paths are relative.
  let folder: String

  /// Packets times links of one run at most.
  private static let mostHops = 300_000_000.0

  /// The traffic, or nil when there is none or anything is wrong with it.
  func traffic(
    on variants: [FabricScenario.Variant],
    into diagnostics: inout Diagnostics
  ) -> TrafficScenario? {
    guard record.has("traffic") else { return nil }
    var found = Diagnostics()
    defer { diagnostics.add(contentsOf: found) }
    if !record.has("fabric") {
      found.add(
        record.diagnostic(
          "traffic",
          "there is no network to run it on",
          hint: "write fabric: { topology: clos, endpoints: 1024, rate: 400 Gb/s, ... }"
        )
      )
    }
    // What else is wrong is said at once, so that an unknown routing stands for the default.
    let routing =
      routing(record.text("traffic.routing") ?? "ecmp", "traffic.routing", &found) ?? .ecmp
    let fidelity =
      record.text("traffic.fidelity").flatMap(TrafficScenario.Fidelity.init) ?? .flows
    var compared: [Routing] = []
    if record.has("traffic.compare") {
      for (index, name) in record.texts("traffic.compare").enumerated() {
        if let one = self.routing(name, "traffic.compare[\(index)]", &found) {
          compared.append(one)
        }
      }
    } else {
      compared = [.ecmp, .spray, .adaptive]
    }
    guard let pattern = record.text("traffic.pattern").flatMap(TrafficScenario.Pattern.init)
    else { return nil }
    let bytes = record.number("traffic.bytes")
    if pattern == .flows {
      if !record.has("traffic.flows") {
        found.add(missing("traffic.flows", "flows.csv", pattern))
      }
    } else if bytes == nil {
      found.add(missing("traffic.bytes", "2 MB", pattern))
    }
    let transport = PacketSettings(
      payload: Int(record.number("traffic.payload") ?? 4_086),
      header: Int(record.number("traffic.header") ?? 64),
      queue: record.integer("traffic.queue") ?? 35,
      window: record.integer("traffic.window") ?? 50,
      idleWindow: record.integer("traffic.window") ?? 50,
      entropies: record.integer("traffic.entropies") ?? 128
    )
    var settings = FlowSettings(transport)
    if pattern.collective != nil {
      // A step begins when data arrives, over connections that are warm.
      settings.endsAtSender = false
      settings.firstWindow = .infinity
    }
    if record.text("traffic.transport") == "ideal" {
      settings = FlowSettings(packets: settings.packets)
    }
    settings.startup = record.number("traffic.startup") ?? 0
    settings.detection = record.number("traffic.detection") ?? 1e-3
    for index in 0..<record.count(of: "traffic.failures") {
      let path = "traffic.failures[\(index)]"
      guard let link = record.integer("\(path).link"), let at = record.number("\(path).at") else {
        continue
      }
      settings.failures.append(
        LinkFailure(cable: link, at: at, duration: record.number("\(path).for") ?? .infinity)
      )
    }
    let scenario = TrafficScenario(
      pattern: pattern,
      bytes: bytes ?? 0,
      algorithm: record.text("traffic.algorithm").flatMap(CollectiveAlgorithm.init) ?? .ring,
      ranks: record.integer("traffic.ranks"),
      target: record.integer("traffic.target"),
      distance: record.integer("traffic.distance") ?? 1,
      count: record.integer("traffic.count"),
      domain: record.integer("traffic.domain") ?? 1,
      chunks: record.integer("traffic.chunks") ?? 8,
      listed: pattern == .flows ? listed(into: &found) : Traffic(),
      fidelity: fidelity,
      routing: routing,
      compared: compared.filter { $0 != routing },
      seed: UInt64(clamping: record.integer("traffic.seed") ?? 1),
      samples: record.integer("traffic.samples"),
      linkLatency: record.number("traffic.link-latency") ?? 1e-6,
      settings: settings,
      transport: transport
    )
    for variant in variants { check(scenario, on: variant, into: &found) }
    return found.hasErrors ? nil : scenario
  }

  /// A field that a pattern needs.
  private func missing(
    _ path: String,
    _ example: String,
    _ pattern: TrafficScenario.Pattern
  ) -> Diagnostic {
    record.diagnostic(
      path,
      "the field is missing; the pattern \(pattern.rawValue) needs it",
      hint: "such as \(example)"
    )
  }

  /// A routing by its name.
  private func routing(
    _ name: String,
    _ path: String,
    _ found: inout Diagnostics
  ) -> Routing? {
    if let routing = Routing(name: name) { return routing }
    found.add(
      record.diagnostic(
        path,
        "\"\(name)\" is no routing",
        hint: Nearest.names(to: name, among: Routing.names, limit: 1).first.map { "\($0)?" }
          ?? "one of \(Routing.names.joined(separator: ", "))"
      )
    )
    return nil
  }

  /// What keeps the traffic from being run on one of the networks.
  private func check(
    _ asked: TrafficScenario,
    on variant: FabricScenario.Variant,
    into found: inout Diagnostics
  ) {
    func refuse(_ path: String, _ message: String, hint: String? = nil) {
      found.add(record.diagnostic(path, message, hint: hint))
    }
    let topology = variant.design.topology
    let problems = topology.problems()
    for problem in problems { refuse("fabric.topology", problem.description) }
    guard problems.isEmpty else { return }
    let endpoints = topology.endpoints
    let cables = FabricShape(topology).linkCount
    let count = Format.count(endpoints)
    if let ranks = asked.ranks, ranks > endpoints {
      refuse("traffic.ranks", "\(Format.count(ranks)) take part and the network has \(count)")
    }
    if endpoints < 2 { refuse("traffic", "one endpoint has no one to send to") }
    if let target = asked.target, target >= endpoints {
      refuse("traffic.target", "endpoint \(target) is not there; there are 0 to \(endpoints - 1)")
    }
    if asked.pattern == .shift, asked.distance % max(asked.rankCount(of: endpoints), 1) == 0 {
      refuse("traffic.distance", "a shift by all endpoints sends nothing", hint: "such as 1")
    }
    if asked.algorithm == .hierarchical, asked.pattern.collective != nil,
      asked.domain < 2 || asked.rankCount(of: endpoints) % asked.domain != 0
    {
      refuse(
        "traffic.domain",
        "domains of \(asked.domain) do not divide \(asked.rankCount(of: endpoints)) ranks",
        hint: "two or more, and a divisor of the ranks"
      )
    }
    for (index, failure) in asked.settings.failures.enumerated() where failure.cable >= cables {
      refuse(
        "traffic.failures[\(index)].link",
        "link \(failure.cable) is not there; there are 0 to \(cables - 1)"
      )
    }
    for problem in asked.listed.problems(nodes: endpoints).prefix(20) {
      refuse("traffic.flows", problem.description)
    }
    let flows = asked.flowCount(endpoints: endpoints)
    if flows > 5_000_000, !asked.isStepwise(endpoints: endpoints) {
      refuse(
        "traffic.pattern",
        "it has \(Format.count(Int(min(flows, 1e15)))) flows, at most 5,000,000 are run",
        hint: "take fewer ranks, or an algorithm with fewer flows"
      )
    }
    guard asked.fidelity == .packets else { return }
    if !asked.settings.failures.isEmpty {
      refuse(
        "traffic.failures",
        "packets are run on networks without failures",
        hint: "take fidelity: flows"
      )
    }
    for (field, routing) in [("traffic.routing", asked.routing)]
    where [.byDestination, .valiant, .dimensionOrder].contains(routing) {
      refuse(
        field,
        "packets are not run with \(routing.name)",
        hint: "take ecmp, paths-N, spray or adaptive"
      )
    }
    let perFlow = asked.pattern == .flows ? 0 : asked.bytes / Double(asked.transport.payload) + 1
    let listed = asked.listed.tasks.reduce(0) {
      $0 + $1.bytes / Double(asked.transport.payload) + 1
    }
    let share = asked.pattern.collective == nil ? 1 : 1 / Double(asked.rankCount(of: endpoints))
    let hops = (flows * max(1, perFlow * share) + listed) * 6
    if hops > Self.mostHops {
      refuse(
        "traffic.fidelity",
        "\(Format.significant(hops)) passages of packets over links are too many; at most"
          + " \(Format.significant(Self.mostHops)) are run",
        hint: "take fidelity: flows, fewer bytes or fewer flows"
      )
    }
  }

  // MARK: Files

  /// The flows of a CSV file.
  private func listed(into found: inout Diagnostics) -> Traffic {
    var traffic = Traffic()
    guard let name = record.text("traffic.flows") else { return traffic }
    let path = name.hasPrefix("/") ? name : folder + "/" + name
    let text: String?
    do {
      text = try Node.text(path: path, into: &found)
    } catch {
      found.add(
        record.diagnostic(
          "traffic.flows",
          "\(error)",
          hint: "write the path of a CSV file from the folder of this file"
        )
      )
      return traffic
    }
    var columns: [String: Int] = [:]
    var line = 0
    for row in (text ?? "").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      line += 1
      guard !row.allSatisfy(\.isWhitespace), row.first != "#" else { continue }
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimming(while: \.isWhitespace)
      }
      if columns.isEmpty {
        for (index, cell) in cells.enumerated() { columns[cell.lowercased()] = index }
        for name in ["source", "destination", "bytes"] where columns[name] == nil {
          found.error(
            "the column \(name) is missing",
            file: path,
            line: line,
            hint: "the header is source,destination,bytes and may have start_s and connection"
          )
        }
        if found.hasErrors { return traffic }
        continue
      }
      func value(_ name: String, whole: Bool) -> Double? {
        guard let column = columns[name] else { return 0 }
        guard cells.indices.contains(column), let value = Double(cells[column]), value >= 0,
          value.isFinite, !whole || (value == value.rounded() && value < 1e9)
        else {
          let cell = cells.indices.contains(column) ? "\"\(cells[column])\"" : "nothing"
          found.error(
            "\(cell) is written in the column \(name); a \(whole ? "whole " : "")number of at least"
              + " 0 is due",
            file: path,
            line: line
          )
          return nil
        }
        return value
      }
      guard let source = value("source", whole: true),
        let target = value("destination", whole: true), let bytes = value("bytes", whole: false),
        let start = value("start_s", whole: false),
        let connection = value("connection", whole: true)
      else {
        if found.errors.count >= 100 { return traffic }
        continue
      }
      traffic.add(
        .init(
          from: Int(source),
          to: Int(target),
          bytes: bytes,
          start: start,
          connection: Int(connection)
        )
      )
    }
    if traffic.tasks.isEmpty, !found.hasErrors {
      found.error("the table has no flows", file: path, hint: "give a header and at least one row")
    }
    return traffic
  }
}

extension Substring {
  /// Without what is true of characters at both ends.
  fileprivate func trimming(while isOut: (Character) -> Bool) -> String {
    var part = drop(while: isOut)
    while let last = part.last, isOut(last) { part = part.dropLast() }
    return String(part)
  }
}
