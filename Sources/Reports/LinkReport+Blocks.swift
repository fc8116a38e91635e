import Links
import Quantities
import Scenarios
import Studies

extension LinkReport {
  /// The answer first, then budgets, technologies, rings, edge and what to distrust.
  public var blocks: [Block] {
    guard let first else { return [] }
    if isSweep { return [.headline(sweepSentence)] + sweep }
    let problems = Self.problems(first)
    var blocks: [Block] = [.headline(sentence)]
    if !problems.isEmpty {
      blocks += [.heading("What does not close"), .items(problems)]
    }
    blocks +=
      Self.channel(first) + Self.light(first) + Self.copper(first) + Self.heat(first)
      + Self.edge(first)
    blocks += Self.technologies(first) + Self.notes(first)
    return blocks
  }

  /// What is asked, in a few words.
  private var asked: String {
    guard let demand = first?.question.demand else { return "" }
    return "\(Self.rate(demand.rate)) over \(Self.length(demand.length))"
  }

  /// The answer in a sentence.
  var sentence: String {
    guard let first else { return "" }
    var parts: [String] = []
    if let channel = Self.channelSentence(first) { parts.append(channel) }
    if let light = first.light {
      let shares = "\(Words.percent(light.statistical.closing)) of links close"
      parts.append(
        light.worst.margin >= 0
          ? "light closes with \(Self.level(light.worst.margin)) to spare at its worst"
          : light.typical.margin >= 0
            ? "light closes with \(Self.level(light.typical.margin)) to spare on the whole, not at its"
              + " worst (\(shares))"
            : "light does not close (\(shares))"
      )
    }
    if let copper = first.copper {
      parts.append(
        copper.margin >= 0
          ? "copper has \(Self.level(copper.margin)) to spare and reaches \(Self.length(copper.reach))"
          : "copper reaches \(Self.length(copper.reach)) only"
      )
    }
    if let heat = first.heat {
      let fit = heat.collapse.map { "rings hold up to \(Self.celsius($0))" }
      parts.append(fit ?? "rings hold at all temperatures looked at")
    }
    let rows = first.technologies
    if !rows.isEmpty {
      let count = rows.count(where: Self.isFeasible)
      if let best = rows.first, best.estimate.isFeasible {
        parts.append(
          (rows.count == 1
            ? "\(best.technology.id) does, with"
            : "\(count) of \(rows.count) technologies do, \(best.technology.id) with least energy,")
            + " \(Self.energy(best.estimate.linkEnergy(.host))) pJ/bit from end to end with"
            + " serialisers (\(Format.quantity(best.estimate.power(.host), unit: "W")))"
        )
      } else {
        parts.append(rows.count == 1 ? "\(rows[0].technology.id) does not" : "no technology does")
      }
    }
    return "\(first.question.name): \(asked): \(parts.joined(separator: "; "))."
  }

  // MARK: Technologies

  /// Which technologies do, what they take, and why others do not.
  private static func technologies(_ findings: LinkFindings) -> [Block] {
    guard !findings.technologies.isEmpty else { return [] }
    let question = findings.question
    let columns = [
      Table.Column("technology"), Table.Column("reach", isNumber: true),
      Table.Column("module", isNumber: true),
      Table.Column("+ laser", isNumber: true), Table.Column("+ host", isNumber: true),
      Table.Column("link power", isNumber: true), Table.Column("latency", isNumber: true),
      Table.Column("price", isNumber: true), Table.Column("why not"),
    ]
    let rows = findings.technologies.map { row -> [Table.Cell] in
      let estimate = row.estimate
      return [
        .text(row.technology.id), .text(length(row.technology.reach)),
        .text(energy(estimate.endEnergy(.module))),
        .text(energy(estimate.endEnergy(.laser))), .text(energy(estimate.endEnergy(.host))),
        .text(Format.quantity(estimate.power(.host), unit: "W")),
        .text(Format.quantity(estimate.latency, unit: "s")),
        .text(estimate.price > 0 ? Format.money(estimate.price) : "–"),
        .text(reasons(row, question)),
      ]
    }
    let reliability = findings.technologies.filter(isFeasible).map { row -> [Table.Cell] in
      let estimate = row.estimate
      return [
        .text(row.technology.id), .text(per(estimate.failuresPerYear)),
        .text(per(estimate.flapsPerYear)), .text(estimate.replacedUnit.rawValue),
        .text(rate(estimate.blastRate)),
        .text(estimate.edge > 0 ? Format.quantity(estimate.edge, unit: "m") : "–"),
      ]
    }
    var blocks: [Block] = [
      .heading("Technologies: energy of one end in pJ/bit by what is counted"),
      .table(Table(columns, rows: rows)),
      .paragraph(
        "Power is that of both ends with lasers and serialisers. Energies of different columns must not"
          + " be compared: each counts what the one before does, and more."
      ),
    ]
    if !reliability.isEmpty {
      blocks += [
        .heading("What fails, and what goes with it"),
        .table(
          Table(
            [
              Table.Column("technology"), Table.Column("failures a year", isNumber: true),
              Table.Column("flaps a year", isNumber: true), Table.Column("replaced"),
              Table.Column("down meanwhile", isNumber: true),
              Table.Column("edge used", isNumber: true),
            ],
            rows: reliability
          )
        ),
      ]
    }
    return blocks
  }

  /// A frequency of events, or a dash where none is known.
  private static func per(_ value: Double) -> String {
    value > 0 ? Format.significant(value, digits: 2) : "–"
  }

  // MARK: Notes

  /// What to distrust, and remarks on the input.
  private static func notes(_ findings: LinkFindings) -> [Block] {
    var blocks: [Block] = []
    let weak = findings.question.weakFigures
    if !weak.isEmpty {
      blocks += [
        .heading("Figures to distrust"),
        .paragraph(
          "The answer leans on estimates or recollections in"
            + " \(Words.count(weak.count, "catalogue figure")) (`narrows catalog show ID` has the"
            + " sources; --format json lists them)."
        ),
      ]
    }
    let remarks = findings.question.warnings.map(\.description)
    if !remarks.isEmpty { blocks += [.heading("Remarks"), .items(remarks)] }
    return blocks
  }

  // MARK: Sweep

  /// What a sweep shows, in a sentence.
  private var sweepSentence: String {
    guard let first else { return "" }
    let count = study.points.count { Self.problems($0.findings).isEmpty }
    let fields = study.axes.map(\.path).joined(separator: " and ")
    return "\(first.question.name): \(count) of \(study.points.count) choices of \(fields) close."
  }

  /// A choice a row.
  private var sweep: [Block] {
    guard let first else { return [] }
    // A reader's table has the figures that vary.
    let titles = Self.figures(first).map(\.title)
    let all = study.points.map { Self.figures($0.findings) }
    let shown = titles.indices.filter { column in
      Set(all.map { $0.indices.contains(column) ? $0[column].text : "" }).count > 1
    }
    let columns =
      study.axes.map { Table.Column($0.path, isNumber: true) }
      + shown.map { Table.Column(titles[$0], isNumber: true) } + [Table.Column("closes")]
    let limit = 60
    let rows = study.points.prefix(limit).enumerated().map { index, point -> [Table.Cell] in
      let settings = study.axes.map { axis -> Table.Cell in
        .text(point.setting.first { $0.path == axis.path }?.text ?? "")
      }
      let figures = shown.map { column -> Table.Cell in
        .text(all[index].indices.contains(column) ? all[index][column].text : "–")
      }
      return settings + figures
        + [.text(Self.problems(point.findings).isEmpty ? "yes" : "no")]
    }
    var blocks: [Block] = [.table(Table(columns, rows: rows))]
    if study.points.count > limit {
      blocks.append(
        .paragraph("\(limit) of \(study.points.count) shown; json, csv and vega have all.")
      )
    }
    let steady = titles.indices.filter { !shown.contains($0) }
    if !steady.isEmpty {
      blocks.append(
        .paragraph(
          "The same for all: "
            + steady.map { "\(titles[$0]) \(all[0][$0].text)" }.joined(separator: ", ") + "."
        )
      )
    }
    return blocks + Self.notes(first)
  }
}
