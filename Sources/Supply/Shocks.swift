/// What dated events do to capacity.
enum Shocks {
  /// Factor on a stage's capacity in a quarter: the stage's own events, and those of its owners.
  static func capacity(of stage: Stage, _ events: [Event], _ quarter: Quarter) -> Double {
    var total = 1.0
    for event in events {
      let strength = event.strength(in: quarter)
      guard strength > 0 else { continue }
      switch event.effect {
      case .capacity(let name, let factor) where name == stage.id:
        total *= 1 + (factor - 1) * strength
      case .company(let company, let only, let factor) where only == nil || only == stage.id:
        total *= 1 + (factor - 1) * strength * held(stage) { $0.company == company }
      case .region(let region, let factor):
        total *= 1 + (factor - 1) * strength * held(stage) { $0.region == region }
      default: break
      }
    }
    return total
  }

  /// Share of a stage whose owners meet a condition [1].
  private static func held(_ stage: Stage, _ condition: (Stage.Owner) -> Bool) -> Double {
    stage.owners.reduce(0) { $0 + (condition($1) ? $1.share : 0) }
  }
}
