public import Workloads

/// What the datasheet of an accelerator says: rates, capacities, power and size.
///
/// Figures that a datasheet does not give are zero; the doc comments say what zero stands for.
public struct Accelerator: Hashable, Sendable {
  /// The catalogue name, such as `h100-sxm`.
  public var id: String
  /// The product name.
  public var name: String
  /// Dense peak rate by format, zero where the format is not multiplied natively [FLOP/s].
  public var peak: FormatTable
  /// Peak rate of the vector units in 32-bit floating point [FLOP/s].
  public var vectorPeak: Double
  /// Parallel processors: streaming multiprocessors, compute units, matrix arrays.
  public var processors: Int
  /// The clock at which `peak` holds [Hz].
  public var clock: Double
  /// Size of device memory, that of the first tier where there are two [B].
  public var memoryCapacity: Double
  /// Peak bandwidth of device memory [B/s].
  public var memoryBandwidth: Double
  /// Size of the last cache before memory [B].
  public var cache: Double
  /// Bandwidth of the last cache, zero when unknown (then taken as twice memory's) [B/s].
  public var cacheBandwidth: Double
  /// Power at which the clock is held back [W].
  public var powerLimit: Double
  /// Power drawn with a context loaded and nothing running [W].
  public var idlePower: Double
  /// Energy of a kernel under sustained load over that in a short benchmark.
  ///
  /// A benchmark's loop ends before the die is warm and often multiplies tame numbers; hours of
  /// training do neither.
  public var sustainedEnergy: Double
  /// Power drawn above idle whenever a service keeps the part awake, whatever runs [W].
  public var awakePower = 0.0
  /// Energy of a kernel in a service over that in a short benchmark.
  public var serviceEnergy = 1.0
  /// How power follows the clock.
  public var clockCurve: ClockCurve
  /// Bandwidth of the scale-up ports in one direction, all ports together [B/s].
  public var scaleUpBandwidth: Double
  /// Bandwidth to the host in one direction [B/s].
  public var hostBandwidth: Double
  /// Area of all compute dies [m²].
  public var dieArea: Double
  /// Junction temperature at which the clock is held back [K].
  public var temperatureLimit: Double
  /// Price of one part, zero when unknown [USD].
  public var price: Double
  /// Side of the square multiplier array of a systolic machine, zero for tiled GPUs.
  public var systolicSide: Int
  /// Slower memory behind `memoryCapacity`, nil for parts whose memory is one.
  public var secondTier: MemoryTier?

  /// Whether matrix products run on large systolic arrays instead of tiles on many processors.
  public var isSystolic: Bool { systolicSide > 0 }

  /// Describes an accelerator; only rates, processors, clock, memory and power are required.
  public init(
    id: String,
    name: String,
    peak: FormatTable,
    vectorPeak: Double,
    processors: Int,
    clock: Double,
    memoryCapacity: Double,
    memoryBandwidth: Double,
    cache: Double,
    cacheBandwidth: Double = 0,
    powerLimit: Double,
    idlePower: Double,
    sustainedEnergy: Double = 1,
    clockCurve: ClockCurve = ClockCurve(),
    scaleUpBandwidth: Double = 0,
    hostBandwidth: Double = 0,
    dieArea: Double = 0,
    temperatureLimit: Double = 0,
    price: Double = 0,
    systolicSide: Int = 0,
    secondTier: MemoryTier? = nil
  ) {
    self.id = id
    self.name = name
    self.peak = peak
    self.vectorPeak = vectorPeak
    self.processors = processors
    self.clock = clock
    self.memoryCapacity = memoryCapacity
    self.memoryBandwidth = memoryBandwidth
    self.cache = cache
    self.cacheBandwidth = cacheBandwidth
    self.powerLimit = powerLimit
    self.idlePower = idlePower
    self.sustainedEnergy = sustainedEnergy
    self.clockCurve = clockCurve
    self.scaleUpBandwidth = scaleUpBandwidth
    self.hostBandwidth = hostBandwidth
    self.dieArea = dieArea
    self.temperatureLimit = temperatureLimit
    self.price = price
    self.systolicSide = systolicSide
    self.secondTier = secondTier
  }

  /// The rate at which a format is multiplied, natively or after widening to 16 or 32 bits [FLOP/s].
  ///
  /// A format without native units falls back: 4-bit and 8-bit floats to 8-bit floats where
  /// those exist, everything narrow to bf16, bf16 to fp16, 16-bit and tf32 to fp32.
  public func rate(of format: NumberFormat) -> Double {
    for candidate in format.fallbacks where peak[candidate] > 0 { return peak[candidate] }
    // Cards of integer units alone run everything on them.
    return vectorPeak > 0 ? vectorPeak : peak[.int8]
  }

  /// Whether the operands of a format are multiplied in that format rather than widened first.
  public func multipliesNatively(_ format: NumberFormat) -> Bool {
    if peak[format] > 0 { return true }
    switch format {
    case .fp8, .fp8Block, .mxfp8: return peak[.fp8] > 0 || peak[.mxfp8] > 0
    case .mxfp4, .nvfp4: return peak[.mxfp4] > 0 || peak[.nvfp4] > 0
    default: return false
    }
  }
}

extension NumberFormat {
  /// Formats whose units can stand in for this one's, nearest first, itself included.
  var fallbacks: [NumberFormat] {
    switch self {
    case .fp32: [.fp32]
    case .tf32: [.tf32, .fp32]
    case .bf16: [.bf16, .fp16, .tf32, .fp32]
    case .fp16: [.fp16, .bf16, .tf32, .fp32]
    case .fp8: [.fp8, .mxfp8, .bf16, .fp16, .fp32]
    case .fp8Block: [.fp8Block, .fp8, .mxfp8, .bf16, .fp16, .fp32]
    case .mxfp8: [.mxfp8, .fp8, .bf16, .fp16, .fp32]
    case .mxfp4: [.mxfp4, .nvfp4, .bf16, .fp16, .fp32]
    case .nvfp4: [.nvfp4, .mxfp4, .bf16, .fp16, .fp32]
    case .int8: [.int8, .bf16, .fp16, .fp32]
    case .int4: [.int4, .bf16, .fp16, .fp32]
    case .q8, .q4, .q4K: [.fp16, .bf16, .fp32]
    }
  }
}
