public import Catalog
import Documents
import Fabrics
import Links
import Quantities
import Scenarios
import Systems

/// What predictors look things up in: parts, systems put together before, channel files.
public struct InterconnectContext {
  /// Parts by name.
  public let catalog: Catalog
  /// Folder with the channel files of COM cases, nil where there is none.
  public let channels: String?
  /// Completion times of traffic that was run before, by what it was.
  var times: [String: FlowTimes] = [:]
  /// Systems by accelerator and network.
  private var systems: [String: System?] = [:]

  /// Makes a context.
  public init(catalog: Catalog, channels: String? = nil) {
    self.catalog = catalog
    self.channels = channels
  }

  /// Accelerators of a system in which collectives are timed; many enough for every row.
  private static let count = 16_384

  /// The usual system of an accelerator, with another network where one is named.
  ///
  /// - Parameters:
  ///   - accelerator: Id or alias.
  ///   - network: Id or alias of a link between nodes, nil for the node's usual one.
  /// - Returns: The system, nil when the catalogue cannot put one together.
  mutating func system(_ accelerator: String, network: String? = nil) -> System? {
    let key = accelerator + "/" + (network ?? "")
    if let known = systems[key] { return known }
    var ignored = Diagnostics()
    let made = catalog.assemble(
      SystemParts(accelerator: accelerator, count: Self.count, scaleOutLink: network),
      into: &ignored
    )?.system
    systems[key] = .some(made)
    return made
  }

  /// The accelerator that a text names, by catalogue id; the first word that is one.
  func accelerator(in text: CaseText) -> String? {
    for word in text.words {
      // `8xH200` and `GB200x4` name a part with a count on either side.
      let candidates = [
        word, word.replacing(/^[0-9]+x/, with: ""), word.replacing(/x[0-9]+$/, with: ""),
      ]
      for name in candidates where name.count >= 3 && name.contains(where: \.isNumber) {
        if let file = catalog.file(.accelerators, named: name) { return file.id }
      }
    }
    return nil
  }

  /// The first part of a kind that a word of a text names, with what its file says.
  func part(_ kind: CatalogKind, in text: CaseText) -> (id: String, record: Record)? {
    var ignored = Diagnostics()
    for word in text.words where word.count >= 3 {
      guard let file = catalog.file(kind, named: word) else { continue }
      return catalog.entry(kind, named: file.id, into: &ignored)
    }
    return nil
  }

  /// All link technologies of the catalogue.
  func technologies() -> [LinkTechnology] {
    var ignored = Diagnostics()
    return catalog.ids(.technologies).compactMap { id in
      catalog.entry(.technologies, named: id, into: &ignored)
        .map { TechnologyFormat.technology($0.record) }
    }
  }

  /// The link between nodes that a text names, by catalogue id.
  func network(in text: CaseText) -> String? {
    let words = text.words
    let pairs = zip(words, words.dropFirst()).map { "\($0) \($1)" }
    for name in pairs + words where name.count >= 3 {
      guard let file = catalog.file(.links, named: name) else { continue }
      if file.text.contains("kind: scale-out") { return file.id }
    }
    return nil
  }
}
