import JSON
import Testing

@Suite struct JSONDocumentTests {
  private func text(_ raw: RawJSON) -> String { String(decoding: raw.slice, as: UTF8.self) }

  private func document(_ text: String) throws -> JSONDocument {
    try JSONDocument(parsing: Array(text.utf8))
  }

  @Test(arguments: ["", " ", "\n    ", "\r\n\t", "\n" + String(repeating: " ", count: 40)])
  func `a text is compact, and its rows are found, whatever stands between its tokens`(
    space: String
  ) throws {
    let tokens = [
      "{", #""object""#, ":", #""list""#, ",", #""da\u0074a""#, ":", "[", "{", #""id""#, ":",
      #""in_1""#, ",", #""lines""#, ":", "{", #""data""#, ":", "[", "1.50", ",", "[", "]", "]", "}",
      "}", ",", "{", "}", ",", "null", "]", ",", #""none""#, ":", "[", "]", ",", #""has_more""#,
      ":", "false", "}",
    ]
    let page = try document(space + tokens.joined(separator: space) + space)
    #expect(text(page.root) == tokens.joined())
    #expect(page.members.map(\.key) == ["object", "data", "none", "has_more"])
    let data = try #require(page.root["data"])
    #expect(page.members.map { text($0.value) } == [#""list""#, text(data), "[]", "false"])
    #expect(page.elements(of: data).map(text) == data.elements.map(text))
    #expect(data.elements.count == 3)
    for blanks in 0..<50 {
      for ending in ["", "\t", "\r\n", "\n "] {
        let space = "\n" + String(repeating: " ", count: blanks) + ending
        let indented = try document(space + tokens.joined(separator: space))
        #expect(text(indented.root) == tokens.joined())
      }
    }
    let lines = try #require(data[0]?["lines"]?["data"])
    #expect(page.elements(of: lines).map(text) == ["1.50", "[]"])
    #expect(page.elements(of: try #require(page.root["none"])).isEmpty)
    #expect(page.elements(of: try #require(page.root["has_more"])).isEmpty)
  }

  @Test(arguments: ["[[1,2],[3]]", #"[{"data":[1]}]"#, "12", #""{""#, "{}", "[]"])
  func `only an object has members, and lists anywhere have elements`(json: String) throws {
    let document = try document(json)
    #expect(document.members.isEmpty)
    #expect(document.elements(of: document.root).map(text) == document.root.elements.map(text))
    #expect(text(document.root) == json)
  }

  @Test func `a compact row is put out as it is, a part of an indented one made compact`() throws {
    let indented = "{\n  \"a\": [\n    1,\n    \"b c\"\n  ]\n}"
    let compact = #"{"a":[1,"b c"]}"#
    for json in [indented, compact] {
      #expect(try RawJSON(parsing: json).compact == compact)
      #expect(try RawJSON(parsing: json)["a"]?.compact == #"[1,"b c"]"#)
      #expect(try document(json).root["a"]?.detached().compact == #"[1,"b c"]"#)
      let row = try document(json).root
      let part = try #require(row["a"]?[0])
      let new = try RawJSON(parsing: "{ }")
      #expect(row.replacing([(part, new)]).compact == #"{"a":[{},"b c"]}"#)
      #expect(RawJSON(elements: [row, new]).compact == "[" + compact + ",{}]")
    }
  }

  @Test(arguments: [
    "{}", "[]", "12", #""a\\n \"{,:}""#,
    #"{"a":[],"b":{},"c":[{"d":null},[[1.50]]],"e f":"g: h,"}"#,
  ])
  func `a value is indented alike, whatever form it has`(json: String) throws {
    let value = try JSONValue(parsing: json)
    var nested: JSONValue = value
    for _ in 0..<3 { nested = ["a": [nested, true]] }
    for value in [value, nested] {
      let forms = [value.compact, value.pretty, " " + value.pretty.replacing("\n", with: "\r\n\t")]
      for form in forms {
        var bytes: [UInt8] = []
        try RawJSON(parsing: form).appendIndented(to: &bytes, indent: 0)
        #expect(String(decoding: bytes, as: UTF8.self) == value.pretty)
      }
    }
    var moved: [UInt8] = []
    RawJSON(value).appendIndented(to: &moved, indent: 70)
    #expect(
      String(decoding: moved, as: UTF8.self)
        == value.pretty.replacing("\n", with: "\n" + String(repeating: " ", count: 70)))
  }
}
