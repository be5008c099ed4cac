import CodeCompletion
import Foundation
import Synchronization
import Testing

@testable import Prompt

/// A session that notes what it is given. A statement is whole unless it ends in a comma.
private final class NotingSession: REPLDelegate {
  let statements = Mutex<[String]>([])
  let answers = Mutex<[String?]>([])
  let cancellations = Mutex(0)

  func banner() async -> String? { "hello" }

  func prompts() async -> REPLPrompts {
    REPLPrompts(primary: "acme> ", continuation: "    > ")
  }

  func completionContext() async -> CompletionContext { CompletionContext() }

  func isComplete(_ text: String) async -> Bool { !text.hasSuffix(",") }

  func canRepeat(_ text: String) async -> Bool { !text.hasPrefix("delete") }

  func run(_ text: String, asking: @escaping Asking) async -> REPLOutcome {
    statements.withLock { $0.append(text) }
    switch text {
    case "exit": return .exit(0)
    case "exit 3": return .exit(3)
    case "ask":
      let answer = await asking("sure? ")
      answers.withLock { $0.append(answer) }
      return .continue
    case "wait":
      // Far longer than any test may take: only a cancellation ends it.
      try? await Task.sleep(for: .seconds(3600))
      if Task.isCancelled { cancellations.withLock { $0 += 1 } }
      return .continue
    case _: return .continue
    }
  }
}

/// Ctrl-C, pressed as often as a list says.
private final class ScriptedInterrupts: InterruptSource {
  private let presses: Mutex<[Bool]>

  init(_ presses: [Bool] = []) {
    self.presses = Mutex(presses)
  }

  func takeInterrupt() -> Bool {
    presses.withLock { $0.isEmpty ? false : $0.removeFirst() }
  }
}

/// Ctrl-C, pressed once a session has run what a condition says: again and again, or once.
private final class TimelyInterrupts: InterruptSource {
  private let session: NotingSession
  private let isDue: @Sendable ([String]) -> Bool
  private let isRepeated: Bool
  private let wasPressed = Mutex(false)

  init(
    _ session: NotingSession, isRepeated: Bool, when isDue: @escaping @Sendable ([String]) -> Bool
  ) {
    (self.session, self.isRepeated, self.isDue) = (session, isRepeated, isDue)
  }

  func takeInterrupt() -> Bool {
    let statements = session.statements.withLock(\.self)
    guard isDue(statements) else { return false }
    return wasPressed.withLock { wasPressed in
      defer { wasPressed = true }
      return isRepeated || !wasPressed
    }
  }
}

/// What a run of the loop left behind.
struct Trace: Sendable {
  var code: Int32
  var shown: String
  var prompts: [String]
  var remembered: [String]
  var completions: [CompletionEdit]
  var statements: [String]
  var answers: [String?]
  var cancellations: Int
  var discards: [Int]
  var initials: [String]
  var edited: [String]
  var commands: [String]
}

/// Runs the loop on a thread of its own: it blocks, which those of the asynchronous pool may not.
func trace(
  _ inputs: [LineInput], interrupts: [Bool] = [], tabBehind typed: String? = nil,
  saving saved: String? = nil, isRepeated: Bool = false,
  interruptingWhen isDue: (@Sendable ([String]) -> Bool)? = nil
) async -> Trace {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      let reader = ScriptedReader(inputs, tabBehind: typed)
      let session = NotingSession()
      var (shown, edited, commands, seconds) = ("", [String](), [String](), 0.0)
      let tools = PromptTools(
        runShell: {
          commands.append($0)
          return $0 == "false" ? 1 : 0
        },
        edit: {
          edited.append($0)
          return saved.map { .saved($0) } ?? .unchanged
        },
        now: {
          seconds += 1.5
          return seconds
        })
      let source: any InterruptSource =
        isDue.map { TimelyInterrupts(session, isRepeated: isRepeated, when: $0) }
        ?? ScriptedInterrupts(interrupts)
      let loop = REPL(
        reader: reader, delegate: session, interrupts: source,
        tools: tools, size: { .standard }, show: { shown += $0 })
      let code = loop.run()
      continuation.resume(
        returning: Trace(
          code: code, shown: shown, prompts: reader.prompts, remembered: reader.remembered,
          completions: reader.completions,
          statements: session.statements.withLock(\.self),
          answers: session.answers.withLock(\.self),
          cancellations: session.cancellations.withLock(\.self), discards: reader.discards,
          initials: reader.initials, edited: edited, commands: commands))
    }
  }
}

@Suite struct REPLTests {
  @Test func runsStatementsUntilTheEnd() async {
    let trace = await trace([.line("list invoices"), .line("get balance")])
    #expect(trace.statements == ["list invoices", "get balance"])
    #expect(trace.remembered == ["list invoices", "get balance"])
    #expect(trace.prompts == ["acme> ", "acme> ", "acme> "])
    #expect(trace.shown == "hello\n\n")
    #expect(trace.code == 0)
  }

  @Test func readsOnUntilTheStatementIsWhole() async {
    let trace = await trace([.line("get a,"), .line("b,"), .line("c")])
    #expect(trace.prompts == ["acme> ", "    > ", "    > ", "acme> "])
    #expect(trace.statements == ["get a,\nb,\nc"])
    #expect(trace.remembered == ["get a,\nb,\nc"])
  }

  @Test func whatWasTypedBeforeAQuestionIsNoAnswerToIt() async {
    let trace = await trace([.line("list a"), .line("ask"), .line("y"), .line("list b")])
    // Before the third prompt, which is the question, and before no other.
    #expect(trace.discards == [2])
    #expect(trace.answers == ["y"])
  }

  @Test func takesAPasteAsOneStatement() async {
    let trace = await trace([.line("get a,\n  b"), .endOfInput])
    #expect(trace.statements == ["get a,\n  b"])
    #expect(trace.prompts.count == 2)
  }

  @Test func interruptDropsWhatWasTyped() async {
    let trace = await trace([.line("get a,"), .interrupted, .interrupted, .line("get b")])
    #expect(trace.statements == ["get b"])
    #expect(trace.prompts == ["acme> ", "    > ", "acme> ", "acme> ", "acme> "])
    #expect(trace.remembered == ["get b"])
  }

  @Test func endInsideAStatementRunsNothing() async {
    let trace = await trace([.line("delete customers a,"), .endOfInput])
    #expect(trace.statements.isEmpty)
    #expect(trace.shown == "hello\n\n")
    #expect(trace.code == 0)
  }

  @Test func tabSeesTheLinesBefore() async {
    let trace = await trace(
      [.line("create customer { name: \"é\","), .interrupted], tabBehind: "em")
    #expect(
      trace.completions == [.nothing, CompletionEdit(erased: 2, insertion: "email: "), .nothing])
  }

  @Test func blankLinesDoNothing() async {
    let trace = await trace([.line(""), .line("  \t"), .line("get a")])
    #expect(trace.statements == ["get a"])
    #expect(trace.prompts == ["acme> ", "acme> ", "acme> ", "acme> "])
  }

  @Test func leavesWithTheCodeOfExit() async {
    let trace = await trace([.line("exit 3"), .line("get a")])
    #expect(trace.statements == ["exit 3"])
    #expect(trace.code == 3)
    #expect(trace.shown == "hello\n")
  }

  @Test(arguments: ["\\q", "quit", "QUIT", "quit;", "exit", ":q", ".quit", " \\q "])
  func leavesByAnyName(_ word: String) async {
    let trace = await trace([.line(word), .line("get a")])
    #expect(trace.statements == ["exit"])
    #expect(trace.code == 0)
  }

  @Test func interruptCancelsWhatRuns() async {
    let trace = await trace([.line("wait"), .line("get a")]) { $0.last == "wait" }
    #expect(trace.cancellations == 1)
    #expect(trace.shown == "hello\n\n\n")
    #expect(trace.statements == ["wait", "get a"])
    #expect(trace.code == 0)
  }

  @Test func anInterruptFromBeforeCancelsNothing() async {
    let trace = await trace([.line("get a")], interrupts: [true])
    #expect(trace.statements == ["get a"])
    #expect(trace.cancellations == 0)
  }

  @Test func statementsCanAsk() async {
    let trace = await trace([
      .line("ask"), .line("acme"), .line("ask"), .endOfInput, .line("get a"),
    ])
    #expect(trace.answers == ["acme", nil])
    #expect(trace.prompts == ["acme> ", "sure? ", "acme> ", "sure? ", "acme> ", "acme> "])
    #expect(trace.remembered == ["ask", "ask", "get a"])
  }

  @Test func interruptDeclinesAQuestion() async {
    let trace = await trace([.line("ask"), .interrupted, .line("get a")])
    #expect(trace.answers == [nil])
    #expect(trace.statements == ["ask", "get a"])
  }
}
