/// Which two ports of a four-port are the ends of the same wire.
public enum PortOrder: String, CaseIterable, Sendable, Hashable {
  /// Wires 1→2 and 3→4.
  case adjacent = "1-2"
  /// Wires 1→3 and 2→4.
  case crossed = "1-3"

  /// Ports from 0: near positive, near negative, far positive, far negative.
  var ports: (nearPositive: Int, nearNegative: Int, farPositive: Int, farNegative: Int) {
    switch self {
    case .adjacent: (0, 2, 1, 3)
    case .crossed: (0, 1, 2, 3)
    }
  }
}

extension ScatteringTable {
  /// The port order in which the wires conduct, judged by which of S21 and S31 passes more power at
  /// low frequency.
  ///
  /// Crosstalk parts have no wire between their ends, so a set of files is judged by its through part.
  public var detectedPortOrder: PortOrder {
    guard ports == 4, !frequencies.isEmpty else { return .adjacent }
    let many = max(1, frequencies.count / 10)
    var adjacent = 0.0
    var crossed = 0.0
    for index in 0..<many {
      adjacent += self[index, to: 1, from: 0].squaredMagnitude
      crossed += self[index, to: 2, from: 0].squaredMagnitude
    }
    return crossed > adjacent ? .crossed : .adjacent
  }

  /// The differential two-port of a four-port, referred to twice the port impedance.
  ///
  /// `SDDij = ½ (S(pi,pj) − S(pi,nj) − S(ni,pj) + S(ni,nj))`.
  public func differential(order: PortOrder) -> TwoPortTable {
    precondition(ports == 4, "four ports")
    let (p1, n1, p2, n2) = order.ports
    let positive = [p1, p2]
    let negative = [n1, n2]
    let parameters = frequencies.indices.map { index in
      let at = { (row: Int, column: Int) in
        0.5
          * (self[index, to: positive[row], from: positive[column]]
            - self[index, to: positive[row], from: negative[column]]
            - self[index, to: negative[row], from: positive[column]]
            + self[index, to: negative[row], from: negative[column]])
      }
      return TwoPort(s11: at(0, 0), s12: at(0, 1), s21: at(1, 0), s22: at(1, 1))
    }
    return TwoPortTable(
      frequencies: frequencies,
      reference: 2 * reference,
      parameters: parameters
    )
  }

  /// A two-port table taken as it is, for files that hold differential parameters already.
  public var twoPort: TwoPortTable {
    precondition(ports == 2, "two ports")
    return TwoPortTable(
      frequencies: frequencies,
      reference: reference,
      parameters: frequencies.indices.map {
        TwoPort(
          s11: self[$0, to: 0, from: 0],
          s12: self[$0, to: 0, from: 1],
          s21: self[$0, to: 1, from: 0],
          s22: self[$0, to: 1, from: 1]
        )
      }
    )
  }
}
