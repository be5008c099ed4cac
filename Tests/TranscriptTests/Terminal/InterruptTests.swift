import Foundation
import Testing

/// Jobs that are ended in the middle, and what is said of going on with them.
struct InterruptTests {
  enum Ending: CaseIterable {
    case controlC, interrupt, termination, hangUp

    var exitCode: Int32 {
      switch self {
      case .controlC, .interrupt: 130
      case .termination: 143
      case .hangUp: 129
      }
    }

    func end(_ run: TerminalRun) throws {
      switch self {
      case .controlC: try run.type("\u{3}")
      case .interrupt: run.signal(SIGINT)
      case .termination: run.signal(SIGTERM)
      case .hangUp: run.signal(SIGHUP)
      }
    }
  }

  private static let rows = 400
  private static let job = #"create customers from "rows.csv" { email: $row.mail }"#
  private static let box = ["--sandbox-data", "box.sqlite"]

  @Test(arguments: Ending.allCases)
  func `a job that is ended is finished by the command it names`(ending: Ending) async throws {
    try await TerminalPlace.with { place in
      let rows = (1...Self.rows).map { "n\($0)@example.com\n" }.joined()
      try place.write("mail\n" + rows, to: "rows.csv")
      let slow = ["--latency", "200ms", "--concurrency", "2", "-e", Self.job]
      let run = try TerminalRun(
        Self.box + slow, in: place.scratch, patience: place.shell.patience)
      try run.shown(until: " rows ·")
      try ending.end(run)
      let end = try run.end()
      #expect(end.exitCode == ending.exitCode)
      let command = try #require(
        end.shown.firstMatch(
          of: /\nInterrupted: \d+ of 400 done.*\. Resume with: pinstripe (.*)\n/)?.1,
        "\(end.shown)")
      // It is a command as it stands.
      let resumed = try place.shellRun("pinstripe \(command)")
      #expect(resumed.exitCode == 0, "\(resumed.shown)")
      let mails = try place.printed(
        "--sandbox-data", "box.sqlite", "--format", "tsv", "-e",
        "query customers select email order by email limit 1000")
      #expect(Set(mails.split(separator: "\n")).count == 401)
      #expect(mails.split(separator: "\n").count == 401)
    }
  }

  @Test func `a job without a journal says how many are done`() async throws {
    let end = try await TerminalPlace.with { place in
      let rows = (1...90).map { "n\($0)@example.com\n" }.joined()
      try place.write("mail\n" + rows, to: "rows.csv")
      // Where its file would go is one.
      try place.write("", to: "state")
      let command =
        "XDG_STATE_HOME=\"$PWD/state\" exec pinstripe --sandbox-data box.sqlite "
        + "--latency 200ms --concurrency 2 -e '\(Self.job)'"
      let run = try TerminalRun(
        shell: command, in: place.scratch, patience: place.shell.patience)
      try run.shown(until: " rows ·")
      try run.type("\u{3}")
      return try run.end()
    }
    #expect(end.exitCode == 130)
    #expect(
      end.shown.firstMatch(of: /\nInterrupted: \d+ of 90 done[^\n]*\.\n/) != nil, "\(end.shown)")
    #expect(!end.shown.contains("Resume with"))
  }

  @Test func `a read that is ended says nothing more`() async throws {
    let end = try await TerminalPlace.with { place in
      let run = try place.run(
        "--sandbox-data", "box.sqlite", "--latency", "3600s", "--log-level", "info", "-e",
        "print \"ready\"; query customers")
      try run.shown(until: "ready")
      try run.type("\u{3}")
      return try run.end()
    }
    #expect(end.exitCode == 130)
    #expect(!end.shown.contains("error"))
  }
}
