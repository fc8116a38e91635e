import Catalog
import Compute
import Documents
import Foundation
import Quantities
import Systems
import Testing

/// A user's own files on top of the catalogue.
struct OverlayTests {
  /// Makes a folder with files, hands it to a body, and removes it.
  static func folder<Result>(
    _ files: [String: Data],
    _ body: (String) throws -> Result
  ) throws -> Result {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("narrows-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    for (path, data) in files {
      let file = root.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try data.write(to: file)
    }
    return try body(root.path)
  }

  /// The text of a shipped file with changes.
  static func shipped(_ kind: CatalogKind, _ id: String, _ changes: [(String, String)]) -> Data {
    let text = Catalog().file(kind, named: id)?.text ?? ""
    return Data(changes.reduce(text) { $0.replacing($1.0, with: $1.1) }.utf8)
  }

  @Test func `a file with a shipped id replaces the shipped part`() throws {
    let files = [
      "cooling/air.yaml": Self.shipped(.cooling, "air", [("45 kW", "12 kW")]),
      "links/my-link.yaml": Self.shipped(
        .links,
        "infiniband-ndr",
        [("id: infiniband-ndr", "id: my-link"), ("aliases", "#")]
      ),
    ]
    try Self.folder(files) { path in
      var catalog = Catalog()
      var diagnostics = Diagnostics()
      catalog.overlay(folder: path, into: &diagnostics)
      #expect(!diagnostics.hasErrors, "\(diagnostics)")
      let air = catalog.entry(.cooling, named: "air", into: &diagnostics)
      #expect(air?.record.number("rack-limit") == 12e3)
      #expect(catalog.ids(.cooling) == Catalog().ids(.cooling))
      #expect(catalog.ids(.links).contains("my-link"))
      #expect(catalog.ids(.links) == catalog.ids(.links).sorted())
    }
  }

  @Test func `sizes in other units are the same sizes`() throws {
    let shipped = Catalog()
    var diagnostics = Diagnostics()
    let original = try #require(
      shipped.machine(accelerator: "a100-sxm", into: &diagnostics)?.accelerator
    )
    let capacity = try #require(shipped.file(.accelerators, named: "a100-sxm")?.text)
      .split(separator: "\n").first { $0.contains("capacity:") }
    let line = String(try #require(capacity))
    let files = [
      "accelerators/a100-sxm.yaml": Self.shipped(
        .accelerators,
        "a100-sxm",
        [
          (line, "  capacity: \(original.memoryCapacity / 1_073_741_824) GiB"),
          ("400 W", "0.4 kW"),
        ]
      )
    ]
    try Self.folder(files) { path in
      var catalog = Catalog()
      catalog.overlay(folder: path, into: &diagnostics)
      let other = catalog.machine(accelerator: "a100-sxm", into: &diagnostics)?.accelerator
      #expect(!diagnostics.hasErrors, "\(diagnostics)")
      #expect(other == original)
    }
  }

  @Test func `junk in a folder is reported with its file`() throws {
    let files = [
      "models/bad.yaml": Data("id: bad\nname: [".utf8),
      "sites/binary.yaml": Data([0xFF, 0xFE, 0, 1]),
      "cooling/nothing.yaml": Data(),
      "accelerators/other-name.yaml": Self.shipped(.accelerators, "h100-sxm", []),
    ]
    try Self.folder(files) { path in
      var catalog = Catalog()
      var diagnostics = Diagnostics()
      catalog.overlay(folder: path, into: &diagnostics)
      #expect(diagnostics.errors.contains { $0.file?.hasSuffix("sites/binary.yaml") == true })
      for (kind, name) in [
        (CatalogKind.models, "bad"), (.cooling, "nothing"), (.accelerators, "other-name"),
      ] {
        var found = Diagnostics()
        #expect(catalog.entry(kind, named: name, into: &found) == nil)
        #expect(found.errors.first?.file?.contains(name) == true, "\(found)")
      }
    }
  }

  /// Assembles a system with one shipped file changed, and expects a fault instead of a crash.
  static func assembled(_ kind: CatalogKind, _ id: String, _ changes: [(String, String)]) throws {
    try folder(["\(kind.rawValue)/\(id).yaml": shipped(kind, id, changes)]) { path in
      var catalog = Catalog()
      var diagnostics = Diagnostics()
      catalog.overlay(folder: path, into: &diagnostics)
      let parts = SystemParts(
        accelerator: "h100-sxm",
        count: 8,
        cooling: "air",
        place: "us-virginia"
      )
      let found = catalog.assemble(parts, into: &diagnostics)
      #expect(found == nil && diagnostics.hasErrors)
    }
  }

  @Test func `a climate whose design hour is colder than its mean is a fault, not a crash`() async {
    await #expect(processExitsWith: .success) {
      try OverlayTests.assembled(
        .sites,
        "us-virginia",
        [("design-temperature: 34.0", "design-temperature: 3.4")]
      )
    }
  }

  @Test func `a chiller without efficiency is a fault, not a crash`() async {
    await #expect(processExitsWith: .success) {
      try OverlayTests.assembled(
        .cooling,
        "air",
        [("chiller-efficiency: 0.43", "chiller-efficiency: 0")]
      )
    }
  }

  @Test func `cooling without any loop is a fault, not a crash`() async {
    await #expect(processExitsWith: .success) {
      try OverlayTests.assembled(
        .cooling,
        "air",
        [
          ("air:\n", "# air:\n"), ("  supply-temperature", "# "), ("  circulation-share", "# "),
          ("  rejection", "# "), ("  approach", "# "), ("  chiller-", "# "),
        ]
      )
    }
  }

  @Test func `a folder without files, and no folder, are reported`() throws {
    try Self.folder(["readme.txt": Data("x".utf8)]) { path in
      var catalog = Catalog()
      var diagnostics = Diagnostics()
      catalog.overlay(folder: path, into: &diagnostics)
      #expect(diagnostics.errors.first?.hint?.contains("accelerators/") == true)
    }
    var catalog = Catalog()
    var diagnostics = Diagnostics()
    catalog.overlay(folder: "/nowhere", into: &diagnostics)
    #expect(diagnostics.errors.first?.field == "--catalog")
  }

  @Test func `an unknown name is told its neighbours and how to list all`() {
    var diagnostics = Diagnostics()
    #expect(Catalog().entry(.accelerators, named: "h100-sxn", into: &diagnostics) == nil)
    #expect(diagnostics.errors.first?.hint?.contains("h100-sxm") == true)
    #expect(diagnostics.errors.first?.hint?.contains("narrows catalog list") == true)
  }

  @Test func `a system whose parts are all unknown is told so of each`() {
    var diagnostics = Diagnostics()
    let parts = SystemParts(
      accelerator: "a",
      node: "b",
      count: 8,
      scaleOutLink: "c",
      cooling: "d",
      distribution: "e",
      place: "f"
    )
    #expect(Catalog().assemble(parts, into: &diagnostics) == nil)
    #expect(diagnostics.errors.count >= 5, "\(diagnostics)")
  }
}
