/// The job and the traffic by which accelerators are compared.
public struct ReferenceWork: Hashable, Sendable {
  /// Model that is trained.
  public var trainedModel = "llama-3.1-405b"
  /// Accelerators that train it.
  public var trainingCount = 16_384
  /// Tokens of a training sequence.
  public var sequence = 8_192
  /// Sequences of a step.
  public var batch = 2_048
  /// Number format of training.
  public var trainingFormat = "bf16"
  /// Model that is served.
  public var servedModel = "llama-3.1-70b"
  /// Accelerators that serve it, a node.
  public var servingCount = 8
  /// Input tokens of a request.
  public var input = 1_024
  /// Output tokens of a request.
  public var output = 1_024
  /// Longest mean time between output tokens [s].
  public var timePerOutputToken = 0.05
  /// Engine that serves, in its version for each accelerator; the usual one where there is none.
  public var engine = "vllm"
  /// Number formats of serving; the first that an accelerator multiplies is taken.
  public var servingFormats = ["fp8", "int8", "bf16"]

  /// A frontier job of 2024 and a server under full load that keeps to reading speed.
  public init() {}

  /// The training job on an accelerator, as a scenario file would ask.
  func training(on accelerator: String) -> String {
    """
    narrows: 1
    workload:
      model: \(trainedModel)
      training: { sequence: \(sequence), global-batch: \(batch), precision: \(trainingFormat) }
    system: { accelerator: \(accelerator), count: \(trainingCount) }
    site: { cooling: direct-liquid, power-limit: 1 GW }
    objective: tokens-per-second
    """
  }

  /// The traffic on an accelerator, as a scenario file would ask.
  func serving(on accelerator: String, format: String, engine: String?) -> String {
    """
    narrows: 1
    \(engine.map { "software: \($0)" } ?? "")
    workload:
      model: \(servedModel)
      serving:
        input: \(input)
        output: \(output)
        offline: true
        precision: \(format)
        slo: { tpot: \(timePerOutputToken * 1e3) ms }
    system: { accelerator: \(accelerator), count: \(servingCount) }
    site: { cooling: direct-liquid, power-limit: 1 GW }
    objective: tokens-per-second
    """
  }
}
