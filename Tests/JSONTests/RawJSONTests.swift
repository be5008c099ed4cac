import JSON
import Testing

@Suite struct RawJSONTests {
  private static let page = """
    {
      "object": "list",
      "data": [
        {"id": "in_1", "total": 1.50, "customer": null, "note": "a \\"b\\" , ] }"},
        {"id" : "in_2", "paid":true, "lines": {"data": [ [], {} ]}}
      ],
      "has_more": false
    }
    """

  @Test func findsMembersAndElements() throws {
    let page = try RawJSON(parsing: Self.page)
    #expect(page.kind == .object)
    #expect(page["object"]?.string == "list")
    #expect(page["has_more"]?.bool == false)
    #expect(page["data"]?.elements.count == 2)
    #expect(page["data"]?[1]?["id"]?.string == "in_2")
    #expect(page["data"]?[1]?["lines"]?["data"]?.elements.map(\.kind) == [.array, .object])
    #expect(page["data"]?[2] == nil)
    #expect(page["data"]?[-1] == nil)
    #expect(page["absent"] == nil)
    #expect(page["object"]?["object"] == nil)
    #expect(page["object"]?[0] == nil)
  }

  @Test func readsScalars() throws {
    let row = try #require(try RawJSON(parsing: Self.page)["data"]?[0])
    #expect(row["total"]?.numberText == "1.50")
    #expect(row["total"]?.integer == nil)
    #expect(row["total"]?.string == nil)
    #expect(row["customer"]?.isNull == true)
    #expect(row["note"]?.string == #"a "b" , ] }"#)
    #expect(row["note"]?.numberText == nil)
    #expect(row["note"]?.bool == nil)
    #expect(try RawJSON(parsing: "-12").integer == -12)
    #expect(try RawJSON(parsing: "1.20e1").integer == 12)
  }

  @Test func listsMembersInOrderWithRepeatedKeys() throws {
    let raw = try RawJSON(parsing: #"{"b":1,"a\n":2,"b":3}"#)
    #expect(raw.members.map(\.key) == ["b", "a\n", "b"])
    #expect(raw.members.map(\.value.compact) == ["1", "2", "3"])
    #expect(raw["b"]?.integer == 1)
    #expect(raw.elements.isEmpty)
    #expect(try RawJSON(parsing: "[1]").members.isEmpty)
  }

  @Test func findsKeysHoweverTheyAreWritten() throws {
    let raw = try RawJSON(parsing: #"{"a\u0062":1,"":2,"\\n":3,"é":4}"#)
    #expect(raw["ab"]?.integer == 1)
    #expect(raw[""]?.integer == 2)
    #expect(raw["\\n"]?.integer == 3)
    #expect(raw["\n"] == nil)
    #expect(raw["a\\u0062"] == nil)
    #expect(raw["é"]?.integer == 4)
  }

  @Test func comparesStringsWithoutDecoding() throws {
    #expect(try RawJSON(parsing: #""draft""#).stringEquals("draft"))
    #expect(try !RawJSON(parsing: #""draft""#).stringEquals("drafts"))
    #expect(try !RawJSON(parsing: #""draft""#).stringEquals("draf"))
    #expect(try RawJSON(parsing: #""\u0064raft""#).stringEquals("draft"))
    #expect(try !RawJSON(parsing: #""\n""#).stringEquals(#"\n"#))
    #expect(try RawJSON(parsing: #""\n""#).stringEquals("\n"))
    #expect(try RawJSON(parsing: #""""#).stringEquals(""))
    #expect(try !RawJSON(parsing: "12").stringEquals("12"))
  }

  @Test func dropsWhiteSpaceAndNothingElse() throws {
    let page = try RawJSON(parsing: Self.page)
    #expect(
      page.compact == #"{"object":"list","data":["#
        + #"{"id":"in_1","total":1.50,"customer":null,"note":"a \"b\" , ] }"},"#
        + #"{"id":"in_2","paid":true,"lines":{"data":[[],{}]}}],"has_more":false}"#)
    var bytes = Array("x".utf8)
    page["data"]?[1]?["lines"]?.appendCompact(to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == #"x{"data":[[],{}]}"#)
  }

  @Test func keepsStringsOfEveryLengthByteForByte() throws {
    for length in 0..<40 {
      let text = String(repeating: "a", count: length)
      for ending in ["", #"\""#, #"\\"#, " \\u00e9 é", "\\\\\\\""] {
        let json = "\"\(text)\(ending)\""
        #expect(try RawJSON(parsing: " [ \(json) , 1 ] ").compact == "[\(json),1]")
      }
    }
  }

  @Test func trimsAndDetaches() throws {
    let whole = try RawJSON(parsing: " \n[ 1, {\"a\" : 2} ]\t")
    #expect(whole.byteCount == 16)
    let part = try #require(whole[1]).detached()
    #expect(part.byteCount == 9)
    #expect(part["a"]?.integer == 2)
    #expect(String(decoding: part.slice, as: UTF8.self) == #"{"a" : 2}"#)
    #expect(part.detached().compact == #"{"a":2}"#)
  }

  @Test func agreesWithTheParsedValue() throws {
    let raw = try RawJSON(parsing: Self.page)
    #expect(raw.value == (try JSONValue(parsing: Self.page)))
    #expect(raw.value.compact == raw.compact)
    #expect(RawJSON(raw.value).compact == raw.compact)
  }
}
