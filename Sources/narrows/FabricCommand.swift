import ArgumentParser

/// One network alone.
struct FabricCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fabric",
    abstract: "One network: bill of material, flows, circuits, failures.",
    shouldDisplay: false
  )
}
