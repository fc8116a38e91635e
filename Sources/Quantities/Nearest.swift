/// Suggestions for names that were not found.
public enum Nearest {
  /// The names most like a given one, best first.
  ///
  /// Case is ignored at first and breaks ties later. A name counts as near when it differs by at
  /// most a third of its letters (insertions, deletions, replacements, swaps of neighbours), when
  /// it begins with what was written, or when it contains it and that is at least three letters.
  ///
  /// - Parameters:
  ///   - name: What was written.
  ///   - candidates: The names that would have been right.
  ///   - limit: How many to return at most.
  /// - Returns: The near names; none when nothing is near.
  /// - Complexity: O(n · k²) for n candidates of k letters.
  public static func names(
    to name: String,
    among candidates: some Sequence<String>,
    limit: Int = 3
  ) -> [String] {
    let short = String(name.prefix(80))
    let wanted = Array(short.lowercased().utf8)
    var scored: [(score: Double, name: String)] = []
    for candidate in candidates where !candidate.isEmpty {
      let other = Array(candidate.lowercased().utf8)
      let edits = distance(wanted, other)
      let allowed = max(1, (max(wanted.count, min(other.count, wanted.count + 2)) + 1) / 3)
      var score = Double(edits)
      if edits > allowed || edits >= wanted.count && edits > 0 {
        let starts = !wanted.isEmpty && other.starts(with: wanted)
        let contains =
          wanted.count >= 3 && candidate.lowercased().contains(short.lowercased())
        guard starts || contains else { continue }
        score = Double(allowed) + (starts ? 0.25 : 0.5) + Double(edits) * 1e-3
      }
      if edits > 0, other.first != wanted.first { score += 0.3 }
      score += Double(distance(Array(short.utf8), Array(candidate.utf8))) * 1e-2
      scored.append((score, candidate))
    }
    return scored.sorted { ($0.score, $0.name) < ($1.score, $1.name) }.prefix(limit).map(\.name)
  }

  /// The number of insertions, deletions, replacements and neighbour swaps between two texts.
  ///
  /// Optimal string alignment distance, kept in three rows.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var older = [Int](repeating: 0, count: right.count + 1)
    var old = Array(0...right.count)
    var row = old
    for i in 1...left.count {
      row[0] = i
      for j in 1...right.count {
        let cost = left[i - 1] == right[j - 1] ? 0 : 1
        row[j] = min(old[j] + 1, row[j - 1] + 1, old[j - 1] + cost)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          row[j] = min(row[j], older[j - 2] + 1)
        }
      }
      (older, old, row) = (old, row, older)
    }
    return old[right.count]
  }
}
