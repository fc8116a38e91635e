import Documents
public import Quantities
public import Supply

extension Catalog {
  /// The supply chain at the beginning of a quarter.
  ///
  /// Figures by date are taken from the state of that quarter, or else from the latest earlier one,
  /// grown at the part's planned growth; a later one is never read. Events that the states already
  /// hold are left out.
  ///
  /// - Parameters:
  ///   - start: The quarter.
  ///   - diagnostics: Receives everything that is wrong with the files and between them.
  /// - Returns: The supply chain, or nil with at least one error added.
  public func industry(
    from start: Quarter,
    into diagnostics: inout Diagnostics
  ) -> IndustryRecord? {
    var reader = IndustryReader(catalog: self, start: start)
    let result = reader.read()
    diagnostics.add(contentsOf: reader.diagnostics)
    return result
  }

  /// The id of the supplier that a name or alias means; the name itself where none does.
  public func supplier(named name: String) -> String { file(.suppliers, named: name)?.id ?? name }
}
