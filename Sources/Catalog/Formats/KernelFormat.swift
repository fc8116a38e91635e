public import Compute
public import Documents

/// The format of files with constants fitted to a part's measured kernels.
public enum KernelFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "kernels",
    summary: "Constants fitted to a part's measured kernels.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute(
        "gemm.*",
        .map,
        summary: "Matrix products in one number format.",
        example: "{}"
      ),
      Attribute(
        "moe.*",
        .map,
        summary: "Grouped matrix products of experts in one number format.",
        example: "{}"
      ),
    ] + fields("gemm.*", MatrixConstants.fields) + fields("moe.*", GroupedConstants.fields)
      + fields("prefill", AttentionConstants.fields)
      + fields("decode", DecodeConstants.fields) + fields("vector", VectorConstants.fields)
      + fields("loop", LoopConstants.fields)
      + [Attribute("fit", .any, summary: "How the constants were fitted, and their errors.")]
  )

  /// The attributes of one group of constants.
  private static func fields<Group: ConstantGroup>(
    _ prefix: String,
    _ fields: [ConstantField<Group>]
  ) -> [Attribute] {
    fields.map { field in
      Attribute(
        "\(prefix).\(field.name)",
        field.unit.isEmpty ? .number : .quantity(unit: field.unit),
        summary: "Fitted constant \(field.name.replacing("-", with: " "))\(note(field.unit))."
      )
    }
  }

  /// The unit in words for a summary.
  private static func note(_ unit: String) -> String { unit.isEmpty ? "" : " [\(unit)]" }

  /// The constants that a file holds.
  public static func constants(_ record: Record) -> KernelConstants {
    KernelConstants(named: { record.number($0) })
  }
}
