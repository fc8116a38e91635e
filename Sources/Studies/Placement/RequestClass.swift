/// Requests that are alike: as frequent, as long, and with the same wants.
public struct RequestClass: Hashable, Sendable {
  /// Where requests may be served.
  public enum Residency: Hashable, Sendable {
    /// On the user's device and nowhere else.
    case onDevice
    /// On machines under the law of one country, the user's device there included.
    case inCountry(String)
    /// On any machine.
    case anywhere
  }

  /// What the user waits for at most; each may be left open.
  public struct Limits: Hashable, Sendable {
    /// From asking to the first token, network included [s].
    public var firstToken: Double?
    /// From one token to the next [s].
    public var perToken: Double?
    /// From asking to the last token, network included [s].
    public var endToEnd: Double?

    /// Limits on waiting; none by default.
    public init(firstToken: Double? = nil, perToken: Double? = nil, endToEnd: Double? = nil) {
      self.firstToken = firstToken
      self.perToken = perToken
      self.endToEnd = endToEnd
    }
  }

  /// Name, unlike that of any other class.
  public var name: String
  /// Requests per second [1/s].
  public var rate: Double
  /// Tokens that are read per request [1].
  public var inputTokens: Double
  /// Tokens that are written per request [1].
  public var outputTokens: Double
  /// What the user waits for at most.
  public var limits: Limits
  /// Where requests may be served.
  public var residency: Residency
  /// Least quality on the user's own scale, on which more is better.
  public var leastQuality: Double?
  /// How hard the requests are, in the user's own words.
  public var complexity: String

  /// A class of requests; by default without limits of any kind.
  public init(
    name: String,
    rate: Double,
    inputTokens: Double,
    outputTokens: Double,
    limits: Limits = Limits(),
    residency: Residency = .anywhere,
    leastQuality: Double? = nil,
    complexity: String = ""
  ) {
    self.name = name
    self.rate = rate
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.limits = limits
    self.residency = residency
    self.leastQuality = leastQuality
    self.complexity = complexity
  }
}
