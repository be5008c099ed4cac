import JSON

/// The outcome of a script that was run as a test.
package struct TestResult: Sendable, Hashable {
  /// The result in a word.
  package enum Verdict: Sendable, Hashable {
    case passed
    /// A statement failed, or the script ended with an exit code other than 0.
    case failed
    /// The script has errors, or cannot be read; none of its statements was run.
    case wrong
  }

  /// An error of the script or of a run.
  package struct Problem: Sendable, Hashable {
    /// One sentence without a full stop.
    package var message: String
    /// Further facts: the place, the statement, the values of an assertion.
    package var facts: JSONObject

    /// Creates a problem from its parts.
    package init(_ message: String, facts: JSONObject = [:]) {
      self.message = message
      self.facts = facts
    }
  }

  /// The path of the script, as it was given or found.
  package var name: String
  /// The result in a word.
  package var verdict: Verdict
  /// The errors, in the order in which they occurred.
  package var problems: [Problem]
  /// The lines that the script printed, and warnings.
  package var output: [String]
  /// The time that the run took, in seconds.
  package var seconds: Double

  /// Creates a result from its parts.
  package init(
    name: String, verdict: Verdict, problems: [Problem] = [], output: [String] = [],
    seconds: Double = 0
  ) {
    self.name = name
    self.verdict = verdict
    self.problems = problems
    self.output = output
    self.seconds = seconds
  }
}

extension [TestResult] {
  /// A sentence such as `3 tests: 1 passed, 1 failed, 1 with errors in the script`.
  package var summary: String {
    func number(_ verdict: TestResult.Verdict) -> Int { count { $0.verdict == verdict } }
    let parts = [
      "\(number(.passed)) passed", "\(number(.failed)) failed",
      number(.wrong) > 0 ? "\(number(.wrong)) with errors in the script" : nil,
    ]
    return "\(count) \(count == 1 ? "test" : "tests"): "
      + parts.compactMap(\.self).joined(separator: ", ")
  }
}
