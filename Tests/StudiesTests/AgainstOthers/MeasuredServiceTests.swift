import Catalog
import Quantities
import Scenarios
import Serving
import Studies
import Testing

/// Predictions of measured serving runs through the same door as `validate inference`.
struct MeasuredServiceTests {
  /// The cases of a table.
  static func cases(_ text: String = MeasuredServices.runs) throws -> [InferenceCase] {
    var diagnostics = Diagnostics()
    let table = try #require(
      CaseTable.parse(text, file: "measured.csv", required: ["hardware"], into: &diagnostics)
    )
    #expect(!diagnostics.hasErrors)
    #expect(table.rows.allSatisfy { ($0["source"] ?? "").count > 10 })
    return table.rows.enumerated().map { InferenceCase(row: $1, index: $0) }
  }

  /// The shipped report.
  static let report: ValidationReport? = {
    guard let rows = try? cases() else { return nil }
    return ValidateInference.report(rows, catalog: Questions.catalog)
  }()

  /// Signed errors of a metric, by row.
  static func errors(_ metric: String) throws -> [(name: String, error: Double)] {
    let report = try #require(report)
    return report.cases.filter { $0.metric == metric }.map { test in
      (test.id + " " + (test.skippedBecause ?? ""), test.error ?? .infinity)
    }
  }

  @Test func `every row is predicted, on the engine that ran it`() throws {
    let report = try #require(Self.report)
    #expect(Set(report.cases.map(\.id)).count == 18)
    for test in report.cases {
      #expect(test.skippedBecause == nil, "\(test.id): \(test.skippedBecause ?? "")")
    }
    func engine(_ id: String) -> String? {
      report.cases.first { $0.id == id }?.tags["engine"]
    }
    #expect(engine("splitwise-00001") == "eager-2023")
    #expect(engine("llamacpp_xd-00371") == "llama-cpp-metal-2024")
    #expect(engine("llamacpp_xd-00024") == "llama-cpp-2024")
    #expect(engine("edge-00020") == "qnn-genie-2025")
    #expect(engine("sram_vendor-00001") == "vendor-compiler-2024")
    #expect(engine("inferencex-00297") == "mori-sglang-2026")
  }

  // Tolerances are those of a table of many engines, some of which have few runs: half again as
  // wide as the spread of their errors, so that a refit stays within and a broken part does not.

  @Test func `tokens come to 30 percent in the mean and to half in each`() throws {
    let errors = try Self.errors("tpot")
    #expect(errors.count >= 16)
    for (name, error) in errors { #expect(abs(error) <= 0.5, "\(name): \(error)") }
    #expect(try #require(Statistics.mean(errors.map { abs($0.error) })) <= 0.3)
  }

  @Test func `first tokens come to 60 percent in the mean`() throws {
    let errors = try Self.errors("ttft")
    #expect(errors.count >= 15)
    for (name, error) in errors { #expect(abs(error) <= 0.9, "\(name): \(error)") }
    #expect(try #require(Statistics.mean(errors.map { abs($0.error) })) <= 0.6)
  }

  @Test func `throughput comes to 30 percent in the mean and to half in each`() throws {
    let errors = try Self.errors("throughput")
    #expect(errors.count >= 12)
    for (name, error) in errors { #expect(abs(error) <= 0.5, "\(name): \(error)") }
    #expect(try #require(Statistics.mean(errors.map { abs($0.error) })) <= 0.3)
  }

  @Test func `measured values and names reach no prediction`() throws {
    let report = try #require(Self.report)
    let text = MeasuredServices.runs.replacing("16.9862", with: "169.862")
      .replacing("splitwise-", with: "x-").replacing("272.774", with: "1")
    #expect(text != MeasuredServices.runs)
    let changed = ValidateInference.report(try Self.cases(text), catalog: Questions.catalog)
    #expect(changed.cases.map(\.predicted) == report.cases.map(\.predicted))
    #expect(changed.cases.map(\.measured) != report.cases.map(\.measured))
  }

  @Test func `summaries count what they sum up`() throws {
    let report = try #require(Self.report)
    let all = try #require(report.summaries.first { $0.group == "all" && $0.metric == "tpot" })
    #expect(all.count == report.cases.filter { $0.metric == "tpot" }.count)
    let best = report.summaries.first { $0.group == "A, aggregated, one node" }
    #expect(best?.count == 7)
    let single = report.summaries.first { $0.group == "A, single stream" && $0.metric == "tpot" }
    #expect(single?.count == 5)
  }

  @Test func `a row that cannot be predicted says why`() throws {
    let lines = MeasuredServices.runs.split(separator: "\n")
    let row = try #require(lines.first { $0.contains("aic_silicon-01131") })
    let faults = [
      ("h100_sxm", "Abacus 3000", "Abacus"), ("Qwen/Qwen3-32B", "Babbage-1", "Babbage"),
      (",1024,256,", ",,256,", "isl"),
      ("none (assumed; offline sweep)", "MTP", "speculative"),
      ("\"fp8 (gemm fp8, moe fp8)\"", "fp3", "fp3"), (",8,8.0,,", ",,,,", "concurrency"),
      (",1.0,1.0,1.0,1.0,", ",7.0,7.0,1.0,1.0,", "7"),
    ]
    var resolver = InferenceCaseResolver(catalog: Questions.catalog)
    for (old, new, word) in faults {
      let changed = row.replacing(old, with: new)
      #expect(changed != row, "\(old)")
      let test = try #require(try Self.cases(lines[0] + "\n" + changed).first)
      guard case .failure(let skipped) = resolver.resolve(test) else {
        Issue.record("\(new) was resolved")
        continue
      }
      #expect(skipped.reason.contains(word), "\(skipped.reason)")
    }
  }
}
