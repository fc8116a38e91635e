public import Catalog
import Documents
import Economics
public import Quantities
public import Scenarios

/// Answers a question about economics, or each of a sweep.
public struct EconomicsStudy: Sendable {
  /// The fields that have several values.
  public var axes: [Axis]
  /// One answer for each choice of values, the last field fastest; one alone without a sweep.
  public var points: [Point]

  /// One choice of values and its answer.
  public struct Point: Sendable {
    /// The values of the fields that have several.
    public var setting: [(path: String, text: String)]
    /// The answer.
    public var findings: EconomicsFindings
  }

  /// The most choices that one file may ask for.
  public static let limit = 20_000

  /// Answers every choice that a file asks for.
  ///
  /// - Parameters:
  ///   - space: The choices.
  ///   - catalog: Accelerators and sites by name.
  ///   - diagnostics: Receives everything that is wrong with any choice, each once.
  /// - Returns: The answers, or nil when anything is wrong.
  public static func answer(
    _ space: ScenarioSpace,
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) -> EconomicsStudy? {
    let axes = space.axes.filter { $0.values.count > 1 }
    guard space.count <= limit else {
      for axis in axes {
        diagnostics.error(
          "\(Format.count(space.count)) choices are more than the \(Format.count(limit)) that one"
            + " file may ask for",
          file: axis.location.file,
          line: axis.location.line > 0 ? axis.location.line : nil,
          field: axis.path,
          hint: "write fewer values"
        )
      }
      return nil
    }
    var points: [Point] = []
    for index in 0..<space.count {
      let node = space.variant(index)
      guard let question = EconomicsReader.read(node, catalog: catalog, into: &diagnostics) else {
        // What is wrong with many choices is wrong with the first ones already.
        if diagnostics.errors.count < 50 { continue }
        return nil
      }
      do {
        points.append(
          Point(
            setting: space.setting(index).filter { value in
              axes.contains { $0.path == value.path }
            },
            findings: try EconomicsFindings(question)
          )
        )
      } catch {
        diagnostics.add(located(error, in: node))
      }
    }
    return diagnostics.hasErrors ? nil : EconomicsStudy(axes: axes, points: points)
  }

  /// A fault of the formulas at the field that it names, or at the section around it.
  private static func located(_ error: EconomicsError, in node: Node) -> Diagnostic {
    let name =
      switch error {
      case .outOfRange(let field, _, _, _): field
      }
    var around = "economics.\(name)"[...]
    while node.node(at: String(around)) == nil, let dot = around.lastIndex(of: ".") {
      around = around[..<dot]
    }
    let place = node.node(at: String(around))?.location
    return Diagnostic(
      error.description,
      severity: .error,
      file: place?.file,
      line: place.flatMap { $0.line > 0 ? $0.line : nil },
      field: String(around)
    )
  }
}
