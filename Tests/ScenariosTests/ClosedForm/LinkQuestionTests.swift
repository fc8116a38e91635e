import Documents
import Links
import Quantities
import Scenarios
import Testing

/// Files about one link: what is read, what is filled in, and what is refused.
struct LinkQuestionTests {
  /// A file without faults that uses every section.
  static let good = """
    narrows: 1
    name: test
    link:
      technology: [pluggable-dsp-200g, passive-copper-200g]
      rate: 1.6 Tb/s
      lane-rate: 200 Gb/s
      length: 30 m
      temperature: 45 degC
    copper:
      gauge: 30
      reserve: 3 dB
    optical:
      laser: { low: 15 dBm, typical: 16 dBm, high: 17 dBm }
      split: 4
      waveguide: { length: 2 cm, loss: 1.5 dB/cm }
      connectors: { count: 3, loss: 0.5 dB }
      ocs: { count: 1 }
    receiver: { noise-density: 150 pA^2/Hz, rin: -150 dB/Hz }
    wdm: { channels: 4, spacing: 400 GHz }
    ring: { cold-lock: 85 degC, heater: { limit: 8 mW } }
    edge: { width: 26 mm, height: 33 mm, share: 50 % }
    fec: { code: kp4, replay: go-back, round-trip: 2 us }
    """

  /// Reads a text with one value a field.
  static func read(_ text: String) -> (question: LinkQuestion?, diagnostics: Diagnostics) {
    var diagnostics = Diagnostics()
    guard let node = Node.parse(text: text, file: "l.yaml", into: &diagnostics) else {
      return (nil, diagnostics)
    }
    guard let space = LinkReader.space(node, into: &diagnostics) else {
      return (nil, diagnostics)
    }
    let question = LinkReader.read(space.variant(0), catalog: Files.catalog, into: &diagnostics)
    return (question, diagnostics)
  }

  /// The good file with one text replaced.
  static func changed(_ old: String, _ new: String) -> String {
    let text = good.replacing(old, with: new)
    #expect(text != good)
    return text
  }

  @Test func `every section is read in the units of the models`() throws {
    let question = try #require(Self.read(Self.good).question)
    #expect(question.demand.rate == 1.6e12 && question.laneRate == 200e9)
    #expect(question.modulation == .pam4 && abs(question.symbolRate - 106.25e9) < 1)
    #expect(question.technologies.map(\.id) == ["pluggable-dsp-200g", "passive-copper-200g"])
    #expect(question.frame == 32_768 && question.replay == .goBack(roundTrip: 2e-6))
    let copper = try #require(question.copper)
    #expect(copper.standard == .ieee8023dj && copper.gauge == 30)
    #expect(copper.channel.budget == 40 && copper.channel.reserve == 3)
    #expect(abs(copper.channel.frequency - 53.125e9) < 1)
    let light = try #require(question.light)
    #expect(light.budget.sourceLevel == Spread(low: 15, typical: 16, high: 17))
    let losses = light.budget.terms.map(\.loss)
    #expect(
      losses == [
        .split, .laserCoupler, .modulator, .waveguide, .multiplexer, .transmitCoupler, .fibre,
        .connectors, .circuitSwitch, .bulkheads, .demultiplexer, .receiveCoupler,
      ]
    )
    let guide = try #require(light.budget.terms.first { $0.loss == .waveguide })
    #expect(abs(guide.total.typical - 3) < 1e-12 && guide.total.low == guide.total.high)
    let split = try #require(light.budget.terms.first { $0.loss == .split })
    #expect(abs(split.total.typical - (6.0206 + 0.4)) < 1e-4)
    #expect(abs(light.budget.receiver.noiseDensity / 150e-24 - 1) < 1e-12)
    let heat = try #require(question.heat)
    #expect(heat.link.ring.coldLock == 358.15)
    #expect(abs(heat.link.ring.drift - 58.29e-12) < 1e-14)
    let edge = try #require(question.edge)
    #expect(abs(edge.edge.length - 59e-3) < 1e-12 && edge.demand == 3.2e12)
    #expect(edge.fibre.wavelengths == 4)
  }

  @Test func `a lane rate chooses code, modulation and standard`() throws {
    let text = """
      narrows: 1
      link: { rate: 100 Gb/s, lane-rate: 25 Gb/s, length: 1 m }
      copper: {}
      """
    let question = try #require(Self.read(text.replacing("{}", with: "{ extra: 0 dB }")).question)
    #expect(question.modulation == .nrz && question.demand.correction == .kr4)
    #expect(abs(question.symbolRate - 25.78125e9) < 1)
    #expect(question.copper?.standard == .ieee8023bj)
    #expect(question.technologies.allSatisfy { $0.laneRate == 25e9 })
    #expect(question.technologies.count > 1)
  }

  @Test func `all technologies are asked about without names`() throws {
    let text = "narrows: 1\nlink: { rate: 1 Tb/s, length: 1 m }"
    let question = try #require(Self.read(text).question)
    #expect(question.technologies.count == Files.catalog.ids(.technologies).count)
    #expect(question.technologies.count > 20)
    #expect(Set(question.technologies.map(\.family)) == Set(LinkFamily.allCases))
  }

  /// A text, what to replace it with, and words that the message must have.
  static let bad: [(String, String, [String])] = [
    ("rate: 1.6 Tb/s", "rate: 1.6", ["link.rate", "Tb/s"]),
    ("rate: 1.6 Tb/s", "rate: 0 Tb/s", ["greater than 0"]),
    ("length: 30 m", "length: -1 m", ["link.length"]),
    ("length: 30 m", "lenght: 30 m", ["length"]),
    ("pluggable-dsp-200g,", "plugable-dsp-200g,", ["pluggable-dsp-200g"]),
    ("pluggable-dsp-200g,", "passive-copper-200g,", ["twice"]),
    ("gauge: 30", "gauge: 40", ["24"]), ("gauge: 30", "medium: megtron-6\n  gauge: 30", ["gauge"]),
    ("reserve: 3 dB", "reserve: 3", ["dB"]), ("reserve: 3 dB", "reserve: 3 dBm", ["dB"]),
    ("reserve: 3 dB", "host: 3 dB\n  host-trace: { length: 5 inch }", ["twice"]),
    ("low: 15 dBm", "low: 18 dBm", ["order"]), ("low: 15 dBm", "low: 15 dB", ["dBm"]),
    ("split: 4", "amplitude: 0 dBm", ["amplitude"]),
    ("laser: { low: 15 dBm, typical: 16 dBm, high: 17 dBm }", "transmitter: 0 dBm", ["split"]),
    ("laser: { low: 15 dBm, typical: 16 dBm, high: 17 dBm }", "coupler: 1 dB", ["begin"]),
    ("spacing: 400 GHz", "spacing: 60 GHz", ["wdm.spacing", "eyes"]),
    ("channels: 4, ", "", ["wdm.channels"]),
    ("cold-lock: 85 degC", "from: 100 degC, to: 50 degC", ["ring.from"]),
    ("limit: 8 mW", "limit: 8 mV", ["power"]),
    ("width: 26 mm, height: 33 mm, share: 50 %", "width: 26 mm", ["long"]),
    ("code: kp4", "code: kp5", ["kp4"]), ("replay: go-back", "replay: goback", ["go-back"]),
    ("lane-rate: 200 Gb/s", "lane-rate: 400 Gb/s", ["copper.budget"]),
    ("technology: [pluggable-dsp-200g, passive-copper-200g]", "technology: { a: 1 }", ["name"]),
  ]

  @Test(arguments: bad.indices)
  func `what is wrong is said with the place and what is allowed`(index: Int) {
    let (old, new, words) = Self.bad[index]
    let (question, diagnostics) = Self.read(Self.changed(old, new))
    #expect(question == nil)
    let text = diagnostics.description
    for word in words { #expect(text.contains(word), "\(text)") }
    #expect(diagnostics.errors.allSatisfy { $0.file == "l.yaml" && ($0.line ?? 0) > 0 })
  }

  @Test func `many faults are reported together`() {
    let text = Self.good.replacing("gauge: 30", with: "gauge: 99")
      .replacing("split: 4", with: "split: four").replacing("code: kp4", with: "code: x")
      .replacing("limit: 8 mW", with: "limit: 8")
    #expect(Self.read(text).diagnostics.errors.count == 4)
  }

  @Test func `light without a source and sections without light are refused`() {
    let text = """
      narrows: 1
      link: { rate: 1 Tb/s, length: 1 m }
      receiver: { sensitivity: -5 dBm }
      ring: { cold-lock: 80 degC }
      """
    let found = Self.read(text).diagnostics.errors.compactMap(\.field)
    #expect(Set(found) == ["receiver", "ring"])
  }

  @Test func `lists and ranges are axes, of levels and temperatures too`() throws {
    let text = Self.good.replacing("length: 30 m", with: "length: [1 m, 10 m, 30 m]")
      .replacing("temperature: 45 degC", with: "temperature: 25 degC..85 degC step 20 degC")
      .replacing("reserve: 3 dB", with: "reserve: 0 dB..3 dB step 1 dB")
      .replacing("noise-density", with: "sensitivity: -6 dBm..-4 dBm step 1 dB, noise-density")
    var diagnostics = Diagnostics()
    let node = try #require(Node.parse(text: text, file: "l.yaml", into: &diagnostics))
    let space = try #require(LinkReader.space(node, into: &diagnostics))
    #expect(space.axes.map(\.values.count) == [3, 4, 4, 3])
    #expect(space.count == 144 && !diagnostics.hasErrors)
    let last = LinkReader.read(space.variant(143), catalog: Files.catalog, into: &diagnostics)
    let question = try #require(last)
    #expect(question.demand.temperature == 358.15 && question.demand.length == 30)
    #expect(question.light?.budget.receiver.sensitivity == -4)
    // Names in a list are no axis: all are asked about at once.
    #expect(question.technologies.count == 2)
  }

  @Test func `a file about something else is refused`() {
    let (question, diagnostics) = Self.read("workload: { model: llama }")
    #expect(question == nil && diagnostics.description.contains("not a file about a link"))
  }
}
