import AccountConfiguration
import Presentation

/// Runs tests at the same time, and reports their results in order.
struct TestRun: Sendable {
  let tests: [ScriptTest]
  /// The maximum number of tests that run at the same time.
  let jobs: Int

  /// Runs all tests and writes their report.
  /// - Parameter path: the file for the report; nil for standard output.
  /// - Returns: the exit code.
  func report(as format: TestCommand.Format, into path: String?) async -> Int32 {
    var text = ""
    func add(_ part: String) {
      if path == nil { StandardStream.output.write(part) } else { text += part }
    }
    let isTAP = format == .tap
    if isTAP { add(TAPReport.header(count: tests.count)) }
    let results = await results { number, result in
      if isTAP { add(TAPReport.lines(result, number: number)) }
    }
    guard results.count == tests.count, !Task.isCancelled else { return 130 }
    add(isTAP ? TAPReport.footer(results) : JUnitReport.text(results))
    if let path {
      do throws(FileError) {
        try FileReplacement.replace(path, with: text)
      } catch {
        StandardStream.error.write("error: cannot write `\(path)`: \(error)\n")
        return 2
      }
    }
    // A person who does not see the report sees at least its sum.
    if path != nil || !isTAP { StandardStream.error.write(results.summary + "\n") }
    return Self.code(of: results)
  }

  private static func code(of results: [TestResult]) -> Int32 {
    if results.contains(where: { $0.verdict == .wrong }) { return 2 }
    return results.contains { $0.verdict == .failed } ? 1 : 0
  }

  /// Returns the results in the order of the tests; fewer if the run was cancelled.
  /// - Parameter body: called with each result and its number, from 1, in order.
  private func results(_ body: (Int, TestResult) -> Void) async -> [TestResult] {
    await withTaskGroup(of: (Int, TestResult).self) { group in
      var (next, waiting, done) = (0, [Int: TestResult](), [TestResult]())
      while next < min(jobs, tests.count) {
        let (index, test) = (next, tests[next])
        group.addTask { (index, await test.run()) }
        next += 1
      }
      while let (index, result) = await group.next() {
        waiting[index] = result
        if next < tests.count, !Task.isCancelled {
          let (index, test) = (next, tests[next])
          group.addTask { (index, await test.run()) }
          next += 1
        }
        while let result = waiting.removeValue(forKey: done.count) {
          done.append(result)
          body(done.count, result)
        }
      }
      return done
    }
  }
}
