import JSON
import Testing

@Suite struct WritingTests {
  @Test func escapesOnlyWhatMustBe() {
    let value = JSONValue.string("\"\\/\u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f}é\u{2028}😀")
    #expect(value.compact == #""\"\\/\b\f\n\r\t\u0001\u001f"# + "\u{7f}é\u{2028}😀\"")
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
