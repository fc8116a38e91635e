public import Links
public import Quantities

/// A question about one link with every name resolved.
public struct LinkQuestion: Sendable {
  /// A line of copper and whose budget it has.
  public struct Copper: Sendable, Hashable {
    /// The line.
    public var channel: CopperChannel
    /// The standard that fills in what is not written, nil where none is published.
    public var standard: CopperStandard?
    /// Gauge of the cable's conductors (AWG), nil for a board or a loss of its own.
    public var gauge: Double?
  }

  /// Light, and what is drawn at random.
  public struct Light: Sendable, Hashable {
    /// The budget.
    public var budget: OpticalBudget
    /// Links drawn at random.
    public var samples: Int
    /// How values between lowest and highest are weighed.
    public var law: Spread.Law
    /// Modulators that share one laser.
    public var split: Int
  }

  /// Rings, and the temperatures to look at.
  public struct Heat: Sendable, Hashable {
    /// The link of rings.
    public var link: RingLink
    /// Temperatures to look at [K].
    public var range: ClosedRange<Double>
  }

  /// A package's edge and what is to be brought out of it.
  public struct Edge: Sendable, Hashable {
    /// The edge.
    public var edge: PackageEdge
    /// Bandwidth to be brought out, both directions together [bit/s].
    public var demand: Double
    /// Transfers per second of a wire between chiplets [1/s].
    public var transferRate: Double
    /// Pitch of bonds on a face [m].
    public var bondPitch: Double
    /// Fibres at the edge.
    public var fibre: FibreEdge
    /// Lasers outside.
    public var lasers: LaserSupply
  }

  /// Name for a reader.
  public var name: String
  /// What is asked of each technology.
  public var demand: LinkEstimate.Demand
  /// Net rate of a lane for copper and light [bit/s].
  public var laneRate: Double
  /// Levels of a symbol.
  public var modulation: Modulation
  /// Symbols per second of a lane [Bd].
  public var symbolRate: Double
  /// Errors per bit before correction that are allowed.
  public var errorLimit: Double
  /// Size of a frame [bit].
  public var frame: Double
  /// What is sent again when a frame is lost.
  public var replay: Replay
  /// Technologies that are asked about, in the order of the file or of the catalogue.
  public var technologies: [LinkTechnology]
  /// Copper, nil when nothing is asked about it.
  public var copper: Copper?
  /// Light, nil when nothing is asked about it.
  public var light: Light?
  /// Wavelengths that share a fibre, nil for one a fibre.
  public var grid: WavelengthGrid?
  /// Rings, nil when nothing is asked about them.
  public var heat: Heat?
  /// The package's edge, nil when nothing is asked about it.
  public var edge: Edge?
  /// Every field as resolved, defaults written out.
  public var resolved: [(path: String, text: String)]
  /// Figures of the catalogue that the result leans on and that are estimates or recollections.
  public var weakFigures: [String]
  /// Remarks that do not stop the study.
  public var warnings: [Diagnostic]
}
