import Scenarios
import Studies
import Systems
import Testing
import Training
import Workloads

/// Failures and checkpoints of large runs against what their makers report.
struct GoodputTests {
  /// Grattafiori and others 2024 (arXiv:2407.21783), section 3.3.4: more than 90 % effective
  /// training time on 16,384 H100 with 419 unexpected interruptions in 54 days.
  @Test func `Llama 3.1 405B loses between 5 and 10 percent`() throws {
    let text = """
      narrows: 1
      workload:
        model: llama-3.1-405b
        training: { tokens: 15.6e12, sequence: 8192, global-batch: 2048 }
      system: { accelerator: h100-sxm, node: hgx-h100, count: 16384 }
      plan: { tensor: 8, pipeline: 16, virtual: 4, context: 1, micro-batch: 1, recompute: none }
      site: { cooling: air }
      """
    let scenario = try #require(Questions.read(text))
    let plan = try #require(PlanSpace.plans(scenario).first)
    let run = Design(scenario: scenario, plan: plan).run
    #expect(run.goodput > 0.90 - 0.03 && run.goodput < 0.95 + 0.03, "\(run.goodput)")
    let interruptions = 54 * 86_400 / run.timeBetweenInterruptions
    #expect(interruptions > 380 && interruptions < 500, "\(interruptions)")
  }
}
