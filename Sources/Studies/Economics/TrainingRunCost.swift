import Economics
import Quantities
import Scenarios

/// What a training run costs, on every accounting basis and by component.
public struct TrainingRunCost: Sendable, Hashable {
  /// A part of the amortised cost.
  public struct Component: Sendable, Hashable {
    /// What it pays for.
    public var name: String
    /// The money [USD].
    public var cost: Double
    /// Its share of the whole (1).
    public var share: Double
  }

  /// Operations of the run, nil where nothing tells them [FLOP].
  public var compute: Double?
  /// Useful operations over peak, nil where nothing tells them (1).
  public var utilisation: Double?
  /// Useful over wall time; 1 where time was given without utilisation, which holds losses already (1).
  public var goodput: Double
  /// Time of all accelerators, losses included [s].
  public var acceleratorTime: Double
  /// Accelerators, nil where nothing decides them.
  public var count: Double?
  /// Wall time, nil where nothing decides it [s].
  public var duration: Double?
  /// Accelerators for the deadline; nil without one, or where interruptions leave none enough.
  public var deadlineCount: Double?
  /// Parts of the amortised cost, the dearest first.
  public var components: [Component]
  /// Cost with equipment worn by use, failed runs and staff included [USD].
  public var amortised: Double
  /// Pay of those who develop the model, part of every basis [USD].
  public var staff: Double
  /// Cost at the market's rent, the same included; nil where no rent is known [USD].
  public var rented: Double?
  /// Price of the whole cluster, staff included; nil where no count is known [USD].
  public var bought: Double?
  /// Rated power at the meter of all accelerators; nil where no count is known [W].
  public var power: Double?
  /// Energy at the meter [J].
  public var energy: Double
  /// Emission of that energy [kg].
  public var carbon: Double
  /// Utilisation to compare with (1).
  public var better: Double

  /// Accounts for a run.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - ownership: What owning, running and renting costs.
  /// - Throws: `EconomicsError.outOfRange` where the time is too short for the operations, no number of
  ///   accelerators ends the run in it, or interruptions leave none.
  init(
    _ run: EconomicsQuestion.Run,
    ownership: EconomicsQuestion.Ownership
  ) throws(EconomicsError) {
    let given =
      run.acceleratorTime
      ?? run.count.flatMap { count in
        run.duration.map { count * $0 }
      }
    utilisation = run.utilisation
    compute = run.compute
    if let given {
      if let compute, utilisation == nil { utilisation = compute / (given * run.peak) }
      if let utilisation, compute == nil { compute = utilisation * given * run.peak }
    }
    // Seconds of useful work of one accelerator.
    var busy: Double?
    if let compute, let utilisation { busy = compute / (run.peak * utilisation) }
    goodput = 1
    count = run.count
    duration = run.duration
    if let given {
      try Self.check(busy ?? given, utilisation: utilisation ?? 1, within: given)
      goodput = run.utilisation == nil ? 1 : min(1, (busy ?? given) / given)
      acceleratorTime = given
      if count == nil { count = duration.map { given / $0 } }
      if duration == nil { duration = count.map { given / $0 } }
    } else {
      let needed = busy ?? 0
      if count == nil, let limit = duration ?? run.deadline {
        guard let found = Self.count(busy: needed, within: limit, run.failures) else {
          throw .outOfRange(
            field: "run.\(duration == nil ? "deadline" : "duration")",
            value: limit / 86_400,
            unit: "day",
            allowed: "longer: interruptions grow with accelerators, so that no number of them ends"
              + " the run in that time"
          )
        }
        count = found
      }
      goodput = Self.goodput(run.failures, count: count ?? 1)
      guard goodput > 1e-3 else {
        throw .outOfRange(
          field: "run.count",
          value: count ?? 1,
          unit: "",
          allowed: "less: so many accelerators are interrupted before they have done any work"
        )
      }
      acceleratorTime = needed / goodput
      duration = count.map { [acceleratorTime] in acceleratorTime / $0 }
    }
    if let busy, let deadline = run.deadline {
      deadlineCount = Self.count(busy: busy, within: deadline, run.failures)
    }
    better = run.better
    let account = ownership.account(run.machine)
    let rate = try Self.rate(
      account,
      run.machine,
      ownership: ownership,
      duration: duration ?? 0
    )
    energy = acceleratorTime * ownership.meterPower(run.machine)
    carbon = Carbon.operational(energy: energy, intensity: ownership.carbon)
    power = count.map { $0 * ownership.ratedPower(run.machine) * ownership.facilityRatio }
    let (time, number) = (acceleratorTime, count ?? 0)
    func cost(_ basis: AccountingBasis) -> Double {
      account.runCost(
        basis: basis,
        accelerators: basis == .bought ? number : time,
        duration: 1,
        rate: rate
      )
    }
    let final = cost(.amortised)
    let failed = final * run.failedShare
    let staff = (final + failed) * run.staffShare / (1 - run.staffShare)
    let whole = final + failed + staff
    amortised = whole
    self.staff = staff
    let parts: [(String, Double)] = [
      ("accelerators", rate.accelerators * time),
      ("servers", rate.hosts * time),
      ("network", rate.network * time),
      ("building and plant", rate.facility * time),
      ("energy", rate.energy * time),
      ("repair", rate.maintenance * time),
      ("operation of the site", rate.operation * time),
      ("failed runs and trials", failed), ("staff", staff),
    ]
    components = parts.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
      .map { Component(name: $0.0, cost: $0.1, share: $0.1 / whole) }
    let isRented = ownership.rent(run.machine) != nil
    rented = isRented ? cost(.rented) * (1 + run.failedShare) + staff : nil
    bought = count == nil ? nil : cost(.bought) + staff
  }

  /// Throws where a time is too short for what shall have been done in it.
  private static func check(
    _ busy: Double,
    utilisation: Double,
    within given: Double
  ) throws(EconomicsError) {
    guard utilisation <= 1, busy <= given * 1.0001 else {
      throw .outOfRange(
        field: "run.accelerator-time",
        value: given / 3600,
        unit: "h",
        allowed: "longer: at the peak of the accelerators the operations take"
          + " \(Format.significant(busy * utilisation / 3600, digits: 6)) h"
      )
    }
  }

  /// Cost of an accelerator's second, equipment by its life or by its market value.
  private static func rate(
    _ account: CostOfOwnership,
    _ machine: EconomicsQuestion.Machine,
    ownership: EconomicsQuestion.Ownership,
    duration: Double
  ) throws(EconomicsError) -> CostRate {
    let rate = account.rate(
      ratedITPower: ownership.ratedPower(machine),
      facilityPower: ownership.meterPower(machine)
    )
    guard let decline = ownership.decline, duration > 0 else { return rate }
    func worn(_ price: Double) throws(EconomicsError) -> Double {
      try MarketDecline.loss(
        price: price,
        declinePerYear: decline,
        age: ownership.age,
        duration: duration
      ) / duration
    }
    return CostRate(
      accelerators: try worn(account.prices.accelerator),
      hosts: try worn(account.prices.host + account.prices.storage),
      network: try worn(account.prices.network),
      facility: rate.facility,
      energy: rate.energy,
      maintenance: rate.maintenance,
      operation: rate.operation,
      water: rate.water
    )
  }

  /// Useful over wall time of a run on a number of accelerators (1).
  static func goodput(_ failures: EconomicsQuestion.Failures?, count: Double) -> Double {
    guard let failures else { return 1 }
    return Checkpointing.bestGoodput(
      writeTime: failures.checkpoint,
      downtime: failures.restart,
      timeBetweenFailures: failures.between / count
    )
  }

  /// The fewest accelerators that do a work within a time; nil where no number does.
  ///
  /// More accelerators are interrupted more often, so that useful ones peak at some number: doubled
  /// until enough or past the peak, then halved in.
  ///
  /// - Parameters:
  ///   - busy: Useful time of all accelerators together [s].
  ///   - limit: Wall time [s].
  ///   - failures: Interruptions, nil for none.
  /// - Returns: The number, whole.
  static func count(
    busy: Double,
    within limit: Double,
    _ failures: EconomicsQuestion.Failures?
  ) -> Double? {
    func suffices(_ count: Double) -> Bool {
      count * goodput(failures, count: count) * limit >= busy
    }
    var high = max(1, (busy / limit).rounded(.up))
    let start = high
    while !suffices(high) {
      high *= 1.1
      if high > start * 100 { return nil }
    }
    var low = high == start ? high : high / 1.1
    high = high.rounded(.up)
    while high - low > 0.5 {
      let middle = ((low + high) / 2).rounded(.down)
      if middle <= low { break }
      if suffices(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// Accelerators saved by the better utilisation, as a share; negative where it is worse (1).
  public var savedShare: Double? { utilisation.map { 1 - $0 / better } }

  /// What it saves of the amortised cost [USD].
  public var saved: Double? { savedShare.map { $0 * (amortised - staff) } }

  /// A cost of the run at another utilisation: machines in inverse proportion, staff as it is [USD].
  ///
  /// - Parameters:
  ///   - cost: The cost as it is, ``amortised`` or ``rented`` [USD].
  ///   - other: The other utilisation (1).
  /// - Returns: The cost; nil where the run's own utilisation is not known.
  public func cost(_ cost: Double, at other: Double) -> Double? {
    utilisation.map { staff + (cost - staff) * $0 / other }
  }

  /// Its numbers.
  var figures: [EconomicsFigure] {
    func figure(_ key: String, _ title: String, _ value: Double?, _ kind: EconomicsFigure.Kind)
      -> EconomicsFigure
    { EconomicsFigure("run", key, title, value, kind) }
    let shares = components.map { part in
      figure(
        "share_\(part.name.replacing(" ", with: "_"))",
        "\(part.name), share",
        part.share,
        .share
      )
    }
    return [
      figure("compute_FLOP", "operations", compute, .quantity(unit: "FLOP")),
      figure("mfu", "model FLOPs utilisation", utilisation, .share),
      figure("count", "accelerators", count, .count),
      figure("duration_s", "wall time", duration, .duration),
      figure("accelerator_hours", "accelerator-hours", acceleratorTime / 3600, .count),
      figure("goodput", "useful share of the time", goodput, .share),
      figure("cost_amortised_USD", "amortised", amortised, .money),
      figure("cost_rented_USD", "rented", rented, .money),
      figure("cost_bought_USD", "bought", bought, .money),
      figure(
        "cost_per_hour_USD",
        "amortised, an accelerator's hour",
        amortised / (acceleratorTime / 3600),
        .money
      ), figure("power_W", "rated power at the meter", power, .quantity(unit: "MW")),
      figure("energy_J", "energy at the meter", energy, .quantity(unit: "MWh")),
      figure("carbon_kg", "emission", carbon, .mass),
      figure("deadline_count", "accelerators for the deadline", deadlineCount, .count),
      figure("saved_share", "accelerators saved by the better utilisation", savedShare, .share),
      figure("saved_USD", "money saved by it", saved, .money),
    ] + shares
  }
}
