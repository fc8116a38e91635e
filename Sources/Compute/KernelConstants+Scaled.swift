extension KernelConstants {
  /// The constants of a machine whose libraries or units reach other shares of its peak.
  ///
  /// Rates of matrix products and attention are scaled; launches, memory and energy are kept.
  ///
  /// - Parameters:
  ///   - rate: Rates of products and attention over those of these constants.
  ///   - attention: Attention's rate beyond that, as wider exponential units give.
  /// - Returns: The scaled constants.
  public func scaled(rate: Double, attention: Double = 1) -> KernelConstants {
    guard rate != 1 || attention != 1 else { return self }
    var result = self
    for index in result.gemm.indices { result.gemm[index].efficiency *= rate }
    for index in result.moe.indices { result.moe[index].efficiency *= rate }
    result.prefill.efficiency *= rate * attention
    result.prefill.efficiencyNarrow *= rate * attention
    return result
  }
}
