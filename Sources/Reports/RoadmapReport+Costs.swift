import Quantities
import Studies
import Supply

extension RoadmapReport {
  /// What work costs year by year, where it was asked for.
  var costs: [Block] {
    guard let costs = study.costs else { return [] }
    guard !costs.years.isEmpty else {
      return [
        .heading("What work costs"),
        .paragraph(
          "No product that is shipped in a whole year names an accelerator of the catalogue whose"
            + " training and serving can be estimated, so nothing can be said."
        ),
      ]
    }
    return [.heading("What work costs"), .paragraph(sentence(costs))]
      + machinesOfTheDay(costs) + frontierRuns(costs) + use(costs) + payers(costs)
      + estimates(costs)
  }

  /// The present year, and where the trend ends, in sentences.
  private func sentence(_ costs: RoadmapCosts) -> String {
    let today = study.inquiry.quarter.year
    guard let year = costs.years.last(where: { $0.year <= today }) ?? costs.years.first,
      let work = costs.machines[year.machine.accelerator]?.reference
    else { return "" }
    var text =
      "In \(year.year) a million output tokens of \(work.servedModel) cost"
      + " \(Format.money(year.machine.rentedTokens)) on rented \(year.machine.product); a frontier run of"
      + " \(Self.operations(year.run.compute)) takes \(Self.machines(year.run.count)) of them for"
      + " \(Format.duration(costs.assumptions.duration)) and \(Format.money(year.run.rented)) rented,"
      + " \(Format.money(year.run.owned)) owned"
    if year.spent > 0 {
      text +=
        ", \(Words.percent(year.run.rented / year.spent)) of what all buyers spend in the year"
    }
    let growth = Format.significant(1 + costs.assumptions.growth)
    text +=
      costs.exhausted.map {
        ". From \($0) on frontier runs that grow \(growth) times a year would need more than all that"
          + " trains; they are then as large as that."
      } ?? ". Frontier runs can grow \(growth) times a year until the run ends."
    return text
  }

  // MARK: Tables

  /// What machines of the day cost and do.
  private func machinesOfTheDay(_ costs: RoadmapCosts) -> [Block] {
    let columns = [
      Table.Column("year"), Table.Column("machine"), Table.Column("of compute", isNumber: true),
      Table.Column("rent/h", isNumber: true), Table.Column("owned/h", isNumber: true),
      Table.Column("training", isNumber: true), Table.Column("tokens/s", isNumber: true),
      Table.Column("$/M rented", isNumber: true), Table.Column("owned", isNumber: true),
    ]
    let rows = costs.years.map { year -> [Table.Cell] in
      let machine = year.machine
      return [
        .text("\(year.year)"), .text(machine.product + (machine.isCarried ? " *" : "")),
        .text(Words.percent(machine.share)), .text(Format.money(machine.rent)),
        .text(Format.money(machine.owned)),
        .text(Format.quantity(machine.trainingRate, unit: "FLOP/s")),
        .text(Words.scaled(machine.servingRate)),
        .text(Format.significant(machine.rentedTokens)),
        .text(Format.significant(machine.ownedTokens)),
      ]
    }
    var text =
      "The product with most of the compute shipped in the year; an hour at the mean rent of its work,"
      + " or at what an owner pays for machine, place, energy and upkeep in full use."
    if let carried = costs.years.first(where: \.machine.isCarried)?.machine {
      text +=
        " * No product leads that the catalogue knows as an accelerator: what \(carried.accelerator) does"
        + " for an H100-equivalent is carried on."
    }
    if let work = costs.machines.values.first?.reference {
      text +=
        " Training: \(work.trainedModel) in \(work.trainingFormat) on"
        + " \(Format.count(work.trainingCount)), losses counted. Serving: \(work.servedModel),"
        + " \(Format.count(work.input)) tokens in and"
        + " \(Format.count(work.output)) out, full load, a token within"
        + " \(Format.duration(work.timePerOutputToken)); output tokens bear all of the cost."
    }
    return [.table(Table(columns, rows: rows)), .paragraph(text)]
  }

  /// The frontier runs.
  private func frontierRuns(_ costs: RoadmapCosts) -> [Block] {
    let columns = [
      Table.Column("year"), Table.Column("FLOP", isNumber: true),
      Table.Column("of training", isNumber: true), Table.Column("size", isNumber: true),
      Table.Column("tokens", isNumber: true), Table.Column("served: size", isNumber: true),
      Table.Column("tokens", isNumber: true), Table.Column("machines", isNumber: true),
      Table.Column("TDP", isNumber: true), Table.Column("rented", isNumber: true),
      Table.Column("owned", isNumber: true),
    ]
    let rows = costs.years.map { year -> [Table.Cell] in
      let run = year.run
      return [
        .text("\(year.year)"), .text(Self.power(run.compute)),
        .text(run.share < 10 ? Words.percent(run.share) : "\(Words.scaled(run.share)) ×"),
        .text(Words.scaled(run.parameters)), .text(Words.scaled(run.tokens)),
        .text(run.servedParameters.map { Words.scaled($0) } ?? "–"),
        .text(run.servedTokens.map { Words.scaled($0) } ?? "–"),
        .text(Self.machines(run.count)), .text(Format.quantity(run.power, unit: "W")),
        .text(Format.money(run.rented)), .text(Format.money(run.owned)),
      ]
    }
    let assumed = costs.assumptions
    return [
      .heading("The frontier run"), .table(Table(columns, rows: rows)),
      .paragraph(
        "\(Self.operations(assumed.compute)) in \(assumed.year) (GPT-4, Epoch AI) and"
          + " \(Format.significant(1 + assumed.growth)) times as much each year (Epoch AI, notable models), in"
          + " \(Format.duration(assumed.duration)). Of training: what the trend asks for over what all"
          + " machines that train make in that time; the run is no larger than that. Size and tokens of a"
          + " dense model by the replication of Chinchilla; served: the same loss where service takes as"
          + " much beside training as the year's classes of demand do. Losses of larger fleets than the"
          + " reference's are not counted."
      ),
    ]
  }

  /// Who uses compute, and how many tokens that makes.
  private func use(_ costs: RoadmapCosts) -> [Block] {
    let kinds = industry.demand
    var columns = [Table.Column("year")]
    columns += kinds.map { Table.Column($0.id, isNumber: true) }
    let serving = kinds.indices.filter { kinds[$0].kind == .inference }
    columns += serving.map { Table.Column("\(kinds[$0].id), tokens", isNumber: true) }
    columns.append(Table.Column("on devices", isNumber: true))
    let rows = costs.years.map { year -> [Table.Cell] in
      var row: [Table.Cell] = [.text("\(year.year)")]
      row += year.uses.map { .text(Words.percent($0.share)) }
      row += serving.map { .text(year.uses[$0].tokens.map { Self.power($0) } ?? "–") }
      return row + [.text(Words.percent(year.deviceShare))]
    }
    return [
      .heading("What compute is used for"), .table(Table(columns, rows: rows)),
      .paragraph(
        "Shares of the compute that classes run at the year's rent; output tokens that it could make a month"
          + " at the token rate of each class, full in the hours that are sold: what is asked for in"
          + " fact is less by as much as servers are not full; share of all inference that devices do."
      ),
    ]
  }

  /// The frontier run beside what buyers spend.
  private func payers(_ costs: RoadmapCosts) -> [Block] {
    var columns = [
      Table.Column("year"), Table.Column("the run", isNumber: true),
      Table.Column("all spend", isNumber: true),
    ]
    columns += industry.buyers.map { Table.Column($0.id, isNumber: true) }
    let rows = costs.years.map { year -> [Table.Cell] in
      [
        .text("\(year.year)"), .text(Format.money(year.run.rented)),
        .text(Format.money(year.spent)),
      ]
        + year.spending.map { spending in
          let share = year.run.rented / spending.amount
          return .text(
            spending.amount <= 0
              ? "–" : share < 10 ? Words.percent(share) : "\(Words.scaled(share.rounded())) ×"
          )
        }
    }
    return [
      .heading("Who can pay for the frontier run"), .table(Table(columns, rows: rows)),
      .paragraph(
        "The rented run as a share of what each buyer spends on machines and places in the year."
      ),
    ]
  }

  /// What accelerators do beside an H100, by operations and by the work of reference.
  private func estimates(_ costs: RoadmapCosts) -> [Block] {
    let columns = [
      Table.Column("accelerator"), Table.Column("8-bit", isNumber: true),
      Table.Column("work", isNumber: true), Table.Column("training", isNumber: true),
      Table.Column("serving", isNumber: true), Table.Column("MFU", isNumber: true),
      Table.Column("tokens/s", isNumber: true), Table.Column("format"),
    ]
    let rows = Self.machines(costs).map { machine -> [Table.Cell] in
      let product = industry.products.first { $0.accelerator == machine.accelerator }
      func number(_ value: Double?) -> Table.Cell {
        .text(value.map { Format.significant($0) } ?? "–")
      }
      let (training, serving) = (machine.training, machine.serving)
      let base = costs.machines[MachineWork.yardstick]
      return [
        .text(machine.accelerator), number(product?.compute), number(product?.work),
        number(base.flatMap { machine.trainingRatio(to: $0) }),
        number(base.flatMap { machine.servingRatio(to: $0) }),
        .text(training.map { Words.percent($0.utilisation) } ?? "–"),
        number(serving?.rate), .text(serving?.format ?? "–"),
      ]
    }
    let remarks = Self.machines(costs).map { machine -> String in
      let parts =
        [
          machine.training.map { "trained with \($0.software)" },
          machine.serving.map { "served by \($0.engine)" },
        ].compactMap { $0 } + machine.problems
      return "\(machine.accelerator): \(parts.joined(separator: ", "))"
    }
    return [
      .heading("Accelerators beside an H100"), .table(Table(columns, rows: rows)),
      .paragraph(
        "By peak at eight bits, by the catalogue's figure of work, and by estimates of the training and"
          + " serving above under the best of all valid plans, losses of training counted."
      ),
      .items(remarks),
    ]
  }

  /// Accelerators that were estimated, by id.
  private static func machines(_ costs: RoadmapCosts) -> [MachineWork] {
    costs.machines.values.sorted { $0.accelerator < $1.accelerator }
  }

  /// Operations of a run.
  private static func operations(_ count: Double) -> String { "\(power(count)) FLOP" }

  /// A great number with its power of ten.
  private static func power(_ count: Double) -> String {
    var power = 0
    var lead = count
    while lead >= 9.995 {
      lead /= 10
      power += 1
    }
    return power == 0 ? Format.significant(lead) : "\(Format.significant(lead))e\(power)"
  }
}
