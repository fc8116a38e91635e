/// What joins aggregation blocks, and what it costs: through circuit switches, or by a spine.
///
/// The account of Poutievski et al. (SIGCOMM 2022, section 6.5): aggregation blocks' links to each
/// other with their transceivers, fibre, patch panels or circuit switches, circulators, spine
/// transceivers and spine switches. Racks of machines and their first switches are out. The switches
/// of aggregation blocks themselves are in by their stages, `aggregationStages`; a two-stage block
/// has four chip ports for each uplink, a two-stage spine three for each link.
public struct BlockFabricBill: Sendable, Hashable {
  /// Parts that such fabrics are made of.
  public struct Parts: Sendable, Hashable {
    /// Price of a transceiver per rate [USD/(bit/s)].
    public var transceiverPrice: Double
    /// Energy of a bit at one transceiver [J/bit].
    public var transceiverEnergy: Double
    /// The switch that blocks and spines are built of.
    public var box: SwitchPart
    /// The circuit switch.
    public var circuitSwitch: CircuitSwitchPart
    /// The panel of a Clos.
    public var panel: CircuitSwitchPart
    /// The circulator.
    public var circulator: CircuitSwitchPart
    /// Price of a strand of fibre with its connectors [USD].
    public var fibrePrice: Double

    /// Gathers parts.
    public init(
      transceiverPrice: Double,
      transceiverEnergy: Double,
      box: SwitchPart,
      circuitSwitch: CircuitSwitchPart,
      panel: CircuitSwitchPart,
      circulator: CircuitSwitchPart,
      fibrePrice: Double
    ) {
      self.transceiverPrice = transceiverPrice
      self.transceiverEnergy = transceiverEnergy
      self.box = box
      self.circuitSwitch = circuitSwitch
      self.panel = panel
      self.circulator = circulator
      self.fibrePrice = fibrePrice
    }
  }

  /// How blocks are joined.
  public enum Joining: Sendable, Hashable {
    /// Directly, through circuit switches, with or without circulators.
    case circuits(circulators: Bool)
    /// Directly, through patch panels.
    case panels
    /// By a spine of so many stages, through patch panels.
    case spine(stages: Int)
  }

  /// A part of the bill.
  public struct Line: Sendable, Hashable {
    /// What it is.
    public var name: String
    /// How many there are.
    public var count: Double
    /// Price of all [USD].
    public var price: Double
    /// Power of all [W].
    public var power: Double
    /// Whether it outlives blocks, so that its price may be spread over generations.
    public var isLasting: Bool
  }

  /// The parts.
  public var lines: [Line]

  /// Price of all, on the day of purchase [USD].
  public var price: Double { lines.reduce(0) { $0 + $1.price } }
  /// Power of all [W].
  public var power: Double { lines.reduce(0) { $0 + $1.power } }

  /// Price of a generation of blocks, what outlives it being spread over several [USD].
  public func price(generations: Double) -> Double {
    lines.reduce(0) { $0 + $1.price / ($1.isLasting ? generations : 1) }
  }

  /// Chip ports for each link of a block or spine built of stages of switches without
  /// oversubscription: each stage below the top has a port down and one up, a block's top as well,
  /// a spine's top only down.
  public static func chipPorts(stages: Int, isSpine: Bool) -> Int {
    max(0, isSpine ? 2 * stages - 1 : 2 * stages)
  }

  /// Makes the bill.
  ///
  /// - Parameters:
  ///   - blocks: The blocks.
  ///   - joining: How they are joined.
  ///   - parts: What they are joined with.
  ///   - aggregationStages: Stages of switches of a block that are counted; 0 leaves them out.
  public init(
    _ blocks: [CircuitBlock],
    joined joining: Joining,
    with parts: Parts,
    aggregationStages: Int
  ) {
    let links = blocks.reduce(0) { $0 + $1.uplinks }
    let count = Double(links)
    let capacity = blocks.reduce(0) { $0 + $1.capacity }
    lines = []
    func add(_ name: String, _ count: Double, price: Double, power: Double, lasts: Bool = false)
      -> Line
    { Line(name: name, count: count, price: price, power: power, isLasting: lasts) }
    /// Switches by their share of a box's bandwidth.
    func boxes(_ name: String, ports: Int) -> Line {
      let share = Double(ports) * capacity / parts.box.capacity
      return add(name, share, price: share * parts.box.price, power: share * parts.box.power)
    }
    func transceivers(_ name: String) -> Line {
      add(
        name,
        count,
        price: capacity * parts.transceiverPrice,
        power: capacity * parts.transceiverEnergy
      )
    }
    func passive(_ name: String, _ part: CircuitSwitchPart, fibres: Int, lasts: Bool) -> Line {
      add(
        name,
        Double(fibres),
        price: part.price(fibres: fibres),
        power: part.power(fibres: fibres),
        lasts: lasts
      )
    }
    func fibre(_ strands: Int) -> Line {
      let price = Double(strands) * parts.fibrePrice
      return add("fibre", Double(strands), price: price, power: 0, lasts: true)
    }
    if aggregationStages > 0 {
      let ports = Self.chipPorts(stages: aggregationStages, isSpine: false)
      lines.append(boxes("aggregation switches", ports: ports))
    }
    lines.append(transceivers("aggregation transceivers"))
    switch joining {
    case .circuits(let circulators):
      let fibres = circulators ? links : 2 * links
      if circulators {
        lines.append(passive("circulators", parts.circulator, fibres: links, lasts: false))
      }
      lines.append(fibre(fibres))
      lines.append(passive("circuit switches", parts.circuitSwitch, fibres: fibres, lasts: true))
    case .panels:
      lines.append(fibre(2 * links))
      lines.append(passive("patch panels", parts.panel, fibres: links, lasts: true))
    case .spine(let stages):
      lines.append(fibre(2 * links))
      lines.append(passive("patch panels", parts.panel, fibres: links, lasts: true))
      lines.append(transceivers("spine transceivers"))
      lines.append(
        boxes("spine switches", ports: Self.chipPorts(stages: stages, isSpine: true))
      )
    }
  }

  /// What blocks can send through a spine, each link at the lower speed of both ends [bit/s].
  public static func spineCapacity(_ blocks: [CircuitBlock], speed: Double) -> Double {
    blocks.reduce(0) { $0 + Double($1.uplinks) * min($1.speed, speed) }
  }
}
