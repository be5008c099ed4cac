import CodeCompletion
import Testing

@testable import Prompt

@Suite struct PromptCommandTests {
  @Test func whatIsSavedInTheEditorRuns() async {
    let trace = await trace(
      [.line("get a"), .line("edit"), .line("edit get b"), .edit("get"), .line("\\e")],
      saving: "get z")
    #expect(trace.edited == ["get a", "get b", "get", "get z"])
    #expect(trace.statements == ["get a", "get z", "get z", "get z", "get z"])
    #expect(trace.remembered.contains("get z"))
    #expect(trace.shown.contains("get z\n"))
  }

  @Test func whatIsNotSavedDoesNotRun() async {
    let trace = await trace([.line("edit get a")])
    #expect(trace.statements.isEmpty)
    #expect(trace.shown.contains("Nothing was saved; nothing runs."))
  }

  @Test func shellCommandsRun() async {
    let trace = await trace([.line("! ls -l; date"), .line("!false"), .line("!")])
    #expect(trace.commands == ["ls -l; date", "false"])
    #expect(trace.shown.contains("Exit status 1."))
    #expect(trace.shown.contains("error: write `! COMMAND`"))
    #expect(trace.statements.isEmpty)
  }

  @Test func timeIsShownAfterEachStatement() async {
    let trace = await trace([
      .line("get a"), .line("timing on"), .line("get b"), .line("timing"), .line("get c"),
      .line("timing maybe"),
    ])
    #expect(
      trace.shown == """
        hello
        Timing is on.
        Time: 1.50 s
        Timing is off.
        error: write `timing [on|off]`


        """)
  }

  @Test func readsAreRepeatedUntilAnInterrupt() async {
    let trace = await trace(
      [
        .line("watch 100ms query a"), .line("watch 1s delete a"), .line("watch 5s"), .line("get b"),
      ],
      isRepeated: true
    ) { $0.count >= 2 && $0.last == "query a" }
    #expect(trace.statements.first == "query a")
    #expect(trace.statements.last == "get b")
    #expect(Set(trace.statements) == ["query a", "get b"])
    #expect(trace.shown.contains("Every 100 ms, until Ctrl-C:\n"))
    #expect(trace.shown.contains("error: write `watch [5s] QUERY`"))
  }

  @Test func aReopenedEntryIsEditedAsAWhole() async {
    let trace = await trace([.line("get a,"), .reopened("b"), .line("get a,\nc")])
    #expect(trace.initials == ["get a,\nb"])
    #expect(trace.prompts == ["acme> ", "    > ", "acme> ", "acme> "])
    #expect(trace.statements == ["get a,\nc"])
  }

  @Test(arguments: [
    ("watch query a", PromptEntry.watch(milliseconds: 2000, statement: "query a")),
    ("watch 5 query a;", .watch(milliseconds: 5000, statement: "query a")),
    ("watch 2m\nquery a", .watch(milliseconds: 120_000, statement: "query a")),
    ("watch 1ms query a", .problem("write `watch [5s] QUERY`")),
    ("watch 5x query a", .problem("write `watch [5s] QUERY`")),
    ("watchers", .statement("watchers")), ("sandbox seed;", .seed), ("edit", .edit(nil)),
    ("\\timing off", .timing(false)), ("!ls", .shell("ls")), ("editor", .statement("editor")),
  ])
  fileprivate func isRead(_ text: String, _ entry: PromptEntry) {
    #expect(PromptEntry(text) == entry)
  }

  @Test(arguments: [
    ("watch 5s query invoi", ["invoice_items", "invoice_payments", "invoices"], 15),
    ("edit que", ["query"], 5), ("timing o", ["off", "on"], 7), ("! que", [], 0),
    ("\\watch query invoices where attempt", ["attempt_count", "attempted"], 28),
  ])
  func isCompleted(_ text: String, _ expected: [String], _ start: Int) {
    let found = CommandCompletion.complete(
      text: text, cursor: text.utf8.count, context: CompletionContext())
    #expect(Set(found.map(\.text)).isSuperset(of: expected))
    #expect(found.allSatisfy { $0.span.start == start })
  }
}

@Suite struct PromptWordTests {
  @Test(arguments: [
    ("?", "help"), ("? query", "help query"), ("\\?", "help"), ("\\h  create ;", "help create"),
    ("\\d", "show objects"), ("\\d invoice", "describe invoice"),
    ("quit", "exit"), ("list invoices", "list invoices"), ("quitter", "quitter"),
    ("help query", "help query"),
  ])
  func standsForAStatement(_ entry: String, _ statement: String) {
    #expect(PromptWord.statement(for: entry) == statement)
  }
}
