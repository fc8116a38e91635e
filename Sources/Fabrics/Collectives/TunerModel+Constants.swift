extension TunerModel {
  /// How a library writes data and flags, in the order of its tables.
  public enum Transport: Int, Sendable, CaseIterable, Hashable {
    /// Flag beside every four bytes (LL).
    case flagged = 0
    /// Flag beside every 120 bytes of a line (LL128).
    case lines = 1
    /// Chunks behind a fence (Simple).
    case chunked = 2

    /// The name that the library's log prints.
    public var name: String {
      switch self {
      case .flagged: "LL"
      case .lines: "LL128"
      case .chunked: "Simple"
      }
    }
  }

  /// What the library may carry a collective out with.
  public enum Method: String, Sendable, CaseIterable, Hashable {
    /// Two trees over nodes with a chain inside each.
    case tree = "tree"
    /// Rings through all ranks.
    case ring = "ring"
    /// Addition in the switches of a domain.
    case nvls = "NVLS"
    /// Addition in the switches of a domain, trees between domains.
    case nvlsTree = "NVLS tree"
  }

  /// Generations of accelerators that the library's tables tell apart.
  public enum Generation: Int, Sendable, CaseIterable, Hashable {
    /// Compute capability 7.x.
    case volta = 0
    /// Compute capability 8.x.
    case ampere = 1
    /// Compute capability 9.x.
    case hopper = 2
    /// Compute capability 10.x.
    case blackwell = 3

    /// The generation of a compute capability, such as 90 for `sm90`.
    public init(computeCapability: Int) {
      switch computeCapability {
      case ..<80: self = .volta
      case ..<90: self = .ampere
      case ..<100: self = .hopper
      default: self = .blackwell
      }
    }

    /// Share of a channel's rate that addition in the switch keeps (1); 0 where there is none.
    public var switchEfficiency: Double {
      switch self {
      case .volta, .ampere: 0
      case .hopper: 0.85
      case .blackwell: 0.74
      }
    }

    /// Rate of one NVLink as the library counts it, one direction [B/s].
    public var linkRate: Double {
      switch self {
      case .volta, .ampere: 20.0e9
      case .hopper: 20.6e9
      case .blackwell: 40.1e9
      }
    }

    /// Links of one accelerator of the generation's largest part.
    public var links: Int {
      switch self {
      case .volta: 6
      case .ampere: 12
      case .hopper, .blackwell: 18
      }
    }
  }

  /// What joins the ranks of a node.
  public enum Wire: Int, Sendable, CaseIterable, Hashable {
    /// NVLink.
    case nvlink = 0
    /// PCI Express.
    case pci = 1
    /// The network.
    case network = 2
  }

  /// Fixed latency [s] of tree and ring by transport.
  static func base(_ method: Method, _ transport: Transport) -> Double {
    let table: [[Double]] = [[6.8, 14, 8.4], [6.6, 14, 8.4]]
    switch method {
    case .tree: return table[0][transport.rawValue] * 1e-6
    case .ring: return table[1][transport.rawValue] * 1e-6
    case .nvls, .nvlsTree: return 0
    }
  }

  /// Latency of one step [s] by wire, method and transport.
  static func step(_ wire: Wire, _ method: Method, _ transport: Transport) -> Double {
    let tree: [[Double]] = [[0.6, 1.25, 4], [1, 1.9, 4], [5, 8.5, 14]]
    let ring: [[Double]] = [[0.6, 1.9, 3.4], [1, 2.5, 5.7], [2.7, 4, 14]]
    let nvls: [Double] = [25, 0, 18]
    let nvlsTree: [Double] = [25, 0, 20.9]
    switch method {
    case .tree: return tree[wire.rawValue][transport.rawValue] * 1e-6
    case .ring: return ring[wire.rawValue][transport.rawValue] * 1e-6
    case .nvls: return nvls[wire.rawValue] * 1e-6
    case .nvlsTree: return nvlsTree[wire.rawValue] * 1e-6
    }
  }

  /// Most that the flagged transport carries [B/s], by row and scale.
  static let flaggedLimits: [[Double]] = [
    [39e9, 39e9, 20.4e9], [87.7e9, 22.5e9, 19e9], [141e9, 45e9, 35e9], [282e9, 90e9, 70e9],
  ]
  /// Most that a channel of a ring carries by lines [B/s].
  static let ringLineLimits: [[Double]] = [
    [20e9, 20e9, 20e9], [20e9, 20e9, 20e9], [36.7e9, 36.7e9, 36.7e9], [40e9, 40e9, 40e9],
  ]
  /// Most that a channel of a tree carries by lines [B/s].
  static let treeLineLimits: [[Double]] = [
    [20e9, 20e9, 20e9], [20e9, 20e9, 20e9], [36.7e9, 36.7e9, 29e9], [55.6e9, 31.67e9, 20e9],
  ]
  /// Most that a channel of a tree carries [B/s].
  static let treeLimits: [[Double]] = [
    [26.5e9, 18.5e9, 10e9], [24e9, 23.6e9, 17.8e9], [38.7e9, 41.4e9, 36e9],
    [70e9, 42.8e9, 24e9],
  ]
  /// Most that a channel of trees of summing switches carries [B/s]; 0 on one node.
  static let switchTreeLimits: [[Double]] = [
    [26.5e9, 18.5e9, 10e9], [24e9, 23.6e9, 17.8e9], [0, 57.7e9, 45.5e9], [0, 96e9, 80e9],
  ]

  /// Share of a tree's rate that is reached at a size, by transport and `log₂(bytes/64)` (1).
  static let treeShares: [[Double]] = [
    [
      1, 1, 1, 1, 0.9, 0.8, 0.7, 0.7, 0.7, 0.7, 0.6, 0.5, 0.4, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1,
      1, 1, 1,
    ],
    [
      1, 1, 1, 1, 1, 0.9, 0.8, 0.8, 0.8, 0.7, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.8, 0.9, 0.9, 0.9, 0.9,
      1, 1, 1,
    ],
    [
      0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.8, 0.7, 0.6, 0.6, 0.5, 0.5, 0.5, 0.5, 0.6, 0.7, 0.8, 0.7,
      0.7, 0.8, 0.9, 0.9, 0.9,
    ],
  ]
}
