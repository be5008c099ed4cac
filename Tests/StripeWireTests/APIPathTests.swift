import StripeWire
import Testing

@Suite("Paths")
struct APIPathTests {
  @Test(
    "paths from outside stay below the API's host",
    arguments: [
      "", "v1/refunds", "//evil.example/v1", "@evil.example/v1", "https://evil.example/v1",
      "/v1/a b", "/v1/a\r\nX: y", "/v1/..", "/v1/../x", "/v1/./x", "/v1/x#y", "/v1\\x", "/v1/é",
      "/@evil", "/v1/%2e%2E/x", "/v1/.%2e?x", "/v1/a\u{0}",
    ])
  func malformed(path: String) {
    let flaw = #expect(throws: RequestFlaw.self) { try APIRequest(.get, path).check() }
    #expect(flaw.map { "\($0)".hasPrefix("a path ") } == true)
  }

  @Test(
    "ordinary paths pass",
    arguments: [
      "/v1/refunds", "/v1/charges?limit=3", "/v2/core/a..b", "/v1/customers?email=ann@example.com",
      "/v1/products/a%2Fb", "/v1/products/...",
    ])
  func wellFormed(path: String) throws {
    try APIRequest(.get, path).check()
  }
}
