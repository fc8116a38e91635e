public import Compute
public import Workloads

/// The text of a catalogue file of kernel constants, as a calibration writes it.
public struct KernelSheet: Sendable {
  /// The machine's catalogue name.
  public var id: String
  /// Where the measured kernels come from.
  public var source: String
  /// The fitted constants.
  public var constants: KernelConstants
  /// Formats whose matrix constants were fitted.
  public var matrixFormats: [NumberFormat]
  /// Formats whose expert constants were fitted.
  public var mixtureFormats: [NumberFormat]
  /// Scores by label, such as `gemm.bf16`, over the fitted and the other half.
  public var scores: [(label: String, fitted: KernelScore, test: KernelScore)]

  /// Collects what a sheet says.
  public init(
    id: String,
    source: String,
    constants: KernelConstants,
    matrixFormats: [NumberFormat],
    mixtureFormats: [NumberFormat],
    scores: [(label: String, fitted: KernelScore, test: KernelScore)]
  ) {
    self.id = id
    self.source = source
    self.constants = constants
    self.matrixFormats = matrixFormats
    self.mixtureFormats = mixtureFormats
    self.scores = scores
  }

  /// The file's text.
  public var text: String {
    var lines = [
      "id: \(id)", "sources:", "  kernels: \"\(source)\"",
      "  backward: \"Dao, FlashAttention-2, 2023; Shah and others, FlashAttention-3, 2024\"",
      "source: kernels", "grade: fitted",
    ]
    var section: [String] = []
    for item in constants.listed(gemm: matrixFormats, moe: mixtureFormats) {
      var parts = item.path.split(separator: ".").map(String.init)
      let name = parts.removeLast()
      let shared = zip(parts, section).prefix { $0 == $1 }.count
      for depth in shared..<max(shared, parts.count) {
        lines.append(String(repeating: "  ", count: depth) + parts[depth] + ":")
      }
      section = parts
      let indent = String(repeating: "  ", count: parts.count)
      let text = Self.figure(item.value, unit: item.unit)
      if name == "backward" {
        lines.append(
          "\(indent)\(name): { value: \(text), source: backward, grade: recalled }"
        )
      } else {
        lines.append("\(indent)\(name): \(text)")
      }
    }
    lines.append("fit:")
    for score in scores {
      lines.append("  \(score.label):")
      for (half, value) in [("fitted", score.fitted), ("test", score.test)] {
        lines.append(
          "    \(half): { cases: \(value.count), mean: \(Self.ratio(value.mean)), "
            + "median: \(Self.ratio(value.median)), p90: \(Self.ratio(value.p90)), "
            + "bias: \(Self.ratio(value.bias)) }"
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A value with four digits in its unit.
  static func figure(_ value: Double, unit: String) -> String {
    let scale: Double =
      switch unit {
      case "us": 1e6
      case "ns": 1e9
      case "GB/s": 1e-9
      case "pJ/FLOP", "pJ/B": 1e12
      default: 1
      }
    let text = short(value * scale)
    return unit.isEmpty ? text : "\(text) \(unit)"
  }

  /// A ratio to three decimals.
  static func ratio(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }

  /// A number rounded to four digits, without an exponent.
  static func short(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    var scale = 1.0
    while abs(value) * scale < 1000 { scale *= 10 }
    while abs(value) * scale >= 10000 { scale /= 10 }
    let rounded = (value * scale).rounded() / scale
    if rounded == rounded.rounded(), abs(rounded) < 1e15 { return "\(Int(rounded))" }
    if abs(rounded) >= 1e-4 { return "\(rounded)" }
    // Small ratios are written out, since a reader of the file may not take exponents.
    let digits = Int((rounded * 1e8).rounded())
    return "0." + String(repeating: "0", count: max(0, 8 - "\(digits)".count)) + "\(digits)"
  }
}
