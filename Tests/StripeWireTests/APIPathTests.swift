import StripeWire
import Testing

@Suite("Paths")
struct APIPathTests {
  private let lines = "/v1/invoices/{invoice}/lines/{line_item_id}"

  @Test("values fill a template by name or by place")
  func expand() throws {
    let expected = "/v1/invoices/in_1/lines/il_2"
    #expect(try APIPath.expand(lines, ["line_item_id": "il_2", "invoice": "in_1"]) == expected)
    #expect(try APIPath.expand(lines, ["in_1", "il_2"]) == expected)
    #expect(try APIPath.expand("/v1/balance", [String]()) == "/v1/balance")
    #expect(APIPath.parameters(of: lines) == ["invoice", "line_item_id"])
  }

  @Test(
    "a value never becomes more than one segment",
    arguments: [
      ("a/b", "a%2Fb"), ("a b", "a%20b"), ("?x=1", "%3Fx%3D1"), ("#", "%23"), ("é", "%C3%A9"),
      ("{invoice}", "%7Binvoice%7D"), ("...", "..."), ("%2e", "%252e"),
    ])
  func encodesSegment(value: String, expected: String) throws {
    #expect(try APIPath.expand("/v1/products/{id}", [value]) == "/v1/products/\(expected)")
  }

  @Test("an empty id and dots are refused, for they address something else")
  func unusable() {
    for value in ["", ".", ".."] {
      #expect(throws: APIPathError.unusableValue(parameter: "id", value: value)) {
        try APIPath.expand("/v1/products/{id}", ["id": value])
      }
    }
  }

  @Test("a value that lacks is named")
  func missing() {
    #expect(throws: APIPathError.missingValue(parameter: "line_item_id")) {
      try APIPath.expand(lines, ["in_1"])
    }
  }

  @Test(
    "paths from outside stay below the API's host",
    arguments: [
      "", "v1/refunds", "//evil.example/v1", "@evil.example/v1", "https://evil.example/v1",
      "/v1/a b", "/v1/a\r\nX: y", "/v1/..", "/v1/../x", "/v1/./x", "/v1/x#y", "/v1\\x", "/v1/é",
      "/@evil",
    ])
  func malformed(path: String) {
    #expect(throws: APIPathError.self) { try APIPath.validate(path) }
  }

  @Test("ordinary paths pass", arguments: ["/v1/refunds", "/v1/charges?limit=3", "/v2/core/a..b"])
  func wellFormed(path: String) throws {
    try APIPath.validate(path)
  }
}
