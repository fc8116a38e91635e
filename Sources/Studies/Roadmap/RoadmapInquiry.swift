public import Supply

/// What is asked about an industry: how far to run it, which quarter to look at, and for whom.
public struct RoadmapInquiry: Hashable, Sendable {
  /// What a reader calls it.
  public var name: String
  /// The industry at its start.
  public var industry: Industry
  /// The first quarter that is reported; the run itself begins with the industry.
  public var from: Quarter
  /// The last quarter.
  public var end: Quarter
  /// The quarter of today: map and losses are stated for it, and orders cannot be placed before it.
  public var today: Quarter
  /// Whether the map of bottlenecks, with losses of supply, is asked for.
  public var asksMap: Bool
  /// What is lost, one at a time; where it is empty the map tries every owner and region of what
  /// binds today, each for four quarters.
  public var losses: [LossOfSupply.Case]
  /// The company whose hold on binding stages is asked for.
  public var company: String?
  /// What somebody wants to have at work by when.
  public var order: OrderDates.Wish?
  /// A country's or a company's plan to have machines of its own.
  public var programme: Programme?
  /// Futures drawn at random from the intervals of figures; 0 for none.
  public var samples: Int
  /// The intervals.
  public var ranges: [IndustryRange]

  /// Asks about an industry.
  public init(
    name: String,
    industry: Industry,
    from: Quarter? = nil,
    end: Quarter,
    today: Quarter,
    asksMap: Bool = false,
    losses: [LossOfSupply.Case] = [],
    company: String? = nil,
    order: OrderDates.Wish? = nil,
    programme: Programme? = nil,
    samples: Int = 0,
    ranges: [IndustryRange] = []
  ) {
    self.name = name
    self.industry = industry
    self.from = from ?? industry.start
    self.end = end
    self.today = today
    self.asksMap = asksMap
    self.losses = losses
    self.company = company
    self.order = order
    self.programme = programme
    self.samples = samples
    self.ranges = ranges
  }

  /// The companies that own stages or sell products, by name.
  public var companies: [String] {
    let owners = industry.stages.flatMap { $0.owners.map(\.company) }
    return Set(owners + industry.products.map(\.vendor)).sorted()
  }

  /// The quarter of today, moved into the run where it lies outside.
  public var quarter: Quarter { min(max(today, from), end) }

  /// What is wrong with the question, each with what is allowed; empty where it can be answered.
  public var problems: [String] {
    var problems: [String] = []
    if from < industry.start {
      problems.append(
        "the first quarter is \(from); the industry is described from \(industry.start) on"
      )
    }
    if end < max(from, industry.start) {
      problems.append(
        "the last quarter is \(end), before the first, \(max(from, industry.start))"
      )
    }
    if let company, !companies.contains(company) {
      problems.append(
        "no stage or product belongs to \"\(company)\"; known are"
          + " \(companies.joined(separator: ", "))"
      )
    }
    let regions = Set(industry.stages.flatMap { $0.owners.map(\.region) })
    for loss in losses {
      switch loss.subject {
      case .company(let name) where !companies.contains(name):
        problems.append(
          "\"\(name)\" owns nothing that could be lost; known are"
            + " \(companies.joined(separator: ", "))"
        )
      case .region(let name) where !regions.contains(name):
        problems.append(
          "no plant stands in \"\(name)\"; known are \(regions.sorted().joined(separator: ", "))"
        )
      default: break
      }
      if loss.from < industry.start || loss.from > end {
        problems.append(
          "\(loss.subject.name) is lost from \(loss.from) on; the run covers \(industry.start) to"
            + " \(end)"
        )
      }
      if loss.duration < 1 {
        problems.append(
          "\(loss.subject.name) is lost for \(loss.duration) quarters; it must be 1 or more"
        )
      }
    }
    if let programme { problems += programme.problems(in: industry, through: end) }
    if let order { problems += Self.problems(of: order, in: industry, end: end) }
    return problems
  }

  /// What is wrong with a wish for machines.
  private static func problems(
    of order: OrderDates.Wish,
    in industry: Industry,
    end: Quarter
  ) -> [String] {
    var problems: [String] = []
    let products = industry.products.map(\.id)
    if !products.contains(order.product) {
      problems.append(
        "there is no product \"\(order.product)\"; known are"
          + " \(products.joined(separator: ", "))"
      )
    }
    let buyers = industry.buyers.map(\.id)
    if let buyer = order.buyer, !buyers.contains(buyer) {
      problems.append(
        "there is no buyer \"\(buyer)\"; known are \(buyers.joined(separator: ", "))"
      )
    }
    if !(order.power > 0 && order.power.isFinite) {
      problems.append("the power is \(order.power * 1e-6) MW; it must be greater than 0")
    }
    if let quarter = order.quarter, quarter > end || quarter < industry.start {
      problems.append(
        "the machines shall work in \(quarter); the run covers \(industry.start) to \(end)"
      )
    }
    return problems
  }
}
