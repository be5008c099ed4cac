import JSON
import StripeWire
import Testing

@Suite("Form encoding")
struct FormEncodingTests {
  @Test(
    "follows the SDK's rules",
    arguments: [
      (["a": "b", "c": 3], "a=b&c=3"),
      (["metadata": ["tier": "gold", "po": "1"]], "metadata[tier]=gold&metadata[po]=1"),
      (["expand": ["data.customer", "total"]], "expand[0]=data.customer&expand[1]=total"),
      (
        ["items": [["price": "price_1", "quantity": 2], ["price": "price_2"]]],
        "items[0][price]=price_1&items[0][quantity]=2&items[1][price]=price_2"
      ),
      (["matrix": [[1, 2], [3]]], "matrix[0][0]=1&matrix[0][1]=2&matrix[1][0]=3"),
      (["active": true, "deep": ["flag": false]], "active=true&deep[flag]=false"),
      (["flags": [true, false]], "flags[0]=true&flags[1]=false"),
      (["created": ["gte": 1_729_598_886]], "created[gte]=1729598886"),
      (["a": [], "b": [:], "c": ["d": []], "e": 1], "e=1"),
      (["description": nil, "metadata": ["po": nil]], "description=&metadata[po]="),
      (["metadata": ""], "metadata="),
      ([:], ""),
    ] as [(JSONObject, String)])
  func rules(parameters: JSONObject, expected: String) {
    #expect(FormEncoding.encode(parameters) == expected)
  }

  @Test("a number keeps its text")
  func numberText() {
    let number = JSONValue.number(JSONNumber(validated: "1.50"))
    #expect(FormEncoding.encode(["unit_amount_decimal": number]) == "unit_amount_decimal=1.50")
  }

  // Expected values were computed with Python's urlencode and the SDK's replacement of brackets.
  @Test(
    "percent-encodes as the SDK does",
    arguments: [
      ("a b", "a+b"), ("a+b", "a%2Bb"), ("x&y=z", "x%26y%3Dz"), ("é😀", "%C3%A9%F0%9F%98%80"),
      ("[1]", "[1]"), ("50%", "50%25"), ("-_.~", "-_.~"), ("*!'()", "%2A%21%27%28%29"),
      ("a\nb\u{0}", "a%0Ab%00"), ("/?#@:", "%2F%3F%23%40%3A"), ("\"\\", "%22%5C"),
    ])
  func escapes(text: String, expected: String) {
    #expect(FormEncoding.encode(["q": .string(text)]) == "q=\(expected)")
    #expect(FormEncoding.encode([text: "1"] as JSONObject) == "\(expected)=1")
  }

  @Test(
    "a name that would become more than one is refused",
    arguments: [
      ["a][b": 1], ["metadata": ["x][name": "y"]], ["metadata": ["[0]": 1]], ["items": [["a]": 1]]],
      ["": 1], ["metadata": ["": 1]], ["metadata[a]": 1], ["m": ["[\u{301}": 1]],
    ] as [JSONObject])
  func brokenNames(parameters: JSONObject) throws {
    for path in ["/v1/customers", "/v2/core/events"] {
      #expect(throws: RequestFlaw.self) { try APIRequest(.get, path, parameters).check() }
    }
    #expect(throws: RequestFlaw.self) { try APIRequest(.post, "/v1/a", parameters).check() }
    try APIRequest(.post, "/v2/core/events", parameters).check()
  }

  @Test("members keep their order, and a key that stands twice is sent twice")
  func order() {
    let parameters = JSONObject([
      JSONMember("z", 1), JSONMember("a", 2), JSONMember("z", 3),
    ])
    #expect(FormEncoding.encode(parameters) == "z=1&a=2&z=3")
  }

  @Test("fields are the names and values before encoding")
  func fields() {
    let fields = FormEncoding.fields(of: ["metadata": ["odd key": "ä b"]])
    #expect(fields == [FormEncoding.Field("metadata[odd key]", "ä b")])
  }
}
