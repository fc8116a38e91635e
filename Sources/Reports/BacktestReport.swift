import Quantities
public import Studies
import Supply

/// What a back-test of the roadmap says, in every shape.
public struct BacktestReport: Report {
  /// The scores.
  public var backtest: RoadmapBacktest

  /// Reports a back-test.
  public init(_ backtest: RoadmapBacktest) { self.backtest = backtest }

  // MARK: What a person reads

  /// The order first, then labels, amounts, prices and controls.
  public var blocks: [Block] {
    guard let first = backtest.origins.first else {
      return [.headline("There is no industry to start a roadmap from at any of the dates.")]
    }
    var blocks: [Block] = [.headline(headline(first))]
    if !backtest.missing.isEmpty {
      let dates = backtest.missing.map(\.description).joined(separator: ", ")
      blocks.append(.paragraph("There is no industry to start from at \(dates)."))
    }
    for origin in backtest.origins { blocks += self.blocks(of: origin) }
    blocks += vintages + controls
    blocks.append(
      .paragraph(
        "A quarter counts 1 when the layer that binds most is one of those that bound in it, 1/2"
          + " when that layer bound in a quarter beside it or another layer said to bind with it"
          + " bound in it, and 0 otherwise. Strict is the share of quarters that count 1; exact"
          + " the share in which precisely the right layers are named. The calendar puts packaging"
          + " first, power after 6 quarters and economics (capital or demand) after 16; at its"
          + " best it is read with 4 or 8 quarters and 12 or 20 instead."
      )
    )
    return blocks
  }

  /// The order in a sentence.
  private func headline(_ origin: RoadmapBacktest.Origin) -> String {
    let parts = origin.order.entries.map { entry in
      let name = entry.layer.rawValue + (entry.isReturn ? " again" : "")
      return "\(name) \(entry.predicted.map { "in \($0)" } ?? "never") (truth \(entry.truth))"
    }
    let order = origin.order
    let verdict =
      order.isRight
      ? "the order is right" : "\(order.orderedPairs) of \(order.pairs) pairs are in order"
    return "Started from \(origin.freeze.start), the roadmap binds at "
      + parts.joined(separator: ", ") + ": \(verdict)."
  }

  /// Everything of one freeze.
  private func blocks(of origin: RoadmapBacktest.Origin) -> [Block] {
    var blocks: [Block] = [
      .heading("Frozen at \(origin.freeze.frozen), run from \(origin.freeze.start)")
    ]
    blocks.append(
      .table(
        Table(
          [
            .init("first binds"), .init("truth"), .init("run"),
            .init("quarters late", isNumber: true),
          ],
          rows: origin.order.entries.map { entry in
            [
              .text(entry.layer.rawValue + (entry.isReturn ? " (again)" : "")),
              .text(entry.truth.description),
              .text(entry.predicted?.description ?? "never"),
              .text(Self.signed(entry.difference)),
            ]
          }
        )
      )
    )
    blocks.append(
      .table(
        Table(
          [
            .init("what binds"), .init("by"), .init("credit", isNumber: true),
            .init("strict", isNumber: true), .init("exact", isNumber: true),
          ],
          rows: origin.windows.flatMap { window in
            window.scores.enumerated().map { index, score in
              [
                .text(index == 0 ? window.name : ""), .text(score.name),
                .text(Words.percent(score.credited)), .text(Words.percent(score.strict)),
                .text(Words.percent(score.exact)),
              ]
            }
          }
        )
      )
    )
    if let longest = origin.windows.last?.scores.first { blocks.append(labels(longest)) }
    blocks += amounts(of: origin)
    return blocks
  }

  /// What bound and what was said to, quarter by quarter.
  private func labels(_ score: RoadmapLabelScore) -> Block {
    .table(
      Table(
        [.init("quarter"), .init("truth"), .init("run"), .init("counts", isNumber: true)],
        rows: score.rows.map { row in
          [
            .text(row.quarter.description), .text(Self.words(row.truth)),
            .text(Self.words(row.predicted)), .text(Format.significant(row.credit, digits: 2)),
          ]
        }
      )
    )
  }

  /// Yearly figures, turning points, shares and capacities of one freeze.
  private func amounts(of origin: RoadmapBacktest.Origin) -> [Block] {
    var blocks: [Block] = []
    if !origin.series.isEmpty {
      blocks.append(
        .table(
          Table(
            [
              .init("amount"), .init("year"), .init("truth", isNumber: true),
              .init("run", isNumber: true), .init("error", isNumber: true),
            ],
            rows: origin.series.flatMap { series in
              series.years.enumerated().map { index, year in
                [
                  .text(index == 0 ? series.name : ""), .text("\(year.year)"),
                  .text(Self.amount(year.truth, series.quantity)),
                  .text(Self.amount(year.predicted, series.quantity)),
                  .text(Self.signedPercent(year.error) + (year.isScored ? "" : " *")),
                ]
              }
            }
          )
        )
      )
      let means = origin.series.compactMap { series in
        series.meanError.map { "\(series.name) \(Words.percent($0))" }
      }
      if !means.isEmpty {
        blocks.append(
          .paragraph(
            "Mean absolute error: \(means.joined(separator: ", ")). Years with * are not counted."
          )
        )
      }
    }
    var items = origin.turns.map { turn in
      let span =
        turn.truth.lowerBound == turn.truth.upperBound
        ? "\(turn.truth.lowerBound)" : "\(turn.truth.lowerBound) to \(turn.truth.upperBound)"
      let found = turn.predicted.map { quarter in
        "\(quarter) at \(Format.money(turn.price ?? 0)) an hour, "
          + "\(Self.signed(turn.difference)) quarters"
      }
      return "rental price, \(turn.kind.rawValue): truth \(span), run \(found ?? "none")"
    }
    items += origin.shares.map { share in
      "\(share.name) in \(share.year): truth \(Words.percent(share.truth)), run "
        + (share.predicted.map { "\(Words.percent($0)) (\(share.stages.joined(separator: ", ")))" }
          ?? "not modelled")
    }
    items += origin.capacities.map { capacity in
      "\(capacity.name) at the end of \(capacity.quarter): truth \(Self.range(capacity.truth))"
        + " wafers a month, run \(Words.grouped(capacity.predicted.rounded()))"
        + " (\(Self.signedPercent(capacity.error)))"
    }
    if !items.isEmpty { blocks.append(.items(items)) }
    return blocks
  }

  /// What analysts foresaw, beside what came.
  private var vintages: [Block] {
    guard !backtest.truth.vintages.isEmpty else { return [] }
    return [
      .heading("What analysts foresaw"),
      .table(
        Table(
          [
            .init("forecast"), .init("made"), .init("foreseen", isNumber: true),
            .init("came", isNumber: true), .init("error", isNumber: true),
          ],
          rows: backtest.truth.vintages.map { vintage in
            let error = vintage.error
            let words =
              error.lowerBound == error.upperBound
              ? Self.signedPercent(error.lowerBound)
              : "\(Self.signedPercent(error.lowerBound)) to \(Self.signedPercent(error.upperBound))"
            return [
              .text(vintage.name), .text(vintage.made.description),
              .text(Self.range(vintage.foreseen)), .text(Self.range(vintage.came)), .text(words),
            ]
          }
        )
      ),
    ]
  }

  /// Whether the migration breaks where it must.
  private var controls: [Block] {
    guard !backtest.controls.isEmpty else { return [] }
    return [
      .heading("Controls that must break the migration"),
      .items(
        backtest.controls.map { control in
          let firsts = control.order.entries.map {
            "\($0.layer.rawValue)\($0.isReturn ? " again" : "") \($0.predicted?.description ?? "never")"
          }
          return "\(control.name): the migration \(control.verdict.rawValue) ("
            + firsts.joined(separator: ", ") + ")"
        }
      ),
    ]
  }

  // MARK: Words

  /// Layers in a row.
  static func words(_ layers: [Layer]) -> String {
    layers.map(\.rawValue).joined(separator: " + ")
  }

  /// A difference with its sign, a dash for none.
  static func signed(_ difference: Int?) -> String {
    difference.map { $0 > 0 ? "+\($0)" : "\($0)" } ?? "-"
  }

  /// A relative error with its sign.
  static func signedPercent(_ error: Double) -> String {
    (error > 0 ? "+" : error < 0 ? "-" : "") + Format.percent(error.magnitude, digits: 2)
  }

  /// A yearly figure for a reader.
  static func amount(_ value: Double, _ quantity: RoadmapTruth.Series.Quantity) -> String {
    quantity == .power
      ? Format.quantity(value, unit: "W") : Words.grouped(value.rounded())
  }

  /// A span of numbers.
  static func range(_ range: ClosedRange<Double>) -> String {
    func words(_ value: Double) -> String {
      value >= 100 ? Words.grouped(value) : Format.significant(value)
    }
    return range.lowerBound == range.upperBound
      ? words(range.lowerBound) : "\(words(range.lowerBound)) to \(words(range.upperBound))"
  }
}
