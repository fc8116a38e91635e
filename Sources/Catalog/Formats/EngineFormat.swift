import Compute
public import Documents
public import Serving

/// The format of files that describe a serving engine of a given date.
public enum EngineFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "engines",
    summary: "A serving engine of a given date.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute(
        "accelerators",
        .list(of: .text),
        summary: "Accelerators that this version is for, where a name has several versions.",
        example: "[mi300x, mi355x]"
      ),
      Attribute(
        "since",
        .text,
        summary: "First day on which this version was in use, where a name has several versions.",
        example: "\"2026-01-01\""
      ),
      Attribute(
        "mixes-prefill",
        .flag,
        defaultValue: "true",
        summary: "Whether an iteration carries running requests beside a chunk of input.",
        example: "false"
      ),
      Attribute(
        "splits-layers",
        .flag,
        defaultValue: "false",
        summary: "Whether several accelerators hold layers in turn instead of splitting each.",
        example: "true"
      ),
      Attribute(
        "keeps-window",
        .flag,
        defaultValue: "true",
        summary: "Whether layers with a window keep and read no more than the window.",
        example: "false"
      ),
      Attribute(
        "reserves-output",
        .flag,
        defaultValue: "false",
        summary: "Whether memory for a request's whole output is kept free from its start.",
        example: "true"
      ),
      Attribute(
        "chunk",
        .integer,
        defaultValue: "8192",
        range: .positive,
        summary: "Most tokens of one iteration.",
        example: "16384"
      ),
      Attribute(
        "batch-limit",
        .integer,
        defaultValue: "2048",
        range: .positive,
        summary: "Most requests that one attention rank runs at once.",
        example: "1024"
      ),
      Attribute(
        "memory.share",
        .ratio,
        defaultValue: "0.95",
        range: .positive,
        summary: "Share of device memory taken for weights and cache.",
        example: "0.9"
      ),
      Attribute(
        "memory.reserve",
        .quantity(unit: "B"),
        defaultValue: "2 GB",
        range: .nonNegative,
        summary: "Memory for activations, graphs and buffers.",
        example: "4 GB"
      ),
      Attribute(
        "start.*",
        .number,
        summary: "Where a fit of a constant starts in SI units, its name with dashes for dots.",
        example: "5.5"
      ),
      Attribute("fit", .any, summary: "How the constants were fitted, and their errors."),
    ]
      + ServingStack.fields.map { field in
        Attribute(
          field.name,
          field.unit.isEmpty ? .number : .quantity(unit: "s"),
          summary: ServingStack.summaries[field.name] ?? field.name,
          example: field.unit.isEmpty ? "1.1" : "2 \(field.unit)"
        )
      }
  )

  /// The engine that a file describes.
  public static func engine(_ record: Record) -> ServingStack {
    var stack = ServingStack(named: { record.number($0) })
    stack.id = record.text("id") ?? ""
    stack.name = record.text("name") ?? ""
    stack.mixesPrefill = record.flag("mixes-prefill") ?? stack.mixesPrefill
    stack.splitsLayers = record.flag("splits-layers") ?? stack.splitsLayers
    stack.keepsWindow = record.flag("keeps-window") ?? stack.keepsWindow
    stack.reservesOutput = record.flag("reserves-output") ?? stack.reservesOutput
    stack.chunk = record.integer("chunk") ?? stack.chunk
    stack.batchLimit = record.integer("batch-limit") ?? stack.batchLimit
    stack.memoryShare = record.number("memory.share") ?? stack.memoryShare
    stack.memoryReserve = record.number("memory.reserve") ?? stack.memoryReserve
    return stack
  }

  /// The engine before anything is fitted: its settings, with typical constants but those of `start`.
  public static func start(_ record: Record) -> ServingStack {
    var stack = engine(record)
    let typical = ServingStack()
    let starts = Dictionary(
      record.numbers(under: "start").map { ($0.0, $0.1) },
      uniquingKeysWith: { first, _ in first }
    )
    for field in ServingStack.fields {
      let name = field.name.replacing(".", with: "-")
      stack[keyPath: field.path] = starts[name] ?? typical[keyPath: field.path]
    }
    return stack
  }
}
