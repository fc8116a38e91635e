import Quantities
public import Supply

/// The supply chain that the catalogue describes for a start, with what is uncertain about it.
public struct IndustryRecord: Hashable, Sendable {
  /// A company that owns stages or sells products.
  public struct Supplier: Hashable, Sendable {
    /// Name under which other figures speak of it.
    public var id: String
    /// Name for a reader.
    public var name: String
    /// Where it has its seat.
    public var region: String
    /// What a reader should know.
    public var note: String?
  }

  /// The supply chain at the start.
  public var industry: Industry
  /// Figures with an interval that this start uses, in the units of the supply chain.
  public var ranges: [IndustryRange]
  /// Figures that this start uses and that are estimates or recollections.
  public var weakFigures: [String]
  /// Companies by id.
  public var suppliers: [String: Supplier]
  /// Ids of all events of the catalogue, those before the start too.
  public var eventNames: [String]

  /// A name that means nothing.
  public struct UnknownName: Hashable, Sendable {
    /// The field that holds it, below the part's own.
    public var field: String
    /// The sentence.
    public var message: String
    /// The nearest names, or all of them where they are few.
    public var hint: String

    /// Looks a name up; nil where it is known.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - field: The field that holds it.
    ///   - what: What it should be, such as `stage`.
    ///   - names: The known names.
    public init?(_ name: String, in field: String, is what: String, among names: [String]) {
      guard !names.contains(name) else { return nil }
      let known = Set(names).sorted()
      let near = Nearest.names(to: name, among: known, limit: 3)
      self.field = field
      message = "\"\(name)\" is no \(what)"
      hint =
        known.isEmpty
        ? "there is none"
        : near.isEmpty
          ? "there are \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? ", …" : "")"
          : "nearest: \(near.joined(separator: ", "))"
    }
  }

  /// Regions in which anybody has plants or a seat.
  public var regions: [String] {
    Set(
      industry.stages.flatMap { $0.owners.map(\.region) } + suppliers.values.map(\.region)
    ).sorted()
  }

  /// Companies that sell products.
  public var vendors: [String] { Set(industry.products.map(\.vendor)).sorted() }

  /// The names of an event that mean nothing here.
  public func unknownNames(of event: Event) -> [UnknownName] {
    let stages = industry.stages.map(\.id)
    let found: [UnknownName?] =
      switch event.effect {
      case .demand(let name, _):
        [
          UnknownName(
            name,
            in: "demand.class",
            is: "kind of work",
            among: industry.demand.map(\.id)
          )
        ]
      case .outside(let name, _):
        [UnknownName(name, in: "outside.stage", is: "stage", among: stages)]
      case .capacity(let name, _):
        [UnknownName(name, in: "capacity.stage", is: "stage", among: stages)]
      case .build(let name, _): [UnknownName(name, in: "build.stage", is: "stage", among: stages)]
      case .company(let name, let stage, _):
        [
          UnknownName(name, in: "company.id", is: "supplier", among: suppliers.keys.sorted()),
          stage.flatMap { UnknownName($0, in: "company.stage", is: "stage", among: stages) },
        ]
      case .region(let name, _):
        [UnknownName(name, in: "region.id", is: "region", among: regions)]
      case .export(let vendor, let buyer, _):
        [
          UnknownName(vendor, in: "export.vendor", is: "vendor", among: vendors),
          UnknownName(buyer, in: "export.buyer", is: "buyer", among: industry.buyers.map(\.id)),
        ]
      case .delay(let name, _):
        [
          UnknownName(name, in: "delay.product", is: "product", among: industry.products.map(\.id))
        ]
      case .readiness(let name, _):
        [
          UnknownName(
            name,
            in: "readiness.technology",
            is: "technology",
            among: industry.technologies.map(\.id)
          )
        ]
      }
    return found.compactMap { $0 }
  }
}
