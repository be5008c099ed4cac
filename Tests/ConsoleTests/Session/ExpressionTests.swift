import JSON
import Testing

@testable import Console

/// What expressions come to. The sessions' present is 2026-06-01T00:00:00Z, a Monday.
@Suite struct ExpressionTests {
  @Test(arguments: [
    ("5 % 3", "2"), ("-5 % 3", "-2"), ("5.5 % 2", "1.5"), ("7 / 2", "3.5"),
    ("1 / 3", "0.3333333333333333"), ("2 + 3 * 4 % 5", "4"),
    (#""a" ++ 1 ++ true ++ null ++ "b""#, "a1trueb"), (#"concat("x", 1.50, null)"#, "x1.50"),
    ("if(1 < 2, \"yes\", \"no\")", "yes"), ("if(1 = 1, 5, 1 / 0)", "5"),
    ("if(null, 1, 2)", "2"), ("coalesce(null, 7, 1 / 0)", "7"), ("coalesce(null, null)", "null"),
    ("round(2.5)", "3"), ("round(-2.5)", "-3"), ("round(2.345, 2)", "2.35"),
    ("round(1250, -2)", "1300"), ("round(1.5, 1)", "1.5"), ("floor(-1.5)", "-2"),
    ("floor(2)", "2"), ("ceil(1.2)", "2"), ("ceil(-1.2)", "-1"), ("abs(-3.5)", "3.5"),
    ("abs(null)", "null"), (#"lower("ÄB")"#, "äb"), (#"upper("straße")"#, "STRASSE"),
    (#"trim("  a b ")"#, "a b"), (#"substring("invoice", 1, 2)"#, "in"),
    (#"substring("invoice", 3)"#, "voice"), (#"substring("abc", -1, 3)"#, "a"),
    (#"substring("abc", 9)"#, ""), (#"replace("a.b.c", ".", "-")"#, "a-b-c"),
    (#"split("a,b,,c", ",")"#, #"["a","b","","c"]"#), (#"last(split("a@b.de", "@"))"#, "b.de"),
    (#"starts_with("INV-1", "INV")"#, "true"), (#"ends_with("a.de", ".com")"#, "false"),
    (#"matches("INV-2026", '^INV-\d{4}$')"#, "true"), (#"matches("abc", "^b")"#, "false"),
    (#"length("äöü")"#, "3"), ("length([1, 2])", "2"), ("first([4, 5])", "4"),
    (#"money(2000, "usd")"#, "20.00"), (#"money(12400, "jpy")"#, "12400"),
    (#"money(5120, "kwd")"#, "5.120"), (#"money(-5, "EUR")"#, "-0.05"),
    (#"money(10.5, "usd")"#, "0.105"), (#"money(null, "usd")"#, "null"),
  ])
  func `values are computed`(expression: String, expected: String) async throws {
    #expect(try await printed("print \(expression)") == expected)
  }

  @Test(arguments: [
    ("now", "2026-06-01T00:00:00Z"), ("now - 30d", "2026-05-02T00:00:00Z"),
    ("now - 1mo", "2026-05-01T00:00:00Z"), ("2026-03-31 - 1mo", "2026-02-28T00:00:00Z"),
    ("1mo + 2024-01-31", "2024-02-29T00:00:00Z"), ("2024-02-29 + 1y", "2025-02-28T00:00:00Z"),
    ("2026-11-30T10:05 + 1q", "2027-02-28T10:05:00Z"), ("now - 2026-05-31", "86400"),
    ("now + 1d - 12h", "2026-06-01T12:00:00Z"), (#""at ${now}""#, "at 2026-06-01T00:00:00Z"),
    (#""at " ++ (now + 60)"#, "at 2026-06-01T00:01:00Z"),
    ("2026-10-26T14:31:00+02:00", "2026-10-26T12:31:00Z"), ("date(now)", "2026-06-01"),
    ("month(now)", "2026-06"), ("quarter(now)", "2026-Q2"), ("year(now)", "2026"),
    ("week(2027-01-01)", "2026-W53"), ("weekday(now)", "1"), ("hour(now + 90m)", "1"),
    ("month(1780272000)", "2026-06"), (#"month("2026-10-05")"#, "2026-10"),
    ("month(null)", "null"),
    (
      #"format_time(now, "EEEE, d MMMM yy HH:mm")"#,
      "Monday, 1 June 26 00:00"
    ),
    (#"format_time(now - 1, "yyyy-MM-dd 'at' h:mm a")"#, "2026-05-31 at 11:59 PM"),
    ("last month", #"{"start":1777593600,"end":1780272000}"#),
  ])
  func `times are computed by the calendar`(expression: String, expected: String) async throws {
    #expect(try await printed("print \(expression)") == expected)
  }

  @Test(arguments: [
    ("last month", "2026-05-01", true), ("last month", "2026-05-31T23:59:59", true),
    ("last month", "2026-06-01", false), ("this year", "2026-01-01", true),
    ("this year", "2027-01-01", false), ("2026-Q3", "2026-09-30", true),
    ("2026-Q3", "2026-10-01", false), ("2026-W01", "2025-12-29", true),
    ("2026", "2026-07-01", true),
    ("today", "2026-06-01T23:59:59", true), ("next day", "2026-06-02", true),
    ("2026-02", "2026-02-28T23:59:59", true), ("2024-02", "2024-02-29", true),
    ("(2026-01, 2026-03)", "2026-03-05", true), ("(2026-01, 2026-03)", "2026-02-05", false),
    ("2026-06-01", "2026-06-01T12:00", true), ("2026-06-01", "2026-06-02", false),
  ])
  func `a time is in a period or not`(period: String, time: String, isIn: Bool) async throws {
    #expect(
      try await printed("let t = \(time)\nprint $t in \(period)\nprint $t not in \(period)")
        == "\(isIn)\n\(!isIn)")
  }

  @Test func `a period can be named`() async throws {
    #expect(
      try await printed(
        "let p = last month\nlet t = 2026-05-09\nprint $t in $p\nprint $t not in $p\nprint $p.end")
        == "true\nfalse\n2026-06-01T00:00:00Z")
  }

  @Test(arguments: [
    ("lower([1])", "`lower` requires a text, and this is a list"),
    ("month(true)", "`month` requires a time"), ("round(\"x\")", "`round` requires a number"),
    ("round(1, 2, 3)", "`round` takes 1 to 2 arguments"), ("if(1, 2)", "`if` takes 3 arguments"),
    ("if(1, 2, 3)", "a condition must be true or false"), ("nosuch(1)", "unknown function"),
    ("lowre(\"A\")", "did you mean `lower`?"), ("1mo", "`1mo` has no fixed length"),
    ("2 * 1y", "has no fixed length"), ("\"a\" + 1", "texts are joined by `++`"),
    ("true + 1mo", "months are added to a time"), ("count(distinct [1])", "`distinct` is for"),
    ("now = last month", "a period cannot be compared with a single value"),
    ("5 in 2026-10", "only times are in a period"), ("2026-W54", "is not a period"),
    ("now - 99999999999y", "this duration is too long"),
  ])
  func `what has no value is refused before the run`(
    expression: String, problem: String
  ) async throws {
    let place = try TestPlace()
    #expect(await place.run("print \(expression)") == 2)
    #expect(place.messages.text.contains(problem), "\(place.messages.text)")
  }

  @Test(arguments: [
    (
      #"let x = request GET "/v1/balance""#, "print lower($x.livemode)",
      "`lower` requires a text, and this is false"
    ),
    ("let x = 0", "print 1 % $x", "division by zero"),
    (#"let x = ["("]"#, "print matches(\"a\", $x[0])", "is not a regular expression"),
    (#"let x = ["yyyy-ZZ"]"#, "print format_time(now, $x[0])", "is not part of a pattern of times"),
    (#"let x = ["xxx"]"#, "print money(5, $x[0])", "`xxx` is not a known currency"),
    (#"let x = ["9999999999999999"]"#, "print month($x[0])", "`month` requires a time"),
  ])
  func `what turns out to have no value fails at its place`(
    first: String, second: String, problem: String
  ) async throws {
    let place = try TestPlace()
    #expect(await place.run("\(first)\n\(second)") == 1)
    #expect(place.messages.text.contains(problem), "\(place.messages.text)")
    #expect(place.messages.text.contains(":2:"), "\(place.messages.text)")
  }

  private func printed(_ text: String) async throws -> String {
    let place = try TestPlace()
    #expect(await place.run(text) == 0, "\(place.messages.text)")
    return place.lines.joined(separator: "\n")
  }
}
