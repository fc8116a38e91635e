/// S-parameters of an n-port over frequency, as a Touchstone file holds them.
public struct ScatteringTable: Sendable, Hashable {
  /// Number of ports.
  public var ports: Int
  /// Frequencies, rising [Hz].
  public var frequencies: [Double]
  /// Reference impedance of every port [ohm].
  public var reference: Double
  /// Parameters by frequency, then row (to port), then column (from port).
  public var values: [ComplexNumber]

  /// Describes a table.
  public init(
    ports: Int,
    frequencies: [Double],
    reference: Double = 50,
    values: [ComplexNumber]
  ) {
    precondition(values.count == frequencies.count * ports * ports)
    self.ports = ports
    self.frequencies = frequencies
    self.reference = reference
    self.values = values
  }

  /// The parameter that leads from a port to a port, both counted from 0, at a frequency's index.
  public subscript(index: Int, to row: Int, from column: Int) -> ComplexNumber {
    get { values[(index * ports + row) * ports + column] }
    set { values[(index * ports + row) * ports + column] = newValue }
  }

  /// The largest share of power that leaves the ports, over all frequencies and excitations (1).
  ///
  /// The largest eigenvalue of SᴴS by power iteration; above 1 the network would make energy.
  public var largestGain: Double {
    var worst = 0.0
    for index in frequencies.indices {
      var vector = (0..<ports).map { ComplexNumber(1, 0.37 * Double($0)) }
      var value = 0.0
      for _ in 0..<30 {
        let forward = (0..<ports).map { row in
          (0..<ports).reduce(ComplexNumber.zero) {
            $0 + self[index, to: row, from: $1] * vector[$1]
          }
        }
        let back = (0..<ports).map { column in
          (0..<ports).reduce(ComplexNumber.zero) {
            $0 + self[index, to: $1, from: column].conjugate * forward[$1]
          }
        }
        let norm = back.reduce(0) { $0 + $1.squaredMagnitude }.squareRoot()
        guard norm > 0 else { break }
        value = norm
        vector = back.map { (1 / norm) * $0 }
      }
      worst = max(worst, value)
    }
    return worst
  }

  /// The largest difference between a parameter and its mirror image (1); 0 for a reciprocal part.
  public var largestAsymmetry: Double {
    var worst = 0.0
    for index in frequencies.indices {
      for row in 0..<ports {
        for column in 0..<row {
          let difference = self[index, to: row, from: column] - self[index, to: column, from: row]
          worst = max(worst, difference.magnitude)
        }
      }
    }
    return worst
  }
}
