public import Fabrics
public import LinearPrograms
public import Scenarios

/// What is found out about a network.
public struct FabricFindings: Sendable {
  /// The question.
  public var scenario: FabricScenario
  /// The bill of each variant, in their order.
  public var bills: [FabricBill]
  /// What is found out about circuits; nil where none are asked about.
  public var circuits: CircuitFindings?
  /// The workload on ASTRA-sim's semantics, where there is one.
  public var astra: AstraFindings?
  /// What is found out about traffic on each variant; empty where none is asked about.
  public var traffic: [TrafficFindings] = []
}

/// Answers the sections of a file about one network.
public struct FabricStudy: Sendable {
  /// Seed of random errors of demand.
  public var seed: UInt64

  /// True to keep what happens when in traffic.
  public var keepsTimeline: Bool

  /// A study.
  public init(seed: UInt64 = 1, keepsTimeline: Bool = false) {
    self.seed = seed
    self.keepsTimeline = keepsTimeline
  }

  /// What is found out.
  ///
  /// - Throws: `LinearProgramError` when a solver is asked for and missing, or gives no answer.
  public func callAsFunction(
    _ scenario: FabricScenario
  ) throws(LinearProgramError) -> FabricFindings {
    let bills = scenario.variants.map { FabricBill($0.design) }
    var findings = FabricFindings(scenario: scenario, bills: bills)
    if let circuits = scenario.circuits {
      findings.circuits = try CircuitStudy(seed: seed)(circuits)
    }
    findings.astra = scenario.astra.map { AstraStudy()($0) }
    if let traffic = scenario.traffic {
      let study = TrafficStudy(keepsTimeline: keepsTimeline)
      findings.traffic = scenario.variants.compactMap { study(traffic, on: $0.design) }
    }
    return findings
  }
}
