import Expressions
import JSON
import Presentation
import Testing

@Suite struct ChartFormatTests {
  private static let money = DisplayKind.money(currency: RowPath(keys: "currency"))

  private static func options(
    _ columns: [(String, DisplayKind)], width: Int? = 40
  ) -> OutputOptions {
    OutputOptions(
      columns: columns.map { Column($0.0, at: RowPath(keys: $0.0), showing: $0.1) }, width: width)
  }

  @Test func drawsABarForEachLabel() throws {
    let rows = [
      #"{"status":"paid","total":40000,"currency":"usd"}"#,
      #"{"status":"draft","total":10000,"currency":"usd"}"#,
      #"{"status":"void","total":0,"currency":"usd"}"#,
    ]
    #expect(
      try rendered(.chart, rows, Self.options([("status", .state), ("total", Self.money)])).text
        == lines(
          "paid   █████████████████████████ $400.00", "draft  ██████▎ $100.00", "void   $0.00"))
  }

  @Test func showsPartsOfACellAndWhatIsLittle() throws {
    let rows = [#"{"k":"a","n":1000}"#, #"{"k":"b","n":510}"#, #"{"k":"c","n":1}"#]
    #expect(
      try rendered(.chart, rows, Self.options([("k", .text), ("n", .number)], width: 18)).text
        == lines("a  ██████████ 1000", "b  █████▏ 510", "c  ▏ 1"))
  }

  @Test func ordersATimeLineAndFillsItsGaps() throws {
    let rows = [#"{"month":"2026-03","n":4}"#, #"{"month":"2025-12","n":2}"#]
    #expect(
      try rendered(.chart, rows, Self.options([("month", .text), ("n", .number)], width: 19)).text
        == lines("2025-12  ████ 2", "2026-01", "2026-02", "2026-03  ████████ 4"))
    let years = [#"{"year":2026,"n":4}"#, #"{"year":2024,"n":8}"#]
    #expect(
      try rendered(
        .chart, years, Self.options([("year", .number), ("n", .number)], width: 16)
      ).text
        == lines("2024  ████████ 8", "2025", "2026  ████ 4"))
    let quarters = [#"{"q":"2026-Q1","n":4}"#, #"{"q":"2025-Q4","n":8}"#]
    #expect(
      try rendered(.chart, quarters, Self.options([("q", .text), ("n", .number)], width: 19)).text
        == lines("2025-Q4  ████████ 8", "2026-Q1  ████ 4"))
    let weeks = [#"{"w":"2027-W01","n":4}"#, #"{"w":"2026-W51","n":8}"#]
    #expect(
      try rendered(.chart, weeks, Self.options([("w", .text), ("n", .number)], width: 20)).text
        == lines("2026-W51  ████████ 8", "2026-W52", "2026-W53", "2027-W01  ████ 4"))
  }

  @Test func groupsSeriesAndScalesEachCurrency() throws {
    let rows = [
      #"{"month":"2026-01","currency":"usd","total":1000}"#,
      #"{"month":"2026-01","currency":"jpy","total":5000}"#,
      #"{"month":"2026-02","currency":"usd","total":500}"#,
    ]
    let options = Self.options(
      [("month", .text), ("currency", .text), ("total", Self.money)], width: 29)
    #expect(
      try rendered(.chart, rows, options).text
        == lines(
          "2026-01  usd  ████████ $10.00", "         jpy  ████████ ¥5,000",
          "2026-02  usd  ████ $5.00"))
  }

  @Test func drawsSeveralNumbersInTurn() throws {
    let rows = [#"{"k":"a","n":2,"m":30}"#, #"{"k":"b","n":1,"m":60}"#]
    let options = Self.options([("k", .text), ("n", .number), ("m", .number)], width: 17)
    #expect(
      try rendered(.chart, rows, options).text
        == lines(
          "a  n  ████████ 2", "   m  ████ 30", "b  n  ████ 1", "   m  ████████ 60"))
  }

  @Test func drawsNegativeValuesToTheLeft() throws {
    let rows = [#"{"k":"a","n":10}"#, #"{"k":"b","n":-10}"#]
    #expect(
      try rendered(.chart, rows, Self.options([("k", .text), ("n", .number)], width: 15)).text
        == lines("a      ████ 10", "b  ████ -10"))
  }

  @Test func showsATableWhereThereIsNothingToDraw() throws {
    let options = Self.options([("k", .text), ("s", .text)])
    let result = try rendered(.chart, [#"{"k":"a","s":"b"}"#], options)
    #expect(result.text == lines("k  s", "─  ─", "a  b"))
    #expect(
      result.warnings == ["No chart: the result has no column of numbers; shown as a table"])
    let empty = try rendered(.chart, [], Self.options([("k", .text), ("n", .number)]))
    #expect(empty.text == lines("k  n", "─  ─"))
    #expect(empty.warnings == [])
  }

  @Test func saysThatItShowsTheFirstRows() throws {
    let rows = (0..<1_005).map { #"{"k":"\#($0)","n":1}"# }
    let result = try rendered(.chart, rows, Self.options([("k", .text), ("n", .number)]))
    #expect(result.text.split(separator: "\n").count == 1_000)
    #expect(
      result.warnings
        == ["Only the first 1000 of 1005 rows are shown; group them, or add `limit`"])
  }

  @Test(arguments: [20, 40, 80, 120]) func fitsTheWidth(width: Int) throws {
    let rows = (1...12).map { month in
      #"{"label":"a rather long label number \#(month)","n":\#(month * 12345)}"#
    }
    let options = Self.options([("label", .text), ("n", .number)], width: width)
    let widest = try rendered(.chart, rows, options).text
      .split(separator: "\n").map { DisplayWidth.of($0) }.max()
    #expect((widest ?? 0) <= max(width, 26))
  }
}
