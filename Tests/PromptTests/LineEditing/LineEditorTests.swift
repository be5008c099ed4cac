import Foundation
import Synchronization
import Testing

@testable import Prompt

/// What a person types before the line is entered, and what comes of it.
private struct Typing: Sendable, CustomTestStringConvertible {
  var keys: String
  var input: LineInput
  var testDescription: String

  init(_ description: String, _ keys: String, _ input: LineInput) {
    testDescription = description
    self.keys = keys
    self.input = input
  }
}

/// Reads one line at a terminal where those keys are pressed once the prompt stands there; answers
/// with what became of it and with all that was written to the screen after the prompt.
private func read(
  _ keys: String, history: [String] = [],
  completion: @escaping @Sendable (String, Int) -> CompletionEdit = { _, _ in .nothing }
) async throws -> (input: LineInput?, screen: String) {
  let terminal = try #require(PseudoTerminal())
  let input = Mutex<LineInput?>(nil)
  // Both sides block, which the threads of the asynchronous pool must not.
  return await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      let past = History(path: nil)
      for entry in history { past.add(entry) }
      let editor = LineEditor(
        program: "test", history: past, input: terminal.program, output: terminal.program)
      let line = editor?.readLine(LineRequest(prompt: "acme> "), completion: completion)
      input.withLock { $0 = line }
      terminal.write("<end>")
    }
    Thread.detachNewThread {
      _ = terminal.written(until: "acme> ")
      terminal.waitUntilEdited()
      terminal.type(keys)
      let screen = terminal.written(until: "<end>") ?? ""
      continuation.resume(returning: (input.withLock(\.self), screen))
    }
  }
}

@Suite(.serialized) struct LineEditorTests {
  @Test(arguments: [
    Typing("a line", "list invoices\r", .line("list invoices")),
    Typing("an empty line", "\r", .line("")),
    Typing("letters beyond ASCII", "é日本😀\r", .line("é日本😀")),
    Typing("backspace", "ab\u{7F}c\r", .line("ac")),
    Typing("to the beginning and the end", "b\u{1}a\u{5}c\r", .line("abc")),
    Typing("Home and End", "b\u{1B}[Ha\u{1B}[Fc\r", .line("abc")),
    Typing("Home and End of a VT220", "b\u{1B}[1~a\u{1B}[4~c\r", .line("abc")),
    Typing("Delete", "xab\u{1}\u{1B}[3~\r", .line("ab")),
    Typing("arrows", "ac\u{1B}[Db\u{1B}[Cd\r", .line("abcd")),
    Typing("words by Ctrl and arrow", "one two\u{1B}[1;5D\u{1B}[1;5Dx\r", .line("xone two")),
    Typing("the last word goes", "one two\u{17}three\r", .line("one three")),
    Typing("the line goes", "one two\u{15}three\r", .line("three")),
    Typing("Ctrl-D on an empty line", "\u{4}", .endOfInput),
    Typing(
      "a paste is one entry", "\u{1B}[200~list invoices\r  where\ta = 1\r\u{1B}[201~\r",
      .line("list invoices\n  where\ta = 1")),
    Typing("a paste inside a line", "ad\u{1B}[D\u{1B}[200~bc\u{1B}[201~\r", .line("abcd")),
    Typing(
      "control characters in a paste", "\u{1B}[200~a\u{2}\u{1B}[31mb\u{4}\u{1B}[201~\r",
      .line("a[31mb")),
    Typing("a line break", "list invoices\u{1B}\r  limit 5\r", .line("list invoices\n  limit 5")),
    Typing(
      "a clause that comes together with the line before", "list invoices\r  limit 5\r",
      .line("list invoices\n  limit 5")),
    Typing("a statement that does", "list invoices\rlist charges\r", .line("list invoices")),
    Typing(
      "lines above and below", "\u{1B}[200~ab\rcd\u{1B}[201~\u{1B}[Ax\u{1B}[By\r",
      .line("abx\ncdy")),
    Typing("the person's own editor", "query inv\u{18}\u{5}", .edit("query inv")),
    Typing("undo of a line that went", "one two\u{15}\u{1F}\r", .line("one two")),
    Typing("undo of words", "one two three\u{1F}\u{1F}\r", .line("one")),
    Typing("undo of a paste", "a\u{1B}[200~bc\u{1B}[201~\u{1F}\r", .line("a")),
    Typing("an empty paste", "a\u{1B}[200~\u{1B}[201~b\r", .line("ab")),
  ])
  fileprivate func edits(_ typing: Typing) async throws {
    #expect(try await read(typing.keys).input == typing.input)
  }

  @Test func aLongPasteIsWhole() async throws {
    let text = (1...400).map { "line \($0) of a long paste" }.joined(separator: "\n")
    #expect(try await read("\u{1B}[200~\(text)\u{1B}[201~\r").input == .line(text))
  }

  @Test func historyIsReached() async throws {
    let past = ["get a", "list b\n  limit 5", "get c"]
    #expect(try await read("\u{1B}[A\r", history: past).input == .line("get c"))
    #expect(
      try await read("\u{1B}[A\u{1B}[A\r", history: past).input == .line("list b\n  limit 5"))
    #expect(try await read("\u{12}get a\r\r", history: past).input == .line("get a"))
    #expect(try await read("\u{1B}[A\u{1B}[A\u{1B}[B\r", history: past).input == .line("get c"))
  }

  @Test func searchShowsWhatItLooksFor() async throws {
    let past = ["get a", "list b", "get c"]
    let first = try await read("\u{12}GET\r", history: past)
    #expect(first.input == .line("get c"))
    #expect(first.screen.contains("search history \""))
    #expect(try await read("\u{12}get\u{12}\r", history: past).input == .line("get a"))
    #expect(try await read("x\u{12}get\u{7}\r", history: past).input == .line("x"))
    #expect(try await read("\u{12}getx\u{7F}\r", history: past).input == .line("get c"))
    let missing = try await read("\u{12}zz\u{7}\r", history: past)
    #expect(missing.screen.contains("no match for"))
    // An arrow ends the search and moves in the line that was found.
    #expect(try await read("\u{12}list\u{1B}[Dx\r", history: past).input == .line("list xb"))
  }

  @Test func tabCompletes() async throws {
    let result = try await read("list inv\t5\r") { text, cursor in
      text == "list inv" && cursor == 8
        ? CompletionEdit(erased: 3, insertion: "invoices limit ") : .nothing
    }
    #expect(result.input == .line("list invoices limit 5"))
  }

  @Test func tabInsideALineSeesTheCursor() async throws {
    let result = try await read("é x\u{1B}[D\u{1B}[D\t\r") { text, cursor in
      text == "é x" && cursor == 2 ? CompletionEdit(erased: 1, insertion: "e") : .nothing
    }
    #expect(result.input == .line("e x"))
  }

  @Test func aListLeavesTheLineAlone() async throws {
    let result = try await read("list inv\toices\r") { _, _ in
      CompletionEdit(listing: "invoice_items\ninvoices")
    }
    #expect(result.input == .line("list invoices"))
    #expect(result.screen.contains("invoice_items\r\ninvoices\r\n"))
  }
}
