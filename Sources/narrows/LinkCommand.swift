import ArgumentParser

/// One link alone.
struct LinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: "One link: reach, margin, errors, energy, latency and cost.",
    shouldDisplay: false
  )
}
