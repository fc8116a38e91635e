public import Fabrics
import Quantities

/// One measured collective: what ran, where, and how long it took.
public struct CollectiveCase: Sendable, Hashable {
  /// The machine, as its source names it.
  public var system: String
  /// The pattern.
  public var collective: Collective
  /// Ranks.
  public var ranks: Int
  /// Ranks of the group in one scale-up domain.
  public var perNode: Int
  /// Full tensor [B], as `Collective` defines it.
  public var bytes: Double
  /// Width of an element [B].
  public var elementBytes: Int
  /// Measured time [s].
  public var seconds: Double

  /// Makes a case.
  public init(
    system: String,
    collective: Collective,
    ranks: Int,
    perNode: Int? = nil,
    bytes: Double,
    elementBytes: Int = 2,
    seconds: Double
  ) {
    self.system = system
    self.collective = collective
    self.ranks = ranks
    self.perNode = perNode ?? ranks
    self.bytes = bytes
    self.elementBytes = elementBytes
    self.seconds = seconds
  }

  /// Makes a case from a row of the aiconfigurator collective tables; nil when a field is unknown.
  ///
  /// Its `message_size_elements` counts the full tensor, as the bus bandwidths show: with any other
  /// reading the large messages would exceed the line rate or change with the number of ranks.
  /// - Parameters:
  ///   - system: Column `system`.
  ///   - operation: Column `op_name`: `all_reduce`, `all_gather`, `reduce_scatter`, `alltoall`.
  ///   - dtype: Column `nccl_dtype`: `half`, `bfloat16`, `float`, `int8`.
  ///   - ranks: Column `num_gpus`.
  ///   - elements: Column `message_size_elements`.
  ///   - milliseconds: Column `latency_ms` [ms].
  public init?(
    system: String,
    operation: String,
    dtype: String,
    ranks: Int,
    elements: Double,
    milliseconds: Double
  ) {
    let collective: Collective
    switch operation {
    case "all_reduce": collective = .allReduce
    case "all_gather": collective = .allGather
    case "reduce_scatter": collective = .reduceScatter
    case "alltoall", "all_to_all": collective = .allToAll
    case "broadcast": collective = .broadcast
    default: return nil
    }
    let width: Int
    switch dtype {
    case "half", "float16", "bfloat16", "bf16", "fp16": width = 2
    case "float", "float32", "fp32": width = 4
    case "int8", "uint8", "fp8": width = 1
    default: return nil
    }
    guard ranks > 0, elements > 0, milliseconds > 0 else { return nil }
    self.init(
      system: system,
      collective: collective,
      ranks: ranks,
      bytes: elements * Double(width),
      elementBytes: width,
      seconds: milliseconds * 1e-3
    )
  }

  /// True for the half of the cases that a fit must not see.
  ///
  /// A bit of the FNV-1a hash of what ran, so that the halves never depend on order.
  public var isHeldBack: Bool {
    var hash = StableHash()
    let key = "\(system)/\(collective.rawValue)/\(ranks)/\(elementBytes)/\(Int(bytes))"
    hash.add(key.utf8)
    return (hash.value >> 23) & 1 == 1
  }

  /// The group that ran.
  public var group: Group { Group(ranks: ranks, perNode: perNode) }

  /// Rate per rank on the links of a ring, as nccl-tests prints it ("busbw") [B/s].
  public var busRate: Double { bytes * collective.wireFactor(ranks: Double(ranks)) / seconds }
}
