import Compute
import Documents
import Foundation
import Quantities
import Systems
import Testing

@testable import Catalog

/// A catalogue reads each of its files once, and nobody can tell.
@Suite struct `catalogue memory tests` {
  /// What an accelerator's system comes to, as text that shows every figure.
  private func picture(_ part: String, _ catalog: Catalog) -> String {
    var diagnostics = Diagnostics()
    let parts = SystemParts(accelerator: part, count: 64)
    let assembled = catalog.assemble(parts, into: &diagnostics)
    let engine = catalog.usualEngine(on: part, into: &diagnostics)
    let stack = catalog.usualStack(on: part, into: &diagnostics)
    return "\(String(describing: assembled)) \(String(describing: engine))"
      + " \(String(describing: stack)) \(diagnostics)"
  }

  @Test(arguments: ["h100-sxm", "mi355x", "tpu-v5p", "no-such-part"])
  func `a second reading says what the first said`(part: String) {
    let catalog = Catalog()
    let first = picture(part, catalog)
    #expect(first.count > 100)
    #expect(picture(part, catalog) == first)
    #expect(picture(part, Catalog()) == first)
  }

  @Test func `an unknown name is reported where it is written each time`() {
    let catalog = Catalog()
    for line in 1...3 {
      var diagnostics = Diagnostics()
      let place = Location(file: "s.yaml", line: line)
      #expect(catalog.model(named: "lama", at: place, into: &diagnostics) == nil)
      #expect(diagnostics.errors.map(\.line) == [line])
    }
  }

  @Test func `an overlay after a reading is seen, and only by those who laid it`() throws {
    let shipped = Catalog()
    var diagnostics = Diagnostics()
    let before = shipped.machine(accelerator: "h100-sxm", into: &diagnostics)
    let text = try #require(shipped.file(.accelerators, named: "h100-sxm")?.text)
    let changed = text.replacing("3.35 TB/s", with: "6.7 TB/s")
    #expect(changed != text)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("narrows-\(UUID().uuidString)")
    let below = folder.appendingPathComponent("accelerators")
    try FileManager.default.createDirectory(at: below, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try changed.write(
      to: below.appendingPathComponent("h100-sxm.yaml"),
      atomically: true,
      encoding: .utf8
    )
    var own = shipped
    own.overlay(folder: folder.path, into: &diagnostics)
    let mine = own.machine(accelerator: "h100-sxm", into: &diagnostics)
    let after = shipped.machine(accelerator: "h100-sxm", into: &diagnostics)
    #expect(diagnostics.isEmpty)
    #expect(before?.accelerator.memoryBandwidth == 3.35e12)
    #expect(mine?.accelerator.memoryBandwidth == 6.7e12)
    #expect(after?.accelerator == before?.accelerator)
  }

  @Test func `a file that is not the catalogue's own is read as it is`() throws {
    let catalog = Catalog()
    var diagnostics = Diagnostics()
    let shipped = try #require(catalog.file(.accelerators, named: "h100-sxm"))
    #expect(catalog.read(shipped, kind: .accelerators, into: &diagnostics) != nil)
    let other = CatalogFile(id: shipped.id, text: "id: h100-sxm\n", path: shipped.path)
    #expect(catalog.read(other, kind: .accelerators, into: &diagnostics) == nil)
    #expect(diagnostics.hasErrors)
  }

  @Test func `many threads read the same`() {
    let catalog = Catalog()
    let parts = ["h100-sxm", "b200-sxm", "mi355x", "tpu-v5p"]
    let expected = parts.map { picture($0, Catalog()) }
    var found = [String](repeating: "", count: 32)
    found.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      DispatchQueue.concurrentPerform(iterations: 32) { index in
        buffer[index] = picture(parts[index % 4], catalog)
      }
    }
    for index in found.indices { #expect(found[index] == expected[index % 4]) }
  }
}
