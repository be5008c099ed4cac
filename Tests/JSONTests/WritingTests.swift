import JSON
import Testing

@Suite struct WritingTests {
  @Test func escapesOnlyWhatMustBe() {
    let value = JSONValue.string("\"\\/\u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f}é\u{2028}😀")
    #expect(value.compact == #""\"\\/\b\f\n\r\t\u0001\u001f"# + "\u{7f}é\u{2028}😀\"")
  }

  @Test func findsWhatMustBeEscapedAtEachPlace() throws {
    for length in 1...20 {
      for place in 0..<length {
        for scalar in ["\"", "\\", "\u{1f}", "\0", "\u{80}", "!", "#", "[", "]", " "] {
          var letters = Array(repeating: "é", count: length)
          letters[place] = scalar
          let text = letters.joined()
          let written = JSONValue.string(text).compact
          #expect(try JSONValue(parsing: written).string == text)
          let isPlain = !["\"", "\\", "\u{1f}", "\0"].contains(scalar)
          #expect((written == "\"\(text)\"") == isPlain)
        }
      }
    }
  }

  @Test func aValueIsFoundNearAPlaceAndElsewhere() {
    let object: JSONObject = ["a": 1, "b": 2]
    for index in 0...3 {
      #expect(object.value(of: "a", near: index) == 1 && object.value(of: "b", near: index) == 2)
      #expect(object.value(of: "c", near: index) == nil)
    }
  }

  @Test func indentsByTwo() throws {
    let value = try JSONValue(parsing: #"{"a":{"b":[1,{"c":null}],"d":[]},"e":{},"f":"x"}"#)
    #expect(
      value.pretty == """
        {
          "a": {
            "b": [
              1,
              {
                "c": null
              }
            ],
            "d": []
          },
          "e": {},
          "f": "x"
        }
        """)
  }

  @Test func writesScalars() {
    let value: JSONValue = [true, false, nil, 12, "text"]
    #expect(value.compact == #"[true,false,null,12,"text"]"#)
    #expect(JSONValue.string("").pretty == #""""#)
  }

  @Test func appendsToWhatIsThere() {
    var bytes = Array("x".utf8)
    JSONValue.object(["k\n": 1]).appendCompact(to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == #"x{"k\n":1}"#)
  }
}
