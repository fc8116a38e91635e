import Links
import Quantities
import Scenarios
import Studies

extension LinkReport {
  /// The question as resolved, and the answer, or the fields that vary and every answer.
  public var members: [JSON.Member] {
    guard let first else { return [] }
    let question = first.question
    let result: JSON =
      isSweep
      ? [
        "axes": .object(study.axes.map { JSON.Member($0.path, .texts($0.texts)) }),
        "points": .array(study.points.map(Self.json)),
      ] : Self.json(first)
    return [
      JSON.Member("scenario", ScenarioJSON.nested(question.resolved)),
      JSON.Member("result", result),
      JSON.Member("diagnostics", ScenarioJSON.diagnostics(question.warnings)),
    ]
  }

  /// One answer of a sweep.
  private static func json(_ point: LinkStudy.Point) -> JSON {
    .object(
      [
        JSON.Member(
          "setting",
          .object(point.setting.map { JSON.Member($0.path, ScenarioJSON.value($0.text)) })
        ), JSON.Member("feasible", .flag(problems(point.findings).isEmpty)),
      ] + figures(point.findings).map { JSON.Member($0.key, .optional($0.value)) }
    )
  }

  /// An answer.
  private static func json(_ findings: LinkFindings) -> JSON {
    let question = findings.question
    let problems = problems(findings)
    var members: [JSON.Member] = [
      JSON.Member("feasible", .flag(problems.isEmpty)),
      JSON.Member("reasons", .texts(problems)),
      JSON.Member("rate_bit_per_s", .number(question.demand.rate)),
      JSON.Member("length_m", .number(question.demand.length)),
      JSON.Member("lane_rate_bit_per_s", .number(question.laneRate)),
      JSON.Member("symbol_rate_Hz", .number(question.symbolRate)),
      JSON.Member("modulation", .text(question.modulation.rawValue)),
      JSON.Member("fec", .text(question.demand.correction.rawValue)),
      JSON.Member(
        "technologies",
        .array(findings.technologies.map { json($0, question) })
      ),
    ]
    if let copper = findings.copper {
      members.append(JSON.Member("copper", json(copper, question)))
    }
    if let light = findings.light {
      let terms = question.light?.budget.terms ?? []
      members.append(
        JSON.Member(
          "light",
          json(light, question).adding([JSON.Member("terms", .array(terms.map(json)))])
        )
      )
    }
    if let grid = question.grid { members.append(JSON.Member("wdm", json(grid, question))) }
    if let heat = findings.heat {
      members.append(JSON.Member("ring", json(heat, points: true)))
    }
    if !findings.edge.isEmpty {
      members.append(JSON.Member("edge", .array(findings.edge.map(json))))
    }
    members.append(JSON.Member("weak_figures", .texts(question.weakFigures)))
    return .object(members)
  }

  /// A technology and what it makes of the question.
  static func json(_ row: LinkFindings.Row, _ question: LinkQuestion) -> JSON {
    let estimate = row.estimate
    let technology = row.technology
    func energies(_ value: (EnergyBoundary) -> Double) -> JSON {
      [
        "module": .number(value(.module)), "laser": .number(value(.laser)),
        "host": .number(value(.host)),
      ]
    }
    return [
      "id": .text(technology.id), "name": .text(technology.name),
      "family": .text(technology.family.rawValue), "feasible": .flag(estimate.isFeasible),
      "reason": .text(reasons(row, question)),
      "lane_rate_bit_per_s": .number(technology.laneRate), "lanes": .number(estimate.lanes),
      "reach_m": .number(technology.reach), "reach_margin_m": .number(estimate.reachMargin),
      "energy_end_J_per_bit": energies(estimate.endEnergy),
      "energy_link_J_per_bit": energies(estimate.linkEnergy),
      "power_link_W": energies(estimate.power), "latency_s": .number(estimate.latency),
      "fec_latency_s": .number(estimate.correctionDelay), "price_USD": .number(estimate.price),
      "edge_m": estimate.edge > 0 ? .number(estimate.edge) : .null,
      "failures_per_year": .number(estimate.failuresPerYear),
      "flaps_per_year": .number(estimate.flapsPerYear),
      "replaced": .text(estimate.replacedUnit.rawValue),
      "blast_rate_bit_per_s": .number(estimate.blastRate),
    ]
  }

  /// A line of copper.
  static func json(_ copper: LinkFindings.Copper, _ question: LinkQuestion) -> JSON {
    let channel = question.copper?.channel
    return [
      "standard": .optional(question.copper?.standard?.rawValue),
      "gauge_AWG": .optional(question.copper?.gauge), "frequency_Hz": .optional(channel?.frequency),
      "budget_dB": .optional(channel?.budget), "reserve_dB": .optional(channel?.reserve),
      "packages_dB": .optional(channel.map { 2 * $0.packageLoss }),
      "hosts_dB": .optional(channel.map { 2 * $0.hostLoss }),
      "connectors_dB": .optional(channel.map { $0.connectors * $0.connectorLoss }),
      "extra_dB": .optional(channel?.extraLoss), "loss_dB_per_m": .number(copper.lossPerMetre),
      "loss_dB": .number(copper.loss), "margin_dB": .number(copper.margin),
      "reach_m": .number(copper.reach),
    ]
  }

  /// A term of the budget of light.
  static func json(_ term: OpticalTerm) -> JSON {
    [
      "term": .text(term.loss.rawValue), "count": .number(term.count),
      "low_dB": .number(term.total.low),
      "typical_dB": .number(term.total.typical), "high_dB": .number(term.total.high),
    ]
  }

  /// Light.
  static func json(_ light: LinkFindings.Light, _ question: LinkQuestion) -> JSON {
    func outcome(_ outcome: OpticalBudget.Outcome) -> JSON {
      [
        "loss_dB": .number(outcome.loss), "power_dBm": .number(outcome.power),
        "amplitude_dBm": .number(outcome.amplitude), "required_dBm": .optional(outcome.required),
        "margin_dB": outcome.margin.isFinite ? .number(outcome.margin) : .null,
      ]
    }
    func level(_ value: Double) -> JSON { value.isFinite ? .number(value) : .null }
    let drawn = light.statistical
    return [
      "worst": outcome(light.worst), "typical": outcome(light.typical), "best": outcome(light.best),
      "statistical": [
        "margin_p1_dB": level(drawn.p1), "margin_p10_dB": level(drawn.p10),
        "margin_median_dB": level(drawn.median), "margin_p90_dB": level(drawn.p90),
        "margin_p99_dB": level(drawn.p99), "margin_mean_dB": level(drawn.mean),
        "closing_share": .number(drawn.closing), "samples": .integer(drawn.samples),
      ], "bit_error_rate_worst": .number(light.bitErrorRate.worst),
      "bit_error_rate_typical": .number(light.bitErrorRate.typical),
      "bit_error_rate_limit": .number(question.errorLimit), "q_typical": .number(light.q),
      "codeword_loss_typical": .number(light.codewordLoss),
      "frame_loss_typical": .number(light.frameLoss),
      "efficiency_typical": .number(light.efficiency),
      "reach_worst_m": .number(light.worstReach), "reach_typical_m": .number(light.typicalReach),
    ]
  }

  /// Wavelengths that share a fibre.
  static func json(_ grid: WavelengthGrid, _ question: LinkQuestion) -> JSON {
    let lost = WavelengthGrid.penalty(
      crosstalk: grid.worstCrosstalk,
      modulation: question.modulation
    )
    return [
      "channels": .integer(grid.channels), "spacing_Hz": .number(grid.spacing),
      "wavelengths_m": .array((0..<grid.channels).map { .number(grid.wavelength($0)) }),
      "crosstalk_ratio": .number(grid.worstCrosstalk),
      "crosstalk_penalty_dB": lost.isFinite ? .number(lost) : .null,
    ]
  }

  /// Rings over temperature.
  static func json(_ heat: LinkFindings.Heat, points: Bool) -> JSON {
    func celsius(_ value: Double?) -> JSON { .optional(value.map { $0 - 273.15 }) }
    let members: JSON = [
      "collapse_degC": celsius(heat.collapse), "freeze_degC": celsius(heat.freeze),
      "heater_W": .number(heat.heaterPower), "asked": heat.asked.map(json) ?? .null,
    ]
    guard points else { return members }
    return members.adding([JSON.Member("states", .array(heat.points.map(json)))])
  }

  /// A temperature and the state there.
  static func json(_ point: LinkFindings.Heat.Point) -> JSON {
    let state = point.state
    return [
      "temperature_degC": .number(point.temperature - 273.15),
      "heater_W": .number(state.heaterPower),
      "detuning_m": .number(state.detuning), "locked": .flag(state.isLocked),
      "penalty_dB": state.penalty.isFinite ? .number(state.penalty) : .null,
      "bit_error_rate": .number(state.bitErrorRate), "frame_loss": .number(state.frameLoss),
      "effective_rate_bit_per_s": .number(state.effectiveRate),
    ]
  }

  /// An interface at the edge.
  static func json(_ row: LinkFindings.EdgeRow) -> JSON {
    [
      "interface": .text(row.name), "shoreline_bit_per_s_per_m": .number(row.interface.shoreline),
      "bandwidth_bit_per_s": .number(row.bandwidth), "length_m": .number(row.length),
      "fibres": .optional(row.fibres), "lasers": .optional(row.lasers),
      "laser_W": .optional(row.laserPower),
      "density_against_chiplets": row.mismatch.isFinite ? .number(row.mismatch) : .null,
    ]
  }
}
