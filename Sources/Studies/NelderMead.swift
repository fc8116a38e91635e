import Foundation

/// Nelder and Mead's simplex search without derivatives, deterministic.
enum NelderMead {
  /// The best point found and its value.
  struct Result {
    /// The point.
    var point: [Double]
    /// The function there.
    var value: Double
  }

  /// Seeks a minimum of `function` near `start`.
  ///
  /// Coefficients adapt to the dimension (Gao and Han 2012, doi 10.1007/s10589-010-9329-3).
  ///
  /// - Parameters:
  ///   - start: First corner of the simplex.
  ///   - step: Length of the simplex along each axis.
  ///   - evaluations: Most calls of the function.
  ///   - function: What is made small.
  /// - Returns: The best corner found.
  static func minimise(
    from start: [Double],
    step: [Double],
    evaluations: Int,
    _ function: ([Double]) -> Double
  ) -> Result {
    let n = start.count
    guard n > 0 else { return Result(point: start, value: function(start)) }
    let d = Double(n)
    let expand = 1 + 2 / d
    let contract = 0.75 - 1 / (2 * d)
    let shrink = n > 1 ? 1 - 1 / d : 0.5
    var corners = [Result(point: start, value: function(start))]
    for axis in 0..<n {
      var point = start
      point[axis] += step[axis]
      corners.append(Result(point: point, value: function(point)))
    }
    var used = n + 1
    while used < evaluations {
      corners.sort { $0.value < $1.value }
      if corners[n].value - corners[0].value < 1e-9 { break }
      var centre = Array(repeating: 0.0, count: n)
      for corner in corners.dropLast() {
        for axis in 0..<n { centre[axis] += corner.point[axis] / d }
      }
      let worst = corners[n]
      func along(_ factor: Double) -> Result {
        var point = centre
        for axis in 0..<n { point[axis] += factor * (worst.point[axis] - centre[axis]) }
        used += 1
        return Result(point: point, value: function(point))
      }
      let reflected = along(-1)
      if reflected.value < corners[0].value {
        let expanded = along(-expand)
        corners[n] = expanded.value < reflected.value ? expanded : reflected
      } else if reflected.value < corners[n - 1].value {
        corners[n] = reflected
      } else {
        let outside = reflected.value < worst.value
        let contracted = along(outside ? -contract : contract)
        if contracted.value < min(reflected.value, worst.value) {
          corners[n] = contracted
        } else {
          for index in 1...n {
            for axis in 0..<n {
              let base = corners[0].point[axis]
              corners[index].point[axis] = base + shrink * (corners[index].point[axis] - base)
            }
            corners[index].value = function(corners[index].point)
            used += 1
          }
        }
      }
    }
    corners.sort { $0.value < $1.value }
    return corners[0]
  }
}
