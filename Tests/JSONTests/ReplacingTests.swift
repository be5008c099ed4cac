import JSON
import Testing

@Suite struct ReplacingTests {
  private func text(_ raw: RawJSON) -> String { String(decoding: raw.slice, as: UTF8.self) }

  @Test func `all else stays as it was written`() throws {
    let page = try RawJSON(parsing: #"[{"z": 1.50, "c" : "cus_1","a":[ "x", "y" ] }, 7]"#)
    let row = try #require(page[0])
    let (first, last) = (try #require(row["c"]), try #require(row["a"]?[1]))
    let replaced = row.replacing([
      (last, try RawJSON(parsing: "1e2")), (first, try RawJSON(parsing: #"{"id": 1.0}"#)),
    ])
    #expect(text(replaced) == #"{"z": 1.50, "c" : {"id": 1.0},"a":[ "x", 1e2 ] }"#)
    #expect(replaced["a"]?[1]?.integer == 100)
    #expect(replaced["c"]?["id"]?.numberText == "1.0")
  }

  @Test func `what is no part of it, or lies within another, is left out`() throws {
    let page = try RawJSON(parsing: #"[{"a":{"b":1}},{"c":2}]"#)
    let (row, other) = (try #require(page[0]), try #require(page[1]))
    let (outer, inner) = (try #require(row["a"]), try #require(row["a"]?["b"]))
    let new = RawJSON(.null)
    #expect(text(row.replacing([(inner, new), (outer, new)])) == #"{"a":null}"#)
    #expect(text(row.replacing([(try #require(other["c"]), new)])) == #"{"a":{"b":1}}"#)
    #expect(text(other.replacing([(inner, new)])) == #"{"c":2}"#)
    #expect(text(row.replacing([(row, new)])) == "null")
  }

  @Test func `an array is made of values as they were written`() throws {
    let values = try [#"{"a": 1.0}"#, "2e1", "[ ]"].map(RawJSON.init(parsing:))
    #expect(text(RawJSON(elements: values)) == #"[{"a": 1.0},2e1,[ ]]"#)
    #expect(text(RawJSON(elements: [])) == "[]")
  }
}
