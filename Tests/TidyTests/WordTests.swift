import Testing

/// Words that must not stand in the code of some directories, and why.
private struct Ban {
  var words: [String]
  var below: [String]
  var reason: String
}

struct WordTests {
  private static let belowConsole = [
    "Diagnostics", "JSON", "HTTP", "StripeCatalog", "Expressions", "Language", "Analysis",
    "Planning",
    "StripeWire", "StripeNetwork", "SandboxStore", "StripeSandbox", "SandboxServer",
    "SandboxSeeding", "Execution", "Presentation", "JSONRPC", "LanguageServer", "AgentServer",
  ].map { "Sources/\($0)/" }

  private static let bans = [
    Ban(
      words: ["try!", "as!", "fatalError(", "preconditionFailure("], below: ["Sources/", "Tests/"],
      reason: "it ends the program on somebody's data"),
    Ban(
      words: ["print(", "debugPrint(", "dump(", "fputs(", "putchar("], below: belowConsole,
      reason: "nothing below Console prints"),
    Ban(
      words: ["getenv(", "ProcessInfo", "setenv("], below: belowConsole + ["Sources/Console/"],
      reason: "only pinstripe reads the environment"),
    Ban(
      words: ["Date()", "Date.now", "Date(timeIntervalSinceNow", "clock_gettime(", "time(nil)"],
      below: belowConsole + ["Sources/Console/"], reason: "only pinstripe reads the wall clock"),
    Ban(
      words: ["SystemRandomNumberGenerator", ".random(in:", ".randomElement()", "UUID()"],
      below: belowConsole + ["Sources/Console/"], reason: "only pinstripe throws dice"),
    Ban(
      words: ["usleep(", "Thread.sleep"], below: ["Tests/"],
      reason: "a test that sleeps is slow on a good day and wrong on a bad one"),
  ]

  @Test func `code keeps away from banned words`() {
    for (path, lines) in Repository.code {
      for ban in Self.bans where ban.below.contains(where: path.hasPrefix) {
        for (number, line) in lines.enumerated() {
          let found = ban.words.first { line.contains($0) && line.holds(word: $0) }
          #expect(found == nil, "\(path):\(number + 1): `\(found ?? "")`: \(ban.reason)")
        }
      }
    }
  }

  @Test func `nothing is left to be done later`() throws {
    let marks = ["TO" + "DO", "FIX" + "ME"]
    for path in Repository.swiftFiles {
      for (number, line) in try Repository.lines(of: path).enumerated() {
        let found = marks.first { line.contains($0) }
        #expect(found == nil, "\(path):\(number + 1) says \(found ?? "")")
      }
    }
  }

  @Test func `the language does not know that Stripe exists`() {
    for (path, lines) in Repository.code where path.hasPrefix("Sources/Language/") {
      for (number, line) in lines.enumerated() {
        let isFree = !line.lowercased().contains("stripe")
        #expect(isFree, "\(path):\(number + 1) names Stripe")
      }
    }
  }
}

extension Substring {
  /// Whether a word stands in a line of code by itself: not as a method's name after a dot, not as
  /// a declaration, and not as the end of a longer name.
  fileprivate func holds(word: String) -> Bool {
    ranges(of: word).contains { range in
      guard let before = self[..<range.lowerBound].last, word.first?.isLetter == true else {
        return true
      }
      let isDeclared =
        self[..<range.lowerBound].hasSuffix("func ")
        || self[..<range.lowerBound].hasSuffix("case ")
      return !before.isLetter && !before.isNumber && before != "_" && before != "." && !isDeclared
    }
  }
}
