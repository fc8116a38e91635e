import Catalog
import Compute
import Fabrics
import Foundation
import Systems

/// Counts, cuts and throughput of topologies.
enum TopologyCases: InterconnectFamily {
  static let name = "topology"

  static func predict(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction? {
    guard item.domain == "topology" else { return nil }
    if item.isNamed("clos", "fat tree", "fat-tree", "leaf-spine", "folded") {
      if let answer = clos(item) { return answer }
    }
    if let sides = sides(item.text), !item.isNamed("infiniband") {
      return torus(item, sides: sides, context: &context)
    }
    if item.asked == "stretch", let direct = item.text.number("d") {
      // One hop on the direct path, two through another block.
      return .plain(direct + 2 * (1 - direct))
    }
    if item.mentions("gravity"), item.mentions("product form") || item.asked.contains("ratio") {
      return gravity(item.text)
    }
    return nil
  }

  /// Endpoints and switches of a folded Clos.
  private static func clos(_ item: InterconnectCase) -> InterconnectPrediction? {
    guard let radix = item.text.number("k", "radix", "ports").map({ Int($0) }), radix >= 2 else {
      return nil
    }
    let named = item.text.whole.firstMatch(of: /([0-9])[- ]tier/).flatMap { Int($0.1) }
    let stated = item.text.number("l", "tiers", "levels").map { Int($0) }
    guard let tiers = stated ?? named ?? (item.mentions("leaf-spine") ? 2 : nil), (1...4) ~= tiers
    else { return .skipped("the row does not say how many tiers there are") }
    let ratio = item.text.number("oversubscription") ?? 1
    let endpoints = FabricShape.closLimit(radix: radix, tiers: tiers, oversubscription: ratio)
    if item.asked.contains("host") || item.asked.contains("endpoint") {
      return .plain(Double(endpoints))
    }
    let topology = Topology.clos(
      endpoints: endpoints,
      radix: radix,
      tiers: tiers,
      oversubscription: ratio
    )
    guard FabricShape.problems(of: topology).isEmpty else {
      return .skipped("switches of \(radix) ports make no such network")
    }
    let shape = FabricShape(topology)
    switch item.asked {
    case "switches": return .plain(Double(shape.switchCount))
    case "links", "cables": return .plain(Double(shape.linkCount))
    case "diameter": return .plain(Double(shape.diameter))
    case "bisection", "bisection links": return .plain(shape.bisectionLinks)
    default: return .skipped("no count of a folded Clos is called \"\(item.quantity)\"")
    }
  }

  /// Sides such as `(4, 4, 8)` or `4x4x8`.
  private static func sides(_ text: CaseText) -> [Int]? {
    let whole = text.whole
    if let match = whole.firstMatch(of: /\(([0-9]+(?:\s*,\s*[0-9]+)+)\)/) {
      return match.1.split(separator: ",").compactMap { Int($0.trimmed) }
    }
    if let match = whole.firstMatch(of: /\b([0-9]+(?:\s?[x×]\s?[0-9]+)+)\b/) {
      let sides = match.1.split { $0 == "x" || $0 == "×" }.compactMap { Int($0.trimmed) }
      return sides.count > 1 ? sides : nil
    }
    return nil
  }

  /// Cut and throughput of a torus.
  private static func torus(
    _ item: InterconnectCase,
    sides: [Int],
    context: inout InterconnectContext
  ) -> InterconnectPrediction? {
    guard sides.allSatisfy({ (1...4_096) ~= $0 }), sides.reduce(1, *) <= 1 << 20 else {
      return .skipped("a torus of these sides is too large to count")
    }
    let shape = FabricShape(.torus(sides: sides, twisted: false))
    switch item.asked {
    case "links", "bisection links": return .plain(shape.bisectionLinks)
    case "diameter": return .plain(Double(shape.diameter))
    case "throughput gain":
      guard item.mentions("twisted") else { return nil }
      let plain = TorusGraph(sides: sides, isTwisted: false).allToAllRate
      let twisted = TorusGraph(sides: sides, isTwisted: true).allToAllRate
      return .plain(twisted / plain)
    case "bisection":
      guard let part = tensorProcessor(item.text, context: context),
        let system = context.system(part)
      else { return .skipped("the row names no accelerator whose links the catalogue has") }
      // A chip has two links along each side, and the cut counts one direction of each link.
      let perLink = system.accelerator.scaleUpBandwidth / Double(2 * sides.count)
      return .si(shape.bisectionLinks * perLink)
    default: return nil
    }
  }

  /// The processor that words such as `TPU v3 pod` name.
  private static func tensorProcessor(_ text: CaseText, context: InterconnectContext) -> String? {
    let words = text.words
    let pairs = zip(words, words.dropFirst()).map { "\($0)-\($1)" }
    return pairs.lazy.compactMap { context.catalog.file(.accelerators, named: $0)?.id }.first
      ?? context.accelerator(in: text)
  }

  /// Capacity between pairs of blocks whose demand is the product of what each sends.
  private static func gravity(_ text: CaseText) -> InterconnectPrediction {
    guard let match = text.whole.firstMatch(of: /([0-9.]+) and ([0-9.]+) T/),
      let low = Double(match.1), let high = Double(match.2), high > 0
    else { return .skipped("the row does not say what the blocks send") }
    return .plain(low * low / (high * high))
  }
}
