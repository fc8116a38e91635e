/// The least of a function of bounded values, found by walking along one of them at a time.
///
/// Steps are shares of each value's range and halve when none helps. The walk sees nothing but the
/// function's values in a fixed order, so it repeats to the bit.
struct CoordinateWalk {
  /// The values allowed.
  var ranges: [ClosedRange<Double>]
  /// First steps to try, each from the start; different ones lead to different valleys.
  var firstSteps = [0.3, 0.1]
  /// Step at which the walk ends.
  var leastStep = 0.002

  /// The values at the lowest point found.
  func least(from start: [Double], _ height: ([Double]) -> Double) -> [Double] {
    var best = start
    var lowest = height(start)
    for first in firstSteps {
      var walk = start
      var here = height(walk)
      var step = first
      while step > leastStep {
        var improved = false
        for (index, range) in ranges.enumerated() {
          let width = range.upperBound - range.lowerBound
          for direction in [1.0, -1.0] {
            var trial = walk
            let moved = walk[index] + direction * step * width
            trial[index] = min(range.upperBound, max(range.lowerBound, moved))
            guard trial[index] != walk[index] else { continue }
            let value = height(trial)
            if value < here - 1e-9 {
              walk = trial
              here = value
              improved = true
              break
            }
          }
        }
        if !improved { step /= 2 }
      }
      if here < lowest {
        best = walk
        lowest = here
      }
    }
    return best
  }
}
