/// Why the store of runs could not do what it was asked.
public enum RunStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or its folder cannot be opened or made.
  case cannotOpen(path: String, reason: String)
  /// The file is there and is something else.
  case notAStore(path: String)
  /// The file was written by a later version of the program.
  case newer(path: String)
  /// No run has the number.
  case unknownRun(Int, known: [Int])
  /// Another process has taken the run over.
  case taken(run: Int)
  /// A figure of a design is not a number.
  case notANumber(design: String, key: String)
  /// The file was opened and then could not be read or written.
  case failed(path: String, reason: String)

  /// The reason in a sentence, with the next step.
  public var description: String {
    switch self {
    case .cannotOpen(let path, let reason):
      return "\(path): the store of runs cannot be opened: \(reason). Name a file that may be"
        + " written, with --store or \(RunStore.variable)."
    case .notAStore(let path):
      return "\(path): this file is no store of runs, and was left as it is. Name another file,"
        + " with --store or \(RunStore.variable)."
    case .newer(let path):
      return "\(path): this store was written by a later version of narrows, and was left as it"
        + " is. Use that version, or name another file with --store or \(RunStore.variable)."
    case .unknownRun(let id, let known):
      let shown = known.suffix(12).map(String.init).joined(separator: ", ")
      let runs =
        known.isEmpty
        ? "the store has no runs" : "runs: \(known.count > 12 ? "…, " : "")\(shown)"
      return "there is no run \(id); \(runs)"
    case .taken(let run):
      return "run \(run) was taken over by another process, which goes on with it. Nothing that was"
        + " recorded is lost; let that process finish."
    case .notANumber(let design, let key):
      return "\(key) of \(design) is not a number, so the design was not kept"
    case .failed(let path, let reason):
      return "\(path): the store of runs cannot be read or written: \(reason). What was recorded"
        + " before is kept; check the disk and the file's permissions, and ask again to go on."
    }
  }
}
