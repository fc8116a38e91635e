import Catalog
import Compute
import Quantities
import Scenarios
import Serving
import Studies
import Testing
import Workloads

/// Fits of engines to made-up runs with a known answer.
struct EngineCalibrationTests {
  /// Columns of the made-up runs.
  static let header =
    "row_id,model,precision,hardware,num_chips,tp,serving_mode,engine,isl,osl,concurrency,"
    + "ttft_ms,ttft_stat,tpot_ms,tput_output_tok_s_per_chip"

  /// What ran: models, machines and loads without measurements.
  static let questions: [String] = {
    var rows: [String] = []
    for (model, tensor) in [("llama-3.1-8b", 1), ("llama-3.1-70b", 8)] {
      for input in [256, 1_024, 4_096] {
        for clients in [1, 4, 16, 64] {
          rows.append(
            "r\(rows.count),\(model),bf16,h100-sxm,\(tensor),\(tensor),agg,vllm,\(input),256,"
              + "\(clients)"
          )
        }
      }
    }
    return rows
  }()

  /// The runs of a table.
  static func runs(_ rows: [String]) throws -> [EngineCalibration.Run] {
    var diagnostics = Diagnostics()
    let text = header + "\n" + rows.joined(separator: "\n") + "\n"
    let table = try #require(
      CaseTable.parse(text, file: "runs.csv", required: [], into: &diagnostics)
    )
    var resolver = InferenceCaseResolver(catalog: Questions.catalog)
    return try table.rows.enumerated().map { index, cells in
      let row = InferenceCase(row: cells, index: index)
      return EngineCalibration.Run(row: row, run: try resolver.resolve(row).get())
    }
  }

  /// Runs measured on a machine that is exactly the model with an engine.
  static func made(by engine: (inout ServingStack) -> Void) throws -> [EngineCalibration.Run] {
    try runs(questions.map { $0 + ",,median,," }).map { run in
      var stack = run.run.stack
      engine(&stack)
      let estimate = run.run.estimate(with: stack)
      var run = run
      run.first = run.run.firstToken(estimate)
      run.token = estimate.timePerOutputToken
      run.throughput = run.run.throughput(estimate, perChip: true)
      run.perChip = true
      return run
    }
  }

  @Test func `half of the runs are fitted, the same half however they are ordered and measured`()
    throws
  {
    let plain = try Self.runs(Self.questions.map { $0 + ",1,median,2,3" })
    let other = try Self.runs(Self.questions.reversed().map { "x" + $0 + ",7,mean,8," })
    let fitted = plain.filter(\.isFitted)
    #expect(fitted.count >= 6 && fitted.count <= 18)
    #expect(Set(fitted.map(\.key)) == Set(other.filter(\.isFitted).map(\.key)))
    #expect(Set(plain.map(\.key)).count == plain.count)
  }

  @Test func `a fit finds the constants that made the runs`() throws {
    let runs = try Self.made {
      $0.matmul = 1.4
      $0.hostPerRequest = 60e-3
    }
    var calibration = EngineCalibration(runs: runs)
    calibration.names = ["matmul-ratio", "host.per-request"]
    let start = try #require(runs.first).run.stack
    let before = calibration.errors(start, fitted: false).compactMap(\.token).map(abs)
    let made = calibration.fitted(from: start)
    #expect(abs(made.matmul / 1.4 - 1) < 0.05, "\(made.matmul)")
    #expect(abs(made.hostPerRequest / 60e-3 - 1) < 0.15, "\(made.hostPerRequest)")
    let after = calibration.errors(made, fitted: false).compactMap(\.token).map(abs)
    #expect(after.count == before.count && !after.isEmpty)
    #expect(try #require(Statistics.mean(after)) < 0.2 * (Statistics.mean(before) ?? 0))
    // What was not named stays.
    var rest = made
    rest.matmul = start.matmul
    rest.hostPerRequest = start.hostPerRequest
    #expect(rest == start)
  }

  @Test func `the half held back does not reach the fit`() throws {
    let runs = try Self.made { $0.matmul = 1.2 }
    var calibration = EngineCalibration(runs: runs)
    calibration.names = ["matmul-ratio"]
    let start = try #require(runs.first).run.stack
    let made = calibration.fitted(from: start)
    for index in runs.indices where !runs[index].isFitted {
      calibration.runs[index].token = 10
      calibration.runs[index].first = 100
      calibration.runs[index].throughput = 1
    }
    #expect(calibration.fitted(from: start) == made)
    calibration.fitsAll = true
    #expect(calibration.fitted(from: start) != made)
  }

  @Test func `a strong pull leaves constants where they are, and a fit repeats to the bit`() throws
  {
    let runs = try Self.made { $0.matmul = 1.2 }
    var calibration = EngineCalibration(runs: runs)
    calibration.names = ["matmul-ratio", "collective-ratio"]
    let start = try #require(runs.first).run.stack
    #expect(calibration.fitted(from: start) == calibration.fitted(from: start))
    calibration.pull = 1e6
    #expect(abs(calibration.fitted(from: start).matmul / start.matmul - 1) < 1e-3)
    #expect(EngineCalibration(runs: []).fitted(from: start) == start)
  }

  @Test func `the fragment reads back as the same constants`() throws {
    var stack = ServingStack(id: "mine", name: "Mine")
    stack.matmul = 1.234
    stack.kernelGap = -1.5e-6
    stack.hostPerRequest = 0.042
    stack.dispatch = 17e-6
    let text = """
      id: mine
      name: Mine
      sources:
        log: "runs of my own, measured today"
      source: log
      grade: estimated

      """
      + EngineCalibration.yaml(stack)
    var diagnostics = Diagnostics()
    let file = CatalogFile(id: "mine", text: text, path: "engines/mine.yaml")
    let record = Questions.catalog.read(file, kind: .engines, into: &diagnostics)
    #expect(!diagnostics.hasErrors, "\(diagnostics)")
    let read = EngineFormat.engine(try #require(record))
    for field in ServingStack.fields {
      let own = stack[keyPath: field.path]
      let back = read[keyPath: field.path]
      #expect(abs(own - back) <= 1e-3 * abs(own) + 1e-15, "\(field.name): \(own) \(back)")
    }
  }
}
