import Economics
import Testing

@Suite struct EconomicsErrorTests {
  /// The field that an operation complains about; nil when it does not.
  private func field(of operation: () throws -> Void) -> String? {
    do {
      try operation()
      return nil
    } catch EconomicsError.outOfRange(let field, _, _, _) {
      return field
    } catch {
      return "another error"
    }
  }

  @Test func `a problem names field, value, unit and what is allowed`() {
    #expect {
      try ServingCost(fixed: -3)
    } throws: { error in
      "\(error)" == "fixed is -3 USD/s; it must be finite and at least 0"
    }
    #expect {
      try costAtUtilisation(2)
    } throws: { error in
      "\(error)" == "utilisation is 2; it must be greater than 0 and at most 1"
    }
    #expect {
      try ScalingLaw.hoffmann2022.trainingOptimum(loss: 1.5)
    } throws: { error in
      "\(error)" == "loss is 1.5; it must be finite and greater than 1.69"
    }
  }

  /// Asks for a cost at a utilisation.
  private func costAtUtilisation(_ utilisation: Double) throws {
    _ = try ServingCost(fixed: 1).perBusySecond(utilisation: utilisation)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, -1])
  func `no door lets a value through that would end in NaN`(bad: Double) throws {
    let cost = try ServingCost(fixed: 1)
    let counts = try TokenCounts(input: 1, output: 1)
    let tariff = try TokenTariff(input: 1, cachedInput: 1, output: 1)
    let demand = try Demand(elasticity: -1)
    let law = ScalingLaw.besiroglu2024
    let doors: [(String, () throws -> Void)] = [
      ("fixed", { _ = try ServingCost(fixed: bad) }),
      ("variable", { _ = try ServingCost(fixed: 0, variable: bad) }),
      ("utilisation", { _ = try cost.perClockSecond(utilisation: bad) }),
      ("input", { _ = try TokenCounts(input: bad, output: 1) }),
      ("cachedInput", { _ = try TokenCounts(input: 1, cachedInput: bad, output: 1) }),
      ("output", { _ = try TokenCounts(input: 1, output: bad) }),
      ("totalInput", { _ = try TokenCounts(totalInput: bad, cachedShare: 0, output: 1) }),
      ("cachedShare", { _ = try TokenCounts(totalInput: 1, cachedShare: bad, output: 1) }),
      ("input", { _ = try TokenTariff(input: bad, cachedInput: 1, output: 1) }),
      ("output", { _ = try TokenTariff(input: 1, cachedInput: 1, output: bad) }),
      (
        "tokensPerSecond",
        { _ = try TokenCost.Pool(cost: cost, tokensPerSecond: bad, utilisation: 1) }
      ),
      (
        "prefillShare",
        { _ = try TokenCost(cost: cost, rates: counts, prefillShare: bad, utilisation: 1) }
      ),
      (
        "inputRatio",
        {
          _ = try BreakEven.outputPrice(
            cost: cost,
            rates: counts,
            utilisation: 1,
            inputRatio: bad,
            cachedRatio: 0
          )
        }
      ),
      (
        "accelerators",
        {
          _ = try BreakEven.rentalPrice(
            rates: counts,
            tariff: tariff,
            utilisation: 1,
            accelerators: bad
          )
        }
      ),
      ("revenue", { _ = try Margin(revenue: bad, cost: 1) }),
      ("cost", { _ = try Margin(revenue: 1, cost: bad) }),
      ("parameters", { _ = try law.loss(parameters: bad, trainingTokens: 1) }),
      ("loss", { _ = try law.trainingTokens(parameters: 1e9, loss: bad) }),
      (
        "equivalentTrainingTokens",
        { _ = try law.lifetimeOptimum(loss: 2, equivalentTrainingTokens: bad) }
      ),
      (
        "activeParameters",
        {
          _ = try LifetimeRatio(activeParameters: bad, trainingTokens: 1, served: counts)
        }
      ),
      (
        "peak",
        { _ = try LifetimeRatio.operationPrice(secondPrice: 1, peak: bad, utilisation: 1) }
      ),
      ("priceRatio", { _ = try demand.volumeRatio(priceRatio: bad) }),
      (
        "energyPerTokenRatio",
        { _ = try demand.rebound(energyPerTokenRatio: bad, priceRatio: 1) }
      ),
      (
        "acceleratorPower",
        {
          _ = try TokenEfficiency(
            tokensPerSecond: 1,
            acceleratorPower: bad,
            equipmentPower: 1,
            facilityPower: 1
          )
        }
      ),
    ]
    for (expected, open) in doors {
      #expect(field(of: open) == expected)
    }
  }

  @Test func `cost without tokens and shares above one are refused`() throws {
    let cost = try ServingCost(fixed: 1)
    let outputOnly = try TokenCounts(input: 0, output: 1)
    #expect(
      field {
        _ = try TokenCost(cost: cost, rates: outputOnly, prefillShare: 0.5, utilisation: 1)
      } == "rates.input"
    )
    #expect(
      field {
        _ = try TokenCost(
          cost: cost,
          rates: outputOnly,
          prefillShare: 0,
          cacheShare: 0.1,
          utilisation: 1
        )
      } == "rates.cachedInput"
    )
    #expect(
      field {
        _ = try TokenCost(
          cost: cost,
          rates: try TokenCounts(input: 1, cachedInput: 1, output: 1),
          prefillShare: 0.7,
          cacheShare: 0.4,
          utilisation: 1
        )
      } == "prefillShare + cacheShare"
    )
    #expect(
      field {
        _ = try TokenEfficiency(
          tokensPerSecond: 1,
          acceleratorPower: 10,
          equipmentPower: 9,
          facilityPower: 12
        )
      } == "equipmentPower"
    )
  }
}
