import Foundation
import Testing

/// Commands, keys and the start-up file of the prompt, as a person at a terminal has them.
struct PromptCommandTests {
  private static let box = "box.sqlite"

  /// Starts a prompt on a sandbox with sample data.
  private static func start(
    _ place: TerminalPlace, _ options: [String] = [], columns: Int = 100
  ) throws -> TerminalRun {
    _ = try place.printed("sandbox", "seed", "--sandbox-data", box)
    let run = try TerminalRun(
      ["--sandbox-data", box] + options, columns: columns, in: place.scratch,
      patience: place.shell.patience)
    try run.prompted()
    return run
  }

  /// Starts a prompt by a shell's command line, for an environment of its own.
  private static func start(_ place: TerminalPlace, environment: String) throws -> TerminalRun {
    let run = try TerminalRun(
      shell: "\(environment) exec pinstripe --sandbox-data \(box)", in: place.scratch,
      patience: place.shell.patience)
    try run.prompted()
    return run
  }

  private static func leave(_ run: TerminalRun) throws {
    try run.type("\u{4}")
    let end = try run.end()
    #expect(end.exitCode == 0, "\(end.shown)")
  }

  /// Types a line and returns what was shown up to the next prompt.
  private static func enter(_ line: String, _ run: TerminalRun) throws -> String {
    try run.type(line + "\r")
    return try run.prompted()
  }

  /// Ctrl-C on a line that was begun, and the next prompt.
  private static func abandonLine(_ run: TerminalRun) throws {
    try run.type("\u{3}")
    try run.shown(until: "^C")
    try run.prompted()
  }

  /// Waits for a line of a result, and the next prompt: keys that draw a line anew show the prompt
  /// of that line again.
  private static func answered(_ line: String, _ run: TerminalRun) throws {
    try run.shown(until: "\r\n\(line)\r\n")
    try run.prompted()
  }

  @Test func `an empty sandbox says how it is filled`() async throws {
    try await TerminalPlace.with { place in
      let run = try place.run("--sandbox-data", Self.box)
      let hint = "The sandbox is empty. Type `sandbox seed` to add sample data.\n"
      #expect(try run.prompted().contains(hint))
      #expect(try Self.enter("query customers", run).contains(hint))
      #expect(try Self.enter("sandbox seed", run).contains("25 customers"))
      let shown = try Self.enter("query customers where name = \"nobody\"", run)
      #expect(shown.contains("(0 rows") && !shown.contains("empty"))
      try Self.leave(run)
    }
  }

  @Test func `the last result is a variable`() async throws {
    try await TerminalPlace.with { place in
      let run = try Self.start(place)
      _ = try Self.enter("query invoices limit 2", run)
      #expect(try Self.enter("get customer $_.customer select id", run).contains("\"id\": \"cus_"))
      try run.type("print 40 + 2\r")
      try Self.answered("42", run)
      try run.type("print $_ + 1\r")
      try Self.answered("43", run)
      // No row of an earlier result stands for one that is missing.
      _ = try Self.enter("query invoices where id = \"in_none\"", run)
      try run.type("print $_\r")
      try Self.answered("null", run)
      try Self.leave(run)
    }
  }

  @Test func `a statement is edited in the person's editor`() async throws {
    try await TerminalPlace.with { place in
      try place.write("cat \"$1\" >old; printf 'print \"edited\"\\n' >\"$1\"", to: "edit.sh")
      let run = try Self.start(place, environment: "EDITOR='sh ./edit.sh'")
      _ = try Self.enter("print 1", run)
      #expect(try Self.enter("edit", run).contains("print \"edited\"\nedited\n"))
      #expect(try place.read("old") == "print 1\n")
      // The line that is being typed, by a key.
      try run.type("print 2\u{18}\u{5}")
      try Self.answered("edited", run)
      #expect(try place.read("old") == "print 2\n")
      // It is in the history.
      try run.type("\u{1B}[A\r")
      try Self.answered("edited", run)
      try Self.leave(run)
    }
  }

  @Test func `an editor that saves nothing or fails runs nothing`() async throws {
    try await TerminalPlace.with { place in
      let run = try Self.start(place, environment: "EDITOR=true")
      #expect(try Self.enter("edit print 1", run).contains("Nothing was saved; nothing runs."))
      try Self.leave(run)
      let failing = try Self.start(place, environment: "VISUAL=false")
      #expect(try Self.enter("edit print 1", failing).contains("ended with status 1"))
      try Self.leave(failing)
    }
  }

  @Test func `a read is repeated until Ctrl-C, a write is not`() async throws {
    try await TerminalPlace.with { place in
      let run = try Self.start(place)
      try run.type("watch 100ms query customers select count()\r")
      try run.shown(until: "Every 100 ms, until Ctrl-C:")
      try run.shown(until: "(1 row")
      try run.shown(until: "Every 100 ms")
      try run.shown(until: "(1 row")
      try Self.abandonLine(run)
      #expect(
        try Self.enter("watch 5s delete customers where true", run)
          .contains("error: `watch` repeats reads only"))
      #expect(try Self.enter("query customers select count()", run).contains("25"))
      try Self.leave(run)
    }
  }

  @Test func `shell commands run, and statements are timed`() async throws {
    try await TerminalPlace.with { place in
      let run = try Self.start(place)
      #expect(try Self.enter("! echo a${HOME:+b}c", run).contains("\nabc\n"))
      #expect(try Self.enter("!exit 3", run).contains("Exit status 3."))
      _ = try Self.enter("timing on", run)
      #expect(try Self.enter("print 1", run).contains(/\n1\nTime: \d+ ms\n/))
      _ = try Self.enter("timing off", run)
      #expect(try !Self.enter("print 1", run).contains("Time:"))
      try Self.leave(run)
    }
  }

  @Test func `the start-up file runs at the prompt alone`() async throws {
    try await TerminalPlace.with { place in
      try place.writeStartup("set format = \"csv\"\nlet team = \"ours\"\nprint \"welcome\"\n")
      let run = try Self.start(place)
      #expect(try Self.enter("print $team", run).contains("\nours\n"))
      #expect(try Self.enter("query customers select count()", run).contains("\ncount\n"))
      try Self.leave(run)
      #expect(try place.printed("--sandbox-data", Self.box, "-e", "print 1") == "1")
      // An error is told, and the prompt comes all the same.
      try place.writeStartup("print $nobody\n")
      let broken = try place.run("--sandbox-data", Self.box)
      #expect(try broken.prompted().contains("startup.stripe:1:7"))
      try Self.leave(broken)
      let without = try place.run("--sandbox-data", Self.box, "--no-startup")
      #expect(try !without.prompted().contains("error"))
      try Self.leave(without)
    }
  }

  @Test func `a statement continues in the next line, and is called back as a whole`()
    async throws
  {
    try await TerminalPlace.with { place in
      let run = try Self.start(place)
      try run.type("query invoices \\\r")
      try run.prompted("...> ")
      #expect(
        try Self.enter("  where status = \"paid\" select status limit 1", run).contains("paid"))
      // Up calls the whole entry back, and moves in it.
      try run.type("\u{1B}[A\u{1B}[A\u{5}\r")
      try Self.answered("paid", run)
      // What requires a `where` takes it from the next line; a blank line or `;` ends it.
      try run.type("delete customers\r")
      try run.prompted("...> ")
      #expect(
        try Self.enter("where name = \"nobody\"", run).contains("No customers matched"))
      for end in ["\r", " ;\r"] {
        try run.type("delete customers")
        if end == "\r" {
          try run.type("\r")
          try run.prompted("...> ")
        }
        try run.type(end)
        #expect(try run.prompted().contains("missing customer id"))
      }
      // A clause alone says how a statement is continued.
      #expect(try Self.enter("where status = \"paid\"", run).contains("end the line before with"))
      // Up in a further line edits the whole entry.
      try run.type("print [1,\r")
      try run.prompted("...> ")
      try run.type("2\u{1B}[A")
      try run.shown(until: "sandbox> ")
      try run.type("]\r")
      try Self.answered("[1,2]", run)
      try Self.leave(run)
    }
  }

  @Test(arguments: ["\u{1B}[200~", ""])
  func `pasted lines are one entry`(mark: String) async throws {
    try await TerminalPlace.with { place in
      let run = try Self.start(place)
      let ending = mark.isEmpty ? "" : "\u{1B}[201~"
      try run.type(
        mark + "query invoices\r  where status = \"paid\"\r  select status limit 1" + ending + "\r")
      #expect(try !run.shown(until: "(1 row").contains("error"))
      try run.prompted()
      try Self.leave(run)
    }
  }

  @Test func `the keys of vi work`() async throws {
    try await TerminalPlace.with { place in
      try place.write("bind -v\n", to: "editrc")
      let run = try Self.start(place, environment: "EDITRC=\"$PWD/editrc\"")
      // Escape leads to the command mode: `0` to the beginning, `cw` changes a word, `u` undoes.
      try run.type("print 1\u{1B}")
      try Self.commanded(run)
      try run.type("xa40 + 2\r")
      try Self.answered("42", run)
      try run.type("print 7\u{1B}")
      try Self.commanded(run)
      try run.type("0dwu\r")
      try Self.answered("7", run)
      // Keys that send sequences work while typing.
      try run.type("rint 8\u{1B}[Hp\r")
      try Self.answered("8", run)
      try run.type("\u{1B}[200~print 9\u{1B}[201~\r")
      try Self.answered("9", run)
      try run.type("qu\ti\u{3}")
      try run.prompted()
      try Self.leave(run)
    }
  }

  /// Waits until the keys of vi are those of its command mode: the cursor moves back then.
  private static func commanded(_ run: TerminalRun) throws { try run.shown(until: "\u{8}") }

  @Test(arguments: [(60, "hosted_invoice_url"), (100, "status_transitions")])
  func `choices are offered by name, in order and in pages`(
    columns: Int, onSecondPage: String
  ) async throws {
    try await TerminalPlace.with { place in
      let run = try Self.start(place, columns: columns)
      _ = try Self.enter("create customer { name: \"Ann Lee\" }", run)
      // An id by the name of its object.
      try run.type("query customers where id = \"ann\t")
      try run.shown(until: "cus_")
      try Self.abandonLine(run)
      // Operators behind a field.
      try run.type("query invoices where status \t")
      #expect(try run.shown(until: "is not null").contains("\n=  "))
      try Self.abandonLine(run)
      // What is required comes first.
      try run.type("create price { \t")
      let required = columns < 80 ? "\nrequired: currency\ncurrency" : "\ncurrency"
      #expect(try run.shown(until: "active").contains(required))
      try Self.abandonLine(run)
      // More of a long list with each Tab.
      try run.type("query invoices where \t")
      #expect(try run.shown(until: "more: press Tab again").contains("amount_due"))
      try run.type("\t")
      #expect(try !run.shown(until: onSecondPage).contains("amount_due"))
      try Self.abandonLine(run)
      try Self.leave(run)
    }
  }

  @Test func `help lists keys and commands`() async throws {
    let shown = try await TerminalPlace.with { place in try place.printed("help", "prompt") }
    for word in ["watch [5s] QUERY", "Ctrl-R", "$_", "startup.stripe", "timing [on|off]"] {
      #expect(shown.contains(word))
    }
  }
}

extension TerminalPlace {
  fileprivate func read(_ name: String) throws -> String {
    String(
      decoding: try Data(contentsOf: scratch.workingDirectory.appending(path: name)),
      as: UTF8.self)
  }

  fileprivate func writeStartup(_ text: String) throws {
    try Data(text.utf8).write(to: scratch.home.appending(path: ".config/pinstripe/startup.stripe"))
  }
}
