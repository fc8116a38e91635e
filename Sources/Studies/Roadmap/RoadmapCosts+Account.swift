import Economics
import Foundation
import Supply

extension RoadmapCosts {
  /// Works out years.
  struct Account {
    /// The industry.
    let industry: Industry
    /// What accelerators do, by id.
    let machines: [String: MachineWork]
    /// What is taken for granted.
    let assumptions: Assumptions
    /// Facility power for a watt of accelerators, mean of buyers (1).
    private let facilityFactor: Double
    /// What a watt of facility costs to build, mean of buyers [USD/W].
    private let placePrice: Double

    /// Takes what stays the same.
    init(_ industry: Industry, _ machines: [String: MachineWork], _ assumptions: Assumptions) {
      self.industry = industry
      self.machines = machines
      self.assumptions = assumptions
      let total = max(industry.buyers.reduce(0) { $0 + $1.share }, 1e-12)
      func mean(_ figure: (Buyer) -> Double) -> Double {
        industry.buyers.reduce(0) { $0 + $1.share * figure($1) } / total
      }
      facilityFactor = mean(\.facilityFactor)
      placePrice = mean { buyer in
        buyer.siteNeeds.sorted { $0.key < $1.key }.reduce(0) { sum, need in
          let makers = industry.stages.filter { $0.carrier == need.key }
          return sum + need.value * (makers.map(\.charge).min() ?? 0)
        } / 1e6
      }
    }

    // MARK: Machines

    /// A product with the one whose estimates it has.
    struct Choice {
      /// The product.
      var product: Product
      /// Its share of the compute shipped (1).
      var share: Double
      /// The product that was estimated.
      var estimated: Product
      /// Its training.
      var training: MachineWork.Training
      /// Its serving.
      var serving: MachineWork.Serving
    }

    /// The accelerator of each year.
    ///
    /// Until the last year in which a product with estimates leads, the first of those; after it
    /// whatever leads, with what the last one does for a unit of work.
    func choices(_ years: [[RoadmapQuarter]]) -> [Choice?] {
      let rankings = years.map(ranking)
      let last = rankings.lastIndex { ranking in
        ranking.first.map { estimate($0.product) != nil } ?? false
      }
      var before: Choice?
      return rankings.enumerated().map { index, ranking in
        if let last, index > last {
          if let leader = ranking.first, let known = before {
            return Choice(
              product: leader.product,
              share: leader.share,
              estimated: known.estimated,
              training: known.training,
              serving: known.serving
            )
          }
          return nil
        }
        for entry in ranking {
          guard let (training, serving) = estimate(entry.product) else { continue }
          let choice = Choice(
            product: entry.product,
            share: entry.share,
            estimated: entry.product,
            training: training,
            serving: serving
          )
          before = choice
          return choice
        }
        return nil
      }
    }

    /// What a product's accelerator does, nil where it is not known.
    private func estimate(_ product: Product) -> (MachineWork.Training, MachineWork.Serving)? {
      guard let id = product.accelerator, let machine = machines[id],
        let training = machine.training, let serving = machine.serving
      else { return nil }
      return (training, serving)
    }

    /// Products by their compute shipped, the greatest first.
    private func ranking(_ quarters: [RoadmapQuarter]) -> [(product: Product, share: Double)] {
      let compute = industry.products.map { product in
        quarters.reduce(0) { sum, quarter in
          sum + quarter.vendors.reduce(0) { $0 + ($1.products[product.id] ?? 0) }
            * product.compute
        }
      }
      let total = compute.reduce(0, +)
      guard total > 0 else { return [] }
      return compute.indices.filter { compute[$0] > 0 }
        .sorted { (-compute[$0], $0) < (-compute[$1], $1) }
        .map { (industry.products[$0], compute[$0] / total) }
    }

    /// What an owner pays for an hour in full use [USD/h].
    ///
    /// Machine over its life and place over its own, both with interest, energy and upkeep.
    private func owned(_ product: Product) -> Double {
      let ownership = CostOfOwnership(
        prices: CapitalPrices(
          accelerator: product.price,
          host: 0,
          network: 0,
          facility: placePrice
        ),
        equipmentLife: industry.market.life * Annuity.year,
        discountRate: assumptions.discountRate,
        maintenanceShare: 0,
        operation: industry.market.running,
        electricityPrice: 0,
        rentalPrice: 0
      )
      return 3600
        * ownership.rate(ratedITPower: product.power * facilityFactor, facilityPower: 0).total
    }

    /// The accelerator of a year at its rent.
    private func machine(_ choice: Choice, rent: Double) -> Machine {
      let product = choice.product
      let isCarried = product.id != choice.estimated.id
      let carried = isCarried ? product.work / choice.estimated.work : 1
      let rate = choice.serving.rate * carried
      let hour = rent * product.work
      let owned = owned(product)
      func million(_ hour: Double) -> Double {
        TokenPrice.perMillion(secondPrice: hour / 3600, tokensPerSecond: rate)
      }
      return Machine(
        product: product.id,
        share: choice.share,
        accelerator: choice.estimated.accelerator ?? choice.estimated.id,
        carried: carried,
        isCarried: isCarried,
        work: product.work,
        rent: hour,
        owned: owned,
        trainingRate: choice.training.rate * carried,
        servingRate: rate,
        rentedTokens: million(hour),
        ownedTokens: million(owned)
      )
    }

    // MARK: Years

    /// A year; nil where nothing trains.
    func year(_ year: Int, _ quarters: [RoadmapQuarter], _ choice: Choice) -> Year? {
      let count = Double(quarters.count)
      let rent = quarters.reduce(0) { $0 + $1.rentalPrice } / count
      let machine = machine(choice, rent: rent)
      let uses = uses(quarters)
      guard let run = run(year, machine, power: choice.product.power, uses) else { return nil }
      return Year(
        year: year,
        rent: rent,
        machine: machine,
        run: run,
        uses: uses,
        spending: industry.buyers.enumerated().map { index, buyer in
          Spending(
            buyer: buyer.id,
            amount: quarters.reduce(0) { $0 + $1.buyers[index].spending }
          )
        }
      )
    }

    /// What classes of demand run and make.
    private func uses(_ quarters: [RoadmapQuarter]) -> [Use] {
      let count = Double(quarters.count)
      let total = quarters.reduce(0) { $0 + $1.demand.reduce(0, +) } / count
      let month = Annuity.year / 12
      return industry.demand.enumerated().map { index, kind in
        let compute = quarters.reduce(0) { $0 + $1.demand[index] } / count
        let tokens = quarters.reduce(0) { sum, quarter in
          sum + quarter.demand[index] * industry.gain(of: kind, in: quarter.quarter)
            * kind.tokenRate * industry.market.occupancy * month
        }
        return Use(
          kind: kind.id,
          compute: compute,
          share: total > 0 ? compute / total : 0,
          tokens: kind.kind == .inference ? tokens / count : nil,
          deviceShare: quarters.reduce(0) { $0 + kind.deviceShare(in: $1.quarter) } / count
        )
      }
    }

    /// The frontier run; nil where nothing trains.
    private func run(_ year: Int, _ machine: Machine, power: Double, _ uses: [Use]) -> Run? {
      func running(_ kind: DemandClass.Kind) -> Double {
        zip(industry.demand, uses).reduce(0) { $0 + ($1.0.kind == kind ? $1.1.compute : 0) }
      }
      let training = running(.training)
      guard training > 0, machine.trainingRate > 0 else { return nil }
      let wanted =
        assumptions.compute * pow(1 + assumptions.growth, Double(year - assumptions.year))
      let limit = training * machine.trainingRate / machine.work * assumptions.duration
      let compute = min(wanted, limit)
      let law = ScalingLaw.besiroglu2024
      guard let best = try? law.trainingOptimum(compute: compute) else { return nil }
      let served = served(best, law, ratio: running(.inference) / training)
      let time = compute / machine.trainingRate
      return Run(
        wanted: wanted,
        limit: limit,
        compute: compute,
        parameters: best.parameters,
        tokens: best.trainingTokens,
        servedParameters: served?.parameters,
        servedTokens: served?.trainingTokens,
        acceleratorTime: time,
        count: time / assumptions.duration,
        power: time / assumptions.duration * power,
        rented: time / 3600 * machine.rent,
        owned: time / 3600 * machine.owned
      )
    }

    /// The best size where service over the model's life takes a multiple of its training.
    private func served(
      _ best: ScalingLaw.Design,
      _ law: ScalingLaw,
      ratio: Double
    ) -> ScalingLaw.Design? {
      guard ratio > 0, ratio.isFinite,
        let tokens = try? TokenCounts(input: 0, output: 3 * best.trainingTokens * ratio),
        let life = try? LifetimeRatio(
          activeParameters: best.parameters,
          trainingTokens: best.trainingTokens,
          served: tokens
        ),
        let loss = try? law.loss(
          parameters: best.parameters,
          trainingTokens: best.trainingTokens
        )
      else { return nil }
      return try? law.lifetimeOptimum(
        loss: loss,
        equivalentTrainingTokens: life.equivalentTrainingTokens
      )
    }
  }
}
