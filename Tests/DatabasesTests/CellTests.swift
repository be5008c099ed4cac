import Expressions
import JSON
import Testing

@testable import Databases

/// Values of rows as cells.
@Suite struct CellTests {
  private static func cell(_ kind: ColumnKind, _ json: String) throws -> Cell {
    let column = TableColumn("x", kind, at: RowPath(keys: "x"))
    return try CellReader(column: column).cell(try RawJSON(parsing: json))
  }

  @Test(arguments: [
    (ColumnKind.text, #""a\tb""#, Cell.text("a\tb")), (.text, "null", .null),
    (.text, "5", .text("5")),
    (.text, #"{"id":"cus_1","name":"x"}"#, .text("cus_1")),
    (.text, #"{"a": 1}"#, .text(#"{"a":1}"#)),
    (.integer, "-12", .integer(-12)), (.integer, "2000.0", .integer(2000)),
    (.integer, #""9007199254740993""#, .integer(9_007_199_254_740_993)),
    (.integer, "9223372036854775807", .integer(.max)),
    (.number, "12.50", .text("12.50")), (.decimal, #""0.000000001""#, .text("0.000000001")),
    (.boolean, "true", .boolean(true)), (.timestamp, "0", .time(0)),
    (.timestamp, #""2026-01-31T10:00:00.123Z""#, .text("2026-01-31T10:00:00.123Z")),
    (.json, #"{ "b": [1, 2.50], "a": "x" }"#, .text(#"{"b":[1,2.50],"a":"x"}"#)),
    (.json, #""x""#, .text(#""x""#)), (.json, "null", .null),
  ])
  func `values that fit`(kind: ColumnKind, json: String, expected: Cell) throws {
    #expect(try Self.cell(kind, json) == expected)
  }

  @Test(arguments: [
    (ColumnKind.integer, "1.5"), (.integer, "9223372036854775808"), (.integer, #""x""#),
    (.boolean, "1"), (.boolean, #""true""#), (.number, #""12 %""#), (.timestamp, #""soon""#),
    (.timestamp, "1e20"), (.timestamp, "99999999999999"), (.text, #""a\u0000b""#),
  ])
  func `values that do not fit are refused with the column and the value`(
    kind: ColumnKind, json: String
  ) throws {
    let error = try #require(throws: DatabaseProblem.self) { try Self.cell(kind, json) }
    #expect(error.kind == .value)
    #expect(error.message.hasPrefix("`x` is "))
  }

  @Test func `times are ISO texts in UTC`() {
    #expect(Cell.time(1_780_272_000).text == "2026-06-01T00:00:00Z")
  }

  @Test func `the name of the row is part of the problem, and other members are noted`() throws {
    var reader = RowReader(.things())
    let row = try RawJSON(parsing: #"{"id":"a","created":true}"#)
    let error = try #require(throws: DatabaseProblem.self) { try reader.cells(of: .raw(row)) }
    #expect(error.message == "a: `created` is a time, but a value is true")
    let other = try RawJSON(parsing: #"{"id":"a","extra":1,"empty":null}"#)
    #expect(try reader.cells(of: .raw(other)) == [.text("a"), .null, .null])
    #expect(reader.unknownMembers == ["extra"])
  }
}
