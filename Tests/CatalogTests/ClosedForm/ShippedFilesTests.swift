import Catalog
import Documents
import Foundation
import Quantities
import Systems
import Testing
import Thermal
import Workloads

/// Every file that the catalogue ships: read, sourced, named once, and joined to what it names.
struct ShippedFilesTests {
  /// The catalogue as shipped.
  static let catalog = Catalog()

  /// Every file's record by kind, with what was wrong with any.
  static let all: (records: [CatalogKind: [(file: CatalogFile, record: Record)]], Diagnostics) = {
    var diagnostics = Diagnostics()
    var records: [CatalogKind: [(file: CatalogFile, record: Record)]] = [:]
    for kind in CatalogKind.allCases {
      records[kind] = catalog.files(kind).compactMap { file in
        catalog.read(file, kind: kind, into: &diagnostics).map { (file, $0) }
      }
    }
    return (records, diagnostics)
  }()

  /// The records of a kind.
  static func records(_ kind: CatalogKind) -> [(file: CatalogFile, record: Record)] {
    all.records[kind] ?? []
  }

  /// The least number of files that each kind must have.
  static let least: [(CatalogKind, Int)] = [
    (.accelerators, 40), (.kernels, 1), (.memory, 8), (.links, 20), (.technologies, 1),
    (.switches, 9), (.circuitSwitches, 6), (.nodes, 20), (.racks, 3),
    (.cooling, 5), (.power, 3), (.sites, 15), (.software, 10), (.engines, 20), (.models, 30),
    (.walls, 19), (.stages, 3), (.products, 2), (.buyers, 2), (.demand, 2), (.events, 2),
    (.readiness, 2), (.suppliers, 5), (.markets, 1),
  ]

  @Test func `every file of every kind is read without a fault`() {
    #expect(!Self.all.1.hasErrors, "\(Self.all.1)")
    #expect(Self.least.count == CatalogKind.allCases.count)
    for (kind, least) in Self.least {
      #expect(Self.records(kind).count >= least, "\(kind): \(Self.records(kind).count)")
      #expect(Self.records(kind).count == Self.catalog.files(kind).count)
    }
  }

  @Test(arguments: CatalogKind.allCases)
  func `every format's table is sound`(kind: CatalogKind) {
    #expect(kind.schema.problems.isEmpty, "\(kind.schema.problems)")
    #expect(kind.schema.attribute("id")?.isRequired == true)
    #expect(!kind.singular.isEmpty)
  }

  @Test func `every figure has a grade and a source that is told`() {
    var figures = 0
    for kind in CatalogKind.allCases where kind.schema.figures {
      for (file, record) in Self.records(kind) {
        let sources = Set(record.keys(under: "sources"))
        for (path, figure) in record.figures {
          figures += 1
          #expect(sources.contains(figure.source), "\(file.path): \(path)")
        }
        for text in record.texts(under: "sources") {
          #expect(text.value.count > 10, "\(file.path): source \(text.key)")
        }
      }
    }
    #expect(figures > 2_000)
  }

  /// Fields of numbers that are counts by their kind and stand without a source.
  @Test func `no number stands without its source`() {
    for kind in CatalogKind.allCases where kind.schema.figures {
      for (file, record) in Self.records(kind) {
        for (path, _) in record.resolved() where !record.isDefault(path) {
          guard record.number(path) != nil, path != "year" else { continue }
          #expect(record.figure(path) != nil, "\(file.path): \(path)")
        }
      }
    }
  }

  @Test func `files are in the order of their ids, each id once`() {
    for kind in CatalogKind.allCases {
      let ids = Self.catalog.ids(kind)
      #expect(ids == ids.sorted())
      #expect(Set(ids).count == ids.count)
      #expect(ids.allSatisfy { $0 == $0.lowercased() && !$0.contains(" ") }, "\(kind)")
    }
  }

  @Test(arguments: CatalogKind.allCases.filter { $0 != .software && $0 != .engines })
  func `no alias means two parts`(kind: CatalogKind) {
    var owner: [String: String] = [:]
    for file in Self.catalog.files(kind) {
      for name in file.aliases + [file.id] {
        let key = name.lowercased()
        if let other = owner[key], other != file.id {
          Issue.record("\(kind): \"\(name)\" is \(other) and \(file.id)")
        }
        owner[key] = file.id
      }
      for alias in file.aliases where !alias.contains("*") {
        #expect(Self.catalog.file(kind, named: alias)?.id == file.id, "\(kind): \(alias)")
      }
    }
    #expect(owner.count >= Self.catalog.files(kind).count)
  }

  @Test(arguments: CatalogKind.allCases)
  func `aliases scanned from the text are those of the document`(kind: CatalogKind) {
    for (file, record) in Self.records(kind) {
      #expect(file.aliases == record.texts("aliases"), "\(file.path)")
    }
  }

  @Test func `what nodes name exists`() {
    for (file, record) in Self.records(.nodes) {
      let takes = record.texts("accelerators")
      #expect(!takes.isEmpty)
      for id in takes {
        #expect(Self.catalog.ids(.accelerators).contains(id), "\(file.path): \(id)")
      }
      for field in ["scale-up.link", "scale-out.link"] {
        let link = record.text(field) ?? ""
        #expect(Self.catalog.ids(.links).contains(link), "\(file.path): \(field) \(link)")
      }
      if let software = record.text("software") {
        #expect(Self.catalog.file(.software, named: software) != nil, "\(file.path): \(software)")
      }
      for cooling in record.texts("cooling") {
        #expect(Self.catalog.ids(.cooling).contains(cooling), "\(file.path): \(cooling)")
      }
    }
  }

  @Test func `what other files name exists`() {
    for (file, record) in Self.records(.accelerators) {
      if let kin = record.text("kernels") {
        #expect(Self.catalog.ids(.kernels).contains(kin), "\(file.path): \(kin)")
      }
      if let memory = record.text("memory.kind") {
        #expect(Self.catalog.file(.memory, named: memory) != nil, "\(file.path): \(memory)")
      }
    }
    for (file, _) in Self.records(.kernels) {
      #expect(Self.catalog.ids(.accelerators).contains(file.id), "\(file.path)")
    }
    for (file, record) in Self.records(.links) {
      if let kin = record.text("collectives.kin") {
        #expect(Self.catalog.ids(.links).contains(kin), "\(file.path): \(kin)")
      }
    }
    for (file, record) in Self.records(.racks) {
      for field in ["node", "cooling", "distribution", "power"] {
        guard let name = record.text(field) else { continue }
        let kind: CatalogKind =
          field == "node" ? .nodes : field == "cooling" ? .cooling : .power
        #expect(Self.catalog.file(kind, named: name) != nil, "\(file.path): \(field) \(name)")
      }
    }
    for (file, record) in Self.records(.software) {
      for id in record.texts("accelerators") {
        #expect(Self.catalog.ids(.accelerators).contains(id), "\(file.path): \(id)")
      }
    }
  }

  @Test func `every node is a system with the accelerator that it is made for`() {
    var assembled = 0
    for (file, record) in Self.records(.nodes) {
      for id in record.texts("accelerators").prefix(1) {
        var diagnostics = Diagnostics()
        let machine = Self.records(.accelerators).first { $0.file.id == id }?.record
          .text("machine")
        guard machine != "other" else { continue }
        let system = Self.catalog.assemble(
          SystemParts(accelerator: id, node: file.id, count: 64),
          into: &diagnostics
        )
        #expect(!diagnostics.hasErrors, "\(file.id) with \(id): \(diagnostics)")
        let estimate = system?.system.facilityEstimate(acceleratorPower: 300)
        #expect((estimate?.powerUsageEffectiveness ?? 0) > 1)
        #expect(estimate?.facilityPower.isFinite == true)
        assembled += 1
      }
    }
    #expect(assembled > 25)
  }

  @Test func `the usual node of a part is the one made for it`() {
    let expected = [
      "h100-sxm": "hgx-h100", "a100-sxm": "dgx-a100", "b200-sxm": "hgx-b200",
      "gb200": "gb200-nvl72", "mi300x": "mi300x-platform", "h200-sxm": "hgx-h200",
    ]
    for (part, node) in expected { #expect(Self.catalog.usualNode(of: part) == node) }
    #expect(Self.catalog.usualNode(of: "abacus") == nil)
  }

  @Test func `every model's configuration gives an architecture`() {
    for (file, record) in Self.records(.models) {
      var diagnostics = Diagnostics()
      let architecture = ModelFormat.architecture(record, into: &diagnostics)
      #expect(!diagnostics.hasErrors, "\(file.path): \(diagnostics)")
      // Some totals are published in two digits.
      if let published = record.number("published-parameters"), let architecture {
        let error = Double(architecture.parameters) / published - 1
        #expect(abs(error) < 0.035, "\(file.path): \(error)")
      }
    }
  }

  @Test func `every site has a plausible price, grid and climate`() {
    for (file, record) in Self.records(.sites) {
      let site = SiteFormat.site(record, powerLimit: .infinity)
      let perKilowattHour = site.electricityPrice * 3.6e6
      #expect(perKilowattHour > 0.02 && perKilowattHour < 0.4, "\(file.id) \(perKilowattHour)")
      let grams = site.carbonIntensity * 3.6e9
      #expect(grams >= 1 && grams < 1_000, "\(file.id) \(grams)")
      #expect(site.climate.meanTemperature < site.climate.designTemperature, "\(file.id)")
      #expect(site.climate.meanWetBulb <= site.climate.meanTemperature, "\(file.id)")
      #expect(site.constructionCost > 3 && site.constructionCost < 40, "\(file.id)")
    }
  }
}
