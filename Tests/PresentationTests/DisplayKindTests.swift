import Expressions
import JSON
import Presentation
import StripeCatalog
import Testing

@Suite struct DisplayKindTests {
  private static func shown(
    _ value: String, _ kind: DisplayKind, currency: String = "usd"
  ) throws -> String {
    let columns = [Column("v", at: RowPath(keys: "v"), showing: kind)]
    let row = #"{"v":\#(value),"currency":"\#(currency)"}"#
    let text = try rendered(.table, [row], OutputOptions(columns: columns)).text
    return text.split(separator: "\n").last.map {
      String($0).trimmingPrefix(while: { $0 == " " }).description
    } ?? ""
  }

  private static let money = DisplayKind.money(currency: RowPath(keys: "currency"))

  @Test(arguments: [
    ("56649", "usd", "$566.49"), ("1200", "eur", "€12.00"), ("12400", "jpy", "¥12,400"),
    ("5120", "kwd", "KWD 5.120"), ("-300", "usd", "-$3.00"), ("5", "gbp", "£0.05"),
    ("0", "usd", "$0.00"), ("123456789012", "usd", "$1,234,567,890.12"),
    ("500", "isk", "ISK 5.00"), ("1999", "cad", "CAD 19.99"), ("100.5", "usd", "$1.005"),
    (#""0.5""#, "usd", "$0.005"), ("3863333.3333333", "jpy", "¥3,863,333.33…"),
    ("5", "zzz", "5"), ("1e3", "usd", "1e3"),
    ("9007199254740993", "usd", "$90,071,992,547,409.93"),
  ])
  func `amounts are exact by their currency`(
    value: String, currency: String, text: String
  ) throws {
    #expect(try Self.shown(value, Self.money, currency: currency) == text)
  }

  @Test func `an amount without a known currency is the number that Stripe has`() throws {
    #expect(try Self.shown("56649", .money(currency: nil)) == "56649")
    #expect(try Self.shown("56649", .money(currency: RowPath(keys: "gone"))) == "56649")
  }

  @Test func `times are short and in the zone`() throws {
    let columns = [Column("at", at: RowPath(keys: "at"), showing: .time)]
    var options = OutputOptions(columns: columns)
    let rows = [#"{"at":1793025060}"#, #"{"at":"2026-01-05T10:00:00Z"}"#, #"{"at":1e300}"#]
    #expect(
      try rendered(.table, rows, options).text
        == "at\n────────────────\n2026-10-26 14:31\n2026-01-05 10:00\n1e300\n")
    options.zone = try #require(ClockZone(named: "Europe/Berlin"))
    #expect(try rendered(.table, rows, options).text.contains("2026-10-26 15:31"))
  }

  @Test func `nulls, booleans and empty texts differ`() throws {
    #expect(try Self.shown("null", .text) == "–")
    #expect(try Self.shown(#""""#, .text) == "─")
    #expect(try Self.shown("true", .boolean) == "true")
  }

  @Test func `statuses have colours`() throws {
    let palette = Palette([.good: "32", .failing: "31"])
    let columns = [Column("status", at: RowPath(keys: "status"), showing: .state)]
    let text = try rendered(
      .table, [#"{"status":"paid"}"#, #"{"status":"void"}"#, #"{"status":"strange"}"#],
      OutputOptions(columns: columns, palette: palette)
    ).text
    #expect(
      text.hasSuffix("\u{1B}[32mpaid\u{1B}[0m\n\u{1B}[31mvoid\u{1B}[0m\nstrange\n"))
  }

  @Test func `lists and objects are short`() throws {
    #expect(try Self.shown(#"{"id":"cus_1","name":"x"}"#, .id) == "cus_1")
    #expect(try Self.shown(#"{"data":[{},{}],"has_more":true}"#, .unknown) == "2+ items")
    #expect(try Self.shown(#"[{"a":1}]"#, .unknown) == "1 item")
    #expect(try Self.shown(#"["card","link"]"#, .unknown) == "card, link")
  }

  @Test func `kinds come from the catalog`() throws {
    let invoice = try #require(Catalog.embedded.object(named: "invoice"))
    let expected: [(RowPath, DisplayKind?)] = [
      (RowPath(keys: "total"), Self.money), (RowPath(keys: "created"), .time),
      (RowPath(keys: "status"), .state), (RowPath(keys: "attempted"), .boolean),
      (RowPath(keys: "id"), .id), (RowPath(keys: "customer"), .id),
      (RowPath(keys: "number"), .text), (RowPath(keys: "nothing"), nil),
      (
        RowPath(keys: "lines", "data", "amount"),
        .money(
          currency: RowPath([.key("lines"), .key("data"), .each, .key("currency")]))
      ),
      (
        RowPath(keys: "customer", "balance"),
        .money(currency: RowPath(keys: "customer", "currency"))
      ),
    ]
    for (path, kind) in expected { #expect(invoice.displayKind(at: path) == kind, "\(path)") }
  }

  @Test func `every object has columns, and they are fields of its`() throws {
    for object in Catalog.embedded.objects {
      guard let columns = ObjectColumns.of(object) else {
        #expect(!object.fields.isEmpty, "\(object.name)")
        continue
      }
      #expect(columns.last?.label == "id", "\(object.name)")
      for column in columns {
        #expect(object.displayKind(at: column.path) != nil, "\(object.name).\(column.path)")
      }
    }
    for name in ObjectColumns.names {
      #expect(Catalog.embedded.object(named: name) != nil, "\(name)")
    }
  }

  @Test func `ids of other objects give way to what people read`() throws {
    var options = OutputOptions(width: 80)
    options.object = Catalog.embedded.object(named: "charge")
    let id = "ch_" + String(repeating: "a1", count: 12)
    let row = """
      {"id":"\(id)","amount":1250,"currency":"eur","status":"succeeded",\
      "customer":"cus_\(String(repeating: "b2", count: 12))","created":1793025060}
      """
    let result = try rendered(.table, [row], options)
    #expect(result.text.hasSuffix("€12.50  succeeded  2026-10-26 14:31  \(id)\n"))
    #expect(result.warnings == ["Columns not shown (terminal too narrow): customer"])
    options.width = 44
    #expect(
      try rendered(.table, [row], options).text.hasSuffix("€12.50  succeeded  2026-10-26 14:31\n"))
  }
}
