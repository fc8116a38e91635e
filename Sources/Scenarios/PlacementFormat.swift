public import Documents

/// The format of scenarios about placement: classes of requests, pools of machines, and the user's
/// own table of quality.
///
/// What describes an instance of a pool is taken from the table of ``ScenarioFormat``, so that both
/// formats take the same fields.
public enum PlacementFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "placement",
    summary: "A question of placement: which requests go to which pool of machines, at least cost"
      + " or energy.",
    attributes: head + classes + pools + models + quality
  )

  /// Where a pool's models stand in the table.
  static let modelParent = "placement.pools[].models[]"

  /// Parts of a pool that a scenario about serving has at its top.
  static let instanceParts = ["system", "software", "plan", "site", "economics"]

  /// Fields of a model that a scenario about serving has under `workload.serving`.
  static let modelParts = [
    "precision", "experts-precision", "projections-precision", "kv-precision", "speculative",
    "speculative.tokens", "speculative.acceptance",
  ]

  /// Version, name, and what is made small.
  private static let head: [Attribute] =
    ["narrows", "name"].compactMap { ScenarioFormat.schema.attribute($0) } + [
      Attribute(
        "placement.objective",
        .choice(["cost", "energy"]),
        defaultValue: "cost",
        summary: "What is made small: the cost of pools and requests, or the energy of requests.",
        example: "cost"
      )
    ]

  /// What is asked for.
  private static let classes: [Attribute] = [
    required("classes[].name", .text, "Name of the class, unlike that of any other.", "dictation"),
    required(
      "classes[].rate",
      .quantity(unit: "/s"),
      "Requests of the class per second.",
      "40 /s",
      range: .within(1e-9...1e9)
    ),
    required(
      "classes[].input",
      .number,
      "Mean tokens of a request's input.",
      "200",
      range: .within(1...16_777_216)
    ),
    required(
      "classes[].output",
      .number,
      "Mean tokens of a request's output, the first one included.",
      "80",
      range: .within(1...16_777_216)
    ),
    Attribute(
      "placement.classes[].prefix-hit",
      .ratio,
      defaultValue: "0",
      summary: "Share of the input tokens whose keys and values are found in the cache.",
      example: "0.3"
    ),
    Attribute(
      "placement.classes[].residency",
      .text,
      defaultValue: "anywhere",
      summary: "Where requests may be served: `device` on the user's device and nowhere else,"
        + " `anywhere`, or the name of a country.",
      example: "germany"
    ),
    Attribute(
      "placement.classes[].slo",
      .map,
      summary: "What the mean request must get, the network's round trip included.",
      example: "{ ttft: 500 ms, tpot: 50 ms }"
    ),
    limit("ttft", "Longest mean time to the first token.", "500 ms"),
    limit("tpot", "Longest mean time per output token after the first.", "50 ms"),
    limit("end-to-end", "Longest mean time to the last token.", "20 s"),
    Attribute(
      "placement.classes[].least-quality",
      .number,
      range: .within(-1e9...1e9),
      summary: "Least score of a model in `placement.quality`; not judged without that table.",
      example: "0.6"
    ),
    Attribute(
      "placement.classes[].complexity",
      .text,
      summary: "How hard the requests are, in the user's own words; repeated, not interpreted.",
      example: "low"
    ),
  ]

  /// Machines that serve side by side.
  private static let pools: [Attribute] =
    [
      required("pools[].name", .text, "Name of the pool, unlike that of any other.", "edge"),
      required(
        "pools[].kind",
        .choice(["device", "site", "region"]),
        "Whose machines they are: what users hold in their hands, a room of the user's own, or a"
          + " region of a cloud. A device answers one request at a time.",
        "site"
      ),
      required(
        "pools[].country",
        .text,
        "Country whose law holds where the machines stand.",
        "germany"
      ),
      Attribute(
        "placement.pools[].latency",
        .quantity(unit: "s"),
        defaultValue: "0 s",
        range: .within(0...60),
        summary: "Time of one round trip between user and machines.",
        example: "8 ms"
      ),
      required(
        "pools[].instances",
        .integer,
        "Instances of `system` in the pool; with `scalable` the most that can be had.",
        "4",
        range: .within(1...1_000_000_000)
      ),
      Attribute(
        "placement.pools[].scalable",
        .flag,
        defaultValue: "false",
        summary: "Whether only the instances in use are paid for and fed.",
        example: "true"
      ),
      Attribute(
        "placement.pools[].busy-share",
        .ratio,
        defaultValue: "1",
        range: .positiveShare,
        summary: "Share of the time in which an instance may be busy.",
        example: "0.7"
      ),
      Attribute(
        "placement.pools[].pays",
        .choice(["all", "energy"]),
        summary: "What counts as the pool's cost: all of it, or the electricity of requests alone,"
          + " as for machines that are there anyway; else `energy` for devices, `all` for others.",
        example: "all"
      ),
    ]
    + ScenarioFormat.schema.attributes.compactMap { attribute in
      let path = attribute.path
      let part = String(path.prefix { $0 != "." })
      guard instanceParts.contains(part), !path.contains("price-ratio"),
        !ScenarioFormat.trainingOnlyPlan.contains(where: { path == "plan.\($0)" })
      else { return nil }
      let summary =
        switch path {
        case "system.count": "Accelerators of one instance."
        case "economics.basis": "What counts as the cost: wear of owned equipment, or rent."
        case "site.power-limit": "Power that one instance may draw from the grid."
        default: attribute.summary.replacing("Serving: ", with: "")
        }
      return attribute.moved(to: "placement.pools[].\(path)", summary: summary)
    }

  /// What an instance can answer with.
  private static let models: [Attribute] =
    [
      Attribute(
        "\(modelParent).model",
        .any,
        isRequired: true,
        summary:
          "Model: id in the catalogue, path to a `config.json`, or its keys written out here.",
        example: "llama-3.2-3b"
      ),
      Attribute(
        "\(modelParent).name",
        .text,
        summary: "Name in results and in `placement.quality`; else what is written under `model`.",
        example: "small"
      ),
    ]
    + modelParts.compactMap { part in
      ScenarioFormat.schema.attribute("workload.serving.\(part)")
        .map { $0.moved(to: "\(modelParent).\(part)", summary: $0.summary) }
    }

  /// What the user found the models worth.
  private static let quality: [Attribute] = [
    Attribute(
      "placement.quality.*",
      .number,
      range: .within(-1e9...1e9),
      summary: "The user's own score of a model, by its name, for requests of every class; on any"
        + " scale on which more is better.",
      example: "0.7"
    ),
    Attribute(
      "placement.quality.*.*",
      .number,
      range: .within(-1e9...1e9),
      summary:
        "The user's own score of a model, by its name, for requests of a class, by its name.",
      example: "0.7"
    ),
  ]

  /// A field that must be written.
  private static func required(
    _ path: String,
    _ kind: Attribute.Kind,
    _ summary: String,
    _ example: String,
    range: Bounds? = nil
  ) -> Attribute {
    Attribute(
      "placement.\(path)",
      kind,
      isRequired: true,
      range: range,
      summary: summary,
      example: example
    )
  }

  /// A limit on waiting.
  private static func limit(_ name: String, _ summary: String, _ example: String) -> Attribute {
    Attribute(
      "placement.classes[].slo.\(name)",
      .quantity(unit: "s"),
      range: .positive,
      summary: summary,
      example: example
    )
  }
}

extension Attribute {
  /// The same field at another place of another table.
  fileprivate func moved(to path: String, summary: String) -> Attribute {
    Attribute(
      path,
      kind,
      isRequired: isRequired,
      defaultValue: defaultValue,
      range: range,
      allowed: allowed,
      summary: summary,
      example: example
    )
  }
}
