import Foundation

/// Tells what of an output varies by looking at two runs of the same commands: words that differ
/// are ids, and Unix seconds of about now are times.
struct Recording {
  /// Unix seconds.
  var now: Int

  /// What to write down: the old expectation where it still holds, else what came, generalized.
  func outcome(
    of exchange: Transcript.Exchange, first: Transcript.Outcome, second: Transcript.Outcome
  ) -> Transcript.Outcome {
    let holds = ExpectedOutput(lines: exchange.expected.output).matches(first.output)
    if holds, exchange.expected.exitCode == first.exitCode { return exchange.expected }
    guard first.output.count == second.output.count else { return first }
    let lines = zip(first.output, second.output).map { generalized($0, beside: $1) }
    return Transcript.Outcome(output: lines, exitCode: first.exitCode)
  }

  func generalized(_ line: String, beside other: String) -> String {
    let words = Self.words(of: line)
    let others = Self.words(of: other)
    guard words.count == others.count else { return line }
    var line = line
    for (range, twin) in zip(words, others).reversed() {
      let word = line[range]
      if isRecent(word) {
        line.replaceSubrange(range, with: VaryingPart.time.rawValue)
      } else if word != other[twin] {
        line.replaceSubrange(range, with: VaryingPart.id.rawValue)
      }
    }
    return line
  }

  /// Within a day of now, either way: what a test makes is of now, what the seeds hold is not.
  private func isRecent(_ word: Substring) -> Bool {
    if word.count == 10, let seconds = Int(word) { return abs(seconds - now) < 86_400 }
    guard word.wholeMatch(of: /\d{4}-\d\d-\d\dT.*/) != nil else { return false }
    let today = Date(timeIntervalSince1970: TimeInterval(now)).formatted(.iso8601).prefix(10)
    return word.hasPrefix(today)
  }

  /// What may be an id or a time: six word characters or more.
  private static func words(of line: String) -> [Range<String.Index>] {
    line.ranges(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?|[A-Za-z0-9_-]{6,}/)
  }
}
