import Documents
import Quantities

/// Fields of `fabric` to which several values are given, and the trees with one of each.
struct FabricAxes {
  /// A field with its values.
  struct Axis {
    /// The field.
    var path: String
    /// The values as written.
    var values: [Node]
  }

  /// Variants that one file may stand for at most.
  static let limit = 1_000

  /// The fields with several values, in the order of the table.
  let axes: [Axis]
  /// The tree as written.
  private let tree: Node

  /// Finds the fields with several values.
  init(_ tree: Node, into diagnostics: inout Diagnostics) {
    self.tree = tree
    var found: [Axis] = []
    for attribute in FabricFormat.schema.attributes where attribute.path.hasPrefix("fabric.") {
      guard let node = tree.node(at: attribute.path), case .sequence(let values) = node.value else {
        continue
      }
      if case .list(let kind) = attribute.kind {
        // A list of lists chooses among lists, but for technologies, which are such by themselves.
        guard kind != .any, values.contains(where: { !$0.elements.isEmpty }) else { continue }
      }
      guard !values.isEmpty else {
        diagnostics.error(
          "the list is empty; at least one value is due",
          file: node.location.file,
          line: node.location.line > 0 ? node.location.line : nil,
          field: attribute.path,
          hint: "leave the field out, or write [\(attribute.example)]"
        )
        continue
      }
      found.append(Axis(path: attribute.path, values: values))
    }
    axes = found
    if count > Self.limit {
      diagnostics.error(
        "the lists make \(Format.count(count)) networks; \(Format.count(Self.limit)) can be compared",
        file: tree.location.file,
        field: "fabric",
        hint: "write fewer values"
      )
    }
  }

  /// How many networks the lists make.
  var count: Int {
    axes.reduce(1) { product, axis in
      let (next, isTooMany) = product.multipliedReportingOverflow(by: axis.values.count)
      return isTooMany ? .max : next
    }
  }

  /// One of the trees, the last axis varying fastest, with what tells it from others.
  func variant(_ index: Int) -> (tree: Node, setting: [(path: String, text: String)]) {
    var node = tree
    var setting: [(path: String, text: String)] = []
    var rest = index
    for axis in axes.reversed() {
      let value = axis.values[rest % axis.values.count]
      rest /= axis.values.count
      Self.replace(&node, axis.path.split(separator: ".")[...], with: value)
      if axis.values.count > 1 { setting.append((axis.path, value.text ?? value.flowText)) }
    }
    return (node, setting.reversed())
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
