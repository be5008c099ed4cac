import Foundation
import Testing

/// What a person types at a shell, and every character that must answer. `scripts/record` rewrites
/// the answers when they change on purpose.
@Suite(.serialized)
struct TranscriptTests {
  @Test(arguments: Repository.transcripts)
  func `a transcript comes true`(path: String) async throws {
    guard Self.concerns(path) else { return }
    let file = Repository.root.appending(path: path)
    let transcript = Transcript(path: path, text: try String(contentsOf: file, encoding: .utf8))
    try #require(!transcript.exchanges.isEmpty, "\(path) has no commands")
    let commands = transcript.exchanges.map(\.command)
    let shell = try Shell.built()
    let outcomes = try await shell.outcomes(of: commands)
    try #require(outcomes.count == commands.count, "\(path): the shell ended early")
    if Self.recorded != nil {
      let again = try await shell.outcomes(of: commands)
      try record(transcript, first: outcomes, second: again, in: file)
    } else {
      for (exchange, outcome) in zip(transcript.exchanges, outcomes) {
        compare(outcome, with: exchange, in: path)
      }
    }
  }

  private func compare(
    _ outcome: Transcript.Outcome, with exchange: Transcript.Exchange, in path: String
  ) {
    let holds = ExpectedOutput(lines: exchange.expected.output).matches(outcome.output)
    if holds, outcome.exitCode == exchange.expected.exitCode { return }
    let text = """
      \(path):\(exchange.line)
      $ \(exchange.command)
      expected:
      \(exchange.expected.lines.joined(separator: "\n"))
      came:
      \(outcome.lines.joined(separator: "\n"))
      """
    Issue.record(Comment(rawValue: text))
  }

  private func record(
    _ transcript: Transcript, first: [Transcript.Outcome], second: [Transcript.Outcome],
    in file: URL
  ) throws {
    let recording = Recording(now: Int(Date.now.timeIntervalSince1970))
    let pairs = zip(transcript.exchanges, zip(first, second))
    let outcomes = pairs.map { recording.outcome(of: $0, first: $1.0, second: $1.1) }
    let target = file.resolvingSymlinksInPath()
    try transcript.text(with: outcomes).write(to: target, atomically: true, encoding: .utf8)
  }

  /// What to rewrite instead of comparing: `all`, or a part of the names of files.
  private static let recorded = ProcessInfo.processInfo.environment["PINSTRIPE_RECORD"]

  private static func concerns(_ path: String) -> Bool {
    guard let recorded, recorded != "all" else { return true }
    return path.split(separator: "/").last?.contains(recorded) == true
  }
}
