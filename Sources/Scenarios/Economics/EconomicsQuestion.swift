public import Economics
public import Quantities

/// A question about economics alone with every name resolved.
public struct EconomicsQuestion: Sendable {
  /// An accelerator of the catalogue as economics sees it.
  public struct Machine: Sendable, Hashable {
    /// Its id.
    public var id: String
    /// Dense peak rate in the number format asked, nil where no format is [FLOP/s].
    public var peak: Double?
    /// Limit of its power [W].
    public var power: Double
    /// Its price, nil where none is known [USD].
    public var price: Double?
    /// What the market asks for it, nil where nothing is known [USD/s].
    public var rent: Double?
  }

  /// What owning, running and renting accelerators costs.
  public struct Ownership: Sendable, Hashable {
    /// An accelerator in place of the catalogue's price [USD].
    public var price: Double?
    /// Server over accelerators (1).
    public var serverRatio: Double
    /// Interconnect over all cluster hardware (1).
    public var networkShare: Double
    /// Time after which equipment is replaced [s].
    public var life: Double
    /// Share of its market value that equipment loses a year; nil where it is repaid over its life.
    public var decline: Double?
    /// Time from purchase to use, with `decline` [s].
    public var age: Double
    /// Cost of capital [1/year].
    public var discountRate: Double
    /// Resale value over price (1).
    public var residual: Double
    /// Repair over equipment price [1/year].
    public var maintenance: Double
    /// Staff, land and the rest per IT power [USD/W/year].
    public var operation: Double
    /// Building and plant per IT power [USD/W].
    public var facility: Double
    /// Time after which they are written off [s].
    public var facilityLife: Double
    /// Price at the meter [USD/J].
    public var electricity: Double
    /// Emission of the grid [kg/J].
    public var carbon: Double
    /// Rated power of a server over that of its accelerators (1).
    public var powerRatio: Double
    /// Mean over rated power while in use (1).
    public var load: Double
    /// Power at the meter over power of the equipment (1).
    public var facilityRatio: Double
    /// Rent in place of the catalogue's [USD/s].
    public var rent: Double?

    /// The account of an accelerator with its surroundings.
    ///
    /// - Parameter machine: The accelerator.
    /// - Returns: The account; a rent that nobody gives is 0.
    public func account(_ machine: Machine) -> CostOfOwnership {
      var account = account(
        prices: CapitalPrices.fromAccelerator(
          price ?? machine.price ?? 0,
          facility: facility,
          serverRatio: serverRatio,
          networkShare: networkShare
        )
      )
      account.rentalPrice = rent(machine) ?? 0
      return account
    }

    /// The account of anything with these prices.
    public func account(prices: CapitalPrices) -> CostOfOwnership {
      CostOfOwnership(
        prices: prices,
        equipmentLife: life,
        facilityLife: facilityLife,
        discountRate: discountRate,
        residualShare: residual,
        maintenanceShare: maintenance,
        operation: operation,
        electricityPrice: electricity,
        rentalPrice: rent ?? 0
      )
    }

    /// Rent of an accelerator, nil where nobody gives one [USD/s].
    public func rent(_ machine: Machine) -> Double? { rent ?? machine.rent }

    /// IT power that a site reserves for an accelerator with its share of the server [W].
    public func ratedPower(_ machine: Machine) -> Double { machine.power * powerRatio }

    /// Mean power at the meter for it while in use [W].
    public func meterPower(_ machine: Machine) -> Double {
      ratedPower(machine) * load * facilityRatio
    }
  }

  /// Interruptions of a run.
  public struct Failures: Sendable, Hashable {
    /// Mean time between those of one accelerator [s].
    public var between: Double
    /// From an interruption to running again [s].
    public var restart: Double
    /// Time for which a checkpoint stops the run [s].
    public var checkpoint: Double
  }

  /// A training run.
  public struct Run: Sendable, Hashable {
    /// The accelerator; its peak is known.
    public var machine: Machine
    /// Its dense peak [FLOP/s].
    public var peak: Double
    /// Operations, nil where accelerators, time and utilisation make them [FLOP].
    public var compute: Double?
    /// Useful operations over peak, nil where operations and time imply it (1).
    public var utilisation: Double?
    /// Accelerators, nil where time or nothing decides them.
    public var count: Double?
    /// Wall time, nil where it follows [s].
    public var duration: Double?
    /// Time of all accelerators, nil where it follows [s].
    public var acceleratorTime: Double?
    /// Time within which it shall end, nil for none [s].
    public var deadline: Double?
    /// Utilisation to compare with (1).
    public var better: Double
    /// Compute of failed runs over that of the final one (1).
    public var failedShare: Double
    /// Pay over the whole cost (1).
    public var staffShare: Double
    /// Interruptions, nil for none.
    public var failures: Failures?
  }

  /// A model of the past.
  public struct Model: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// When it was published, as a year with its fraction.
    public var year: Double
    /// Operations of its training, nil where unknown [FLOP].
    public var compute: Double?
    /// What its final run cost, nil where unknown [USD].
    public var cost: Double?
    /// What it was trained on, nil where unknown.
    public var hardware: String?
  }

  /// What somebody has to spend.
  public struct Budget: Sendable, Hashable {
    /// Who.
    public var name: String
    /// Money of a year [USD].
    public var amount: Double
    /// Share of it that one run may take (1).
    public var share: Double
  }

  /// Generations of models.
  public struct Generations: Sendable, Hashable {
    /// The models, in the order of the file.
    public var models: [Model]
    /// What counts as cost, for the reader.
    public var basis: String
    /// Last year of the projection.
    public var until: Int
    /// Compute of a generation over that before (1).
    public var step: Double
    /// Chance that intervals cover (1).
    public var confidence: Double
    /// Who pays.
    public var budgets: [Budget]
  }

  /// Compute-optimal sizes.
  public struct Sizing: Sendable, Hashable {
    /// Operations of training [FLOP].
    public var compute: Double
    /// Tokens served over the model's life, nil where nothing is asked about them.
    public var served: Double?
    /// Tokens that there are.
    public var stock: Double
  }

  /// A serving fleet.
  public struct Serving: Sendable, Hashable {
    /// Nodes, nil where rates decide.
    public var nodes: Double?
    /// Accelerators of a node.
    public var perNode: Double
    /// The accelerator, nil where only rent counts.
    public var machine: Machine?
    /// Tokens of a day.
    public var day: TokenCounts
    /// Input and output tokens per second of a busy node of each kind, nil where unknown [1/s].
    public var rates: Rates?
    /// What customers pay, nil where nothing is known.
    public var tariff: TokenTariff?

    /// What a busy node makes.
    public struct Rates: Sendable, Hashable {
      /// Input tokens, hits included [1/s].
      public var input: Double
      /// Output tokens [1/s].
      public var output: Double
    }
  }

  /// A site.
  public struct Site: Sendable, Hashable {
    /// Power of the IT equipment [W].
    public var power: Double
    /// The accelerator, nil where none is named.
    public var machine: Machine?
    /// Accelerators, nil where none is named.
    public var count: Double?
    /// Servers and network per IT power [USD/W].
    public var servers: Double
    /// Lives of equipment to compare [s].
    public var lives: [Double]
  }

  /// Energy and carbon.
  public struct Emissions: Sendable, Hashable {
    /// Energy of the equipment [J].
    public var energy: Double
    /// Time of all accelerators, nil where energy is given [s].
    public var acceleratorTime: Double?
  }

  /// Name for a reader.
  public var name: String
  /// A training run, nil when nothing is asked about it.
  public var run: Run?
  /// Generations of models, nil when nothing is asked about them.
  public var generations: Generations?
  /// Compute-optimal sizes, nil when nothing is asked about them.
  public var sizing: Sizing?
  /// A serving fleet, nil when nothing is asked about it.
  public var serving: Serving?
  /// A site, nil when nothing is asked about it.
  public var site: Site?
  /// Energy and carbon, nil when nothing is asked about them.
  public var emissions: Emissions?
  /// What owning, running and renting costs.
  public var ownership: Ownership
  /// Every field as resolved, defaults written out.
  public var resolved: [(path: String, text: String)]
  /// Figures of the catalogue that the result leans on and that are estimates or recollections.
  public var weakFigures: [String]
  /// Remarks that do not stop the study.
  public var warnings: [Diagnostic]
}
