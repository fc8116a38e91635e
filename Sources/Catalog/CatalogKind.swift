public import Documents
import Quantities

/// The kinds of parts that the catalogue holds, one folder each.
public enum CatalogKind: String, CaseIterable, Sendable {
  case accelerators
  case kernels
  case memory
  case links
  case technologies
  case switches
  case circuitSwitches = "circuit-switches"
  case nodes
  case racks
  case cooling
  case power
  case sites
  case software
  case engines
  case models
  case walls
  case stages
  case products
  case buyers
  case demand
  case events
  case readiness
  case suppliers
  case markets

  /// The format of the kind's files.
  public var schema: Schema {
    switch self {
    case .accelerators: AcceleratorFormat.schema
    case .kernels: KernelFormat.schema
    case .memory: MemoryFormat.schema
    case .links: LinkFormat.schema
    case .technologies: TechnologyFormat.schema
    case .switches: SwitchFormat.schema
    case .circuitSwitches: CircuitSwitchFormat.schema
    case .nodes: NodeFormat.schema
    case .racks: RackFormat.schema
    case .cooling: CoolingFormat.schema
    case .power: PowerFormat.schema
    case .sites: SiteFormat.schema
    case .software: SoftwareFormat.schema
    case .engines: EngineFormat.schema
    case .models: ModelFormat.schema
    case .walls: WallFormat.schema
    case .stages: StageFormat.schema
    case .products: ProductFormat.schema
    case .buyers: BuyerFormat.schema
    case .demand: DemandFormat.schema
    case .events: EventFormat.schema
    case .readiness: ReadinessFormat.schema
    case .suppliers: SupplierFormat.schema
    case .markets: MarketFormat.schema
    }
  }

  /// One of the kind, for messages.
  public var singular: String {
    switch self {
    case .accelerators: "accelerator"
    case .kernels: "kernel constants"
    case .memory: "memory"
    case .links: "link"
    case .technologies: "link technology"
    case .switches: "switch"
    case .circuitSwitches: "circuit switch"
    case .nodes: "node"
    case .racks: "rack"
    case .cooling: "cooling technology"
    case .power: "power distribution"
    case .sites: "site"
    case .software: "software stack"
    case .engines: "serving engine"
    case .models: "model"
    case .walls: "wall"
    case .stages: "supply-chain stage"
    case .products: "product"
    case .buyers: "kind of buyer"
    case .demand: "kind of work"
    case .events: "event"
    case .readiness: "technology on its way"
    case .suppliers: "supplier"
    case .markets: "market"
    }
  }

  /// What contradicts itself in a file of the kind that is sound field by field.
  func problems(_ record: Record) -> [Diagnostic] {
    switch self {
    case .sites: SiteFormat.problems(record)
    case .cooling: CoolingFormat.problems(record)
    case .power: PowerFormat.problems(record)
    case .switches: SwitchFormat.problems(record)
    case .circuitSwitches: CircuitSwitchFormat.problems(record)
    case .stages: StageFormat.problems(record)
    case .products: ProductFormat.problems(record)
    case .buyers: BuyerFormat.problems(record)
    case .demand: DemandFormat.problems(record)
    case .events: EventFormat.problems(record)
    case .readiness: ReadinessFormat.problems(record)
    default: []
    }
  }
}
