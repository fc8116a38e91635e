extension Dimension: CustomStringConvertible {
  /// The dimension as a product of SI base symbols, such as `kg*m^2/s^3`; `1` for a pure number.
  public var description: String {
    var above: [String] = []
    var below: [String] = []
    for base in Base.allCases where self[base] != 0 {
      let size = abs(self[base])
      let text = size == 1 ? base.symbol : "\(base.symbol)^\(size)"
      if self[base] > 0 { above.append(text) } else { below.append(text) }
    }
    let head = above.isEmpty ? "1" : above.joined(separator: "*")
    return ([head] + below).joined(separator: "/")
  }

  /// What a reader calls the dimension, with its article: `a bandwidth`, `an energy`.
  public var name: String {
    Self.known[self]?.name ?? "a quantity in \(description)"
  }

  /// A value of this dimension as it may be written in a file, such as `450 GB/s`.
  public var example: String {
    Self.known[self]?.example ?? "1 \(description)"
  }

  /// The dimensions that have a name of their own.
  private static let known: [Dimension: (name: String, example: String)] = {
    let rack = Dimension(.rack)
    let accelerator = Dimension(.accelerator)
    let token = Dimension(.token)
    return [
      .one: ("a number without a unit", "0.85"),
      .information: ("an amount of information", "80 GB"),
      .operations: ("a number of operations", "1.2 PFLOP"),
      .time: ("a time", "20 us"),
      .length: ("a length", "30 mm"),
      .mass: ("a mass", "12 kg"),
      .temperature: ("a temperature", "45 degC"),
      .current: ("a current", "800 A"),
      .money: ("an amount of money", "25000 USD"),
      .level: ("a level", "3 dB"),
      .powerLevel: ("a level of power", "-4.4 dBm"),
      .level / .length: ("a loss per length", "0.35 dB/km"),
      .level / .frequency: ("a relative density of noise", "-136 dB/Hz"),
      .length / .temperature: ("a length per temperature", "58 pm/K"),
      .current / .power: ("a responsivity", "0.89 A/W"),
      .current * .current / .frequency: ("a density of noise current", "324 pA^2/Hz"),
      .frequency: ("a rate or a frequency", "1.98 GHz or 12 /s"),
      .area: ("an area", "814 mm^2"),
      .volume: ("a volume", "3 L"),
      .energy: ("an energy", "5 pJ"),
      .power: ("a power", "700 W"),
      .pressure: ("a pressure", "150 kPa"),
      .charge: ("a charge", "2 A*h"),
      .voltage: ("a voltage", "0.75 V"),
      .resistance: ("a resistance", "0.1 mohm"),
      .capacitance: ("a capacitance", "10 nF"),
      .inductance: ("an inductance", "50 nH"),
      .bandwidth: ("a bandwidth", "450 GB/s"),
      .computeRate: ("a rate of computing", "989 TFLOP/s"),
      .energy / .information: ("an energy per bit", "5 pJ/bit"),
      .energy / .operations: ("an energy per operation", "0.5 pJ/FLOP"),
      .energy / token: ("an energy per token", "0.4 J/token"),
      .power / .area: ("a heat flux", "50 W/cm^2"),
      .power / .temperature: ("a thermal conductance", "20 W/K"),
      .temperature / .power: ("a thermal resistance", "0.02 K/W"),
      .temperature * .area / .power: ("an area-specific thermal resistance", "5 mm^2*K/W"),
      .power / .length / .temperature: ("a thermal conductivity", "400 W/(m*K)"),
      .power / .area / .temperature: ("a heat transfer coefficient", "10000 W/(m^2*K)"),
      .energy / .mass / .temperature: ("a specific heat", "4186 J/(kg*K)"),
      .mass / .volume: ("a density", "998 kg/m^3"),
      .mass / .time: ("a mass flow", "2 kg/s"),
      .volume / .time: ("a volume flow", "1.5 L/min"),
      .volume / .energy: ("a use of water", "1.8 L/kWh"),
      .mass / .energy: ("a carbon intensity", "370 g/kWh"),
      .bandwidth / .length: ("a bandwidth density", "1 Tb/s/mm"),
      .information / .area: ("an information density", "20 MB/mm^2"),
      .computeRate / .power: ("an efficiency of computing", "1.4 TFLOP/J"),
      .money / .energy: ("a price of energy", "0.08 USD/kWh"),
      .money / .power: ("a price of power capacity", "10 USD/W"),
      .money / .time: ("a price of time", "2 USD/h"),
      .money / .information: ("a price of memory", "4 USD/GB"),
      .money / .bandwidth: ("a price of bandwidth", "0.5 USD/(Gb/s)"),
      .money / .area: ("a price of area", "0.2 USD/mm^2"),
      .money / .volume: ("a price of volume", "2 USD/m^3"),
      .money / .mass: ("a price of mass", "80 USD/t"),
      .money / token: ("a price of tokens", "2 USD/Mtoken"),
      .power / rack: ("a power per rack", "120 kW/rack"),
      .power / accelerator: ("a power per accelerator", "1 kW/accelerator"),
      .money / rack: ("a price per rack", "3000000 USD/rack"),
      .money / accelerator: ("a price per accelerator", "25000 USD/accelerator"),
      token / .time: ("a rate of tokens", "1000 token/s"),
      .one / .area: ("a density of things", "0.1 /cm^2"),
    ]
  }()
}
