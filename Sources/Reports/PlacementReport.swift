import Quantities
import Scenarios
public import Studies

/// What a placement says, in every shape.
public struct PlacementReport: Report {
  /// What was found.
  public var findings: PlacementFindings

  /// Reports a placement.
  public init(_ findings: PlacementFindings) { self.findings = findings }

  /// The scenario.
  var scenario: PlacementScenario { findings.scenario }
  /// Where requests go.
  var answer: PlacementAnswer { findings.answer }

  /// Requests of all classes [1/s].
  var askedRate: Double { scenario.classes.reduce(0) { $0 + $1.rate } }

  /// Whether anything is left unserved, other than by the last digits.
  var leavesRequests: Bool { answer.unservedRate > 1e-9 * askedRate }

  /// Why not all requests can be served; empty when they can.
  var problems: [String] {
    guard leavesRequests else { return [] }
    return answer.classes.filter { $0.unservedRate > 1e-9 * askedRate }.map { part in
      let left =
        part.served > 1e-9
        ? "\(Words.grouped(part.unservedRate)) requests/s of \(part.name) are left over"
        : "\(part.name) is not served"
      if part.permitted > 0 { return left + ": the pools that it may use are full" }
      return left
        + (part.excluded.isEmpty
          ? ": no pool offers a way to serve it" : ": every way to serve it is excluded")
        + (nearest(of: part).map { "; nearest comes \($0)" } ?? "")
    }
  }

  /// The excluded way of a class that misses its limits by least, with its reasons.
  ///
  /// Ways that only time excludes go before those that the user's wishes do.
  private func nearest(of part: PlacementAnswer.ClassPart) -> String? {
    func isTime(_ reason: PlacementExclusion) -> Bool {
      switch reason {
      case .firstToken, .perToken, .endToEnd: true
      default: false
      }
    }
    let close = part.excluded.filter { way in way.reasons.allSatisfy(isTime) }
    let found = close.min { first, second in
      (findings.loads[first.option]?.strain ?? .infinity)
        < (findings.loads[second.option]?.strain ?? .infinity)
    }
    return found.map { "\($0.pool) with \($0.model) (\(Self.reasons($0)))" }
  }

  /// Why a way is excluded, in a line; what to do about it is left out.
  static func reasons(_ way: PlacementAnswer.Excluded) -> String {
    way.reasons.map { reason in
      reason.description.prefix { $0 != ";" }.description
    }.joined(separator: "; ")
  }

  /// What a gain in the answer's measure is, in words.
  func gain(_ value: Double) -> String {
    switch answer.measure {
    case .cost: "\(Format.money(3_600 * value)) an hour"
    case .energy: Format.quantity(value, unit: "W")
    case .requests: "\(Words.grouped(value)) requests/s"
    }
  }

  // MARK: Rows

  /// One number a row: `section, class, pool, model, name, value, unit`.
  public var table: [[String]] {
    var rows = [["section", "class", "pool", "model", "name", "value", "unit"]]
    func add(
      _ section: String,
      _ place: (class: String, pool: String, model: String),
      _ name: String,
      _ value: Double?,
      _ unit: String
    ) {
      rows.append(
        [section, place.class, place.pool, place.model, name, CSVText.number(value), unit]
      )
    }
    rows.append(["result", "", "", "", "feasible", problems.isEmpty ? "true" : "false", ""])
    for problem in problems { rows.append(["problem", "", "", "", problem, "", ""]) }
    add("result", ("", "", ""), "cost_per_hour_USD", 3_600 * answer.cost, "USD/h")
    add("result", ("", "", ""), "power_W", findings.power, "W")
    for share in answer.shares {
      let place = (share.requestClass, share.pool, share.model)
      add("share", place, "share", share.share, "1")
      add("share", place, "requests_per_s", share.rate, "1/s")
      add("share", place, "cost_per_hour_USD", 3_600 * share.cost, "USD/h")
      add("share", place, "power_W", share.power, "W")
    }
    for (part, cost) in zip(answer.classes, findings.classCosts) {
      let place = (part.name, "", "")
      add("class", place, "served", part.served, "1")
      add("class", place, "cost_per_hour_USD", 3_600 * cost.total, "USD/h")
      add("class", place, "cost_per_million_tokens_USD", cost.perToken.map { 1e6 * $0 }, "USD")
    }
    for (index, pool) in answer.pools.enumerated() {
      let place = ("", pool.name, "")
      add("pool", place, "utilization", pool.utilization, "1")
      add("pool", place, "cost_per_hour_USD", 3_600 * pool.cost, "USD/h")
      add("pool", place, "power_W", findings.power(ofPool: index), "W")
      let worth = worth(ofPool: index)
      add("pool", place, worth.key, worth.value, worth.unit)
    }
    for part in answer.classes {
      for way in part.excluded {
        rows.append(["excluded", part.name, way.pool, way.model, Self.reasons(way), "", ""])
      }
    }
    return rows
  }

  /// What one more instance of a pool is worth, with the key and unit of results.
  func worth(ofPool index: Int) -> (key: String, value: Double, unit: String) {
    let value = findings.worths[index]
    switch answer.measure {
    case .cost: return ("worth_of_instance_USD_per_hour", 3_600 * value, "USD/h")
    case .energy: return ("worth_of_instance_W", value, "W")
    case .requests: return ("worth_of_instance_requests_per_s", value, "1/s")
    }
  }
}
