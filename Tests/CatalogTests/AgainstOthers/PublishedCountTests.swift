import Catalog
import Documents
import Foundation
import Quantities
import Testing
import Workloads

/// Parameter counts against those that publishers and Hugging Face state.
///
/// Sources: the `safetensors.total` of each model on Hugging Face or its paper, as each file under
/// `Data/models` cites. Where a published total holds more than the model itself (rotary tables, a
/// tied head stored again, a vision part, a prediction layer), the file says so and that is taken
/// off.
struct PublishedCountTests {
  /// Models with an exact published count.
  static let exact: [(id: String, count: Int)] = [
    ("llama-2-7b", 6_738_415_616),
    ("llama-2-13b", 13_015_864_320),
    ("llama-2-70b", 68_976_648_192),
    ("llama-3-8b", 8_030_261_248),
    ("llama-3-70b", 70_553_706_496),
    ("llama-3.1-8b", 8_030_261_248),
    ("llama-3.1-70b", 70_553_706_496),
    ("llama-3.1-405b", 405_853_388_800),
    ("llama-3.2-1b", 1_235_814_400),
    ("llama-3.2-3b", 3_212_749_824),
    ("llama-3.3-70b", 70_553_706_496),
    ("llama-4-scout", 107_769_861_120),
    ("llama-4-maverick", 400_711_848_960),
    ("mistral-7b", 7_241_732_096),
    ("mistral-nemo-12b", 12_247_782_400),
    ("mistral-small-24b", 23_572_403_200),
    ("mistral-large-123b", 122_610_069_504),
    ("mixtral-8x7b", 46_702_792_704),
    ("mixtral-8x22b", 140_620_634_112),
    ("qwen2.5-0.5b", 494_032_768),
    ("qwen2.5-7b", 7_615_616_512),
    ("qwen2.5-14b", 14_770_033_664),
    ("qwen2.5-32b", 32_763_876_352),
    ("qwen2.5-72b", 72_706_203_648),
    ("qwen1.5-moe-a2.7b", 14_315_784_192),
    ("qwen2.5-1.5b", 1_543_714_304),
    ("qwen2.5-3b", 3_085_938_688),
    ("qwen3-0.6b", 596_049_920),
    ("qwen3-1.7b", 1_720_574_976),
    ("qwen3-14b", 14_768_307_200),
    ("qwen3-next-80b-a3b", 79_674_391_296),
    ("qwen3.5-35b-a3b", 34_660_610_688),
    ("qwen3.5-122b-a10b", 122_111_526_912),
    ("qwen3.5-397b-a17b", 396_346_350_336),
    ("lfm2-1.2b", 1_170_340_608),
    ("ministral-8b", 8_019_808_256),
    ("phi-4-mini", 3_836_021_760),
    ("gemma-3-4b", 3_880_263_168),
    ("gemma-3-12b", 11_766_034_176),
    ("qwen3-4b", 4_022_468_096),
    ("qwen3-8b", 8_190_735_360),
    ("qwen3-32b", 32_762_123_264),
    ("qwen3-30b-a3b", 30_532_122_624),
    ("qwen3-235b-a22b", 235_093_634_560),
    ("qwen3-coder-480b-a35b", 480_154_875_392),
    ("gemma-2b", 2_506_172_416),
    ("gemma-7b", 8_537_680_896),
    ("gemma-2-2b", 2_614_341_888),
    ("gemma-2-9b", 9_241_705_984),
    ("gemma-2-27b", 27_227_128_320),
    ("gemma-3-1b", 999_885_952),
    ("gemma-3-27b", 27_009_346_304),
    ("gpt2", 124_439_808),
    ("gpt2-xl", 1_557_611_200),
    ("gpt-j-6b", 6_050_882_784),
    ("gpt-neox-20b", 20_554_567_680),
    ("pythia-70m", 70_426_624),
    ("pythia-160m", 162_322_944),
    ("pythia-410m", 405_334_016),
    ("pythia-1b", 1_011_781_632),
    ("pythia-1.4b", 1_414_647_808),
    ("pythia-2.8b", 2_775_208_960),
    ("pythia-6.9b", 6_857_302_016),
    ("pythia-12b", 11_846_072_320),
    ("bloom-176b", 176_247_271_424),
    ("bloomberggpt-50b", 50_558_868_480),
    ("opt-6.7b", 6_658_473_984),
    ("falcon-7b", 6_921_720_704),
    ("falcon-40b", 41_303_293_952),
    ("falcon-180b", 178_557_088_768),
    ("mpt-7b", 6_649_286_656),
    ("phi-2", 2_779_683_840),
    ("phi-3-mini", 3_821_079_552),
    ("phi-3-medium", 13_960_238_080),
    ("phi-4", 14_659_507_200),
    ("phi-3.5-moe", 41_873_153_344),
    ("deepseek-moe-16b", 16_375_728_128),
    ("deepseek-v2", 235_741_434_880),
    ("deepseek-v2-lite", 15_706_484_224),
    ("deepseek-v3", 671_026_419_200),
    ("deepseek-r1", 671_026_419_200),
    ("kimi-k2", 1_026_408_235_864),
    ("moonlight-16b-a3b", 15_960_111_936),
    ("gpt-oss-20b", 20_914_757_184),
    ("gpt-oss-120b", 116_829_156_672),
    ("glm-4.5-air", 106_852_251_264),
    ("minimax-m2", 228_689_764_864),
    ("glm-5", 743_911_218_432),
    ("dbrx", 131_596_523_520),
    ("starcoderbase-15b", 15_517_456_384),
    ("starcoder2-15b", 15_957_889_024),
    ("starcoder2-7b", 7_173_923_840),
    ("smollm3-3b", 3_075_098_624),
    ("smollm2-135m", 134_515_008),
    ("smollm2-1.7b", 1_711_376_384),
    ("olmo-2-7b", 7_298_617_344),
    ("olmo-2-13b", 13_716_198_400),
    ("olmoe-1b-7b", 6_919_161_856),
    ("command-r-plus", 103_810_674_688),
    ("granite-3.3-8b", 8_170_864_640),
    ("yi-34b", 34_388_917_248),
    ("internlm2-20b", 19_861_149_696),
    ("glm-4-9b-0414", 9_400_279_040),
    ("seed-oss-36b", 36_151_104_512),
    ("hunyuan-a13b", 80_393_183_232),
    ("stablelm-2-1.6b", 1_644_515_328),
  ]

  /// Models of which a rounded figure is published, and the rounding.
  static let rounded: [(id: String, count: Int, rounding: Int)] = [
    ("llama-1-7b", 6_700_000_000, 100_000_000),
    ("llama-1-13b", 13_000_000_000, 100_000_000),
    ("llama-1-33b", 32_500_000_000, 100_000_000),
    ("llama-1-65b", 65_200_000_000, 200_000_000),
    ("llama-2-34b", 34_000_000_000, 1_000_000_000),
    ("qwen2-57b-a14b", 57_410_000_000, 10_000_000),
    ("gpt-3-175b", 175_000_000_000, 1_000_000_000),
    ("megatron-gpt-1.7b", 1_700_000_000, 100_000_000),
    ("megatron-gpt-3.6b", 3_600_000_000, 100_000_000),
    ("megatron-gpt-7.5b", 7_500_000_000, 100_000_000),
    ("megatron-gpt-18.4b", 18_400_000_000, 100_000_000),
    ("megatron-gpt-39.1b", 39_100_000_000, 100_000_000),
    ("megatron-gpt-76.1b", 76_100_000_000, 100_000_000),
    ("megatron-gpt-145.6b", 145_600_000_000, 100_000_000),
    ("megatron-gpt-310.1b", 310_100_000_000, 100_000_000),
    ("megatron-gpt-22b", 22_000_000_000, 1_000_000_000),
    ("megatron-gpt-175b", 174_600_000_000, 100_000_000),
    ("megatron-turing-530b", 529_600_000_000, 100_000_000),
    ("megatron-1t", 1_008_000_000_000, 100_000_000),
    ("opt-175b", 175_000_000_000, 1_000_000_000),
    ("mpt-30b", 30_000_000_000, 1_000_000_000),
    ("deepseek-llm-67b", 67_400_000_000, 100_000_000),
    ("glm-4.5", 355_000_000_000, 10_000_000_000),
    ("gemma-4-26b-a4b", 25_200_000_000, 100_000_000),
    ("deepseek-v3.2", 671_700_000_000, 1_000_000_000),
    ("ernie-4.5-300b-a47b", 300_000_000_000, 2_000_000_000),
    ("nemotron-3-8b", 8_540_000_000, 1_000_000_000),
    ("nemotron-4-15b", 15_700_000_000, 200_000_000),
    ("nemotron-4-340b", 341_000_000_000, 100_000_000),
    ("grok-1", 314_000_000_000, 4_000_000_000),
    ("palm-540b", 540_350_000_000, 20_000_000),
  ]

  @Test(arguments: exact)
  func `exact published counts are met`(id: String, count: Int) throws {
    let architecture = try ModelFiles.architecture(id)
    // Two checkpoints store buffers of a few thousand numbers besides the weights.
    #expect(abs(architecture.parameters - count) <= 4000)
    #expect(abs(Double(architecture.parameters) / Double(count) - 1) < 1e-6)
  }

  @Test(arguments: rounded)
  func `rounded published counts are met within their rounding`(
    id: String,
    count: Int,
    rounding: Int
  ) throws {
    let architecture = try ModelFiles.architecture(id)
    #expect(2 * abs(architecture.parameters - count) <= rounding)
  }

  @Test func `every model file is in one of the tables`() throws {
    let listed = Set(Self.exact.map(\.id)).union(Self.rounded.map(\.id))
    let ids = try ModelFiles.ids()
    #expect(ids.count >= 100)
    #expect(Set(ids) == listed)
  }

  /// Checkpoints that store the prediction layer too (zai-org/GLM-4.6 and GLM-5), and those that
  /// also store its copies of embedding and head (GLM-4.5, GLM-4.5-Air): safetensors totals.
  @Test(arguments: [
    ("glm-4.5", 356_785_898_816, 0), ("glm-4.5", 358_337_791_296, 2),
    ("glm-4.5-air", 110_468_824_832, 2), ("glm-5", 753_864_139_008, 0),
  ])
  func `layers for multi-token prediction are counted exactly`(
    id: String,
    stored: Int,
    copies: Int
  ) throws {
    let model = try ModelFiles.architecture(id)
    let copied = copies * model.vocabulary * model.hidden
    #expect(model.parameters + model.predictionParameters + copied == stored)
  }

  /// Activated parameters as published; gpt-oss, DeepSeek-V3 and Qwen 3 leave out the embedding or
  /// round it away, Mixtral counts it.
  @Test(arguments: [
    ("mixtral-8x7b", 12.9e9, 0.1e9, true), ("mixtral-8x22b", 39e9, 1e9, true),
    ("deepseek-v3", 37e9, 1e9, false), ("gpt-oss-20b", 3.61e9, 0.01e9, false),
    ("gpt-oss-120b", 5.13e9, 0.01e9, false), ("qwen3-235b-a22b", 22e9, 1e9, false),
    ("llama-4-maverick", 17e9, 1e9, true), ("dbrx", 36e9, 1e9, true),
    ("qwen3.5-397b-a17b", 17e9, 1e9, true), ("qwen3.5-122b-a10b", 10e9, 1e9, true),
    ("gemma-4-26b-a4b", 3.8e9, 0.1e9, true),
  ])
  func `activated parameters round to the published ones`(
    id: String,
    published: Double,
    rounding: Double,
    embedding: Bool
  ) throws {
    let model = try ModelFiles.architecture(id)
    let count = model.activeParameters - (embedding ? 0 : model.embeddingParameters)
    #expect(abs(Double(count) - published) <= rounding / 2)
  }

  @Test func `no name means two models`() throws {
    var owners: [String: String] = [:]
    for id in try ModelFiles.ids() {
      let names = [id] + (try ModelFiles.node(id)["aliases"]?.elements.compactMap(\.text) ?? [])
      for name in Set(names.map { $0.lowercased() }) {
        #expect(owners[name] == nil, "\(name) means \(id) and \(owners[name] ?? "")")
        owners[name] = id
      }
    }
    #expect(owners.count > 200)
  }
}

/// Reads the model files where they lie in the source tree.
enum ModelFiles {
  /// What a file lacks.
  struct Unreadable: Error { let diagnostics: Diagnostics }

  /// The folder of the model files.
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Catalog/Data/models").path

  /// The ids of all model files.
  static func ids() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// The tree of a model file.
  static func node(_ id: String) throws -> Node {
    var diagnostics = Diagnostics()
    let node = try Node.read(path: "\(folder)/\(id).yaml", into: &diagnostics)
    guard let node else { throw Unreadable(diagnostics: diagnostics) }
    return node
  }

  /// The architecture of a model file, read without any error.
  static func architecture(_ id: String) throws -> Architecture {
    var diagnostics = Diagnostics()
    guard let config = try node(id)["config"],
      let result = ModelConfig.architecture(from: config, into: &diagnostics)
    else { throw Unreadable(diagnostics: diagnostics) }
    return result
  }
}
