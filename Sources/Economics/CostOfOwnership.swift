/// What it costs to own and run accelerators, per accelerator.
///
/// Capital is repaid as an annuity, equipment over its life and the facility over its longer one.
/// Taxes, insurance and financing fees are inside the upkeep share or left out.
public struct CostOfOwnership: Sendable, Hashable {
  /// What one accelerator and its surroundings cost to buy.
  public var prices: CapitalPrices

  /// Time after which equipment is replaced [s].
  public var equipmentLife: Double

  /// Time after which the facility is written off [s].
  public var facilityLife: Double

  /// Cost of capital as a fraction per year.
  public var discountRate: Double

  /// Resale value of equipment at the end of its life over its price.
  public var residualShare: Double

  /// Repair and support over equipment price [1/year].
  public var maintenanceShare: Double

  /// Staff, lease of land, security and insurance per IT power [USD/W/year].
  public var operation: Double

  /// Price of electricity at the meter [USD/J].
  public var electricityPrice: Double

  /// Price of water [USD/m³].
  public var waterPrice: Double

  /// What the market asks for an accelerator, all included [USD/s].
  public var rentalPrice: Double

  /// Share of the time that the accelerator is in use: fixed cost falls on the used part only.
  public var occupancy: Double

  /// Creates a model of costs.
  ///
  /// - Parameters:
  ///   - prices: What one accelerator and its surroundings cost.
  ///   - equipmentLife: Time after which equipment is replaced [s].
  ///   - facilityLife: Time after which the facility is written off [s].
  ///   - discountRate: Cost of capital as a fraction per year.
  ///   - residualShare: Resale value of equipment over its price.
  ///   - maintenanceShare: Repair and support over equipment price [1/year].
  ///   - operation: Staff and the rest per IT power [USD/W/year].
  ///   - electricityPrice: Price of electricity [USD/J].
  ///   - waterPrice: Price of water [USD/m³].
  ///   - rentalPrice: Market price of an accelerator [USD/s].
  ///   - occupancy: Share of the time in use, above 0 and at most 1.
  public init(
    prices: CapitalPrices,
    equipmentLife: Double = 5 * Annuity.year,
    facilityLife: Double = 14 * Annuity.year,
    discountRate: Double = 0.07,
    residualShare: Double = 0,
    maintenanceShare: Double = 0.03,
    operation: Double = 0.3,
    electricityPrice: Double,
    waterPrice: Double = 0,
    rentalPrice: Double,
    occupancy: Double = 1
  ) {
    precondition(equipmentLife > 0 && facilityLife > 0 && occupancy > 0 && occupancy <= 1)
    self.prices = prices
    self.equipmentLife = equipmentLife
    self.facilityLife = facilityLife
    self.discountRate = discountRate
    self.residualShare = residualShare
    self.maintenanceShare = maintenanceShare
    self.operation = operation
    self.electricityPrice = electricityPrice
    self.waterPrice = waterPrice
    self.rentalPrice = rentalPrice
    self.occupancy = occupancy
  }

  /// The running cost of one accelerator in use, part by part.
  ///
  /// - Parameters:
  ///   - ratedITPower: IT power that the facility reserves for the accelerator and its share of
  ///     host and network [W].
  ///   - facilityPower: Mean power drawn from the grid for it while in use [W].
  ///   - waterUse: Water taken for it while in use [m³/s].
  /// - Returns: Cost per accelerator and second of use.
  public func rate(
    ratedITPower: Double,
    facilityPower: Double,
    waterUse: Double = 0
  ) -> CostRate {
    func repaid(_ price: Double) -> Double {
      Annuity.rate(
        price: price,
        lifetime: equipmentLife,
        discountRate: discountRate,
        residualShare: residualShare
      ) / occupancy
    }
    let facility = Annuity.rate(
      price: prices.facility * ratedITPower,
      lifetime: facilityLife,
      discountRate: discountRate
    )
    return CostRate(
      accelerators: repaid(prices.accelerator),
      hosts: repaid(prices.host + prices.storage),
      network: repaid(prices.network),
      facility: facility / occupancy,
      energy: facilityPower * electricityPrice,
      maintenance: maintenanceShare * prices.equipment / Annuity.year / occupancy,
      operation: operation * ratedITPower / Annuity.year / occupancy,
      water: waterUse * waterPrice
    )
  }

  /// What a run costs on a basis [USD].
  ///
  /// - Parameters:
  ///   - basis: What counts as the cost.
  ///   - accelerators: Accelerators held for the run.
  ///   - duration: Wall time of the run, failures included [s].
  ///   - rate: Running cost per accelerator, from ``rate(ratedITPower:facilityPower:waterUse:)``.
  /// - Returns: The cost. `bought` counts equipment without the facility, as published totals do.
  public func runCost(
    basis: AccountingBasis,
    accelerators: Double,
    duration: Double,
    rate: CostRate
  ) -> Double {
    switch basis {
    case .amortised: accelerators * duration * rate.total
    case .rented: accelerators * duration * rentalPrice
    case .bought: accelerators * prices.equipment
    }
  }

  /// Cost of an accelerator second on a basis where time is what is paid for [USD/s].
  ///
  /// Bought has no price of time: the purchase falls on the run, whose duration must be given.
  ///
  /// - Parameters:
  ///   - basis: What counts as the cost.
  ///   - rate: Running cost per accelerator.
  ///   - runDuration: Time over which a bought cluster is written off [s].
  /// - Returns: The price.
  public func secondPrice(
    basis: AccountingBasis,
    rate: CostRate,
    runDuration: Double
  ) -> Double {
    switch basis {
    case .amortised: rate.total
    case .rented: rentalPrice
    case .bought: prices.equipment / runDuration
    }
  }
}
