public import Workloads

extension SoftwareStack {
  /// The formats and state sizes with which this stack trains at a precision.
  ///
  /// 16-bit recipes keep a master weight and two moments in fp32 (Micikevicius et al. 2018;
  /// Rajbhandari et al. 2020: 12 B a parameter). 8- and 4-bit ones keep weights in 16 bits beside
  /// the quantised copies that products read, and save products' inputs in 8 bits.
  ///
  /// - Parameter precision: The format in which the layers' matrix products are computed.
  /// - Returns: Formats and bytes per kind of tensor.
  public func recipe(_ precision: NumberFormat) -> TrainingRecipe {
    var recipe = TrainingRecipe(
      matmul: precision,
      weightBytes: 2,
      gradientBytes: gradientBytes,
      optimizerBytes: 12,
      reductionBytes: reductionBytes,
      gatherBytes: 2,
      savedBytes: 2,
      dispatchBytes: 2
    )
    switch precision {
    case .fp32, .tf32:
      recipe.activation = .fp32
      recipe.attention = precision
      recipe.weightBytes = 4
      recipe.gradientBytes = 4
      recipe.reductionBytes = 4
      recipe.optimizerBytes = 8
      recipe.gatherBytes = 4
      recipe.savedBytes = 4
    case .bf16, .fp16: break
    case .fp8, .fp8Block, .mxfp8, .nvfp4, .mxfp4, .int8, .int4, .q8, .q4, .q4K:
      recipe.gatherBytes = quantisedGather ? 1 : 2
      recipe.weightBytes = quantisedGather ? 2 : 4
      recipe.savedBytes = 1
      recipe.dispatchBytes = quantisedDispatch ? 1 : 2
    }
    return recipe
  }
}
