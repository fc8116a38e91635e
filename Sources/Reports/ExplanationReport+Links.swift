import Links
import Quantities
import Scenarios
import Studies
import Systems

extension ExplanationReport {
  /// Technologies that are shown; all are in the machine-readable output.
  private static var shownLinks: Int { 6 }

  /// How far the links inside a domain reach, what leaves it, and what other links would do.
  func alternatives(_ links: LinkAlternatives) -> [Block] {
    let present = links.present
    let technology = present.technology
    func metres(_ value: Double) -> String { "\(Format.significant(value)) m" }
    var words =
      "\(technology.name) reaches \(metres(technology.reach)): enough for a domain of"
      + " \(Format.count(links.largestDomain)); this one of \(Format.count(links.domain)) takes"
      + " \(metres(present.length))."
    if links.leaving.isEmpty {
      words += " No group that exchanges inside a layer leaves it."
    } else {
      let groups = links.leaving.map {
        "the \($0.name) group over \(Format.count($0.ranks)) accelerators"
      }
      words += " It is left for the network by \(groups.joined(separator: " and "))."
    }
    let columns = [
      Table.Column("link"), Table.Column("reach", isNumber: true),
      Table.Column("largest domain", isNumber: true), Table.Column("best domain", isNumber: true),
      Table.Column("gain", isNumber: true), Table.Column("power", isNumber: true),
      Table.Column("price", isNumber: true),
    ]
    let rows = links.items.prefix(Self.shownLinks).map { item -> [Table.Cell] in
      [
        .text(item.technology.id), .text(metres(item.technology.reach)),
        .text(Format.count(item.largestDomain)),
        .text(item.domain.map { Format.count($0) } ?? "too short"),
        .text(
          item.domain.map { _ in Self.signed(Words.percent(abs(item.gain)), item.gain) } ?? "–"
        ),
        .text(
          item.domain.map { _ in
            Self.signed(Format.quantity(abs(item.addedPower), unit: "W"), item.addedPower)
          } ?? "–"
        ),
        .text(
          item.domain.map { _ in Self.signed(Format.money(abs(item.addedPrice)), item.addedPrice) }
            ?? "–"
        ),
      ]
    }
    let title = technology.family.isOptical ? "Links inside the domain" : "Copper wall"
    return [
      .heading(
        "\(title): gain in \(Words.merit(scenario.objective)) with other links at the domain that"
          + " suits them; power and price an accelerator"
      ),
      .paragraph(words), .table(Table(columns, rows: rows)),
    ]
  }

  /// The optical engines beside the accelerator: how warm, what that costs, and how warm they may be.
  func engine(_ design: Asked.Answer) -> [Block] {
    guard let engine = design.scenario.system.links.engine else { return [] }
    func celsius(_ kelvin: Double) -> String { "\(Format.significant(kelvin - 273.15)) °C" }
    let rounds = engine.rounds == 1 ? "in one round" : "after \(engine.rounds) rounds"
    var words =
      "at \(celsius(engine.temperature)), \(rounds) of temperature, bandwidth and step;"
      + " heaters take \(Format.quantity(engine.heaterPower, unit: "W")) an accelerator;"
      + " \(Format.significant(engine.state.bitErrorRate)) errors a bit before correction leave"
      + " \(Format.percent(engine.state.efficiency)) of the bandwidth"
    switch (engine.freeze, engine.collapse) {
    case (let cold?, let warm?):
      words += "; they lose their wavelength below \(celsius(cold)) and above \(celsius(warm))"
    case (nil, let warm?): words += "; they lose their wavelength above \(celsius(warm))"
    case (let cold?, nil): words += "; they lose their wavelength below \(celsius(cold))"
    case (nil, nil): words += "; they hold their wavelength at any temperature met"
    }
    return [.entry(label: "Engines", text: words)]
  }

  /// A magnitude with the sign of its value.
  private static func signed(_ text: String, _ value: Double) -> String {
    abs(value) < 5e-5 ? "0" : (value < 0 ? "−" : "+") + text
  }
}

extension DesignJSON {
  /// The optical engines beside an accelerator, null where there are none.
  static func engine(_ engine: EnginePoint?) -> JSON {
    guard let engine else { return .null }
    return [
      "temperature_C": .number(engine.temperature - 273.15),
      "heater_power_per_accelerator_W": .number(engine.heaterPower),
      "detuning_m": .number(engine.state.detuning),
      "bit_error_rate": .number(engine.state.bitErrorRate),
      "frame_loss": .number(engine.state.frameLoss),
      "bandwidth_share": .number(engine.state.efficiency), "works": .flag(engine.works),
      "collapse_temperature_C": .optional(engine.collapse.map { $0 - 273.15 }),
      "freeze_temperature_C": .optional(engine.freeze.map { $0 - 273.15 }),
      "rounds": .integer(engine.rounds),
    ]
  }

  /// The links inside a domain and what could replace them.
  static func links(_ links: LinkAlternatives) -> JSON {
    [
      "technology": .text(links.present.technology.id),
      "reach_m": .number(links.present.technology.reach),
      "longest_link_m": .number(links.present.length),
      "domain": .integer(links.domain),
      "largest_domain": .integer(links.largestDomain),
      "groups_leaving": .array(
        links.leaving.map { ["name": .text($0.name), "accelerators": .integer($0.ranks)] }
      ),
      "alternatives": .array(
        links.items.map { item in
          [
            "technology": .text(item.technology.id), "reach_m": .number(item.technology.reach),
            "largest_domain": .integer(item.largestDomain),
            "domain": item.domain.map { .integer($0) } ?? .null,
            "gain": item.domain == nil ? .null : .number(item.gain),
            "added_power_per_accelerator_W": .number(item.addedPower),
            "added_price_per_accelerator_USD": .number(item.addedPrice),
          ]
        }
      ),
    ]
  }
}
