import Foundation
import Workloads

/// The constants of one format multiplied out with the datasheet, for the hot path.
struct MatrixTable: Sendable {
  /// Fixed time of a kernel [s].
  var launch: Double
  /// Time of one multiply–add pair on one processor with a tile of unlimited size [s/FLOP].
  var perFlop: Double
  /// Least time of one FLOP on the whole machine [s/FLOP].
  var peakPerFlop: Double
  /// Tile size at which half the efficiency is reached.
  var tileHalf: Double
  /// Square of the latency of one unit of contraction in a block [s²].
  var stepSquared: Double
  /// Contraction equal to prologue and epilogue.
  var prologue: Double
  /// How far the last wave is shared out.
  var softness: Double
  /// Processors.
  var processors: Double
  /// Time of one byte at full stream rate [s/B].
  var perByte: Double
  /// Time of one byte when one processor draws it alone [s/B].
  var perByteAlone: Double
  /// Share of the shorter of arithmetic and memory time that is not hidden.
  var serial: Double
  /// Step in which one side of a tile adapts, 0 when tiles are fixed.
  var tileStep: Double
  /// Least contraction that a part of a split one keeps.
  var splitLength: Double
  /// Most parts into which a contraction is split.
  var splitMost: Double
  /// Extra time of a split contraction [s].
  var split: Double
  /// Time per byte of partial results [s/B].
  var partialPerByte: Double
  /// Fixed time of the quantising kernel, zero where nothing is quantised [s].
  var quantise: Double
  /// Time per byte of the quantising kernel [s/B].
  var quantisePerByte: Double
  /// Time the host takes to issue an operation of under 32 rows [s].
  var dispatchNarrow: Double
  /// Time the host takes to issue any other operation [s].
  var dispatch: Double
  /// Bytes of one element of the left operand as the kernel reads it [B].
  var leftBytes: Double
  /// Bytes of one element of the right operand [B].
  var rightBytes: Double
  /// Energy of arithmetic [J/FLOP].
  var energyPerFlop: Double
  /// Energy of memory traffic [J/B].
  var energyPerByte: Double

  /// Multiplies a format's constants out with a datasheet.
  init(accelerator: Accelerator, constants: MatrixConstants, format: NumberFormat) {
    let rate = accelerator.rate(of: format)
    let native = accelerator.multipliesNatively(format)
    let stream = accelerator.memoryBandwidth * constants.bandwidth
    launch = constants.launch
    processors = Double(max(accelerator.processors, 1))
    perFlop = processors / (rate * constants.efficiency)
    peakPerFlop = 1 / rate
    tileHalf = constants.tileHalf
    stepSquared = constants.step * constants.step
    prologue = constants.prologue
    softness = constants.softness
    perByte = 1 / stream
    perByteAlone = 1 / constants.processorBandwidth
    serial = constants.serial
    tileStep = constants.tileStep
    splitLength = constants.splitLength
    splitMost = constants.splitMost
    split = constants.split
    partialPerByte = constants.partial / accelerator.memoryBandwidth
    let quantised = format.isQuantised && native
    quantise = quantised ? constants.quantise : 0
    quantisePerByte =
      quantised ? 1 / (accelerator.memoryBandwidth * constants.quantiseBandwidth) : 0
    dispatchNarrow = constants.dispatchNarrow
    dispatch = constants.dispatch
    // A narrow format that the machine cannot multiply is held narrow and widened on the way in.
    leftBytes = format.isQuantised && !native ? 2 : format.bytes
    rightBytes = format.bytes
    energyPerFlop = constants.energyPerFlop
    energyPerByte = constants.energyPerByte
  }
}
