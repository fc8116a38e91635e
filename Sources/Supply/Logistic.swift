import Foundation

/// Curves of adoption, `1 / (1 + e^-x)`.
public enum Logistic {
  /// Natural logarithm of 19, the logistic's way from a half to 95 %.
  static let reach = 2.944_438_979_166_440_5

  /// Share reached at a time, with 5 % at `from` and 95 % after `rise` more [1].
  public static func share(_ time: Double, from start: Double, rise: Double) -> Double {
    precondition(rise > 0)
    return 1 / (1 + exp(-reach * (2 * (time - start) / rise - 1)))
  }
}
