public import Compute
public import Workloads

/// One measured kernel: what ran, where, how long it took and what power it drew.
public struct KernelCase: Hashable, Sendable {
  /// The operation of a case.
  public enum Work: Hashable, Sendable {
    case matrix(MatrixMultiply)
    case mixture(MixtureLayer)
    case attention(Attention)
  }

  /// A family of cases that is fitted and reported together.
  public enum Kind: String, CaseIterable, Sendable {
    case gemm
    case moe
    case prefill
    case decode
  }

  /// The machine's catalogue name, such as `h100-sxm`.
  public var system: String
  /// What ran.
  public var work: Work
  /// Measured time of one run [s].
  public var measuredSeconds: Double
  /// Mean power while the kernel was looped, or nil where it was not recorded [W].
  public var measuredPower: Double?

  /// Describes a measured kernel.
  public init(
    system: String,
    work: Work,
    measuredSeconds: Double,
    measuredPower: Double? = nil
  ) {
    self.system = system
    self.work = work
    self.measuredSeconds = measuredSeconds
    self.measuredPower = measuredPower
  }

  /// The family of the case.
  public var kind: Kind {
    switch work {
    case .matrix: .gemm
    case .mixture: .moe
    case .attention(let operation): operation.pass == .decode ? .decode : .prefill
    }
  }

  /// The format in which the case multiplies.
  public var format: NumberFormat {
    switch work {
    case .matrix(let operation): operation.format
    case .mixture(let layer): layer.format
    case .attention(let operation): operation.format
    }
  }

  /// Whether the case belongs to the half that is fitted; depends on the shape alone.
  public var isFitted: Bool { shapeHash & 1 == 0 }

  /// A hash of the shape that is the same in every process and independent of any order.
  var shapeHash: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for number in shape {
      hash = (hash ^ UInt64(bitPattern: Int64(number))) &* 0x0000_0100_0000_01b3
      hash ^= hash >> 29
    }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    return hash ^ (hash >> 33)
  }

  /// The sizes that tell one case of a family from another.
  private var shape: [Int] {
    switch work {
    case .matrix(let o): [o.m, o.n, o.k, o.batch]
    case .mixture(let l):
      [
        l.tokens, l.hidden, l.inner, l.choices, l.experts, l.tensorParallel, l.expertParallel,
        Int(10 * l.exponent),
      ]
    case .attention(let o):
      [o.batch, o.queries, o.context, o.heads, o.kvHeads, o.headDimension, o.valueDimension]
    }
  }

  /// What a machine is expected to show in the loop that measured the case.
  ///
  /// The kernel runs at the clock that its own power allows, as it does when it is looped.
  public func predicted(on machine: TiledMachine) -> ClockCurve.Point {
    let estimate =
      switch work {
      case .matrix(let operation): machine.matrixMultiply(operation)
      case .mixture(let layer):
        machine.mixture(layer, allChoices: machine.constants.loop.allChoices)
      case .attention(let operation) where operation.pass == .decode:
        machine.decode(operation, cacheShare: machine.constants.loop.cacheShare)
      case .attention(let operation): machine.attention(operation)
      }
    let part = machine.accelerator
    let limit = machine.constants.loop.limit(part.powerLimit, seconds: estimate.seconds)
    return part.clockCurve.powerCapped(estimate, idle: part.idlePower, limit: limit)
  }
}
