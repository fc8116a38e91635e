import Links
import Quantities
import Scenarios
import Studies

extension LinkReport {
  // MARK: Channel

  /// What the channel's loss alone leaves of the standard's budget [dB]; nil where none is known.
  static func lossMargin(_ findings: LinkFindings) -> Double? {
    guard let asked = findings.question.channel, let worst = findings.channel?.worst,
      let budget = asked.lossBudget
    else { return nil }
    return budget - (asked.standard.lossCountsPackages ? worst.wholeLoss : worst.channelLoss)
  }

  /// Why the channel does not pass; empty when it does.
  static func channelProblems(_ findings: LinkFindings) -> [String] {
    guard let result = findings.channel else { return [] }
    guard let worst = result.worst else {
      return ["no setting of the equalisers opens the channel"]
    }
    guard !result.passes else { return [] }
    return [
      "the channel's operating margin is \(level(worst.margin));"
        + " \(level(result.standard.passMargin)) are due"
    ]
  }

  /// The channel's margin in a few words; nil when nothing is asked about it.
  static func channelSentence(_ findings: LinkFindings) -> String? {
    guard let result = findings.channel else { return nil }
    guard let worst = result.worst else { return "the channel cannot be opened" }
    let verdict = result.passes ? "passes" : "does not pass"
    return "the channel \(verdict) \(result.standard.id) with an operating margin of"
      + " \(level(worst.margin))"
  }

  /// Margin, equalisers and noise of the channel.
  static func channel(_ findings: LinkFindings) -> [Block] {
    guard let result = findings.channel, let worst = result.worst,
      let asked = findings.question.channel
    else { return [] }
    let standard = result.standard
    let cases = result.cases.map { margin -> [Table.Cell] in
      [
        .text(margin.packages), .text(level(margin.margin)), .text(level(margin.solution.merit)),
        .text(volts(margin.signal)), .text(volts(margin.noise)), .text(level(margin.wholeLoss)),
      ]
    }
    var blocks: [Block] = [
      .heading("Channel \(asked.file) by \(standard.id)"),
      .table(
        Table(
          [
            Table.Column("packages"), Table.Column("operating margin", isNumber: true),
            Table.Column("merit", isNumber: true), Table.Column("signal", isNumber: true),
            Table.Column("noise", isNumber: true), Table.Column("loss", isNumber: true),
          ],
          rows: cases
        )
      ),
      .paragraph(
        "The operating margin answers from S-parameters: reflections, crosstalk, jitter and noise behind the"
          + " best of \(Format.count(worst.settings)) settings"
          + (Double(worst.tried) < worst.settings / 2
            ? " (\(Format.count(Double(worst.tried))) tried, by descent)" : "") + "."
          + (lossMargin(findings).map {
            " Loss alone would answer with a margin of \(level($0)) at"
              + " \(Format.quantity(standard.symbolRate / 2, unit: "Hz")),"
              + " \(standard.lossCountsPackages ? "packages counted" : "without packages"); it does not see"
              + " what else disturbs."
          } ?? "")
      ),
    ]
    blocks += equalisers(worst, standard) + noise(worst)
    return blocks
  }

  /// How the equalisers of a case are set.
  private static func equalisers(_ margin: ChannelMargin, _ standard: ChannelStandard) -> [Block] {
    let solution = margin.solution
    var rows: [[Table.Cell]] = [
      [
        "continuous time",
        .text("\(level(solution.gain)) and \(level(solution.slowGain)) at 0 Hz"),
      ]
    ]
    let taps = { (places: [Int], values: [Double]) in
      zip(places, values).map { "\($0): \(Format.significant($1, digits: 3))" }
        .joined(separator: ", ")
    }
    if !standard.transmitterTaps.isEmpty {
      let places = standard.transmitterTaps.map(\.position)
      rows.append(["transmitter", .text(taps(places, solution.transmitter))])
    }
    if !solution.forward.isEmpty {
      rows.append(["discrete time", .text(taps(solution.forwardPlaces, rounded(solution.forward)))])
    }
    if !solution.feedback.isEmpty {
      rows.append(["feedback", .text(taps(solution.feedbackPlaces, rounded(solution.feedback)))])
    }
    return [
      .heading("Equalisers, \(margin.packages): place and value of each tap"),
      .table(Table([Table.Column("equaliser"), Table.Column("setting")], rows: rows)),
    ]
  }

  /// What disturbs the decision.
  private static func noise(_ margin: ChannelMargin) -> [Block] {
    let total = margin.terms.reduce(0) { $0 + $1.deviation * $1.deviation }
    let rows = margin.terms.map { term -> [Table.Cell] in
      let share = total > 0 ? term.deviation * term.deviation / total : 0
      return [
        .text(term.kind.rawValue), .text(volts(term.deviation)), .text(Words.percent(share)),
        .bar(share),
      ]
    }
    return [
      .heading("What disturbs the decision, \(margin.packages)"),
      .table(
        Table(
          [
            Table.Column("part"), Table.Column("deviation", isNumber: true),
            Table.Column("share", isNumber: true), Table.Column(""),
          ],
          rows: rows
        )
      ),
    ]
  }

  /// A voltage.
  private static func volts(_ value: Double) -> String {
    "\(Format.significant(value * 1e3, digits: 3)) mV"
  }

  /// Taps to three decimals.
  private static func rounded(_ values: [Double]) -> [Double] {
    values.map { ($0 * 1e3).rounded() / 1e3 }
  }

  /// The channel's answer.
  static func json(_ result: ChannelResult, _ findings: LinkFindings) -> JSON {
    var members: [JSON.Member] = [
      JSON.Member("standard", .text(result.standard.id)),
      JSON.Member("passes", .flag(result.passes)),
      JSON.Member("level", "s-parameters"),
      JSON.Member("margin_dB", .optional(result.worst?.margin)),
      JSON.Member("loss_margin_dB", .optional(lossMargin(findings))),
    ]
    members.append(
      JSON.Member(
        "cases",
        .array(
          result.cases.map { margin in
            [
              "packages": .text(margin.packages), "margin_dB": .number(margin.margin),
              "merit_dB": .number(margin.solution.merit), "signal_V": .number(margin.signal),
              "noise_V": .number(margin.noise),
              "channel_loss_dB": .number(margin.channelLoss),
              "whole_loss_dB": .number(margin.wholeLoss),
              "gain_dB": .number(margin.solution.gain),
              "slow_gain_dB": .number(margin.solution.slowGain),
              "transmitter": .array(margin.solution.transmitter.map { .number($0) }),
              "forward": .array(margin.solution.forward.map { .number($0) }),
              "feedback": .array(margin.solution.feedback.map { .number($0) }),
              "feedback_places": .array(margin.solution.feedbackPlaces.map { .integer($0) }),
              "tried": .integer(margin.tried),
              "deviations_V": .object(
                margin.terms.map { JSON.Member($0.kind.rawValue, .number($0.deviation)) }
              ),
            ]
          }
        )
      )
    )
    return .object(members)
  }

  /// The response of a symbol, and the merit around the best setting.
  static func channelCharts(_ findings: LinkFindings) -> [JSON] {
    guard let result = findings.channel, let worst = result.worst else { return [] }
    let samples = result.standard.samples
    var values: [JSON] = []
    for index in worst.pulse.indices {
      let symbol = Double(index - worst.pulseCursor) / Double(samples)
      guard symbol >= -8, symbol <= 30 else { continue }
      if let point = point(symbol, worst.pulse[index] * 1e3, "before the receiver's taps") {
        values.append(point)
      }
    }
    for index in worst.decided.indices {
      let symbol = Double(index - worst.decidedCursor)
      guard symbol >= -8, symbol <= 30 else { continue }
      if let point = point(symbol, worst.decided[index] * 1e3, "at the decision, without feedback")
      {
        values.append(point)
      }
    }
    var charts = [
      lines(
        "Response to one symbol, \(worst.packages)",
        x: "time [symbols from the cursor]",
        y: "response [mV]",
        values: values
      )
    ]
    for sweep in worst.sweeps {
      let unit = sweep.name.hasSuffix("gain") ? " [dB]" : ""
      charts.append(
        lines(
          "Merit over \(sweep.name), all else at the best",
          x: sweep.name + unit,
          y: "merit [dB]",
          values: zip(sweep.values, sweep.merits).compactMap { point($0, $1, sweep.name) }
        )
      )
    }
    return charts
  }
}
