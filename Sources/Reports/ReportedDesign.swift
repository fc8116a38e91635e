public import Studies

/// What reports say of one kind of design, beside what all designs have in common.
public protocol ReportedDesign: StudiedDesign {
  /// What the time account is of, such as `Time of a step`.
  static var timeTitle: String { get }
  /// Whose memory is accounted for.
  static var memoryTitle: String { get }
  /// Title of power, cost and what else there is.
  static var surroundingsTitle: String { get }
  /// What a wall does whose relaxing makes a design feasible, for a table.
  static var madeFeasible: String { get }
  /// What a design does once its obstacle is gone, such as `fits`.
  static var remedied: String { get }
  /// Where it does, such as ` in memory`, or nothing.
  static var `where`: String { get }
  /// Why no plan is valid.
  static func noPlan(_ scenario: Asked) -> String
  /// What comes nearest to the targets of a design that misses them.
  static func nearest(_ explanation: Explanation<Self>) -> [String]

  /// What the answer says after its subject, such as `takes 5 s a step`.
  var achievement: String { get }
  /// What a better plan would do, such as `would take 4 s a step`.
  var prospect: String { get }
  /// The plan in a line.
  var planWords: String { get }
  /// What the letters of plan codes mean.
  static var planLegend: String { get }
  /// The plan as a code for tables.
  var planCode: String { get }
  /// The plan with the keys of a scenario.
  var planJSON: JSON { get }
  /// Where the time goes, with the keys of results [s].
  var timeParts: [(key: String, seconds: Double)] { get }
  /// The sum of the time's parts [s].
  var timeTotal: Double { get }
  /// What fills the memory, with the keys of results [B].
  var memoryParts: [(key: String, bytes: Double)] { get }
  /// Mean power of an accelerator [W].
  var acceleratorPower: Double { get }
  /// Power limit in force per accelerator [W].
  var powerLimit: Double { get }
  /// Clock over the full clock, 0…1.
  var clock: Double { get }
  /// Price of one accelerator second on the basis asked for [USD/s].
  var secondPrice: Double { get }
  /// Energy of a token in words.
  var energyWords: String { get }
  /// Cost in words, without its basis.
  var costWords: String { get }
  /// Carbon in words, without how it is counted.
  var carbonWords: String { get }
  /// What follows power, cost and carbon.
  var furtherSurroundings: [Block] { get }
  /// A convention that follows a figure of the result: the figure's key, its own key and words.
  var convention: (after: String, text: (key: String, words: String))? { get }
  /// Members of the result that only this kind of design has.
  var furtherMembers: [JSON.Member] { get }
  /// What a better plan achieves, as members beside its plan and objective.
  var briefMembers: [JSON.Member] { get }
}
