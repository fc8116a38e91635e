import Links
import Scenarios
import Systems

extension Studied {
  /// The scenario with its optical engines at the temperature that the work itself brings about.
  ///
  /// Temperature of the accelerator sets that of the engines; their detuning costs heater power and
  /// frames sent again; bandwidth left sets the time of a step, and that the accelerator's power
  /// and temperature. The plan is re-chosen in every round where it is left open. Rounds end when the
  /// temperature moves by less than a hundredth of a kelvin, or after twenty.
  ///
  /// - Parameter planner: Chooses what the scenario leaves open.
  /// - Returns: The scenario with its links as they are then; the same where they have no rings.
  func coupled(_ planner: Planner) -> Self {
    guard system.links.scaleUp?.technology.ring != nil else { return self }
    var current = self
    var last = -Double.infinity
    for round in 1...20 {
      guard let design = planner.best(current)?.best,
        var point = current.system.engine(junction: design.facility.junctionTemperature)
      else { return current }
      // Half a step each round settles what would swing; the first is taken whole.
      if last > 0 {
        let halved = (point.temperature + last) / 2
        point = current.system.engine(at: halved) ?? point
      }
      point.rounds = round
      current.system = current.system.coupled(to: point)
      if abs(point.temperature - last) < 0.01 { break }
      last = point.temperature
      if !point.works { break }
    }
    return current
  }
}
