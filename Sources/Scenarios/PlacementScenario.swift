public import Quantities

/// A question of placement with every name resolved.
public struct PlacementScenario: Sendable {
  /// What is made small.
  public enum Aim: String, Sendable {
    /// Money.
    case cost
    /// Energy.
    case energy
  }

  /// Where requests may be served.
  public enum Residency: Hashable, Sendable {
    /// On the user's device and nowhere else.
    case device
    /// On machines under the law of one country.
    case country(String)
    /// On any machine.
    case anywhere
  }

  /// Requests that are alike.
  public struct RequestClass: Hashable, Sendable {
    /// Name, unlike that of any other class.
    public var name: String
    /// Requests per second [1/s].
    public var rate: Double
    /// Mean tokens of a request's input.
    public var input: Double
    /// Mean tokens of a request's output.
    public var output: Double
    /// Share of the input found in the cache, 0…1.
    public var prefixHit: Double
    /// Where requests may be served.
    public var residency: Residency
    /// Longest mean time to the first token, network included, nil for any [s].
    public var timeToFirstToken: Double?
    /// Longest mean time per output token, nil for any [s].
    public var timePerOutputToken: Double?
    /// Longest mean time to the last token, network included, nil for any [s].
    public var endToEnd: Double?
    /// Least score in the user's table, nil for any.
    public var leastQuality: Double?
    /// How hard the requests are, in the user's own words.
    public var complexity: String
  }

  /// Machines that serve side by side.
  public struct Pool: Sendable {
    /// Whose machines they are.
    public enum Kind: String, Sendable {
      /// What users hold in their hands.
      case device
      /// A room of the user's own.
      case site
      /// A region of a cloud.
      case region
    }

    /// What counts as the pool's cost.
    public enum Payment: String, Sendable {
      /// All of it.
      case all
      /// The electricity of requests alone.
      case energy
    }

    /// Name, unlike that of any other pool.
    public var name: String
    /// Whose machines they are.
    public var kind: Kind
    /// Country whose law holds there.
    public var country: String
    /// Time of one round trip between user and machines [s].
    public var latency: Double
    /// Instances in the pool, or the most that can be had.
    public var instances: Int
    /// Whether only the instances in use are paid for and fed.
    public var isScalable: Bool
    /// Share of the time in which an instance may be busy, above 0 and at most 1.
    public var busyShare: Double
    /// What counts as its cost.
    public var payment: Payment
    /// The models that an instance can answer with, each as a scenario of that instance alone.
    public var services: [Service]
  }

  /// A model as one instance of a pool serves it.
  public struct Service: Sendable {
    /// The model's name in results and in the table of quality.
    public var name: String
    /// Engine, formats, system and plan; its traffic is a stand-in for that of a class.
    public var scenario: ServingScenario
  }

  /// A user's scores of a model.
  public struct Quality: Hashable, Sendable {
    /// The model's name.
    public var model: String
    /// The score for classes that have none of their own.
    public var score: Double?
    /// Scores by class.
    public var byClass: [String: Double]
  }

  /// Name for a reader.
  public var name: String
  /// What is made small.
  public var aim: Aim
  /// What is asked for, in the order of the file.
  public var classes: [RequestClass]
  /// Machines, in the order of the file.
  public var pools: [Pool]
  /// The user's table of quality, in the order of the file; empty when none is given.
  public var quality: [Quality]
  /// Every field as resolved, defaults written out; without the table of quality.
  public var resolved: [(path: String, text: String)]
  /// Figures of the catalogue that the result leans on and that are estimates or recollections.
  public var weakFigures: [String]
  /// Remarks that do not stop the study.
  public var warnings: [Diagnostic]

  /// The user's score of a model for a class, nil when the table has none.
  public func score(of model: String, for requestClass: String) -> Double? {
    guard let entry = quality.first(where: { $0.model == model }) else { return nil }
    return entry.byClass[requestClass] ?? entry.score
  }
}
