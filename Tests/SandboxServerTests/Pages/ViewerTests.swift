import JSON
import SandboxTesting
import Testing

@testable import SandboxServer
@testable import StripeSandbox

@Suite("the viewer") struct ViewerTests {
  @Test("shows lists and objects with money, times and links")
  func objects() async throws {
    try await PageServer.run { server in
      let customer = try await server.client.payingCustomer()
      let price = try await server.client.monthlyPrice(1250)
      let subscription = try await server.client.post(
        "/v1/subscriptions", ["customer": .string(customer), "items": [["price": .string(price)]]]
      ).id
      let list = try await server.get("/objects/subscription")
      #expect(list.status == 200)
      #expect(list.body.contains("href=\"/objects/subscription/\(subscription)\""))
      let page = try await server.get("/objects/price/\(price)")
      #expect(page.body.contains("$12.50"))
      #expect(page.body.contains("2026-05-28 20:26 UTC"))
      #expect(page.body.contains("href=\"/objects/subscription/\(subscription)\""))
      let events = try await server.get("/objects/customer/\(customer)")
      #expect(events.body.contains(">customer.created</a>"))
      #expect(events.body.contains("href=\"/objects/invoice/"))
    }
  }

  @Test("escapes whatever objects hold")
  func escaping() async throws {
    try await PageServer.run { server in
      let evil = "<script>alert(1)</script>\"'&"
      let id = try await server.client.post(
        "/v1/customers",
        ["name": .string(evil), "metadata": ["<b>key": .string(evil)], "email": "a@example.com"]
      ).id
      for path in ["/objects/customer", "/objects/customer/\(id)", "/objects/event", "/"] {
        let body = try await server.get(path).body
        #expect(!body.contains("<script"), "\(path)")
        #expect(!body.contains("<b>key"), "\(path)")
      }
      #expect(try await server.get("/objects/customer").body.contains("&lt;script&gt;"))
      let search = try await server.get("/search?id=%3Cscript%3E")
      #expect(search.status == 404)
      #expect(search.body.contains("&lt;script&gt;") && !search.body.contains("<script"))
    }
  }

  @Test("hides secrets")
  func secrets() async throws {
    try await PageServer.run { server in
      let endpoint = try await server.client.post(
        "/v1/webhook_endpoints", ["url": "http://127.0.0.1:9/", "enabled_events": ["*"]])
      let intent = try await server.client.post(
        "/v1/payment_intents", ["amount": 500, "currency": "usd"])
      var paths = ["/objects/webhook_endpoint/\(endpoint.id)", "/deliveries"]
      paths.append("/objects/payment_intent/\(intent.id)")
      for event in try await server.client.rows("/v1/events") {
        paths.append("/objects/event/\(event.id)")
      }
      for path in paths {
        let page = try await server.get(path)
        #expect(page.status == 200)
        #expect(!page.body.contains("whsec_") && !page.body.contains("_secret_"), "\(path)")
      }
    }
  }

  @Test("lists a page at a time, there and back")
  func paging() async throws {
    try await PageServer.run { server in
      for number in 1...30 {
        _ = try await server.client.post("/v1/products", ["name": .string("Tea \(number)")])
      }
      let first = try await server.get("/objects/product")
      #expect(first.body.contains(">Tea 30<") && !first.body.contains(">Tea 5<"))
      let older = try #require(link("next", in: first.body))
      let second = try await server.get(older)
      #expect(second.body.contains(">Tea 5<") && second.body.contains(">Tea 1<"))
      #expect(link("next", in: second.body) == nil)
      let newer = try #require(link("prev", in: second.body))
      let back = try await server.get(newer)
      #expect(back.body.contains(">Tea 30<") && !back.body.contains(">Tea 5<"))
    }
  }

  private func link(_ relation: String, in body: String) -> String? {
    let parts = body.split(separator: "\" rel=\"\(relation)\"")
    guard parts.count == 2, let text = parts[0].split(separator: "href=\"").last else { return nil }
    return String(text).replacing("&amp;", with: "&")
  }

  @Test("finds objects by id, customers by e-mail")
  func search() async throws {
    try await PageServer.run { server in
      let id = try await server.client.post("/v1/customers", ["email": "ann@example.com"]).id
      for query in [id, "ann@example.com"] {
        let answer = try await server.get("/search?id=\(query)")
        #expect(answer.status == 303)
        #expect(answer.location == "/objects/customer/\(id)")
      }
      _ = try await server.client.post("/v1/products", ["id": "tea", "name": "Tea"])
      #expect(try await server.get("/search?id=tea").location == "/objects/product/tea")
      #expect(try await server.get("/search?id=cus_1").status == 404)
      #expect(try await server.get("/objects/unicorn").status == 404)
      #expect(try await server.get("/objects/customer/cus_1").status == 404)
    }
  }

  @Test("advances the sandbox and test clocks by a month")
  func clocks() async throws {
    try await PageServer.run { server in
      let before = try await server.client.sandbox.now()
      #expect(try await server.post("/clocks", ["span": "month"]).location == "/clocks")
      #expect(try await server.client.sandbox.now() == before + 31 * 86_400)
      let clock = try await server.client.post(
        "/v1/test_helpers/test_clocks", ["frozen_time": 1_800_000_000]
      ).id
      #expect(try await server.post("/clocks/\(clock)", ["span": "month"]).status == 303)
      let page = try await server.get("/clocks")
      #expect(page.body.contains("2027-02-15 08:00 UTC"))
      #expect(try await server.post("/clocks", ["span": "age"]).status == 400)
    }
  }

  @Test("sends events again")
  func resend() async throws {
    try await PageServer.run { server in
      _ = try await server.client.post(
        "/v1/webhook_endpoints", ["url": "http://127.0.0.1:9/", "enabled_events": ["*"]])
      _ = try await server.client.post("/v1/customers")
      let event = try await server.client.rows("/v1/events")[0].id
      #expect(try await server.get("/deliveries").body.contains("/deliveries/\(event)/resend"))
      let answer = try await server.post("/deliveries/\(event)/resend")
      #expect(answer.location == "/objects/event/\(event)")
      #expect(try await server.post("/deliveries/evt_1/resend").status == 404)
    }
  }

  @Test("shows the objects of the account that is chosen")
  func accounts() async throws {
    try await PageServer.run { server in
      #expect(!(try await server.get("/").body.contains("name=\"account\"")))
      let account = try await server.client.post(
        "/v1/accounts", ["type": "custom", "country": "US"]
      ).id
      let home = try await server.get("/")
      #expect(home.body.contains("<option value=\"\(account)\">"))
      var request = SandboxRequest(
        method: "POST", target: "/v1/customers",
        headers: ["authorization": "Bearer sk_test_any", "stripe-account": account])
      request.body = Array("name=Theirs&email=t@example.com".utf8)
      let made = await server.client.sandbox.respond(to: request)
      #expect(made.status == 200)
      let own = try await server.get("/objects/customer")
      #expect(!own.body.contains("Theirs"))
      let theirs = try await server.get("/objects/customer?account=\(account)")
      #expect(theirs.body.contains("Theirs"))
      #expect(theirs.body.contains("href=\"/objects/invoice?account=\(account)\""))
      let found = try await server.get("/search?id=t@example.com")
      let page = try await server.get(#require(found.location))
      #expect(page.body.contains("of \(account)") && page.body.contains("customer.created"))
      #expect(try await server.get("/?account=acct_1").status == 404)
    }
  }

  @Test("finds all events of an object, however many came since")
  func events() async throws {
    try await PageServer.run { server in
      let client = server.client
      let id = try await client.post("/v1/products", ["id": "tea", "name": "Tea"]).id
      for number in 1...45 {
        _ = try await client.post("/v1/products/\(id)", ["name": .string("Tea \(number)")])
        for _ in 1...3 { _ = try await client.post("/v1/customers") }
      }
      var path: String? = "/objects/product/tea"
      var count = 0
      while let next = path {
        let page = try await server.get(next)
        count += page.body.split(separator: ">product.updated</a>").count - 1
        count += page.body.split(separator: ">product.created</a>").count - 1
        let parts = page.body.split(separator: "tea/events?before=")
        path =
          parts.count < 2
          ? nil : "/objects/product/tea/events?before=" + parts[1].prefix { $0 != "\"" }
      }
      #expect(count == 46)
    }
  }

  @Test("answers HEAD, other methods and paths without a page")
  func methods() async throws {
    try await PageServer.run { server in
      let head = try await server.send("HEAD", "/")
      #expect(head.status == 200 && head.body.isEmpty)
      let wrong = try await server.send("DELETE", "/clocks")
      #expect(wrong.status == 405 && wrong.headers["allow"] == "GET, POST, HEAD")
      let nowhere = try await server.send("GET", "/nowhere", "Accept: text/html\r\n")
      #expect(nowhere.status == 404 && nowhere.body.contains("<h1>Nothing here</h1>"))
    }
  }

  @Test("takes forms from its own pages only")
  func origins() async throws {
    try await PageServer.run { server in
      let before = try await server.client.sandbox.now()
      for origin in [nil, "null", "http://127.0.0.1:1", "https://evil.example"] {
        let answer = try await server.post("/clocks", ["span": "year"], origin: origin)
        #expect(answer.status == 403)
      }
      #expect(try await server.client.sandbox.now() == before)
    }
  }

  @Test("leaves the paths of the API alone")
  func paths() async throws {
    try await PageServer.run { server in
      for path in ["/v1/nothing", "/nothing", "/v1"] {
        let answer = try await server.get(path)
        #expect(answer.headers["content-type"] == "application/json", "\(path)")
      }
      let page = try await server.get("/")
      #expect(page.headers["content-security-policy"]?.contains("default-src 'none'") == true)
      #expect(
        try await server.get("/pages/style.css").headers["content-type"]?.hasPrefix("text/css")
          == true)
    }
  }
}
