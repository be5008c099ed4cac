import Testing

@testable import AccountConfiguration

@Suite("TOML")
struct TOMLParserTests {
  private func parse(_ text: String) throws(TOMLError) -> TOMLTable { try TOMLParser.parse(text) }

  /// The value of `x = …`.
  private func value(_ text: String) throws -> TOMLValue? { try parse("x = \(text)\n")["x"] }

  @Test(
    "plain values",
    arguments: [
      ("true", .boolean(true)), ("false", .boolean(false)), ("0", .integer(0)),
      ("+99", .integer(99)), ("-17", .integer(-17)), ("1_000", .integer(1000)),
      ("-0", .integer(0)), ("9223372036854775807", .integer(.max)),
      ("0xDEAD_beef", .integer(0xdead_beef)),
      ("0o755", .integer(0o755)), ("0b101", .integer(5)), ("1.5", .float(1.5)),
      ("-0.01", .float(-0.01)), ("5e+22", .float(5e22)), ("1_0.2_5E-1", .float(1.025)),
      ("6e2", .float(600)), ("inf", .float(.infinity)), ("-inf", .float(-.infinity)),
      ("1979-05-27", .date("1979-05-27")), ("07:32:00.5", .date("07:32:00.5")),
      ("1979-05-27T07:32:00Z", .date("1979-05-27T07:32:00Z")),
      ("1979-05-27 07:32:00-07:00", .date("1979-05-27 07:32:00-07:00")),
      ("1979-05-27 # day", .date("1979-05-27")),
    ] as [(String, TOMLValue)])
  func plainValues(text: String, expected: TOMLValue) throws {
    #expect(try value(text) == expected)
  }

  @Test(
    "what looks like a value and is none",
    arguments: [
      "", "1_", "_1", "1__0", "01", "1.", ".5", "1.e1", "1e", "+", "0x", "0xg", "-0x1", "truE",
      "yes",
      "9223372036854775808", "1979-5-27", "1979-05-27T", "07:32", "1979-05-27T07:32:00.", "é",
      "1 2",
      "'a' 'b'", "1979-05-27 x",
    ])
  func noValues(text: String) {
    #expect(throws: TOMLError.self) { try value(text) }
  }

  @Test("strings of the four kinds")
  func strings() throws {
    #expect(try value(#""a\tb\"c\\d\u00e9\U0001F600""#) == .string("a\tb\"c\\dé😀"))
    #expect(try value(#"'C:\new'"#) == .string("C:\\new"))
    #expect(try value(#""""#) == .string(""))
    #expect(
      try value("\"\"\"\none\r\n\"two\" \\\n   \n  three\"\"\"") == .string("one\n\"two\" three"))
    #expect(try value("'''\n\\a''b'''") == .string("\\a''b"))
    #expect(try value("\"\"\"a\"\"\"\"\"") == .string("a\"\""))
    #expect(try value("\"é # =\" # comment") == .string("é # ="))
  }

  @Test(
    "strings that are none",
    arguments: [
      "\"", "\"a", "'a", "\"\\q\"", "\"\\u12\"", "\"\\uD800\"", "\"\\U00110000\"", "\"a\nb\"",
      "\"\u{0}\"", "'\u{7f}'", "\"\"\"a", "'''a''", "\"\\",
    ])
  func noStrings(text: String) {
    #expect(throws: TOMLError.self) { try value(text) }
  }

  @Test("lists and inline tables")
  func nesting() throws {
    #expect(try value("[ 1, # one\n 2,\n]") == .array([.integer(1), .integer(2)]))
    #expect(try value("[]") == .array([]))
    #expect(try value("{}")?.table?.names == [])
    let table = try value("{ a.b = 1, 'c d' = [ {} ] }")?.table
    #expect(table?["a"]?.table?["b"] == .integer(1))
    #expect(table?["c d"] == .array([.table(TOMLTable(origin: .inline))]))
  }

  @Test("headers, dotted names and lists of tables reach the same places")
  func tables() throws {
    let root = try parse(
      """
      \u{feff}a.b = 1
      "a". c = 2
      [ x . y ]
      z = 3
      [x]
      w = 4
      [[list]]
      n = 1
      [[list]]
      n = 2
      [list.below]
      m = 3
      """)
    #expect(root["a"]?.table?.names == ["b", "c"])
    #expect(root["x"]?.table?["y"]?.table?["z"] == .integer(3))
    #expect(root["x"]?.table?["w"] == .integer(4))
    guard case .array(let tables)? = root["list"] else { return #expect(root["list"] == nil) }
    #expect(tables.map { $0.table?["n"] } == [.integer(1), .integer(2)])
    #expect(tables.last?.table?["below"]?.table?["m"] == .integer(3))
  }

  @Test("each member knows its line")
  func lines() throws {
    let root = try parse("# c\r\n[a]\r\nx = \"\"\"\r\n\r\n\"\"\"\r\ny = 1")
    let table = try #require(root.members["a"])
    #expect(table.line == 2)
    #expect(table.value.table?.members["x"]?.line == 3)
    #expect(table.value.table?.members["y"]?.line == 6)
    #expect(table.value.table?.names == ["x", "y"])
  }

  @Test(
    "a name has one value",
    arguments: [
      "a = 1\na = 2", "a = 1\n[a]", "[a]\n[a]", "a = {}\na.b = 1", "a = {}\n[a.b]",
      "a = 1\na.b = 1",
      "[[a]]\n[a]", "a = []\n[[a]]", "[a]\n[[a]]", "a = {b = 1, b = 2}", "a = [1]\n[a.b]",
    ])
  func duplicates(text: String) {
    let error = #expect(throws: TOMLError.self) { try parse(text) }
    #expect(error?.reason == "a name is given twice")
  }

  @Test(
    "an error has the line it was met in",
    arguments: [
      ("a = 1\n\nb c = 2", 3), ("[a", 1), ("[]", 1), ("[[a]", 1), ("[=x]", 1), ("\n[ [a] ]", 2),
      ("a", 1), ("a =", 1), ("= 1", 1), ("a = 1\rb = 2", 1), ("a = [1\n2]", 2), ("a = {b = 1", 1),
      ("# \u{1}", 1), ("a = {b = 1,}", 1), ("a = {\n}", 1), ("a..b = 1", 1), ("é = 1", 1),
      ("\"\"\"a\"\"\" = 1", 1), ("a = [[1]", 1), ("\u{0}", 1), ("[a] b", 1),
    ])
  func errors(text: String, line: Int) {
    let error = #expect(throws: TOMLError.self) { try parse(text) }
    #expect(error?.line == line)
  }

  @Test("nesting has an end")
  func depth() {
    #expect(throws: TOMLError.self) {
      try parse("a = " + String(repeating: "[", count: 100_000))
    }
    #expect(throws: TOMLError.self) {
      try parse(String(repeating: "a.", count: 100_000) + "a = 1")
    }
    #expect(throws: TOMLError.self) {
      try parse("a = " + String(repeating: "{a=", count: 100_000))
    }
  }
}
