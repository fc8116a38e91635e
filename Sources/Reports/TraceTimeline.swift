public import Fabrics

/// A timeline in the trace event format that Chrome's tracing page and Perfetto open.
///
/// Spans are complete events (`ph: X`), values are counter events (`ph: C`), names are metadata
/// (`ph: M`); times are in microseconds, as the format demands.
public struct TraceTimeline: Sendable {
  /// What happened.
  public var timeline: Timeline
  /// Name of the whole.
  public var name: String

  /// Prepares a timeline.
  public init(_ timeline: Timeline, name: String) {
    self.timeline = timeline
    self.name = name
  }

  /// The trace.
  public var json: JSON {
    var events: [JSON] = [
      [
        "name": "process_name", "ph": "M", "pid": .integer(1),
        "args": ["name": .text(name)],
      ]
    ]
    for (index, track) in timeline.tracks.enumerated() {
      events.append([
        "name": "thread_name", "ph": "M", "pid": .integer(1), "tid": .integer(index),
        "args": ["name": .text(track)],
      ])
    }
    for span in timeline.spans {
      let details = span.details.sorted { $0.key < $1.key }
      events.append([
        "name": .text(span.name), "cat": "flow", "ph": "X", "pid": .integer(1),
        "tid": .integer(span.track), "ts": .number(span.start * 1e6),
        "dur": .number(span.duration * 1e6),
        "args": .object(details.map { JSON.Member($0.key, .text($0.value)) }),
      ])
    }
    for value in timeline.values {
      events.append([
        "name": .text(timeline.counters[value.counter]), "ph": "C", "pid": .integer(1),
        "ts": .number(value.time * 1e6), "args": ["value": .number(value.value)],
      ])
    }
    return [
      "displayTimeUnit": "ns", "traceEvents": .array(events),
      "otherData": ["tool": "narrows", "omitted_spans": .integer(timeline.omitted)],
    ]
  }

  /// The trace as text.
  public var text: String { json.text }
}
