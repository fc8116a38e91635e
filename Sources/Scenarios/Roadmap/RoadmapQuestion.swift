public import Catalog
public import Quantities
public import Supply

/// A question about the supply chain through time, with every name resolved.
public struct RoadmapQuestion: Sendable {
  /// A figure of the supply chain that is to be another.
  public struct Change: Hashable, Sendable {
    /// What it is to be.
    public enum Amount: Hashable, Sendable {
      /// A multiple of what it is [1].
      case factor(Double)
      /// A value, in the unit of the figure.
      case value(Double)
    }

    /// Path of the figure, such as `stages.cowos.capacity`.
    public var path: String
    /// What it is to be.
    public var amount: Amount
    /// File in which it was written, nil where it is not known.
    public var file: String?
    /// Line on which it was written, nil where lines have no meaning.
    public var line: Int?
  }

  /// A loss that the map is asked about.
  public struct Loss: Hashable, Sendable {
    /// Who or what is lost.
    public enum Part: Hashable, Sendable {
      /// A company's share of every stage.
      case company(String)
      /// Plants in a region.
      case region(String)
    }

    /// Who or what is lost.
    public var part: Part
    /// First quarter of the loss.
    public var from: Quarter
    /// How many quarters it lasts.
    public var quarters: Int
  }

  /// What a builder wants.
  public struct Build: Hashable, Sendable {
    /// Id of the product.
    public var product: String
    /// Facility power [W].
    public var power: Double
    /// When it should work, nil where that is asked.
    public var by: Quarter?
  }

  /// Name for a reader.
  public var name: String
  /// First quarter.
  public var from: Quarter
  /// Last quarter.
  public var to: Quarter
  /// Futures drawn at random from the intervals of the figures.
  public var samples: Int
  /// The supply chain at the start with the file's own events, changes not yet made.
  public var industry: Industry
  /// Figures with an interval that this start uses.
  public var ranges: [IndustryRange]
  /// Companies by id.
  public var suppliers: [String: IndustryRecord.Supplier]
  /// Figures that are to be others, in the order of the file.
  public var changes: [Change]
  /// Id of the company whose hold on the binding stages is followed, nil for none.
  public var company: String?
  /// Losses that the map is asked about.
  public var losses: [Loss]
  /// What a builder wants, nil where nobody asks.
  public var build: Build?
  /// A country's or a company's programme, nil where nobody asks.
  public var programme: Programme?
  /// Every field as resolved, defaults written out.
  public var resolved: [(path: String, text: String)]
  /// Figures of the catalogue that the result leans on and that are estimates or recollections.
  public var weakFigures: [String]
  /// Remarks that do not stop the study.
  public var warnings: [Diagnostic]

  /// Changes that name no figure of the supply chain, as errors at their places.
  ///
  /// - Parameters:
  ///   - paths: Paths of all figures, for suggestions.
  ///   - exists: Whether a path names a figure.
  /// - Returns: One error for each unknown path.
  public func unknownChanges(
    among paths: [String],
    exists: (String) -> Bool
  ) -> [Diagnostic] {
    changes.filter { !exists($0.path) }.map { change in
      let near = Nearest.names(to: change.path, among: paths, limit: 3)
      return Diagnostic(
        "\"\(change.path)\" is no figure of the supply chain",
        file: change.file,
        line: change.line,
        field: "roadmap.change",
        hint: near.isEmpty
          ? "such as stages.cowos.capacity" : "nearest: \(near.joined(separator: ", "))"
      )
    }
  }
}
