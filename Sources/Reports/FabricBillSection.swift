import Fabrics
import Foundation
import Quantities
import Scenarios
import Studies

/// Bills of material of one network or of several side by side.
struct FabricBillSection: FabricSection {
  /// A network with its bill.
  struct Entry: Sendable {
    /// The network.
    var variant: FabricScenario.Variant
    /// What it is made of.
    var bill: FabricBill
  }

  /// The networks in the order of the file.
  let entries: [Entry]
  /// Name for a reader.
  let name: String

  /// Gathers networks.
  init(_ findings: FabricFindings) {
    name = findings.scenario.name
    entries = zip(findings.scenario.variants, findings.bills).map(Entry.init)
  }

  /// Name in machine-readable output.
  var key: String { "fabric" }

  /// The network that costs least of those that can be built.
  private var cheapest: Entry? {
    entries.filter(\.bill.isFeasible).min { $0.bill.price < $1.bill.price }
  }

  /// The answer in a sentence.
  var sentence: String {
    guard let entry = cheapest else {
      let reason = entries.first?.bill.reasons.first ?? "nothing is written"
      return entries.count > 1
        ? "None of \(entries.count) networks can be built: \(reason)."
        : "\(name) cannot be built: \(reason)."
    }
    let bill = entry.bill
    let parts =
      "\(Format.money(bill.price)) and \(Format.quantity(bill.power, unit: "W")) for"
      + " \(Words.count(bill.shape.endpoints, "endpoint")) at \(rate(bill.rate))"
    guard entries.count > 1 else {
      return "\(name) costs \(parts): \(Words.count(bill.switchCount, "switch", "switches")),"
        + " \(Words.count(bill.linkCount, "link")),"
        + " \(energy(bill.energyPerBit)) a bit."
    }
    let thrifty = entries.filter(\.bill.isFeasible).min {
      $0.bill.powerPerEndpoint < $1.bill.powerPerEndpoint
    }
    var text = "Of \(entries.count) networks, \(entry.variant.label) costs least: \(parts)"
    if let thrifty, thrifty.variant.label != entry.variant.label {
      text +=
        "; \(thrifty.variant.label) draws least:"
        + " \(Format.quantity(thrifty.bill.powerPerEndpoint, unit: "W")) an endpoint instead of"
        + " \(Format.quantity(bill.powerPerEndpoint, unit: "W"))"
    }
    return text + "."
  }

  /// A rate in bits.
  private func rate(_ value: Double) -> String { Format.quantity(value / 8, unit: "bit/s") }

  /// An energy per bit.
  private func energy(_ value: Double) -> String {
    Format.significant(value * 1e12) + " pJ"
  }

  // MARK: Text

  /// Side by side where there are several, then each in detail where there are few.
  var blocks: [Block] {
    var blocks: [Block] = []
    if entries.count > 1 {
      blocks += [.heading("Side by side"), .table(comparison), .table(comparisonOfFailures)]
    }
    let reasons = entries.filter { !$0.bill.isFeasible }
    if entries.count > 4 {
      if !reasons.isEmpty {
        blocks += [
          .heading("What cannot be built"),
          .items(
            reasons.map { "\($0.variant.label): \($0.bill.reasons.joined(separator: "; "))" }
          ),
        ]
      }
      // The cheapest stands for the many.
      if let cheapest { blocks += detail(cheapest) }
    } else {
      for entry in entries { blocks += detail(entry) }
    }
    if let entry = entries.first { blocks.append(.paragraph(account(entry))) }
    return blocks
  }

  /// What sets networks apart.
  private var comparison: Table {
    Table(
      [
        Table.Column("network"), Table.Column("switches", isNumber: true),
        Table.Column("links", isNumber: true), Table.Column("transceivers", isNumber: true),
        Table.Column("fibres", isNumber: true), Table.Column("price", isNumber: true),
        Table.Column("power", isNumber: true), Table.Column("an endpoint", isNumber: true),
        Table.Column("a bit", isNumber: true),
      ],
      rows: entries.map { entry in
        let bill = entry.bill
        return [
          .text(label(entry)), .text(Format.count(bill.switchCount)),
          .text(Format.count(bill.linkCount)), .text(Format.count(bill.transceivers)),
          .text(Format.count(bill.fibres)), .text(Format.money(bill.price)),
          .text(Format.quantity(bill.power, unit: "W")),
          .text(Format.quantity(bill.powerPerEndpoint, unit: "W")),
          .text(energy(bill.energyPerBit)),
        ]
      }
    )
  }

  /// How networks fail and how wide they are.
  private var comparisonOfFailures: Table {
    Table(
      [
        Table.Column("network"), Table.Column("bisection", isNumber: true),
        Table.Column("diameter", isNumber: true), Table.Column("longest", isNumber: true),
        Table.Column("failures/year", isNumber: true), Table.Column("flaps/day", isNumber: true),
        Table.Column("halts/day", isNumber: true),
      ],
      rows: entries.map { entry in
        let bill = entry.bill
        return [
          .text(label(entry)), .text(Words.percent(bill.shape.bisectionShare)),
          .text(Format.count(bill.shape.diameter)),
          .text(Format.quantity(bill.longest, unit: "m")),
          .text(Words.grouped(bill.failuresPerYear)), .text(Words.grouped(bill.flapsPerDay)),
          .text(Words.grouped(bill.haltsPerDay)),
        ]
      }
    )
  }

  /// What a network is called, with a mark where it cannot be built.
  private func label(_ entry: Entry) -> String {
    let label = entry.variant.label.isEmpty ? name : entry.variant.label
    return entry.bill.isFeasible ? label : "\(label) (cannot be)"
  }

  /// The parts of a network.
  private func detail(_ entry: Entry) -> [Block] {
    let bill = entry.bill
    var blocks: [Block] = [.heading("Bill of material: \(label(entry))")]
    if !bill.isFeasible { blocks.append(.items(bill.reasons)) }
    blocks.append(.table(parts(bill)))
    blocks.append(
      .entry(
        label: "Size",
        text: "\(Words.count(bill.portCount, "switch port")) in use,"
          + " \(Words.count(bill.transceivers, "transceiver")),"
          + " \(Words.count(bill.fibres, "strand")) of fibre,"
          + " \(Words.count(bill.pairs, "pair")) of copper; the longest link is"
          + " \(Format.quantity(bill.longest, unit: "m"))"
      )
    )
    blocks.append(
      .entry(
        label: "Width",
        text:
          "\(rate(bill.bisection)) across the middle, \(Words.percent(bill.shape.bisectionShare))"
          + " of what half of the endpoints send; at most"
          + " \(Words.count(bill.shape.diameter, "link")) from end to end"
      )
    )
    blocks.append(
      .entry(
        label: "Power",
        text: "\(Format.quantity(bill.powerPerEndpoint, unit: "W")) an endpoint,"
          + " \(energy(bill.energyPerBit)) a bit;"
          + " \(Format.quantity(bill.switchPower, unit: "W")) in switches,"
          + " \(Format.quantity(bill.opticsPower, unit: "W")) in ends of links"
      )
    )
    blocks.append(
      .entry(
        label: "Failures",
        text: "\(Words.grouped(bill.failuresPerYear)) parts a year,"
          + " \(Words.grouped(bill.flapsPerDay)) flaps a day; a job on all endpoints halts"
          + " \(Words.grouped(bill.haltsPerDay)) times a day"
          + " with \(entry.variant.design.firstSwitches.rawValue) first switches"
      )
    )
    return blocks
  }

  /// Switches and links, line by line.
  private func parts(_ bill: FabricBill) -> Table {
    var rows: [[Table.Cell]] = []
    for line in bill.switches {
      rows.append([
        .text(line.tier), .text(line.part.name), .text(Format.count(line.count)), "",
        .text(line.isCounted ? Format.quantity(line.power + line.opticsPower, unit: "W") : "out"),
        .text(line.isCounted ? Format.money(line.price + line.opticsPrice) : "out"),
      ])
    }
    for line in bill.links {
      let end = line.lowerEnd.map { " and \($0.name)" } ?? ""
      rows.append([
        .text("\(line.group) (\(line.place.name))"), .text(line.part.name + end),
        .text(Format.count(line.count)),
        .text(Format.quantity(line.meanLength, unit: "m")),
        .text(line.isCounted ? Format.quantity(line.power, unit: "W") : "out"),
        .text(line.isCounted ? Format.money(line.price) : "out"),
      ])
    }
    if bill.cardPower + bill.cardPrice > 0 {
      rows.append([
        "endpoint", "network card", .text(Format.count(bill.shape.endpoints)), "",
        .text(Format.quantity(bill.cardPower, unit: "W")), .text(Format.money(bill.cardPrice)),
      ])
    }
    rows.append([
      "all", "", "", "", .text(Format.quantity(bill.power, unit: "W")),
      .text(Format.money(bill.price)),
    ])
    return Table(
      [
        Table.Column("where"), Table.Column("part"), Table.Column("count", isNumber: true),
        Table.Column("mean length", isNumber: true), Table.Column("power", isNumber: true),
        Table.Column("price", isNumber: true),
      ],
      rows: rows
    )
  }

  /// What is in the account.
  private func account(_ entry: Entry) -> String {
    let boundary = entry.variant.design.boundary
    let ends = boundary.countsEndpointEnds ? "in" : "out"
    let first = boundary.countsFirstTier ? "in" : "out"
    let cards = boundary.cardPower + boundary.cardPrice > 0 ? "in" : "out"
    return "Account: endpoints' ends of links are \(ends), first switches with the links below them"
      + " \(first), network cards \(cards); machines, racks and host serialisers are out."
  }

  // MARK: Machine-readable

  /// The figures of a bill by key.
  private func figures(_ bill: FabricBill) -> [(key: String, value: Double)] {
    [
      ("endpoints", Double(bill.shape.endpoints)), ("rate_bit_per_s", bill.rate),
      ("switches", Double(bill.switchCount)), ("switch_ports", Double(bill.portCount)),
      ("links", Double(bill.linkCount)), ("transceivers", Double(bill.transceivers)),
      ("fibres", Double(bill.fibres)), ("copper_pairs", Double(bill.pairs)),
      ("price_USD", bill.price), ("price_switches_USD", bill.switchPrice),
      ("price_links_USD", bill.linkPrice), ("price_per_endpoint_USD", bill.pricePerEndpoint),
      ("power_W", bill.power), ("power_switches_W", bill.switchPower),
      ("power_optics_W", bill.opticsPower), ("power_per_endpoint_W", bill.powerPerEndpoint),
      ("energy_J_per_bit", bill.energyPerBit), ("bisection_bit_per_s", bill.bisection),
      ("bisection_share", bill.shape.bisectionShare),
      ("bisection_links", bill.shape.bisectionLinks),
      ("diameter_links", Double(bill.shape.diameter)), ("longest_link_m", bill.longest),
      ("failures_per_year", bill.failuresPerYear), ("flaps_per_day", bill.flapsPerDay),
      ("halts_per_day", bill.haltsPerDay),
    ]
  }

  /// The networks with their lines.
  var result: JSON {
    .array(
      entries.map { entry in
        let bill = entry.bill
        let members =
          DesignJSON.feasibility(bill.reasons)
          + figures(bill).map { JSON.Member($0.key, Self.number($0.value)) }
        return .object(
          [
            JSON.Member(
              "setting",
              .object(
                entry.variant.setting.map { JSON.Member($0.path, ScenarioJSON.value($0.text)) }
              )
            )
          ] + members + [
            JSON.Member("switch_lines", .array(bill.switches.map(json))),
            JSON.Member("link_lines", .array(bill.links.map(json))),
            JSON.Member("account", .text(account(entry))),
          ]
        )
      }
    )
  }

  /// A number, whole where it is.
  private static func number(_ value: Double) -> JSON {
    value == value.rounded() && abs(value) < 1e15 ? .integer(Int(value)) : .number(value)
  }

  /// A line of switches.
  private func json(_ line: FabricBill.SwitchLine) -> JSON {
    [
      "tier": .text(line.tier), "part": .text(line.part.id), "count": .integer(line.count),
      "ports_used": .integer(line.portsUsed), "power_W": .number(line.power),
      "power_optics_W": .number(line.opticsPower), "price_USD": .number(line.price),
      "price_optics_USD": .number(line.opticsPrice), "counted": .flag(line.isCounted),
    ]
  }

  /// A line of links.
  private func json(_ line: FabricBill.LinkLine) -> JSON {
    [
      "links": .text(line.group), "part": .text(line.part.id),
      "endpoint_end": .optional(line.lowerEnd?.id), "place": .text(line.place.name),
      "count": .integer(line.count), "rate_bit_per_s": .number(line.rate),
      "mean_length_m": .number(line.meanLength), "longest_m": .number(line.longest),
      "transceivers": .integer(line.transceivers), "fibres": .integer(line.fibres),
      "copper_pairs": .integer(line.pairs), "power_W": .number(line.power),
      "price_USD": .number(line.price), "counted": .flag(line.isCounted),
    ]
  }

  /// Every figure, and count, power and price of every line.
  var rows: [[String]] {
    entries.flatMap { entry -> [[String]] in
      let setting = entry.variant.label
      let bill = entry.bill
      var rows = [[setting, "", "feasible", bill.isFeasible ? "true" : "false"]]
      rows += figures(bill).map { [setting, "", $0.key, CSVText.number($0.value)] }
      func add(_ line: String, _ values: [(String, Double)]) {
        rows += values.map { [setting, line, $0.0, CSVText.number($0.1)] }
      }
      for line in bill.switches {
        add(
          "\(line.tier): \(line.part.id)",
          [
            ("count", Double(line.count)), ("power_W", line.power + line.opticsPower),
            ("price_USD", line.price + line.opticsPrice),
          ]
        )
      }
      for line in bill.links {
        add(
          "\(line.group) (\(line.place.name)): \(line.part.id)",
          [
            ("count", Double(line.count)), ("mean_length_m", line.meanLength),
            ("power_W", line.power), ("price_USD", line.price),
          ]
        )
      }
      return rows
    }
  }

  /// Price and power by part, a bar for each network.
  var charts: [JSON] {
    var price: [JSON] = []
    var power: [JSON] = []
    func add(_ network: String, _ part: String, _ dollars: Double, _ watts: Double) {
      price.append(["network": .text(network), "part": .text(part), "value": .number(dollars)])
      power.append(["network": .text(network), "part": .text(part), "value": .number(watts)])
    }
    for entry in entries {
      let network = label(entry)
      for line in entry.bill.switches where line.isCounted {
        add(network, line.tier, line.price, line.power)
        if line.part.hasOptics {
          add(network, "\(line.tier) optics", line.opticsPrice, line.opticsPower)
        }
      }
      for line in entry.bill.links where line.isCounted {
        add(network, "links \(line.group)", line.price, line.power)
      }
      if entry.bill.cardPower + entry.bill.cardPrice > 0 {
        add(network, "network cards", entry.bill.cardPrice, entry.bill.cardPower)
      }
    }
    return [
      Self.bars("Price by part", "price [USD]", price),
      Self.bars("Power by part", "power [W]", power),
    ]
  }

  /// Stacked bars.
  static func bars(_ title: String, _ axis: String, _ values: [JSON]) -> JSON {
    [
      "title": .text(title), "width": 600, "data": ["values": .array(values)],
      "mark": ["type": "bar", "tooltip": true],
      "encoding": [
        "y": ["field": "network", "type": "nominal", "sort": .null, "title": .null],
        "x": [
          "field": "value", "type": "quantitative", "aggregate": "sum", "title": .text(axis),
          "axis": ["format": "~s"],
        ],
        "color": ["field": "part", "type": "nominal", "title": "part", "sort": .null],
      ],
    ]
  }
}
