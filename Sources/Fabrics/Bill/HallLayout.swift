/// Where racks stand: rows of racks in a hall, cables over head.
///
/// Endpoints fill racks in order, racks fill rows, rows fill the hall. A group of endpoints stands
/// in as many racks as it needs, in rows of at most `racksPerRow`; what switches them stands in its
/// middle. A cable that leaves its rack goes up, along rows and columns, and down again.
public struct HallLayout: Sendable, Hashable {
  /// Endpoints in a rack.
  public var endpointsPerRack: Int
  /// Racks in a row.
  public var racksPerRow: Int
  /// Distance between the middles of neighbouring racks of a row [m].
  public var rackPitch: Double
  /// Distance between the middles of neighbouring rows [m].
  public var rowPitch: Double
  /// Length of a cable that stays in its rack [m].
  public var inRack: Double
  /// Length that a cable needs beside the way along the floor: up, down and slack [m].
  public var riser: Double

  /// Describes a hall.
  public init(
    endpointsPerRack: Int,
    racksPerRow: Int = 20,
    rackPitch: Double = 0.6,
    rowPitch: Double = 3,
    inRack: Double = 1,
    riser: Double = 4
  ) {
    self.endpointsPerRack = endpointsPerRack
    self.racksPerRow = racksPerRow
    self.rackPitch = rackPitch
    self.rowPitch = rowPitch
    self.inRack = inRack
    self.riser = riser
  }

  /// Whether a link leaves its rack, or its row.
  public enum Place: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// Both ends in one rack.
    case rack
    /// Both ends in one row.
    case row
    /// Ends in different rows.
    case hall

    /// From near to far.
    public static func < (left: Place, right: Place) -> Bool { left.rawValue < right.rawValue }

    /// One word for a reader.
    public var name: String {
      switch self {
      case .rack: "rack"
      case .row: "row"
      case .hall: "hall"
      }
    }
  }

  /// What kinds of pairs a link may join.
  public enum Span: Sendable, Hashable {
    /// A member of a group of so many endpoints with what stands in the group's middle.
    case toMiddle(group: Int)
    /// Any two members of a group of so many endpoints, a share of which is neighbours in it.
    case anyTwo(group: Int, unit: Int)
    /// Neighbours along an axis: endpoints that stand so many places apart.
    case step(stride: Int, group: Int)
  }

  /// Links of one length.
  public struct Length: Sendable, Hashable {
    /// Whether they leave the rack or the row.
    public var place: Place
    /// Length of the cable [m].
    public var length: Double
    /// Share of the links.
    public var share: Double
  }

  /// Racks that a group of endpoints fills.
  public func racks(_ endpoints: Int) -> Int {
    max(1, (endpoints + endpointsPerRack - 1) / endpointsPerRack)
  }

  /// Longest side of the floor that a group of endpoints takes [m].
  public func extent(_ endpoints: Int) -> Double {
    let racks = racks(endpoints)
    let columns = min(racks, racksPerRow)
    let rows = (racks + racksPerRow - 1) / racksPerRow
    return max(Double(columns) * rackPitch, Double(rows - 1) * rowPitch + rackPitch)
  }

  /// The lengths of links of a kind with their shares, near ones first.
  public func lengths(_ span: Span) -> [Length] {
    switch span {
    case .toMiddle(let group): return toMiddle(racks(group))
    case .anyTwo(let group, let unit): return anyTwo(racks(group), unit: racks(unit))
    case .step(let stride, let group):
      guard group > endpointsPerRack else {
        return [Length(place: .rack, length: inRack, share: 1)]
      }
      // Rings are folded, so that no link goes the whole way back: each step skips one place.
      let apart = 2 * Double(stride) / Double(endpointsPerRack)
      if apart >= Double(racksPerRow) {
        let rows = (apart / Double(racksPerRow)).rounded(.up)
        return [Length(place: .hall, length: riser + rows * rowPitch, share: 1)]
      }
      if apart >= 1 {
        return [Length(place: .row, length: riser + apart.rounded(.up) * rackPitch, share: 1)]
      }
      // Of links shorter than a rack only those at its edge leave it.
      return [
        Length(place: .rack, length: inRack, share: 1 - apart),
        Length(place: .row, length: riser + rackPitch, share: apart),
      ]
    }
  }

  /// From every rack of a group to the rack in its middle.
  private func toMiddle(_ racks: Int) -> [Length] {
    let columns = min(racks, racksPerRow)
    let rows = (racks + racksPerRow - 1) / racksPerRow
    var found: [Key: Double] = [:]
    for rack in 0..<racks {
      let key = Key(column: abs(rack % columns - columns / 2), row: abs(rack / columns - rows / 2))
      found[key, default: 0] += 1
    }
    return gathered(found, total: Double(racks))
  }

  /// Between racks of a group, members of one unit of it left out.
  private func anyTwo(_ racks: Int, unit: Int) -> [Length] {
    guard racks > 1 else { return [Length(place: .rack, length: inRack, share: 1)] }
    let columns = min(racks, racksPerRow)
    let rows = (racks + racksPerRow - 1) / racksPerRow
    var found: [Key: Double] = [:]
    var total = 0.0
    // A full rectangle stands for the group: pairs by differences of columns and of rows.
    for column in 0..<columns {
      for row in 0..<rows {
        var pairs = Double((columns - column) * (rows - row))
        if column > 0, row > 0 { pairs *= 2 }
        if column == 0, row == 0 { pairs /= 2 }
        found[Key(column: column, row: row)] = pairs
        total += pairs
      }
    }
    if unit > 1, unit < racks {
      for key in found.keys where key.row == 0 && key.column < unit {
        let inside = Double((unit - key.column) * (racks / unit)) / (key.column == 0 ? 2 : 1)
        let kept = max(0, (found[key] ?? 0) - inside)
        total -= (found[key] ?? 0) - kept
        found[key] = kept
      }
    }
    return gathered(found.filter { $0.value > 0 }, total: total)
  }

  /// How far apart two racks stand.
  private struct Key: Hashable {
    /// Columns between them.
    var column: Int
    /// Rows between them.
    var row: Int
  }

  /// Distances as lengths of cables.
  private func gathered(_ found: [Key: Double], total: Double) -> [Length] {
    found.map { key, count in
      let isHere = key.column == 0 && key.row == 0
      let way = Double(key.column) * rackPitch + Double(key.row) * rowPitch
      return Length(
        place: isHere ? .rack : key.row == 0 ? .row : .hall,
        length: isHere ? inRack : riser + way,
        share: count / total
      )
    }
    .sorted { ($0.length, $0.place, $0.share) < ($1.length, $1.place, $1.share) }
  }

  /// What no hall can be like, in words.
  public var problems: [String] {
    var found: [String] = []
    if endpointsPerRack < 1 { found.append("a rack holds \(endpointsPerRack) endpoints") }
    if racksPerRow < 1 { found.append("a row holds \(racksPerRow) racks") }
    for (value, what) in [
      (rackPitch, "pitch of racks"), (rowPitch, "pitch of rows"), (inRack, "length in a rack"),
      (riser, "riser"),
    ] where !(value >= 0 && value.isFinite) {
      found.append("the \(what) is \(value) m; it must be at least 0 m")
    }
    return found
  }
}
