import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

/// Where the account collects taxes, and what it settled about them.
@Suite struct TaxRegistrationTests {
  let client: SandboxClient

  init() throws {
    client = try SandboxClient()
  }

  private func register(_ country: String, _ options: JSONObject, _ more: JSONObject = [:])
    async throws -> JSONObject
  {
    var parameters: JSONObject = [
      "country": .string(country), "active_from": "now",
      "country_options": .object(
        JSONObject([JSONMember(country.lowercased(), .object(options))])),
    ]
    for member in more.members { parameters[member.key] = member.value }
    return try await client.post("/v1/tax/registrations", parameters)
  }

  private func tax(_ address: JSONObject, _ details: JSONObject = [:], currency: String = "usd")
    async throws -> (Int, String)
  {
    var details = details
    details["address"] = .object(address)
    let made = try await client.post(
      "/v1/tax/calculations",
      [
        "currency": .string(currency), "customer_details": .object(details),
        "line_items": [["amount": 10_000]],
      ])
    return (
      made.amount("tax_amount_exclusive"),
      made["tax_breakdown"]?[0]?["taxability_reason"]?.string ?? ""
    )
  }

  @Test func `taxes are collected where there is a registration, once there is one`()
    async throws
  {
    #expect(try await tax(["country": "DE"]).0 == 1900)
    let made = try await register("US", ["state": "CA", "type": "state_sales_tax"])
    #expect(made["status"] == "active" && made["active_from"]?.integer == client.time.now)
    #expect(try await tax(["country": "US", "state": "CA"]).0 == 725)
    #expect(try await tax(["country": "US", "state": "TX"]) == (0, "not_collecting"))
    #expect(try await tax(["country": "DE"]) == (0, "not_collecting"))
    _ = try await register("FR", ["type": "oss_union"])
    #expect(try await tax(["country": "DE"]).0 == 1900)
    #expect(try await tax(["country": "GB"]).0 == 0)
  }

  @Test func `a registration begins and ends in time`() async throws {
    let now = client.time.now
    let made = try await register(
      "DE", ["type": "standard", "standard": ["place_of_supply_scheme": "standard"]],
      ["active_from": .integer(now + 100), "expires_at": .integer(now + 200)])
    #expect(made["status"] == "scheduled")
    #expect(try await tax(["country": "DE"]).0 == 0)
    client.time.advance(100)
    #expect(try await tax(["country": "DE"]).0 == 1900)
    #expect(
      try await client.rows("/v1/tax/registrations", ["status": "active"]).map(\.id) == [made.id])
    client.time.advance(100)
    #expect(try await client.get("/v1/tax/registrations/\(made.id)")["status"] == "expired")
    #expect(try await tax(["country": "DE"]).0 == 0)
    let open = try await client.post("/v1/tax/registrations/\(made.id)", ["expires_at": ""])
    #expect(open["status"] == "active" && open["expires_at"] == .null)
    let ended = try await client.post(
      "/v1/tax/registrations/\(made.id)", ["expires_at": "now"])
    #expect(ended["status"] == "expired")
  }

  private static let unknown: [(String, JSONObject)] = [
    ("JP", ["type": "standard"]), ("DE", ["type": "ioss"]),
    ("US", ["state": "IL", "type": "local_amusement_tax"]),
    ("US", ["state": "OR", "type": "state_sales_tax"]),
    ("DE", ["type": "standard", "standard": ["place_of_supply_scheme": "small_seller"]]),
  ]

  @Test(arguments: unknown)
  func `registrations of taxes that the sandbox does not know are refused`(
    country: String, options: JSONObject
  ) async throws {
    let error = try await client.refusal(
      .post, "/v1/tax/registrations",
      [
        "country": .string(country), "active_from": "now",
        "country_options": .object(
          JSONObject([JSONMember(country.lowercased(), .object(options))])),
      ])
    #expect(error.message.hasPrefix("The sandbox does not"), "\(error.message)")
  }

  @Test func `settings say what lines and prices do not`() async throws {
    let before = try await client.get("/v1/tax/settings")
    #expect(before["status"] == "active")
    #expect(before["defaults"]?["tax_behavior"] == "inferred_by_currency")
    let vat: JSONObject = ["tax_ids": [["type": "eu_vat", "value": "DE123456789"]]]
    #expect(try await tax(["country": "DE"], vat, currency: "eur").1 == "reverse_charge")
    let changed = try await client.post(
      "/v1/tax/settings",
      [
        "defaults": ["tax_code": "txcd_00000000", "tax_behavior": "exclusive"],
        "head_office": ["address": ["country": "DE"]],
      ])
    #expect(changed["head_office"]?["address"]?["country"] == "DE")
    #expect(try await tax(["country": "DE"]).1 == "not_subject_to_tax")
    _ = try await client.post(
      "/v1/tax/settings", ["defaults": ["tax_code": "txcd_10000000"]])
    #expect(try await tax(["country": "DE"], vat, currency: "eur") == (1900, "standard_rated"))
    #expect(try await tax(["country": "FR"], vat, currency: "eur").1 == "reverse_charge")
    let customer = try await client.post("/v1/customers", ["address": ["country": "DE"]])
    _ = try await client.post(
      "/v1/invoiceitems",
      ["customer": .string(customer.id), "amount": 10_000, "currency": "eur"])
    let preview = try await client.post(
      "/v1/invoices/create_preview",
      [
        "customer": .string(customer.id), "currency": "eur", "automatic_tax": ["enabled": true],
      ])
    #expect(preview["total"] == 11_900)
  }
}
