import Foundation
import Links
import Quantities
import Scenarios
import Testing

/// The section about a channel in files about a link.
struct ChannelQuestionTests {
  /// A file about a channel with the section given.
  static func file(_ section: String) -> String {
    """
    narrows: 1
    name: test
    link: { technology: passive-copper-200g, rate: 200 Gb/s, lane-rate: 200 Gb/s, length: 1 m }
    channel: { \(section) }
    """
  }

  /// A folder with a four-port file, removed behind the body.
  static func withChannel(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("channel-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let channel = SyntheticChannel(
      pieces: [.init(impedance: 100, length: 0.1)],
      skinLoss: 2,
      dielectricLoss: 0.1
    )
    let table = ScatteringTable(
      uncoupled: channel.table((0...300).map { Double($0) * 400e6 }),
      order: .crossed
    )
    let path = folder.appendingPathComponent("through.s4p")
    try TouchstoneText.write(table, comment: "test").write(
      to: path,
      atomically: true,
      encoding: .utf8
    )
    try body(path.path)
  }

  @Test func `files, port order, standard and changes are read`() throws {
    try Self.withChannel { path in
      let text = Self.file(
        "through: \(path), far-end: \(path), near-end: [\(path), \(path)], standard: 802.3ck-kr,"
          + " noise-density: 1e-17 V^2/Hz, error-ratio: 1e-5, package-length: 20 mm, pass: 4 dB"
      )
      let (question, diagnostics) = LinkQuestionTests.read(text)
      let channel = try #require(question?.channel, "\(diagnostics)")
      #expect(channel.order == .crossed)
      #expect(channel.ports.far.count == 1 && channel.ports.near.count == 2)
      #expect(channel.ports.through.reference == 100)
      #expect(channel.standard.id == "802.3ck-kr" && channel.standard.errorRatio == 1e-5)
      #expect(abs(channel.standard.noiseDensity / 1e-17 - 1) < 1e-12)
      #expect(channel.standard.packages.count == 1 && channel.standard.passMargin == 4)
      #expect(channel.standard.packages.first?.receiver.lines.first?.length == 0.02)
      #expect(channel.lossBudget == 28)
    }
  }

  @Test func `what is missing or wrong is told together`() throws {
    let (question, diagnostics) = LinkQuestionTests.read(
      Self.file(
        "through: no.s4p, far-end: [none.s4p, [1]], standard: 802.3xx, frequency-step: 1 Hz"
      )
    )
    #expect(question == nil)
    let messages = diagnostics.errors.map(\.message)
    #expect(messages.contains { $0.contains("no.s4p") })
    #expect(messages.contains { $0.contains("none.s4p") })
    #expect(messages.count >= 5)
    let without = LinkQuestionTests.read(Self.file("standard: 802.3dj-kr")).diagnostics
    #expect(without.errors.contains { $0.field == "channel.through" })
  }
}
