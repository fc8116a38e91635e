import Catalog
import Quantities
import Scenarios
import Testing

@testable import Studies

/// Interconnect rows of every family; numbers and sources stand in the rows.
struct InterconnectCasesTests {
  /// Rows that must keep to the tolerance they state, and one that must not.
  static let rows = """
    id,domain,kind,case,parameters,quantity,value,unit,tolerance,source
    a,collective,measured,Azure all-reduce,"8xH200, NVLink4 18 links x 25 GB/s; all_reduce_perf in-place; single node; n=8; bytes=8589934592",busbw,479.98,GB/s,15 % above 64 MiB; 30 % between 1 and 64 MiB,Azure ND_H200_v5 log
    b,collective,measured,Azure all-reduce,"8xH200, NVLink4 18 links x 25 GB/s; all_reduce_perf in-place; single node; n=8; bytes=65536",busbw,3.72,GB/s,15 % above 64 MiB; 30 % between 1 and 64 MiB; rounded to 0.01 below 1 MiB,Azure ND_H200_v5 log
    c,collective,measured,CoreWeave,"GB200 144 GPU (2 racks), NCCL 2.26.2; all_reduce_perf out-of-place float sum; n=144; bytes=1073741824",time,3574.4,us,20 %,coreweave/nccl-tests README
    d,collective,measured,CoreWeave,"GB200 1,440 GPU (20 racks); all_reduce_perf; n=1440; bytes=17179869184",time,84645,us,20 %,two-point fit of coreweave/nccl-tests README
    e,collective,measured,MI300X 2 GPU,"RCCL all-reduce 4 GiB, full mesh IF",busbw,47.67,GB/s,15 %,stas00/ml-engineering
    f,collective,measured,H100 8 GPU ring all-reduce peak,"8xH100 NVLink4 450 GB/s per dir, NVLS off, >1 GiB",busbw,370,GB/s,15 %,nccl-tests issue 212
    g,collective,analytic,busbw factor in-network all-reduce bus factor bound,n=72,factor,0.972603,x,exact,(n-1)/(n+1)
    h,collective,published-model,NCCL tuner all-reduce time H200,n=8; single node; maxBw=370.8 GB/s; channels=16; bytes=16777216; best algorithm/protocol=NVLS,predicted time,80.89,us,1 %,NVIDIA/nccl 5067397 tuning.cc
    i,collective,simulated,SimAI-Simulation RING,"32 GPU H100 (4 nodes x 8), RING + PXN, nvlink bw 1440 Gb/s, SEND_LAT=2 us; bytes=16777216",busbw,141.84,GB/s,20 %,aliyun/SimAI Tutorial.md
    j,collective,published-model,SimAI nvlink_ratio,"efficiency, NVLink-limited multi-node; nodes=8 x 8 GPU; bytes=67108864",efficiency of line rate,0.62,ratio,0.10 abs,aliyun/SimAI nvlink_ratio.csv
    k,collective,simulated,ASTRA-sim 2.0 congestion_aware ALL_REDUCE,topology=Ring; npus=8; bw_GBps=50.0; lat_ns=500.0; algo=ring; splits=4; active=1; endpoint_ns=10; local_mem_bw=50; bytes=1048576,sys[0] finish,117780.0,ns,exact (peer) / 1 % (own),astra-sim regression
    l,network,simulated,htsim eqds one.cm,"3-tier fat tree, 1 us links, 100 Gb/s; flows=1 x 2,000,000 B (490 packets, 2,002,140 B on the wire); args -end 1000 -linkspeed 400000",FCT max,65.9023,us,10 % (fluid max-min) / 3 % (packet),csg-htsim
    m,topology,analytic,folded Clos max hosts,"radix k=144, L=2 tiers, non-blocking: 2*(k/2)^L",hosts,10368.0,hosts,exact,closed form
    n,reliability,measured,Alibaba LPO,7 RMA in 25.8 M device-hours,FIT,271.3,FIT,25 %,Alibaba ECOC 2026
    o,copper,measured,26AWG 1.75 m,f=53 GHz,loss,12.5,dB,10 %,Astera Labs 2026
    p,optics,analytic,link budget example,laser 10 dBm; modulator 4; GC 1.5+1.5; waveguide 2.5 cm x 1.5; fibre 2 km x 0.35; connector 0.5,total loss,11.95,dB,exact,open CPO link-budget tool
    q,optics,analytic,link budget example,"same, sensitivity -12 dBm",margin,10.05,dB,exact,same
    r,optics,analytic,ring drift,"lambda/ng*dn/dT; 1550 nm, ng 4.18, dn/dT 1.86e-4",d lambda/dT,69.0,pm/K,exact,Bahadori 2017
    s,copper,analytic,COM from As and Ani,20log10(49.6326/30.9559),COM,4.1005,dB,0.001 dB,COM definition
    t,collective,published-model,NCCL tuner all-reduce time H200,n=8; single node; maxBw=370.8 GB/s; channels=16; bytes=16777216; best algorithm/protocol=ring LL,predicted time,80.89,us,1 %,a wrong choice
    u,optics,analytic,budget,condition only,condition,,dB,exact,nothing to compare
    v,other,spec,something,nothing known,answer,42,,exact,nobody
    """

  /// The report of a table.
  static func report(_ text: String) throws -> ValidationReport {
    var diagnostics = Diagnostics()
    let table = try #require(
      CaseTable.parse(text, file: "cases.csv", required: [], into: &diagnostics)
    )
    #expect(!diagnostics.hasErrors)
    return ValidateInterconnect.report(table, catalog: Catalog())
  }

  @Test func `every family keeps to the tolerance of its rows`() throws {
    let cases = try Self.report(Self.rows).cases
    #expect(cases.count == 22)
    for item in cases.prefix(19) {
      #expect(item.within == true, "\(item.id): \(String(describing: item.predicted))")
      #expect(item.skippedBecause == nil)
    }
    #expect(Set(cases.prefix(19).map(\.group)).count >= 10)
  }

  @Test func `a wrong choice, a row without a value and one that nobody answers are told apart`()
    throws
  {
    let cases = try Self.report(Self.rows).cases
    let found = Dictionary(uniqueKeysWithValues: cases.map { ($0.id, $0) })
    #expect(found["t"]?.within == false)
    #expect(found["t"]?.tags["fault"]?.contains("NVLS") == true)
    #expect(found["u"]?.skippedBecause?.contains("no value") == true)
    #expect(found["v"]?.skippedBecause?.contains("no model") == true)
    #expect(found["v"]?.predicted == nil)
  }

  @Test func `no prediction depends on the row's value, name, kind, source or tolerance`() throws {
    var diagnostics = Diagnostics()
    let table = try #require(
      CaseTable.parse(Self.rows, file: "cases.csv", required: [], into: &diagnostics)
    )
    var blind = "domain,case,parameters,quantity,unit,value,tolerance\n"
    for row in table.rows {
      let cells = ["domain", "case", "parameters", "quantity", "unit"].map { column in
        "\"\((row[column] ?? "").replacing("\"", with: "\"\""))\""
      }
      blind += (cells + ["1", "10 %"]).joined(separator: ",") + "\n"
    }
    let seen = try Self.report(Self.rows).cases.map(\.predicted)
    let unseen = try Self.report(blind).cases.map(\.predicted)
    #expect(seen == unseen)
    #expect(seen.compactMap(\.self).count >= 20)
  }

  @Test func `summaries count what keeps to its tolerance`() throws {
    let report = try Self.report(Self.rows)
    let all = try #require(report.summaries.last)
    #expect(all.group == "all")
    #expect(all.within == 19)
    #expect(all.outside == 1)
    #expect(all.skipped == 2)
  }
}
