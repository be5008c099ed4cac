import Analysis
import Diagnostics
import Expressions
import JSON
import Language
import Presentation
import StripeCatalog
import Testing

/// Work on many of a kind grows with their number, and what doubles ends at a limit.
@Suite struct GrowthTests {
  private func check(_ text: String) -> [Diagnostic] {
    check(text, in: CheckContext(catalog: .embedded))
  }

  private func check(_ text: String, in context: CheckContext) -> [Diagnostic] {
    Compiler.compile([SourceText(name: "test", text: text)], context).diagnostics
  }

  @Test func `variables`() {
    let growth = Growth.ofDoubling(1_000) { count in
      let text = (0..<count).map { "let a\($0) = \($0)" }.joined(separator: "\n")
      #expect(check(text).isEmpty)
    }
    #expect(growth < Growth.mostWhenLinear)
  }

  /// Forgets what it is given.
  private struct NoSink: ByteSink {
    func write(_ bytes: [UInt8]) {}
    func flush() {}
  }

  @Test func `columns of rows that have them in another order each`() throws {
    let growth = try Growth.ofDoubling(1_000) { count in
      let keys = (0..<count).map { "\"k\($0)\":1" }
      var writer = OutputFormat.csv.writer(
        into: NoSink(),
        options: OutputOptions(
          isSingle: false, columns: nil, width: 100, isTerminal: false, palette: .plain))
      for row in [keys, keys.reversed()] {
        try writer.write(.raw(try RawJSON(parsing: "{\(row.joined(separator: ","))}")))
      }
      try writer.finish()
    }
    #expect(growth < Growth.mostWhenLinear)
  }

  @Test func `a text that doubles ends in words`() throws {
    var text = Scalar.constant(.string("xy"))
    #expect(throws: EvaluationError("a text may be no longer than 64 MB")) {
      for _ in 0..<40 {
        text = .constant(try Scalar.concatenation([text, text]).evaluated(on: NoRow()))
      }
    }
  }

  @Test func `files that include each other twice end in words`() {
    var context = CheckContext(catalog: .embedded)
    context.readFile = { path, _ in
      let level = Int(path) ?? 0
      let text = level < 24 ? "include \"\(level + 1)\"\ninclude \"\(level + 1)\"" : "print 1"
      return SourceText(name: path, text: text)
    }
    let found = check("include \"0\"", in: context).map(\.message)
    #expect(found == ["a program may include 1000 files, and no more"])
  }

  @Test func `files that include each other without end end in words`() {
    var context = CheckContext(catalog: .embedded)
    context.readFile = { path, _ in
      SourceText(name: path, text: "include \"\((Int(path) ?? 0) + 1)\"")
    }
    let found = check("include \"0\"", in: context).map(\.message)
    #expect(found == ["files may include each other 50 deep, and no deeper"])
  }
}
