import Quantities
public import Training

extension StackCalibration {
  /// The constants of a stack as a fragment of its software file.
  public static func yaml(_ stack: SoftwareStack) -> String {
    var lines: [String] = []
    var groups: [Substring] = []
    for constant in constants {
      let parts = constant.path.split(separator: ".")
      guard parts.count == 2 else {
        lines.append("\(constant.path): \(text(constant, of: stack))")
        continue
      }
      guard !groups.contains(parts[0]) else { continue }
      groups.append(parts[0])
      lines.append("\(parts[0]):")
      for member in constants where member.path.hasPrefix(parts[0] + ".") {
        let name = member.path.dropFirst(parts[0].count + 1)
        lines.append("  \(name): \(text(member, of: stack))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The value of a constant with its unit.
  private static func text(_ constant: Constant, of stack: SoftwareStack) -> String {
    let value = stack[keyPath: constant.place]
    return constant.unit.isEmpty
      ? Format.significant(value, digits: 4)
      : Format.plain(value, unit: constant.unit, digits: 4)
  }

  /// The signed errors of all runs under a stack.
  public func errors(_ stack: SoftwareStack) -> [Double] {
    errors(stack, fitted: true) + errors(stack, fitted: false)
  }
}
