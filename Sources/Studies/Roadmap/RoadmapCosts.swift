import Economics
public import Supply

/// What work costs in each whole year of a run: training, serving, and who can pay for it.
///
/// Machines of the day do the work as Narrows' own estimates of training and serving say; an hour of
/// them rents at the run's price.
public struct RoadmapCosts: Hashable, Sendable {
  /// What is taken for granted.
  public struct Assumptions: Hashable, Sendable {
    /// Operations of the frontier run of ``year``: GPT-4, Epoch AI, Notable AI models [FLOP].
    public var compute = 2.1e25
    /// Year of that run.
    public var year = 2023
    /// Growth of frontier runs, notable models 2010 to 2025, Epoch AI, arXiv:2405.21015 (1/year).
    public var growth = 3.6
    /// Time that a frontier run may take [s].
    public var duration = 100 * 86_400.0
    /// Cost of capital of owners, as elsewhere in Narrows (1/year).
    public var discountRate = 0.07

    /// The assumptions.
    public init() {}
  }

  /// The accelerator of the day.
  public struct Machine: Hashable, Sendable {
    /// Id of the product.
    public var product: String
    /// Its share of the compute shipped in the year (1).
    public var share: Double
    /// Catalogue id of the accelerator whose estimates are used.
    public var accelerator: String
    /// Units of work of the product over that of the estimated one; 1 where it is estimated itself.
    public var carried: Double
    /// Whether the estimates are those of an earlier product, carried on per unit of work.
    public var isCarried: Bool
    /// Work of a unit [H100-equivalent].
    public var work: Double
    /// Rent of an hour [USD/h].
    public var rent: Double
    /// Cost of an hour to an owner in full use [USD/h].
    public var owned: Double
    /// Useful operations in training [FLOP/s].
    public var trainingRate: Double
    /// Output tokens in serving [1/s].
    public var servingRate: Double
    /// A million output tokens rented [USD].
    public var rentedTokens: Double
    /// A million output tokens to an owner in full use [USD].
    public var ownedTokens: Double
  }

  /// The frontier run.
  public struct Run: Hashable, Sendable {
    /// Operations that the trend asks for [FLOP].
    public var wanted: Double
    /// Operations that all machines of the training classes make in its time [FLOP].
    public var limit: Double
    /// Operations of the run, the lesser of both [FLOP].
    public var compute: Double
    /// Best size for training alone.
    public var parameters: Double
    /// Its training tokens.
    public var tokens: Double
    /// Best size for training and service, nil where nothing is served.
    public var servedParameters: Double?
    /// Its training tokens.
    public var servedTokens: Double?
    /// Time of all accelerators, losses included [s].
    public var acceleratorTime: Double
    /// Accelerators of the day.
    public var count: Double
    /// Thermal design power of them [W].
    public var power: Double
    /// Cost at the year's rent [USD].
    public var rented: Double
    /// Cost to an owner in full use [USD].
    public var owned: Double

    /// Share of what the training classes run that the trend asks for (1).
    public var share: Double { wanted / limit }
  }

  /// A class of demand in the year.
  public struct Use: Hashable, Sendable {
    /// Id of the class.
    public var kind: String
    /// Compute, mean of the year [H100-equivalent].
    public var compute: Double
    /// Its share of all classes' (1).
    public var share: Double
    /// Output tokens demanded of data centres a month, nil for training.
    public var tokens: Double?
    /// Share of the class's work that is on devices (1).
    public var deviceShare: Double
  }

  /// One buyer in the year.
  public struct Spending: Hashable, Sendable {
    /// Id of the buyer.
    public var buyer: String
    /// Money spent on machines and places [USD].
    public var amount: Double
  }

  /// One year.
  public struct Year: Hashable, Sendable {
    /// The year.
    public var year: Int
    /// Mean rent of a unit of work [USD/h].
    public var rent: Double
    /// The accelerator of the day.
    public var machine: Machine
    /// The frontier run.
    public var run: Run
    /// Every class, in the industry's order.
    public var uses: [Use]
    /// Every buyer, in the industry's order.
    public var spending: [Spending]

    /// What all buyers spent [USD].
    public var spent: Double { spending.reduce(0) { $0 + $1.amount } }
    /// Share of all inference that is on devices (1).
    public var deviceShare: Double {
      let tokens = uses.compactMap { use in use.tokens.map { ($0, use.deviceShare) } }
      let here = tokens.reduce(0) { $0 + $1.0 }
      let there = tokens.reduce(0) { $0 + $1.0 * $1.1 / max(1 - $1.1, 1e-12) }
      return here + there > 0 ? there / (here + there) : 0
    }
  }

  /// What is taken for granted.
  public var assumptions: Assumptions
  /// What accelerators do, by id.
  public var machines: [String: MachineWork]
  /// The whole years of the run; empty where no product's work is known.
  public var years: [Year]

  /// Reads what work costs off a run.
  ///
  /// - Parameters:
  ///   - quarters: Quarters of the run.
  ///   - industry: The industry.
  ///   - machines: What accelerators do, by id.
  ///   - assumptions: What is taken for granted.
  public init(
    _ quarters: [RoadmapQuarter],
    of industry: Industry,
    machines: [String: MachineWork],
    assumptions: Assumptions = Assumptions()
  ) {
    self.assumptions = assumptions
    self.machines = machines
    let years = Dictionary(grouping: quarters, by: \.quarter.year)
      .filter { $0.value.count == 4 }.sorted { $0.key < $1.key }
    let account = Account(industry, machines, assumptions)
    let chosen = account.choices(years.map(\.value))
    self.years = zip(years, chosen).compactMap { entry, choice in
      choice.flatMap { account.year(entry.key, entry.value, $0) }
    }
  }

  /// The first year in which the trend asks for more than all training makes, nil where none does.
  public var exhausted: Int? { years.first { $0.run.share > 1 }?.year }
}
