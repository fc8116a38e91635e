import Documents
import Foundation
import Links
import Quantities

extension LinkReader {
  /// A value, or lowest, typical and highest; nil where nothing is written and there is no default.
  static func spread(_ record: Record, _ path: String) -> Spread? {
    if let value = record.number(path) { return Spread(value) }
    let parts = ["low", "typical", "high"].map { record.number("\(path).\($0)") }
    // Of a group that is written in part, what is written counts for what is not.
    let isWritten = record.has(path)
    func written(_ index: Int) -> Double? {
      let name = ["low", "typical", "high"][index]
      return !isWritten || !record.isDefault("\(path).\(name)") ? parts[index] : nil
    }
    guard let typical = written(1) ?? middle(written(0), written(2)) ?? parts[1] else { return nil }
    return Spread(
      low: written(0) ?? typical,
      typical: typical,
      high: written(2) ?? typical
    )
  }

  /// The middle of two ends, or the one that there is.
  private static func middle(_ low: Double?, _ high: Double?) -> Double? {
    guard let low, let high else { return low ?? high }
    return (low + high) / 2
  }

  /// Reports spreads whose lowest value is not the lowest.
  private static func checkOrder(_ record: Record, into diagnostics: inout Diagnostics) {
    for attribute in LinkQuestionFormat.schema.attributes where attribute.path.hasSuffix(".typical")
    {
      let path = String(attribute.path.dropLast(".typical".count))
      guard record.has(path) else { continue }
      let written = ["low", "typical", "high"].map { "\(path).\($0)" }.filter(record.has)
      let values = written.compactMap(record.number)
      if values != values.sorted() {
        diagnostics.add(
          record.diagnostic(path, "low, typical and high are not in this order")
        )
      }
    }
  }

  /// Wavelengths that share a fibre.
  static func grid(_ record: Record) -> WavelengthGrid? {
    guard record.has("wdm"), let channels = record.integer("wdm.channels"),
      let spacing = record.number("wdm.spacing"), let centre = record.number("wdm.centre"),
      let width = record.number("wdm.filter-width")
    else { return nil }
    return WavelengthGrid(
      centre: centre,
      spacing: spacing,
      channels: channels,
      filterWidth: width
    )
  }

  /// The budget of light; nil when nothing is asked about it, or with a fault.
  static func light(
    _ record: Record,
    _ line: Line,
    _ grid: WavelengthGrid?,
    into diagnostics: inout Diagnostics
  ) -> LinkQuestion.Light? {
    checkOrder(record, into: &diagnostics)
    guard record.has("optical") else {
      for section in ["receiver", "wdm", "ring"] where record.has(section) {
        // A grid alone says how many wavelengths a fibre of the edge has.
        if section == "wdm", record.has("edge") { continue }
        diagnostics.add(
          record.diagnostic(
            section,
            "there is no light that this could be about",
            hint: "write optical: { laser: 16 dBm }"
          )
        )
      }
      return nil
    }
    let sources = ["laser", "transmitter", "amplitude"].filter { record.has("optical.\($0)") }
    guard sources.count == 1, let name = sources.first,
      let level = spread(record, "optical.\(name)")
    else {
      if sources.count != 1 {
        diagnostics.add(
          record.diagnostic(
            "optical",
            sources.isEmpty
              ? "nothing says where light comes from"
              : "\(sources.joined(separator: " and ")) are written; light begins at one",
            hint: "write one of laser: 16 dBm, transmitter: 0 dBm, amplitude: -0.8 dBm"
          )
        )
      }
      return nil
    }
    checkUnused(record, source: name, into: &diagnostics)
    let source: OpticalBudget.Source =
      switch name {
      case "laser": .laser(level)
      case "transmitter": .transmitter(average: level)
      default: .amplitude(level)
      }
    var penalty = spread(record, "optical.penalty") ?? .zero
    if let grid {
      let lost = WavelengthGrid.penalty(
        crosstalk: grid.worstCrosstalk,
        modulation: line.modulation
      )
      guard lost.isFinite else {
        diagnostics.add(
          record.diagnostic(
            "wdm.spacing",
            "neighbours at \(Format.quantity(grid.spacing, unit: "GHz")) close the eyes of"
              + " \(line.modulation.rawValue) behind filters of"
              + " \(Format.quantity(grid.filterWidth, unit: "GHz"))",
            hint: "widen the spacing, narrow the filter, or send fewer levels"
          )
        )
        return nil
      }
      penalty = Spread(
        low: penalty.low + lost,
        typical: penalty.typical + lost,
        high: penalty.high + lost
      )
    }
    let budget = OpticalBudget(
      source: source,
      terms: terms(record, line, grid, hasChip: name == "laser"),
      extinctionRatio: spread(record, "optical.extinction-ratio") ?? Spread(4.5),
      closure: spread(record, "optical.tdecq") ?? .zero,
      penalty: penalty,
      receiver: receiver(record, line),
      modulation: line.modulation,
      errorLimit: line.errorLimit,
      leastOpenAmplitude: record.number("optical.least-open-amplitude")
    )
    return LinkQuestion.Light(
      budget: budget,
      samples: record.integer("optical.samples") ?? 20_000,
      law: record.text("optical.law").flatMap(Spread.Law.init) ?? .triangular,
      split: record.integer("optical.split") ?? 1
    )
  }

  /// Reports fields about a sending chip where light begins in the fibre, and the like.
  private static func checkUnused(
    _ record: Record,
    source: String,
    into diagnostics: inout Diagnostics
  ) {
    var unused: [String] = []
    if source != "laser" {
      unused += ["split", "split-excess", "laser-couplers", "transmit-couplers", "modulator"]
    }
    if source != "amplitude" { unused.append("least-open-amplitude") }
    for name in unused where record.has("optical.\(name)") {
      diagnostics.add(
        record.diagnostic(
          "optical.\(name)",
          "this has no meaning where light begins at \"\(source)\"",
          hint: name == "least-open-amplitude"
            ? "begin at amplitude" : "begin at laser, or leave it out"
        )
      )
    }
  }

  /// Every term of the way of light, in order; those that are not there are left out.
  private static func terms(
    _ record: Record,
    _ line: Line,
    _ grid: WavelengthGrid?,
    hasChip: Bool
  ) -> [OpticalTerm] {
    func spread(_ name: String) -> Spread { Self.spread(record, name) ?? .zero }
    func count(_ name: String) -> Double { Double(record.integer("optical.\(name)") ?? 0) }
    let coupler = spread("optical.coupler")
    var terms: [OpticalTerm] = []
    if hasChip {
      let split = count("split")
      if split > 1 {
        let excess = spread("optical.split-excess") * log2(split)
        let shared = 10 * log10(split)
        terms.append(
          OpticalTerm(
            .split,
            each: Spread(
              low: shared + excess.low,
              typical: shared + excess.typical,
              high: shared + excess.high
            )
          )
        )
      }
      terms += [
        OpticalTerm(.laserCoupler, count: count("laser-couplers"), each: coupler),
        OpticalTerm(.modulator, each: spread("optical.modulator")),
      ]
    }
    let radius = record.number("optical.bends.radius") ?? 5e-6
    terms += [
      OpticalTerm(
        .waveguide,
        count: record.number("optical.waveguide.length") ?? 0,
        each: spread("optical.waveguide.loss"),
        isLength: true
      ),
      OpticalTerm(
        .bends,
        count: count("bends.count"),
        each: Spread(Ring.bendLoss(radius: radius) * radius * .pi / 2)
      ),
    ]
    if grid != nil { terms.append(OpticalTerm(.multiplexer, each: spread("wdm.multiplexer"))) }
    if hasChip {
      terms.append(
        OpticalTerm(.transmitCoupler, count: count("transmit-couplers"), each: coupler)
      )
    }
    let switches = count("ocs.count")
    let connector = spread("optical.connectors.loss")
    terms += [
      OpticalTerm(
        .fibre,
        count: record.number("optical.fibre.length") ?? line.length,
        each: spread("optical.fibre.loss"),
        isLength: true
      ), OpticalTerm(.connectors, count: count("connectors.count"), each: connector),
      OpticalTerm(.circuitSwitch, count: switches, each: spread("optical.ocs.loss")),
      OpticalTerm(.bulkheads, count: switches * count("ocs.bulkheads"), each: connector),
    ]
    if grid != nil { terms.append(OpticalTerm(.demultiplexer, each: spread("wdm.demultiplexer"))) }
    let offset = spread("optical.misalignment.offset")
    let mode = record.number("optical.misalignment.mode-radius") ?? 4.6e-6
    func lost(_ value: Double) -> Double {
      Optics.misalignmentLoss(offset: value, modeRadius: mode)
    }
    terms += [
      OpticalTerm(.receiveCoupler, count: count("receive-couplers"), each: coupler),
      OpticalTerm(
        .misalignment,
        count: count("misalignment.count"),
        each: Spread(
          low: lost(offset.low),
          typical: lost(offset.typical),
          high: lost(offset.high)
        )
      ), OpticalTerm(.other, each: spread("optical.extra")),
    ]
    return terms.filter { $0.count > 0 && $0.total.high > 0 }
  }

  /// The receiver of light.
  private static func receiver(_ record: Record, _ line: Line) -> OpticalReceiver {
    let sensitivity = record.number("receiver.sensitivity")
    return OpticalReceiver(
      responsivity: record.number("receiver.responsivity") ?? 0.89,
      noiseDensity: record.number("receiver.noise-density") ?? 324e-24,
      bandwidth: record.number("receiver.bandwidth") ?? line.symbolRate / 2,
      relativeIntensityNoise: record.number("receiver.rin") ?? -144,
      darkCurrent: record.number("receiver.dark-current") ?? 3.3e-9,
      sensitivity: sensitivity,
      sensitivityClosure: record.number("receiver.sensitivity-tdecq") ?? 0.9
    )
  }

  /// Rings; nil when nothing is asked about them, or with a fault.
  static func heat(
    _ record: Record,
    _ line: Line,
    _ light: LinkQuestion.Light?,
    _ grid: WavelengthGrid?,
    into diagnostics: inout Diagnostics
  ) -> LinkQuestion.Heat? {
    guard record.has("ring"), let light else { return nil }
    func number(_ name: String) -> Double { record.number("ring.\(name)") ?? 0 }
    let wavelength = record.number("ring.wavelength") ?? grid?.centre ?? 1310e-9
    let index = max(1, number("group-index"))
    let optic =
      record.number("ring.drift").map { $0 * index / wavelength } ?? number("thermo-optic")
    let ring = Ring(
      wavelength: wavelength,
      groupIndex: index,
      thermoOptic: optic,
      width: number("width") * wavelength * wavelength / Optics.lightSpeed,
      freeRange: number("free-range"),
      modulationShift: number("modulation-shift"),
      heaterPowerPerRange: number("heater.per-range"),
      heaterLimit: number("heater.limit"),
      neighbourShare: number("heater.neighbour-share"),
      neighbours: Double(record.integer("ring.heater.neighbours") ?? 0),
      lockError: number("lock-error"),
      coldLock: number("cold-lock"),
      laserDrift: number("laser-drift")
    )
    guard number("from") < number("to") else {
      diagnostics.add(
        record.diagnostic("ring.from", "the coldest temperature is not below the warmest")
      )
      return nil
    }
    return LinkQuestion.Heat(
      link: RingLink(
        budget: light.budget,
        ring: ring,
        role: record.text("ring.role").flatMap(RingLink.Role.init) ?? .both,
        correction: line.correction,
        replay: line.replay,
        frame: line.frame,
        laneRate: line.laneRate
      ),
      range: number("from")...number("to")
    )
  }

  /// A package's edge; nil when nothing is asked about it, or with a fault.
  static func edge(
    _ record: Record,
    _ line: Line,
    _ grid: WavelengthGrid?,
    into diagnostics: inout Diagnostics
  ) -> LinkQuestion.Edge? {
    guard record.has("edge") else { return nil }
    func number(_ name: String) -> Double? { record.number("edge.\(name)") }
    let box: (width: Double, height: Double)? = number("width").flatMap { width in
      number("height").map { (width, $0) }
    }
    guard let length = number("length") ?? box.map({ 2 * ($0.width + $0.height) }) else {
      diagnostics.add(
        record.diagnostic(
          "edge",
          "nothing says how long the edge is",
          hint: "write width: 26 mm and height: 33 mm, or length: 60 mm"
        )
      )
      return nil
    }
    let share = record.has("edge.length") ? 1 : number("share") ?? 1
    return LinkQuestion.Edge(
      edge: PackageEdge(
        length: length * share,
        area: number("area") ?? box.map { $0.width * $0.height } ?? .infinity
      ),
      demand: number("demand").map { $0 * 8 } ?? 2 * line.rate,
      transferRate: number("transfer-rate") ?? 32e9,
      bondPitch: number("bond-pitch") ?? 9e-6,
      fibre: FibreEdge(
        pitch: number("fibre.pitch") ?? 127e-6,
        rows: Double(record.integer("edge.fibre.rows") ?? 1),
        wavelengths: Double(record.integer("edge.fibre.wavelengths") ?? grid?.channels ?? 1),
        laneRate: line.laneRate,
        isBidirectional: record.flag("edge.fibre.bidirectional") ?? false,
        idleShare: number("fibre.idle-share") ?? 0,
        depth: number("fibre.depth") ?? 5e-3
      ),
      lasers: LaserSupply(
        chipPower: number("laser.power") ?? 24.5,
        loss: number("laser.loss") ?? 0,
        needed: number("laser.needed") ?? 13,
        efficiency: number("laser.efficiency") ?? 0.1
      )
    )
  }
}
