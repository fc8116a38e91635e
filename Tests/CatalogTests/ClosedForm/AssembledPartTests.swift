import Catalog
import Documents
import Quantities
import Systems
import Testing

/// Parts of every kind of computer: found by the names of tables of results, and put into systems.
struct AssembledPartTests {
  /// The catalogue as shipped.
  static let catalog = Catalog()

  /// Accelerators that multiply in tiles over many processors.
  static let tiled: [String] = ShippedFilesTests.records(.accelerators)
    .filter { $0.record.text("machine") == "tiled" }.map(\.file.id)

  @Test func `every tiled part has a node that holds one of it and more`() {
    #expect(Self.tiled.count > 120)
    for id in Self.tiled {
      for count in [1, 2, 4, 8] {
        var diagnostics = Diagnostics()
        let assembled = Self.catalog.assemble(
          SystemParts(accelerator: id, count: count),
          into: &diagnostics
        )
        #expect(!diagnostics.hasErrors, "\(count) \(id): \(diagnostics)")
        #expect(assembled?.node == Self.catalog.usualNode(of: id))
        #expect(assembled?.system.count == count)
      }
    }
  }

  @Test func `the Gaudi and Ascend parts have a node`() {
    for id in ["gaudi2", "gaudi3", "ascend-910b"] {
      #expect(Self.catalog.usualNode(of: id) != nil, "\(id)")
    }
  }

  /// Columns `accelerator`, `GPU` and `system` of public tables of inference results.
  static let spellings: [(name: String, id: String)] = [
    // MLPerf Inference, names of accelerators.
    ("NVIDIA B200-SXM-180GB", "b200-sxm"), ("NVIDIA H200-SXM-141GB", "h200-sxm"),
    ("NVIDIA H200-SXM-141GB-CTS", "h200-sxm"), ("NVIDIA H100-NVL-94GB", "h100-nvl"),
    ("NVIDIA GH200-GraceHopper-Superchip", "gh200"), ("NVIDIA L40S", "l40s"),
    ("AMD Instinct MI325X 256GB HBM3e", "mi325x"), ("AMD Instinct MI355X 288GB HBM3e", "mi355x"),
    ("NVIDIA Jetson AGX Orin 64G", "jetson-agx-orin-64gb"),
    ("NVIDIA RTX PRO 6000 Blackwell Server Edition", "rtx-pro-6000"),
    // Configuration files of serving tools.
    ("h200_sxm", "h200-sxm"), ("gb200", "gb200"), ("b300_sxm", "b300-sxm"), ("gb300", "gb300"),
    ("a100_sxm", "a100-sxm"), ("l40s", "l40s"), ("h100_pcie", "h100-pcie"), ("mi350x", "mi350x"),
    // Lists of llama.cpp results, with the number of cards.
    ("4090 24GB", "rtx-4090"), ("4090 24GB * 2", "rtx-4090"), ("4x RTX 4090 24GB", "rtx-4090"),
    ("3080 12GB", "rtx-3080-12gb"), ("4070 Ti 12GB", "rtx-4070-ti"), ("RTX 5080", "rtx-5080"),
    ("A100 PCIe 80GB * 4", "a100-pcie-80gb"), ("A100 SXM 80GB", "a100-sxm"),
    ("RTX A6000 48GB * 4", "rtx-a6000"), ("RTX 2000 Ada", "rtx-2000-ada"),
    ("Apple M1 Pro (14-core GPU, 200 GB/s)", "m1-pro-14-core"),
    ("Apple M4 Max (40-core GPU, 546 GB/s)", "m4-max-40-core"),
    ("M3 Max 40-Core GPU 64GB", "m3-max-40-core"), ("Apple M2 Ultra", "m2-ultra-76-core"),
    ("M3 Ultra", "m3-ultra-80-core"), ("Apple M2 CPU (4 threads, MacBook Air)", "apple-m2-cpu"),
    ("Ryzen AI Max+ 395", "ryzen-ai-max-395"), ("DGX Spark", "dgx-spark"),
    ("Intel(R) Xeon(R) 6980P", "xeon-6980p"), ("AMD EPYC 9755", "epyc-9755"),
  ]

  @Test(arguments: spellings)
  func `the spellings of tables of results find the part`(name: String, id: String) {
    #expect(Self.catalog.file(.accelerators, named: name)?.id == id)
  }

  /// Columns `model` of public tables of inference results.
  static let models: [(name: String, id: String)] = [
    ("dsr1", "deepseek-r1"), ("DeepSeek-R1-0528", "deepseek-r1"), ("DeepSeek V3.1", "deepseek-v3"),
    ("nvidia/DeepSeek-R1-0528-FP4-v2", "deepseek-r1"), ("DeepSeek-V3.2", "deepseek-v3.2"),
    ("nvidia/Llama-3.3-70B-Instruct-FP4", "llama-3.3-70b"), ("llama3.1-8b-edge", "llama-3.1-8b"),
    ("nvidia/Llama-3.1-405B-Instruct-FP8", "llama-3.1-405b"), ("LLaMA 7B", "llama-2-7b"),
    ("Llama-SEA-LION-v3.5-8B-R (Llama 3.1 8B arch)", "llama-3.1-8b"), ("LFM2-1.2B", "lfm2-1.2b"),
    ("GPT-OSS 20B", "gpt-oss-20b"), ("Qwen/Qwen3-235B-A22B-FP8", "qwen3-235b-a22b"),
    ("nvidia/Qwen3-30B-A3B-NVFP4", "qwen3-30b-a3b"), ("zai-org/GLM-4.7", "glm-4.5"),
    ("Kimi-K2.5-NVFP4 (AIC issue 1396 top2)", "kimi-k2"), ("Kimi K2", "kimi-k2"),
    ("MiniMaxAI/MiniMax-M2.5", "minimax-m2"), ("Qwen/Qwen3.5-397B-A17B", "qwen3.5-397b-a17b"),
    ("llama2-70b-99.9", "llama-2-70b"), ("Falcon 180B", "falcon-180b"), ("GPT-J", "gpt-j-6b"),
    ("Gemma 3 12B", "gemma-3-12b"), ("Llama 4 Maverick", "llama-4-maverick"),
  ]

  @Test(arguments: models)
  func `the spellings of tables of results find the model`(name: String, id: String) {
    #expect(Self.catalog.file(.models, named: name)?.id == id)
  }

  @Test(arguments: ["", "GPU cloud: Fireworks", "4x", "RTX 9999", "an accelerator"])
  func `what names no part finds none`(name: String) {
    #expect(Self.catalog.file(.accelerators, named: name) == nil)
  }
}
