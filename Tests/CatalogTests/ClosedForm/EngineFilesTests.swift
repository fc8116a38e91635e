import Catalog
import Compute
import Documents
import Foundation
import Quantities
import Serving
import Testing

/// The serving engines that the catalogue ships, and how a version is chosen.
struct EngineFilesTests {
  /// The shipped catalogue.
  static let catalog = Catalog()

  /// The engine of a name, by id.
  static func id(
    _ name: String,
    on accelerator: String,
    day: String? = nil,
    patterns: Bool = true,
    catalog: Catalog = catalog
  ) -> String? {
    var diagnostics = Diagnostics()
    let found = catalog.engine(
      named: name,
      on: accelerator,
      day: day,
      patterns: patterns,
      into: &diagnostics
    )
    return diagnostics.hasErrors ? nil : found?.id
  }

  /// Every engine with its file.
  static func engines() throws -> [(file: CatalogFile, record: Record, stack: ServingStack)] {
    var diagnostics = Diagnostics()
    let all = catalog.files(.engines).compactMap { file in
      catalog.read(file, kind: .engines, into: &diagnostics).map {
        (file, $0, EngineFormat.engine($0))
      }
    }
    #expect(!diagnostics.hasErrors, "\(diagnostics)")
    return all
  }

  @Test func `every file reads, with constants within their ranges`() throws {
    let engines = try Self.engines()
    #expect(engines.count == Self.catalog.files(.engines).count && engines.count >= 20)
    for (file, record, stack) in engines {
      #expect(stack.id == file.id && !stack.name.isEmpty)
      for field in ServingStack.fields {
        let value = stack[keyPath: field.path]
        #expect(
          value >= field.lower && value <= field.upper,
          "\(file.id): \(field.name) is \(value)"
        )
      }
      #expect(stack.chunk > 0 && stack.batchLimit > 0)
      #expect(stack.memoryShare > 0 && stack.memoryShare <= 1 && stack.memoryReserve >= 0)
      #expect((record.number("year") ?? 0) >= 2_022, "\(file.id)")
      let since = record.text("since") ?? "2000-01-01"
      #expect(since.wholeMatch(of: /20\d\d-[01]\d-[0-3]\d/) != nil, "\(file.id): \(since)")
    }
  }

  @Test func `every accelerator that an engine lists is a part of the catalogue`() throws {
    let parts = Set(Self.catalog.files(.accelerators).map(\.id))
    var listed = 0
    for (file, record, _) in try Self.engines() {
      for part in record.texts("accelerators") {
        listed += 1
        #expect(parts.contains(part), "\(file.id): \(part)")
      }
    }
    #expect(listed > 40)
  }

  @Test func `no name means two versions on one accelerator since one day`() throws {
    let engines = try Self.engines()
    var shared = 0
    for (index, one) in engines.enumerated() {
      for other in engines[(index + 1)...]
      where !Set(one.file.aliases).isDisjoint(with: other.file.aliases) {
        shared += 1
        let own = Set(one.record.texts("accelerators"))
        let takes = Set(other.record.texts("accelerators"))
        let meet = own.isEmpty ? takes.isEmpty : !own.isDisjoint(with: takes)
        let days = [one, other].map { $0.record.text("since") ?? "" }
        #expect(!meet || days[0] != days[1], "\(one.file.id) and \(other.file.id)")
      }
    }
    #expect(shared >= 5)
  }

  @Test func `every constant has a summary and a default within its range`() {
    let typical = ServingStack()
    #expect(Set(ServingStack.summaries.keys) == Set(ServingStack.fields.map(\.name)))
    for field in ServingStack.fields {
      #expect(field.lower < field.upper)
      let value = typical[keyPath: field.path]
      #expect(value >= field.lower && value <= field.upper, "\(field.name)")
      #expect(EngineFormat.schema.attribute(field.name) != nil, "\(field.name)")
    }
  }

  @Test(
    arguments: [
      ("sglang", "h100-sxm", nil, "sglang-2025"),
      ("sglang", "mi300x", "2025-11-01", "sglang-rocm-2025"),
      ("sglang", "mi300x", "2026-02-01", "sglang-mi300-2026"),
      ("sglang", "mi300x", "2026-05-01", "sglang-mi300-2026-05"),
      ("sglang", "mi300x", nil, "sglang-mi300-2026-05"),
      ("sglang", "mi355x", "2026-02-01", "sglang-mi350-2026"),
      ("sglang v0.5", "h200-sxm", nil, "sglang-2025"),
      ("trt", "b200-sxm", "2025-12-10", "trtllm-2025"),
      ("trt", "b200-sxm", "2026-02-10", "trtllm-2026"),
      ("TensorRT-LLM 0.17", "h100-sxm", nil, "trtllm-2024"),
      ("TensorRT-LLM v0.5", "a100-sxm", nil, "trtllm-2023"),
      ("vllm", "gaudi3", nil, "vllm-gaudi-2025"),
      ("vllm", "mi300x", nil, "vllm-rocm-2025"),
      ("vllm", "h100-sxm", nil, "vllm-2025"),
      ("llama.cpp", "m2-ultra-76-core", nil, "llama-cpp-metal-2024"),
      ("llama.cpp", "rtx-3090", nil, "llama-cpp-2024"),
      ("sglang-2025", "mi300x", "2026-06-01", "sglang-2025"),
    ] as [(String, String, String?, String)]
  )
  func `a name means the version of its accelerator and day`(
    name: String,
    accelerator: String,
    day: String?,
    id: String
  ) {
    #expect(Self.id(name, on: accelerator, day: day) == id)
  }

  @Test func `patterns of aliases count for tables and not for scenarios`() {
    #expect(Self.id("sglang v9 nightly", on: "h100-sxm") == "sglang-2025")
    #expect(Self.id("sglang v9 nightly", on: "h100-sxm", patterns: false) == nil)
    #expect(Self.id("abacus", on: "h100-sxm") == nil)
  }

  @Test func `one's own versions are chosen by the same rules`() throws {
    func file(_ id: String, since: String?, on accelerator: String?) -> Data {
      var text = """
        id: \(id)
        name: \(id)
        aliases: ["mine"]
        year: 2026
        sources:
          log: "runs of my own, measured today"
        source: log
        grade: estimated
        matmul-ratio: 1.1

        """
      if let since { text += "since: \"\(since)\"\n" }
      if let accelerator { text += "accelerators: [\(accelerator)]\n" }
      return Data(text.utf8)
    }
    let files = [
      "engines/old.yaml": file("old", since: nil, on: nil),
      "engines/new.yaml": file("new", since: "2026-03-01", on: nil),
      "engines/later.yaml": file("later", since: "2026-09-01", on: nil),
      "engines/own.yaml": file("own", since: "2026-06-01", on: "mi300x"),
    ]
    try OverlayTests.folder(files) { folder in
      var catalog = Catalog()
      var found = Diagnostics()
      catalog.overlay(folder: folder, into: &found)
      #expect(!found.hasErrors, "\(found)")
      let overlaid = catalog
      func id(_ day: String?, _ part: String = "h100-sxm") -> String? {
        Self.id("mine", on: part, day: day, catalog: overlaid)
      }
      #expect(id("2025-01-01") == "old")
      #expect(id("2026-02-28") == "old")
      #expect(id("2026-03-01") == "new")
      #expect(id("2026-12-31") == "later")
      #expect(id(nil) == "later")
      // An accelerator of its own goes before a fitting day.
      #expect(id("2026-01-01", "mi300x") == "own")
      #expect(id(nil, "mi300x") == "own")
      #expect(Self.id("mine", on: "h200-sxm", catalog: Self.catalog) == nil)
    }
  }

  @Test func `an accelerator has a usual engine`() {
    var diagnostics = Diagnostics()
    func usual(_ accelerator: String) -> String? {
      Self.catalog.usualEngine(on: accelerator, into: &diagnostics)?.id
    }
    #expect(usual("wse-3") == "vendor-compiler-2024")
    #expect(usual("h100-sxm") == "vllm-2025")
    #expect(usual("gaudi3") == "vllm-gaudi-2025")
    #expect(!diagnostics.hasErrors)
  }

  @Test func `a constant out of range or a word for a number is refused`() throws {
    for (old, new) in [
      ("share: { value: 1,", "share: { value: 0,"),
      ("chunk: { value: 512,", "chunk: { value: many,"),
    ] {
      let files = [
        "engines/llama-cpp-metal-2024.yaml": OverlayTests.shipped(
          .engines,
          "llama-cpp-metal-2024",
          [(old, new)]
        )
      ]
      try OverlayTests.folder(files) { folder in
        var catalog = Catalog()
        var found = Diagnostics()
        catalog.overlay(folder: folder, into: &found)
        var diagnostics = Diagnostics()
        _ = catalog.entry(.engines, named: "llama-cpp-metal-2024", into: &diagnostics)
        #expect(diagnostics.hasErrors, "\(new)")
      }
    }
  }
}
