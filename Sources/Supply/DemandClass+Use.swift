import Foundation

extension DemandClass {
  /// Share of its work that devices have taken over in a quarter [1].
  public func deviceShare(in quarter: Quarter) -> Double {
    guard deviceShare > 0 else { return 0 }
    let age = Double(quarter.since(deviceMiddle))
    return deviceShare * Logistic.share(age, from: -12, rise: 24)
  }
}

extension Industry {
  /// Work for a unit of compute in a quarter over that in the quarter a class is stated for [1].
  ///
  /// Its own efficiency, and for inference what technologies do to tokens.
  public func gain(of kind: DemandClass, in quarter: Quarter) -> Double {
    let years = Double(quarter.since(kind.at)) / 4
    let own = pow(1 + kind.efficiency, years)
    guard kind.kind == .inference else { return own }
    return technologies.reduce(1.0) { product, technology in
      technology.changes.reduce(product) { inner, change in
        guard change.target == .tokens else { return inner }
        return inner * technology.factor(of: change, in: quarter)
          / technology.factor(of: change, in: kind.at)
      }
    } * own
  }
}
