public import Fabrics
public import Scenarios

/// What is found out about a network.
public struct FabricFindings: Sendable {
  /// The question.
  public var scenario: FabricScenario
  /// The bill of each variant, in their order.
  public var bills: [FabricBill]
  /// The workload on ASTRA-sim's semantics, where there is one.
  public var astra: AstraFindings?
}

/// Answers the sections of a file about one network.
public struct FabricStudy: Sendable {
  /// A study.
  public init() {}

  /// What is found out.
  public func callAsFunction(_ scenario: FabricScenario) -> FabricFindings {
    FabricFindings(
      scenario: scenario,
      bills: scenario.variants.map { FabricBill($0.design) },
      astra: scenario.astra.map { AstraStudy()($0) }
    )
  }
}
