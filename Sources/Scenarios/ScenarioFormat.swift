public import Documents
import Workloads

/// The format of scenarios: the one table that decoder, messages and reference page come from.
public enum ScenarioFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "scenario",
    summary: "A question: a workload on a system at a site, and what is sought.",
    attributes: head + workload + serving + system + plan + servingPlan + site + budget
  )

  /// Version and name.
  private static let head: [Attribute] = [
    Attribute(
      "narrows",
      .integer,
      isRequired: true,
      range: .within(1...1),
      summary: "Version of this format.",
      example: "1"
    ),
    Attribute(
      "name",
      .text,
      summary: "Name of the scenario for a reader.",
      example: "Llama 3.1 405B on 16,384 H100"
    ),
  ]

  /// What is asked of the system.
  private static let workload: [Attribute] = [
    Attribute(
      "workload.model",
      .any,
      isRequired: true,
      summary:
        "Model: id in the catalogue, path to a `config.json`, or its keys written out here.",
      example: "llama-3.1-405b"
    ),
    Attribute(
      "workload.training",
      .map,
      summary: "A training job; either this or `workload.serving` is written.",
      example: "{ sequence: 8192, global-batch: 2048 }"
    ),
    Attribute(
      "workload.training.tokens",
      .number,
      range: .within(1_000...1e18),
      summary: "Tokens of the whole run; without them only a step is estimated.",
      example: "15.6e12"
    ),
    Attribute(
      "workload.training.sequence",
      .integer,
      isRequired: true,
      range: .within(1...16_777_216),
      summary: "Tokens of one sequence.",
      example: "8192"
    ),
    Attribute(
      "workload.training.global-batch",
      .integer,
      isRequired: true,
      range: .within(1...16_777_216),
      summary: "Sequences of one optimizer step.",
      example: "2048"
    ),
    Attribute(
      "workload.training.precision",
      .choice(["fp32", "tf32", "bf16", "fp16", "fp8", "fp8-block", "mxfp8", "nvfp4", "mxfp4"]),
      defaultValue: "bf16",
      summary: "Format in which the layers' products are computed.",
      example: "bf16"
    ),
    Attribute(
      "workload.training.adapter-rank",
      .integer,
      range: .within(1...4_096),
      summary: "Rank of low-rank adapters, when only these are trained.",
      example: "16"
    ),
  ]

  /// Parts and how many.
  private static let system: [Attribute] = [
    Attribute(
      "system.accelerator",
      .text,
      isRequired: true,
      summary: "Accelerator of the catalogue.",
      example: "h100-sxm"
    ),
    Attribute(
      "system.node",
      .text,
      summary: "Node of the catalogue; without it the usual one for the accelerator.",
      example: "hgx-h100"
    ),
    Attribute(
      "system.count",
      .integer,
      isRequired: true,
      range: .within(1...16_777_216),
      summary: "Accelerators in all.",
      example: "16384"
    ),
    Attribute(
      "system.scale-up.domain",
      .integer,
      range: .within(1...65_536),
      summary: "Accelerators that share a scale-up fabric; without it the node's.",
      example: "8"
    ),
    Attribute(
      "system.scale-up.technology",
      .text,
      summary: "Technology of the links inside a domain: one of the catalogue, or a family such as"
        + " `cpo-ring` at the link's lane rate; without it the link's usual one.",
      example: "retimed-copper"
    ),
    Attribute(
      "system.scale-out.link",
      .text,
      summary: "Link of the network ports; else the node's.",
      example: "infiniband-ndr"
    ),
    Attribute(
      "system.scale-out.topology",
      .choice(["rail-optimised", "fat-tree"]),
      defaultValue: "rail-optimised",
      summary: "Whether ports of equal rank share a switch, or those of a node do.",
      example: "rail-optimised"
    ),
    Attribute(
      "system.scale-out.oversubscription",
      .number,
      defaultValue: "1",
      range: .within(1...64),
      summary: "Bandwidth into the first switches over that out of them.",
      example: "1"
    ),
    Attribute(
      "system.scale-out.optics",
      .text,
      summary: "Technology of the network's longer links: one of the catalogue, or a family such as"
        + " `pluggable-lpo` at the link's lane rate; without it the link's usual one.",
      example: "pluggable-dsp"
    ),
    Attribute(
      "system.scale-out.tors",
      .choice(["single", "dual"]),
      defaultValue: "single",
      summary: "First switches that each network port reaches: with two, a link lost slows a job"
        + " and does not stop it.",
      example: "dual"
    ),
    Attribute(
      "software",
      .text,
      summary: "Software of the catalogue: a training stack (else the node's usual one), or a"
        + " serving engine (else the accelerator's usual one).",
      example: "nemo-2024"
    ),
  ]

  /// The plan; each part left out is searched for.
  private static let plan: [Attribute] = [
    degree("tensor", "Ranks that split each layer's matrices."),
    degree("pipeline", "Stages that split the layers."),
    degree("virtual", "Chunks of layers that a stage holds."),
    degree("context", "Ranks that split a sequence."),
    degree("expert", "Ranks that split the experts."),
    degree("data", "Ranks that work on different sequences; follows from the others."),
    degree("micro-batch", "Sequences that pass through the pipeline together."),
    Attribute(
      "plan.recompute",
      .any,
      summary: "What backward computes again: `none`, `selective`, `full`, or a list of"
        + " `core-attention`, `norm`, `activation`, `latent-projection`, `feed-forward`.",
      example: "none"
    ),
    Attribute(
      "plan.recomputed-layers",
      .integer,
      range: .within(0...100_000),
      summary: "Layers of a stage that `full` recomputes; all without it.",
      example: "5"
    ),
    Attribute(
      "plan.sequence-parallel",
      .flag,
      summary: "Whether norms are split along the sequence over the tensor ranks.",
      example: "true"
    ),
    Attribute(
      "plan.optimizer-sharding",
      .integer,
      range: .within(0...3),
      summary: "State that data ranks share out: 0 none, 1 optimizer, 2 gradients, 3 weights.",
      example: "1"
    ),
    degree("shard-group", "Ranks that share the weights at sharding 3; all data ranks without it."),
    Attribute(
      "plan.overlap",
      .list(of: .choice(["tensor", "data", "pipeline", "expert"])),
      summary: "Traffic that hides under computation; without it what the software does.",
      example: "[tensor, data, pipeline]"
    ),
    Attribute(
      "plan.schedule",
      .choice(["1f1b", "zero-bubble", "dualpipe"]),
      defaultValue: "1f1b",
      summary: "The pipeline's order of work.",
      example: "1f1b"
    ),
    Attribute(
      "plan.rank-order",
      .choice(TrainingPlan.RankOrder.allCases.map(\.rawValue)),
      summary:
        "Which ranks stand closest together, after those of a layer and of a sequence: copies"
        + " of a stage (what `explain` takes without it), or stages of a copy.",
      example: "data-first"
    ),
  ]

  /// A degree of the plan.
  static func degree(_ name: String, _ summary: String) -> Attribute {
    Attribute(
      "plan.\(name)",
      .integer,
      range: .within(1...1_048_576),
      summary: summary,
      example: "8"
    )
  }

  /// Where it stands, what it costs, and what is sought.
  private static let site: [Attribute] = [
    Attribute(
      "site.place",
      .text,
      defaultValue: "us-virginia",
      summary: "Site of the catalogue.",
      example: "us-virginia"
    ),
    Attribute(
      "site.cooling",
      .text,
      summary: "Cooling technology of the catalogue; without it the node's usual one.",
      example: "direct-liquid"
    ),
    Attribute(
      "site.distribution",
      .text,
      defaultValue: "54v",
      summary: "Power distribution of the catalogue.",
      example: "54v"
    ),
    Attribute(
      "site.power-limit",
      .quantity(unit: "W"),
      range: .positive,
      summary: "Power that may be drawn from the grid.",
      example: "30 MW"
    ),
    Attribute(
      "site.electricity-price",
      .quantity(unit: "USD/J"),
      range: .within(0...1e-3),
      summary: "Price of electricity; else the place's.",
      example: "0.08 USD/kWh"
    ),
    Attribute(
      "economics.basis",
      .choice(["amortised", "rented", "bought"]),
      defaultValue: "amortised",
      summary: "What counts as the cost: wear of owned equipment, rent, or the purchase.",
      example: "amortised"
    ),
    Attribute(
      "economics.life",
      .quantity(unit: "s"),
      defaultValue: "4 year",
      range: .within(86_400...3.2e9),
      summary: "Time after which equipment is replaced.",
      example: "4 year"
    ),
    Attribute(
      "economics.discount-rate",
      .ratio,
      defaultValue: "0.07",
      summary: "Cost of capital as a share per year.",
      example: "0.07"
    ),
    Attribute(
      "economics.rent",
      .quantity(unit: "USD/s"),
      range: .within(1e-9...1),
      summary: "Rent of one accelerator, all included; needed on the basis `rented`.",
      example: "2.5 USD/h"
    ),
    Attribute(
      "economics.input-price-ratio",
      .ratio,
      defaultValue: "0.25",
      summary: "Price asked for an input token over that of an output token, for the break-even"
        + " price of serving; the default is that of DeepSeek-R1's list price of 2025.",
      example: "0.25"
    ),
    Attribute(
      "economics.cached-price-ratio",
      .ratio,
      defaultValue: "0.064",
      summary: "Price asked for an input token found in the cache over that of an output token.",
      example: "0.064"
    ),
    Attribute(
      "objective",
      .choice(Objective.allCases.map(\.rawValue)),
      defaultValue: "tokens-per-dollar",
      summary: "What walls and plans are ranked by; `time-to-train` and `cost-of-run` suit"
        + " training, `time-to-first-token` and `time-per-output-token` serving. A token served is an output"
        + " token, what its input takes included.",
      example: "tokens-per-dollar"
    ),
  ]
}
