import StripeWire
import Testing

@Suite("API bases")
struct APIBaseTests {
  @Test(
    "a base is scheme, host and port",
    arguments: [
      ("https://api.stripe.com", "https://api.stripe.com", 443),
      ("https://api.stripe.com/", "https://api.stripe.com", 443),
      ("HTTPS://API.Stripe.com:443", "https://api.stripe.com", 443),
      ("https://mock.example:8443/", "https://mock.example:8443", 8443),
      ("http://localhost:12111", "http://localhost:12111", 12111),
      ("http://127.0.0.1", "http://127.0.0.1", 80),
      ("http://127.8.9.10:1", "http://127.8.9.10:1", 1),
      ("http://[::1]:8080/", "http://[::1]:8080", 8080),
    ])
  func wellFormed(text: String, shown: String, port: Int) throws {
    let base = try APIBase(text)
    #expect(base.description == shown)
    #expect(base.port == port)
  }

  @Test(
    "plain http is for this machine alone",
    arguments: [
      "api.stripe.com", "10.0.0.1", "127.0.0.1.evil.example", "128.0.0.1", "127.1", "0.0.0.0",
      "127.0.0.256", "127.0.0.1000", "127.0.0", "localhost.evil.example", "[::2]",
    ])
  func insecure(host: String) {
    let bare = host.filter { !"[]".contains($0) }
    #expect(throws: APIBaseError.insecure(host: bare)) { try APIBase("http://\(host)") }
  }

  @Test("a version in the base is told apart from other paths")
  func path() {
    #expect(throws: APIBaseError.hasPath("/v1")) { try APIBase("https://api.stripe.com/v1") }
    #expect(throws: APIBaseError.hasPath("/v1/")) { try APIBase("https://api.stripe.com/v1/") }
    #expect(throws: APIBaseError.hasPath("/x")) { try APIBase("https://api.stripe.com/x") }
    #expect(throws: APIBaseError.hasPath("?a")) { try APIBase("https://api.stripe.com?a") }
    #expect("\(APIBaseError.hasPath("/v1"))".contains("remove `/v1`"))
    #expect(!"\(APIBaseError.hasPath("/x"))".contains("excludes"))
  }

  @Test(
    "what is no address is refused",
    arguments: [
      "", "api.stripe.com", "ftp://api.stripe.com", "https://", "https:///v1", "https://a b",
      "https://h:", "https://h:0", "https://h:65536", "https://h:-1", "https://h:+1",
      "https://[::1", "https://[]", "https://h\r\nX", "https://é", "https://[::1]x",
      "https://[localhost]",
    ])
  func malformed(text: String) {
    #expect(throws: APIBaseError.self) { try APIBase(text) }
  }

  @Test(
    "a key in the address is refused and not repeated",
    arguments: [
      "https://sk_test_1234@api.stripe.com", "https://u:sk_test_1234@h/", "sk_test_1234@h",
    ])
  func credentials(text: String) {
    let error = #expect(throws: APIBaseError.hasCredentials) { try APIBase(text) }
    #expect(error.map { "\($0)".contains("1234") } == false)
  }

  @Test func `each of Stripe's servers has its own host, and an imitation has one`() throws {
    #expect(APIBase.stripe.serving(.api) == .stripe)
    #expect("\(APIBase.stripe.serving(.files))" == "https://files.stripe.com")
    #expect("\(APIBase.stripe.serving(.meterEvents))" == "https://meter-events.stripe.com")
    let local = try APIBase("http://localhost:12111")
    for server in APIServer.allCases { #expect(local.serving(server) == local) }
  }
}
