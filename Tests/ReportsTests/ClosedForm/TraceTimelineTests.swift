import Fabrics
import Testing

@testable import Reports

/// Timelines as traces.
@Suite("Trace timeline tests")
struct TraceTimelineTests {
  @Test func `a run becomes events with microseconds on named tracks`() throws {
    let graph = try Topology.switched(endpoints: 3, planes: 1)
      .graph(rates: [.init(bandwidth: 1e9, latency: 0)])
    var traffic = Traffic()
    traffic.add(.init(from: 0, to: 2, bytes: 1e6))
    traffic.add(.init(from: 1, to: 2, bytes: 5e5))
    traffic.add(.init(at: 2, time: 1e-3))
    traffic.order(0, before: 2)
    let run = try FlowSimulator(graph: graph, settings: .init(recordsLoads: true)).run(traffic)
    let json = TraceTimeline(run.timeline(of: traffic, on: graph), name: "three").json
    guard case .array(let events) = json["traceEvents"] else {
      Issue.record("no events")
      return
    }
    let spans = events.filter { $0["ph"] == "X" }
    #expect(spans.count == 3)
    #expect(spans.contains { $0["name"] == "compute" && $0["dur"] == .number(1_000) })
    // Both share the last link until the shorter has ended; 1.5 ms in all.
    #expect(spans.contains { $0["name"] == "to endpoint 2" && $0["dur"] == .number(1_500) })
    let names = events.filter { $0["name"] == "thread_name" }
    #expect(names.count == 3)
    let values = events.filter { $0["ph"] == "C" }
    #expect(values.contains { $0["name"] == "switch 0 of tier 1 to endpoint 2 [share]" })
  }
}
