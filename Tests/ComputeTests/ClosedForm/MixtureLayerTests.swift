import Compute
import Testing
import Workloads

/// Rows of experts and the cost of their layer.
@Suite struct MixtureLayerTests {
  @Test func `balanced experts share the rows`() {
    let layer = MixtureLayer(
      tokens: 4096,
      hidden: 4096,
      inner: 1536,
      choices: 8,
      experts: 128,
      expertParallel: 4,
      format: .bf16
    )
    #expect(layer.localExperts == 32)
    #expect(layer.rows.allSatisfy { $0 == 256 })
  }

  @Test func `a power law keeps all rows on one rank and overloads the busiest of many`() {
    let all = MixtureLayer(
      tokens: 4096,
      hidden: 4096,
      inner: 1536,
      choices: 8,
      experts: 128,
      format: .bf16,
      exponent: 1.2
    )
    let total = all.rows.reduce(0, +) / 32768
    #expect(abs(total - 1) < 0.05)
    let spread = MixtureLayer(
      tokens: 4096,
      hidden: 4096,
      inner: 1536,
      choices: 8,
      experts: 128,
      expertParallel: 8,
      format: .bf16,
      exponent: 1.2
    )
    let load = spread.rows.reduce(0, +) / 4096
    // Drawn shares give 2.0.
    #expect(load > 1.5 && load < 2.5)
  }

  @Test func `few rows stream weights and many rows multiply`() {
    let machine = Parts.machine()
    func seconds(_ rows: Int) -> KernelEstimate {
      machine.grouped(
        GroupedMatrixMultiply(groups: 64, rows: rows, n: 4096, k: 4096, format: .bf16)
      )
    }
    let weights = 64.0 * 4096 * 4096 * 2 / 3.35e12
    #expect(seconds(2048).seconds > weights)
    let twice = 2 * weights
    #expect(seconds(2048).seconds < twice)
    let bound = 2e6 * 4096.0 * 4096 / 989.4e12
    #expect(seconds(1_000_000).seconds > bound)
    #expect(seconds(1_000_000).clockShare > 0.8)
  }

  @Test func `choices of foreign experts cost nothing unless a loop multiplied them`() {
    func seconds(ranks: Int, allChoices: Double) -> Double {
      TiledMachine(accelerator: Parts.gpu(), constants: KernelConstants())
        .mixture(
          MixtureLayer(
            tokens: 16384,
            hidden: 4096,
            inner: 1536,
            choices: 8,
            experts: 128,
            expertParallel: ranks,
            format: .bf16
          ),
          allChoices: allChoices
        ).seconds
    }
    // With as many ranks as choices every token reaches every rank.
    #expect(seconds(ranks: 1, allChoices: 1) == seconds(ranks: 1, allChoices: 0))
    #expect(seconds(ranks: 8, allChoices: 1) > 4 * seconds(ranks: 8, allChoices: 0))
    #expect(seconds(ranks: 16, allChoices: 1) < 0.7 * seconds(ranks: 8, allChoices: 1))
  }

  @Test func `rows beyond the cache are read again for every panel of columns`() {
    var constants = KernelConstants()
    func seconds(tokens: Int) -> Double {
      TiledMachine(accelerator: Parts.gpu(), constants: constants)
        .mixture(
          MixtureLayer(
            tokens: tokens,
            hidden: 4096,
            inner: 14336,
            choices: 2,
            experts: 8,
            format: .bf16
          )
        ).seconds
    }
    let few = seconds(tokens: 64)
    let many = seconds(tokens: 65536)
    constants.moe[NumberFormat.bf16.index].panel = 10
    #expect(abs(seconds(tokens: 64) / few - 1) < 0.01)
    #expect(seconds(tokens: 65536) > 1.5 * many)
    constants.moe[NumberFormat.bf16.index].panel = 0
    constants.moe[NumberFormat.bf16.index].serial = 1
    #expect(seconds(tokens: 65536) > many)
  }
}
