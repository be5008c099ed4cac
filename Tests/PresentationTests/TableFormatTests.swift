import Expressions
import JSON
import Presentation
import Testing

@Suite struct TableFormatTests {
  private static let invoices = [
    #"{"id":"in_1","object":"invoice","status":"draft","total":1000,"currency":"usd","#
      + #""customer":"cus_123456789","created":1700000000,"lines":{"data":[]},"number":null}"#,
    #"{"id":"in_22","object":"invoice","status":"open","total":25,"currency":"eur","#
      + #""customer":{"id":"cus_2","email":"e"},"created":1700000001,"number":null}"#,
  ]

  @Test func showsTheTellingColumns() throws {
    #expect(
      try rendered(.table, Self.invoices).text
        == lines(
          "status  total  currency  customer          created  id",
          "──────  ─────  ────────  ─────────────  ──────────  ─────",
          "draft    1000  usd       cus_123456789  1700000000  in_1",
          "open       25  eur       cus_2          1700000001  in_22"))
  }

  @Test func cutsTextsBeforeDroppingColumns() throws {
    let rows = [#"{"id":"a","name":"a name that is rather long","amount":5}"#]
    #expect(
      try rendered(.table, rows, OutputOptions(width: 26)).text
        == lines(
          "name            amount  id", "──────────────  ──────  ──", "a name that i…       5  a"))
  }

  @Test func dropsTheLeastTellingColumnsInANarrowWindow() throws {
    let result = try rendered(.table, Self.invoices, OutputOptions(width: 31))
    #expect(
      result.text
        == lines(
          "status  total  currency  id", "──────  ─────  ────────  ─────",
          "draft    1000  usd       in_1", "open       25  eur       in_22"))
    #expect(
      result.warnings == ["Columns not shown (terminal too narrow): customer, created"])
  }

  @Test func showsSelectedColumnsInTheirOrder() throws {
    let columns = [
      Column("customer.email", at: RowPath(keys: "customer", "email")), Column(member: "total"),
    ]
    let options = OutputOptions(columns: columns)
    #expect(
      try rendered(.table, Self.invoices, options).text
        == lines(
          "customer.email  total", "──────────────  ─────", "–                1000",
          "e                  25"))
    #expect(
      try rendered(.table, [], options).text
        == lines("customer.email  total", "──────────────  ─────"))
    #expect(try rendered(.table, []).text == "")
  }

  @Test func wrapsSelectedColumns() throws {
    let columns = ["id", "note"].map { Column(member: $0) }
    let row = #"{"id":"a","note":"one two three four five"}"#
    let result = try rendered(.table, [row], OutputOptions(columns: columns, width: 14))
    #expect(
      result.text
        == lines(
          "id  note", "──  ──────────", "a   one two", "    three four", "    five"))
    #expect(result.warnings == [])
  }

  @Test func turnsVerticalWhereSelectedColumnsFindNoRoom() throws {
    let columns = ["id", "total", "created"].map { Column(member: $0) }
    let options = OutputOptions(columns: columns, width: 15)
    let result = try rendered(.table, Self.invoices, options)
    #expect(
      result.text
        == lines(
          "── 1 ──", "id      │ in_1", "total   │ 1000", "created │ 1700000000",
          "── 2 ──", "id      │ in_22", "total   │ 25", "created │ 1700000001"))
    #expect(result.warnings == [])
  }

  @Test func cutsNothingWithoutAWidth() throws {
    let long = String(repeating: "x", count: 500)
    #expect(try rendered(.table, [#"{"id":"a","name":"\#(long)"}"#]).text.contains(long + "  a"))
  }

  @Test func showsRowsItKnowsNoNamesOf() throws {
    #expect(
      try rendered(.table, [#"{"key":"page_size","value":50,"client_secret":"s"}"#]).text
        == lines("key        value", "─────────  ─────", "page_size     50"))
    #expect(try rendered(.table, ["1", "22"]).text == lines("value", "─────", "    1", "   22"))
  }

  @Test func measuresWideCharacters() throws {
    let rows = [
      #"{"id":"a","name":"日本語","email":"x"}"#,
      #"{"id":"b","name":"👩‍👩‍👧 é","email":"y"}"#,
    ]
    #expect(
      try rendered(.table, rows).text
        == lines(
          "name    email  id", "──────  ─────  ──", "日本語  x      a", "👩‍👩‍👧 é    y      b"))
  }

  @Test func letsNothingSteerTheTerminal() throws {
    #expect(
      try rendered(.table, [#"{"id":"a","name":"\u001b[31mred\n"}"#]).text
        == lines("name             id", "───────────────  ──", "\\u001b[31mred\\n  a"))
  }

  @Test func goesOnInTheSettledWidths() throws {
    let early = Array(repeating: #"{"id":"a","name":"short","amount":1}"#, count: 200)
    let late = #"{"id":"b","name":"much longer","amount":1234567}"#
    let options = OutputOptions(width: 40)
    let text = try rendered(.table, early + [late], options).text
    #expect(text.hasSuffix(lines("short       1  a", "much…  1234567  b")))
  }

  @Test func streamsAfterTheFirstRows() throws {
    let sink = MemorySink()
    var writer = OutputFormat.table.writer(into: sink)
    for number in 0..<201 {
      if number == 200 { #expect(sink.text == "") }
      try writer.write(.computed(["id": .integer(number)]))
      if number < 199 { try writer.flush() }
    }
    try writer.flush()
    #expect(sink.text.hasSuffix(lines("199", "200")))
  }

  @Test func paintsTitlesAndRules() throws {
    let palette = Palette([.heading: "1", .gutter: "2"])
    #expect(
      try rendered(.table, [#"{"id":"a"}"#], OutputOptions(palette: palette)).text
        == lines("\u{1B}[1mid\u{1B}[0m", "\u{1B}[2m──\u{1B}[0m", "a"))
  }

  @Test func writesMarkdown() throws {
    let row = #"{"id":"a","name":"x|y*","description":"two\nlines <b>","amount":5,"total":null}"#
    #expect(
      try rendered(.markdown, [row]).text
        == lines(
          "| name | description | amount | id |", "| --- | --- | ---: | --- |",
          #"| x\|y\* | two<br>lines \<b> | 5 | a |"#))
    #expect(try rendered(.markdown, []).text == "")
  }

  @Test func writesSelectedColumnsInMarkdown() throws {
    let options = OutputOptions(columns: [Column("a.b", at: RowPath(keys: "a", "b"))])
    #expect(
      try rendered(.markdown, [#"{"a":{"b":[1, 2]}}"#, "{}"], options).text
        == lines("| a.b |", "| --- |", "| [1,2] |", "|  |"))
  }
}
