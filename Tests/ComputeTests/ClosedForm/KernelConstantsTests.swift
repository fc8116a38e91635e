import Compute
import Testing
import Workloads

/// Constants by name.
@Suite struct KernelConstantsTests {
  @Test func `listed constants read back to the same constants`() {
    var constants = KernelConstants()
    constants.gemm[NumberFormat.bf16.index].launch = 4e-6
    constants.prefill.efficiency = 0.71
    let listed = constants.listed(gemm: NumberFormat.allCases, moe: NumberFormat.allCases)
    let table = Dictionary(uniqueKeysWithValues: listed.map { ($0.path, $0.value) })
    #expect(table.count > 100)
    #expect(KernelConstants { table[$0] } == constants)
  }

  @Test func `a format without constants takes its kin's`() {
    let constants = KernelConstants { $0 == "gemm.bf16.efficiency" ? 0.77 : nil }
    #expect(constants.gemm[NumberFormat.fp16.index].efficiency == 0.77)
    #expect(constants.gemm[NumberFormat.nvfp4.index].efficiency == 0.77)
    #expect(
      constants.gemm[NumberFormat.nvfp4.index].energyPerFlop
        < constants.gemm[NumberFormat.bf16.index].energyPerFlop
    )
  }

  @Test func `format tables hold one value a format`() {
    for (index, format) in NumberFormat.allCases.enumerated() { #expect(format.index == index) }
    let table = FormatTable([.bf16: 2, .fp8: 4])
    #expect(table[.bf16] == 2)
    #expect(table[.nvfp4] == 0)
  }

  @Test func `transfer carries ratios and scales energy by the datasheets`() {
    let kin = Parts.gpu()
    var other = kin
    other.powerLimit = 350
    let constants = KernelConstants.transferred(from: KernelConstants(), kin: kin, to: other)
    let index = NumberFormat.bf16.index
    #expect(constants.gemm[index].efficiency == KernelConstants().gemm[index].efficiency)
    #expect(
      abs(constants.gemm[index].energyPerFlop / KernelConstants().gemm[index].energyPerFlop - 0.5)
        < 1e-12
    )
  }
}
