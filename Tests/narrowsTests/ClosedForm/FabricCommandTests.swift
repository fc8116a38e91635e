import Foundation
import Testing

/// `narrows fabric` as its users run it.
struct FabricCommandTests {
  /// A network without faults.
  static let clos = """
    narrows: 1
    fabric:
      topology: clos
      endpoints: 4096
      rate: 800 Gb/s
      switch: spectrum-sn5600
      links: { technology: pluggable-dsp-200g }
    """

  @Test func `a network is answered in every format`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.clos, to: "f.yaml")
    for format in ["text", "json", "csv", "html", "vega"] {
      let run = try Program.run("fabric", path, "--format", format)
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output.count > 500)
    }
    let result = try Program.run("fabric", path, "--format", "json").result
    let network = try #require((result["fabric"] as? [[String: Any]])?.first)
    #expect(network["feasible"] as? Bool == true)
    #expect(network["endpoints"] as? Int == 4096)
    #expect(network["links"] as? Int == 3 * 4096)
    #expect(network["transceivers"] as? Int == 6 * 4096)
    let power = try #require(network["power_W"] as? Double)
    let parts = ["power_switches_W", "power_optics_W"].compactMap { network[$0] as? NSNumber }
    #expect(parts.count == 2)
    #expect(abs(parts.reduce(0) { $0 + $1.doubleValue } - power) < 1e-6 * power)
  }

  @Test func `copper that does not reach is an answer, ports that do not suffice a fault`() throws {
    let folder = try TemporaryFolder()
    let copper = try folder.write(
      Self.clos.replacing("pluggable-dsp-200g", with: "passive-copper-200g"),
      to: "c.yaml"
    )
    let run = try Program.run("fabric", copper, "--format", "json")
    #expect(run.code == 0)
    let network = try #require((run.result["fabric"] as? [[String: Any]])?.first)
    #expect(network["feasible"] as? Bool == false)
    let bad = try Program.run("fabric", copper, "--set", "fabric.endpoints=9000000")
    #expect(bad.code == 65 && bad.output.isEmpty && bad.errors.contains("fabric.topology"))
    #expect(try Program.run("fabric", "none.yaml").code == 66)
  }

  @Test func `circuits are answered with our own search, and a missing solver is told`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      narrows: 1
      circuits:
        blocks: [{ name: a, count: 5, uplinks: 16, speed: 100 Gb/s, egress: 1 Tb/s }]
        demand: gravity
        solver: own
        error: { samples: 20 }
      """,
      to: "o.yaml"
    )
    let run = try Program.run("fabric", path, "--format", "json")
    #expect(run.code == 0, "\(run.errors)")
    let circuits = try #require(run.result["circuits"] as? [String: Any])
    #expect(circuits["solver"] as? String == "our own search")
    let again = try Program.run("fabric", path, "--format", "json", "--jobs", "1")
    #expect(again.output == run.output)
    let missing = try Program.shell(
      "NARROWS_HIGHS=/none/libhighs.so $NARROWS fabric '\(path)' --set circuits.solver=highs"
    )
    #expect(missing.code == 69 && missing.errors.contains("HiGHS"))
  }
}
