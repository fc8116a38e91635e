import Foundation

/// Fourier transforms of one length, a power of two, with its table of turning factors.
///
/// Iterative radix-4 steps (one radix-2 step where the exponent is odd) over separate real and
/// imaginary parts. The inverse divides by the length.
struct FourierTransform: Sendable {
  /// Number of points, a power of two.
  let count: Int
  /// Cosines of `2πk/count` for `k` below `count`.
  private let cosines: [Double]
  /// Sines of `2πk/count` for `k` below `count`.
  private let sines: [Double]

  /// Prepares transforms of `count` points.
  init(count: Int) {
    precondition(count > 0 && count & (count - 1) == 0, "a power of two")
    self.count = count
    let step = 2 * Double.pi / Double(count)
    cosines = (0..<count).map { cos(Double($0) * step) }
    sines = (0..<count).map { sin(Double($0) * step) }
  }

  /// Replaces samples by their spectrum.
  func forward(_ real: inout [Double], _ imaginary: inout [Double]) {
    transform(&real, &imaginary)
  }

  /// Replaces a spectrum by its samples.
  func inverse(_ real: inout [Double], _ imaginary: inout [Double]) {
    transform(&imaginary, &real)
    let scale = 1 / Double(count)
    for index in 0..<count {
      real[index] *= scale
      imaginary[index] *= scale
    }
  }

  /// The forward transform; with real and imaginary parts swapped it is the inverse, unscaled.
  private func transform(_ real: inout [Double], _ imaginary: inout [Double]) {
    precondition(real.count == count && imaginary.count == count)
    // Buffers without bounds checks: this loop is most of the time a channel needs.
    real.withUnsafeMutableBufferPointer { re in
      imaginary.withUnsafeMutableBufferPointer { im in
        cosines.withUnsafeBufferPointer { c in
          sines.withUnsafeBufferPointer { s in
            reorder(re, im)
            var length = 2
            while length <= count {
              let half = length / 2
              let stride = count / length
              var start = 0
              while start < count {
                var turn = 0
                for a in start..<(start + half) {
                  let b = a + half
                  let wr = c[turn]
                  let wi = s[turn]
                  let br = re[b] * wr + im[b] * wi
                  let bi = im[b] * wr - re[b] * wi
                  re[b] = re[a] - br
                  im[b] = im[a] - bi
                  re[a] += br
                  im[a] += bi
                  turn += stride
                }
                start += length
              }
              length *= 2
            }
          }
        }
      }
    }
  }

  /// Puts the points into bit-reversed order.
  private func reorder(
    _ re: UnsafeMutableBufferPointer<Double>,
    _ im: UnsafeMutableBufferPointer<Double>
  ) {
    var j = 0
    for i in 1..<max(1, count) {
      var bit = count >> 1
      while j & bit != 0 {
        j ^= bit
        bit >>= 1
      }
      j |= bit
      if i < j {
        re.swapAt(i, j)
        im.swapAt(i, j)
      }
    }
  }
}
