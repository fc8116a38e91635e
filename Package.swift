// swift-tools-version: 6.2
import PackageDescription

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser",
  package: "swift-argument-parser"
)
let csv: Target.Dependency = .product(name: "SwiftCSV", package: "SwiftCSV")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

/// Every room, floor by floor, with what it may import: rooms on floors below it, and libraries.
let rooms: [(name: String, dependencies: [Target.Dependency])] = [
  // Floor 0
  ("Quantities", []),
  ("LinearPrograms", []),
  // Floor 1
  ("Documents", ["Quantities", yams]),
  ("Workloads", ["Quantities"]),
  // Floor 2
  ("Compute", ["Quantities", "Workloads"]),
  ("Links", ["Quantities"]),
  ("Fabrics", ["Quantities", "LinearPrograms"]),
  ("Power", ["Quantities"]),
  ("Thermal", ["Quantities"]),
  ("Economics", ["Quantities"]),
  ("Supply", ["Quantities", "LinearPrograms"]),
  // Floor 3
  (
    "Systems",
    ["Quantities", "Compute", "Links", "Fabrics", "Power", "Thermal", "Economics"]
  ),
  // Floor 4
  ("Training", ["Quantities", "Workloads", "Compute", "Fabrics", "Systems", "Economics"]),
  (
    "Serving",
    ["Quantities", "Workloads", "Compute", "Fabrics", "Thermal", "Systems", "Economics"]
  ),
  // Floor 5
  (
    "Catalog",
    [
      "Quantities", "Documents", "Workloads", "Compute", "Links", "Fabrics", "Power", "Thermal",
      "Supply", "Systems", "Training", "Serving",
    ]
  ),
  (
    "Scenarios",
    [
      "Quantities", "Documents", "Workloads", "Compute", "Links", "Fabrics", "Economics", "Supply",
      "Systems", "Training", "Serving", "Catalog", csv, protobuf,
    ]
  ),
  // Floor 6
  (
    "Studies",
    [
      "Quantities", "Documents", "Workloads", "Compute", "Links", "Fabrics", "Power", "Thermal",
      "Economics", "Supply", "Systems", "Training", "Serving", "Catalog", "Scenarios",
      "LinearPrograms",
    ]
  ),
  // Floor 7
  (
    "Reports",
    [
      "Quantities", "Documents", "Workloads", "Compute", "Links", "Fabrics", "Power", "Thermal",
      "Economics", "Supply", "Systems", "Training", "Serving", "Catalog", "Scenarios", "Studies",
    ]
  ),
  ("Runs", ["Quantities", grdb]),
]

/// Rooms that carry files inside: the catalogue, and what predictions are held against.
let roomsWithData = ["Catalog", "Studies"]

let package = Package(
  name: "narrows",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "narrows", targets: ["narrows"]),
    .library(name: "NarrowsKit", targets: rooms.map(\.name)),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
  ],
  targets: rooms.map { room in
    .target(
      name: room.name,
      dependencies: room.dependencies,
      exclude: roomsWithData.contains(room.name) ? ["Data"] : [],
      plugins: roomsWithData.contains(room.name) ? ["EmbedCatalog"] : []
    )
  }
    + rooms.map { room in
      .testTarget(
        name: "\(room.name)Tests",
        dependencies: [.byName(name: room.name)] + room.dependencies,
        exclude: room.name == "Reports" ? ["Snapshots"] : []
      )
    }
    + [
      .executableTarget(
        name: "narrows",
        dependencies: [
          "Quantities", "LinearPrograms", "Documents", "Workloads", "Compute", "Links", "Fabrics",
          "Economics", "Supply", "Systems", "Training", "Serving", "Catalog", "Scenarios",
          "Studies",
          "Reports", "Runs",
          argumentParser,
        ]
      ),
      .testTarget(
        name: "narrowsTests",
        dependencies: [
          "narrows", "Quantities", "LinearPrograms", "Documents", "Links", "Fabrics", "Catalog",
          "Scenarios",
          "Studies", "Reports", "Runs", grdb,
        ]
      ),
      .executableTarget(name: "embed-catalog"),
      .plugin(name: "EmbedCatalog", capability: .buildTool(), dependencies: ["embed-catalog"]),
    ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .plugin {
  target.swiftSettings = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
}
