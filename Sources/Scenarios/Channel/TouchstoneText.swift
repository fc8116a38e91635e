import Foundation
public import Links

/// Writes S-parameters in the Touchstone format, version 1.
public enum TouchstoneText {
  /// The text of a table, in GHz, with real and imaginary parts to so many digits after the point.
  public static func write(
    _ table: ScatteringTable,
    comment: String,
    digits: Int = 6
  ) -> String {
    var text = "! \(comment)\n# GHz S RI R \(number(table.reference, 3))\n"
    let ports = table.ports
    for (index, frequency) in table.frequencies.enumerated() {
      var line = number(frequency / 1e9, 6)
      for row in 0..<ports {
        for column in 0..<ports {
          let value =
            ports == 2 ? table[index, to: column, from: row] : table[index, to: row, from: column]
          line += " \(number(value.real, digits)) \(number(value.imaginary, digits))"
        }
        if ports > 2 || row == ports - 1 {
          text += line + "\n"
          line = ""
        }
      }
    }
    return text
  }

  /// A number without zeros at its end.
  private static func number(_ value: Double, _ digits: Int) -> String {
    let scale = pow(10, Double(digits))
    let rounded = (value * scale).rounded() / scale
    if rounded == rounded.rounded(), abs(rounded) < 1e9 { return String(Int(rounded)) }
    return "\(rounded)"
  }
}
