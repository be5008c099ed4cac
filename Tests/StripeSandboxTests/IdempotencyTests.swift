import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite struct IdempotencyTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func create(_ name: String, key: String, path: String = "/v1/customers") async
    -> APIResponse
  {
    await client.send(.post, path, ["name": .string(name)], headers: ["idempotency-key": key])
  }

  @Test func aRepeatedWriteIsAnsweredAlike() async throws {
    let first = await create("Ann", key: "k1")
    let second = await create("Ann", key: "k1")
    #expect(first.body == second.body)
    #expect(first.headers["idempotent-replayed"] == nil)
    #expect(second.headers["idempotent-replayed"] == "true")
    #expect(second.headers["original-request"] == first.requestID)
    #expect(first.requestID != second.requestID)
    #expect(try await client.rows("/v1/customers").count == 1)
  }

  @Test func anotherRequestUnderTheKeyIsRefused() async {
    _ = await create("Ann", key: "k1")
    for response in [
      await create("Bo", key: "k1"), await create("Ann", key: "k1", path: "/v1/products"),
    ] {
      let error = APIError(response)
      #expect(error.status == 400)
      #expect(error.type == "idempotency_error")
      #expect(error.message.hasPrefix("Keys for idempotent requests can only be used with the"))
    }
  }

  @Test func refusalsOfExecutionAreKept() async throws {
    let path = "/v1/customers/cus_later"
    let first = await create("Ann", key: "k1", path: path)
    let second = await create("Ann", key: "k1", path: path)
    #expect(first.status == 404)
    #expect(second.status == 404)
    #expect(second.headers["idempotent-replayed"] == "true")
  }

  @Test func failedValidationIsNotKept() async {
    let wrong = await client.send(
      .post, "/v1/customers", ["nmae": "Ann"], headers: ["idempotency-key": "k1"])
    #expect(wrong.status == 400)
    #expect(await create("Ann", key: "k1").status == 200)
  }

  @Test func aKeyIsFreeAgainAfterADay() async {
    let first = await create("Ann", key: "k1")
    client.time.advance(86_399)
    #expect(await create("Ann", key: "k1").body == first.body)
    client.time.advance(1)
    #expect(await create("Bo", key: "k1").status == 200)
  }

  @Test func readsTakeNoKey() async {
    let headers = ["idempotency-key": "k1"]
    let first = await client.send(.get, "/v1/customers", headers: headers)
    _ = await create("Ann", key: "k2")
    let second = await client.send(.get, "/v1/customers", headers: headers)
    #expect(first.body != second.body)
  }

  @Test func keysHaveALength() async {
    #expect(await create("Ann", key: String(repeating: "k", count: 255)).status == 200)
    #expect(await create("Ann", key: String(repeating: "k", count: 256)).status == 400)
  }
}
