public import Economics
public import Scenarios

/// What a question about economics comes to.
public struct EconomicsFindings: Sendable {
  /// The question.
  public var question: EconomicsQuestion
  /// The training run; nil when nothing is asked about it.
  public var run: TrainingRunCost?
  /// Generations of models; nil when nothing is asked about them.
  public var generations: GenerationTrends?
  /// Sizes by law; empty when nothing is asked about them.
  public var sizes: [SizeChoice]
  /// The serving fleet; nil when nothing is asked about it.
  public var serving: FleetAccount?
  /// The site; nil when nothing is asked about it.
  public var site: SiteAccount?
  /// Energy and carbon; nil when nothing is asked about them.
  public var emissions: EmissionAccount?

  /// Answers a question.
  ///
  /// - Parameter question: The question.
  /// - Throws: `EconomicsError.outOfRange` where a formula does not hold for what is asked.
  public init(_ question: EconomicsQuestion) throws(EconomicsError) {
    self.question = question
    let ownership = question.ownership
    if let run = question.run { self.run = try TrainingRunCost(run, ownership: ownership) }
    if let asked = question.generations { generations = try GenerationTrends(asked) }
    sizes = []
    if let asked = question.sizing { sizes = try SizeChoice.choices(asked) }
    if let asked = question.serving { serving = try FleetAccount(asked, ownership: ownership) }
    if let asked = question.site { site = SiteAccount(asked, ownership: ownership) }
    if let asked = question.emissions {
      emissions = EmissionAccount(asked, ownership: ownership)
    }
  }

  /// The numbers of the answer, section by section.
  public var figures: [EconomicsFigure] {
    (run?.figures ?? []) + (generations?.figures ?? []) + sizes.flatMap(\.figures)
      + (serving?.figures ?? []) + (site?.figures ?? []) + (emissions?.figures ?? [])
  }
}

/// Energy and carbon of accelerators over a time.
public struct EmissionAccount: Sendable, Hashable {
  /// Energy of the equipment [J].
  public var equipmentEnergy: Double
  /// Energy at the meter [J].
  public var energy: Double
  /// Emission by the location of the meter [kg].
  public var carbon: Double
  /// Emission of an accelerator's hour, nil where energy was given [kg].
  public var carbonPerHour: Double?

  /// Accounts for energy and carbon.
  init(_ asked: EconomicsQuestion.Emissions, ownership: EconomicsQuestion.Ownership) {
    equipmentEnergy = asked.energy
    energy = asked.energy * ownership.facilityRatio
    carbon = Carbon.operational(energy: energy, intensity: ownership.carbon)
    carbonPerHour = asked.acceleratorTime.map { [carbon] in carbon / ($0 / 3600) }
  }

  /// Its numbers.
  var figures: [EconomicsFigure] {
    [
      EconomicsFigure(
        "emissions",
        "energy_equipment_J",
        "energy of the equipment",
        equipmentEnergy,
        .quantity(unit: "MWh")
      ),
      EconomicsFigure(
        "emissions",
        "energy_J",
        "energy at the meter",
        energy,
        .quantity(unit: "MWh")
      ), EconomicsFigure("emissions", "carbon_kg", "emission", carbon, .mass),
      EconomicsFigure(
        "emissions",
        "carbon_per_hour_kg",
        "emission of an accelerator's hour",
        carbonPerHour,
        .mass
      ),
    ]
  }
}
