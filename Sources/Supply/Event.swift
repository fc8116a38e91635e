/// Something that happens at a date and that nobody in the model foresees.
public struct Event: Hashable, Sendable {
  /// What it changes.
  public enum Effect: Hashable, Sendable {
    /// Work of a class is wanted `factor` times as much.
    case demand(class: String, factor: Double)
    /// Use of a stage by others is wanted `factor` times as much.
    case outside(stage: String, factor: Double)
    /// A stage works at `factor` of its capacity.
    case capacity(stage: String, factor: Double)
    /// A company's share of every stage, or of one, works at `factor`.
    case company(String, stage: String?, factor: Double)
    /// Plants in a region work at `factor`.
    case region(String, factor: Double)
    /// Building a stage takes `factor` times as long from now on.
    case build(stage: String, factor: Double)
    /// A buyer may no longer buy a vendor's products, or may again.
    case export(vendor: String, buyer: String, allowed: Bool)
    /// A product ships later than planned [quarter].
    case delay(product: String, quarters: Int)
    /// A technology's readiness comes later than planned [year].
    case readiness(technology: String, years: Double)
  }

  /// Name under which other figures speak of it.
  public var id: String
  /// Name for a reader.
  public var name: String
  /// When it begins.
  public var date: Quarter
  /// Quarters until it has its full effect; 0 for at once.
  public var onset: Double
  /// Quarters from its beginning to its end, nil where it lasts.
  public var duration: Int?
  /// What it changes.
  public var effect: Effect

  /// Something that happens.
  public init(
    id: String,
    name: String,
    date: Quarter,
    onset: Double = 0,
    duration: Int? = nil,
    effect: Effect
  ) {
    self.id = id
    self.name = name
    self.date = date
    self.onset = onset
    self.duration = duration
    self.effect = effect
  }

  /// How much of the effect there is in a quarter, from 0 to 1 [1].
  ///
  /// It rises along a logistic curve that passes 5 % one quarter after the date and 95 % `onset`
  /// quarters later; nothing before the date and after the end.
  public func strength(in quarter: Quarter) -> Double {
    let age = quarter.since(date)
    if age < 0 { return 0 }
    if let duration, age >= duration { return 0 }
    return onset <= 0 ? 1 : Logistic.share(Double(age), from: 0, rise: onset)
  }
}
