import Catalog
import Fabrics
import Foundation
import Links

/// Budgets of light, noise, rings and the energy of modules.
enum OpticsCases: InterconnectFamily {
  static let name = "optics"

  static func predict(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction? {
    guard item.domain == "optics" else { return nil }
    let text = item.text
    switch item.asked {
    case "q": return errors(item)
    case "ber": return errors(item)
    case "penalty": return levels(item)
    case "total loss", "rx power", "received power", "margin", "loss":
      return budget(item)
    case "energy": return energy(text)
    case "power": return modulePower(text)
    case "reduction", "saving": return reduction(text)
    case "delay", "latency": return delay(item)
    default: break
    }
    if item.asked.contains("lambda/dt") || item.isNamed("ring drift") { return drift(item) }
    if item.asked.hasPrefix("condition") {
      return .skipped("the row states a condition and no value to hold a prediction against")
    }
    if item.asked.contains("box power") { return boxPower(item, context: &context) }
    if item.asked.contains("il") || item.asked.contains("insertion") {
      return circuitSwitch(item, context: &context)
    }
    return .skipped("no model of light answers \"\(item.quantity)\"")
  }

  /// The line code that a text names.
  private static func modulation(_ item: InterconnectCase) -> Modulation {
    item.mentions("nrz") && !item.mentions("pam4") ? .nrz : .pam4
  }

  /// Signal to noise for an error rate, or the error rate of a signal to noise.
  private static func errors(_ item: InterconnectCase) -> InterconnectPrediction {
    let code = modulation(item)
    if item.asked == "q" {
      // The rate stands last: `BER = 0.375*erfc(Q/sqrt2) = 2.4e-4`.
      let rates = item.text.numbers.filter { $0 > 0 && $0 < 0.01 }
      let named = item.mentions("kp4") ? ErrorCorrection.kp4.errorLimit : nil
      guard let rate = rates.last ?? named else { return .skipped("the row gives no error rate") }
      return .plain(code.q(bitErrorRate: rate))
    }
    guard let q = item.text.number("q") ?? item.text.numbers.last else {
      return .skipped("the row gives no Q")
    }
    return .plain(code.bitErrorRate(q: q))
  }

  /// What more levels cost at the same symbol rate, noise and swing [dB].
  private static func levels(_ item: InterconnectCase) -> InterconnectPrediction {
    guard item.mentions("pam4"), item.mentions("nrz") else {
      return .skipped("the row does not say which line codes are compared")
    }
    return .plain(Modulation.pam4.levelPenalty - Modulation.nrz.levelPenalty)
  }

  // MARK: - Budget

  /// Loss, received power or margin of a budget whose terms the row lists.
  private static func budget(_ item: InterconnectCase) -> InterconnectPrediction {
    var source: Double?
    var sensitivity: Double?
    var terms: [OpticalTerm] = []
    for part in item.parameters.components(separatedBy: CharacterSet(charactersIn: ";,")) {
      let words = part.lowercased().trimmed
      guard !words.isEmpty else { continue }
      if words.contains("sensitivity") {
        sensitivity = value(words)
      } else if words.contains("dbm") || words.hasPrefix("laser") || words.hasPrefix("pin") {
        source = value(words)
      } else if let loss = value(words) {
        terms.append(OpticalTerm(kind(words), each: Spread(loss)))
      }
    }
    let loss = terms.reduce(0) { $0 + $1.total.typical }
    guard !terms.isEmpty else { return .skipped("the row lists no terms of a budget") }
    if item.asked.contains("loss") { return .plain(loss) }
    guard let source else { return .skipped("the row states no power of the source") }
    if item.asked != "margin" { return .plain(source - loss) }
    guard let sensitivity else { return .skipped("the row states no sensitivity") }
    return .plain(source - loss - sensitivity)
  }

  /// What a term of a budget is a loss of.
  private static func kind(_ words: String) -> OpticalLoss {
    let kinds: [(OpticalLoss, [String])] = [
      (.modulator, ["mod", "mzm", "mrm", "eam"]), (.waveguide, ["waveguide", "wg"]),
      (.fibre, ["fibre", "fiber"]), (.connectors, ["connector", "splice"]),
      (.circuitSwitch, ["ocs"]), (.transmitCoupler, ["gc", "coupler", "facet"]),
      (.split, ["split"]), (.demultiplexer, ["demux"]), (.multiplexer, ["mux"]),
    ]
    return kinds.first { $0.1.contains { words.contains($0) } }?.0 ?? .other
  }

  /// The value of a term: sums of products, such as `1.5+1.5` or `2.5 cm x 1.5`.
  private static func value(_ words: String) -> Double? {
    // The first word may hold a digit of a name; numbers count from the first space on.
    guard let start = words.firstRange(of: /\s/)?.lowerBound else { return nil }
    let sums = words[start...].replacingOccurrences(of: "each", with: "").split(separator: "+")
    var total = 0.0
    for sum in sums {
      let factors = sum.components(separatedBy: " x ").compactMap { factor in
        factor.firstMatch(of: /-?[0-9]+\.?[0-9]*/).flatMap { Double($0.0) }
      }
      guard !factors.isEmpty else { return nil }
      total += factors.reduce(1, *)
    }
    return total
  }

  // MARK: - Rings, modules, fibre

  /// Shift of a ring's resonance with temperature.
  private static func drift(_ item: InterconnectCase) -> InterconnectPrediction {
    let text = item.text
    let metres =
      text.amount("nm").map { $0 * 1e-9 }
      ?? text.numbers.first { $0 >= 800 && $0 <= 2_000 }.map { $0 * 1e-9 }
    guard let metres else { return .skipped("the row gives no wavelength") }
    let perKelvin: Double
    if let stated = text.lower.firstMatch(of: /\bn_?g[ =]+([0-9.]+)/), let index = Double(stated.1),
      let slope = text.number(after: "dn/dt ", "dn/dt=")
    {
      perKelvin =
        Ring(
          wavelength: metres,
          groupIndex: index,
          thermoOptic: slope,
          width: 0.1e-9,
          freeRange: 10e-9,
          heaterPowerPerRange: 30e-3,
          heaterLimit: 30e-3,
          coldLock: 300
        ).drift
    } else {
      perKelvin = Ring.confinedDrift(wavelength: metres)
    }
    switch item.unit {
    case "nm/K": return .plain(perKelvin * 1e9)
    case "GHz/K": return .plain(perKelvin * Optics.lightSpeed / (metres * metres) * 1e-9)
    default: return .plain(perKelvin * 1e12)
    }
  }

  /// Rates such as `1.6T` and `800G` [bit/s].
  private static func rates(_ text: CaseText) -> [Double] {
    text.parameters.matches(of: /([0-9.]+)\s*([TG])(?:b\/s|bps)?\b/).compactMap { match in
      Double(match.1).map { $0 * (match.2 == "T" ? 1e12 : 1e9) }
    }
  }

  /// Energy of a bit from a module's power and rate.
  private static func energy(_ text: CaseText) -> InterconnectPrediction {
    guard let watts = text.amount("W"), let rate = rates(text).first, rate > 0 else {
      return .skipped("the row does not give a power and a rate")
    }
    return .plain(watts / rate * 1e12)
  }

  /// Power of a module from its energy of a bit and its rate.
  private static func modulePower(_ text: CaseText) -> InterconnectPrediction {
    guard let energy = text.amount("pJ/bit", "pJ/b"), let rate = rates(text).first else {
      return .skipped("the row does not give an energy of a bit and a rate")
    }
    return .plain(energy * 1e-12 * rate)
  }

  /// Share by which one power is below another.
  private static func reduction(_ text: CaseText) -> InterconnectPrediction {
    let powers = text.amounts("W").map(\.number)
    guard powers.count >= 2, powers[0] > 0 else {
      return .skipped("the row does not give two powers")
    }
    return .si(1 - powers[1] / powers[0])
  }

  /// Time of light per length of fibre.
  private static func delay(_ item: InterconnectCase) -> InterconnectPrediction {
    guard let index = item.text.number(after: "n ", "n=") ?? item.text.numbers.first else {
      return .skipped("the row gives no index of the fibre")
    }
    return .plain(index / Optics.lightSpeed * 1e9)
  }

  /// Power of a switch box with its modules.
  private static func boxPower(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction {
    let text = item.text
    guard let found = context.part(.switches, in: text) else {
      return .skipped("the catalogue has no switch of this name or rate")
    }
    let all = context.technologies()
    // Chips of 51.2 Tb/s and less have lanes of 100 Gb/s, later ones of 200 Gb/s.
    let total = text.whole.firstMatch(of: /([0-9.]+)T\b/).flatMap { Double($0.1) } ?? 51.2
    let lane = total > 60 ? 200e9 : 100e9
    var watts = 0.0
    var modules = 0.0
    let families: [(LinkFamily, String)] = [
      (.pluggableLinear, "lpo"), (.pluggableHalfRetimed, "lro"), (.pluggableDSP, "fro"),
      (.pluggableDSP, "dsp"), (.nearPackageOptics, "npo"),
    ]
    let counts = text.parameters.matches(of: /([0-9]+)\s*x?\s*([0-9.]+G\b|[A-Z]{3})/)
    let rate = rates(text).first { $0 < 2e12 } ?? 800e9
    for match in counts {
      guard let count = Double(match.1) else { continue }
      let word = match.2.lowercased()
      let named = families.first { $0.1 == word }
      let asked = families.first { item.asked.contains($0.1) }
      guard let family = (named ?? asked)?.0,
        let energy = moduleEnergy(family, lane: lane, among: all)
      else { return .skipped("the catalogue has no module of the kind that the row names") }
      modules += count
      watts += count * energy * rate
    }
    guard modules > 0 else { return .skipped("the row does not count modules of a kind") }
    return .plain(SwitchFormat.part(found.record).power + watts)
  }

  /// Energy of a bit of a module [J/bit]; of a lane rate that its family lacks, in the proportion
  /// of modules with DSP at both.
  private static func moduleEnergy(
    _ family: LinkFamily,
    lane: Double,
    among all: [LinkTechnology]
  ) -> Double? {
    func at(_ family: LinkFamily, _ rate: Double) -> LinkTechnology? {
      all.first { $0.family == family && abs($0.laneRate / rate - 1) < 0.1 }
    }
    if let found = at(family, lane) { return found.endEnergy(.laser) }
    guard let near = all.first(where: { $0.family == family }),
      let mine = at(.pluggableDSP, lane), let other = at(.pluggableDSP, near.laneRate)
    else { return nil }
    return near.endEnergy(.laser) * mine.endEnergy(.laser) / other.endEnergy(.laser)
  }

  /// Loss of a circuit switch.
  private static func circuitSwitch(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction {
    guard let found = context.part(.circuitSwitches, in: item.text) else {
      return .skipped("the catalogue has no circuit switch of this name")
    }
    let part = CircuitSwitchFormat.part(found.record)
    return .plain(item.asked.contains("worst") ? part.worstLoss : part.loss)
  }
}
