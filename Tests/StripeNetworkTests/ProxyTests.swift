import StripeWire
import Testing

@testable import StripeNetwork

@Suite("Proxies")
struct ProxyTests {
  private func choice(_ base: String, _ environment: [String: String]) throws -> String? {
    try ProxyChoice.proxy(for: APIBase(base), environment: environment)?.description
  }

  @Test("the scheme's variable is used, in lower case first, and an empty one is none")
  func variables() throws {
    let base = "https://api.stripe.com"
    #expect(try choice(base, [:]) == nil)
    #expect(try choice(base, ["HTTPS_PROXY": "http://p:3128"]) == "p:3128")
    #expect(try choice(base, ["https_proxy": "http://p:3128/"]) == "p:3128")
    #expect(try choice(base, ["https_proxy": "a:1", "HTTPS_PROXY": "b:2"]) == "a:1")
    #expect(try choice(base, ["https_proxy": "", "HTTPS_PROXY": "b:2"]) == "b:2")
    #expect(try choice(base, ["ALL_PROXY": "c"]) == "c:80")
    #expect(try choice(base, ["all_proxy": "socks5://s"]) == "s:1080")
    #expect(try choice(base, ["HTTP_PROXY": "http://p:3128", "http_proxy": "p"]) == nil)
  }

  @Test("a key in the clear goes through no proxy but one on this machine")
  func loopback() throws {
    let base = "http://localhost:12111"
    #expect(try choice(base, ["HTTP_PROXY": "http://proxy.example:3128"]) == nil)
    #expect(try choice(base, ["HTTP_PROXY": "http://127.0.0.1:8888"]) == "127.0.0.1:8888")
    #expect(try choice("https://localhost:1", ["HTTPS_PROXY": "http://127.0.0.1:8888"]) == nil)
  }

  @Test(
    "NO_PROXY names hosts, domains and ports",
    arguments: [
      ("api.stripe.com", true), ("stripe.com", true), (".stripe.com", true), ("*", true),
      ("a.b, API.Stripe.com ", true), ("api.stripe.com:443", true), ("api.stripe.com:8443", false),
      ("pi.stripe.com", false), ("tripe.com", false), ("stripe.com.evil.example", false),
      ("", false), (",", false), (".", false),
    ])
  func exemptions(list: String, isExempt: Bool) throws {
    for name in ["NO_PROXY", "no_proxy"] {
      let proxy = try choice("https://api.stripe.com", ["https_proxy": "p:1", name: list])
      #expect((proxy == nil) == isExempt)
    }
  }

  @Test("user and password are read, percent-encoding undone")
  func credentials() throws {
    let proxy = try ProxyServer("http://ann%40x:p%3Aw%25@[::1]:8080/", variable: "V")
    #expect(proxy.user == "ann@x")
    #expect(proxy.password == "p:w%")
    #expect(proxy.host == "::1")
    #expect(proxy.port == 8080)
    #expect(proxy.kind == .http)
    #expect(try ProxyServer("u@p", variable: "V").password == nil)
    #expect("\(proxy)" == "[::1]:8080")
  }

  @Test(
    "a proxy that cannot be used is an error that names the variable and no password",
    arguments: [
      "https://u:pa55@p:1", "socks5://u:pa55@p", "ftp://u:pa55@p", "u:pa55@", "u:pa55@p:x",
    ])
  func unusable(text: String) throws {
    let error = #expect(throws: ProxyError.self) {
      try NetworkTransport(
        NetworkSettings(
          key: APIKey("sk_test_x"), userAgent: "t", environment: ["HTTPS_PROXY": text]))
    }
    #expect(error.map { "\($0)".contains("HTTPS_PROXY") && !"\($0)".contains("pa55") } == true)
  }

  @Test("a proxy nobody runs is named in the error, for it is not Stripe that is missing")
  func refused() async throws {
    try await withDeafPort { port in
      let settings = NetworkSettings(
        key: APIKey(secret), userAgent: "t", environment: ["https_proxy": "127.0.0.1:\(port)"])
      let error = await #expect(throws: TransportError.self) {
        try await withTransport(settings) { try await $0.send(APIRequest(.get, "/v1/a")) }
      }
      #expect(error == .refused("no server at the proxy 127.0.0.1:\(port)"))
    }
  }

  @Test("https through a proxy asks it to connect, and shows it no key")
  func connect() async throws {
    let refusal = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
    try await StubServer.run(.answerAndClose(refusal)) { server in
      let settings = NetworkSettings(
        base: try APIBase("https://stripe.invalid"), key: APIKey(secret), userAgent: "t",
        environment: ["HTTPS_PROXY": "http://ann:pw@127.0.0.1:\(server.port)"])
      let error = await #expect(throws: TransportError.self) {
        try await withTransport(settings) { try await $0.send(APIRequest(.get, "/v1/a")) }
      }
      #expect(
        error
          == .unreachable("the proxy 127.0.0.1:\(server.port) requires a user and password"))
      let received = try #require(server.requests.first)
      #expect(received.requestLine == "CONNECT stripe.invalid:443 HTTP/1.1")
      #expect(received.headers["proxy-authorization"] == "Basic YW5uOnB3")
      #expect(received.headers["authorization"] == nil)
    }
  }
}
