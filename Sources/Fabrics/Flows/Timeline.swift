/// What happened when: spans on tracks and values over time.
public struct Timeline: Sendable, Hashable {
  /// Something that lasts.
  public struct Span: Sendable, Hashable {
    /// The track, by its place in `tracks`.
    public var track: Int
    /// What it is called.
    public var name: String
    /// When it begins [s].
    public var start: Double
    /// How long it lasts [s].
    public var duration: Double
    /// More about it.
    public var details: [String: String]
  }

  /// A value from a time on.
  public struct Value: Sendable, Hashable {
    /// What it is the value of, by its place in `counters`.
    public var counter: Int
    /// When it begins [s].
    public var time: Double
    /// The value.
    public var value: Double
  }

  /// Names of tracks.
  public var tracks: [String]
  /// Spans, in the order in which they begin.
  public var spans: [Span]
  /// Names of counters, with their unit.
  public var counters: [String]
  /// Values, in the order of time.
  public var values: [Value]
  /// Spans left out so that a viewer can open the rest.
  public var omitted: Int

  /// Gathers what happened.
  public init(
    tracks: [String],
    spans: [Span],
    counters: [String],
    values: [Value],
    omitted: Int = 0
  ) {
    self.tracks = tracks
    self.spans = spans
    self.counters = counters
    self.values = values
    self.omitted = omitted
  }
}

extension NetworkGraph {
  /// A node in words.
  public func name(of node: Int) -> String {
    guard node >= endpoints else { return "endpoint \(node)" }
    return "switch \(node - endpoints) of tier \(switchTiers[node - endpoints] + 1)"
  }

  /// A link in words.
  public func name(ofLink link: Int) -> String {
    "\(name(of: Int(links[link].from))) to \(name(of: Int(links[link].to)))"
  }
}

extension FlowRun {
  /// Tasks by the endpoint that sends or computes, and the use of links where it was kept.
  ///
  /// - Parameters:
  ///   - traffic: What was run.
  ///   - graph: On what.
  ///   - mostSpans: Tasks shown at most, the first to begin.
  ///   - mostLinks: Links shown at most, those that carried most.
  /// - Returns: The timeline.
  public func timeline(
    of traffic: Traffic,
    on graph: NetworkGraph,
    mostSpans: Int = 200_000,
    mostLinks: Int = 64
  ) -> Timeline {
    let order = traffic.tasks.indices
      .filter { starts[$0].isFinite && finishes[$0].isFinite }
      .sorted { (starts[$0], $0) < (starts[$1], $1) }
    var track = [Int](repeating: -1, count: graph.nodes)
    var tracks: [String] = []
    var spans: [Timeline.Span] = []
    for index in order.prefix(mostSpans) {
      let task = traffic.tasks[index]
      let node = Int(task.source)
      if track[node] < 0 {
        track[node] = tracks.count
        tracks.append(graph.name(of: node))
      }
      let sends = task.bytes > 0 && task.source != task.destination
      spans.append(
        .init(
          track: track[node],
          name: sends ? "to \(graph.name(of: Int(task.destination)))" : "compute",
          start: starts[index],
          duration: finishes[index] - starts[index],
          details: [
            "task": String(index), "bytes": String(task.bytes), "round": String(task.group),
          ]
        )
      )
    }
    var counter = [Int](repeating: -1, count: graph.links.count)
    var counters: [String] = []
    let fullest = carried.indices.filter { carried[$0] > 0 }
      .sorted { (carried[$1], $0) < (carried[$0], $1) }
    for link in loads.isEmpty ? [] : fullest.prefix(mostLinks) {
      counter[link] = counters.count
      counters.append("\(graph.name(ofLink: link)) [share]")
    }
    var values: [Timeline.Value] = []
    for load in loads where counter[Int(load.link)] >= 0 {
      let share = load.rate / graph.links[Int(load.link)].bandwidth
      let value = Timeline.Value(counter: counter[Int(load.link)], time: load.time, value: share)
      // Only the last of several changes at one moment lasts.
      if let last = values.last, last.counter == value.counter, last.time == value.time {
        values[values.count - 1] = value
      } else {
        values.append(value)
      }
    }
    return Timeline(
      tracks: tracks,
      spans: spans,
      counters: counters,
      values: values,
      omitted: max(0, order.count - mostSpans)
    )
  }
}
