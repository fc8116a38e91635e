/// What is asked of a serving system: the shape of its requests and how they arrive.
public struct ServingTraffic: Hashable, Sendable {
  /// How requests arrive.
  public enum Load: Hashable, Sendable {
    /// So many clients, each of which sends its next request when the last one is answered.
    case concurrency(Double)
    /// Requests arrive at random at this mean rate [1/s].
    case rate(Double)
    /// All requests are queued from the start: memory sets how many run at once.
    case offline
    /// A batch of so many runs from its first token to its last before the next one starts.
    case batch(Double)
  }

  /// Tokens guessed ahead and checked in one step.
  public struct Speculation: Hashable, Sendable {
    /// Tokens guessed in a step.
    public var tokens: Int
    /// Chance that a guess is right, given that those before it were, 0…1.
    public var acceptance: Double

    /// Describes speculative decoding.
    public init(tokens: Int, acceptance: Double) {
      self.tokens = tokens
      self.acceptance = acceptance
    }

    /// Tokens that a step yields on average: `(1 − aⁿ⁺¹)/(1 − a)`.
    ///
    /// Leviathan and others, Fast inference from transformers via speculative decoding, 2023, eq. 1.
    public var tokensPerStep: Double {
      guard acceptance < 1 else { return Double(tokens + 1) }
      var sum = 1.0
      var chance = 1.0
      for _ in 0..<tokens {
        chance *= acceptance
        sum += chance
      }
      return sum
    }
  }

  /// Mean tokens of a request's input.
  public var input: Double
  /// Mean tokens of a request's output, the first one included.
  public var output: Double
  /// How requests arrive.
  public var load: Load
  /// Share of input tokens whose keys and values are found in the cache, 0…1.
  public var prefixHit: Double
  /// Tokens guessed ahead, nil for none.
  public var speculation: Speculation?
  /// Share of the requests that arrive together at the start, 0 in steady traffic.
  ///
  /// Closed-loop benchmarks that report means begin with all clients at once.
  public var burstShare: Double

  /// Describes traffic.
  public init(
    input: Double,
    output: Double,
    load: Load,
    prefixHit: Double = 0,
    speculation: Speculation? = nil,
    burstShare: Double = 0
  ) {
    self.input = input
    self.output = output
    self.load = load
    self.prefixHit = prefixHit
    self.speculation = speculation
    self.burstShare = burstShare
  }

  /// Input tokens of a request that must be computed.
  public var computedInput: Double { max(1, input * (1 - prefixHit)) }

  /// Mean tokens in the cache of a request while its output is generated.
  public var meanContext: Double { input + output / 2 }
}
