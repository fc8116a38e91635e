public import Links
import Quantities
public import Scenarios

/// What a question about one link comes to.
public struct LinkFindings: Sendable {
  /// The question.
  public var question: LinkQuestion
  /// What each technology makes of it, those that do first, by energy with serialisers.
  public var technologies: [Row]
  /// What copper leaves to spare; nil when nothing is asked about it.
  public var copper: Copper?
  /// What light leaves to spare; nil when nothing is asked about it.
  public var light: Light?
  /// What rings do over temperature; nil when nothing is asked about them.
  public var heat: Heat?
  /// What each interface brings out of the edge; empty when nothing is asked about it.
  public var edge: [EdgeRow]

  /// A technology and what it makes of the question.
  public struct Row: Sendable {
    /// The technology.
    public var technology: LinkTechnology
    /// What it makes of it.
    public var estimate: LinkEstimate
  }

  /// A line of copper at the length asked.
  public struct Copper: Sendable, Hashable {
    /// Loss of a metre [dB/m].
    public var lossPerMetre: Double
    /// Loss from end to end [dB].
    public var loss: Double
    /// What is left of the budget [dB].
    public var margin: Double
    /// Longest line for which the budget closes [m].
    public var reach: Double
  }

  /// Light at the length asked.
  public struct Light: Sendable, Hashable {
    /// With every spread at its worst.
    public var worst: OpticalBudget.Outcome
    /// With every spread at its typical value.
    public var typical: OpticalBudget.Outcome
    /// With every spread at its best.
    public var best: OpticalBudget.Outcome
    /// With every part drawn at random.
    public var statistical: StatisticalMargin
    /// Errors per bit before correction, worst and typical (1).
    public var bitErrorRate: (worst: Double, typical: Double) {
      (worstErrors, typicalErrors)
    }
    /// Errors per bit at the worst (1).
    var worstErrors: Double
    /// Errors per bit, typical (1).
    var typicalErrors: Double
    /// Eye opening for the typical errors, in standard deviations (1).
    public var q: Double
    /// Share of codewords lost, typical (1).
    public var codewordLoss: Double
    /// Share of frames lost, typical (1).
    public var frameLoss: Double
    /// Share of the net rate that delivers frames, typical (1).
    public var efficiency: Double
    /// Longest fibre for which the worst case closes, all else as asked; 0 where none does [m].
    public var worstReach: Double
    /// Longest fibre for which the typical case closes, all else as asked; 0 where none does [m].
    public var typicalReach: Double
  }

  /// Rings over temperature.
  public struct Heat: Sendable, Hashable {
    /// A temperature and the state there.
    public struct Point: Sendable, Hashable {
      /// Temperature of the chips [K].
      public var temperature: Double
      /// What the link does there.
      public var state: RingLink.State

      /// Joins a temperature and a state.
      public init(temperature: Double, state: RingLink.State) {
        self.temperature = temperature
        self.state = state
      }
    }

    /// States over the range of temperatures, evenly spaced.
    public var points: [Point]
    /// The state at the temperature asked, nil when none is.
    public var asked: Point?
    /// Temperature from which on errors exceed the limit, nil where they never do [K].
    public var collapse: Double?
    /// Temperature below which errors exceed the limit, nil where they never do [K].
    public var freeze: Double?
    /// Greatest heater power within the range [W].
    public var heaterPower: Double
  }

  /// An interface at the edge.
  public struct EdgeRow: Sendable, Hashable {
    /// Name for a reader.
    public var name: String
    /// The interface.
    public var interface: EdgeInterface
    /// What it brings out of the whole edge, both directions together [bit/s].
    public var bandwidth: Double
    /// Length of edge for what is asked, 0 on a face [m].
    public var length: Double
    /// Fibres for what is asked, nil without fibre.
    public var fibres: Double?
    /// Laser chips for what is asked, nil without light.
    public var lasers: Double?
    /// Electrical power of those lasers, nil without light [W].
    public var laserPower: Double?
    /// How many times denser the advanced chiplet edge is (1).
    public var mismatch: Double
  }

  /// Answers a question.
  ///
  /// - Parameters:
  ///   - question: The question.
  ///   - seed: Seed of random numbers.
  ///   - isPoint: Whether it is one of many of a sweep, which curves of its own are not drawn of.
  public init(_ question: LinkQuestion, seed: UInt64 = 1, isPoint: Bool = false) {
    self.question = question
    technologies = question.technologies.map { technology in
      Row(technology: technology, estimate: technology.estimate(question.demand))
    }.enumerated().sorted { first, second in
      func key(_ row: Row) -> (Int, Double) {
        (row.estimate.isFeasible ? 0 : 1, row.estimate.hostEnergy)
      }
      let (a, b) = (key(first.element), key(second.element))
      return (a.0, a.1, first.offset) < (b.0, b.1, second.offset)
    }.map(\.element)
    let length = question.demand.length
    copper = question.copper.map { copper in
      Copper(
        lossPerMetre: copper.channel.lossPerMetre,
        loss: copper.channel.loss(length: length),
        margin: copper.channel.margin(length: length),
        reach: copper.channel.reach
      )
    }
    light = question.light.map { Self.light($0, question: question, seed: seed) }
    heat = question.heat.map { Self.heat($0, question: question, isPoint: isPoint) }
    edge = question.edge.map(Self.edge) ?? []
  }

  // MARK: Light

  /// What light leaves to spare.
  private static func light(
    _ asked: LinkQuestion.Light,
    question: LinkQuestion,
    seed: UInt64
  ) -> Light {
    let budget = asked.budget
    let typical = budget.bitErrorRate(.typical)
    let correction = question.demand.correction
    let loss = correction.frameLoss(bitErrorRate: typical, frame: question.frame)
    return Light(
      worst: budget.outcome(.worst),
      typical: budget.outcome(.typical),
      best: budget.outcome(.best),
      statistical: budget.statisticalMargin(samples: asked.samples, law: asked.law, seed: seed),
      worstErrors: budget.bitErrorRate(.worst),
      typicalErrors: typical,
      q: budget.modulation.q(bitErrorRate: typical),
      codewordLoss: correction.codewordLoss(bitErrorRate: typical),
      frameLoss: loss,
      efficiency: question.replay.efficiency(
        loss: loss,
        frame: question.frame,
        rate: question.demand.rate
      ),
      worstReach: reach(budget, .worst),
      typicalReach: reach(budget, .typical)
    )
  }

  /// Longest fibre for which the budget closes, all else as it is [m].
  private static func reach(_ budget: OpticalBudget, _ reading: OpticalBudget.Case) -> Double {
    guard let fibre = budget.terms.first(where: { $0.loss == .fibre }) else { return 0 }
    let each = reading == .worst ? fibre.each.high : fibre.each.typical
    let margin = budget.outcome(reading).margin
    guard each > 0, margin.isFinite else { return 0 }
    return max(0, fibre.count + margin / each)
  }

  // MARK: Heat

  /// What rings do over temperature.
  private static func heat(
    _ asked: LinkQuestion.Heat,
    question: LinkQuestion,
    isPoint: Bool
  ) -> Heat {
    let link = asked.link
    let range = asked.range
    let count = isPoint ? 1 : 121
    func point(_ temperature: Double) -> Heat.Point {
      Heat.Point(temperature: temperature, state: link.state(temperature: temperature))
    }
    let points = (0..<count).map { index in
      point(
        range.lowerBound
          + Double(index) / Double(max(1, count - 1)) * (range.upperBound - range.lowerBound)
      )
    }
    let coldest = point(range.lowerBound).state.heaterPower
    return Heat(
      points: points,
      asked: question.demand.temperature.map(point),
      collapse: link.collapse(within: range),
      freeze: link.freeze(within: range),
      heaterPower: points.map(\.state.heaterPower).max() ?? coldest
    )
  }

  // MARK: Edge

  /// What each interface brings out of an edge.
  private static func edge(_ asked: LinkQuestion.Edge) -> [EdgeRow] {
    let rate = asked.transferRate
    let fibre = asked.fibre
    let advanced = EdgeInterface.ucieAdvanced(transferRate: rate)
    let transfers = Format.significant(rate / 1e9)
    let lane = Format.significant(fibre.laneRate / 1e9)
    let interfaces: [(String, EdgeInterface)] = [
      ("UCIe 3D, \(transfers) GT/s", .ucieStacked(pitch: asked.bondPitch, transferRate: rate)),
      ("UCIe advanced, \(transfers) GT/s", advanced),
      ("UCIe standard, \(transfers) GT/s", .ucieStandard(transferRate: rate)),
      ("serialisers, \(lane)G lanes", .serialiser(laneRate: fibre.laneRate)),
      (
        "fibre at \(Format.significant(1e6 * fibre.pitch)) um, \(Format.significant(fibre.wavelengths)) x \(lane)G",
        .fibre(fibre)
      ),
    ]
    return interfaces.map { name, interface in
      var row = EdgeRow(
        name: name,
        interface: interface,
        bandwidth: asked.edge.bandwidth(interface),
        length: PackageEdge.length(bandwidth: asked.demand, interface),
        mismatch: PackageEdge.mismatch(advanced, interface)
      )
      if case .fibre = interface {
        let lanes = (asked.demand / 2 / fibre.laneRate * (1 - 1e-12)).rounded(.up)
        row.fibres = fibre.fibres(rate: asked.demand / 2)
        row.lasers = asked.lasers.chips(lanes: lanes)
        row.laserPower = asked.lasers.power(lanes: lanes)
      }
      return row
    }
  }
}
