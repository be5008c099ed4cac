import JSON
import Testing

@testable import Planning

@Suite struct RequestPathTests {
  private func path(_ text: String, _ value: JSONValue) throws -> String? {
    guard case .request(let plan) = try plan(text, variables: ["x": value]) else { return nil }
    return plan.path
  }

  @Test(
    arguments: [
      ("cus_1", "cus_1"), ("a/../b?x=y", "a%2F..%2Fb%3Fx%3Dy"),
      ("é #&%2F", "%C3%A9%20%23%26%252F"),
      (7, "7"), ("...", "..."),
    ] as [(JSONValue, String)])
  func `a value in a path is one segment`(value: JSONValue, segment: String) throws {
    let text = #"request GET "/v1/customers/${x}/sources?limit=3""#
    #expect(try path(text, value) == "/v1/customers/\(segment)/sources?limit=3")
    #expect(
      try path(#"request GET "/v1/customers?email=${x}&limit=3""#, value)
        == "/v1/customers?email=\(segment)&limit=3")
  }

  @Test(arguments: ["", ".", "..", nil] as [JSONValue])
  func `a value that would lead elsewhere is refused`(value: JSONValue) {
    #expect(throws: Unplanned.self) {
      try path(#"request DELETE "/v1/customers/${x}""#, value)
    }
  }

  @Test func `a value in a query may be empty`() throws {
    #expect(try path(#"request GET "/v1/customers?email=${x}""#, "") == "/v1/customers?email=")
  }

  @Test func `a path stays as written, also one that a variable holds`() throws {
    #expect(try path(#"request GET "/v1/a%2Fb?x[]=1""#, nil) == "/v1/a%2Fb?x[]=1")
    #expect(try path("request GET $x", "/v1/customers?limit=1") == "/v1/customers?limit=1")
    #expect(try path(#"request GET "${x}?limit=1""#, "/v1/customers") == "/v1/customers?limit=1")
    #expect(throws: Unplanned.self) { try path(#"request GET "${x}/b""#, "http://elsewhere") }
  }
}
