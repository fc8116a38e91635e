import Foundation
public import Workloads

extension TiledMachine {
  /// Forward, backward and decode attention.
  public func attention(_ operation: Attention) -> KernelEstimate {
    switch operation.pass {
    case .decode: decode(operation)
    case .forward, .backward: prefill(operation)
    }
  }

  /// Many queries: tiles of queries spread over the processors, each walking its keys.
  ///
  /// A tile costs its keys, rounded up to blocks of 128, plus a prologue; the longest tile adds
  /// a share of itself as the tail of the last wave. Before it, queries, keys and values pass
  /// through memory for rotation and the cache write.
  func prefill(_ operation: Attention) -> KernelEstimate {
    let c = constants.prefill
    let batch = Double(operation.batch)
    let queries = Double(operation.queries)
    let context = Double(operation.context)
    guard batch > 0, queries > 0, context > 0 else { return .zero }
    let heads = Double(operation.heads)
    let narrow = operation.format.isQuantised && accelerator.multipliesNatively(operation.format)
    let rate = narrow ? accelerator.rate(of: operation.format) : accelerator.rate(of: .bf16)
    var efficiency = narrow ? c.efficiencyNarrow : c.efficiency
    if !narrow, operation.cache.isQuantised { efficiency *= c.narrowCache }
    // Softmax per score is the same work at any head size: wider heads hide more of it.
    let width = Double(operation.headDimension + operation.valueDimension)
    efficiency *= 1.35 / (1 + 0.35 * 256 / width)
    let isBackward = operation.pass == .backward
    if isBackward { efficiency *= c.backward }
    let rows = min(c.tile, max(queries, 16))
    let tiles = (queries / rows).rounded(.up)
    let seen = min(Double(operation.window ?? operation.context), context)
    let longest = (seen / 128).rounded(.up) * 128
    // Keys that an average tile walks, its last block counted whole.
    let average =
      operation.causal
      ? min(longest, operation.pairs / (batch * queries) + min(rows, queries) / 2 + 32)
      : longest
    let perKey =
      2 * c.tile * width * (isBackward ? 2.5 : 1) * Double(max(accelerator.processors, 1))
      / (rate * efficiency)
    let shared = batch * heads * tiles / Double(max(accelerator.processors, 1))
    let whole = max(shared, 1) * (average + c.prologue)
    let compute = perKey * max(longest + c.prologue, whole + c.tail * (longest + c.prologue))
    let tokens = batch * queries
    let kv = Double(operation.kvHeads) * width
    let bytes =
      tokens * heads * width * 2 + batch * context * kv * operation.cache.bytes
    let scale = isBackward ? 2.0 : 1.0
    let stream = accelerator.memoryBandwidth * c.bandwidth
    let memory = scale * bytes / stream
    let extra = isBackward ? 0 : c.passes * tokens * (heads * width / 2 + kv) * 4 / stream
    let work = fifthRoot(compute, memory)
    let launch = c.launch * (operation.cache.isQuantised ? c.launchNarrow : 1)
    let seconds = launch + work + extra
    return KernelEstimate(
      seconds: seconds,
      clockShare: min(compute, work) / seconds,
      energy: operation.flops * c.energyPerFlop
        + (scale * bytes + extra * stream) * c.energyPerByte
    )
  }

  /// One query per sequence: blocks of one sequence and key head each stream their cache.
  ///
  /// Too few blocks to fill the machine are split along the cache, at the price of a merge.
  ///
  /// - Parameters:
  ///   - operation: The attention; its queries per sequence are decoded together.
  ///   - cacheShare: Share of the cache read from memory, 1 but for replaying a data set.
  /// - Returns: Time, clock share and energy.
  public func decode(_ operation: Attention, cacheShare: Double = 1) -> KernelEstimate {
    let c = constants.decode
    let batch = Double(operation.batch)
    let context = Double(operation.context)
    guard batch > 0, context > 0 else { return .zero }
    let kvHeads = Double(operation.kvHeads)
    let width = Double(operation.headDimension + operation.valueDimension)
    // A latent cache is read once for scores and values alike.
    let isLatent = operation.kvHeads == 1 && operation.headDimension != operation.valueDimension
    let stored = isLatent ? Double(operation.headDimension) : width
    let seen = min(Double(operation.window ?? operation.context), context)
    let perItem =
      (seen / 16).rounded(.up) * 16 * stored * operation.cache.bytes * cacheShare
    let bytes = batch * kvHeads * perItem + batch * Double(operation.heads) * width * 2
    let rows =
      (Double(operation.heads) / kvHeads * Double(operation.queries) / 64).rounded(.up) * 64
    let rate = accelerator.rate(of: .bf16) * constants.prefill.efficiency
    let perItemCompute =
      2 * rows * seen * width * Double(max(accelerator.processors, 1)) / rate
    let slots = Double(max(accelerator.processors, 1)) * c.residents
    let share = operation.cache.isQuantised ? c.bandwidthNarrow : c.bandwidth
    let memory = bytes / (accelerator.memoryBandwidth * share)
    var best = Double.infinity
    var split = 1.0
    while split <= 256 {
      let waves = batch * kvHeads * split / slots
      let whole = waves.rounded(.up)
      let even = whole + c.softness * (max(waves, 1) - whole)
      let block = max(perItem / c.processorBandwidth, perItemCompute) / split
      let time = even * (c.item + block) + (split > 1 ? c.split : 0)
      best = min(best, time)
      if seen / split < 64 || waves > 2 { break }
      split *= 2
    }
    let work = fifthRoot(best, memory)
    let seconds = c.launch + work
    return KernelEstimate(
      seconds: seconds,
      clockShare: best > memory ? best / seconds * 0.5 : 0,
      energy: bytes * c.energyPerByte + operation.flops * constants.prefill.energyPerFlop
    )
  }

  /// Two overlapping times joined by their fifth powers [s].
  @inline(__always)
  func fifthRoot(_ a: Double, _ b: Double) -> Double {
    let high = max(a, b)
    guard high > 0 else { return 0 }
    let ratio = min(a, b) / high
    let square = ratio * ratio
    return high * pow(1 + square * square * ratio, 0.2)
  }
}
