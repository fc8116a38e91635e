import Compute
import Economics
import Scenarios
import Serving
import Systems
import Workloads

extension ServingDesign {
  /// Which tokens figures count.
  public static let tokenConvention =
    "a token is an output token, what its input takes included, unless the key names another kind;"
    + " costs of input and output apart share the machines by busy time, or by pools"

  /// The numbers of the result, in the order they are shown.
  public var figures: [ResultFigure] { service + power + money }

  /// Times, rates and what runs at once.
  private var service: [ResultFigure] {
    let estimate = run.estimate
    let count = Double(run.accelerators)
    let requests = ResultFigure.Kind.number(unit: "requests")
    return [
      ResultFigure("ttft_s", "time to first token", estimate.timeToFirstToken, .duration),
      ResultFigure(
        "ttft_median_s",
        "time to first token, median",
        estimate.medianTimeToFirstToken,
        .duration
      ),
      ResultFigure("tpot_s", "time per output token", estimate.timePerOutputToken, .duration),
      ResultFigure(
        "throughput_output_tokens_per_s",
        "output throughput",
        run.outputRate,
        .tokenRate
      ),
      ResultFigure(
        "throughput_output_tokens_per_s_per_accelerator",
        "output throughput per accelerator",
        run.outputRate / count,
        .tokenRate
      ),
      ResultFigure(
        "throughput_total_tokens_per_s",
        "throughput, input and output",
        run.totalRate,
        .tokenRate
      ),
      ResultFigure(
        "throughput_total_tokens_per_s_per_accelerator",
        "throughput per accelerator, input and output",
        run.totalRate / count,
        .tokenRate
      ),
      ResultFigure(
        "requests_per_s",
        "requests answered",
        estimate.requestsPerSecond,
        .number(unit: "requests/s")
      ),
      ResultFigure(
        "greatest_requests_per_s",
        "requests it could answer",
        estimate.greatestRate,
        .number(unit: "requests/s")
      ),
      ResultFigure("batch", "requests that generate at once", estimate.batch, requests),
      ResultFigure("batch_capacity", "room for requests", estimate.batchCapacity, requests),
      ResultFigure("queue", "requests that wait", estimate.queued, requests),
      ResultFigure(
        "kv_cache_B",
        "keys and values per accelerator",
        estimate.cacheInUse,
        .memory
      ),
      ResultFigure("memory_total_B", "memory per accelerator", need, .memory),
      ResultFigure(
        "prefill_utilization",
        "busy share of the prefill pool",
        estimate.prefillUtilization,
        .share
      ),
    ]
  }

  /// Power, heat and energy.
  private var power: [ResultFigure] {
    let watts = ResultFigure.Kind.quantity(unit: "W")
    return [
      ResultFigure(
        "power_accelerator_W",
        "power per accelerator",
        run.estimate.acceleratorPower,
        watts
      ),
      ResultFigure("power_rack_W", "power per rack", facility.rackPower, watts),
      ResultFigure("power_facility_W", "power of the facility", facility.facilityPower, watts),
      ResultFigure(
        "power_facility_peak_W",
        "peak power of the facility",
        facility.facilityPeakPower,
        watts
      ),
      ResultFigure("pue", "PUE", facility.powerUsageEffectiveness, .ratio),
      ResultFigure(
        "junction_temperature_C",
        "junction temperature",
        facility.junctionTemperature - 273.15,
        .temperature
      ),
      ResultFigure("clock_share", "clock", run.estimate.clock, .share),
      ResultFigure(
        "energy_per_token_J",
        "energy per output token",
        run.efficiency?.energyPerToken(at: .facility),
        .quantity(unit: "J")
      ),
      ResultFigure(
        "tokens_per_joule",
        "output tokens per joule",
        run.efficiency?.tokensPerJoule(at: .facility),
        .number(unit: "tokens/J")
      ),
      ResultFigure(
        "tokens_per_s_per_MW",
        "output tokens per second and megawatt",
        run.efficiency?.tokensPerSecondPerMegawatt(at: .facility),
        .number(unit: "tokens/s/MW")
      ),
    ]
  }

  /// Money and carbon.
  private var money: [ResultFigure] {
    let rate = run.outputRate
    let cost = rate > 0 ? 1e6 * run.costPerToken : nil
    let variable = run.cost.flatMap { rate > 0 ? 1e6 * $0.variable / rate : nil }
    let fixed = run.cost.flatMap { rate > 0 ? 1e6 * $0.fixed / rate : nil }
    return [
      ResultFigure(
        "cost_per_million_tokens_USD",
        "cost per million output tokens, all in",
        cost,
        .money
      ),
      ResultFigure(
        "cost_fixed_per_million_tokens_USD",
        "of it fixed",
        fixed,
        .money
      ),
      ResultFigure(
        "cost_variable_per_million_tokens_USD",
        "of it variable",
        variable,
        .money
      ),
      ResultFigure(
        "cost_per_million_input_tokens_USD",
        "cost per million computed input tokens",
        run.tokenCost?.input.total,
        .money
      ),
      ResultFigure(
        "cost_per_million_output_tokens_USD",
        "cost per million output tokens, input apart",
        run.tokenCost?.output.total,
        .money
      ),
      ResultFigure(
        "break_even_price_per_million_output_tokens_USD",
        "break-even price of a million output tokens",
        run.breakEvenPrice,
        .money
      ),
      ResultFigure(
        "cost_per_hour_USD",
        "cost of the system per hour",
        3_600 * run.secondPrice * Double(run.accelerators),
        .money
      ),
      ResultFigure(
        "carbon_per_million_tokens_kg",
        "carbon per million output tokens",
        rate > 0 ? 1e6 * run.carbonPerToken : nil,
        .mass
      ),
    ]
  }
}
