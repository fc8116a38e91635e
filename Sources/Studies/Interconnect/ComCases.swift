import Foundation
import Links
import Quantities
import Scenarios

/// Channel operating margin of electrical channels.
///
/// A row names a set of channel files and a channel of it (`COM mellitz02 channel 1`). The files are
/// looked for under the folder given: `.s4p` whose path holds the set's name and the channel's number
/// after `channel` or `ch`; `thru` or `through` is the wanted path, `fext` and `next` are aggressors.
enum ComCases: InterconnectFamily {
  static let name = "channel operating margin"

  static func predict(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction? {
    guard item.domain == "copper", item.isNamed("com ") || item.asked.hasPrefix("com") else {
      return nil
    }
    if let match = item.text.whole.firstMatch(of: /log10\(([0-9.]+)\s*\/\s*([0-9.]+)\)/),
      let signal = Double(match.1), let noise = Double(match.2), noise > 0
    {
      return .plain(20 * log10(signal / noise))
    }
    guard let folder = context.channels else {
      return .skipped(
        "the channel's file is not part of the table; give its folder with --channels"
      )
    }
    guard
      let match = item.name.lowercased().firstMatch(of: /com\s+(\S+)\s+(?:channel|ch)\s*([0-9]+)/),
      let channel = ports(set: String(match.1), number: String(match.2), in: folder)
    else { return .skipped("there is no channel file of \"\(item.name)\" in the folder") }
    // The constants with which the task force compared programs, or those of the lane rate named.
    let standard: ChannelStandard
    if item.mentions("802.3ck", "100g/lane") {
      standard = .backplane100G1
    } else if item.mentions("802.3bj", "802.3by", "25g") {
      standard = .backplane100G4
    } else {
      standard = .backplane200G1
    }
    guard let worst = ChannelOperatingMargin.evaluate(channel, standard: standard).worst else {
      return .skipped("no setting of the equalisers opens the channel of \"\(item.name)\"")
    }
    return .plain(worst.margin)
  }

  /// The paths of a channel from the files of a folder; nil where its wanted path is not there.
  private static func ports(set: String, number: String, in folder: String) -> ChannelPorts? {
    guard let found = FileManager.default.enumerator(atPath: folder) else { return nil }
    let names = found.compactMap { $0 as? String }.filter { path in
      let lower = path.lowercased()
      guard lower.hasSuffix(".s4p"), lower.contains(set),
        let place = lower.firstMatch(of: /(?:channel|ch)[ _-]*0*([0-9]+)/)
      else { return false }
      return place.1 == number
    }.sorted()
    func tables(_ words: String...) -> [ScatteringTable] {
      names.filter { path in
        let file = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        return words.contains { file.contains($0) }
      }.compactMap { path in
        guard let data = FileManager.default.contents(atPath: folder + "/" + path) else {
          return nil
        }
        return TouchstoneReader.read(String(decoding: data, as: UTF8.self), file: path).table
      }
    }
    guard let wanted = tables("thru", "through").first, wanted.ports == 4 else { return nil }
    let order = wanted.detectedPortOrder
    func paths(_ words: String) -> [TwoPortTable] {
      tables(words).filter { $0.ports == 4 }.map { $0.differential(order: order) }
    }
    return ChannelPorts(
      through: wanted.differential(order: order),
      far: paths("fext"),
      near: paths("next")
    )
  }
}
