import Compute
import Systems
import Workloads

/// What traffic gets from a plan on a system, in steady state.
///
/// Times are means over requests. The first token's time runs from the request to its first output
/// token; the time per output token is the rest of the answer over its further tokens.
public struct ServingEstimate: Sendable {
  /// What holds the number of running requests where it is.
  public enum Limit: String, Sendable {
    /// The load itself.
    case load
    /// Memory for keys and values.
    case cache
    /// The engine's or the plan's own limit.
    case batchLimit = "batch-limit"
    /// Copies that compute inputs.
    case prefill
  }

  /// Time to the first token [s].
  public var timeToFirstToken = 0.0
  /// Time to the first token of the request in the middle, without bursts and queues [s].
  public var medianTimeToFirstToken = 0.0
  /// Time per output token after the first [s].
  public var timePerOutputToken = 0.0
  /// Requests answered in a second [1/s].
  public var requestsPerSecond = 0.0
  /// Requests that generate at once, over all copies.
  public var batch = 0.0
  /// Requests that wait for memory or for a copy, over all copies.
  public var queued = 0.0
  /// Most requests that could generate at once, over all copies.
  public var batchCapacity = 0.0
  /// What holds the number of running requests.
  public var limit = Limit.load
  /// Where the time of an output token goes without the inputs of other requests [s].
  public var time = IterationAccount()
  /// Time of an output token that other requests' inputs take [s].
  public var prefillInterference = 0.0
  /// Time that one request's input takes of a copy that computes inputs [s].
  public var prefillTime = 0.0
  /// Time of sending one request's keys and values to a copy that generates [s].
  public var transferTime = 0.0
  /// Busy share of the copies that compute inputs, nil when the same copies do both.
  public var prefillUtilization: Double?
  /// Share of the time in which copies are busy with inputs rather than with output, 0…1.
  public var prefillShare = 0.0
  /// Memory of a generating accelerator.
  public var memory = ServingMemory()
  /// Keys and values held by one generating accelerator [B].
  public var cacheInUse = 0.0
  /// Mean power of an accelerator, over all pools [W].
  public var acceleratorPower = 0.0
  /// Power limit in force per accelerator [W].
  public var powerLimit = 0.0
  /// Clock while generating over the full clock, 0…1.
  public var clock = 1.0
  /// Operations of one generating accelerator in a second [FLOP/s].
  public var flopRate = 0.0
  /// Memory traffic of one generating accelerator in a second [B/s].
  public var memoryRate = 0.0
  /// Traffic of one generating accelerator over the scale-up fabric [B/s].
  public var scaleUpRate = 0.0
  /// Traffic of one generating accelerator over the scale-out fabric [B/s].
  public var scaleOutRate = 0.0
  /// Accelerators of the plan.
  public var accelerators = 1
  /// Accelerators that generate.
  public var decodeAccelerators = 1
  /// Greatest rate of requests that the plan could answer [1/s].
  public var greatestRate = 0.0
  /// Why the traffic cannot be served, in the user's words; empty when it can.
  public var problems: [String] = []

  /// An empty estimate.
  init() {}

  /// Memory that weights, buffers and running requests take of a generating accelerator [B].
  package var need: Double { memory.weights + cacheInUse + memory.reserve }

  /// Whether the traffic can be served.
  public var isFeasible: Bool { problems.isEmpty }
}

/// A phase of work with the clock and power that the limits leave it.
struct Phase: Sendable {
  /// Where its time goes, host and throttling included.
  var account: IterationAccount
  /// Mean power of an accelerator in it [W].
  var power: Double
  /// Clock over the full clock.
  var clock: Double
  /// Its use of the machine.
  var cost: IterationCost

  /// Time of the phase [s].
  var seconds: Double { account.total }
}

extension IterationModel {
  /// An iteration with waits for the host and what power limits take.
  ///
  /// - Parameter iteration: What it carries.
  /// - Returns: Time by part, power and clock.
  func phase(_ iteration: Iteration) -> Phase {
    finished(cost(iteration), sequences: iteration.sequences)
  }

  /// A cost with waits for the host and what power limits take.
  func finished(_ cost: IterationCost, sequences: Double) -> Phase {
    var account = cost.account
    let busy = max(account.device, 1e-12)
    let part = system.accelerator
    // What a service adds to a benchmark's energy, sustained load counted once.
    let sustained = max(part.sustainedEnergy, 1e-9)
    let energy =
      cost.energy * max(1, part.serviceEnergy / sustained) + part.awakePower * busy / sustained
    let point = system.clock(
      phase: .init(
        seconds: busy,
        clockShare: min(1, cost.clocked / busy),
        energy: energy
      )
    )
    account.throttle = max(0, point.seconds - busy)
    let host =
      stack.hostPerStep + stack.hostPerSequence * sequences + stack.hostPerKernel * cost.launches
    let device = account.device + account.throttle
    // Each stage's host serves every batch in flight, so its time stands against one stage's.
    let stages = Double(layout.pipeline)
    account.host =
      (1 - stack.hostHidden) * host * stages + max(0, stack.hostHidden * host * stages - device)
    let share = device / max(account.total, 1e-12)
    return Phase(
      account: account,
      power: share * point.power + (1 - share) * (part.idlePower + part.awakePower),
      clock: point.clock,
      cost: cost
    )
  }
}
