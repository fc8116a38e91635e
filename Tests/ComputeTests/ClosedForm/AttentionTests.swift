import Compute
import Testing
import Workloads

/// Limits and scaling of the attention model.
@Suite struct AttentionTests {
  /// Attention of a model with 32 heads.
  private func attention(
    _ pass: Attention.Pass,
    batch: Int = 1,
    queries: Int,
    context: Int,
    heads: Int = 32,
    kvHeads: Int = 8,
    size: Int = 128,
    causal: Bool = true,
    window: Int? = nil
  ) -> Attention {
    Attention(
      pass: pass,
      batch: batch,
      queries: queries,
      context: context,
      heads: heads,
      kvHeads: kvHeads,
      headDimension: size,
      valueDimension: size,
      causal: causal,
      window: window
    )
  }

  @Test func `attention is never faster than its arithmetic`() {
    let machine = Parts.machine()
    for size in [64, 128, 192, 256] {
      for length in [1, 100, 2048, 32768] {
        let forward = attention(.forward, queries: length, context: length, size: size)
        let backward = attention(.backward, queries: length, context: length, size: size)
        let bound = forward.flops / 989.4e12
        #expect(machine.attention(forward).seconds > bound)
        #expect(machine.attention(backward).seconds > machine.attention(forward).seconds)
      }
    }
  }

  @Test func `a causal mask nearly halves long sequences and a window bounds them`() {
    let machine = Parts.machine()
    let causal = attention(.forward, queries: 16384, context: 16384)
    let full = attention(.forward, queries: 16384, context: 16384, causal: false)
    let window = attention(.forward, queries: 16384, context: 16384, window: 1024)
    let half = machine.attention(causal).seconds / machine.attention(full).seconds
    #expect(half > 0.49 && half < 0.56)
    let quarter = 0.25 * machine.attention(causal).seconds
    #expect(machine.attention(window).seconds < quarter)
  }

  @Test func `long caches stream at the share of bandwidth that was fitted`() {
    let machine = Parts.machine()
    let decode = attention(.decode, batch: 64, queries: 1, context: 32768)
    let bytes = 64.0 * 32768 * 8 * 256 * 2
    let rate = bytes / machine.attention(decode).seconds
    #expect(rate < 3.35e12)
    #expect(rate > 2.56e12)
  }

  @Test func `fewer bandwidth never speeds decoding up`() {
    let fast = Parts.machine(bandwidth: 4.8e12)
    let slow = Parts.machine()
    for batch in [1, 16, 500] {
      for context in [10, 1000, 50000] {
        let decode = attention(.decode, batch: batch, queries: 1, context: context)
        #expect(fast.attention(decode).seconds <= slow.attention(decode).seconds)
      }
    }
  }
}
