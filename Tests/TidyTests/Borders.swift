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
    Border(module: "JSON", mayImport: [], platform: essentials.union(systemCalls)),
    Border(module: "StripeCatalog", mayImport: ["CCatalogData", "JSON"]),
    Border(module: "Evaluation", mayImport: ["JSON"], platform: essentials),
    Border(module: "Language", mayImport: ["Diagnostics"]),
    Border(
      module: "Analysis",
      mayImport: ["Language", "Evaluation", "StripeCatalog", "JSON", "Diagnostics"],
      platform: essentials),
    Border(
      module: "Planning",
      mayImport: ["Analysis", "Evaluation", "StripeCatalog", "JSON", "Diagnostics"]),
    Border(module: "StripeWire", mayImport: ["JSON"], platform: essentials),
    Border(
      module: "StripeNetwork", mayImport: ["StripeWire"],
      thirdParty: ["AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL"],
      platform: systemCalls.union(["Synchronization"])),
    Border(
      module: "StripeSandbox", mayImport: ["StripeWire", "StripeCatalog", "JSON"],
      thirdParty: ["GRDB", "Hummingbird", "NIOCore"],
      platform: essentials.union(["Synchronization"])),
    Border(
      module: "Execution",
      mayImport: [
        "Analysis", "Evaluation", "Planning", "StripeWire", "StripeCatalog", "JSON", "Diagnostics",
      ],
      thirdParty: ["Crypto", "GRDB", "Logging", "SwiftCSV"],
      platform: systemCalls.union(["Synchronization"])),
    Border(
      module: "Presentation", mayImport: ["JSON", "Diagnostics"], platform: ["Synchronization"]),
    Border(
      module: "Console",
      mayImport: [
        "Analysis", "CLibedit", "Diagnostics", "Evaluation", "Execution", "JSON", "Language",
        "Planning", "Presentation", "StripeCatalog", "StripeWire",
      ],
      thirdParty: ["Logging"],
      platform: essentials.union(systemCalls).union(["Dispatch", "Synchronization"])),
    Border(
      module: "pinstripe",
      mayImport: [
        "Analysis", "Console", "Diagnostics", "Evaluation", "Execution", "JSON", "Language",
        "Planning", "Presentation", "StripeCatalog", "StripeNetwork", "StripeSandbox", "StripeWire",
      ],
      thirdParty: ["ArgumentParser", "Logging"],
      platform: essentials.union(systemCalls).union(["Dispatch", "Synchronization"])),
  ]

  /// Foundation stands here only for systems that have no smaller part of it.
  private static let essentials: Set = ["FoundationEssentials", "Foundation"]
  private static let systemCalls: Set = ["Glibc", "Musl", "Darwin"]
}
