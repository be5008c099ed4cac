import Diagnostics
import Testing

@testable import Language

/// What is said of each bad example, word for word; `RECORD=1` writes it, to be read and judged.
@Suite struct MessageTests {
  @Test func badExamplesAreToldWhatTheyWereToldBefore() throws {
    var lines: [String] = []
    var lastFile = ""
    for (file, text) in try ExampleTests.examples(".err") {
      if file != lastFile { lines.append("## " + file.dropLast(4) + "\n") }
      lastFile = file
      lines.append(Self.shown(text))
    }
    #expect(try Repository.holds("grammar/messages.txt", lines.joined(separator: "\n")))
  }

  /// Each line with the problems found on it under their places.
  private static func shown(_ text: String) -> String {
    let source = SourceText(name: "example", text: text)
    let diagnostics = Parser.parse(source).diagnostics
    var shown = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      shown += line + "\n"
      for diagnostic in diagnostics {
        let place = source.position(of: diagnostic.span.start)
        guard place.line == index + 1 else { continue }
        let width = max(1, source.position(of: diagnostic.span.end).column - place.column)
        shown += String(repeating: " ", count: place.column - 1)
        shown += String(repeating: "^", count: width) + " " + diagnostic.message
        shown += diagnostic.code == .syntax ? "" : " [\(diagnostic.code.rawValue)]"
        shown += (diagnostic.hint.map { "; " + $0 } ?? "") + "\n"
      }
    }
    return shown
  }

  @Test func allProblemsOfATextAreToldAtOnceInItsOrder() {
    let text = """
      qeury invoices
      list invoices where status == "draft"
      create customer { email "x" }
      for x in $rows { lst y; print (1 }
      list invoices
      print 5 5
      """
    let result = Parser.parse(text)
    let lines = result.diagnostics.map { $0.source.position(of: $0.span.start).line }
    #expect(lines == [1, 2, 3, 4, 4, 6])
    #expect(result.program.statements.count == 3)
  }
}
