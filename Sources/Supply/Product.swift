/// A generation of an accelerator as its maker ships it.
public struct Product: Hashable, Sendable {
  /// Name under which other figures speak of it.
  public var id: String
  /// Name for a reader.
  public var name: String
  /// Id of the company that sells it; the products of one vendor follow each other.
  public var vendor: String
  /// First quarter of shipments.
  public var launch: Quarter
  /// Quarters from first shipment until nine tenths of the vendor's units are this or a later one.
  public var ramp: Double
  /// Compute in units of an H100 at eight bits [H100-equivalent].
  public var compute: Double
  /// Work that it does beside an H100 on the work of the day [H100-equivalent].
  ///
  /// Apart from ``compute`` where bandwidth or memory count for more than operations.
  public var work: Double
  /// Thermal design power of the accelerator [W].
  public var power: Double
  /// Price with its share of server and network [USD].
  public var price: Double
  /// Memory [B].
  public var memory: Double
  /// What one shipped unit takes of each carrier, losses of yield counted [unit].
  public var needs: [String: Double]
  /// Catalogue id of the accelerator, where it is there.
  public var accelerator: String?

  /// A generation of an accelerator.
  public init(
    id: String,
    name: String,
    vendor: String,
    launch: Quarter,
    ramp: Double,
    compute: Double,
    work: Double? = nil,
    power: Double,
    price: Double,
    memory: Double,
    needs: [String: Double],
    accelerator: String? = nil
  ) {
    self.id = id
    self.name = name
    self.vendor = vendor
    self.launch = launch
    self.ramp = ramp
    self.compute = compute
    self.work = work ?? compute
    self.power = power
    self.price = price
    self.memory = memory
    self.needs = needs
    self.accelerator = accelerator
  }
}
