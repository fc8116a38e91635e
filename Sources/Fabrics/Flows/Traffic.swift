/// What is sent when: flows and computations that wait for one another.
public struct Traffic: Sendable {
  /// A flow of bytes between two endpoints, or a time that passes at one.
  public struct Task: Sendable, Hashable {
    /// The endpoint (or switch) that sends or computes.
    public var source: Int32
    /// The endpoint (or switch) that receives; the source itself where nothing is sent.
    public var destination: Int32
    /// Bytes to send [B], 0 where nothing is sent.
    public var bytes: Double
    /// Time that passes before, at the source: a computation or a start-up [s].
    public var time: Double
    /// Earliest start [s].
    public var start: Double
    /// What it belongs to, such as a round of a collective; shown in timelines.
    public var group: Int32
    /// Which of several connections between the two endpoints: flows of one connection share the
    /// hash that chooses routes, as messages of one queue pair do.
    public var connection: Int32

    /// Makes a flow, with a time before it where one is given.
    public init(
      from source: Int,
      to destination: Int,
      bytes: Double,
      start: Double = 0,
      time: Double = 0,
      group: Int = 0,
      connection: Int = 0
    ) {
      self.source = Int32(source)
      self.destination = Int32(destination)
      self.bytes = bytes
      self.time = time
      self.start = start
      self.group = Int32(group)
      self.connection = Int32(connection)
    }

    /// The number that routes are hashed from.
    @inline(__always)
    var hashed: UInt64 {
      UInt64(UInt32(bitPattern: source)) << 40
        ^ UInt64(UInt32(bitPattern: destination)) << 16
        ^ UInt64(UInt32(bitPattern: connection))
    }

    /// Makes a computation.
    public init(at endpoint: Int, time: Double, start: Double = 0, group: Int = 0) {
      self.init(from: endpoint, to: endpoint, bytes: 0, start: start, time: time, group: group)
    }
  }

  /// The tasks.
  public private(set) var tasks: [Task] = []
  /// Pairs of tasks: the first must end before the second starts, flattened.
  public private(set) var orders: [Int32] = []

  /// Makes traffic without tasks.
  public init() {}

  /// Adds a task and returns its number.
  @discardableResult
  public mutating func add(_ task: Task) -> Int {
    tasks.append(task)
    return tasks.count - 1
  }

  /// Lets a task wait for the end of another.
  public mutating func order(_ first: Int, before second: Int) {
    orders.append(Int32(first))
    orders.append(Int32(second))
  }

  /// Makes room for tasks and orders that are to come.
  public mutating func reserve(tasks count: Int, orders pairs: Int) {
    tasks.reserveCapacity(count)
    orders.reserveCapacity(2 * pairs)
  }

  /// What keeps the traffic from being run on a number of nodes; empty when nothing does.
  public func problems(nodes endpoints: Int) -> [TrafficProblem] {
    var found: [TrafficProblem] = []
    for (index, task) in tasks.enumerated() {
      if task.source >= 0, Int(task.source) < endpoints, task.destination >= 0,
        Int(task.destination) < endpoints, task.bytes >= 0, task.bytes < .infinity,
        task.time >= 0, task.time < .infinity, task.start >= 0, task.start < .infinity
      {
        continue
      }
      for endpoint in [task.source, task.destination]
      where endpoint < 0 || Int(endpoint) >= endpoints {
        found.append(.endpoint(task: index, value: Int(endpoint), endpoints: endpoints))
      }
      for (field, value) in [("bytes", task.bytes), ("time", task.time), ("start", task.start)]
      where !(value >= 0) || !value.isFinite {
        found.append(.amount(task: index, field: field, value: value))
      }
      if found.count >= 100 { return found }
    }
    for place in stride(from: 0, to: orders.count, by: 2) {
      let pair = (Int(orders[place]), Int(orders[place + 1]))
      guard pair.0 >= 0, pair.0 < tasks.count, pair.1 >= 0, pair.1 < tasks.count, pair.0 != pair.1
      else {
        found.append(.order(first: pair.0, second: pair.1, tasks: tasks.count))
        if found.count >= 100 { return found }
        continue
      }
    }
    return found
  }

  /// A task that waits for itself through others; `nil` when there is none.
  func circle() -> TrafficProblem? {
    var waits = [Int32](repeating: 0, count: tasks.count)
    for place in stride(from: 1, to: orders.count, by: 2) { waits[Int(orders[place])] += 1 }
    let followers = Followers(self)
    var ready = waits.indices.filter { waits[$0] == 0 }
    var done = 0
    while let task = ready.popLast() {
      done += 1
      for place in followers.range(task) {
        let next = Int(followers.tasks[place])
        waits[next] -= 1
        if waits[next] == 0 { ready.append(next) }
      }
    }
    guard done < tasks.count, let stuck = waits.indices.first(where: { waits[$0] > 0 }) else {
      return nil
    }
    return .cycle(task: stuck, waiting: tasks.count - done)
  }
}

/// For each task those that wait for it.
struct Followers {
  /// Where the followers of each task begin in `tasks`; one more at the end.
  private(set) var start: [Int32]
  /// The followers.
  private(set) var tasks: [Int32]

  /// Sorts the orders of traffic by the task that comes first.
  init(_ traffic: Traffic) {
    let count = traffic.tasks.count
    let orders = traffic.orders
    start = [Int32](repeating: 0, count: count + 1)
    for place in stride(from: 0, to: orders.count, by: 2) { start[Int(orders[place]) + 1] += 1 }
    for task in 0..<count { start[task + 1] += start[task] }
    var fill = start
    tasks = [Int32](repeating: 0, count: orders.count / 2)
    for place in stride(from: 0, to: orders.count, by: 2) {
      let first = Int(orders[place])
      tasks[Int(fill[first])] = orders[place + 1]
      fill[first] += 1
    }
  }

  /// Places in `tasks` of a task's followers.
  @inline(__always)
  func range(_ task: Int) -> Range<Int> { Int(start[task])..<Int(start[task + 1]) }
}

/// Why traffic cannot be run.
public enum TrafficProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// A task names an endpoint that does not exist.
  case endpoint(task: Int, value: Int, endpoints: Int)
  /// Bytes or a time are negative or no number.
  case amount(task: Int, field: String, value: Double)
  /// An order names a task that does not exist, or a task and itself.
  case order(first: Int, second: Int, tasks: Int)
  /// Tasks wait for one another in a circle.
  case cycle(task: Int, waiting: Int)
  /// A failure names a cable that does not exist, or a time that cannot be.
  case failure(index: Int, field: String, value: Double, allowed: String)
  /// Two endpoints have no way between them.
  case unreachable(source: Int, destination: Int, flows: Int)
  /// A pattern asks for more flows than are run.
  case size(flows: Int, most: Int)

  /// What was found, what is allowed, and what to do.
  public var description: String {
    switch self {
    case .endpoint(let task, let value, let endpoints):
      return "task \(task) names endpoint \(value); there are 0 to \(endpoints - 1)."
    case .amount(let task, let field, let value):
      return "\(field) of task \(task) is \(value); it must be 0 or more."
    case .order(let first, let second, let tasks):
      return "an order puts task \(first) before \(second); both must differ and be 0 to "
        + "\(tasks - 1)."
    case .cycle(let task, let waiting):
      return "task \(task) waits for itself through others, \(waiting) tasks can never start; "
        + "remove an order of the circle."
    case .failure(let index, let field, let value, let allowed):
      return "\(field) of failure \(index) is \(value); it must be \(allowed)."
    case .unreachable(let source, let destination, let flows):
      return "endpoint \(destination) cannot be reached from \(source), \(flows) flows in all "
        + "cannot start; add links, or let the failed ones recover."
    case .size(let flows, let most):
      return "the pattern has \(flows) flows, at most \(most) are run; take fewer endpoints or "
        + "a pattern with fewer flows."
    }
  }
}

/// All that is wrong with traffic.
public struct TrafficProblems: Error, Hashable, Sendable, CustomStringConvertible {
  /// The problems, at least one.
  public let all: [TrafficProblem]

  /// The problems, one a line.
  public var description: String { all.map(\.description).joined(separator: "\n") }
}
