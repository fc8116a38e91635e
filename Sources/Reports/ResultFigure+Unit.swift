public import Studies

extension ResultFigure {
  /// The unit of a figure's value, as its key names it.
  public var unit: String {
    switch kind {
    case .duration: "s"
    case .quantity(let unit): unit
    case .tokenRate: "tokens/s"
    case .share, .ratio: "1"
    case .money: "USD"
    case .mass: "kg"
    case .memory: "B"
    case .temperature: "degC"
    case .number(let unit): unit
    }
  }
}
