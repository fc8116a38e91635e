public import Documents
import Foundation
public import Quantities

/// A scenario in which fields may have several values: all the scenarios that it stands for.
///
/// Any field may be a list, `[h100-sxm, b200-sxm]`, or a range, `1024..16384 step x2`; each such
/// field is an axis, and the space holds one variant for every choice of a value of each. A
/// placement has no axes, since its fields are lists of their own.
public struct ScenarioSpace: Sendable {
  /// The fields with several values, in the order of the format's table.
  public let axes: [Axis]
  /// Folder to which paths in the scenario are relative.
  public let folder: String
  /// Variants in all; the greatest integer where they are more than it.
  public let count: Int
  /// The tree as written.
  private let tree: Node
  /// The names on the way to each axis.
  private let keys: [[Substring]]

  /// Gathers axes over a tree.
  init(tree: Node, axes: [Axis], folder: String) {
    self.tree = tree
    self.axes = axes
    self.folder = folder
    keys = axes.map { $0.path.split(separator: ".") }
    count = axes.reduce(1) { product, axis in
      let (next, isTooMany) = product.multipliedReportingOverflow(by: axis.values.count)
      return isTooMany ? .max : next
    }
  }

  /// Reads a scenario file with its lists and ranges.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - settings: Fields set on top of the file, as `path=value`; lists and ranges too.
  ///   - diagnostics: Receives everything that is wrong with the axes, and where anything is, what
  ///     is wrong with the other fields.
  /// - Returns: The space, or nil when anything is wrong.
  /// - Throws: `DocumentFileError` when there is no such file.
  public static func read(
    path: String,
    settings: [String] = [],
    into diagnostics: inout Diagnostics
  ) throws(DocumentFileError) -> ScenarioSpace? {
    guard
      let node = try ScenarioReader.tree(path: path, settings: settings, into: &diagnostics)
    else { return nil }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let space = read(node, folder: folder, into: &diagnostics)
    return diagnostics.hasErrors ? nil : space
  }

  /// Reads a scenario's tree with its lists and ranges.
  ///
  /// - Parameters:
  ///   - node: The tree.
  ///   - folder: Folder to which paths of `config.json` files are relative.
  ///   - diagnostics: Receives everything that is wrong with the axes, and where anything is, what
  ///     is wrong with the other fields.
  /// - Returns: The space, or nil when anything is wrong.
  public static func read(
    _ node: Node,
    folder: String,
    into diagnostics: inout Diagnostics
  ) -> ScenarioSpace? {
    guard node["placement"] == nil else {
      return ScenarioSpace(tree: node, axes: [], folder: folder)
    }
    return read(
      node,
      folder: folder,
      schema: ScenarioFormat.schema,
      fields: ScenarioFormat.schema.attributes,
      into: &diagnostics
    )
  }

  /// Reads a tree of any format with its lists and ranges.
  ///
  /// - Parameters:
  ///   - node: The tree.
  ///   - folder: Folder to which paths are relative.
  ///   - schema: The format.
  ///   - fields: Fields that may have several values.
  ///   - diagnostics: Receives everything that is wrong with the axes, and where anything is, what
  ///     is wrong with the other fields.
  /// - Returns: The space, or nil when anything is wrong.
  static func read(
    _ node: Node,
    folder: String,
    schema: Schema,
    fields: [Attribute],
    into diagnostics: inout Diagnostics
  ) -> ScenarioSpace? {
    var reader = AxisReader(schema: schema)
    for attribute in fields where !attribute.path.contains("*") {
      guard let field = node.node(at: attribute.path), !field.isNull else { continue }
      reader.read(field, of: attribute)
    }
    let space = ScenarioSpace(tree: node, axes: reader.axes, folder: folder)
    guard reader.diagnostics.hasErrors else {
      diagnostics.add(contentsOf: reader.diagnostics)
      return space
    }
    // What else is wrong is said at once, but for the fields that were found at fault already.
    diagnostics.add(contentsOf: reader.diagnostics)
    var others = Diagnostics()
    _ = schema.read(space.variant(0), into: &others)
    for other in others.entries {
      let field = other.field ?? ""
      let isKnown = reader.faulty.contains { field == $0 || field.hasPrefix("\($0)[") }
      if !isKnown { diagnostics.add(other) }
    }
    return nil
  }

  /// One of the scenarios as a tree, every value with the place where it was written.
  ///
  /// - Parameter index: Which, from 0 to below ``count``; the last axis varies fastest.
  /// - Returns: The tree, to be read by `ScenarioReader.any`.
  public func variant(_ index: Int) -> Node {
    precondition(index >= 0 && index < count)
    var node = tree
    var rest = index
    for position in axes.indices.reversed() {
      let values = axes[position].values
      Self.replace(&node, keys[position][...], with: values[rest % values.count])
      rest /= values.count
    }
    return node
  }

  /// The values of one of the scenarios, axis by axis.
  ///
  /// - Parameter index: Which, from 0 to below ``count``; the last axis varies fastest.
  /// - Returns: Each axis' field with its value as it would be written.
  public func setting(_ index: Int) -> [(path: String, text: String)] {
    precondition(index >= 0 && index < count)
    var result: [(path: String, text: String)] = []
    var rest = index
    for axis in axes.reversed() {
      result.append((axis.path, Axis.text(axis.values[rest % axis.values.count])))
      rest /= axis.values.count
    }
    return result.reversed()
  }

  /// An error for each field with several values, where one scenario is asked for.
  var choices: [Diagnostic] {
    axes.filter { $0.values.count > 1 }.map { axis in
      let first = axis.texts.prefix(3).joined(separator: ", ")
      return Diagnostic(
        "\(Format.count(axis.values.count)) values are written here; one scenario has one",
        file: axis.location.file,
        line: axis.location.line > 0 ? axis.location.line : nil,
        column: axis.location.column > 0 ? axis.location.column : nil,
        field: axis.path,
        hint: "choose one of \(first)\(axis.values.count > 3 ? ", ..." : "")"
      )
    }
  }

  /// Replaces the value at the end of a way that is known to be there.
  private static func replace(_ node: inout Node, _ keys: ArraySlice<Substring>, with leaf: Node) {
    guard let key = keys.first else {
      node = leaf
      return
    }
    guard case .mapping(var entries) = node.value,
      let index = entries.firstIndex(where: { $0.key == key })
    else { return }
    replace(&entries[index].value, keys.dropFirst(), with: leaf)
    node.value = .mapping(entries)
  }
}
