import Foundation

/// Channel operating margin of electrical channels.
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
    guard context.channels != nil else {
      return .skipped(
        "the channel's file is not part of the table; give its folder with --channels"
      )
    }
    return .skipped("there is no channel file of \"\(item.name)\" in the folder")
  }
}
