import Workloads

/// How many layers each pipeline stage holds.
///
/// A model whose layers divide evenly is cut evenly. One that does not (Llama 3.1's 126 layers on
/// 16 stages) gives its first and last stage less, since these also hold embedding and head.
struct StageLayout: Sendable {
  /// Layers of the first stage.
  var first: Int
  /// Layers of each stage between.
  var middle: Int
  /// Layers of the last stage.
  var last: Int
  /// Stages.
  var stages: Int
  /// Layers of all stages between over those of the fullest of them.
  var middleStages: Double

  /// Cuts layers into stages.
  ///
  /// - Parameters:
  ///   - layers: Layers of the model.
  ///   - stages: Pipeline stages.
  init(layers: Int, stages: Int) {
    self.stages = stages
    middleStages = Double(max(0, stages - 2))
    guard stages > 1 else {
      first = layers
      middle = 0
      last = layers
      return
    }
    guard layers % stages != 0 else {
      first = layers / stages
      middle = layers / stages
      last = layers / stages
      return
    }
    middle = (layers + stages - 1) / stages
    let missing = middle * stages - layers
    if missing <= 2 {
      last = middle - (missing + 1) / 2
      first = middle - missing / 2
    } else {
      // Stages between hold one layer more or less; the ends hold the lesser number.
      first = layers / stages
      last = layers / stages
    }
    middleStages = Double(layers - first - last) / Double(middle)
  }

  /// Layers of the fullest stage.
  var most: Int { max(first, max(middle, last)) }
}
