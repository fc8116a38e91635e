// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "narrows-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "narrows", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "NarrowsBenchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "NarrowsKit", package: "narrows"),
      ],
      path: "Benchmarks/NarrowsBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    )
  ],
  swiftLanguageModes: [.v6]
)
