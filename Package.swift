// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target of ours: warnings are errors, imports say whether they are public.
let commonSettings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  // An async function runs where its caller runs: a session's closures may touch its state.
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: commonSettings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: "\(name)Tests", dependencies: dependencies, swiftSettings: commonSettings)
}

let package = Package(
  name: "pinstripe",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "pinstripe", targets: ["pinstripe"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    library("Diagnostics"),
    .target(name: "CBlocks"),
    library("JSON", ["CBlocks"]),
    library("HTTP"),
    .target(
      name: "CDigests",
      linkerSettings: [.linkedLibrary("md", .when(platforms: [.linux]))]),
    library("Digests", ["CDigests"]),
    .target(name: "CCatalogData", exclude: ["catalog.bin"]),
    library("StripeCatalog", ["CCatalogData", "HTTP"]),
    library("Redaction", ["JSON"]),
    library("Expressions", ["StripeCatalog", "JSON", "Diagnostics"]),
    library("Language", ["Diagnostics"]),
    library(
      "Analysis",
      [
        "Language", "Expressions", "StripeCatalog", "HTTP", "JSON", "Diagnostics",
        .product(name: "OrderedCollections", package: "swift-collections"),
      ]),
    library(
      "Planning",
      [
        "Analysis", "Expressions", "StripeCatalog", "HTTP", "JSON", "Diagnostics",
        .product(name: "OrderedCollections", package: "swift-collections"),
      ]),
    library("StripeWire", ["HTTP", "JSON"]),
    library(
      "StripeNetwork",
      [
        "StripeWire", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    library("SandboxStore", [.product(name: "GRDB", package: "GRDB.swift")]),
    library(
      "StripeSandbox",
      [
        "SandboxStore", "StripeWire", "StripeCatalog", "Digests", "JSON",
      ]),
    library(
      "SandboxPages",
      [
        "SandboxStore", "StripeCatalog", "StripeSandbox", "StripeWire", "JSON",
        .product(name: "Mustache", package: "swift-mustache"),
      ]),
    library(
      "SandboxServer",
      [
        "SandboxPages", "StripeSandbox", "StripeWire", "JSON",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    library("SandboxSeeding", ["StripeSandbox", "SandboxStore", "StripeCatalog", "JSON"]),
    library(
      "Execution",
      [
        "Expressions", "Redaction", "Planning", "StripeWire", "StripeCatalog", "HTTP", "JSON",
        "Diagnostics", "Digests",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "OrderedCollections", package: "swift-collections"),
      ]),
    library("Presentation", ["Expressions", "StripeCatalog", "JSON", "Diagnostics"]),
    .target(name: "CPostgres"),
    library(
      "Databases",
      [
        "CPostgres", "Expressions", "StripeCatalog", "JSON",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    library("AccountConfiguration", ["Redaction", "StripeWire", "Diagnostics"]),
    .target(name: "CLibedit", linkerSettings: [.linkedLibrary("edit")]),
    library(
      "CodeCompletion",
      ["Analysis", "Diagnostics", "Expressions", "HTTP", "Language", "StripeCatalog"]),
    library(
      "Prompt",
      [
        "AccountConfiguration", "CLibedit", "CodeCompletion", "Diagnostics", "Language",
        "Redaction",
      ]),
    library("JSONRPC", ["JSON"]),
    library(
      "LanguageServer",
      [
        "Analysis", "CodeCompletion", "Diagnostics", "Expressions", "JSON", "JSONRPC", "Language",
      ]),
    library(
      "Undo",
      [
        "Analysis", "Diagnostics", "Expressions", "HTTP", "JSON", "Language", "Planning",
        "Redaction", "StripeCatalog",
      ]),
    library(
      "Console",
      [
        "Analysis", "AccountConfiguration", "CodeCompletion", "Databases", "Diagnostics",
        "Execution", "Expressions", "HTTP", "JSON", "Language", "Planning", "Presentation",
        "Prompt",
        "Redaction", "StripeCatalog", "StripeWire", .product(name: "Logging", package: "swift-log"),
      ]),
    library(
      "AgentServer",
      [
        "AccountConfiguration", "Analysis", "Console", "Diagnostics", "JSON", "JSONRPC",
        "Presentation", "Redaction",
      ]),
    .executableTarget(
      name: "pinstripe",
      dependencies: [
        "AgentServer", "Analysis", "AccountConfiguration", "CodeCompletion", "Console",
        "Diagnostics", "Execution", "Expressions", "JSON", "JSONRPC", "Language",
        "LanguageServer", "Planning", "Presentation", "Prompt", "Redaction",
        "StripeCatalog", "StripeNetwork",
        "SandboxSeeding", "SandboxServer", "SandboxStore", "StripeSandbox", "StripeWire", "Undo",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: commonSettings),

    tests("Diagnostics", ["Diagnostics"]),
    tests("JSON", ["JSON"]),
    tests("HTTP", ["HTTP"]),
    tests("Digests", ["Digests"]),
    tests("StripeCatalog", ["StripeCatalog", "CCatalogData"]),
    tests("Redaction", ["Redaction", "JSON"]),
    tests("Expressions", ["Expressions", "JSON"]),
    tests("Language", ["Language", "Diagnostics"]),
    tests("Analysis", ["Analysis", "Language", "StripeCatalog", "Diagnostics"]),
    tests(
      "Planning",
      [
        "Planning", "Analysis", "Expressions", "HTTP", "Language", "StripeCatalog", "JSON",
        "Diagnostics",
      ]),
    tests("StripeWire", ["StripeWire", "JSON"]),
    tests(
      "StripeNetwork",
      [
        "StripeNetwork", "StripeWire", "JSON", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    .target(
      name: "SandboxTesting",
      dependencies: ["StripeSandbox", "SandboxStore", "StripeWire", "HTTP", "JSON"],
      path: "Tests/SandboxTesting", swiftSettings: commonSettings),
    tests("SandboxStore", ["SandboxStore", .product(name: "GRDB", package: "GRDB.swift")]),
    tests(
      "StripeSandbox",
      [
        "SandboxTesting", "SandboxStore", "StripeSandbox", "StripeWire", "StripeCatalog", "HTTP",
        "JSON",
      ]),
    tests("SandboxPages", ["SandboxPages", "StripeSandbox", "JSON"]),
    tests(
      "SandboxServer",
      [
        "SandboxServer", "SandboxTesting", "StripeSandbox", "StripeWire", "StripeCatalog", "HTTP",
        "JSON",
      ]),
    tests(
      "SandboxSeeding",
      [
        "SandboxSeeding", "SandboxStore", "SandboxTesting", "StripeSandbox", "StripeWire",
        "StripeCatalog", "HTTP", "JSON",
      ]),
    tests(
      "Execution",
      [
        "Execution", "Planning", "Analysis", "Expressions", "Language", "StripeCatalog",
        "StripeNetwork", "SandboxSeeding", "SandboxServer", "SandboxStore", "StripeSandbox",
        "StripeWire", "JSON", "Diagnostics",
        .product(name: "Logging", package: "swift-log"),
      ]),
    tests("Presentation", ["Presentation", "Expressions", "StripeCatalog", "JSON", "Diagnostics"]),
    tests("Databases", ["Databases", "Expressions", "StripeCatalog", "JSON"]),
    tests("AccountConfiguration", ["AccountConfiguration", "StripeWire"]),
    tests(
      "CodeCompletion",
      ["CodeCompletion", "Diagnostics", "Expressions", "Language", "StripeCatalog"]),
    tests(
      "Prompt",
      ["Prompt", "AccountConfiguration", "CodeCompletion", "Diagnostics", "Language"]),
    tests(
      "Undo",
      [
        "Undo", "Analysis", "Console", "Diagnostics", "Language", "JSON", "StripeCatalog",
      ]),
    tests(
      "Console",
      [
        "Console", "Analysis", "AccountConfiguration", "Databases", "Diagnostics", "Execution",
        "Expressions",
        "JSON",
        "Language", "Presentation", "Prompt", "StripeCatalog", "SandboxSeeding", "SandboxServer",
        "SandboxStore", "StripeSandbox",
        "StripeWire",
        "Undo",
        .product(name: "Logging", package: "swift-log"),
      ]),
    tests(
      "Fuzz",
      [
        "Language", "Analysis", "Planning", "Expressions", "Execution", "Presentation", "Console",
        "AccountConfiguration", "Prompt", "Undo", "Redaction", "StripeCatalog", "SandboxSeeding",
        "SandboxServer", "SandboxStore",
        "StripeSandbox",
        "StripeWire", "JSON", "Diagnostics",
      ]),
    .testTarget(
      name: "CookbookTests",
      dependencies: [
        "Console", "Analysis", "AccountConfiguration", "Diagnostics", "Execution", "JSON",
        "Language", "Presentation", "StripeCatalog", "SandboxSeeding", "SandboxServer",
        "SandboxStore", "StripeSandbox",
        "StripeWire",
        .product(name: "Logging", package: "swift-log"),
      ], exclude: ["Scripts"], swiftSettings: commonSettings),
    .target(
      name: "JSONRPCTesting", dependencies: ["JSONRPC", "JSON"], path: "Tests/JSONRPCTesting",
      swiftSettings: commonSettings),
    tests("JSONRPC", ["JSONRPC", "JSONRPCTesting", "JSON"]),
    tests(
      "LanguageServer",
      ["LanguageServer", "CodeCompletion", "Diagnostics", "JSON", "JSONRPC", "JSONRPCTesting"]),
    .testTarget(
      name: "AgentServerTests",
      dependencies: [
        "AgentServer", "AccountConfiguration", "Console", "Execution", "JSON", "JSONRPC",
        "JSONRPCTesting", "Presentation", "SandboxServer", "SandboxStore", "StripeSandbox",
        "StripeWire",
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: commonSettings),
    tests("Tidy", []),
    .testTarget(
      name: "TranscriptTests",
      dependencies: [
        "pinstripe", "Analysis", "Console", "JSON",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], exclude: ["Transcripts"], swiftSettings: commonSettings),
  ],
  swiftLanguageModes: [.v6]
)
