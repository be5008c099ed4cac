import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

/// Answers to clients of older versions of the API.
@Suite struct VersionTests {
  private let client: SandboxClient
  private let versions: VersionedClient
  private let customer: String
  private let price: String

  init() async throws {
    client = try SandboxClient()
    versions = VersionedClient(client: client)
    customer = try await client.payingCustomer()
    price = try await client.monthlyPrice(1500)
  }

  @Test(arguments: [
    ("2024-09-30.acacia", "2024-09-30", "acacia"), ("2020-08-27", "2020-08-27", nil),
    ("2026-03-25.dahlia; feature_beta=v1", "2026-03-25", "dahlia"),
  ])
  func `versions are read`(_ text: String, _ date: String, _ release: String?) throws {
    let version = try #require(APIVersion(text))
    #expect(version.date == date)
    #expect(version.release == release)
  }

  @Test(arguments: ["not-a-real-version", "2024-13-30", "2024-09-30.", "2024-09-30.a.b", ""])
  func `other texts are not versions`(_ text: String) {
    #expect(APIVersion(text) == nil)
  }

  @Test func `changes come newest first`() {
    let dates = VersionChanges.all.map(\.version.date)
    #expect(dates == dates.sorted(by: >))
    #expect(!dates.contains(APIVersion.oldest.date))
    #expect(VersionChanges(of: nil).showsNewest)
    #expect(VersionChanges(of: APIVersion("2026-10-28.endive")).showsNewest)
    #expect(!VersionChanges(of: APIVersion("2026-08-26.dahlia")).showsNewest)
  }

  @Test func `payment method types keep their older name`() async throws {
    let parameters: JSONObject = [
      "amount": 500, "currency": "usd", "payment_method_types": ["card"],
    ]
    let intent = try await versions.ask("2026-03-25.dahlia", "/v1/payment_intents", parameters)
    #expect(intent["payment_method_types"] == ["card"])
    #expect(intent["allowed_payment_method_types"] == nil)
    let refusal = try await versions.refusal(
      "2026-10-28.endive", .post, "/v1/payment_intents", parameters)
    #expect(refusal["code"] == "parameter_unknown")
  }

  @Test func `a subscription shows its period and what it paid`() async throws {
    let subscription = try await versions.ask(
      "2024-09-30.acacia", "/v1/subscriptions",
      [
        "customer": .string(customer), "items": [["price": .string(price)]],
        "expand": ["latest_invoice.payment_intent"],
      ])
    let item = subscription["items"]?["data"]?.array?.first
    #expect(subscription["current_period_end"]?.integer ?? 0 > 1_780_000_000)
    #expect(item?["current_period_end"] == nil)
    let invoice = try #require(subscription["latest_invoice"]?.object)
    #expect(invoice["paid"] == true)
    #expect(invoice["subscription"]?.string == subscription.id)
    #expect(invoice["payment_intent"]?["status"] == "succeeded")
    #expect(invoice["charge"]?.string?.hasPrefix("ch_") == true)
    #expect(invoice["parent"] == nil)
    let line = invoice["lines"]?["data"]?.array?.first
    #expect(line?["price"]?["id"]?.string == price)
    #expect(line?["plan"]?["object"] == "plan")
    #expect(line?["type"] == "subscription")
    let intent = try await versions.ask(
      "2024-09-30.acacia", "/v1/payment_intents/\(invoice["payment_intent"]?["id"]?.string ?? "")")
    #expect(intent["invoice"]?.string == invoice.id)
  }

  @Test func `the invoice of a payment can be expanded`() async throws {
    let version = "2024-09-30.acacia"
    _ = try await client.post(
      "/v1/subscriptions",
      ["customer": .string(customer), "items": [["price": .string(price)]]])
    let charges = try await versions.ask(
      version, "/v1/charges", query: ["expand": ["data.invoice"]])
    #expect(charges["data"]?.array?.first?["invoice"]?["paid"] == true)
    let intents = try await versions.ask(
      version, "/v1/payment_intents", query: ["expand": ["data.latest_charge.invoice"]])
    let charge = intents["data"]?.array?.first?["latest_charge"]
    #expect(charge?["invoice"]?["object"] == "invoice")
    let refusal = try await versions.refusal(
      "2025-03-31.basil", .get, "/v1/charges", ["expand": ["data.invoice"]])
    #expect(refusal["message"]?.string?.contains("cannot be expanded") == true)
  }

  @Test func `a bare coupon is a discount`() async throws {
    let coupon = try await client.post("/v1/coupons", ["percent_off": 10, "duration": "forever"])
    let subscription = try await versions.ask(
      "2024-09-30.acacia", "/v1/subscriptions",
      [
        "customer": .string(customer), "items": [["price": .string(price)]],
        "coupon": .string(coupon.id),
      ])
    #expect(subscription["discount"]?["coupon"]?["id"]?.string == coupon.id)
    #expect(subscription["discount"]?["source"] == nil)
    let now = try await client.get("/v1/subscriptions/\(subscription.id)")
    #expect(now["discounts"]?.array?.count == 1)
    #expect(now["discount"] == nil)
  }

  @Test func `events are listed in the version of the request`() async throws {
    _ = try await client.post(
      "/v1/subscriptions",
      ["customer": .string(customer), "items": [["price": .string(price)]]])
    let version = "2025-02-24.acacia"
    let rows = try await versions.ask(
      version, "/v1/events", query: ["type": "customer.subscription.created"])
    let event = try #require(rows["data"]?.array?.first)
    #expect(event["api_version"]?.string == version)
    #expect(event["data"]?["object"]?["current_period_end"]?.integer != nil)
  }

  @Test func `fields that a version does not have are left out, also in lists`() async throws {
    let rows = try await versions.ask("2025-10-29.clover", "/v1/customers")["data"]?.array ?? []
    #expect(rows.count == 1)
    #expect(rows.allSatisfy { $0["customer_account"] == nil && $0["email"] != nil })
  }

  @Test func `a version older than all is answered as the oldest`() async throws {
    let item = try await versions.ask(
      "2020-08-27", "/v1/invoiceitems",
      ["customer": .string(customer), "amount": 500, "currency": "usd"])
    #expect(item["price"] != nil)
    #expect(item["pricing"] == nil)
  }
}
