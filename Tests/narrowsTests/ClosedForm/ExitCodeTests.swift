import Foundation
import Testing

/// Exit codes and messages for input that is wrong.
struct ExitCodeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    ["explain"], ["explode"], ["explain", "x.yaml", "--relax", "0.5"],
    ["explain", "x.yaml", "--relax", "much"], ["explain", "x.yaml", "--format", "xml"],
    ["explain", "x.yaml", "--jobs", "0"], ["compare"],
    ["validate", "cooking"], ["calibrate", "kernels", "--part", "h100-sxm"],
  ])
  func `a command line that is no command is usage`(_ arguments: [String]) throws {
    let words = arguments.map { "'\($0)'" }.joined(separator: " ")
    let outcome = try Program.shell("\"$NARROWS\" \(words)")
    #expect(outcome.code == 64)
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.isEmpty)
  }

  @Test func `a missing file is named`() throws {
    for command in ["explain", "validate training --cases"] {
      let outcome = try Program.shell("\"$NARROWS\" \(command) nowhere.file", folder: folder.url)
      #expect(outcome.code == 66)
      #expect(outcome.errors.contains("nowhere.file: there is no such file"))
    }
    let usual = try Program.run("validate", "training", folder: folder.url)
    #expect(usual.code == 66)
    #expect(usual.errors.contains("--cases"))
  }

  @Test func `every problem is reported at once, in the order of the lines`() throws {
    try folder.write(Jobs.wrong, to: "job.yaml")
    let outcome = try Program.run("explain", "job.yaml", folder: folder.url)
    #expect(outcome.code == 65)
    #expect(outcome.output.isEmpty)
    let lines = outcome.errors.split(separator: "\n").map(String.init)
    for field in ["tokens", "global-batch", "nodes", "power-limit", "model", "cooling"] {
      #expect(lines.contains { $0.contains(": error: ") && $0.contains(field) }, "\(field)")
    }
    #expect(outcome.errors.contains("llama-3.1-8b"))
    let numbers = lines.dropLast().compactMap { line in
      line.split(separator: ":").dropFirst().first.flatMap { Int($0) }
    }
    #expect(numbers.count == lines.count - 1)
    #expect(numbers == numbers.sorted())
    #expect(lines.last == "\(lines.count - 1) errors in the input; nothing was written")
  }

  @Test func `files that are no scenarios are refused without a crash`() throws {
    let binary = folder.url.appendingPathComponent("binary.yaml")
    try Data((0..<4_096).map { UInt8($0 % 251) }).write(to: binary)
    try folder.write(String(repeating: "a", count: 100_000_000), to: "large.yaml")
    try folder.write("- 1\n- 2\n", to: "list.yaml")
    try folder.write("{ open", to: "broken.yaml")
    try folder.write("", to: "empty.yaml")
    try folder.write("name: something else\n", to: "other.yaml")
    for name in ["binary", "large", "list", "broken", "empty", "other"] {
      let outcome = try Program.run("explain", "\(name).yaml", folder: folder.url)
      #expect(outcome.code == 65, "\(name)")
      #expect(outcome.errors.contains("\(name).yaml"), "\(name)")
      #expect(outcome.errors.contains("1 error in the input"), "\(name)")
    }
  }

  @Test func `a design that cannot be is an answer`() throws {
    try folder.write(Jobs.impossible, to: "job.yaml")
    let outcome = try Program.run("explain", "job.yaml", "--format", "json", folder: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.result["feasible"] as? Bool == false)
    let problems = outcome.result["problems"] as? [String] ?? []
    #expect(problems.count == 2)
    #expect(problems.contains { $0.contains("power-limit") })
  }

  @Test func `settings are checked like the file`() throws {
    try folder.write(Jobs.small, to: "job.yaml")
    let outcome = try Program.run(
      "explain",
      "job.yaml",
      "--set",
      "system.accelerator=h100sx",
      "--set",
      "site.power-limit=3",
      folder: folder.url
    )
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("--set: error: system.accelerator"))
    #expect(outcome.errors.contains("h100-sxm"))
    #expect(outcome.errors.contains("site.power-limit"))
  }

  @Test func `nothing is written when anything is wrong`() throws {
    try folder.write(Jobs.wrong, to: "job.yaml")
    let outcome = try Program.run(
      "explain",
      "job.yaml",
      "--output",
      "result.txt",
      folder: folder.url
    )
    #expect(outcome.code == 65)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(names == ["job.yaml"])
  }

  @Test func `a reader that stops early is no fault`() throws {
    try folder.write(Jobs.small, to: "job.yaml")
    let outcome = try Program.shell(
      "{ \"$NARROWS\" explain job.yaml --format json; echo $? >&2; } | head -c 1",
      folder: folder.url
    )
    #expect(outcome.output == "{")
    #expect(outcome.errors == "0\n")
  }
}
