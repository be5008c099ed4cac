/// What a module may see of the others, of third-party libraries, and of the platform.
struct Border {
  var module: String
  var mayImport: Set<String>
  var thirdParty: Set<String> = []
  var platform: Set<String> = []

  var allowed: Set<String> { mayImport.union(thirdParty).union(platform) }
}

/// The borders of the architecture: the same table as in Sources/README.md. SwiftPM alone does not
/// hold them, because an import that is not declared compiles as long as the target was built.
enum Borders {
  static let all = [
    Border(module: "Diagnostics", mayImport: []),
    Border(module: "JSON", mayImport: ["CBlocks"], platform: essentials.union(systemCalls)),
    Border(module: "HTTP", mayImport: []),
    Border(module: "Digests", mayImport: ["CDigests"]),
    Border(module: "StripeCatalog", mayImport: ["CCatalogData", "HTTP", "JSON"]),
    Border(module: "Redaction", mayImport: ["JSON"]),
    Border(
      module: "Expressions", mayImport: ["StripeCatalog", "JSON", "Diagnostics"],
      platform: essentials.union(["FoundationInternationalization", "Synchronization"])),
    Border(module: "Language", mayImport: ["Diagnostics"]),
    Border(
      module: "Analysis",
      mayImport: ["Language", "Expressions", "StripeCatalog", "HTTP", "JSON", "Diagnostics"],
      thirdParty: ["OrderedCollections"], platform: essentials),
    Border(
      module: "Planning",
      mayImport: ["Analysis", "Expressions", "StripeCatalog", "HTTP", "JSON", "Diagnostics"],
      thirdParty: ["OrderedCollections"]),
    Border(module: "StripeWire", mayImport: ["HTTP", "JSON"], platform: essentials),
    Border(
      module: "StripeNetwork", mayImport: ["StripeWire"],
      thirdParty: ["AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL"],
      platform: systemCalls.union(["Synchronization"])),
    Border(
      module: "SandboxStore", mayImport: [], thirdParty: ["GRDB"],
      platform: essentials.union(systemCalls).union(["Synchronization"])),
    Border(
      module: "StripeSandbox",
      mayImport: ["SandboxStore", "StripeWire", "StripeCatalog", "Digests", "JSON"],
      platform: essentials.union(["Synchronization"])),
    Border(
      module: "SandboxPages",
      mayImport: ["SandboxStore", "StripeCatalog", "StripeSandbox", "StripeWire", "JSON"],
      thirdParty: ["Mustache"]),
    Border(
      module: "SandboxServer", mayImport: ["SandboxPages", "StripeSandbox", "StripeWire", "JSON"],
      thirdParty: ["AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix"],
      platform: essentials.union(systemCalls).union(["Synchronization"])),
    Border(
      module: "SandboxSeeding",
      mayImport: ["StripeSandbox", "SandboxStore", "StripeCatalog", "JSON"]),
    Border(
      module: "Execution",
      mayImport: [
        "Expressions", "Redaction", "Planning", "StripeWire", "StripeCatalog", "HTTP", "JSON",
        "Diagnostics", "Digests",
      ],
      thirdParty: ["GRDB", "Logging", "OrderedCollections"],
      platform: systemCalls.union(["Synchronization"])),
    Border(
      module: "Presentation",
      mayImport: ["Expressions", "StripeCatalog", "JSON", "Diagnostics"],
      platform: ["Synchronization"]),
    Border(
      module: "Databases", mayImport: ["CPostgres", "Expressions", "StripeCatalog", "JSON"],
      thirdParty: ["GRDB"], platform: systemCalls),
    Border(
      module: "AccountConfiguration", mayImport: ["Redaction", "StripeWire", "Diagnostics"],
      platform: essentials.union(systemCalls)),
    Border(
      module: "CodeCompletion",
      mayImport: [
        "Analysis", "Diagnostics", "Expressions", "HTTP", "Language", "StripeCatalog",
      ],
      platform: systemCalls),
    Border(
      module: "Prompt",
      mayImport: [
        "AccountConfiguration", "CLibedit", "CodeCompletion", "Diagnostics", "Language",
        "Redaction",
      ],
      platform: systemCalls.union(["Dispatch", "Synchronization"])),
    Border(module: "JSONRPC", mayImport: ["JSON"], platform: ["Synchronization"]),
    Border(
      module: "LanguageServer",
      mayImport: [
        "Analysis", "CodeCompletion", "Diagnostics", "Expressions", "JSON", "JSONRPC", "Language",
      ]),
    Border(
      module: "Undo",
      mayImport: [
        "Analysis", "Diagnostics", "Expressions", "HTTP", "JSON", "Language", "Planning",
        "Redaction", "StripeCatalog",
      ]),
    Border(
      module: "Console",
      mayImport: [
        "Analysis", "AccountConfiguration", "CodeCompletion", "Databases", "Diagnostics",
        "Execution", "Expressions", "HTTP", "JSON", "Language", "Planning", "Presentation",
        "Prompt", "Redaction", "StripeCatalog", "StripeWire",
      ],
      thirdParty: ["Logging"],
      platform: essentials.union(systemCalls).union(["Dispatch", "Synchronization"])),
    Border(
      module: "AgentServer",
      mayImport: [
        "AccountConfiguration", "Analysis", "Console", "Diagnostics", "JSON", "JSONRPC",
        "Presentation", "Redaction",
      ],
      platform: ["Synchronization"]),
    Border(
      module: "pinstripe",
      mayImport: [
        "AccountConfiguration", "AgentServer", "Analysis", "CodeCompletion", "Console",
        "Diagnostics", "Execution", "Expressions", "JSON", "JSONRPC", "Language",
        "LanguageServer", "Planning", "Presentation", "Prompt", "Redaction",
        "StripeCatalog",
        "StripeNetwork",
        "SandboxSeeding", "SandboxServer", "SandboxStore", "StripeSandbox", "StripeWire", "Undo",
      ],
      thirdParty: ["ArgumentParser", "Logging"],
      platform: essentials.union(systemCalls).union(["Dispatch", "Synchronization"])),
  ]

  /// Foundation stands here only for systems that have no smaller part of it.
  private static let essentials: Set = ["FoundationEssentials", "Foundation"]
  private static let systemCalls: Set = ["Glibc", "Musl", "Darwin"]
}
