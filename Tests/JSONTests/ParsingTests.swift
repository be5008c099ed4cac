import JSON
import Testing

@Suite struct ParsingTests {
  @Test func keepsOrderNumbersAndRepeatedKeys() throws {
    let value = try JSONValue(parsing: #" {"b": 1.50, "a": [1E+2, -0], "b": null} "#)
    #expect(value.object?.keys == ["b", "a", "b"])
    #expect(value.compact == #"{"b":1.50,"a":[1E+2,-0],"b":null}"#)
    #expect(value["b"] == .null)
  }

  @Test func findsTheLastMemberOfAName() {
    var object: JSONObject = ["ab": 1, "ac": 2, "ab": 3, "caf\u{e9}": 4]
    #expect(object["ab"] == 3)
    #expect(object["a"] == nil)
    #expect(object["cafe\u{301}"] == 4)
    object["ac"] = 5
    object["ab"] = nil
    object["ad"] = nil
    object["cafe\u{301}"] = 6
    #expect(object == ["ac": 5, "caf\u{e9}": 6])
  }

  @Test func resolvesEscapes() throws {
    let text = #""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\uD83D\uDE00""#
    #expect(try JSONValue(parsing: text) == .string("\"\\/\u{8}\u{c}\n\r\tAé€😀"))
    #expect(try RawJSON(parsing: text).string == "\"\\/\u{8}\u{c}\n\r\tAé€😀")
  }

  @Test(arguments: [#""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, #""\ud800x""#])
  func readsHalfASurrogatePairAsReplacement(text: String) throws {
    let string = try #require(try JSONValue(parsing: text).string)
    #expect(string.hasPrefix("\u{FFFD}"))
    #expect(string.unicodeScalars.filter { $0 == "\u{FFFD}" }.count == 1)
    #expect(try RawJSON(parsing: text).compact == text)
  }

  @Test func keepsNumbersOfAnySize() throws {
    let text = "[123456789012345678901234567890,1e99999,-1.0E-7,0.10]"
    #expect(try JSONValue(parsing: text).compact == text)
    #expect(try RawJSON(parsing: text).compact == text)
  }

  @Test(arguments: [
    ("", 0, "unexpected end of input"),
    ("  ", 2, "unexpected end of input"),
    ("{", 1, "unexpected end of input"),
    (#"{"a""#, 4, "unexpected end of input"),
    (#"{"a":1"#, 6, "unexpected end of input"),
    (#""abc"#, 4, "unexpected end of input"),
    (#""abc\"#, 5, "unexpected end of input"),
    (#"["\u12"#, 6, "unexpected end of input"),
    ("tru", 3, "unexpected end of input"),
    ("-", 1, "unexpected end of input"),
    ("1.", 2, "unexpected end of input"),
    ("[1 2]", 3, "expected a comma or `]`"),
    (#"{"a":1 "b"}"#, 7, "expected a comma or `}`"),
    ("[1}", 2, "expected a comma or `]`"),
    ("[1,]", 3, "expected a value"),
    (#"{"a":1,}"#, 7, "expected a member's name"),
    ("{a:1}", 1, "expected a member's name"),
    (#"{"a" 1}"#, 5, "expected a colon"),
    ("01", 1, "a number cannot start with 0"),
    ("1.x", 2, "expected a digit"),
    ("+1", 0, "expected a value"),
    ("NaN", 0, "expected a value"),
    ("nulL", 3, "expected a value"),
    ("1 2", 2, "expected nothing after the value"),
    ("nullx", 4, "expected nothing after the value"),
    (#""\x""#, 2, "invalid escape sequence"),
    (#""\u12g4""#, 5, "expected four hexadecimal digits"),
    ("\"a\tb\"", 2, "a control character in a string must be escaped"),
    ("\u{FEFF}1", 0, "expected a value"),
  ])
  func saysWhatIsWrongAndWhere(text: String, offset: Int, reason: String) {
    let error = JSONError(offset: offset, reason: reason)
    #expect(throws: error) { try JSONValue(parsing: text) }
    #expect(throws: error) { try RawJSON(parsing: text) }
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0xAF], [0xC2], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xFF],
    ] as [[UInt8]])
  func refusesInvalidUTF8(bytes: [UInt8]) {
    let quoted = [0x22] + bytes + [0x22]
    #expect(throws: JSONError.self) { try JSONValue(parsing: quoted) }
    #expect(throws: JSONError.self) { try RawJSON(parsing: quoted) }
  }

  @Test func nestsFiveHundredAndTwelveDeep() throws {
    let deepest = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(try JSONValue(parsing: deepest).compact == deepest)
    let error = JSONError(offset: 512, reason: "nested too deeply")
    #expect(throws: error) { try RawJSON(parsing: "[\(deepest)]") }
    #expect(throws: error) { try JSONValue(parsing: "[\(deepest)]") }
  }
}
