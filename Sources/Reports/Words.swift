import Economics
import Quantities
import Scenarios
import Studies
import Workloads

/// Words and numbers as a reader meets them.
enum Words {
  /// A name for a part of the time account.
  static func time(_ key: String) -> String {
    switch key {
    case "matmul": "matrix products"
    case "attention": "attention"
    case "vector": "element-wise kernels"
    case "recompute": "recomputation"
    case "tensor_comm": "tensor traffic"
    case "context_comm": "context traffic"
    case "expert_comm": "expert traffic"
    case "pipeline_comm": "pipeline traffic"
    case "pipeline_bubble": "pipeline bubble"
    case "data_comm": "data traffic"
    case "optimizer": "optimizer"
    case "host": "host"
    case "throttle": "throttling"
    case "straggler": "stragglers"
    case "experts": "experts"
    case "prefill": "others' inputs"
    default: key.replacing("_", with: " ")
    }
  }

  /// A count of tokens with a prefix, such as `15.6 T`.
  static func scaled(_ value: Double) -> String {
    let steps = [(1e12, " T"), (1e9, " B"), (1e6, " M"), (1e4, " k")]
    for (size, suffix) in steps where abs(value) >= size * 0.9995 {
      return Format.significant(value / (size == 1e4 ? 1e3 : size)) + suffix
    }
    return grouped(value)
  }

  /// A mass of emissions: kilograms below a tonne, tonnes above.
  static func mass(_ kilograms: Double) -> String {
    guard abs(kilograms) >= 1e3 else { return Format.significant(kilograms) + " kg CO2e" }
    return grouped(kilograms / 1e3) + " t CO2e"
  }

  /// A number of three digits, with commas between thousands where it is large.
  static func grouped(_ value: Double) -> String {
    guard abs(value) >= 1e3, abs(value) < 1e9, let rounded = Double(Format.significant(value))
    else { return Format.significant(value) }
    return Format.count(rounded)
  }

  /// A share as a percentage: whole above ten, one decimal below.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return Format.percent(share) }
    let percent = share * 100
    let digits = abs(percent) >= 100 ? 3 : abs(percent) >= 1 ? 2 : 1
    if abs(percent) < 0.05 { return percent == 0 ? "0 %" : "<0.1 %" }
    return Format.percent(share, digits: digits)
  }

  /// Memory in binary units, as accelerators' memories are built.
  static func memory(_ bytes: Double) -> String { Format.quantity(bytes, unit: "GiB") }

  /// A figure of a result as a reader meets it.
  static func figure(_ figure: ResultFigure) -> String {
    guard let value = figure.value else { return "–" }
    switch figure.kind {
    case .duration: return Format.duration(value)
    case .quantity(let unit): return Format.quantity(value, unit: unit)
    case .tokenRate: return scaled(value) + " tokens/s"
    case .share: return Format.percent(value)
    case .ratio: return Format.significant(value)
    case .money: return Format.money(value)
    case .mass: return mass(value)
    case .memory: return memory(value)
    case .temperature: return Format.significant(value) + " °C"
    case .number(let unit): return grouped(value) + " " + unit
    }
  }

  /// A name for a part of the memory account.
  static func memoryPart(_ key: String) -> String {
    key == "kv_cache" ? "keys and values" : key
  }

  /// A relative gain, such as `+38 %`.
  static func gain(_ gain: Double, unbounded: String = "makes it fit") -> String {
    if gain == .infinity { return unbounded }
    if gain < 5e-4 { return "0 %" }
    return (gain > 0 ? "+" : "") + Format.percent(gain, digits: gain >= 0.1 ? 2 : 1)
  }

  /// What the objective's gain is a gain in.
  static func merit(_ objective: Objective) -> String {
    switch objective {
    case .tokensPerSecond: "tokens per second"
    case .tokensPerJoule: "tokens per joule"
    case .tokensPerDollar, .costPerToken: "tokens per dollar"
    case .timeToTrain: "training speed"
    case .costOfRun: "runs per dollar"
    case .carbonPerToken: "tokens per kilogram of CO2e"
    case .timeToFirstToken: "speed to the first token"
    case .timePerOutputToken: "speed of output"
    case .power: "power"
    }
  }

  /// An objective's value as a reader meets it.
  static func value(_ value: Double, of objective: Objective) -> String {
    switch objective {
    case .tokensPerSecond, .tokensPerDollar: scaled(value) + " " + objective.unit
    case .tokensPerJoule: Format.significant(value) + " " + objective.unit
    case .costPerToken: Format.money(1e6 * value) + " a million tokens"
    case .carbonPerToken: mass(1e6 * value) + " a million tokens"
    case .timeToTrain, .timeToFirstToken, .timePerOutputToken: Format.duration(value)
    case .costOfRun: Format.money(value)
    case .power: Format.quantity(value, unit: "W")
    }
  }

  /// An objective as the title of a column, with its unit.
  static func column(_ objective: Objective) -> String {
    switch objective {
    case .tokensPerSecond: "tokens/s"
    case .tokensPerJoule: "tokens/J"
    case .tokensPerDollar: "tokens/USD"
    case .costPerToken: "cost a million"
    case .timeToTrain: "time to train"
    case .costOfRun: "cost of run"
    case .carbonPerToken: "CO2e a million"
    case .timeToFirstToken: "first token"
    case .timePerOutputToken: "a token"
    case .power: "power"
    }
  }

  /// An objective's value below its column's title.
  static func cell(_ value: Double, of objective: Objective) -> String {
    switch objective {
    case .tokensPerSecond, .tokensPerDollar: scaled(value)
    case .tokensPerJoule: Format.significant(value)
    case .costPerToken: Format.money(1e6 * value)
    case .carbonPerToken: mass(1e6 * value).replacing(" CO2e", with: "")
    default: self.value(value, of: objective)
    }
  }

  /// What is taken of a limit of the budget, or the limit.
  static func amount(_ value: Double, _ use: BudgetUse) -> String {
    switch use.unit {
    case "USD": Format.money(value)
    case "USD/s": "\(Format.money(value * Annuity.year)) a year"
    case "s": Format.duration(value)
    case "kg": mass(value)
    default: Format.quantity(value, unit: use.unit)
    }
  }

  /// What relaxing a knob does, such as `doubling it` or `halving it`.
  static func relaxing(_ knob: Knob, by factor: Double) -> String {
    let times = Format.significant(factor)
    switch knob {
    case .networkLatency, .hostLaunch, .kernelFusion, .overlap, .stragglers, .expertBalance,
      .requestOverhead, .acceleratorPrice, .electricityPrice, .gridCarbon:
      return factor == 2 ? "halving it" : "cutting it \(times)x"
    default:
      return factor == 2 ? "doubling it" : "raising it \(times)x"
    }
  }

  /// A name in the middle of a sentence: its first letter small, unless the word is all capitals.
  static func inSentence(_ name: String) -> String {
    guard let first = name.first, let second = name.dropFirst().first, !second.isUppercase else {
      return name
    }
    return first.lowercased() + name.dropFirst()
  }

  /// A number and a noun, with its plural when there is not one.
  static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(Format.count(number)) \(number == 1 ? noun : plural ?? noun + "s")"
  }
}
