import Fabrics
import Scenarios
public import Studies

/// The nodes of a workload as a timeline in Chrome's trace format, which Perfetto opens.
///
/// One process is ASTRA-sim's answer, another the same workload at line rate; each has a track for
/// the compute and one for the network of every NPU. Times are in microseconds, as the format wants.
public struct AstraTimeline: Sendable {
  /// What was found.
  private let findings: AstraFindings

  /// Takes findings.
  public init(_ findings: AstraFindings) { self.findings = findings }

  /// The timeline.
  public var json: JSON {
    var events: [JSON] = []
    let answers = [("ASTRA-sim", findings.run), ("at line rate", findings.atLineRate)]
    for (process, (name, run)) in answers.enumerated() {
      events.append(Self.label("process_name", process: process, track: 0, name))
      for npu in run.finish.indices {
        for (offset, unit) in ["compute", "network"].enumerated() {
          events.append(
            Self.label(
              "thread_name",
              process: process,
              track: 2 * npu + offset,
              "NPU \(npu) \(unit)"
            )
          )
        }
      }
      for span in run.spans {
        let trace = findings.scenario.workload.traceOfNPU[span.npu]
        let node = findings.scenario.workload.traces[trace][span.node]
        events.append([
          "name": .text(node.name.isEmpty ? "node \(node.id)" : node.name), "ph": "X",
          "ts": .number(Double(span.start) / 1000),
          "dur": .number(Double(span.end - span.start) / 1000), "pid": .integer(process),
          "tid": .integer(2 * span.npu + (node.communicates ? 1 : 0)),
          "args": ["node": .text("\(node.id)")],
        ])
      }
    }
    return ["displayTimeUnit": "ns", "traceEvents": .array(events)]
  }

  /// A name for a process or a track.
  private static func label(_ what: String, process: Int, track: Int, _ name: String) -> JSON {
    [
      "name": .text(what), "ph": "M", "pid": .integer(process), "tid": .integer(track),
      "args": ["name": .text(name)],
    ]
  }
}
