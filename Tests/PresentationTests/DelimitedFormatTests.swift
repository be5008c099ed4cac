import Expressions
import JSON
import Presentation
import StripeCatalog
import Synchronization
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

  @Test func keepsMembersThatComeLate() throws {
    let early = Array(repeating: #"{"a":1,"m":{}}"#, count: 300)
    let late = #"{"a":2,"b":3,"n":null,"m":{"x":4}}"#
    let result = try rendered(.csv, early + [late])
    #expect(result.text.hasPrefix("a,m.x,b,n\n1,,,\n"))
    #expect(result.text.hasSuffix("1,,,\n2,4,3,\n"))
    #expect(result.warnings == [])
  }

  @Test func holdsWaitingRowsInASpool() throws {
    let spool = TestSpool()
    var options = OutputOptions()
    options.makeSpace = { spool }
    let long = String(repeating: "x", count: 1000)
    let rows = (0..<700).map { "{\"n\":\($0),\"text\":\"\(long)\"}" }
    let text = try rendered(.csv, rows, options).text
    #expect(try text == rendered(.csv, rows).text)
    #expect(text.split(separator: "\n").count == 701)
    #expect(spool.count > 500_000)
    #expect(!spool.holds(UInt8(ascii: "{")), "rows wait as fields, and are not read again")
  }

  @Test func takesTheLastOfEqualKeys() throws {
    let row = #"{"a":1,"a":null,"b":{"c":1},"b":{"c":2}}"#
    #expect(try rendered(.csv, [row]).text == "a,b.c\n,2\n")
  }

  @Test func knowsAnObjectsFieldsWhereRowsWait() throws {
    var options = OutputOptions()
    options.object = Catalog.embedded.object(named: "invoice")
    (options.dates, options.money) = (.iso, .decimal)
    let rows = [#"{"id":"in_1","created":0,"currency":"jpy","total":20}"#, #"{"total":5}"#]
    #expect(
      try rendered(.csv, rows, options).text
        == "id,created,currency,total\nin_1,1970-01-01T00:00:00Z,jpy,20\n,,,5\n")
  }

  @Test func refusesRowsThatChangedWhileTheyWaited() throws {
    var options = OutputOptions()
    options.makeSpace = { TestSpool(returning: UInt8.max) }
    let long = String(repeating: "x", count: 300_000)
    #expect(throws: ChangedSpace.self) {
      try rendered(.csv, ["{\"a\":\"\(long)\"}", "{\"a\":1}"], options)
    }
  }

  @Test func streamsSelectedColumns() throws {
    let sink = MemorySink()
    let options = OutputOptions(columns: [Column(member: "a")])
    var writer = OutputFormat.csv.writer(into: sink, options: options)
    try writer.write(.computed(["a": 1]))
    try writer.flush()
    #expect(sink.text == "a\n1\n")
  }

  @Test func writesDatesAndMoneyAsAsked() throws {
    let columns = [
      Column("at", at: RowPath(keys: "at"), showing: .time),
      Column("total", at: RowPath(keys: "total"), showing: .money(currency: RowPath(keys: "c"))),
    ]
    let rows = [
      #"{"at":1793025060,"total":2000,"c":"usd"}"#, #"{"at":null,"total":-5,"c":"kwd"}"#,
      #"{"at":0,"total":7,"c":null}"#,
    ]
    var options = OutputOptions(columns: columns)
    #expect(
      try rendered(.csv, rows, options).text == "at,total\n1793025060,2000\n,-5\n0,7\n")
    (options.dates, options.money) = (.iso, .decimal)
    #expect(
      try rendered(.csv, rows, options).text
        == "at,total\n2026-10-26T14:31:00Z,20.00\n,-0.005\n1970-01-01T00:00:00Z,7\n")
    options.zone = try #require(ClockZone(named: "Asia/Tokyo"))
    #expect(
      try rendered(.tsv, rows, options).text.contains("2026-10-26T23:31:00+09:00\t20.00\n"))
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

/// A spool in memory that counts what it is given.
private final class TestSpool: SpillSpace {
  private let bytes = Mutex<[UInt8]>([])
  private let wrong: UInt8?

  /// - Parameter wrong: what every byte is when it is read; nil for what it was.
  init(returning wrong: UInt8? = nil) { self.wrong = wrong }

  var count: Int { bytes.withLock { $0.count } }
  func holds(_ byte: UInt8) -> Bool { bytes.withLock { $0.contains(byte) } }

  func write(_ new: [UInt8], at offset: Int) throws {
    bytes.withLock { $0.replaceSubrange(offset..., with: new) }
  }

  func read(_ range: Range<Int>) throws -> [UInt8] {
    let kept = bytes.withLock { Array($0[range]) }
    return wrong.map { wrong in kept.map { _ in wrong } } ?? kept
  }
}
