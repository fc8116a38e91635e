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
    blocks += Self.light(first) + Self.copper(first) + Self.heat(first) + Self.edge(first)
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

  // MARK: Copper

  /// The budget of copper, term by term.
  private static func copper(_ findings: LinkFindings) -> [Block] {
    guard let copper = findings.copper, let asked = findings.question.copper else { return [] }
    let channel = asked.channel
    let metre = findings.question.demand.length
    var rows: [(String, String, Double)] = [("budget", "", channel.budget)]
    func add(_ name: String, _ count: Double, _ each: Double) {
      guard count * each > 0 else { return }
      rows.append((name, "\(Format.significant(count)) x \(level(each))", -count * each))
    }
    if channel.reserve > 0 { rows.append(("reserve", "", -channel.reserve)) }
    add("packages", 2, channel.packageLoss)
    add("hosts' boards", 2, channel.hostLoss)
    add("connectors", channel.connectors, channel.connectorLoss)
    if channel.extraLoss > 0 { rows.append(("extra", "", -channel.extraLoss)) }
    rows.append(
      (
        asked.gauge.map { "twinax, \(Format.significant($0)) AWG" } ?? "line",
        "\(length(metre)) x \(level(copper.lossPerMetre, unit: "dB/m"))",
        -copper.lossPerMetre * metre
      )
    )
    rows.append(("margin", "", copper.margin))
    let whose = asked.standard.map { " (\($0.rawValue))" } ?? ""
    return [
      .heading(
        "Copper at \(Format.quantity(channel.frequency, unit: "GHz"))\(whose): reaches"
          + " \(length(copper.reach))"
      ), budget(rows),
      .paragraph(
        "Loss alone: two channels of equal loss differ by more than 1 dB of operating margin by their"
          + " reflections and crosstalk."
      ),
    ]
  }

  /// A table of an account.
  private static func budget(_ rows: [(String, String, Double)]) -> Block {
    .table(
      Table(
        [Table.Column("term"), Table.Column("count"), Table.Column("dB", isNumber: true)],
        rows: rows.map { [.text($0.0), .text($0.1), .text(level($0.2, unit: "").trimmed)] }
      )
    )
  }

  // MARK: Light

  /// The budget of light, term by term.
  private static func light(_ findings: LinkFindings) -> [Block] {
    guard let light = findings.light, let asked = findings.question.light else { return [] }
    let budget = asked.budget
    func number(_ value: Double) -> Table.Cell { .text(level(value, unit: "").trimmed) }
    func row(_ name: String, _ detail: String, _ worst: Double, _ typical: Double, _ best: Double)
      -> [Table.Cell]
    {
      [.text(name), .text(detail), number(worst), number(typical), number(best)]
    }
    let source: String =
      switch budget.source {
      case .laser: "laser [dBm]"
      case .transmitter: "launched, average [dBm]"
      case .amplitude: "launched, amplitude [dBm]"
      }
    let launch = budget.sourceLevel
    var rows = [row(source, "", launch.low, launch.typical, launch.high)]
    if let least = budget.leastOpenAmplitude {
      rows.append(
        row(
          "least for its eye closure [dBm]",
          "",
          least + budget.closure.high,
          least + budget.closure.typical,
          least + budget.closure.low
        )
      )
    }
    for term in budget.terms {
      let count =
        term.isLength
        ? length(term.count) : term.count == 1 ? "" : Format.significant(term.count)
      rows.append(
        row(words(term.loss), count, -term.total.high, -term.total.typical, -term.total.low)
      )
    }
    rows += [
      row(
        "at the diode, average [dBm]",
        "",
        light.worst.power,
        light.typical.power,
        light.best.power
      ),
      row(
        "at the diode, amplitude [dBm]",
        "",
        light.worst.amplitude,
        light.typical.amplitude,
        light.best.amplitude
      ),
      row(
        "needed [dBm]",
        budget.receiver.sensitivity == nil ? "by noise" : "by data sheet",
        light.worst.required ?? .nan,
        light.typical.required ?? .nan,
        light.best.required ?? .nan
      ), row("margin", "", light.worst.margin, light.typical.margin, light.best.margin),
    ]
    let columns = [
      Table.Column("term"), Table.Column("count"), Table.Column("worst", isNumber: true),
      Table.Column("typical", isNumber: true), Table.Column("best", isNumber: true),
    ]
    return [.heading("Light, in dB"), .table(Table(columns, rows: rows))] + errors(findings, light)
  }

  /// What drawn links and errors come to.
  private static func errors(_ findings: LinkFindings, _ light: LinkFindings.Light) -> [Block] {
    let question = findings.question
    let drawn = light.statistical
    let correction = question.demand.correction
    var lines = [
      "drawn at random, \(Words.percent(drawn.closing)) of \(Format.count(drawn.samples)) links close;"
        + " one in a hundred has less than \(level(drawn.p1)), half less than \(level(drawn.median))",
      "\(errors(light.bitErrorRate.typical)) errors a bit before correction"
        + " (\(errors(light.bitErrorRate.worst)) at the worst); \(correction.rawValue) allows"
        + " \(errors(question.errorLimit)), a Q of"
        + " \(Format.significant(question.modulation.q(bitErrorRate: question.errorLimit), digits: 4))",
      "\(errors(light.frameLoss)) of frames are lost, \(Words.percent(light.efficiency)) of the rate"
        + " delivers",
    ]
    if light.typicalReach > 0 {
      let worst = light.worstReach > 0 ? "\(length(light.worstReach)) long" : "of no length"
      lines.append(
        "dispersion apart, fibre could be \(worst) at the worst, \(length(light.typicalReach)) on the"
          + " whole"
      )
    }
    if let grid = question.grid {
      let lost = WavelengthGrid.penalty(
        crosstalk: grid.worstCrosstalk,
        modulation: question.modulation
      )
      lines.append(
        "\(grid.channels) wavelengths from \(nanometres(grid.wavelength(grid.channels - 1))) to"
          + " \(nanometres(grid.wavelength(0))); neighbours take \(level(lost)) of the eyes, counted"
          + " among the penalties"
      )
    }
    return [.items(lines)]
  }

  /// A wavelength.
  private static func nanometres(_ value: Double) -> String {
    "\(Format.significant(value * 1e9, digits: 6)) nm"
  }

  /// A loss as a reader meets it.
  private static func words(_ loss: OpticalLoss) -> String {
    switch loss {
    case .split: "split of the laser"
    case .laserCoupler: "facet, laser to chip"
    case .modulator: "modulator"
    case .waveguide: "waveguides"
    case .bends: "bends"
    case .multiplexer: "multiplexer"
    case .transmitCoupler: "facet, chip to fibre"
    case .fibre: "fibre"
    case .connectors: "connectors"
    case .circuitSwitch: "circuit switches"
    case .bulkheads: "their bulkheads"
    case .demultiplexer: "demultiplexer"
    case .receiveCoupler: "facet, fibre to diode"
    case .misalignment: "misalignment"
    case .other: "extra"
    }
  }

  // MARK: Rings

  /// What rings do over temperature.
  private static func heat(_ findings: LinkFindings) -> [Block] {
    guard let heat = findings.heat, let asked = findings.question.heat else { return [] }
    let ring = asked.link.ring
    var points = stride(from: 0, to: heat.points.count, by: 10).map { heat.points[$0] }
    if let point = heat.asked { points.append(point) }
    // Where it collapses is told from just before and just after.
    for edge in [heat.freeze, heat.collapse].compactMap({ $0 }) {
      for temperature in [edge - 0.5, edge + 0.5] where asked.range.contains(temperature) {
        points.append(
          LinkFindings.Heat.Point(
            temperature: temperature,
            state: asked.link.state(temperature: temperature)
          )
        )
      }
    }
    points.sort { $0.temperature < $1.temperature }
    let columns = [
      Table.Column("temperature", isNumber: true), Table.Column("heater", isNumber: true),
      Table.Column("detuning", isNumber: true), Table.Column("penalty", isNumber: true),
      Table.Column("errors a bit", isNumber: true), Table.Column("lane delivers", isNumber: true),
    ]
    let rows = points.map { point -> [Table.Cell] in
      [
        .text(celsius(point.temperature)),
        .text(Format.quantity(point.state.heaterPower, unit: "W")),
        .text(Format.quantity(point.state.detuning, unit: "m")),
        .text(point.state.penalty.isFinite ? level(point.state.penalty) : "closed"),
        .text(errors(point.state.bitErrorRate)), .text(rate(point.state.effectiveRate)),
      ]
    }
    let span = ring.tuningSpan
    let holds =
      span.isFinite
      ? "heaters make up for \(Format.significant(span)) K below \(celsius(ring.coldLock))"
      : "heaters reach over a whole distance between resonances"
    let edges = [
      heat.freeze.map { "collapse below \(celsius($0))" },
      heat.collapse.map { "collapse above \(celsius($0))" },
    ].compactMap { $0 }
    return [
      .heading("Rings: " + (edges.isEmpty ? "no collapse" : edges.joined(separator: ", "))),
      .table(Table(columns, rows: rows)),
      .paragraph(
        "Rings drift \(Format.significant(ring.drift * 1e12)) pm/K; \(holds);"
          + " \(Format.quantity(ring.heaterPower(swing: 1), unit: "W")) a kelvin and ring."
      ),
    ]
  }

  // MARK: Edge

  /// What each interface brings out of the edge.
  private static func edge(_ findings: LinkFindings) -> [Block] {
    guard !findings.edge.isEmpty, let asked = findings.question.edge else { return [] }
    let columns = [
      Table.Column("interface"), Table.Column("Tb/s a mm", isNumber: true),
      Table.Column("whole edge", isNumber: true), Table.Column("edge needed", isNumber: true),
      Table.Column("chiplets denser by", isNumber: true),
    ]
    let rows = findings.edge.map { row -> [Table.Cell] in
      let shoreline = row.interface.shoreline
      return [
        .text(row.name), .text(shoreline > 0 ? Format.significant(shoreline / 1e15) : "face"),
        .text(rate(row.bandwidth)), .text(shoreline > 0 ? length(row.length) : "–"),
        .text(
          row.mismatch.isFinite && row.mismatch > 0 ? "\(Format.significant(row.mismatch))x" : "–"
        ),
      ]
    }
    var blocks: [Block] = [
      .heading(
        "Edge of \(length(asked.edge.length)), both directions together, for"
          + " \(rate(asked.demand))"
      ), .table(Table(columns, rows: rows)),
    ]
    for row in findings.edge {
      guard let fibres = row.fibres, let lasers = row.lasers, let power = row.laserPower else {
        continue
      }
      blocks.append(
        .paragraph(
          lasers.isFinite
            ? "\(row.name): \(Format.count(fibres)) fibres, \(Format.count(lasers)) laser chips outside"
              + " that draw \(Format.quantity(power, unit: "W")), each feeding"
              + " \(Format.count(asked.lasers.lanesPerChip)) modulators."
            : "\(row.name): \(Format.count(fibres)) fibres; a laser chip is too weak to feed even one"
              + " modulator."
        )
      )
    }
    return blocks
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

extension String {
  /// The text without spaces at its end.
  fileprivate var trimmed: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
