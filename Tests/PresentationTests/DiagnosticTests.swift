import Diagnostics
import JSON
import Presentation
import Testing

@Suite struct DiagnosticTests {
  /// A diagnostic about what stands between `«` and `»` in a marked text.
  private func diagnostic(
    _ marked: String, _ message: String = "wrong", hint: String? = nil, notes: [String] = [],
    severity: Diagnostic.Severity = .error, name: String = "a.stripe"
  ) -> Diagnostic {
    let parts = marked.split(omittingEmptySubsequences: false) { $0 == "«" || $0 == "»" }
    let start = parts[0].utf8.count
    let source = SourceText(name: name, text: parts.joined())
    let span = Span(start, start + (parts.count > 1 ? parts[1].utf8.count : 0))
    return Diagnostic(
      .unknownField, message, at: span, in: source, hint: hint, notes: notes, severity: severity)
  }

  private func text(_ diagnostic: Diagnostic, width: Int? = nil) -> String {
    DiagnosticRenderer(width: width).text(diagnostic)
  }

  @Test func laysOutAsDocumented() {
    let shown = text(
      diagnostic(
        "# one\n\nquery invoices where «statuss» = \"draft\" limit 5\n",
        "invoice has no field `statuss`", hint: "did you mean `status`?", name: "monthly.stripe"))
    #expect(
      shown
        == lines(
          "error: invoice has no field `statuss`",
          "  --> monthly.stripe:3:22",
          "   |",
          " 3 | query invoices where statuss = \"draft\" limit 5",
          "   |                      ^^^^^^^ did you mean `status`?"))
  }

  @Test func growsTheGutterWithTheLineNumber() {
    let shown = text(
      diagnostic(
        String(repeating: "\n", count: 99) + "«get»", notes: ["first", "second"],
        severity: .warning))
    #expect(
      shown
        == lines(
          "warning: wrong", "    --> a.stripe:100:1", "     |", " 100 | get", "     | ^^^",
          "     = note: first", "     = note: second"))
  }

  @Test func alignsCaretsUnderTabsAndWideCharacters() {
    #expect(
      text(diagnostic("\tx\t«日本» y"))
        == lines(
          "error: wrong", "  --> a.stripe:1:4", "   |", " 1 |     x    日本 y",
          "   |          ^^^^"))
  }

  @Test func quotesTheNeighbourhoodOfAPlaceInALineTooLongToRead() throws {
    let far = String(repeating: "日x", count: 100_000)
    let shown = text(diagnostic("\n" + far + "«here»" + far)).split(separator: "\n")
    #expect(shown[1] == "  --> a.stripe:2:200001")
    #expect(shown[3].utf8.count < 5_000)
    #expect(shown[3].hasPrefix(" 2 | …") && shown[3].hasSuffix("…"))
    let carets = try #require(shown[4].firstIndex(of: "^"))
    let before = shown[3].prefix(upTo: try #require(shown[3].firstIndex(of: "h")))
    #expect(DisplayWidth.of(before) == shown[4].distance(from: shown[4].startIndex, to: carets))
  }

  @Test func showsAsManyProblemsAsSomebodyReads() {
    let problems = Array(repeating: diagnostic("«get»"), count: 150)
    let shown = DiagnosticRenderer().text(problems)
    #expect(shown.hasSuffix("\n\nand 50 more similar errors\n"))
    #expect(shown.split(separator: "error: wrong").count == 100)
    #expect(!DiagnosticRenderer().text(Array(problems.prefix(100))).contains("more"))
  }

  @Test func escapesControlCharactersOfTheSource() {
    #expect(
      text(diagnostic("a\u{1B}«b\u{7}»c", "odd \u{1B}"))
        == lines(
          "error: odd \\u001b", "  --> a.stripe:1:3", "   |", " 1 | a\\u001bb\\u0007c",
          "   |        ^^^^^^^"))
  }

  @Test func underlinesTheFirstOfSeveralLines() {
    #expect(
      text(diagnostic("update x «{\r\n  a: 1\r\n}» end"))
        == lines(
          "error: wrong", "  --> a.stripe:1:10", "   |", " 1 | update x {", "   |          ^"))
  }

  @Test func pointsBehindTheLastThingWrittenWhereTextIsMissing() {
    let shown = lines(
      "error: wrong", "  --> a.stripe:1:15", "   |", " 1 | query invoices", "   |               ^")
    #expect(text(diagnostic("query invoices«»")) == shown)
    #expect(text(diagnostic("query invoices\n \n\n«»")) == shown)
  }

  @Test func standsWithoutAText() {
    #expect(
      text(diagnostic("", notes: ["more"]))
        == lines("error: wrong", "  --> a.stripe", "   = note: more"))
  }

  @Test func standsSpansOutsideTheText() {
    let source = SourceText(name: "-e", text: "get")
    let beyond = Diagnostic(.syntax, "wrong", at: Span(90, 99), in: source)
    #expect(
      text(beyond) == lines("error: wrong", "  --> -e:1:4", "   |", " 1 | get", "   |    ^"))
    let before = Diagnostic(.syntax, "wrong", at: Span(-5, 2), in: source)
    #expect(
      text(before) == lines("error: wrong", "  --> -e:1:1", "   |", " 1 | get", "   | ^^"))
  }

  @Test func cutsLongLinesAroundTheSpan() {
    let long = String(repeating: "a", count: 60) + "«XYZ»" + String(repeating: "b", count: 60)
    #expect(
      text(diagnostic(long), width: 30)
        == lines(
          "error: wrong", "  --> a.stripe:1:61", "   |", " 1 | …aaaaaaaaaaXYZbbbbbbbbbb…",
          "   |            ^^^"))
    #expect(
      text(diagnostic("«X»" + String(repeating: "b", count: 60)), width: 30)
        == lines(
          "error: wrong", "  --> a.stripe:1:1", "   |", " 1 | Xbbbbbbbbbbbbbbbbbbbbbb…",
          "   | ^"))
    #expect(
      text(diagnostic("ab«" + String(repeating: "X", count: 60) + "»"), width: 30)
        == lines(
          "error: wrong", "  --> a.stripe:1:3", "   |", " 1 | …XXXXXXXXXXXXXXXXXXXXXXX…",
          "   |  ^^^^^^^^^^^^^^^^^^^^^^^"))
  }

  @Test func separatesSeveral() {
    let shown = DiagnosticRenderer().text([diagnostic("«a»"), diagnostic("«b»")])
    #expect(
      shown
        == lines(
          "error: wrong", "  --> a.stripe:1:1", "   |", " 1 | a", "   | ^", "",
          "error: wrong", "  --> a.stripe:1:1", "   |", " 1 | b", "   | ^"))
  }

  @Test func paintsByRole() {
    let palette = Palette([.error: "1", .gutter: "2", .note: "3", .message: "4"])
    let shown = DiagnosticRenderer(palette: palette)
      .text(diagnostic("«a»", hint: "b?", notes: ["n"]))
    let (on, off) = ("\u{1B}[", "\u{1B}[0m")
    #expect(
      shown
        == lines(
          "\(on)1merror:\(off) \(on)4mwrong\(off)",
          "\(on)2m  --> \(off)a.stripe:1:1",
          "\(on)2m   |\(off)",
          "\(on)2m 1 |\(off) a",
          "\(on)2m   |\(off) \(on)1m^ b?\(off)",
          "\(on)2m   =\(off) \(on)3mnote:\(off) n"))
  }

  @Test func writesJSON() {
    let value = DiagnosticRenderer.json(
      diagnostic("a\nb «cd\ne»", "odd", hint: "h", notes: ["n"]))
    #expect(
      value.compact == #"{"severity":"error","code":"unknown_field","message":"odd","#
        + #""file":"a.stripe","line":2,"column":3,"end_line":3,"end_column":2,"#
        + #""offset":4,"end_offset":8,"hint":"h","notes":["n"]}"#)
    #expect(DiagnosticRenderer.json(diagnostic("«a»"))["hint"] == .null)
  }
}
