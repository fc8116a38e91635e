import Foundation
import Links
import Quantities
import Scenarios
import Testing

/// Files of S-parameters: what is read, and what is refused with its line.
struct TouchstoneTests {
  /// A four-port of two frequencies in rows of four pairs.
  static let four = """
    ! made by hand
    # MHz S MA R 50
    10 0.1 0 0.9 -20 0.01 0 0.02 90 ! first row
     0.9 -20 0.1 0 0.02 90 0.01 0
     0.01 0 0.02 90 0.1 0 0.9 -20
     0.02 90 0.01 0 0.9 -20 0.1 0

    20 0.1 0 0.8 -40 0.01 0 0.02 90
     0.8 -40 0.1 0 0.02 90 0.01 0
     0.01 0 0.02 90 0.1 0 0.8 -40
     0.02 90 0.01 0 0.8 -40 0.1 0
    """

  /// Errors of a text, as lines with their messages.
  static func errors(_ text: String, file: String = "a.s4p") -> [(line: Int?, message: String)] {
    let (table, diagnostics) = TouchstoneReader.read(text, file: file)
    #expect(diagnostics.hasErrors == (table == nil))
    return diagnostics.errors.map { ($0.line, $0.message) }
  }

  @Test func `rows of pairs in megahertz, magnitude and degrees`() throws {
    let table = try #require(TouchstoneReader.read(Self.four, file: "a.S4P").table)
    #expect(table.ports == 4 && table.reference == 50)
    #expect(table.frequencies == [10e6, 20e6])
    let pass = table[1, to: 1, from: 0]
    #expect(abs(pass.magnitude - 0.8) < 1e-12)
    #expect(abs(pass.angle + 40 * .pi / 180) < 1e-12)
    #expect(table[0, to: 3, from: 0] == ComplexNumber(magnitude: 0.02, angle: .pi / 2))
    #expect(table.detectedPortOrder == .adjacent)
  }

  @Test(arguments: [
    ("# Hz S RI R 75", "0.5 -0.5", ComplexNumber(0.5, -0.5), 1.0, 75.0),
    ("# kHz s ri", "0.5 -0.5", ComplexNumber(0.5, -0.5), 1e3, 50.0),
    ("#GHz S DB R 50", "-20 90", ComplexNumber(0, 0.1), 1e9, 50.0),
    ("# R 45 DB S mhz", "-20 90", ComplexNumber(0, 0.1), 1e6, 45.0),
  ])
  func `units and forms of the option line`(
    options: String,
    pair: String,
    value: ComplexNumber,
    unit: Double,
    reference: Double
  ) throws {
    let text = "\(options)\n1 \(pair)\n2 \(pair)\n"
    let table = try #require(TouchstoneReader.read(text, file: "a.s1p").table)
    #expect(table.frequencies == [unit, 2 * unit])
    #expect(table.reference == reference)
    #expect((table[0, to: 0, from: 0] - value).magnitude < 1e-12)
  }

  @Test func `a two-port lists the transmission before the return`() throws {
    let text = "# GHz S RI R 50\n1 0.1 0 0.2 0 0.3 0 0.4 0\n2 0.1 0 0.2 0 0.3 0 0.4 0\n"
    let table = try #require(TouchstoneReader.read(text, file: "a.s2p").table)
    #expect(table[0, to: 1, from: 0].real == 0.2 && table[0, to: 0, from: 1].real == 0.3)
    let noisy = text + "1 2.5 0.3 20 0.5\n2 2.6 0.3 20 0.5\n"
    let (other, diagnostics) = TouchstoneReader.read(noisy, file: "a.s2p")
    #expect(other == table)
    #expect(diagnostics.entries.count == 1 && !diagnostics.hasErrors)
  }

  @Test func `version 2 with keywords, an order and half a matrix`() throws {
    let text = """
      [Version] 2.0
      # GHz S RI R 50
      [Number of Ports] 2
      [Two-Port Data Order] 12_21
      [Number of Frequencies] 2
      [Reference] 60
      60
      [Matrix Format] Lower
      [Begin Information]
      not a number
      [End Information]
      [Network Data]
      1 0.1 0 0.2 0 0.4 0
      2 0.1 0 0.2 0 0.4 0
      [End]
      and whatever
      """
    let table = try #require(TouchstoneReader.read(text, file: "a.ts").table)
    #expect(table.ports == 2 && table.reference == 60)
    #expect(table[0, to: 0, from: 1].real == 0.2 && table[0, to: 1, from: 0].real == 0.2)
    #expect(table[1, to: 1, from: 1].real == 0.4)
  }

  @Test func `a file that breaks lines anywhere is read with a warning`() throws {
    let words = Self.four.split(separator: "\n").dropFirst(2)
      .map { $0.prefix { $0 != "!" } }.joined(separator: " ").split(separator: " ")
    var text = "# MHz S MA R 50\n"
    for start in stride(from: 0, to: words.count, by: 6) {
      text += words[start..<min(words.count, start + 6)].joined(separator: " ") + "\n"
    }
    let (table, diagnostics) = TouchstoneReader.read(text, file: "a.s4p")
    #expect(table == TouchstoneReader.read(Self.four, file: "a.s4p").table)
    #expect(diagnostics.entries.map(\.severity) == [.warning])
  }

  @Test func `every problem is told with its line`() {
    let text = Self.four.replacing("# MHz", with: "# XHz").replacing(
      "0.8 -40 0.01",
      with: "0.8 x 0.01"
    )
    .replacing("20 0.1 0 0.8", with: "5 0.1 0 0.8")
    let errors = Self.errors(text)
    #expect(errors.contains { $0.line == 2 && $0.message.contains("XHz") })
    #expect(errors.contains { $0.line == 8 && $0.message.contains("\"x\" is not a number") })
    #expect(errors.contains { $0.line == 8 && $0.message.contains("does not rise") })
    #expect(errors.count == 3)
  }

  @Test func `faults of frequencies`() {
    let falling = Self.errors(Self.four.replacing("\n20 0.1", with: "\n9 0.1"))
    #expect(falling.count == 1 && falling.first?.line == 8)
    #expect(falling.first?.message.contains("does not rise") == true)
    let negative = Self.errors(Self.four.replacing("\n10 0.1", with: "\n-10 0.1"))
    #expect(negative.map(\.line) == [3])
    let nan = Self.errors(Self.four.replacing("0.8 -40 0.01", with: "nan -40 0.01"))
    #expect(nan.first?.line == 8 && nan.first?.message.contains("finite") == true)
  }

  @Test func `faults of the whole file`() {
    #expect(Self.errors("").contains { $0.message.contains("no option line") })
    #expect(Self.errors("").contains { $0.message.contains("no data") })
    let headless = Self.errors(Self.four.replacing("# MHz S MA R 50", with: ""))
    #expect(headless.map(\.message) == ["has no option line."])
    #expect(
      Self.errors(Self.four, file: "a.txt").contains { $0.message.contains("number of ports") }
    )
    #expect(
      Self.errors(Self.four, file: "a.s3p").allSatisfy { $0.message.contains("3-port needs 18") }
    )
    let cut = Self.errors(String(Self.four.dropLast(30)))
    #expect(cut.first?.line == 8 && cut.contains { $0.message.contains("cut off") })
    let impedances = Self.errors(Self.four.replacing("S MA", with: "Z MA"))
    #expect(impedances.first?.message.contains("only S can be read") == true)
  }

  @Test func `what is written is read again`() throws {
    let channel = SyntheticChannel(
      pieces: [.init(impedance: 95, length: 0.05), .init(impedance: 105, length: 0.1)],
      skinLoss: 2,
      dielectricLoss: 0.1
    )
    let table = ScatteringTable(
      uncoupled: channel.table([0, 1e9, 20e9, 53.125e9]),
      order: .crossed
    )
    let text = TouchstoneText.write(table, comment: "test", digits: 9)
    let read = try #require(TouchstoneReader.read(text, file: "a.s4p").table)
    #expect(read.frequencies == table.frequencies)
    #expect(zip(read.values, table.values).allSatisfy { ($0 - $1).magnitude < 1e-9 })
    #expect(read.detectedPortOrder == .crossed)
  }
}
