/// One step of the way from the grid to the silicon: a machine that changes voltage, and its loss.
///
/// Loss over rated output is `a + b·x + c·x²` with `x` the output over the rating: what idles, what
/// follows the current through junctions, and what follows its square through copper.
/// Efficiency is `x / (x + a + b·x + c·x²)` and peaks at `x = √(a/c)`.
/// The form is the usual one for transformers, UPS and power supplies (Rasmussen, APC white paper
/// 113, 2011). It holds for 0.05 ≤ x ≤ 1.2; below that standby modes differ from the fit.
public struct ConversionStage: Sendable, Hashable {
  /// What the stage is called, such as `ups`.
  public var name: String

  /// Where the lost power turns into heat.
  public var place: ConversionPlace

  /// Loss that is there without load, over the rated output.
  public var fixedLoss: Double

  /// Loss that grows with the load, over the output.
  public var proportionalLoss: Double

  /// Loss that grows with the square of the load, over the rated output.
  public var quadraticLoss: Double

  /// Output over rating when the rack draws its rated power.
  ///
  /// Redundancy lives here: a 2N pair that shares the load stands at most at one half.
  public var loading: Double

  /// Creates a stage from the coefficients of its loss.
  ///
  /// - Parameters:
  ///   - name: What the stage is called.
  ///   - place: Where its loss is heat.
  ///   - fixedLoss: `a`, at least 0.
  ///   - proportionalLoss: `b`, at least 0.
  ///   - quadraticLoss: `c`, at least 0.
  ///   - loading: Output over rating at the rated rack power, more than 0.
  public init(
    name: String,
    place: ConversionPlace,
    fixedLoss: Double,
    proportionalLoss: Double,
    quadraticLoss: Double,
    loading: Double
  ) {
    precondition(fixedLoss >= 0 && proportionalLoss >= 0 && quadraticLoss >= 0 && loading > 0)
    self.name = name
    self.place = place
    self.fixedLoss = fixedLoss
    self.proportionalLoss = proportionalLoss
    self.quadraticLoss = quadraticLoss
    self.loading = loading
  }

  /// Creates a stage from the two efficiencies that makers print, or nothing if no curve fits.
  ///
  /// With `ℓ = 1/η − 1`: `c = (ℓ₁ − ℓₚ)/(1 − xₚ)²`, `a = c·xₚ²`, `b = ℓₚ − 2·c·xₚ`.
  /// Equal efficiencies give a loss that is proportional to the load.
  ///
  /// - Parameters:
  ///   - name: What the stage is called.
  ///   - place: Where its loss is heat.
  ///   - peakEfficiency: Best efficiency, above 0 and at most 1.
  ///   - peakLoad: Load at which it is best, above 0 and below 1.
  ///   - fullLoadEfficiency: Efficiency at the rating, above 0 and at most the peak.
  ///   - loading: Output over rating at the rated rack power, more than 0.
  public init?(
    name: String,
    place: ConversionPlace,
    peakEfficiency: Double,
    peakLoad: Double,
    fullLoadEfficiency: Double,
    loading: Double
  ) {
    guard
      peakEfficiency > 0, peakEfficiency <= 1, fullLoadEfficiency > 0,
      fullLoadEfficiency <= peakEfficiency, peakLoad > 0, peakLoad < 1, loading > 0
    else { return nil }
    let lossAtPeak = 1 / peakEfficiency - 1
    let lossAtFull = 1 / fullLoadEfficiency - 1
    let quadratic = (lossAtFull - lossAtPeak) / ((1 - peakLoad) * (1 - peakLoad))
    let proportional = lossAtPeak - 2 * quadratic * peakLoad
    // The round-off of equal efficiencies may leave a proportional loss just under zero.
    guard proportional > -1e-12 else { return nil }
    self.init(
      name: name,
      place: place,
      fixedLoss: quadratic * peakLoad * peakLoad,
      proportionalLoss: max(0, proportional),
      quadraticLoss: quadratic,
      loading: loading
    )
  }

  /// The least efficiency at full load that the loss curve can meet for a given peak.
  ///
  /// `b ≥ 0` bounds the bend of the curve: `ℓ₁ ≤ ℓₚ·(1 + (1 − xₚ)²/(2·xₚ))`.
  ///
  /// - Parameters:
  ///   - peakEfficiency: Best efficiency, above 0 and at most 1.
  ///   - peakLoad: Load at which it is best, above 0 and below 1.
  /// - Returns: An efficiency below the peak.
  public static func leastFullLoadEfficiency(
    peakEfficiency: Double,
    peakLoad: Double
  ) -> Double {
    let bend = (1 - peakLoad) * (1 - peakLoad) / (2 * peakLoad)
    return 1 / (1 + (1 / peakEfficiency - 1) * (1 + bend))
  }

  /// Loss over output at a load.
  ///
  /// - Parameter load: Output of this stage over its rating, above 0.
  /// - Returns: A share of the output.
  @inlinable
  public func relativeLoss(load: Double) -> Double {
    fixedLoss / load + proportionalLoss + quadraticLoss * load
  }

  /// Output over input at a load.
  ///
  /// - Parameter load: Output of this stage over its rating, above 0.
  /// - Returns: A share of the input, 0 to 1.
  @inlinable
  public func efficiency(load: Double) -> Double {
    1 / (1 + relativeLoss(load: load))
  }

  /// The load at which the efficiency is best, or nothing when the loss is proportional.
  public var peakLoad: Double? {
    quadraticLoss > 0 ? (fixedLoss / quadraticLoss).squareRoot() : nil
  }
}
