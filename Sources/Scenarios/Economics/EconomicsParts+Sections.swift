import Documents
import Economics
import Foundation
import Quantities

extension EconomicsParts {
  /// Generations of models; nil when nothing is asked about them, or with a fault.
  func generations(into diagnostics: inout Diagnostics) -> EconomicsQuestion.Generations? {
    guard has("generations") else { return nil }
    var models: [EconomicsQuestion.Model] = []
    for index in 0..<record.count(of: "economics.generations.models") {
      let path = "generations.models[\(index)]"
      guard let name = record.text("economics.\(path).name"),
        let date = record.text("economics.\(path).date")
      else { continue }
      guard let year = Self.year(date) else {
        fault(
          "\(path).date",
          "\"\(date)\" is no date",
          hint: "write a year, a month or a day, such as 2023, 2023-03 or 2023-03-15",
          into: &diagnostics
        )
        continue
      }
      models.append(
        EconomicsQuestion.Model(
          name: name,
          year: year,
          compute: number("\(path).compute"),
          cost: number("\(path).cost"),
          hardware: record.text("economics.\(path).hardware")
        )
      )
    }
    let known = [models.filter { $0.compute != nil }, models.filter { $0.cost != nil }]
    if !diagnostics.hasErrors, !known.contains(where: { Set($0.map(\.year)).count >= 3 }) {
      fault(
        "generations",
        "a trend needs three models of three dates with compute, or with cost;"
          + " \(known[0].count) have compute and \(known[1].count) cost",
        hint: "add models with compute or cost",
        into: &diagnostics
      )
    }
    let budgets = (0..<record.count(of: "economics.generations.budgets")).compactMap {
      index -> EconomicsQuestion.Budget? in
      let path = "generations.budgets[\(index)]"
      guard let name = record.text("economics.\(path).name"), let amount = number("\(path).amount")
      else { return nil }
      return EconomicsQuestion.Budget(
        name: name,
        amount: amount,
        share: number("\(path).share") ?? 1
      )
    }
    return EconomicsQuestion.Generations(
      models: models,
      basis: record.text("economics.generations.basis") ?? "amortised",
      until: record.integer("economics.generations.until") ?? 2030,
      step: number("generations.step") ?? 10,
      confidence: number("generations.confidence") ?? 0.9,
      budgets: budgets
    )
  }

  /// A date as a year with its fraction: the middle of what is not said; nil for anything else.
  static func year(_ text: String) -> Double? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard let first = parts.first, let year = first, (1900...2200).contains(year), parts.count <= 3
    else { return nil }
    if parts.count == 1 { return Double(year) + 0.5 }
    guard let month = parts[1], (1...12).contains(month) else { return nil }
    if parts.count == 2 { return Double(year) + (Double(month) - 0.5) / 12 }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard let day = parts[2], (1...lengths[month - 1]).contains(day) else { return nil }
    let before = lengths.prefix(month - 1).reduce(0, +) + day - 1
    return Double(year) + Double(before) / (isLeap ? 366 : 365)
  }

  /// Compute-optimal sizes; nil when nothing is asked about them, or with a fault.
  func sizing(
    _ run: EconomicsQuestion.Run?,
    into diagnostics: inout Diagnostics
  ) -> EconomicsQuestion.Sizing? {
    guard has("sizing") else { return nil }
    guard let compute = number("sizing.compute") ?? run?.compute else {
      fault(
        "sizing.compute",
        "operations of training are not known",
        hint: "write them, such as 3.8e25 FLOP, here or in run",
        into: &diagnostics
      )
      return nil
    }
    return EconomicsQuestion.Sizing(
      compute: compute,
      served: number("sizing.served"),
      stock: number("sizing.stock") ?? 5e14
    )
  }

  /// A serving fleet; nil when nothing is asked about it, or with a fault.
  mutating func serving(
    _ ownership: EconomicsQuestion.Ownership,
    into diagnostics: inout Diagnostics
  ) -> EconomicsQuestion.Serving? {
    guard has("serving") else { return nil }
    let machine = machine("serving.accelerator", into: &diagnostics)
    let rates = number("serving.rates.input").flatMap { input in
      number("serving.rates.output").map {
        EconomicsQuestion.Serving.Rates(input: input, output: $0)
      }
    }
    if !has("serving.nodes"), !has("serving.rates") {
      fault(
        "serving",
        "how many nodes serve is not known",
        hint: "write nodes, or rates: { input: 73.7e3 /s, output: 14.8e3 /s }",
        into: &diagnostics
      )
    }
    let isOwned = machine?.price != nil || ownership.price != nil && machine != nil
    if !isOwned, ownership.rent == nil, machine?.rent == nil {
      fault(
        "serving",
        "what the fleet costs is not known",
        hint: "write ownership: { rent: 2 USD/h }, or an accelerator with a price",
        into: &diagnostics
      )
    }
    guard let output = number("serving.output") else { return nil }
    do {
      let day = try TokenCounts(
        totalInput: number("serving.input") ?? 0,
        cachedShare: number("serving.cached-share") ?? 0,
        output: output
      )
      var tariff: TokenTariff?
      if let input = number("serving.tariff.input"), let made = number("serving.tariff.output") {
        tariff = try TokenTariff(
          input: input,
          cachedInput: number("serving.tariff.cached") ?? input,
          output: made
        )
      }
      return EconomicsQuestion.Serving(
        nodes: number("serving.nodes"),
        perNode: number("serving.per-node") ?? 8,
        machine: machine,
        day: day,
        rates: rates,
        tariff: tariff
      )
    } catch {
      fault("serving", error.description, into: &diagnostics)
      return nil
    }
  }

  /// A site; nil when nothing is asked about it, or with a fault.
  mutating func site(
    _ ownership: EconomicsQuestion.Ownership,
    into diagnostics: inout Diagnostics
  ) -> EconomicsQuestion.Site? {
    guard has("site") else { return nil }
    let machine = machine("site.accelerator", into: &diagnostics)
    if has("site.accelerator"), machine == nil { return nil }
    let each = machine.map(ownership.ratedPower)
    let written = number("site.count")
    var power = number("site.power")
    if let each, let written, power == nil { power = each * written }
    guard let power else {
      fault(
        "site",
        "the power of the site is not known",
        hint: "write power: 1 GW, or accelerator and count",
        into: &diagnostics
      )
      return nil
    }
    var servers = number("site.servers")
    if servers == nil, let machine, let each, machine.price != nil || ownership.price != nil {
      servers = ownership.account(machine).prices.equipment / each
    }
    guard let servers else {
      fault(
        "site.servers",
        "what servers cost is not known",
        hint: "write servers: 26 USD/W, or an accelerator with a price",
        into: &diagnostics
      )
      return nil
    }
    return EconomicsQuestion.Site(
      power: power,
      machine: machine,
      count: written ?? each.map { power / $0 },
      servers: servers,
      lives: record.numbers("economics.site.lives")
    )
  }

  /// Energy and carbon; nil when nothing is asked about them, or with a fault.
  mutating func emissions(into diagnostics: inout Diagnostics) -> EconomicsQuestion.Emissions? {
    guard has("emissions") else { return nil }
    let machine = machine("emissions.accelerator", into: &diagnostics)
    let time = number("emissions.accelerator-time")
    if let energy = number("emissions.energy") {
      if time != nil {
        fault(
          "emissions.energy",
          "energy is written twice, as such and as a time",
          hint: "leave one of them out",
          into: &diagnostics
        )
      }
      return EconomicsQuestion.Emissions(energy: energy, acceleratorTime: nil)
    }
    guard let time, let power = number("emissions.power") ?? machine?.power else {
      fault(
        "emissions",
        "the energy is not known",
        hint: "write energy: 433.2 MWh, or accelerator-time with accelerator or power",
        into: &diagnostics
      )
      return nil
    }
    return EconomicsQuestion.Emissions(energy: time * power, acceleratorTime: time)
  }
}
