import Foundation

/// A photonic matrix engine by its parts, from which its rate and power follow.
public struct PhotonicConstants: ConstantGroup {
  /// Matrix cores.
  public var cores = 4.0
  /// Inputs and outputs of one core.
  public var side = 128.0
  /// Vectors that pass through one core in a second [1/s].
  public var vectorRate = 0.5e9
  /// Share of the vector slots that a steady stream of products fills.
  public var utilisation = 1.0
  /// Time to set all weights of a core anew [s].
  public var reload = 256e-9
  /// Effective bits of the converters behind the detectors.
  public var adcBits = 10.0
  /// Energy of those converters per step of their range and sample [J].
  public var adcFigure = 50e-15
  /// Energy of one sample of an input modulator and its converter [J].
  public var dacEnergy = 2e-12
  /// Power that holds one weight in place [W].
  public var holdPower = 0.2e-3
  /// Optical power of the laser [W].
  public var laserPower = 1.6
  /// Optical over electrical power of the laser, 1 where the light is counted as such.
  public var laserEfficiency = 1.0
  /// Power of the digital part: memory, scaling, sums of blocks, functions, interface [W].
  public var digitalPower = 40.0
  /// Share of memory bandwidth reached.
  public var bandwidth = 0.8
  /// Fixed time of an operation [s].
  public var launch = 2e-6
  /// Energy per byte moved from memory [J/B].
  public var energyPerByte = 60e-12

  /// A typical engine.
  public init() {}

  /// Every constant with its name, unit and bounds.
  public static let fields: [ConstantField<Self>] = [
    ConstantField("cores", "", 1, 1e4, \.cores),
    ConstantField("side", "", 2, 1e4, \.side),
    ConstantField("vector-rate", "MHz", 1e6, 1e11, \.vectorRate),
    ConstantField("utilisation", "", 0.01, 1, \.utilisation),
    ConstantField("reload", "us", 0, 1e-2, \.reload),
    ConstantField("adc-bits", "", 1, 16, \.adcBits),
    ConstantField("adc-figure", "pJ", 1e-16, 1e-12, \.adcFigure),
    ConstantField("dac-energy", "pJ", 1e-14, 1e-10, \.dacEnergy),
    ConstantField("hold-power", "mW", 0, 1, \.holdPower),
    ConstantField("laser-power", "W", 0, 1e3, \.laserPower),
    ConstantField("laser-efficiency", "", 0.01, 1, \.laserEfficiency),
    ConstantField("digital-power", "W", 0, 1e4, \.digitalPower),
    ConstantField("bandwidth", "", 0.05, 1, \.bandwidth),
    ConstantField("launch", "us", 0, 1e-3, \.launch),
    ConstantField("energy-per-byte", "pJ/B", 1e-12, 1e-9, \.energyPerByte),
  ]

  /// Rate of all cores with every slot that `utilisation` allows filled [FLOP/s].
  public var rate: Double { cores * side * side * 2 * vectorRate * utilisation }

  /// Samples that the inputs, and as many that the outputs, convert in a second [1/s].
  public var samples: Double { cores * side * vectorRate * utilisation }

  /// Power of the converters behind the detectors, `figure·2^bits` a sample [W].
  public var adcPower: Double {
    samples * adcFigure * exp2(adcBits)
  }

  /// Power of the input modulators with their converters [W].
  public var dacPower: Double { samples * dacEnergy }

  /// Power that holds all weights [W].
  public var weightPower: Double { cores * side * side * holdPower }

  /// Power that the laser takes [W].
  public var lightPower: Double { laserPower / laserEfficiency }

  /// Power drawn whether or not vectors pass [W].
  public var staticPower: Double { weightPower + lightPower + digitalPower }

  /// Power of the engine at its full rate, all parts together [W].
  public var power: Double { adcPower + dacPower + staticPower }
}
