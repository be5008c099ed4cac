import JSON
import StripeWire
import Testing

@testable import StripeSandbox

@Suite struct IdempotencyTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func create(_ name: String, key: String, path: String = "/v1/customers") -> APIResponse {
    client.send(.post, path, ["name": .string(name)], headers: ["idempotency-key": key])
  }

  @Test func aRepeatedWriteIsAnsweredAlike() throws {
    let first = create("Ann", key: "k1")
    let second = create("Ann", key: "k1")
    #expect(first.body == second.body)
    #expect(first.headers["idempotent-replayed"] == nil)
    #expect(second.headers["idempotent-replayed"] == "true")
    #expect(second.headers["original-request"] == first.requestID)
    #expect(first.requestID != second.requestID)
    #expect(try client.rows("/v1/customers").count == 1)
  }

  @Test func anotherRequestUnderTheKeyIsRefused() {
    _ = create("Ann", key: "k1")
    for response in [create("Bo", key: "k1"), create("Ann", key: "k1", path: "/v1/products")] {
      let error = APIError(response)
      #expect(error.status == 400)
      #expect(error.type == "idempotency_error")
      #expect(error.message.hasPrefix("Keys for idempotent requests can only be used with the"))
    }
  }

  @Test func refusalsOfExecutionAreKept() throws {
    let path = "/v1/customers/cus_later"
    let first = create("Ann", key: "k1", path: path)
    let second = create("Ann", key: "k1", path: path)
    #expect(first.status == 404)
    #expect(second.status == 404)
    #expect(second.headers["idempotent-replayed"] == "true")
  }

  @Test func failedValidationIsNotKept() {
    let wrong = client.send(
      .post, "/v1/customers", ["nmae": "Ann"], headers: ["idempotency-key": "k1"])
    #expect(wrong.status == 400)
    #expect(create("Ann", key: "k1").status == 200)
  }

  @Test func aKeyIsFreeAgainAfterADay() {
    let first = create("Ann", key: "k1")
    client.time.advance(86_399)
    #expect(create("Ann", key: "k1").body == first.body)
    client.time.advance(1)
    #expect(create("Bo", key: "k1").status == 200)
  }

  @Test func readsTakeNoKey() {
    let headers = ["idempotency-key": "k1"]
    let first = client.send(.get, "/v1/customers", headers: headers)
    _ = create("Ann", key: "k2")
    let second = client.send(.get, "/v1/customers", headers: headers)
    #expect(first.body != second.body)
  }

  @Test func keysHaveALength() {
    #expect(create("Ann", key: String(repeating: "k", count: 255)).status == 200)
    #expect(create("Ann", key: String(repeating: "k", count: 256)).status == 400)
  }
}
