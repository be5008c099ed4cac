import Expressions
import JSON
import Presentation
import Testing

@Suite struct JSONFormatTests {
  @Test func ndjsonKeepsRowsAsTheyCame() throws {
    let rows = ["{\n  \"b\": 1.50,\n  \"a\": \"\\u00e9 é\"\n}", "[1, 2]", "null"]
    #expect(
      try rendered(.ndjson, rows).text == lines(#"{"b":1.50,"a":"\u00e9 é"}"#, "[1,2]", "null"))
    #expect(try rendered(.ndjson, []).text == "")
  }

  @Test func ndjsonTakesMadeRows() throws {
    let sink = MemorySink()
    var writer = OutputFormat.ndjson.writer(into: sink)
    try writer.write(.computed(["count": 2]))
    #expect(sink.text == "")
    try writer.flush()
    #expect(sink.text == lines(#"{"count":2}"#))
  }

  @Test func largeOutputDoesNotWaitForTheEnd() throws {
    let sink = MemorySink()
    var writer = OutputFormat.ndjson.writer(into: sink)
    let row = Row.computed(.string(String(repeating: "x", count: 40_000)))
    try writer.write(row)
    try writer.write(row)
    #expect(sink.bytes.count == 80_006)
  }

  @Test func listsAreOneArray() throws {
    #expect(
      try rendered(.json, [#"{"a":[1,{}],"b":"x"}"#, "2"]).text
        == lines(
          "[", "  {", "    \"a\": [", "      1,", "      {}", "    ],", "    \"b\": \"x\"", "  },",
          "  2", "]"))
    #expect(try rendered(.json, []).text == lines("[]"))
  }

  @Test func aSingleDocumentStandsAlone() throws {
    #expect(
      try rendered(.json, [#"{"a":1.0,"b":[]}"#], OutputOptions(isSingle: true)).text
        == lines("{", "  \"a\": 1.0,", "  \"b\": []", "}"))
    #expect(try rendered(.json, [], OutputOptions(isSingle: true)).text == "")
  }

  @Test func indentsAsTheValueDoes() throws {
    let text = #"{"a":{"b":[1,{"c":null}],"d":[]},"e":{},"f":"x\n"}"#
    let printer = JSONPrinter(layout: .indented(depth: 0))
    #expect(printer.text(try RawJSON(parsing: text)) == (try JSONValue(parsing: text).pretty))
  }

  @Test func colorsTokensByKind() throws {
    let palette = Palette([.key: "1", .string: "2", .number: "3", .bool: "4", .null: "5"])
    let printer = JSONPrinter(layout: .compact, palette: palette)
    let text = printer.text(try RawJSON(parsing: #"{"k":["s",1.0,true,null]}"#))
    let escape = "\u{1B}["
    #expect(
      text == "{\(escape)1m\"k\"\(escape)0m:[\(escape)2m\"s\"\(escape)0m,\(escape)3m1.0\(escape)0m,"
        + "\(escape)4mtrue\(escape)0m,\(escape)5mnull\(escape)0m]}")
  }

  @Test func escapesWhatSteersATerminal() throws {
    let row = "{\"a\u{9b}\":\"\u{7f}\u{202e}é\"}"
    let shown = try rendered(.ndjson, [row], OutputOptions(isTerminal: true)).text
    #expect(shown == lines(#"{"a\u009b":"\u007f\u202eé"}"#))
    #expect(try JSONValue(parsing: shown) == (try JSONValue(parsing: row)))
    #expect(try rendered(.ndjson, [row]).text == row + "\n")
  }

  @Test func idsStandOnePerLine() throws {
    let result = try rendered(.ids, [#"{"id":"in_1","x":1}"#, #""in_2""#, #"{"x":1}"#, "{}"])
    #expect(result.text == lines("in_1", "in_2"))
    #expect(result.warnings == ["2 rows have no `id` and were omitted"])
    #expect(try rendered(.ids, ["1"]).warnings == ["1 row has no `id` and was omitted"])
    #expect(try rendered(.ids, [#"{"id":"a"}"#]).warnings == [])
  }

  @Test func formatIsChosenByWhereItGoes() {
    #expect(OutputFormat.usual(isSingle: true, isTerminal: true) == .json)
    #expect(OutputFormat.usual(isSingle: false, isTerminal: true) == .table)
    #expect(OutputFormat.usual(isSingle: true, isTerminal: false) == .ndjson)
    #expect(OutputFormat.usual(isSingle: false, isTerminal: false) == .ndjson)
  }
}
