import Compute
import Quantities
import Scenarios
import Studies
import Systems

extension ExplanationReport {
  /// The answer in a sentence.
  var sentence: String {
    let subject = Self.subject(scenario)
    guard problems.isEmpty, let explanation else { return infeasible(subject) }
    return "\(subject) \(explanation.design.achievement); \(binding(explanation))."
  }

  /// What binds, what relaxing it is worth, and what binds next.
  private func binding(_ explanation: Explanation<Asked.Answer>) -> String {
    guard let first = explanation.walls.first, first.gain >= 5e-4 else {
      return "relaxing any single wall gains nothing"
    }
    var text =
      "\(Words.inSentence(first.name)) binds:"
      + " \(Words.relaxing(first.knob, by: explanation.relaxation)) is worth"
      + " \(Words.gain(first.gain, unbounded: Asked.Answer.madeFeasible)) \(Words.merit(scenario.objective))"
    if let next = explanation.cascade.dropFirst().first {
      text += "; after that \(Words.inSentence(next.wall)) binds"
    }
    return text
  }

  /// The sentence of a design that cannot be.
  private func infeasible(_ subject: String) -> String {
    let reasons = problems.count
    let first = problems.first ?? "no reason was found"
    let brief = first.split(separator: ";", maxSplits: 1).first.map(String.init) ?? first
    return "\(subject) cannot be built or run as asked: \(brief)"
      + (reasons > 1 ? ", and \(Words.count(reasons - 1, "more reason"))." : ".")
  }

  /// Which model runs on what.
  static func subject(_ scenario: Asked) -> String {
    "\(scenario.model) on \(Format.count(scenario.system.count)) \(scenario.system.accelerator.name)"
  }
}
