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
    func step(_ share: Double, _ factor: Double) -> Double { 1 + share * (factor - 1) }
    return technologies.reduce(1.0) { product, technology in
      technology.changes.reduce(product) { inner, change in
        guard change.target == .tokens else { return inner }
        let before = step(technology.adoption(in: kind.at), change.factor)
        return inner * step(technology.adoption(in: quarter), change.factor) / before
      }
    } * own
  }
}
