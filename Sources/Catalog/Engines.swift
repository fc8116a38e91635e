public import Documents
public import Quantities
public import Serving
public import Workloads

extension Catalog {
  /// The serving engine of a name, in its version for an accelerator and a day.
  ///
  /// Of several versions that a name fits alike, those that list the accelerator go before those
  /// that list none; of these the latest that was in use on the day, or the latest of all.
  ///
  /// - Parameters:
  ///   - name: An id or an alias, with or without a version.
  ///   - accelerator: Id of the accelerator that it runs on.
  ///   - day: The day as `2026-02-03`, or nil when unknown.
  ///   - patterns: Whether aliases with `*` count, as for names in tables of measured cases.
  ///   - diagnostics: Receives faults of the file.
  /// - Returns: The engine, or nil when none fits.
  public func engine(
    named name: String,
    on accelerator: String,
    day: String? = nil,
    patterns: Bool = false,
    into diagnostics: inout Diagnostics
  ) -> ServingStack? {
    var found: [(rank: Int, since: String, record: Record)] = []
    for file in closest(.engines, to: name, patterns: patterns) {
      guard let record = read(file, kind: .engines, into: &diagnostics) else { return nil }
      let takes = record.texts("accelerators")
      guard takes.isEmpty || takes.contains(accelerator) || file.id == name else { continue }
      let since = record.text("since") ?? ""
      let inUse = day.map { since <= $0 } ?? true
      found.append(((takes.isEmpty ? 0 : 2) + (inUse ? 1 : 0), since, record))
    }
    let best = found.max {
      // Of versions not yet in use on the day the earliest is nearest.
      if $0.rank != $1.rank { return $0.rank < $1.rank }
      return $0.rank % 2 == 1 ? $0.since < $1.since : $0.since > $1.since
    }
    return best.map { EngineFormat.engine($0.record) }
  }
}

extension Catalog {
  /// The architecture of a model of the catalogue with its name for a reader.
  ///
  /// - Parameters:
  ///   - name: An id or an alias.
  ///   - field: The field that names it, for messages.
  ///   - location: Where that was written.
  ///   - diagnostics: Receives an unknown name and faults of the file.
  /// - Returns: Name and architecture, or nil with at least one error added.
  public func model(
    named name: String,
    field: String? = nil,
    at location: Location? = nil,
    into diagnostics: inout Diagnostics
  ) -> (name: String, architecture: Architecture)? {
    guard
      let (id, record) = entry(.models, named: name, field: field, at: location, into: &diagnostics)
    else { return nil }
    let architecture = memory.value(
      .init(topic: .architecture, kind: .models, name: id),
      into: &diagnostics
    ) { ModelFormat.architecture(record, into: &$0) }
    return architecture.map { (record.text("name") ?? name, $0) }
  }

  /// The serving engine of an accelerator when nothing names any.
  ///
  /// - Parameters:
  ///   - accelerator: Id of the accelerator.
  ///   - diagnostics: Receives faults of the file.
  /// - Returns: The first engine whose file lists the accelerator, else `vllm-2025`.
  public func usualEngine(
    on accelerator: String,
    into diagnostics: inout Diagnostics
  ) -> ServingStack? {
    memory.value(.init(topic: .usual, kind: .engines, name: accelerator), into: &diagnostics) {
      firstEngine(on: accelerator, into: &$0)
    }
  }

  /// Looks for the first engine whose file lists an accelerator, else takes `vllm-2025`.
  private func firstEngine(
    on accelerator: String,
    into diagnostics: inout Diagnostics
  ) -> ServingStack? {
    var named: ServingStack?
    for file in files(.engines) where file.text.contains(accelerator) {
      guard let record = read(file, kind: .engines, into: &diagnostics),
        record.texts("accelerators").contains(accelerator)
      else { continue }
      named = EngineFormat.engine(record)
      break
    }
    return named
      ?? engine(named: "vllm-2025", on: accelerator, into: &diagnostics)
  }
}
