import Foundation
import Testing

/// What is asked before writes that cannot be undone, at a terminal.
struct QuestionTests {
  private static let deletion = [
    "--sandbox-data", "box.sqlite", "-e", "delete customers where true",
  ]

  private static let start =
    "create customers from [{ name: \"a\" }, { name: \"b\" }, { name: \"c\" }]"

  /// Three customers, a job that deletes them, and how many are left.
  private func left(
    _ options: [String] = [], early: String = "",
    _ answer: @escaping @Sendable (TerminalRun) throws -> (shown: String, exitCode: Int32)
  ) async throws -> (shown: String, exitCode: Int32, count: String) {
    try await TerminalPlace.with { place in
      _ = try place.printed("--sandbox-data", "box.sqlite", "-e", Self.start)
      let run = try TerminalRun(
        options + Self.deletion, early: early, in: place.scratch,
        patience: place.shell.patience)
      let end = try answer(run)
      let count = try place.printed(
        "--sandbox-data", "box.sqlite", "--format", "tsv", "-e", "query customers select count()")
      return (end.shown, end.exitCode, count.replacing("count\n", with: ""))
    }
  }

  @Test(arguments: ["n\n", "\n", "no\n", "yy\n", "yes please\n", "\u{4}", "\u{FF}\n"])
  func `all but a yes writes nothing`(answer: String) async throws {
    let end = try await left { run in
      let question = try run.shown(until: "[y/N] ")
      // Whom it is about stands before it.
      let lines = question.split(separator: "\n").map(String.init)
      #expect(lines.last == "Delete 3 customers? This cannot be undone. [y/N] ")
      let names = lines.dropLast().map { $0.replacing(#/^  cus_\w+ /#, with: "") }
      #expect(names.sorted() == ["(a)", "(b)", "(c)"])
      try run.type(answer)
      return try run.end()
    }
    #expect(end.count == "3")
    #expect(end.exitCode == 6)
    // The answer's line has ended before anything else is shown.
    #expect(end.shown.contains("\nerror: nothing was written\n"), "\(end.shown)")
  }

  @Test(arguments: ["y\n", "yes\n", "Y\n"])
  func `a yes deletes`(answer: String) async throws {
    let end = try await left { run in
      try run.shown(until: "[y/N] ")
      try run.type(answer)
      return try run.end()
    }
    #expect(end.count == "0")
    #expect(end.exitCode == 0)
    #expect(end.shown.contains("3 done, 0 failed"))
  }

  @Test func `what was typed before the question is not an answer to it`() async throws {
    let end = try await left(early: "y\n") { run in
      try run.shown(until: "[y/N] ")
      try run.type("n\n")
      return try run.end()
    }
    #expect(end.count == "3")
    #expect(end.exitCode == 6)
  }

  @Test func `with --yes nothing is asked`() async throws {
    let end = try await left(["--yes"]) { try $0.end() }
    #expect(!end.shown.contains("[y/N]"))
    #expect(end.count == "0")
    #expect(end.exitCode == 0)
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func `a signal at the question writes nothing`(signal: Int32, code: Int32) async throws {
    let end = try await left { run in
      try run.shown(until: "[y/N] ")
      if signal == SIGINT { try run.type("\u{3}") } else { run.signal(signal) }
      return try run.end()
    }
    #expect(end.count == "3")
    #expect(end.exitCode == code)
    #expect(end.shown.hasSuffix("\nInterrupted before the first write.\n"), "\(end.shown)")
  }

  @Test func `the sandbox is emptied after a yes alone`() async throws {
    for (answer, count, code) in [("n\n", "3", 6), ("\u{4}", "3", 6), ("y\n", "0", 0)] {
      let (end, left) = try await TerminalPlace.with { place in
        _ = try place.printed("--sandbox-data", "box.sqlite", "-e", Self.start)
        let run = try place.run("sandbox", "reset", "--sandbox-data", "box.sqlite")
        try run.shown(until: "[y/N] ")
        try run.type(answer)
        let end = try run.end()
        let count = try place.printed(
          "--sandbox-data", "box.sqlite", "--format", "tsv", "-e",
          "query customers select count()")
        return (end, count.replacing("count\n", with: ""))
      }
      #expect(end.exitCode == Int32(code), "\(end.shown)")
      #expect(left == count)
    }
  }
}
