import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite struct DeletionTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  @Test func aDeletedCustomerLeavesAStub() async throws {
    let id = try await client.post("/v1/customers").id
    let stub: JSONObject = ["id": .string(id), "object": "customer", "deleted": true]
    #expect(try await client.delete("/v1/customers/\(id)") == stub)
    #expect(try await client.get("/v1/customers/\(id)") == stub)
    #expect(try await client.rows("/v1/customers").isEmpty)
    #expect(try await client.refusal(.post, "/v1/customers/\(id)", ["name": "x"]).status == 404)
  }

  @Test func otherDeletedObjectsAreGone() async throws {
    let id = try await client.post("/v1/coupons", ["percent_off": 10, "duration": "once"]).id
    #expect(try await client.delete("/v1/coupons/\(id)")["deleted"] == true)
    #expect(try await client.refusal(.get, "/v1/coupons/\(id)").code == "resource_missing")
  }

  @Test func anIDOfOnesOwnIsTakenOnce() async throws {
    #expect(try await client.post("/v1/products", ["id": "gold", "name": "Gold"]).id == "gold")
    let error = try await client.refusal(.post, "/v1/products", ["id": "gold", "name": "Gold"])
    #expect(error.code == "resource_already_exists")
  }

  @Test func nestedObjectsAreFoundBelowTheirParentAlone() async throws {
    let ann = try await client.post("/v1/customers").id
    let bo = try await client.post("/v1/customers").id
    let taxID = try await client.post(
      "/v1/customers/\(ann)/tax_ids", ["type": "eu_vat", "value": "DE123456789"])
    #expect(taxID["customer"] == .string(ann))
    #expect(try await client.rows("/v1/customers/\(ann)/tax_ids").map(\.id) == [taxID.id])
    #expect(try await client.rows("/v1/customers/\(bo)/tax_ids").isEmpty)
    #expect(try await client.get("/v1/customers/\(ann)/tax_ids/\(taxID.id)").id == taxID.id)
    #expect(try await client.refusal(.get, "/v1/customers/\(bo)/tax_ids/\(taxID.id)").status == 404)
    _ = try await client.delete("/v1/customers/\(ann)/tax_ids/\(taxID.id)")
    #expect(try await client.rows("/v1/customers/\(ann)/tax_ids").isEmpty)
  }

  @Test func resetForgetsEverything() async throws {
    _ = try await client.post("/v1/customers")
    try client.sandbox.reset()
    #expect(try await client.rows("/v1/customers").isEmpty)
  }
}
