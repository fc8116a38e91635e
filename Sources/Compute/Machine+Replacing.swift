extension TiledMachine {
  /// The same kernels on a changed datasheet.
  public func replacing(accelerator: Accelerator) -> any Machine {
    TiledMachine(accelerator: accelerator, constants: constants)
  }
}

extension SystolicMachine {
  /// The same kernels on a changed datasheet.
  public func replacing(accelerator: Accelerator) -> any Machine {
    SystolicMachine(accelerator: accelerator, constants: constants)
  }
}
