import Documents
import Foundation
import Quantities

/// A range such as `1024..16384 step x2` or `20 MW..100 MW step 20 MW`.
struct AxisRange {
  /// What reading a range gives.
  enum Outcome {
    /// The values as they would be written one by one.
    case values([String])
    /// How many values there would be, more than an axis may have.
    case tooMany(Double)
    /// What is wrong.
    case faults(Diagnostics)
  }

  /// How far one value is from the next.
  private enum Step {
    /// By an amount, in SI units.
    case adding(Double)
    /// By a factor.
    case times(Double)
  }

  /// The format that the field is of.
  private let schema: Schema
  /// The field.
  private let attribute: Attribute
  /// The range as written.
  private let text: String
  /// Its path, for messages.
  private let path: String
  /// Where it was written.
  private let location: Location
  /// What is wrong.
  private var diagnostics = Diagnostics()

  /// Reads a range.
  ///
  /// - Parameters:
  ///   - text: What was written.
  ///   - attribute: The field.
  ///   - path: Its path, for messages.
  ///   - location: Where it was written.
  ///   - schema: The format that the field is of.
  /// - Returns: The values, or why there are none.
  static func read(
    _ text: String,
    of attribute: Attribute,
    path: String,
    at location: Location,
    schema: Schema
  ) -> Outcome {
    var range = AxisRange(
      text: text,
      attribute: attribute,
      path: path,
      location: location,
      schema: schema
    )
    return range.outcome() ?? .faults(range.diagnostics)
  }

  /// Starts to read.
  private init(
    text: String,
    attribute: Attribute,
    path: String,
    location: Location,
    schema: Schema
  ) {
    self.schema = schema
    self.text = text
    self.attribute = attribute
    self.path = path
    self.location = location
  }

  /// The values, or nil with faults.
  private mutating func outcome() -> Outcome? {
    guard let (low, high, stepText) = pieces() else { return nil }
    let ends = [low, high].map { end in
      schema.check(
        Node(.scalar(Node.Scalar(end)), at: location),
        as: attribute.path,
        at: path,
        into: &diagnostics
      )
    }
    let first = (try? Quantity.parse(low))?.value ?? .nan
    let last = (try? Quantity.parse(high))?.value ?? .nan
    let step = step(stepText, low: first, high: last)
    guard let step, ends == [true, true] else { return nil }
    guard last >= first else {
      fault("the range runs down from \(low) to \(high)", hint: "write \(high)..\(low)")
      return nil
    }
    return values(from: first, to: last, step: step, unit: (try? Quantity.parts(low))?.unit ?? "")
  }

  /// The two ends and the step as written; nil with a fault.
  private mutating func pieces() -> (low: String, high: String, step: String?)? {
    guard let dots = text.firstRange(of: "..") else { return nil }
    let low = text[..<dots.lowerBound].trimmed
    let rest = text[dots.upperBound...]
    let word = rest.firstRange(of: "step")
    let high = rest[..<(word?.lowerBound ?? rest.endIndex)].trimmed
    let step = word.map { rest[$0.upperBound...].trimmed }
    guard !low.isEmpty, !high.isEmpty, !high.hasPrefix("."), !high.contains(".."), step != "" else {
      fault("\"\(text)\" is no range", hint: "write \(sample)")
      return nil
    }
    return (low, high, step)
  }

  /// The step; nil with a fault.
  private mutating func step(_ text: String?, low: Double, high: Double) -> Step? {
    guard let text else {
      let areWhole = low.rounded() == low && high.rounded() == high
      if attribute.kind == .integer || attribute.kind == .number && areWhole { return .adding(1) }
      // Ends that are no numbers have been reported.
      guard low.isFinite, high.isFinite else { return nil }
      fault("a range of values that are not whole must name its step", hint: "write \(sample)")
      return nil
    }
    if let sign = text.first, sign == "x" || sign == "\u{D7}" {
      let digits = String(text.dropFirst())
      guard let quantity = try? Quantity.parse(digits, expecting: .one), !digits.contains("%")
      else {
        fault("the step \"\(text)\" is no factor", hint: "write \(sample), or step x2")
        return nil
      }
      guard quantity.value > 1 else {
        fault("the step \(text) does not lead upwards; a factor above 1 is due", hint: "write x2")
        return nil
      }
      guard !(low <= 0) else {
        fault("a factor leads nowhere from \(Format.significant(low))", hint: "begin above 0")
        return nil
      }
      return .times(quantity.value)
    }
    var dimension = Dimension.one
    if case .quantity(let unit) = attribute.kind, let unit = try? Unit.parse(unit) {
      dimension = unit.dimension
    }
    // From one level of power to another is a ratio.
    if dimension == .powerLevel, (try? Quantity.parse(text))?.dimension == .level {
      dimension = .level
    }
    do throws(QuantityError) {
      let quantity = try Quantity.parse(text, expecting: dimension, example: attribute.example)
      // A step of degrees Celsius is one of kelvins.
      let symbol = (try? Quantity.parts(text))?.unit ?? ""
      let amount = quantity.value - ((try? Unit.parse(symbol))?.offset ?? 0)
      guard amount > 0 else {
        fault("the step \(text) does not lead upwards; a step above 0 is due", hint: nil)
        return nil
      }
      return .adding(amount)
    } catch {
      fault("of the step: \(error)", hint: "write \(sample)")
      return nil
    }
  }

  /// The values as texts in a unit, from the lower end up.
  private mutating func values(
    from low: Double,
    to high: Double,
    step: Step,
    unit symbol: String
  ) -> Outcome? {
    // An end that a step reaches but for rounding belongs to the range.
    let slack = 1e-9
    let count: Double
    switch step {
    case .adding(let amount): count = ((high - low) / amount + slack).rounded(.down) + 1
    case .times(let factor):
      count = (log(high / low) / log(factor) + slack).rounded(.down) + 1
    }
    guard count <= Double(AxisReader.valueLimit) else { return .tooMany(count) }
    let unit = symbol.isEmpty ? nil : try? Unit.parse(symbol)
    var texts: [String] = []
    var value = low
    for index in 0..<Int(count) {
      switch step {
      case .adding(let amount): value = low + Double(index) * amount
      case .times(let factor): if index > 0 { value *= factor }
      }
      if attribute.kind == .integer, abs(value - value.rounded()) > slack * value {
        fault(
          "the step leads to \(Format.significant(value, digits: 6)), but a whole number is due",
          hint: "write a step that keeps to whole numbers"
        )
        return nil
      }
      let number = Format.significant(unit?.number(value) ?? value, digits: 12)
      texts.append(symbol.isEmpty ? number : "\(number) \(symbol)")
    }
    return .values(texts)
  }

  /// A range of the field as it may be written, made from the table's example.
  private var sample: String {
    guard let (number, unit) = try? Quantity.parts(attribute.example), number > 0 else {
      return "8..64 step 8"
    }
    func text(_ factor: Double) -> String {
      "\(Format.significant(factor * number)) \(unit)".trimmed
    }
    return "\(text(1))..\(text(3)) step \(text(1))"
  }

  /// Adds an error about the range.
  private mutating func fault(_ message: String, hint: String?) {
    diagnostics.error(
      message,
      file: location.file,
      line: location.line > 0 ? location.line : nil,
      column: location.column > 0 ? location.column : nil,
      field: path,
      hint: hint
    )
  }
}

extension StringProtocol {
  /// The text without spaces around it.
  fileprivate var trimmed: String {
    var part = Substring(self)
    while let first = part.first, first.isWhitespace { part.removeFirst() }
    while let last = part.last, last.isWhitespace { part.removeLast() }
    return String(part)
  }
}
