/// The AI supply chain as it is known at a date: the whole input of a roadmap.
public struct Industry: Hashable, Sendable {
  /// The quarter whose beginning the figures describe.
  public var start: Quarter
  /// Steps of the supply chain.
  public var stages: [Stage]
  /// Generations of accelerators, in any order.
  public var products: [Product]
  /// Owners of accelerators.
  public var buyers: [Buyer]
  /// Kinds of work that ask for compute.
  public var demand: [DemandClass]
  /// What happens on the way.
  public var events: [Event]
  /// Technologies on their way.
  public var technologies: [Readiness]
  /// How buyers value compute.
  public var market: Market

  /// The same with its technologies as late as events make them; those events are spent.
  var settled: Industry {
    var settled = self
    settled.events = []
    for event in events {
      guard case .readiness(let name, let years) = event.effect else {
        settled.events.append(event)
        continue
      }
      for index in technologies.indices where technologies[index].id == name {
        settled.technologies[index].middle += years
      }
    }
    return settled
  }

  /// The AI supply chain at a date.
  public init(
    start: Quarter,
    stages: [Stage],
    products: [Product],
    buyers: [Buyer],
    demand: [DemandClass],
    events: [Event],
    technologies: [Readiness],
    market: Market
  ) {
    self.start = start
    self.stages = stages
    self.products = products
    self.buyers = buyers
    self.demand = demand
    self.events = events
    self.technologies = technologies
    self.market = market
  }
}
