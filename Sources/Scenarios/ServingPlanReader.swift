import Documents
import Quantities
import Workloads

/// Reads a plan for serving, as far as it is fixed, and what contradicts itself in it.
enum ServingPlanReader {
  /// What a scenario fixes of its plan.
  static func request(_ record: Record) -> ServingPlanRequest {
    var request = ServingPlanRequest()
    request.layout = layout(record, under: "plan")
    request.replicas = record.integer("plan.replicas")
    request.batchLimit = record.integer("plan.batch-limit")
    request.chunk = record.integer("plan.chunk")
    if record.has("plan.prefill") {
      var pool = ServingPlanRequest.Pool()
      pool.layout = layout(record, under: "plan.prefill")
      pool.workers = record.integer("plan.prefill.workers")
      request.prefill = pool
    }
    return request
  }

  /// What is fixed of a copy's layout.
  private static func layout(
    _ record: Record,
    under parent: String
  ) -> ServingPlanRequest.Layout {
    var layout = ServingPlanRequest.Layout()
    layout.tensor = record.integer("\(parent).tensor")
    layout.pipeline = record.integer("\(parent).pipeline")
    layout.expert = record.integer("\(parent).expert")
    layout.attentionData = record.integer("\(parent).attention-data")
    return layout
  }

  /// What contradicts itself among the parts of the plan that are fixed.
  static func contradictions(
    _ request: ServingPlanRequest,
    architecture: Architecture?,
    count: Int?,
    domain: Int?,
    record: Record
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var pools = [(layout: request.layout, copies: request.replicas, parent: "plan")]
    if let pool = request.prefill {
      pools.append((pool.layout, pool.workers, "plan.prefill"))
    }
    var used = 0
    for pool in pools {
      let layout = pool.layout
      found += contradictions(
        layout,
        architecture: architecture,
        domain: domain,
        parent: pool.parent,
        record: record
      )
      let copy = (layout.tensor ?? 1).multipliedReportingOverflow(by: layout.pipeline ?? 1)
      let stage = copy.partialValue.multipliedReportingOverflow(by: layout.attentionData ?? 1)
      let all = stage.partialValue.multipliedReportingOverflow(by: pool.copies ?? 1)
      let isTooMuch = copy.overflow || stage.overflow || all.overflow
      used = isTooMuch ? Int.max / 4 : min(used + all.partialValue, Int.max / 4)
    }
    if let count, used > count {
      let field = request.prefill == nil && request.replicas != nil ? "plan.replicas" : "plan"
      found.append(
        record.diagnostic(
          field,
          "the plan takes at least \(used) accelerators, more than the \(count) of system.count",
          hint: "lower its degrees or copies, or raise system.count"
        )
      )
    }
    return found
  }

  /// What contradicts itself in a copy's layout.
  private static func contradictions(
    _ layout: ServingPlanRequest.Layout,
    architecture: Architecture?,
    domain: Int?,
    parent: String,
    record: Record
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func add(_ part: String, _ message: String, _ hint: String) {
      found.append(record.diagnostic("\(parent).\(part)", message, hint: hint))
    }
    func divisors(_ whole: Int) -> String {
      (1...64).filter { whole % $0 == 0 }.map(String.init).joined(separator: ", ")
    }
    if let tensor = layout.tensor, let domain, tensor > domain {
      add(
        "tensor",
        "\(tensor) is more than the \(domain) accelerators of a scale-up domain",
        "use at most \(domain), or widen system.scale-up.domain"
      )
    }
    guard let architecture else { return found }
    if let tensor = layout.tensor {
      if architecture.heads % tensor != 0 {
        add(
          "tensor",
          "\(tensor) does not divide the \(architecture.heads) attention heads",
          "allowed: \(divisors(architecture.heads))"
        )
      } else if architecture.kvHeads % tensor != 0, tensor % architecture.kvHeads != 0 {
        add(
          "tensor",
          "\(tensor) neither divides the \(architecture.kvHeads) key/value heads nor is a multiple",
          "allowed: \(divisors(architecture.kvHeads)), or multiples of \(architecture.kvHeads)"
        )
      }
    }
    if let stages = layout.pipeline, stages > architecture.layers {
      add(
        "pipeline",
        "\(stages) stages are more than the \(architecture.layers) layers",
        "use at most \(architecture.layers)"
      )
    }
    guard let expert = layout.expert else { return found }
    guard let experts = architecture.experts else {
      if expert > 1 {
        add("expert", "\(expert), but the model has no experts", "leave it out or write 1")
      }
      return found
    }
    if experts.count % expert != 0 {
      add(
        "expert",
        "\(expert) does not divide the \(experts.count) experts",
        "allowed: \(divisors(experts.count))"
      )
    }
    if let tensor = layout.tensor, let ranks = layout.attentionData {
      let stage = tensor.multipliedReportingOverflow(by: ranks)
      if stage.overflow || stage.partialValue % expert != 0 {
        add(
          "expert",
          "\(expert) does not divide the tensor × attention-data = \(stage.partialValue)"
            + " accelerators of a stage",
          "use \(stage.partialValue) or a divisor of it"
        )
      }
    }
    return found
  }
}
