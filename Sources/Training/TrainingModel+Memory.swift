import Compute
import Quantities
public import Systems

extension TrainingModel {
  /// Why a plan does not fit in memory, in the user's words; nil when it fits.
  public static func memoryProblem(_ memory: MemoryAccount, on system: System) -> String? {
    let capacity = system.accelerator.memoryCapacity
    guard memory.total > capacity else { return nil }
    let largest = memory.parts.max { $0.bytes < $1.bytes }
    return "the fullest accelerator needs \(Format.quantity(memory.total, unit: "GiB")) but"
      + " \(system.accelerator.name) has \(Format.quantity(capacity, unit: "GiB"));"
      + " most of it is \(largest?.key ?? "")"
      + " (\(Format.quantity(largest?.bytes ?? 0, unit: "GiB")))"
  }
}
