/// Paths into documents, such as `system.scale-out.link` or `stages[0].efficiency`.
enum DocumentPath {
  /// One step of a path.
  enum Step: Hashable, Sendable {
    /// Into a mapping, by name.
    case key(String)
    /// Into a sequence, by position from 0.
    case index(Int)
  }

  /// The steps of a path; nil when it is not well formed.
  static func steps(_ path: String) -> [Step]? {
    var steps: [Step] = []
    for part in path.split(separator: ".", omittingEmptySubsequences: false) {
      let name = part.prefix { $0 != "[" }
      var rest = part.dropFirst(name.count)
      guard !name.isEmpty else { return nil }
      steps.append(.key(String(name)))
      while !rest.isEmpty {
        guard rest.first == "[", let end = rest.firstIndex(of: "]"),
          let index = Int(rest[rest.index(after: rest.startIndex)..<end]), index >= 0
        else { return nil }
        steps.append(.index(index))
        rest = rest[rest.index(after: end)...]
      }
    }
    return steps.isEmpty || steps.count > 64 ? nil : steps
  }

  /// The path of something inside something.
  static func join(_ parent: String, _ key: String) -> String {
    parent.isEmpty ? key : "\(parent).\(key)"
  }
}
