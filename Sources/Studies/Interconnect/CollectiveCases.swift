import Catalog
import Fabrics
import Foundation
import Systems

/// Ratios between the ways of counting a collective's bandwidth.
enum CollectiveFactorCases: InterconnectFamily {
  static let name = "collectives, factors"

  static func predict(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction? {
    guard item.domain == "collective", item.asked.contains("factor") else { return nil }
    guard let ranks = item.text.number("n", "ranks", "gpus"), ranks >= 1 else {
      return .skipped("the row names no number of ranks, as in n=8")
    }
    if item.mentions("in-network", "in network") {
      // The switch takes S and gives S(n+1)/n in two directions where a ring moves 2(n−1)/n·S.
      return .plain((ranks - 1) / (ranks + 1))
    }
    guard let collective = MeasuredCollectiveCases.collective(item) else {
      return .skipped("the row names no collective that has a bus factor")
    }
    return .plain(collective.wireFactor(ranks: ranks))
  }
}

/// Collectives that were timed on real machines.
enum MeasuredCollectiveCases: InterconnectFamily {
  static let name = "collectives, measured"

  /// A message above which a bandwidth no longer grows, where a row asks for the peak [B].
  private static let plateau = 8_589_934_592.0

  /// Time in which the host of a benchmark posts a call to one rank [s].
  ///
  /// nccl-tests without captured graphs: 30 µs for the smallest all-reduce of 8 ranks and 15 µs of
  /// 4, where the machines themselves need 16; set to small messages of two machines.
  private static let post = 3.9e-6

  static func predict(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction? {
    let asked = item.asked
    guard item.domain == "collective", ["time", "busbw", "algbw", "latency"].contains(asked) else {
      return nil
    }
    guard let part = context.accelerator(in: item.text) else {
      return .skipped("the row names no accelerator of the catalogue")
    }
    guard let ranks = ranks(item, context: context), ranks > 1 else {
      return .skipped("the row does not say how many ranks take part")
    }
    guard var system = context.system(part, network: context.network(in: item.text)) else {
      return .skipped("the catalogue cannot put a system of \(part) together")
    }
    guard let collective = collective(item) else {
      return .skipped("the row names no collective")
    }
    adapt(&system, to: item)
    let bytes = bytes(item.text) ?? plateau
    let group = Group(
      ranks: ranks,
      perNode: perDomain(item.text, ranks: ranks, domain: system.fabric.scaleUp.size)
    )
    let onWires = system.fabric.time(
      collective,
      bytes: bytes,
      group: group,
      elementBytes: elementBytes(item.text)
    ).seconds
    // A benchmark that posts every call anew cannot go faster than its host posts to all ranks.
    let isPosted = item.mentions("_perf") && item.mentions("single node")
    let seconds = isPosted ? max(onWires, Double(ranks) * post) : onWires
    switch asked {
    case "busbw":
      return .si(bytes * collective.wireFactor(ranks: Double(ranks)) / seconds)
    case "algbw": return .si(bytes / seconds)
    default: return .si(seconds)
    }
  }

  /// Gives a system the switches and rates that a row states for its run.
  private static func adapt(_ system: inout System, to item: InterconnectCase) {
    if item.mentions("nvls off", "nvls disabled", "nvls=0", "without nvls") {
      system.fabric.algorithms.remove(.inNetwork)
    }
    if item.mentions("sharp"), !item.mentions("no sharp", "sharp off", "without sharp") {
      system.fabric.scaleOut.inNetworkReduction = true
    }
    let stated = item.text.amounts("GB/s").first { $0.after.contains("per dir") }
    if let stated { system.fabric.scaleUp.bandwidth = stated.number * 1e9 }
  }

  /// The collective that a row names, all-reduce where nccl-tests are named without one.
  static func collective(_ item: InterconnectCase) -> Collective? {
    let words = item.text.lower.replacing("_", with: "-")
    let spellings: [(Collective, [String])] = [
      (.allReduce, ["all-reduce", "allreduce"]),
      (.allGather, ["all-gather", "allgather"]),
      (.reduceScatter, ["reduce-scatter", "reducescatter"]),
      (.allToAll, ["all-to-all", "alltoall"]),
      (.broadcast, ["broadcast", "bcast", "reduce-perf", " reduce"]),
      (.pointToPoint, ["sendrecv", "send-recv", "point-to-point", "p2p"]),
    ]
    return spellings.compactMap { collective, names in
      names.compactMap { words.firstRange(of: $0)?.lowerBound }.min().map { (collective, $0) }
    }.min { $0.1 < $1.1 }?.0
  }

  /// Bytes of the message, nil where the row asks for the plateau above some size.
  static func bytes(_ text: CaseText) -> Double? {
    if let bytes = text.number("bytes", "size") { return bytes }
    let sizes = text.amounts("KiB", "MiB", "GiB", "KB", "MB", "GB")
    guard let size = sizes.first(where: { !$0.before.hasSuffix(">") && !$0.before.hasSuffix("> ") })
    else { return nil }
    let factors: [String: Double] = [
      "kib": 1_024, "mib": 1_048_576, "gib": 1_073_741_824, "kb": 1e3, "mb": 1e6, "gb": 1e9,
    ]
    return factors[size.unit.lowercased()].map { $0 * size.number }
  }

  /// Ranks of the row: a field, a count beside the accelerator, or accelerators in all.
  static func ranks(_ item: InterconnectCase, context: InterconnectContext) -> Int? {
    let text = item.text
    if let stated = text.number("n", "ranks", "npus"), stated >= 1, stated < 1e7 {
      return Int(stated)
    }
    if let match = text.whole.firstMatch(of: /([0-9]+) nodes? x ([0-9]+)/),
      let nodes = Int(match.1), let each = Int(match.2)
    {
      return nodes * each
    }
    for word in text.words {
      if let match = word.wholeMatch(of: /([0-9]+)x([A-Za-z].*)/), let count = Int(match.1),
        context.catalog.file(.accelerators, named: String(match.2)) != nil
      {
        return count
      }
    }
    let counted = text.amounts("gpu", "gpus", "accelerators", "ranks", "npus", "npu").first
    return counted.flatMap { $0.number >= 1 && $0.number < 1e7 ? Int($0.number) : nil }
  }

  /// Ranks of one scale-up domain.
  static func perDomain(_ text: CaseText, ranks: Int, domain: Int) -> Int {
    if let match = text.whole.firstMatch(of: /([0-9]+) nodes? x ([0-9]+)/), let each = Int(match.2)
    {
      return min(ranks, each)
    }
    if text.lower.contains("single node") || text.lower.contains("1 node") { return ranks }
    return min(ranks, domain)
  }

  /// Width of an element [B]: what the row names, else the four bytes that nccl-tests use.
  private static func elementBytes(_ text: CaseText) -> Int {
    let words = Set(text.lower.split { !$0.isLetter && !$0.isNumber }.map(String.init))
    if !words.isDisjoint(with: ["half", "bfloat16", "bf16", "fp16", "float16"]) { return 2 }
    if !words.isDisjoint(with: ["int8", "uint8", "fp8"]) { return 1 }
    return 4
  }
}
