/// Deterministic searches for the minimum of a function.
public enum Search {
  /// Where a search ended.
  public struct Result: Hashable, Sendable {
    /// The arguments of the smallest value found.
    public let point: [Double]
    /// The smallest value found.
    public let value: Double
    /// How often the function was called.
    public let evaluations: Int
    /// Whether the search ended because it had converged.
    public let converged: Bool
  }

  /// Minimises a function of several arguments without derivatives.
  ///
  /// The simplex of Nelder and Mead (Computer Journal 7, 1965) with the dimension-dependent
  /// coefficients of Gao and Han (Comput. Optim. Appl. 51, 2012). Trial points outside the bounds
  /// are moved onto them. After convergence the search starts again from the best point until a
  /// restart no longer helps, because a simplex may collapse before the minimum. Values that are
  /// not numbers count as infinite.
  ///
  /// - Parameters:
  ///   - start: Where to begin.
  ///   - bounds: The range of each argument; empty for no bounds.
  ///   - step: The size of the first simplex relative to each argument or its range.
  ///   - tolerance: The relative spread of values and points that counts as converged.
  ///   - maximumEvaluations: How often the function may be called.
  ///   - function: The function to make small.
  /// - Returns: The best point that was met.
  public static func nelderMead(
    from start: [Double],
    bounds: [ClosedRange<Double>] = [],
    step: Double = 0.1,
    tolerance: Double = 1e-9,
    maximumEvaluations: Int = 10_000,
    _ function: ([Double]) -> Double
  ) -> Result {
    precondition(bounds.isEmpty || bounds.count == start.count, "one range for each argument")
    var used = 0
    var converged = false
    func evaluate(_ point: [Double]) -> Vertex {
      used += 1
      let value = function(point)
      return Vertex(point: point, value: value.isNaN ? .infinity : value)
    }
    var best = evaluate(clamp(start, to: bounds))
    guard !start.isEmpty else {
      return Result(point: [], value: best.value, evaluations: used, converged: true)
    }
    var size = step
    for _ in 0..<20 where used < maximumEvaluations {
      var simplex = [best]
      for axis in start.indices {
        simplex.append(evaluate(neighbour(of: best.point, axis: axis, size: size, bounds: bounds)))
      }
      converged = descend(
        &simplex,
        bounds: bounds,
        tolerance: tolerance,
        canContinue: { used < maximumEvaluations },
        evaluate: evaluate
      )
      let found = simplex.min { $0.value < $1.value } ?? best
      let gain = best.value - found.value
      if found.value < best.value { best = found }
      // Written so that an infinite or vanishing gain ends the restarts too.
      guard converged, gain > tolerance * (abs(best.value) + tolerance) else { break }
      size *= 0.5
    }
    return Result(point: best.point, value: best.value, evaluations: used, converged: converged)
  }

  /// A corner of the simplex.
  private struct Vertex {
    /// The arguments.
    let point: [Double]
    /// The value of the function.
    let value: Double
  }

  /// Moves a simplex downhill until it has converged; returns whether it has.
  private static func descend(
    _ simplex: inout [Vertex],
    bounds: [ClosedRange<Double>],
    tolerance: Double,
    canContinue: () -> Bool,
    evaluate: ([Double]) -> Vertex
  ) -> Bool {
    let count = simplex.count - 1
    let n = Double(max(count, 2))
    let (expansion, contraction, shrinkage) = (1 + 2 / n, 0.75 - 1 / (2 * n), 1 - 1 / n)
    while canContinue() {
      // Sorting is stable, so equal values keep their order and runs repeat exactly.
      simplex.sort { $0.value < $1.value }
      if isSmall(simplex, tolerance: tolerance) { return true }
      let worst = simplex[count]
      let centre = worst.point.indices.map { axis in
        simplex.dropLast().reduce(0.0) { $0 + $1.point[axis] } / Double(count)
      }
      func trial(_ distance: Double) -> Vertex {
        let point = centre.indices.map {
          centre[$0] + distance * (centre[$0] - worst.point[$0])
        }
        return evaluate(clamp(point, to: bounds))
      }
      let reflected = trial(1)
      if reflected.value < simplex[0].value {
        let expanded = trial(expansion)
        simplex[count] = expanded.value < reflected.value ? expanded : reflected
      } else if reflected.value < simplex[max(count - 1, 0)].value {
        simplex[count] = reflected
      } else {
        let outside = reflected.value < worst.value
        let contracted = trial(outside ? contraction : -contraction)
        if contracted.value < min(reflected.value, worst.value) {
          simplex[count] = contracted
        } else {
          let best = simplex[0].point
          for index in 1...count {
            let old = simplex[index].point
            simplex[index] = evaluate(
              best.indices.map { best[$0] + shrinkage * (old[$0] - best[$0]) }
            )
          }
        }
      }
    }
    return false
  }

  /// Whether the values and the corners of a sorted simplex are close together.
  private static func isSmall(_ simplex: [Vertex], tolerance: Double) -> Bool {
    guard let best = simplex.first, let worst = simplex.last else { return true }
    let spread = worst.value - best.value
    guard spread <= tolerance * (abs(best.value) + tolerance) else { return false }
    return best.point.indices.allSatisfy { axis in
      let width = simplex.map { abs($0.point[axis] - best.point[axis]) }.max() ?? 0
      return width <= tolerance.squareRoot() * (abs(best.point[axis]) + tolerance)
    }
  }

  /// A point one step along an axis, inwards when a bound is near.
  private static func neighbour(
    of point: [Double],
    axis: Int,
    size: Double,
    bounds: [ClosedRange<Double>]
  ) -> [Double] {
    var moved = point
    var length = point[axis] == 0 ? size : abs(point[axis]) * size
    if !bounds.isEmpty {
      let range = bounds[axis]
      let width = range.upperBound - range.lowerBound
      if width.isFinite { length = width * size }
      if point[axis] + length > range.upperBound { length = -length }
    }
    moved[axis] += length
    return clamp(moved, to: bounds)
  }

  /// A point moved into its bounds.
  private static func clamp(_ point: [Double], to bounds: [ClosedRange<Double>]) -> [Double] {
    guard !bounds.isEmpty else { return point }
    return point.indices.map {
      min(max(point[$0], bounds[$0].lowerBound), bounds[$0].upperBound)
    }
  }
}
