/// What a quarter brought: what bound, what was shipped, what compute cost.
public struct RoadmapQuarter: Hashable, Sendable {
  /// One stage in the quarter.
  public struct StageOutcome: Hashable, Sendable {
    /// Capacity at work [unit].
    public var capacity: Double
    /// Use by accelerators [unit].
    public var use: Double
    /// Use by others [unit].
    public var outside: Double
    /// Under construction at the end of the quarter [unit].
    public var onOrder: Double
    /// Ordered in the quarter [unit].
    public var ordered: Double
    /// What customers would take if their whole chain of purchase had no limit [unit].
    public var book: Double
    /// Quarters from an order now to work [quarter].
    public var leadTime: Double
    /// What one unit more would be worth, at the margin upwards [USD/unit].
    public var priceUp: Double
    /// What one unit less would cost, at the margin downwards [USD/unit].
    public var priceDown: Double
    /// Worth of its share of output over the money that goes into the same output [1].
    public var margin: Double

    /// Use over capacity [1].
    public var utilisation: Double { capacity > 0 ? (use + outside) / capacity : 0 }
    /// Middle of the one-sided prices [USD/unit].
    public var price: Double { (priceUp + priceDown) / 2 }
    /// Share of its output that goes into accelerators [1].
    public var acceleratorShare: Double { use + outside > 0 ? use / (use + outside) : 0 }
  }

  /// One vendor in the quarter.
  public struct VendorOutcome: Hashable, Sendable {
    /// Id of the vendor.
    public var vendor: String
    /// Accelerators shipped.
    public var units: Double
    /// Their compute [H100-equivalent].
    public var compute: Double
    /// Their thermal design power [W].
    public var power: Double
    /// What buyers paid for them [USD].
    public var spending: Double
    /// Units by product.
    public var products: [String: Double]
  }

  /// One buyer in the quarter.
  public struct BuyerOutcome: Hashable, Sendable {
    /// Compute at work at the end [H100-equivalent].
    public var compute: Double
    /// Facility power of that [W].
    public var facilityPower: Double
    /// Compute put to work in the quarter [H100-equivalent].
    public var deployed: Double
    /// Compute bought that waits for a place [H100-equivalent].
    public var waiting: Double
    /// Price of an H100-equivalent hour at which its demand is met [USD/h].
    public var price: Double
    /// Money spent on machines and places [USD].
    public var spending: Double
  }

  /// The quarter.
  public var quarter: Quarter
  /// Layers that bind, the strongest first; `demand` alone where no stage does.
  public var binding: [Layer]
  /// Indices of stages that bind, the strongest first.
  public var bindingStages: [Int]
  /// Index of the stage that binds next when the strongest is relaxed, and by how much it must grow.
  public var next: Next?
  /// Every stage, in the industry's order.
  public var stages: [StageOutcome]
  /// Every vendor, in the order of their first products.
  public var vendors: [VendorOutcome]
  /// Every buyer, in the industry's order.
  public var buyers: [BuyerOutcome]
  /// Compute wanted by each class at the price of the quarter [H100-equivalent].
  public var demand: [Double]
  /// Price of an H100-equivalent hour where machines are rented out [USD/h].
  public var rentalPrice: Double

  /// What binds after the strongest stage.
  public struct Next: Hashable, Sendable {
    /// Index of the stage; nil where demand does.
    public var stage: Int?
    /// Factor by which the strongest must grow until then [1].
    public var growth: Double
  }

  /// Accelerators shipped.
  public var units: Double { vendors.reduce(0) { $0 + $1.units } }
  /// Thermal design power shipped [W].
  public var power: Double { vendors.reduce(0) { $0 + $1.power } }
  /// Compute shipped [H100-equivalent].
  public var compute: Double { vendors.reduce(0) { $0 + $1.compute } }
}
