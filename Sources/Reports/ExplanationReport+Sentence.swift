import Compute
import Quantities
import Scenarios
import Studies
import Systems
import Training

extension ExplanationReport {
  /// The answer in a sentence.
  var sentence: String {
    let subject = Self.subject(scenario)
    guard problems.isEmpty, let explanation else { return infeasible(subject) }
    let run = explanation.design.run
    let rate = run.tokensPerStep / run.step.seconds
    var text =
      "\(subject) takes \(Format.duration(run.step.seconds)) a step"
      + " (\(Format.percent(explanation.design.modelUtilization, digits: 2)) MFU,"
      + " \(Words.scaled(rate)) tokens/s)"
    if let time = run.timeToTrain, let tokens = run.tokens {
      text += " and \(Format.duration(time)) for \(Words.scaled(tokens)) tokens"
    }
    return text + "; " + binding(explanation) + "."
  }

  /// What binds, what relaxing it is worth, and what binds next.
  private func binding(_ explanation: Explanation) -> String {
    guard let first = explanation.walls.first, first.gain >= 5e-4 else {
      return "relaxing any single wall gains nothing"
    }
    var text =
      "\(Words.inSentence(first.name)) binds:"
      + " \(Words.relaxing(first.knob, by: explanation.relaxation)) is worth"
      + " \(Words.gain(first.gain)) \(Words.merit(scenario.objective))"
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

  /// What is trained on what.
  static func subject(_ scenario: Scenario) -> String {
    "\(scenario.model) on \(Format.count(scenario.system.count)) \(scenario.system.accelerator.name)"
  }
}
