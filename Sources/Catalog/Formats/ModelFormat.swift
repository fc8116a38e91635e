public import Documents
public import Quantities
public import Workloads

/// The format of model files: a published `config.json` with its source and parameter count.
public enum ModelFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "models",
    summary: "A public model by its Hugging Face configuration.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute("maker", .text, summary: "Who trained it.", example: "Meta"),
      Attribute(
        "published-parameters",
        .number,
        range: .positive,
        summary: "Parameters as published.",
        example: "8030261248"
      ),
      Attribute(
        "active-parameters",
        .number,
        range: .positive,
        summary: "Parameters that a token visits, as published.",
        example: "37e9"
      ),
      Attribute(
        "tokens",
        .number,
        range: .positive,
        summary: "Tokens that it was trained on.",
        example: "15.6e12"
      ),
      Attribute(
        "stored.weights",
        .choice(NumberFormat.allCases.map(\.rawValue)),
        summary: "Format in which the published checkpoint stores layers, bf16 without it.",
        example: "fp8-block"
      ),
      Attribute(
        "stored.experts",
        .choice(NumberFormat.allCases.map(\.rawValue)),
        summary: "Format in which the published checkpoint stores experts, where another.",
        example: "mxfp4"
      ),
      Attribute(
        "config",
        .any,
        isRequired: true,
        summary: "Keys of its config.json that decide shape and size.",
        example: "{ model_type: llama }"
      ),
    ]
  )

  /// The formats in which the published checkpoint stores layers and experts.
  public static func stored(_ record: Record) -> (weights: NumberFormat?, experts: NumberFormat?) {
    func format(_ path: String) -> NumberFormat? {
      record.text(path).flatMap { NumberFormat(rawValue: $0) }
    }
    return (format("stored.weights"), format("stored.experts"))
  }

  /// The architecture that a file describes.
  public static func architecture(
    _ record: Record,
    into diagnostics: inout Diagnostics
  ) -> Architecture? {
    record.node("config").flatMap { ModelConfig.architecture(from: $0, into: &diagnostics) }
  }
}
