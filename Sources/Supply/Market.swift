/// How buyers value compute and how scarcity is told from plenty.
public struct Market: Hashable, Sendable {
  /// Price of an H100-equivalent hour at which demand classes state their amounts [USD/h].
  public var referencePrice: Double
  /// Share of hours that are sold [1].
  public var occupancy: Double
  /// Years of today's rent that a machine earns over its life, with rents that fall [year].
  public var worthYears: Double
  /// Energy and upkeep of a watt of facility power [USD/W/year].
  public var running: Double
  /// Life of a machine [year].
  public var life: Double
  /// What a machine loses in value while it waits a quarter for a place [1].
  public var waiting: Double
  /// Most machines that wait, as a multiple of what was put to work the quarter before [1].
  public var holding: Double
  /// Relative change of a stage by which its worth is probed [1].
  public var probe: Double
  /// Share of the strongest stage's worth from which another binds with it [1].
  public var together: Double
  /// Worth of a stage's output over what it goes into, from which it binds at all [1].
  public var scarcity: Double
  /// Share of what buyers lack that they set out to buy in a quarter [1].
  public var adjustment: Double
  /// Growth of a year beyond which owners do not believe that it goes on [1/year].
  public var believed: Double
  /// Use of a stage below which its owners drop orders [1].
  public var idle: Double

  /// How buyers value compute.
  public init(
    referencePrice: Double,
    occupancy: Double,
    worthYears: Double,
    running: Double,
    life: Double,
    waiting: Double,
    holding: Double,
    probe: Double,
    together: Double,
    scarcity: Double,
    adjustment: Double,
    believed: Double,
    idle: Double
  ) {
    self.referencePrice = referencePrice
    self.occupancy = occupancy
    self.worthYears = worthYears
    self.running = running
    self.life = life
    self.waiting = waiting
    self.holding = holding
    self.probe = probe
    self.together = together
    self.scarcity = scarcity
    self.adjustment = adjustment
    self.believed = believed
    self.idle = idle
  }

  /// Hours of a year times occupancy times years: what turns rent into worth [h].
  public var worthHours: Double { 8766 * occupancy * worthYears }
}
