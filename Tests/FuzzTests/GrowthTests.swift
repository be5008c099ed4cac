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
    let growth = Growth.ofQuadrupling(500) { count in
      let text = (0..<count).map { "let a\($0) = \($0)" }.joined(separator: "\n")
      #expect(check(text).isEmpty)
    }
    #expect(growth < Growth.mostWhenLinear)
  }

  @Test(arguments: [
    ("query invoices select", "total as c#"),
    ("query invoices select", "metadata.k#"),
    ("let rows = query invoices select", "metadata.k#"),
    ("let rows = query invoices select", "lines.data[#].metadata.k"),
    ("query invoices select", "lines.data[#].discounts.id as c#"),
    ("query invoices select id order by", "metadata.k#"),
    ("get customers", "cus_#"),
  ])
  func `columns and keys`(head: String, part: String) {
    let growth = Growth.ofQuadrupling(1_000) { count in
      let parts = (0..<count).map { part.replacing("#", with: "\($0)") }
      #expect(check("\(head) \(parts.joined(separator: ", "))").isEmpty)
    }
    #expect(growth < Growth.mostWhenLinear)
  }

  @Test(arguments: [
    ("print {", "k#: 1", "}"), ("print {", "a.b.k#: 1", "}"),
    ("update customer cus_1 {", "metadata.k#: \"1\"", "}"),
    ("query invoices where total = 1", "and metadata.k# = \"1\"", ""),
  ])
  func `members of a body and parts of a condition`(head: String, part: String, tail: String) {
    let growth = Growth.ofQuadrupling(1_000) { count in
      let parts = (0..<count).map { part.replacing("#", with: "\($0)") }
      let separator = tail.isEmpty ? " " : ", "
      #expect(check("\(head) \(parts.joined(separator: separator)) \(tail)").isEmpty)
    }
    #expect(growth < Growth.mostWhenLinear)
  }

  @Test(arguments: [
    "if true { print 1 }", "if true { let a1 = \"x\" } else { let b = 1 }",
    "for x in [1] { print $x }", "for x in [1] { if true { let a1 = $x } }",
  ])
  func `blocks beside many variables`(block: String) {
    let growth = Growth.ofQuadrupling(1_000) { count in
      let lets = (0..<count).map { "let a\($0) = \($0)" }
      let text = lets + Array(repeating: block, count: count)
      #expect(check(text.joined(separator: "\n")).isEmpty)
    }
    #expect(growth < Growth.mostWhenLinear)
  }

  @Test(arguments: ["if true {", "for x in [1] {"])
  func `statements deep in blocks, beside many variables`(block: String) {
    let growth = Growth.ofQuadrupling(1_000) { count in
      let lets = (0..<count).map { "let a\($0) = \($0)" }.joined(separator: "\n")
      let inner = (0..<count).map { "let a\($0) = \"x\"" }.joined(separator: "\n")
      let opening = String(repeating: "\(block)\n", count: 40)
      let closing = String(repeating: "}\n", count: 40)
      #expect(check("\(lets)\n\(opening)\(inner)\n\(closing)").isEmpty)
    }
    #expect(growth < Growth.mostWhenLinear)
  }

  @Test func `places in a text of many lines`() {
    let growth = Growth.ofQuadrupling(10_000) { count in
      let source = SourceText(
        name: "test", text: String(repeating: "print 1\n", count: count))
      for line in 0..<count {
        let place = source.position(of: 8 * line + 6)
        #expect(place == Position(line: line + 1, column: 7))
        #expect(source.range(ofLine: line + 1) == 8 * line..<8 * line + 7)
        #expect(source.text(of: Span(8 * line, 8 * line + 5)) == "print")
      }
    }
    #expect(growth < Growth.mostWhenLinear)
  }

  @Test func `an object of many members`() throws {
    let growth = try Growth.ofQuadrupling(5_000) { count in
      let members = (0..<count).map { number in
        ScalarMember("k\(number)", .constant(.integer(number)))
      }
      let value = try Scalar.object(members).evaluated(on: NoRow())
      #expect(value.object?.members.count == count)
    }
    #expect(growth < Growth.mostWhenLinear)
  }

  /// Forgets what it is given.
  private struct NoSink: ByteSink {
    func write(_ bytes: [UInt8]) {}
    func flush() {}
  }

  @Test func `columns of rows that have them in another order each`() throws {
    let growth = try Growth.ofQuadrupling(500) { count in
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
    #expect(throws: EvaluationError("a string may be at most 64 MB long")) {
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
    #expect(found == ["a program may include at most 1000 files"])
  }

  @Test func `files that include each other without end end in words`() {
    var context = CheckContext(catalog: .embedded)
    context.readFile = { path, _ in
      SourceText(name: path, text: "include \"\((Int(path) ?? 0) + 1)\"")
    }
    let found = check("include \"0\"", in: context).map(\.message)
    #expect(found == ["includes are nested more than 50 levels deep"])
  }
}
