import Foundation

/// A complex number in Cartesian form, as S-parameters and transfer functions need it.
public struct ComplexNumber: Sendable, Hashable {
  /// Real part.
  public var real: Double
  /// Imaginary part.
  public var imaginary: Double

  /// Makes a number from its parts.
  public init(_ real: Double, _ imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  /// Makes a number from magnitude and angle [rad].
  public init(magnitude: Double, angle: Double) {
    real = magnitude * cos(angle)
    imaginary = magnitude * sin(angle)
  }

  /// Nought.
  public static let zero = ComplexNumber(0)
  /// One.
  public static let one = ComplexNumber(1)

  /// Squared magnitude.
  public var squaredMagnitude: Double { real * real + imaginary * imaginary }
  /// Magnitude.
  public var magnitude: Double { hypot(real, imaginary) }
  /// Angle from −π to π [rad].
  public var angle: Double { atan2(imaginary, real) }
  /// The number with the sign of its imaginary part turned.
  public var conjugate: ComplexNumber { ComplexNumber(real, -imaginary) }

  /// `e` to the power of a number.
  public static func exponential(_ value: ComplexNumber) -> ComplexNumber {
    ComplexNumber(magnitude: exp(value.real), angle: value.imaginary)
  }

  /// The sum.
  public static func + (left: Self, right: Self) -> Self {
    Self(left.real + right.real, left.imaginary + right.imaginary)
  }

  /// The difference.
  public static func - (left: Self, right: Self) -> Self {
    Self(left.real - right.real, left.imaginary - right.imaginary)
  }

  /// The negative.
  public static prefix func - (value: Self) -> Self { Self(-value.real, -value.imaginary) }

  /// The product.
  public static func * (left: Self, right: Self) -> Self {
    Self(
      left.real * right.real - left.imaginary * right.imaginary,
      left.real * right.imaginary + left.imaginary * right.real
    )
  }

  /// The product with a real factor.
  public static func * (left: Double, right: Self) -> Self {
    Self(left * right.real, left * right.imaginary)
  }

  /// The quotient.
  public static func / (left: Self, right: Self) -> Self {
    let norm = right.squaredMagnitude
    return Self(
      (left.real * right.real + left.imaginary * right.imaginary) / norm,
      (left.imaginary * right.real - left.real * right.imaginary) / norm
    )
  }
}
