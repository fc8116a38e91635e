import Foundation
import Quantities

/// A channel made of pieces of line, for studies and for tests without measured S-parameters.
///
/// Each wire is a chain of lines; the loss of a piece is `a√f + bf` [dB/m] with `f` in GHz and the
/// phase that keeps its response causal follows from ``LineConstants``. Two wires that do not couple
/// make the differential pair, so differential impedance is twice that of a wire. Crosstalk is a
/// high-pass of the through path, as of wires that run side by side over a short length.
public struct SyntheticChannel: Sendable, Hashable {
  /// A piece of line.
  public struct Piece: Sendable, Hashable {
    /// Differential impedance [ohm].
    public var impedance: Double
    /// Length [m].
    public var length: Double

    /// Describes a piece.
    public init(impedance: Double, length: Double) {
      self.impedance = impedance
      self.length = length
    }
  }

  /// Pieces from near to far end.
  public var pieces: [Piece]
  /// Loss by skin effect at 1 GHz [dB/m].
  public var skinLoss: Double
  /// Loss in the dielectric at 1 GHz [dB/m].
  public var dielectricLoss: Double
  /// Delay [s/m].
  public var delay: Double
  /// Capacitance of a connector between pieces, one wire [F].
  public var connector: Double

  /// Describes a channel.
  public init(
    pieces: [Piece],
    skinLoss: Double,
    dielectricLoss: Double,
    delay: Double = 5e-9,
    connector: Double = 0
  ) {
    self.pieces = pieces
    self.skinLoss = skinLoss
    self.dielectricLoss = dielectricLoss
    self.delay = delay
    self.connector = connector
  }

  /// The same channel with the impedance of every piece moved at random, by a deviation [ohm].
  public func roughened(by deviation: Double, piece length: Double, seed: UInt64) -> Self {
    var random = SplitMix64(seed: seed)
    var result = self
    result.pieces = pieces.flatMap { piece -> [Piece] in
      let count = max(1, Int((piece.length / length).rounded()))
      return (0..<count).map { _ in
        // The sum of three uniform numbers is close enough to a normal one, and bounded.
        let noise = (random.uniform() + random.uniform() + random.uniform() - 1.5) * 2
        return Piece(
          impedance: piece.impedance + deviation * noise,
          length: piece.length / Double(count)
        )
      }
    }
    return result
  }

  /// The differential two-port at a frequency [Hz], referred to 100 Ω.
  public func twoPort(at frequency: Double) -> TwoPort {
    let nepers = Double.ln10 / 20
    // The factor of the skin term stands for real and imaginary parts alike.
    let constants = LineConstants(
      constant: 0,
      skin: skinLoss * nepers / 1e9.squareRoot(),
      dielectric: dielectricLoss * nepers / 1e9,
      delay: delay
    )
    let propagation = constants.propagation(at: frequency)
    var whole = TwoPort.through
    for (index, piece) in pieces.enumerated() {
      if index > 0, connector > 0 {
        whole = whole.followed(
          by: .shunt(capacitance: connector, reference: 50, angular: 2 * .pi * frequency)
        )
      }
      whole = whole.followed(
        by: .line(
          mismatch: (piece.impedance - 100) / (piece.impedance + 100),
          propagation: piece.length * propagation
        )
      )
    }
    return whole
  }

  /// The channel over frequency.
  public func table(_ frequencies: [Double]) -> TwoPortTable {
    TwoPortTable(
      frequencies: frequencies,
      reference: 100,
      parameters: frequencies.map(twoPort(at:))
    )
  }

  /// Crosstalk from a neighbour that runs along the first piece.
  ///
  /// It grows with frequency up to a corner `f₀` [Hz] and not beyond, `k·jx/(1 + jx)` with
  /// `x = f/f₀`; from the far end that multiplies S21, from the near end a delay of twice the first
  /// piece. Reflections are the channel's.
  public func crosstalk(
    _ frequencies: [Double],
    coupling: Double,
    corner: Double,
    near: Bool
  ) -> TwoPortTable {
    let parameters = frequencies.map { frequency -> TwoPort in
      let through = twoPort(at: frequency)
      let x = frequency / corner
      let rise = ComplexNumber(0, x) / ComplexNumber(1, x)
      let length = pieces.first?.length ?? 0
      let round = ComplexNumber(magnitude: 1, angle: -2 * .pi * frequency * delay * length)
      let transfer = near ? coupling * rise * round : coupling * rise * through.s21
      return TwoPort(s11: through.s11, s12: transfer, s21: transfer, s22: through.s22)
    }
    return TwoPortTable(frequencies: frequencies, reference: 100, parameters: parameters)
  }
}

extension ScatteringTable {
  /// Four ports of two wires that do not couple and together have the differential parameters given.
  public init(uncoupled table: TwoPortTable, order: PortOrder = .adjacent) {
    let (p1, n1, p2, n2) = order.ports
    var values = [ComplexNumber](repeating: .zero, count: 16 * table.frequencies.count)
    for (index, part) in table.parameters.enumerated() {
      for (near, far) in [(p1, p2), (n1, n2)] {
        values[index * 16 + near * 4 + near] = part.s11
        values[index * 16 + near * 4 + far] = part.s12
        values[index * 16 + far * 4 + near] = part.s21
        values[index * 16 + far * 4 + far] = part.s22
      }
    }
    self.init(
      ports: 4,
      frequencies: table.frequencies,
      reference: table.reference / 2,
      values: values
    )
  }
}

extension Double {
  /// The natural logarithm of ten.
  fileprivate static let ln10 = 2.302585092994046
}
