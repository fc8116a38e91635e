/// Scenarios for tests.
enum Jobs {
  /// A small job with its plan fixed.
  static let small = """
    narrows: 1
    name: a small job
    workload:
      model: llama-3.1-8b
      training: { tokens: 1e11, sequence: 4096, global-batch: 128 }
    system: { accelerator: h100-sxm, node: hgx-h100, count: 16 }
    plan: { tensor: 2, pipeline: 1, virtual: 1, context: 1, expert: 1, micro-batch: 1,
            recompute: none, sequence-parallel: true, optimizer-sharding: 1 }

    """

  /// A job that fits in no way, its plan open.
  static let impossible = """
    narrows: 1
    workload:
      model: llama-3.1-405b
      training: { sequence: 4096, global-batch: 8 }
    system: { accelerator: h100-sxm, node: hgx-h100, count: 8 }
    plan: { tensor: 8, pipeline: 1 }
    site: { power-limit: 5 kW }

    """

  /// A job with something wrong on five lines.
  static let wrong = """
    narrows: 1
    workload:
      model: llama-3.1-8c
      training: { tokens: -5, sequence: 4096, global-batch: many }
    system: { accelerator: h100-sxm, nodes: 2, count: 16 }
    site:
      power-limit: 30
      cooling: ice

    """
}
