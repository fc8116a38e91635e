import Fabrics

/// What collectives of a piece of a step move and how long they run, hidden or not.
struct Traffic: Sendable {
  /// Sent by one accelerator over the scale-up fabric [B].
  var scaleUpBytes = 0.0
  /// Sent by one accelerator over network ports [B].
  var scaleOutBytes = 0.0
  /// Time of collectives that stay inside a scale-up domain [s].
  var scaleUpSeconds = 0.0
  /// Time of collectives that leave it [s].
  var scaleOutSeconds = 0.0

  /// Books a collective.
  mutating func add(_ estimate: CollectiveEstimate, seconds: Double) {
    scaleUpBytes += estimate.scaleUpBytes
    scaleOutBytes += estimate.scaleOutBytes
    if estimate.scaleOutBytes > 0 { scaleOutSeconds += seconds } else { scaleUpSeconds += seconds }
  }

  /// Adds `count` times another piece's traffic.
  mutating func add(_ other: Traffic, times count: Double = 1) {
    scaleUpBytes += count * other.scaleUpBytes
    scaleOutBytes += count * other.scaleOutBytes
    scaleUpSeconds += count * other.scaleUpSeconds
    scaleOutSeconds += count * other.scaleOutSeconds
  }
}
