import Expressions
import JSON
import Presentation
import Testing

@Suite struct DelimitedFormatTests {
  @Test func quotesByRFC4180() throws {
    let row = #"{"a":"x,y","b":"say \"hi\"","c":"two\nlines","d":" plain ","e":"","f":null}"#
    #expect(
      try rendered(.csv, [row]).text
        == "a,b,c,d,e,f\n\"x,y\",\"say \"\"hi\"\"\",\"two\nlines\", plain ,\"\",\n")
  }

  @Test func flattensObjectsAndKeepsArrays() throws {
    let rows = [
      #"{"id":"a","customer":null,"metadata":{},"tags":[1, "x"],"total":1.50,"paid":true}"#,
      #"{"id":"b","customer":{"email":"e","address":{"city":"c"}},"metadata":{"po":"7"}}"#,
    ]
    #expect(
      try rendered(.csv, rows).text
        == "id,customer.email,customer.address.city,metadata.po,tags,total,paid\n"
        + "a,,,,\"[1,\"\"x\"\"]\",1.50,true\n"
        + "b,e,c,7,,,\n")
  }

  @Test func keepsAColumnThatIsSometimesAnObject() throws {
    let rows = [#"{"customer":"cus_1"}"#, #"{"customer":{"id":"cus_2"}}"#]
    #expect(try rendered(.csv, rows).text == "customer,customer.id\ncus_1,\n,cus_2\n")
  }

  @Test func keepsAColumnThatIsAlwaysEmpty() throws {
    #expect(try rendered(.csv, [#"{"a":null,"m":{}}"#]).text == "a,m\n,\n")
  }

  @Test func quotesKeysWithDots() throws {
    #expect(
      try rendered(.tsv, [#"{"m":{"a.b":1},"c.d":2}"#]).text
        == lines("m[\"a.b\"]\t[\"c.d\"]", "1\t2"))
  }

  @Test func rowsThatAreNoObjectsHaveOneColumn() throws {
    #expect(try rendered(.csv, ["1", "\"x\"", "[2]"]).text == "value\n1\nx\n[2]\n")
  }

  @Test func takesSelectedColumns() throws {
    let columns = [
      Column("customer.email", at: RowPath(keys: "customer", "email")), Column(member: "total"),
    ]
    let row = #"{"total":5,"customer":{"email":"e","name":"n"}}"#
    let options = OutputOptions(columns: columns)
    #expect(
      try rendered(.csv, [row, "{}"], options).text == "customer.email,total\ne,5\n,\n")
    #expect(try rendered(.csv, [], options).text == "customer.email,total\n")
    #expect(try rendered(.csv, []).text == "")
  }

  @Test func reachesIntoLists() throws {
    let column = Column("amount", at: RowPath([.key("lines"), .index(1), .key("amount")]))
    let row = #"{"lines":[{"amount":1},{"amount":2}]}"#
    #expect(
      try rendered(.csv, [row], OutputOptions(columns: [column])).text == "amount\n2\n")
  }

  @Test func warnsOfMembersThatComeTooLate() throws {
    let early = Array(repeating: #"{"a":1,"m":{}}"#, count: 100)
    let late = #"{"a":2,"b":3,"n":null,"m":{"x":4}}"#
    let result = try rendered(.csv, early + [late])
    #expect(result.text.hasPrefix("a,m\n1,\n"))
    #expect(result.text.hasSuffix("1,\n2,\n"))
    #expect(
      result.warnings == [
        "`b`, `m.x` omitted: they first appear after row 100; "
          + "list them with `select`"
      ])
    #expect(try rendered(.csv, early).warnings == [])
  }

  @Test func streamsOnceTheHeaderIsSettled() throws {
    let sink = MemorySink()
    var writer = OutputFormat.csv.writer(into: sink)
    for _ in 0..<99 { try writer.write(.computed(["a": 1])) }
    try writer.flush()
    #expect(sink.text == "")
    try writer.write(.computed(["a": 2]))
    try writer.flush()
    #expect(sink.text.hasSuffix("1\n2\n"))
  }

  @Test func escapesTabsInTSV() throws {
    #expect(
      try rendered(.tsv, [#"{"a":"x\ty","b":"c:\\d\r\n","c":"","d":"é,\""}"#]).text
        == lines("a\tb\tc\td", "x\\ty\tc:\\\\d\\r\\n\t\té,\""))
  }

  @Test func letsNothingSteerATerminal() throws {
    let row = #"{"a":"\u001b[2J"}"#
    #expect(try rendered(.csv, [row]).text == "a\n\u{1B}[2J\n")
    let shown = try rendered(.csv, [row], OutputOptions(isTerminal: true)).text
    #expect(shown == "a\n\\u001b[2J\n")
    let tabs = try rendered(.tsv, [#"{"a":"\t\u0007"}"#], OutputOptions(isTerminal: true)).text
    #expect(tabs == lines("a", "\\t\\u0007"))
  }
}
