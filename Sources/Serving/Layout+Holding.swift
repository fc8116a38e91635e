import Compute
public import Systems
public import Workloads

extension ServingPlan.Layout {
  /// The layout with fewest accelerators that holds a model, for one user at a time.
  ///
  /// Accelerators of a node split each layer, as far as heads divide; stages are added until
  /// weights and buffers fit, as machines that keep weights in memory on chip are built.
  ///
  /// - Parameters:
  ///   - architecture: The model.
  ///   - recipe: Its number formats.
  ///   - chips: Accelerators when known.
  ///   - system: A system of the part; only its node and its part are looked at.
  ///   - stack: The engine.
  /// - Returns: The layout.
  public static func holding(
    _ architecture: Architecture,
    recipe: ServingRecipe,
    chips: Int?,
    on system: System,
    with stack: ServingStack
  ) -> ServingPlan.Layout {
    func fits(_ layout: ServingPlan.Layout) -> Bool {
      let memory = ServingMemory(
        architecture: architecture,
        recipe: recipe,
        layout: layout,
        system: system,
        stack: stack
      )
      // Fast memory only: what streams from a second tier is no machine for one user.
      let spare = system.accelerator.totalCapacity - system.accelerator.memoryCapacity
      return memory.cacheCapacity > spare * stack.memoryShare
    }
    func divides(_ tensor: Int) -> Bool {
      architecture.heads % tensor == 0
        && (architecture.kvHeads % tensor == 0 || tensor % architecture.kvHeads == 0)
    }
    if stack.splitsLayers {
      let stages = chips ?? (1...architecture.layers).first { fits(.init(pipeline: $0)) } ?? 1
      return ServingPlan.Layout(pipeline: stages)
    }
    let most = min(chips ?? system.node.accelerators, system.node.accelerators)
    let tensor = (1...max(1, most)).last { divides($0) } ?? 1
    let stages = chips.map { max(1, $0 / tensor) } ?? 4 * architecture.layers
    for pipeline in chips == nil ? Array(1...stages) : [stages] {
      let layout = ServingPlan.Layout(tensor: tensor, pipeline: pipeline)
      if chips != nil || fits(layout) { return layout }
    }
    return ServingPlan.Layout(tensor: tensor, pipeline: stages)
  }
}
