import Compute
import Systems
import Workloads

extension Deployment {
  /// Why the traffic cannot be served, in the user's words; empty when it can.
  func problems(_ estimate: ServingEstimate) -> [String] {
    var found: [String] = []
    if !estimate.timePerOutputToken.isFinite || !estimate.requestsPerSecond.isFinite {
      found.append(
        "\(system.accelerator.name) has no units for \(recipe.matmul.rawValue); name another"
          + " precision"
      )
    }
    if memory.cacheCapacity <= 0 {
      let need = memory.weights + memory.reserve
      found.append(
        "weights and buffers take \(Self.gigabytes(need)) of the"
          + " \(Self.gigabytes(system.accelerator.totalCapacity)) of one accelerator, which leaves"
          + " nothing for keys and values; split the model over more accelerators or narrow its"
          + " weights"
      )
    } else if capacity < 1 {
      found.append(
        "the memory left for keys and values holds less than one request of"
          + " \(Self.words(traffic.meanContext)) tokens; split the model further or shorten it"
      )
    }
    switch traffic.load {
    case .rate(let asked) where isTooMuch(asked, greatest: estimate.greatestRate):
      found.append(
        "the plan answers at most \(Self.words(estimate.greatestRate)) requests/s, fewer than the"
          + " \(Self.words(asked)) that arrive; the figures are those of that most"
      )
    case .batch(let size) where plan.prefill == nil && size / replicas > capacity:
      found.append(
        "a batch of \(Self.words(size / replicas)) does not fit: memory holds"
          + " \(Self.words(capacity)) requests of \(Self.words(traffic.meanContext)) tokens on each"
          + " copy"
      )
    default: break
    }
    return found
  }

  /// Whether more requests arrive than can be answered.
  private func isTooMuch(_ asked: Double, greatest: Double) -> Bool {
    plan.prefill == nil ? !(asked / replicas * replicas <= greatest) : asked > greatest
  }

  /// A number for a sentence.
  static func words(_ value: Double) -> String {
    value >= 100 ? String(Int(value.rounded())) : String((value * 100).rounded() / 100)
  }

  /// Bytes for a sentence.
  static func gigabytes(_ value: Double) -> String {
    "\(words(value / 1e9)) GB"
  }
}
