import JSON

/// The results of tests in the Test Anything Protocol, version 14.
package enum TAPReport {
  /// Returns the lines before the first result.
  /// - Parameter count: the number of tests.
  package static func header(count: Int) -> String { "TAP version 14\n1..\(count)\n" }

  /// Returns the lines of one result: the test point, its problems as YAML, and what the script
  /// printed as comments.
  /// - Parameter number: the number of the test, from 1.
  package static func lines(_ result: TestResult, number: Int) -> String {
    let head = "\(result.verdict == .passed ? "ok" : "not ok") \(number) - \(escaped(result.name))"
    let lines = [head] + problems(result) + result.output.map(comment)
    return lines.joined(separator: "\n") + "\n"
  }

  /// Returns a comment about all tests.
  package static func footer(_ results: [TestResult]) -> String { "# \(results.summary)\n" }

  private static func comment(_ line: String) -> String { "# \(TerminalText.sanitised(line))" }

  /// Escapes what would begin a directive such as `# SKIP`.
  private static func escaped(_ name: String) -> String {
    TerminalText.sanitised(name.replacing("\\", with: "\\\\").replacing("#", with: "\\#"))
  }

  private static func problems(_ result: TestResult) -> [String] {
    guard !result.problems.isEmpty else { return [] }
    let items = result.problems.flatMap { problem in
      let members = [JSONMember("message", .string(problem.message))] + problem.facts.members
      return members.enumerated().map { index, member in
        "\(index == 0 ? "    - " : "      ")\(member.key): \(yaml(member.value))"
      }
    }
    return ["  ---", "  problems:"] + items + ["  ..."]
  }

  /// Returns a value as JSON, which YAML contains; characters that control a terminal are escaped.
  private static func yaml(_ value: JSONValue) -> String { TerminalText.sanitised(value.compact) }
}
