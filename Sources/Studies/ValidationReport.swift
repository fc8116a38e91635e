import Quantities

/// One measured number beside its prediction.
public struct ValidationCase: Sendable {
  /// The row's name in its table.
  public var id: String
  /// The group under which it is summed up.
  public var group: String
  /// What was measured: `step_time`, `memory`, `latency`, `power`.
  public var metric: String
  /// The measured value, in SI, nil when the row has none.
  public var measured: Double?
  /// The predicted value, in SI, nil when skipped.
  public var predicted: Double?
  /// Why there is no prediction, nil when there is one.
  public var skippedBecause: String?
  /// Words that describe the case, such as precision and machine, by which summaries select.
  public var tags: [String: String]
  /// Whether the prediction keeps to the tolerance that the row states; nil without either.
  public var within: Bool?
  /// Unit of both values as the table writes it, nil where they are in SI.
  public var unit: String?

  /// Describes a case.
  public init(
    id: String,
    group: String,
    metric: String,
    measured: Double?,
    predicted: Double? = nil,
    skippedBecause: String? = nil,
    tags: [String: String] = [:],
    within: Bool? = nil,
    unit: String? = nil
  ) {
    self.id = id
    self.group = group
    self.metric = metric
    self.measured = measured
    self.predicted = predicted
    self.skippedBecause = skippedBecause
    self.tags = tags
    self.within = within
    self.unit = unit
  }

  /// Predicted over measured, less one; nil when either is missing.
  ///
  /// Of a negative value, such as a power in dBm, the difference over its magnitude.
  public var error: Double? {
    guard let measured, let predicted, measured != 0 else { return nil }
    return measured > 0 ? predicted / measured - 1 : (predicted - measured) / -measured
  }
}

/// Errors over a set of cases.
public struct ValidationSummary: Sendable {
  /// The set.
  public var group: String
  /// What was measured.
  public var metric: String
  /// Cases with an error.
  public var count: Int
  /// Cases skipped.
  public var skipped: Int
  /// Mean of the absolute errors.
  public var mean: Double
  /// Median of the absolute errors.
  public var median: Double
  /// 90th percentile of the absolute errors.
  public var p90: Double
  /// Mean of the signed errors.
  public var bias: Double
  /// Cases inside the tolerance that their rows state; nil where no row states one.
  public var within: Int?
  /// Cases outside that tolerance; nil where no row states one.
  public var outside: Int?

  /// Sums up a set of cases.
  public init(group: String, metric: String, cases: [ValidationCase]) {
    self.group = group
    self.metric = metric
    let errors = cases.compactMap(\.error)
    let absolute = errors.map(abs)
    count = errors.count
    skipped = cases.count { $0.skippedBecause != nil }
    mean = Statistics.mean(absolute) ?? 0
    median = Statistics.median(absolute) ?? 0
    p90 = Statistics.quantile(0.9, of: absolute) ?? 0
    bias = Statistics.mean(errors) ?? 0
    let judged = cases.compactMap(\.within)
    within = judged.isEmpty ? nil : judged.count { $0 }
    outside = judged.isEmpty ? nil : judged.count { !$0 }
  }
}

/// Predictions of a table of measured cases, with their errors summed up.
public struct ValidationReport: Sendable {
  /// What was validated: `training`, `kernels`, `collectives`.
  public var subject: String
  /// Every case and metric, in the order of the table.
  public var cases: [ValidationCase]
  /// Summaries: the sets that targets are stated for, then each group, then all.
  public var summaries: [ValidationSummary]
}
