import Foundation
import Links

/// Loss, budgets and reach of copper.
enum CopperCases: InterconnectFamily {
  static let name = "copper"

  static func predict(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction? {
    guard item.domain == "copper" else { return nil }
    if item.isNamed("com ") || item.asked.hasPrefix("com") { return nil }
    switch item.asked {
    case "loss", "insertion loss", "attenuation": return loss(item)
    case "il", "budget", "loss budget":
      guard let standard = standard(item) else {
        return .skipped("the row names no standard that states a budget")
      }
      return .plain(standard.budget)
    case "reach":
      guard let standard = standard(item) ?? laneRate(item.text).flatMap(CopperStandard.forLaneRate)
      else { return .skipped("the row names neither a standard nor a rate of a lane") }
      // A row that asks for the objective asks for the standard's own figure.
      if item.mentions("objective"), let objective = standard.objective {
        return .plain(objective)
      }
      return .plain(standard.channel.reach)
    default: return .skipped("no model of copper answers \"\(item.quantity)\"")
    }
  }

  /// Loss of a cable or a board, per length or over a stated one.
  private static func loss(_ item: InterconnectCase) -> InterconnectPrediction {
    let text = item.text
    guard let frequency = text.amount("GHz").map({ $0 * 1e9 }) ?? standard(item)?.frequency else {
      return .skipped("the row gives no frequency")
    }
    let line: LineLoss
    if let match = text.whole.firstMatch(of: /([0-9]{2})\s*AWG/), let gauge = Double(match.1) {
      line = Twinax.loss(gauge: gauge)
    } else if item.mentions("megtron 8", "megtron8", "megtron-8") {
      line = BoardMaterial.megtron8.loss
    } else if item.mentions("megtron 6", "megtron6", "megtron-6") {
      line = BoardMaterial.megtron6.loss
    } else if item.mentions("pcb", "board", "ultra-low-loss", "ull") {
      line = BoardMaterial.ultraLowLoss.loss
    } else {
      return .skipped("the row names neither a gauge nor a material of a board")
    }
    let perMetre = line.perMetre(at: frequency)
    switch item.unit.lowercased() {
    case "db/m": return .plain(perMetre)
    case "db/inch", "db/in": return .plain(perMetre * 0.0254)
    default:
      guard let length = length(text) else { return .skipped("the row gives no length") }
      return .plain(perMetre * length)
    }
  }

  /// A length [m].
  private static func length(_ text: CaseText) -> Double? {
    text.amount("mm").map { $0 * 1e-3 } ?? text.amount("cm").map { $0 * 1e-2 }
      ?? text.amount("inch", "in").map { $0 * 0.0254 } ?? text.amount("m")
  }

  /// Rate of a lane [bit/s].
  private static func laneRate(_ text: CaseText) -> Double? {
    text.whole.firstMatch(of: /([0-9]+)\s*G(?:b\/s|bps)?\s*\/\s*lane/).flatMap { Double($0.1) }
      .map { $0 * 1e9 }
  }

  /// The standard that a text names.
  private static func standard(_ item: InterconnectCase) -> CopperStandard? {
    let text = item.text.lower
    if text.contains("802.3ck"), text.contains("c2m") { return .ieee8023ckModule }
    let plain = text.replacingOccurrences(of: " ", with: "-")
      .replacingOccurrences(of: "pcie-gen", with: "pcie-")
    return CopperStandard.allCases.first {
      text.contains($0.rawValue) || plain.contains($0.rawValue)
    }
  }
}
