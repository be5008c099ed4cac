import JSON

/// The results of tests as JUnit XML, as build servers read it.
package enum JUnitReport {
  /// Returns the whole document.
  package static func text(_ results: [TestResult]) -> String {
    let counts = [
      ("tests", results.count), ("failures", results.count { $0.verdict == .failed }),
      ("errors", results.count { $0.verdict == .wrong }),
    ]
    let attributes = counts.map { " \($0)=\"\($1)\"" }.joined()
    let time = time(results.reduce(0) { $0 + $1.seconds })
    let lines =
      [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<testsuites name=\"pinstripe\"\(attributes) time=\"\(time)\">",
        "  <testsuite name=\"pinstripe\"\(attributes) time=\"\(time)\">",
      ] + results.flatMap(testCase) + ["  </testsuite>", "</testsuites>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func testCase(_ result: TestResult) -> [String] {
    let slash = result.name.lastIndex(of: "/")
    let directory = slash.map { String(result.name[..<$0]) } ?? "."
    let name = slash.map { String(result.name[$0...].dropFirst()) } ?? result.name
    let head =
      "    <testcase name=\"\(attribute(name))\" classname=\"\(attribute(directory))\""
      + " file=\"\(attribute(result.name))\" time=\"\(time(result.seconds))\""
    let inner = result.problems.map { element(of: $0, result.verdict) } + output(result)
    return inner.isEmpty ? [head + "/>"] : [head + ">"] + inner + ["    </testcase>"]
  }

  private static func element(
    of problem: TestResult.Problem, _ verdict: TestResult.Verdict
  ) -> String {
    let name = verdict == .wrong ? "error" : "failure"
    let type = problem.facts["code"]?.string ?? "failed"
    let facts = problem.facts.members.map { "\($0.key): \($0.value.string ?? $0.value.compact)" }
    return "      <\(name) message=\"\(attribute(problem.message))\" type=\"\(attribute(type))\">"
      + content(facts.joined(separator: "\n")) + "</\(name)>"
  }

  private static func output(_ result: TestResult) -> [String] {
    guard !result.output.isEmpty else { return [] }
    return ["      <system-out>\(content(result.output.joined(separator: "\n")))</system-out>"]
  }

  /// Returns seconds with three decimals.
  private static func time(_ seconds: Double) -> String {
    let thousandths = Int((max(0, seconds) * 1000).rounded())
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  private static func attribute(_ text: String) -> String {
    content(text).replacing("\"", with: "&quot;").replacing("\n", with: "&#10;")
      .replacing("\t", with: "&#9;")
  }

  private static func content(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\r": result += "&#13;"
      case _: result.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return result
  }

  /// Returns true for the characters that XML 1.0 can contain.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    case _: false
    }
  }
}
