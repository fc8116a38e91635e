/// A number of the catalogue with where it comes from and how far it can be trusted.
public struct Figure: Hashable, Sendable {
  /// How far a figure can be trusted, from best to worst.
  public enum Grade: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Measured, and the measurement is published.
    case measured
    /// Stated by the maker in a datasheet.
    case datasheet
    /// Stated in a publication.
    case published
    /// Computed from figures that have sources.
    case derived
    /// Fitted to measurements.
    case fitted
    /// Estimated by the author of the file.
    case estimated
    /// Recalled without a source at hand.
    case recalled

    /// Better grades come before worse ones.
    public static func < (left: Grade, right: Grade) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  /// The value as it was written, such as `3.35 TB/s`.
  public let text: String
  /// The value in SI base units.
  public let value: Double
  /// The lower end of what the source allows, in SI base units; nil where none is given.
  public let low: Double?
  /// The upper end of what the source allows, in SI base units; nil where none is given.
  public let high: Double?
  /// The name of the source under `sources`.
  public let source: String
  /// How far the figure can be trusted.
  public let grade: Grade
  /// What the author of the file remarks.
  public let note: String?
  /// Where the figure was written.
  public let location: Location

  /// Makes a figure.
  public init(
    text: String,
    value: Double,
    low: Double? = nil,
    high: Double? = nil,
    source: String,
    grade: Grade,
    note: String? = nil,
    location: Location
  ) {
    self.text = text
    self.value = value
    self.low = low
    self.high = high
    self.source = source
    self.grade = grade
    self.note = note
    self.location = location
  }
}

extension Figure {
  /// The fields that every format with figures has.
  static let attributes: [Attribute] = [
    Attribute(
      "sources.*",
      .text,
      summary: "Where figures come from: a short name and the full reference.",
      example: "\"NVIDIA, H100 Tensor Core GPU datasheet, 2023\""
    ),
    Attribute(
      "source",
      .text,
      summary: "The source of every figure that does not name its own.",
      example: "datasheet"
    ),
    Attribute(
      "grade",
      .choice(Grade.allCases.map(\.rawValue)),
      summary: "The grade of every figure that does not name its own.",
      example: "datasheet"
    ),
  ]
}

/// What a figure says about itself, before the defaults of the file are known.
struct Provenance: Hashable, Sendable {
  /// The source that the figure names.
  var source: String?
  /// The grade that the figure names.
  var grade: Figure.Grade?
  /// The remark of the figure.
  var note: String?
  /// The lower end of what the source allows, in SI base units.
  var low: Double?
  /// The upper end of what the source allows, in SI base units.
  var high: Double?
}
