import Economics
import Scenarios

/// What a site costs to build and a year.
public struct SiteAccount: Sendable, Hashable {
  /// A year at one life of equipment.
  public struct Year: Sendable, Hashable {
    /// The life [s].
    public var life: Double
    /// Repayment of servers [USD/year].
    public var servers: Double
    /// Repayment of the network between them [USD/year].
    public var network: Double
    /// Repayment of building and plant [USD/year].
    public var facility: Double
    /// Electricity [USD/year].
    public var energy: Double
    /// Repair, staff and the rest [USD/year].
    public var upkeep: Double
    /// All together [USD/year].
    public var total: Double { servers + network + facility + energy + upkeep }
  }

  /// Power of the IT equipment [W].
  public var power: Double
  /// Rated power at the meter [W].
  public var meterPower: Double
  /// Accelerators, nil where none is named.
  public var count: Double?
  /// Price of servers and network [USD].
  public var servers: Double
  /// Price of building and plant [USD].
  public var facility: Double
  /// A year at the life of the ownership.
  public var year: Year
  /// Years at the lives to compare.
  public var years: [Year]
  /// An accelerator's hour in full use, nil where none is named [USD].
  public var hour: Double?

  /// All that is bought [USD].
  public var capital: Double { servers + facility }

  /// Accounts for a site.
  init(_ asked: EconomicsQuestion.Site, ownership: EconomicsQuestion.Ownership) {
    power = asked.power
    meterPower = asked.power * ownership.facilityRatio
    count = asked.count
    servers = asked.servers * asked.power
    facility = ownership.facility * asked.power
    var account = ownership.account(
      prices: CapitalPrices(
        accelerator: asked.servers * asked.power * (1 - ownership.networkShare),
        host: 0,
        network: asked.servers * asked.power * ownership.networkShare,
        facility: ownership.facility
      )
    )
    func year(_ life: Double) -> Year {
      account.equipmentLife = life
      let rate = account.rate(
        ratedITPower: asked.power,
        facilityPower: asked.power * ownership.load * ownership.facilityRatio
      )
      return Year(
        life: life,
        servers: rate.accelerators * Annuity.year,
        network: rate.network * Annuity.year,
        facility: rate.facility * Annuity.year,
        energy: rate.energy * Annuity.year,
        upkeep: (rate.maintenance + rate.operation) * Annuity.year
      )
    }
    let usual = year(ownership.life)
    self.year = usual
    years = asked.lives.map(year)
    hour = asked.count.map { usual.total / Annuity.year * 3600 / $0 }
  }

  /// Its numbers.
  var figures: [EconomicsFigure] {
    func figure(_ key: String, _ title: String, _ value: Double?, _ kind: EconomicsFigure.Kind)
      -> EconomicsFigure
    { EconomicsFigure("site", key, title, value, kind) }
    return [
      figure("power_W", "power of the equipment", power, .quantity(unit: "MW")),
      figure("power_meter_W", "rated power at the meter", meterPower, .quantity(unit: "MW")),
      figure("count", "accelerators", count, .count),
      figure("capital_USD", "to build", capital, .money),
      figure("cost_USD_per_year", "a year", year.total, .money),
      figure("servers_USD_per_year", "of it servers", year.servers, .money),
      figure("network_USD_per_year", "of it network", year.network, .money),
      figure("facility_USD_per_year", "of it building and plant", year.facility, .money),
      figure("energy_USD_per_year", "of it energy", year.energy, .money),
      figure("upkeep_USD_per_year", "of it repair and operation", year.upkeep, .money),
      figure("share_servers", "share of servers", year.servers / year.total, .share),
      figure("share_energy", "share of energy", year.energy / year.total, .share),
      figure("hour_USD", "an accelerator's hour in full use", hour, .money),
    ]
  }
}
