/// What a quantity is an amount of, as whole exponents over base dimensions.
///
/// Energy, power, voltage and so on are derived from mass, length, time and current, so that
/// `W`, `J/s` and `V·A` agree. Counted things that appear in ratios such as `kW/rack` have
/// dimensions of their own, so that a power per rack is never taken for a power.
public struct Dimension: Hashable, Sendable {
  /// The base dimensions; the raw value is the lane of the exponent.
  public enum Base: Int, CaseIterable, Sendable {
    /// Information, in bytes; a bit is an eighth.
    case information
    /// Arithmetic operations, floating point or integer, in FLOP or OP.
    case operations
    /// Time, in seconds.
    case time
    /// Length, in metres.
    case length
    /// Mass, in kilograms.
    case mass
    /// Thermodynamic temperature, in kelvins.
    case temperature
    /// Electric current, in amperes.
    case current
    /// Money, in US dollars.
    case money
    /// Racks, counted.
    case rack
    /// Accelerators, counted.
    case accelerator
    /// Tokens, counted.
    case token
    /// Wafers, counted.
    case wafer
    /// Memory stacks, counted.
    case stack
    /// Ports, counted.
    case port
    /// Anything else that is counted.
    case unit
    /// Logarithmic ratio, in decibels.
    case level
    /// Logarithm of a power to a milliwatt, in dBm; no ratio, so that the two are never mixed up.
    case powerLevel

    /// The symbol that the base dimension is printed with.
    public var symbol: String {
      switch self {
      case .information: "B"
      case .operations: "FLOP"
      case .time: "s"
      case .length: "m"
      case .mass: "kg"
      case .temperature: "K"
      case .current: "A"
      case .money: "USD"
      case .rack: "rack"
      case .accelerator: "accelerator"
      case .token: "token"
      case .wafer: "wafer"
      case .stack: "stack"
      case .port: "port"
      case .unit: "unit"
      case .level: "dB"
      case .powerLevel: "dBm"
      }
    }
  }

  /// The exponents, one lane a base dimension.
  private var exponents: SIMD32<Int8>

  /// Makes the dimension of a pure number.
  public init() { exponents = .zero }

  /// Makes a base dimension, raised to a power.
  public init(_ base: Base, power: Int = 1) {
    exponents = .zero
    exponents[base.rawValue] = Int8(clamping: power)
  }

  /// The exponent of one base dimension.
  public subscript(base: Base) -> Int { Int(exponents[base.rawValue]) }

  /// Whether this is the dimension of a pure number.
  public var isDimensionless: Bool { exponents == .zero }

  /// The dimension of a product.
  public static func * (left: Dimension, right: Dimension) -> Dimension {
    left.combined(with: right, sign: 1)
  }

  /// The dimension of a ratio.
  public static func / (left: Dimension, right: Dimension) -> Dimension {
    left.combined(with: right, sign: -1)
  }

  /// The dimension raised to a whole power.
  public func raised(to power: Int) -> Dimension {
    var result = Dimension()
    for base in Base.allCases {
      let (product, overflow) = self[base].multipliedReportingOverflow(by: power)
      result.exponents[base.rawValue] = Int8(clamping: overflow ? 127 : product)
    }
    return result
  }

  /// Adds or subtracts exponents, staying within what a lane can hold.
  private func combined(with other: Dimension, sign: Int) -> Dimension {
    var result = Dimension()
    for base in Base.allCases {
      result.exponents[base.rawValue] = Int8(clamping: self[base] + sign * other[base])
    }
    return result
  }
}

extension Dimension {
  /// The dimension of a pure number.
  public static let one = Dimension()
  /// Amount of information [B].
  public static let information = Dimension(.information)
  /// Amount of arithmetic [FLOP].
  public static let operations = Dimension(.operations)
  /// Time [s].
  public static let time = Dimension(.time)
  /// Length [m].
  public static let length = Dimension(.length)
  /// Mass [kg].
  public static let mass = Dimension(.mass)
  /// Temperature [K].
  public static let temperature = Dimension(.temperature)
  /// Electric current [A].
  public static let current = Dimension(.current)
  /// Money [USD].
  public static let money = Dimension(.money)
  /// Logarithmic ratio [dB].
  public static let level = Dimension(.level)
  /// Logarithm of a power to a milliwatt [dBm].
  public static let powerLevel = Dimension(.powerLevel)
  /// Frequency or rate [1/s].
  public static let frequency = one / time
  /// Area [m²].
  public static let area = length * length
  /// Volume [m³].
  public static let volume = area * length
  /// Energy [J].
  public static let energy = mass * area / time.raised(to: 2)
  /// Power [W].
  public static let power = energy / time
  /// Pressure [Pa].
  public static let pressure = energy / volume
  /// Electric charge [C].
  public static let charge = current * time
  /// Voltage [V].
  public static let voltage = power / current
  /// Electric resistance [Ω].
  public static let resistance = voltage / current
  /// Capacitance [F].
  public static let capacitance = charge / voltage
  /// Inductance [H].
  public static let inductance = voltage * time / current
  /// Information per time [B/s].
  public static let bandwidth = information / time
  /// Arithmetic per time [FLOP/s].
  public static let computeRate = operations / time
}
