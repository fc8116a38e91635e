import Documents
import Foundation
import Quantities
import Reports
import Runs

/// Kept runs as words and as machine-readable values.
enum KeptWords {
  /// A moment to the minute, in UTC.
  static func moment(_ date: Date) -> String {
    String(Moment.text(date).prefix(16)).replacing("T", with: " ")
  }

  /// How many pieces are finished, such as `40 of 100`.
  static func progress(_ run: KeptRun) -> String {
    "\(Format.count(run.finishedPieces)) of \(Format.count(run.question.pieces))"
  }

  /// How far a run has come, such as `cut short, 40 of 100`.
  static func state(_ run: KeptRun) -> String {
    switch run.state {
    case .done: "done"
    case .running: "at work, " + progress(run)
    case .interrupted: "cut short, " + progress(run)
    }
  }

  /// A number and a noun.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(Format.count(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A figure's name for a reader: its key without the unit.
  static func name(_ figure: KeptDesign.Figure) -> String {
    var key = figure.key
    for suffix in ["_\(figure.unit)", figure.unit == "degC" ? "_C" : nil].compactMap({ $0 })
    where key.hasSuffix(suffix) && key.count > suffix.count {
      key.removeLast(suffix.count)
    }
    return key.replacing("_", with: " ")
  }

  /// A figure's value for a reader.
  static func value(_ figure: KeptDesign.Figure) -> String {
    guard let value = figure.value else { return "–" }
    switch figure.unit {
    case "s": return Format.duration(value)
    case "USD": return Format.money(value)
    case "B": return Format.quantity(value, unit: "GiB")
    case "W", "J", "B/s", "Hz", "FLOP/s": return Format.quantity(value, unit: figure.unit)
    case "degC": return Format.significant(value) + " °C"
    case "1", "": return Format.significant(value)
    case "tokens/s" where abs(value) >= 1e6: return "\(millions(value)) tokens/s"
    default: return "\(grouped(value)) \(figure.unit)"
    }
  }

  /// A large number in millions or billions.
  private static func millions(_ value: Double) -> String {
    abs(value) >= 1e9
      ? Format.significant(value / 1e9) + " B" : Format.significant(value / 1e6) + " M"
  }

  /// A number of three digits, with commas between thousands where it is large.
  private static func grouped(_ value: Double) -> String {
    let text = Format.significant(value)
    guard abs(value) >= 1e3, abs(value) < 1e9, let rounded = Double(text) else { return text }
    return Format.count(rounded)
  }

  /// A number for a spreadsheet with all its digits; empty when there is none or it is not finite.
  static func cell(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "" }
    return value.description
  }

  /// A run with the keys of machine-readable output.
  static func json(_ run: KeptRun) -> JSON {
    let question = run.question
    let seed = Int(exactly: question.seed).map { JSON.integer($0) } ?? .text("\(question.seed)")
    return [
      "id": .integer(run.id), "name": .text(question.name), "command": .text(question.command),
      "state": .text(run.state.rawValue), "objective": .text(question.objective),
      "summary": .text(run.summary), "options": .text(question.options), "seed": seed,
      "pieces": .integer(question.pieces), "finished_pieces": .integer(run.finishedPieces),
      "designs": .integer(run.designs), "resumptions": .integer(run.resumptions),
      "began": .text(Moment.text(run.began)), "written": .text(Moment.text(run.written)),
      "ended": .optional(run.ended.map(Moment.text)), "version": .text(question.programVersion),
      "catalog": .text(question.catalogVersion), "digest": .text(question.digest),
    ]
  }

  /// A design with the keys of machine-readable output.
  static func json(_ design: KeptDesign) -> JSON {
    [
      "rank": design.rank.map { .integer($0) } ?? .null, "kind": .text(design.kind.rawValue),
      "name": .text(design.name), "settings": .text(design.settings),
      "plan": .text(design.plan), "feasible": .flag(design.isFeasible),
      "figures": .object(design.figures.map { JSON.Member($0.key, .optional($0.value)) }),
    ]
  }

  /// A JSON text as a tree; a text that cannot be read stays a text.
  static func tree(_ text: String) -> JSON {
    var ignored = Diagnostics()
    guard let node = Node.parse(text: text, file: "scenario", into: &ignored),
      !ignored.hasErrors
    else { return .text(text) }
    return JSON(node)
  }

  /// A scenario's fields by path, in the order in which they stand.
  static func fields(_ scenario: String) -> [(path: String, text: String)] {
    fields(of: tree(scenario), at: "")
  }

  /// Fields below a value; a list of scalars is one field.
  private static func fields(of value: JSON, at path: String) -> [(path: String, text: String)] {
    switch value {
    case .object(let members) where !members.isEmpty:
      members.flatMap { fields(of: $0.value, at: path.isEmpty ? $0.key : "\(path).\($0.key)") }
    case .array(let values) where values.contains(where: \.isNested):
      values.enumerated().flatMap { fields(of: $1, at: "\(path)[\($0)]") }
    case .text(let text): [(path.isEmpty ? "scenario" : path, text)]
    case .number(let number): [(path, Format.significant(number, digits: 17))]
    default: [(path, value.text.trimmingCharacters(in: .newlines))]
    }
  }
}

extension JSON {
  /// The value of a document's node.
  init(_ node: Node) {
    switch node.value {
    case .mapping(let entries):
      self = .object(entries.map { JSON.Member($0.key, JSON($0.value)) })
    case .sequence(let values): self = .array(values.map { JSON($0) })
    case .scalar(let scalar):
      let text = scalar.text
      if scalar.isQuoted {
        self = .text(text)
      } else if scalar.isNull {
        self = .null
      } else if text == "true" || text == "false" {
        self = .flag(text == "true")
      } else if let whole = Int(text) {
        self = .integer(whole)
      } else if let number = Double(text), number.isFinite {
        self = .number(number)
      } else {
        self = .text(text)
      }
    }
  }

  /// Whether the value holds values with names.
  fileprivate var isNested: Bool {
    switch self {
    case .object, .array: true
    default: false
    }
  }
}
