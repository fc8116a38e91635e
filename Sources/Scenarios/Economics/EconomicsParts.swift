import Catalog
import Documents
import Economics
import Foundation
import Quantities

/// Sections of a file about economics, with parts of the catalogue resolved.
struct EconomicsParts {
  /// The fields.
  let record: Record
  /// Accelerators and sites by name.
  let catalog: Catalog
  /// Figures that are estimates or recollections, as far as they were used.
  var weak: [String] = []

  /// Joins fields and catalogue.
  init(record: Record, catalog: Catalog) {
    self.record = record
    self.catalog = catalog
  }

  /// A number below `economics`.
  func number(_ path: String) -> Double? { record.number("economics.\(path)") }

  /// Whether a field below `economics` is written.
  func has(_ path: String) -> Bool { record.has("economics.\(path)") }

  /// Reports a fault of a field below `economics`, at the section around it where it is not written.
  func fault(
    _ path: String,
    _ message: String,
    hint: String? = nil,
    into diagnostics: inout Diagnostics
  ) {
    let field = "economics.\(path)"
    var around = field[...]
    while record.node(String(around)) == nil, let dot = around.lastIndex(of: ".") {
      around = around[..<dot]
    }
    var diagnostic = record.diagnostic(String(around), message, hint: hint)
    diagnostic.field = field
    diagnostics.add(diagnostic)
  }

  /// Notes figures of a part that are estimates or recollections.
  private mutating func note(_ kind: String, _ id: String, _ part: Record, _ paths: [String]) {
    for path in paths {
      guard let figure = part.figure(path), [.estimated, .recalled].contains(figure.grade) else {
        continue
      }
      let text = "\(kind)/\(id): \(path)"
      if !weak.contains(text) { weak.append(text) }
    }
  }

  // MARK: Parts of the catalogue

  /// The accelerator that a field names; nil where it names none or an unknown one.
  mutating func machine(
    _ path: String,
    precision: String? = nil,
    into diagnostics: inout Diagnostics
  ) -> EconomicsQuestion.Machine? {
    let field = "economics.\(path)"
    guard let name = record.text(field),
      let entry = catalog.entry(
        .accelerators,
        named: name,
        field: field,
        at: record.location(field),
        into: &diagnostics
      )
    else { return nil }
    let part = entry.record
    let peak = precision.flatMap { part.number("peak.\($0)") }
    if let precision, peak == nil {
      fault(
        "run.precision",
        "\(entry.id) has no dense peak in \"\(precision)\"",
        hint: "formats: " + part.keys(under: "peak").joined(separator: ", "),
        into: &diagnostics
      )
    }
    var used = ["power.limit"]
    if !has("ownership.price") { used.append("price") }
    if !has("ownership.rent") { used.append("rent") }
    note("accelerators", entry.id, part, used)
    return EconomicsQuestion.Machine(
      id: entry.id,
      peak: peak,
      power: part.number("power.limit") ?? 0,
      price: part.number("price").flatMap { $0 > 0 ? $0 : nil },
      rent: part.number("rent").flatMap { $0 > 0 ? $0 : nil }
    )
  }

  /// What owning, running and renting costs.
  mutating func ownership(into diagnostics: inout Diagnostics) -> EconomicsQuestion.Ownership {
    func value(_ name: String) -> Double { number("ownership.\(name)") ?? 0 }
    var place: Record?
    if let name = record.text("economics.ownership.place") {
      let field = "economics.ownership.place"
      let entry = catalog.entry(
        .sites,
        named: name,
        field: field,
        at: record.location(field),
        into: &diagnostics
      )
      place = entry?.record
      if let entry {
        let fields = [
          ("facility", "construction.price"), ("electricity", "electricity.price"),
          ("carbon", "electricity.carbon"),
        ]
        let used = fields.filter { !has("ownership.\($0.0)") }.map(\.1)
        note("sites", entry.id, entry.record, used)
      }
    }
    return EconomicsQuestion.Ownership(
      price: number("ownership.price"),
      serverRatio: value("server-ratio"),
      networkShare: value("network-share"),
      life: value("life"),
      decline: number("ownership.decline"),
      age: value("age"),
      discountRate: value("discount-rate"),
      residual: value("residual"),
      maintenance: value("maintenance"),
      operation: value("operation") * Annuity.year,
      facility: number("ownership.facility") ?? place?.number("construction.price") ?? 11,
      facilityLife: value("facility-life"),
      electricity: number("ownership.electricity") ?? place?.number("electricity.price")
        ?? 0.0826 / 3.6e6,
      carbon: number("ownership.carbon") ?? place?.number("electricity.carbon")
        ?? 0.3695 / 3.6e6,
      powerRatio: value("power-ratio"),
      load: value("load"),
      facilityRatio: value("pue"),
      rent: number("ownership.rent")
    )
  }

  // MARK: Run

  /// A training run; nil when nothing is asked about it, or with a fault.
  mutating func run(into diagnostics: inout Diagnostics) -> EconomicsQuestion.Run? {
    guard has("run") else { return nil }
    let precision = record.text("economics.run.precision") ?? "bf16"
    guard let machine = machine("run.accelerator", precision: precision, into: &diagnostics),
      let peak = machine.peak
    else { return nil }
    func value(_ name: String) -> Double? { number("run.\(name)") }
    var product: Double?
    if let parameters = value("parameters"), let tokens = value("tokens") {
      product = 6 * parameters * tokens
    }
    if has("run.compute"), product != nil {
      fault(
        "run.compute",
        "operations are written twice, as such and as parameters and tokens",
        hint: "leave one of them out",
        into: &diagnostics
      )
    }
    let run = EconomicsQuestion.Run(
      machine: machine,
      peak: peak,
      compute: value("compute") ?? product,
      utilisation: value("mfu"),
      count: value("count"),
      duration: value("duration"),
      acceleratorTime: value("accelerator-time"),
      deadline: value("deadline"),
      better: value("better-mfu") ?? 0.5,
      failedShare: value("failed-share") ?? 0,
      staffShare: value("staff-share") ?? 0,
      failures: has("run.failures")
        ? EconomicsQuestion.Failures(
          between: value("failures.between") ?? .infinity,
          restart: value("failures.restart") ?? 0,
          checkpoint: value("failures.checkpoint") ?? 0
        ) : nil
    )
    if machine.price == nil, !has("ownership.price") {
      fault(
        "run.accelerator",
        "the catalogue has no price of \(machine.id)",
        hint: "write ownership: { price: 25000 USD }",
        into: &diagnostics
      )
    }
    check(run, into: &diagnostics)
    return run
  }

  /// Reports a run that is not determined, or is so twice.
  private func check(_ run: EconomicsQuestion.Run, into diagnostics: inout Diagnostics) {
    if run.acceleratorTime != nil, run.count != nil, run.duration != nil {
      fault(
        "run.accelerator-time",
        "time is written twice, as that of all accelerators and as their count and duration",
        hint: "leave one of the three out",
        into: &diagnostics
      )
    }
    let isTimeKnown = run.acceleratorTime != nil || (run.count != nil && run.duration != nil)
    if has("ownership.decline"), run.count == nil, run.duration == nil, run.deadline == nil {
      fault(
        "ownership.decline",
        "wear by market value needs the time for which the run holds its accelerators",
        hint: "write run.count, run.duration or run.deadline; or leave decline out",
        into: &diagnostics
      )
    }
    // Time alone has a cost, whatever was made in it.
    guard !isTimeKnown else { return }
    if run.compute == nil {
      fault(
        "run",
        "neither operations nor time of the run are known",
        hint: "write compute, or parameters and tokens, or accelerator-time",
        into: &diagnostics
      )
    } else if run.utilisation == nil {
      fault(
        "run",
        "how long the run takes is not known",
        hint: "write mfu, such as 40 %, or count and duration, or accelerator-time",
        into: &diagnostics
      )
    }
  }
}
