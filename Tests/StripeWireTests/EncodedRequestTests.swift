import JSON
import StripeWire
import Testing

@Suite("Encoded requests")
struct EncodedRequestTests {
  @Test("a GET carries its parameters in the query and no body")
  func get() {
    let request = APIRequest(.get, "/v1/invoices", ["limit": 3, "expand": ["data.customer"]])
    let encoded = request.encoded()
    #expect(encoded.method == .get)
    #expect(encoded.target == "/v1/invoices?limit=3&expand[0]=data.customer")
    #expect(encoded.headers.isEmpty)
    #expect(encoded.body.isEmpty)
  }

  @Test("a DELETE does as well")
  func delete() {
    let encoded = APIRequest(.delete, "/v1/invoiceitems/ii_1", ["a": "b"]).encoded()
    #expect(encoded.target == "/v1/invoiceitems/ii_1?a=b")
    #expect(encoded.body.isEmpty)
  }

  @Test("a query that is in the path already is kept")
  func queryInPath() {
    #expect(
      APIRequest(.get, "/v1/charges?limit=1", ["a": 1]).encoded().target
        == "/v1/charges?limit=1&a=1")
    #expect(APIRequest(.get, "/v1/charges?limit=1").encoded().target == "/v1/charges?limit=1")
    #expect(APIRequest(.get, "/v1/charges").encoded().target == "/v1/charges")
  }

  @Test("the strict target holds what a URL may hold, and encodes nothing twice")
  func strictTarget() {
    func strict(_ path: String, _ parameters: JSONObject = [:]) -> String {
      APIRequest(.get, path, parameters).encoded().strictTarget
    }
    #expect(strict("/v1/a", ["b[c]": "é d"]) == "/v1/a?b%5Bc%5D=%C3%A9+d")
    #expect(strict("/v1/a%2Fb?x=%5B") == "/v1/a%2Fb?x=%5B")
    #expect(strict("/v1/{|}^`#\" é") == "/v1/%7B%7C%7D%5E%60%23%22%20%C3%A9")
    #expect(strict("/v1/100%?a=%zz%4") == "/v1/100%25?a=%25zz%254")
  }

  @Test("a v1 POST is a form, also an empty one")
  func post() {
    let encoded = APIRequest(.post, "/v1/customers", ["metadata": ["a": "b c"]]).encoded()
    #expect(encoded.target == "/v1/customers")
    #expect(encoded.header("content-type") == "application/x-www-form-urlencoded")
    #expect(String(decoding: encoded.body, as: UTF8.self) == "metadata[a]=b+c")
    #expect(APIRequest(.post, "/v1/invoices/in_1/finalize").encoded().body.isEmpty)
  }

  @Test("a v2 POST is JSON with its nulls, and an empty one an empty object")
  func postV2() {
    let path = "/v2/core/event_destinations"
    let encoded = APIRequest(.post, path, ["name": nil, "n": [1]]).encoded()
    #expect(encoded.header("Content-Type") == "application/json")
    #expect(String(decoding: encoded.body, as: UTF8.self) == #"{"name":null,"n":[1]}"#)
    #expect(APIRequest(.post, path).encoded().body == Array("{}".utf8))
  }

  @Test("a v2 GET takes a query as v1 does")
  func getV2() {
    let request = APIRequest(.get, "/v2/core/events", ["types": ["a"]])
    #expect(request.encoded().target == "/v2/core/events?types[0]=a")
  }

  @Test("what a request is made for goes into headers")
  func headers() {
    var request = APIRequest(.get, "/v1/balance")
    request.account = "acct_1"
    request.context = "acct_2"
    request.apiVersion = "2026-10-28.endive"
    request.idempotencyKey = IdempotencyKey("k-1")
    #expect(
      request.encoded().headers == [
        HTTPHeader("Stripe-Version", "2026-10-28.endive"),
        HTTPHeader("Stripe-Account", "acct_1"),
        HTTPHeader("Stripe-Context", "acct_2"),
        HTTPHeader("Idempotency-Key", "k-1"),
      ])
    #expect(request.encoded().header("stripe-account") == "acct_1")
    #expect(request.encoded().header("authorization") == nil)
  }

  @Test(
    "a header's value that would not stay one line is refused",
    arguments: ["acct_1\r\nAuthorization: x", "a\nb", "a\u{0}", "", "é", "a\u{7f}", "\t"])
  func brokenHeaders(value: String) throws {
    let names = [
      ("Stripe-Account", \APIRequest.account), ("Stripe-Context", \.context),
      ("Stripe-Version", \.apiVersion),
    ]
    for (name, path) in names {
      var request = APIRequest(.get, "/v1/balance")
      request[keyPath: path] = value
      #expect(throws: RequestFlaw.header(name)) { try request.check() }
      request[keyPath: path] = "acct_1 or 2"
      try request.check()
    }
    var request = APIRequest(.post, "/v1/customers")
    request.idempotencyKey = IdempotencyKey(value)
    #expect(throws: RequestFlaw.header("Idempotency-Key")) { try request.check() }
  }

  @Test("a POST may be repeated only under an idempotency key")
  func repeatable() {
    var write = APIRequest(.post, "/v1/customers")
    #expect(!write.isRepeatable)
    write.idempotencyKey = IdempotencyKey("k")
    #expect(write.isRepeatable)
    #expect(APIRequest(.get, "/v1/customers").isRepeatable)
    #expect(APIRequest(.delete, "/v1/customers/cus_1").isRepeatable)
  }
}
