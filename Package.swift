// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target of ours: warnings are errors, imports say whether they are public.
let house: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  // An async function runs where its caller runs: a session's closures may touch its state.
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: "\(name)Tests", dependencies: dependencies, swiftSettings: house)
}

let package = Package(
  name: "pinstripe",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "pinstripe", targets: ["pinstripe"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
  ],
  targets: [
    library("Diagnostics"),
    library("JSON"),
    .target(name: "CCatalogData", exclude: ["catalog.bin"]),
    library("StripeCatalog", ["CCatalogData"]),
    library("Evaluation", ["JSON"]),
    library("Language", ["Diagnostics"]),
    library("Analysis", ["Language", "Evaluation", "StripeCatalog", "JSON", "Diagnostics"]),
    library("Planning", ["Analysis", "Evaluation", "StripeCatalog", "JSON", "Diagnostics"]),
    library("StripeWire", ["JSON"]),
    library(
      "StripeNetwork",
      [
        "StripeWire", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    library(
      "StripeSandbox",
      [
        "StripeWire", "StripeCatalog", "JSON", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
      ]),
    library(
      "Execution",
      [
        "Analysis", "Evaluation", "Planning", "StripeWire", "StripeCatalog", "JSON", "Diagnostics",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "SwiftCSV", package: "SwiftCSV"),
      ]),
    library("Presentation", ["JSON", "Diagnostics"]),
    .target(name: "CLibedit", linkerSettings: [.linkedLibrary("edit")]),
    library(
      "Console",
      [
        "Analysis", "CLibedit", "Diagnostics", "Evaluation", "Execution", "JSON", "Language",
        "Planning",
        "Presentation", "StripeCatalog", "StripeWire",
        .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "pinstripe",
      dependencies: [
        "Analysis", "Console", "Diagnostics", "Execution", "JSON", "Language", "Planning",
        "Presentation", "StripeCatalog", "StripeNetwork", "StripeSandbox", "StripeWire",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: house),

    tests("Diagnostics", ["Diagnostics"]),
    tests("JSON", ["JSON"]),
    tests("StripeCatalog", ["StripeCatalog", "CCatalogData"]),
    tests("Evaluation", ["Evaluation", "JSON"]),
    tests("Language", ["Language", "Diagnostics"]),
    tests("Analysis", ["Analysis", "Language", "StripeCatalog", "Diagnostics"]),
    tests(
      "Planning",
      ["Planning", "Analysis", "Evaluation", "Language", "StripeCatalog", "JSON", "Diagnostics"]),
    tests("StripeWire", ["StripeWire", "JSON"]),
    tests(
      "StripeNetwork",
      [
        "StripeNetwork", "StripeWire", "JSON", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    tests("StripeSandbox", ["StripeSandbox", "StripeWire", "StripeCatalog", "JSON"]),
    tests(
      "Execution",
      [
        "Execution", "Planning", "Analysis", "Evaluation", "Language", "StripeCatalog",
        "StripeNetwork", "StripeSandbox", "StripeWire", "JSON", "Diagnostics",
        .product(name: "Logging", package: "swift-log"),
      ]),
    tests("Presentation", ["Presentation", "JSON", "Diagnostics"]),
    tests(
      "Console",
      [
        "Console", "Analysis", "Diagnostics", "Evaluation", "Execution", "JSON", "Language",
        "Presentation", "StripeCatalog", "StripeSandbox", "StripeWire",
        .product(name: "Logging", package: "swift-log"),
      ]),
    tests(
      "Fuzz",
      [
        "Language", "Analysis", "Planning", "Evaluation", "Execution", "Presentation", "Console",
        "StripeCatalog", "StripeSandbox", "StripeWire", "JSON", "Diagnostics",
      ]),
    tests("Tidy", []),
    .testTarget(
      name: "TranscriptTests", dependencies: ["pinstripe"], exclude: ["Transcripts"],
      swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)
