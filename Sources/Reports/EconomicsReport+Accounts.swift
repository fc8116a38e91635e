import Economics
import Quantities
import Scenarios
import Studies

/// A fleet, a site and emissions as a person reads them.
extension EconomicsReport {
  // MARK: Serving

  /// What a fleet costs and earns, in a sentence.
  static func sentence(_ fleet: FleetAccount) -> String {
    guard let basis = fleet.bases.first else { return "" }
    var words =
      "\(Format.significant(fleet.nodes, digits: 4)) nodes cost \(Format.money(basis.cost, digits: 4)) a day"
      + " \(basis.basis.rawValue)"
    if let revenue = fleet.revenue, let margin = basis.margin {
      words +=
        " and earn \(Format.money(revenue, digits: 4)): \(Words.percent(margin.overCost)) over"
        + " cost, \(Words.percent(margin.ofRevenue)) of revenue"
    }
    if let load = basis.breakEven {
      words +=
        load <= 1
        ? "; they break even at \(Words.percent(load)) of that load"
        : "; they break even at no load"
    }
    return words + "."
  }

  /// The account on each basis.
  static func serving(_ fleet: FleetAccount) -> [Block] {
    func row(_ title: String, _ text: (FleetAccount.Basis) -> String) -> [String] {
      [title] + fleet.bases.map(text)
    }
    let rows = [
      row("cost a day") { Format.money($0.cost, digits: 4) },
      row("profit over cost") { $0.margin.map { Words.percent($0.overCost) } ?? "–" },
      row("profit of revenue") { $0.margin.map { Words.percent($0.ofRevenue) } ?? "–" },
      row("a million input tokens, hits included") { money($0.inputPrice) },
      row("a million output tokens") { money($0.outputPrice) },
      row("a million output tokens that bear all") { money($0.blendedPrice) },
      row("break-even load") { $0.breakEven.map(Words.percent) ?? "–" },
      row("break-even price of output, input in proportion") { money($0.breakEvenPrice) },
    ]
    var blocks: [Block] = [
      .heading("A day by accounting basis"),
      table([""] + fleet.bases.map(\.basis.rawValue), rows),
    ]
    if let needed = fleet.needed {
      blocks.append(
        .entry(
          label: "Nodes",
          text: "the rates ask for \(Format.significant(needed.total, digits: 5)):"
            + " \(Format.significant(needed.prefill, digits: 4)) for inputs and"
            + " \(Format.significant(needed.decode, digits: 4)) for outputs"
        )
      )
    }
    if let rent = fleet.breakEvenRent {
      blocks.append(
        .entry(
          label: "Rent",
          text: "revenue pays up to \(Format.money(rent * 3600)) an accelerator's hour"
        )
      )
    }
    return blocks
  }

  // MARK: Site and emissions

  /// What a site costs, in a sentence.
  static func sentence(_ site: SiteAccount) -> String {
    let hour = site.hour.map { ", \(Format.money($0)) an accelerator's hour in full use" } ?? ""
    return
      "\(Format.quantity(site.power, unit: "MW")) of equipment cost"
      + " \(Format.money(site.capital)) to build and \(Format.money(site.year.total)) a year,"
      + " \(Words.percent(site.year.servers / site.year.total)) of it servers and"
      + " \(Words.percent(site.year.energy / site.year.total)) energy\(hour)."
  }

  /// A year by component and life.
  static func site(_ site: SiteAccount) -> [Block] {
    let years = site.years
    func row(_ title: String, _ part: (SiteAccount.Year) -> Double) -> [String] {
      [title] + years.map { Format.money(part($0)) }
    }
    return [
      .heading("A year by component and by the life of equipment"),
      table(
        [""] + years.map { Format.duration($0.life) },
        [
          row("servers") { $0.servers }, row("network") { $0.network },
          row("building and plant") { $0.facility },
          row("energy") { $0.energy }, row("repair and operation") { $0.upkeep },
          row("all") { $0.total },
        ]
      ),
      .entry(
        label: "To build",
        text: "\(Format.money(site.servers)) servers and network,"
          + " \(Format.money(site.facility)) building and plant;"
          + " \(Format.quantity(site.meterPower, unit: "MW")) at the meter"
          + (site.count.map { ", \(Words.scaled($0)) accelerators" } ?? "")
      ),
    ]
  }

  /// Energy and carbon, in a sentence.
  static func sentence(_ account: EmissionAccount, _ question: EconomicsQuestion)
    -> String
  {
    let hours = question.emissions?.acceleratorTime.map {
      "\(Words.scaled($0 / 3600)) accelerator-hours take "
    }
    return
      "\(hours ?? "")\(Format.quantity(account.energy, unit: "MWh")) at the meter"
      + "\(hours == nil ? " emit" : " and emit") \(Words.mass(account.carbon))."
  }
}
