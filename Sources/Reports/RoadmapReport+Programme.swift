import Foundation
import Quantities
import Studies
import Supply

extension RoadmapReport {
  // MARK: Sentences

  /// What a programme reaches, what holds it back and what would do, in a sentence.
  func sentence(_ answer: ProgrammeAnswer) -> String {
    let programme = answer.programme
    let wished = Self.amount(programme.goal.amount, of: programme.goal)
    let due = answer.plan.due
    if answer.isFeasible, let reached = answer.plan.reached {
      let early = due.since(reached)
      var text = "\(programme.name) has its \(wished) at work in \(reached)"
      if programme.by != nil {
        text += early > 0 ? ", \(Words.count(early, "quarter")) before it is due" : ", as it is due"
      }
      if let worst = answer.plan.steps.last(where: { !$0.binding.isEmpty && $0.quarter < reached })
      {
        text += "; to the last, \(held(worst)) held it back"
      }
      return text + "."
    }
    var text =
      "\(programme.name) has \(Self.amount(answer.amount, of: programme.goal)) of its \(wished) by"
      + " \(due)"
    if answer.remedy.isEmpty {
      text += ", and no change of its own would do"
      if let step = answer.plan.steps.last(where: { $0.quarter <= due }), !step.binding.isEmpty {
        text += ": \(held(step)) hold it back"
      }
    } else {
      let stage = answer.plan.steps.last { $0.quarter <= due && $0.stage != nil }?.stage
      let limits = answer.remedy.map { held($0.limit, stage) }
      text += "; \(Self.listed(limits)) \(Self.isPlural(answer.remedy) ? "hold" : "holds") it back:"
      text += " \(Self.listed(answer.remedy.map { words($0, programme) })) would do"
      if answer.remedy.count > 1 { text += ", and no one of them alone" }
    }
    if let reached = answer.plan.reached {
      text += "; as it is, it has all of it in \(reached)"
    }
    return text + "."
  }

  /// Whether limits in a sentence take the plural.
  private static func isPlural(_ changes: [ProgrammeChange]) -> Bool {
    guard changes.count == 1, let limit = changes.first?.limit else { return true }
    return [.shells, .exports, .products].contains(limit)
  }

  /// Parts in a sentence.
  private static func listed(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  /// What holds a programme back in a quarter, with the world's stage behind shipments.
  private func held(_ step: ProgrammePlan.Step) -> String {
    Self.listed(step.binding.map { held($0, step.stage) })
  }

  /// A limit in a sentence, with the world's stage behind shipments.
  private func held(_ limit: ProgrammeLimit, _ stage: Int?) -> String {
    guard limit == .shipments, let stage else { return Self.noun(limit) }
    return "\(Self.noun(limit)) (in the world \(Self.inSentence(industry.stages[stage].name)))"
  }

  /// A limit in a sentence.
  private static func noun(_ limit: ProgrammeLimit) -> String {
    switch limit {
    case .power: "power"
    case .shells: "shells"
    case .staff: "staff"
    case .budget: "the whole budget"
    case .yearly: "money released a year"
    case .shipments: "its share of shipments"
    case .delivery: "the wait for the first delivery"
    case .exports: "exports a year"
    case .compute: "compute exported in all"
    case .products: "the products that it may buy"
    }
  }

  /// A limit in a cell.
  static func cell(_ limit: ProgrammeLimit) -> String {
    switch limit {
    case .yearly: "money a year"
    case .exports: "exports a year"
    case .compute: "compute exported"
    default: limit.rawValue
    }
  }

  /// How much of what is wished, with its unit.
  private static func amount(_ value: Double, of goal: Programme.Goal) -> String {
    switch goal {
    case .power: Format.quantity(value, unit: "MW")
    case .accelerators: "\(Words.scaled(value)) accelerators"
    case .compute: "\(Words.scaled(value)) H100-equivalents"
    }
  }

  /// A change in a sentence.
  func words(_ change: ProgrammeChange, _ programme: Programme) -> String {
    let date = change.from.map { " from \($0) on" } ?? ""
    let amount = Self.enough(change.amount)
    switch change.limit {
    case .power: return "\(Format.quantity(amount, unit: "MW")) more power\(date)"
    case .shells: return "\(Format.quantity(amount, unit: "MW")) more shells\(date)"
    case .staff: return "\(Format.count(change.amount.rounded(.up))) more staff\(date)"
    case .budget: return "\(Format.money(amount)) more"
    case .yearly: return "\(Format.money(amount)) more a year"
    case .shipments:
      let share = Self.enough(programme.share + change.amount)
      let kind = industry.buyers.first { $0.id == programme.buyer }.map { Self.inSentence($0.name) }
      let whose = "\(kind ?? programme.buyer) buy"
      return share > 1
        ? "\(Format.significant(share)) times all that \(whose)"
        : "\(Format.percent(share)) instead of \(Format.percent(programme.share)) of what \(whose)"
    case .delivery:
      return "a first delivery \(Words.count(Int(change.amount), "quarter")) earlier"
    case .exports: return "\(Words.scaled(amount)) more accelerators exported a year"
    case .compute: return "\(Words.scaled(amount)) more H100-equivalents exported"
    case .products: return "leave to buy every product"
    }
  }

  /// An amount rounded up to three digits, so that what a reader sees is enough.
  static func enough(_ amount: Double) -> Double {
    guard amount > 0, amount.isFinite else { return amount }
    let digit = pow(10, (log10(amount)).rounded(.down) - 2)
    // What is round but for the last bits stays as it is.
    return (amount / digit * (1 - 1e-9)).rounded(.up) * digit
  }

  // MARK: Tables

  /// What a programme reaches by when, what its limits are worth, and what compute costs.
  func programme(_ answer: ProgrammeAnswer) -> [Block] {
    timeline(answer) + reliefs(answer) + costs(answer)
  }

  /// Quarters of a programme until it is due and has what it wishes.
  private func timeline(_ answer: ProgrammeAnswer) -> [Block] {
    let end = max(answer.plan.due, answer.plan.reached ?? answer.plan.due)
    let steps = answer.plan.steps.filter { $0.quarter <= end }
    // Beyond six years a row a year is enough for a reader; other formats have every quarter.
    let shown =
      steps.count <= 24
      ? steps : steps.filter { $0.quarter.number == 4 || $0.quarter == answer.plan.due }
    let columns = [
      Table.Column("quarter"), Table.Column("delivered", isNumber: true),
      Table.Column("at work", isNumber: true), Table.Column("accelerators", isNumber: true),
      Table.Column("H100e", isNumber: true), Table.Column("paid so far", isNumber: true),
      Table.Column("held back by"),
    ]
    let rows = shown.map { step -> [Table.Cell] in
      let binding = step.binding.map { limit in
        guard limit == .shipments, let stage = step.stage else { return Self.cell(limit) }
        return "\(Self.cell(limit)) (\(industry.stages[stage].id))"
      }
      return [
        .text("\(step.quarter)"), .text(Self.machines(step.deliveredUnits)),
        .text(Format.quantity(step.power, unit: "MW")), .text(Self.machines(step.units)),
        .text(Self.machines(step.compute)), .text(Format.money(step.spent)),
        .text(binding.isEmpty ? "–" : binding.joined(separator: ", ")),
      ]
    }
    return [
      .heading("\(answer.programme.name), quarter by quarter"), .table(Table(columns, rows: rows)),
      .paragraph(
        "It buys what it may as far as there is room, staff and money, the newest product first, and"
          + " keeps no machines in store. Money is for machines, shells and plant; running them is in"
          + " the costs below."
      ),
    ]
  }

  /// What each limit is worth.
  private func reliefs(_ answer: ProgrammeAnswer) -> [Block] {
    let programme = answer.programme
    let columns = [
      Table.Column("limit"), Table.Column("holds back", isNumber: true),
      Table.Column("by \(answer.plan.due) without it", isNumber: true),
      Table.Column("all of it in"), Table.Column("smallest change that does"),
    ]
    let rows = answer.reliefs.map { relief -> [Table.Cell] in
      [
        .text(Self.cell(relief.limit)),
        .text(relief.quarters > 0 ? Self.quarters(Double(relief.quarters)) : "–"),
        .text(Self.amount(relief.amount, of: programme.goal)),
        .text(relief.reached.map(\.description) ?? "–"),
        .text(relief.change.map { words($0, programme) } ?? "–"),
      ]
    }
    var blocks: [Block] = [
      .heading("What each limit is worth"), .table(Table(columns, rows: rows)),
      .paragraph(
        "Each limit is lifted by itself, all others as they are; what holds back most comes first."
      ),
    ]
    if answer.remedy.count > 1 {
      blocks += [
        .paragraph("No one change does. Together these do, and none can be left out:"),
        .items(answer.remedy.map { words($0, programme) }),
      ]
    }
    return blocks
  }

  /// What compute costs at home and rented.
  private func costs(_ answer: ProgrammeAnswer) -> [Block] {
    guard let whole = answer.cost.whole else { return [] }
    let residency = answer.programme.residency
    let columns = [
      Table.Column("year"), Table.Column("machines", isNumber: true),
      Table.Column("site", isNumber: true), Table.Column("energy", isNumber: true),
      Table.Column("upkeep, staff", isNumber: true), Table.Column("at home", isNumber: true),
      Table.Column("rented", isNumber: true), Table.Column("M tokens", isNumber: true),
      Table.Column("rented", isNumber: true), Table.Column("t CO2e", isNumber: true),
    ]
    let rows = (answer.cost.years + [whole]).map { span -> [Table.Cell] in
      func rate(_ money: Double) -> Table.Cell { .text(Format.money(money / span.hours)) }
      return [
        .text(span.year.map { "\($0)" } ?? "all"), rate(span.machines), rate(span.site),
        rate(span.energy), rate(span.upkeep + span.staff), rate(span.total), rate(span.rent),
        .text(span.homeTokens.map { Format.money($0) } ?? "–"),
        .text(span.rentalTokens.map { Format.money($0) } ?? "–"),
        .text(Words.scaled(span.carbon / 1e3)),
      ]
    }
    let cheaper =
      whole.home < whole.rental
      ? "Over all years an H100-equivalent hour costs \(Format.money(whole.home)) at home,"
        + " \(Words.percent(1 - whole.home / whole.rental)) less than renting it abroad at"
        + " \(Format.money(whole.rental))."
      : "Over all years an H100-equivalent hour costs \(Format.money(whole.home)) at home,"
        + " \(Words.percent(whole.home / whole.rental - 1)) more than renting it abroad at"
        + " \(Format.money(whole.rental))."
    let dear = answer.cost.years.filter { $0.home > $0.rental }.compactMap(\.year)
    let years =
      dear.isEmpty
      ? "" : " Renting is the cheaper in \(Self.listed(dear.map { "\($0)" }))."
    let premium = whole.premium(residency: residency)
    let kept =
      residency > 0
      ? " That \(Words.percent(residency)) of the work must be done at home adds"
        + (premium > 0 ? " \(Words.percent(premium)) to the rent." : " nothing.") : ""
    return [
      .heading("What compute costs"), .table(Table(columns, rows: rows)),
      .paragraph(cheaper + years + kept),
      .paragraph(
        "Dollars an H100-equivalent hour but for tokens and carbon. Machines are repaid over their life"
          + " and site over its own, with interest; hours are those that are used. Renting is at the"
          + " roadmap's price of the same years."
      ),
    ]
  }
}
