import Foundation
import Testing

/// The prompt, as a person at a terminal has it.
struct PromptTests {
  private static func start(_ place: TerminalPlace, columns: Int = 80) throws -> TerminalRun {
    let run = try place.run("--sandbox-data", "box.sqlite", columns: columns)
    let banner = try run.prompted()
    #expect(
      banner.hasPrefix(
        "pinstripe: sandbox, a local simulation of Stripe\nUsing the embedded sandbox"))
    #expect(banner.contains("\nType `help` for help, Tab to complete, Ctrl-D to exit.\n"))
    return run
  }

  /// Ctrl-C on a line that was begun, and the next prompt.
  private static func abandonLine(_ run: TerminalRun) throws {
    try run.type("\u{3}")
    try run.prompted()
  }

  private static func leave(_ run: TerminalRun) throws {
    try run.type("\u{4}")
    let end = try run.end()
    #expect(end.exitCode == 0, "\(end.shown)")
  }

  @Test(arguments: [40, 80, 120])
  func `a table is drawn in the terminal's width`(columns: Int) async throws {
    try await TerminalPlace.with { place in
      _ = try place.printed("sandbox", "seed", "--sandbox-data", "box.sqlite")
      let run = try Self.start(place, columns: columns)
      try run.type("query customers limit 3\n")
      let shown = try run.shown(until: " ms)").split(separator: "\n").dropFirst()
      let table = shown.prefix { !$0.hasPrefix("Columns not shown") && !$0.hasPrefix("(") }
      let widths = table.map(\.count)
      #expect(widths.count == 5, "\(shown)")
      #expect(table.first?.hasPrefix("name  ") == true)
      #expect(shown.last?.hasPrefix("(3 rows, 1 request, ") == true)
      #expect(widths.max() ?? 0 <= columns)
      // It uses the room there is.
      #expect(widths.max() ?? 0 > columns - 20)
      try run.prompted()
      try Self.leave(run)
    }
  }

  @Test func `Ctrl-C leaves a line, and what was typed of it is not run`() async throws {
    try await TerminalPlace.with { place in
      let run = try Self.start(place)
      try run.type("print \"left\"")
      try run.shown(until: "\"left\"")
      try Self.abandonLine(run)
      try run.type("print 40 + 2\n")
      let shown = try run.prompted()
      #expect(shown.hasSuffix("print 40 + 2\n42\nsandbox> "), "\(shown)")
      try Self.leave(run)
    }
  }

  @Test func `an unfinished statement goes on in the next line, and Ctrl-C leaves it`()
    async throws
  {
    try await TerminalPlace.with { place in
      let run = try Self.start(place)
      try run.type("print {\n")
      try run.prompted("...> ")
      try run.type("a: 1 }\n")
      #expect(try run.prompted().contains("\n{\"a\":1}\n"))
      try run.type("print [\n")
      try run.prompted("...> ")
      try Self.abandonLine(run)
      try run.type("print 40 + 2\n")
      let shown = try run.prompted()
      #expect(shown.hasSuffix("\n42\nsandbox> "), "\(shown)")
      try Self.leave(run)
    }
  }

  @Test func `Ctrl-Z stops the prompt, and a line that was begun is there afterwards`()
    async throws
  {
    try await TerminalPlace.with { place in
      let run = try TerminalRun(
        shell: "set -m; pinstripe --sandbox-data box.sqlite; echo away; fg >fg.log",
        in: place.scratch, patience: place.shell.patience)
      try run.prompted()
      try run.type("print 4")
      try run.shown(until: "print 4")
      try run.type("\u{1A}")
      try run.shown(until: "away\r\n")
      try run.prompted()
      try run.shown(until: "print 4")
      try run.type("2\r")
      try run.shown(until: "\r\n42\r\n")
      try run.prompted()
      try Self.leave(run)
    }
  }

  @Test func `a line goes on when the window changes`() async throws {
    try await TerminalPlace.with { place in
      let run = try Self.start(place)
      try run.type("print 40 ")
      try run.shown(until: "40 ")
      run.resize(columns: 12)
      // The line is drawn over itself, not behind itself.
      let drawn = try run.prompted()
      #expect(drawn.hasSuffix("\nsandbox> "), "\(drawn.debugDescription)")
      try run.type("+ 2\r")
      try run.shown(until: "\r\n42\r\n")
      try run.prompted()
      try Self.leave(run)
    }
  }

  @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func `a signal ends the prompt`(signal: Int32, code: Int32) async throws {
    let end = try await TerminalPlace.with { place in
      let run = try Self.start(place)
      run.signal(signal)
      return try run.end()
    }
    #expect(end.exitCode == code)
  }

  @Test func `a job asks, and an answer that was typed before does not count`() async throws {
    try await TerminalPlace.with { place in
      _ = try place.printed("sandbox", "seed", "--sandbox-data", "box.sqlite")
      let run = try Self.start(place)
      try run.type("delete customers where true\ny\n")
      try run.shown(until: "Delete 25 customers? This cannot be undone. [y/N] ")
      try run.type("\n")
      try run.shown(until: "Nothing was written.")
      try run.prompted()
      try run.type("query customers select count()\n")
      #expect(try run.prompted().contains("25"))
      try Self.leave(run)
    }
  }
}
