import Foundation

/// A process, known well enough to tell whether it is still there.
public struct RunOwner: Hashable, Sendable {
  /// Its number.
  public var process: Int
  /// The machine that it runs on.
  public var host: String
  /// When it started, in the system's own terms; tells it from a later process of the same number.
  public var start: String

  /// Describes a process.
  public init(process: Int, host: String, start: String) {
    self.process = process
    self.host = host
    self.start = start
  }

  /// This process.
  public static var current: RunOwner {
    let process = Int(getpid())
    return running(process) ?? RunOwner(process: process, host: hostName, start: "")
  }

  /// A process of this machine; nil when there is none of the number.
  static func running(_ process: Int) -> RunOwner? {
    start(of: process).map { RunOwner(process: process, host: hostName, start: $0) }
  }

  /// Whether the process is there; nil when it is on another machine and cannot be seen.
  public var isAlive: Bool? {
    guard host == Self.hostName else { return nil }
    return Self.running(process) == self
  }

  /// This machine's name, without asking the network.
  private static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  #if canImport(Darwin)
  /// When a process started; nil when there is none, or only its remains.
  private static func start(of process: Int) -> String? {
    var info = kinfo_proc()
    var size = MemoryLayout<kinfo_proc>.stride
    var name = [CTL_KERN, KERN_PROC, KERN_PROC_PID, Int32(truncatingIfNeeded: process)]
    guard sysctl(&name, UInt32(name.count), &info, &size, nil, 0) == 0, size > 0,
      Int32(info.kp_proc.p_stat) != SZOMB
    else { return nil }
    let start = info.kp_proc.p_un.__p_starttime
    return "\(start.tv_sec).\(start.tv_usec)"
  }
  #else
  /// When a process started, after which start of the machine; nil when there is none.
  private static func start(of process: Int) -> String? {
    // The name stands in brackets and may hold anything, so fields are counted from the last one:
    // the third is the state, the 22nd the start in clock ticks (proc(5)).
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let bracket = stat.lastIndex(of: ")")
    else { return nil }
    let fields = stat[stat.index(after: bracket)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    return "\((boot ?? "").trimmingCharacters(in: .whitespacesAndNewlines)):\(fields[19])"
  }
  #endif
}
