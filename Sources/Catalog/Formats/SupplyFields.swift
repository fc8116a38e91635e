import Documents
import Quantities
import Supply

/// Fields that the files of the supply chain share.
enum SupplyFields {
  /// Names by which a part is found.
  static let naming = CommonAttributes.naming.filter {
    ["id", "name", "aliases", "note"].contains($0.path)
  }

  /// Seconds of a quarter of a year [s].
  static let quarter = 31_557_600.0 / 4

  /// A bare number.
  static func number(
    _ path: String,
    _ summary: String,
    _ example: String,
    range: Bounds? = .nonNegative,
    default: String? = nil,
    isRequired: Bool = false
  ) -> Attribute {
    Attribute(
      path,
      .number,
      isRequired: isRequired,
      defaultValue: `default`,
      range: range,
      summary: summary,
      example: example
    )
  }

  /// A fraction, also in per cent.
  static func ratio(
    _ path: String,
    _ summary: String,
    _ example: String,
    range: Bounds = .share,
    default: String? = nil,
    isRequired: Bool = false
  ) -> Attribute {
    Attribute(
      path,
      .ratio,
      isRequired: isRequired,
      defaultValue: `default`,
      range: range,
      summary: summary,
      example: example
    )
  }

  /// A growth a year, as a fraction or in per cent.
  static func growth(
    _ path: String,
    _ summary: String,
    _ example: String,
    default: String? = nil,
    isRequired: Bool = false
  ) -> Attribute {
    ratio(
      path,
      summary,
      example,
      range: .above(-1),
      default: `default`,
      isRequired: isRequired
    )
  }

  /// A number with a unit.
  static func quantity(
    _ path: String,
    _ unit: String,
    _ summary: String,
    _ example: String,
    default: String? = nil,
    isRequired: Bool = false
  ) -> Attribute {
    Attribute(
      path,
      .quantity(unit: unit),
      isRequired: isRequired,
      defaultValue: `default`,
      range: .nonNegative,
      summary: summary,
      example: example
    )
  }

  /// A name.
  static func text(
    _ path: String,
    _ summary: String,
    _ example: String,
    isRequired: Bool = false
  ) -> Attribute {
    Attribute(path, .text, isRequired: isRequired, summary: summary, example: example)
  }

  /// Quarters of a file that are none.
  static func quarterProblems(_ record: Record, _ fields: [String]) -> [Diagnostic] {
    fields.compactMap { field in
      guard let text = record.text(field), Quarter(text) == nil else { return nil }
      return record.diagnostic(
        field,
        "\"\(text)\" is no quarter",
        hint: "write a year and 1 to 4, such as 2022Q1"
      )
    }
  }

  /// What is wrong with the list of figures by date.
  static func stateProblems(_ record: Record) -> [Diagnostic] {
    let fields = (0..<record.count(of: "states")).map { "states[\($0)].at" }
    var problems = quarterProblems(record, fields)
    if fields.isEmpty {
      problems.append(
        record.diagnostic(
          "states",
          "no figures by date are written",
          hint: "write states: [{ at: 2022Q1, … }]"
        )
      )
    }
    var seen: Set<Quarter> = []
    for field in fields {
      guard let at = record.text(field).flatMap({ Quarter($0) }) else { continue }
      if !seen.insert(at).inserted {
        problems.append(
          record.diagnostic(field, "\(at) is written twice", hint: "keep one of them")
        )
      }
    }
    return problems
  }

  /// A problem where the fields written of a group are not exactly one.
  static func oneOf(
    _ record: Record,
    _ prefix: String,
    _ names: [String],
    what: String,
    owner: String
  ) -> Diagnostic? {
    let written = names.filter { record.has(prefix + $0) }
    guard written.count != 1 else { return nil }
    let list = names.joined(separator: ", ")
    guard let second = written.dropFirst().first else {
      return record.diagnostic(
        owner.isEmpty ? "id" : owner,
        "no \(what) is written",
        hint: "write one of \(list)"
      )
    }
    return record.diagnostic(
      prefix + second,
      "\(written.joined(separator: " and ")) are both written; one \(what) is due",
      hint: "write them as two"
    )
  }
}
