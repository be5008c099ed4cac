import JSON
import SandboxTesting
import StripeCatalog
import Testing

@testable import StripeSandbox

/// Requests in the words of older versions of the API.
@Suite struct VersionRequestTests {
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

  @Test func `a request that names no version may use the words of any`() async throws {
    let coupon = try await client.post("/v1/coupons", ["percent_off": 10, "duration": "once"])
    let intent = try await client.post(
      "/v1/payment_intents",
      ["amount": 500, "currency": "usd", "payment_method_types": ["card"]])
    #expect(intent["allowed_payment_method_types"] == ["card"])
    let code = try await client.post("/v1/promotion_codes", ["coupon": .string(coupon.id)])
    #expect(code["promotion"]?["coupon"]?.string == coupon.id)
    let subscription = try await client.post(
      "/v1/subscriptions",
      [
        "customer": .string(customer), "items": [["price": .string(price)]],
        "coupon": .string(coupon.id), "expand": ["latest_invoice.payment_intent"],
      ])
    #expect(subscription["discounts"]?.array?.count == 1)
    let payments = subscription["latest_invoice"]?["payments"]?["data"]?.array
    #expect(payments?.first?["payment"]?["payment_intent"]?["object"] == "payment_intent")
  }

  @Test func `a phase may count the periods of its price`() async throws {
    let quarter = try await client.post(
      "/v1/prices",
      [
        "currency": "usd", "unit_amount": 500, "product_data": ["name": "Tea"],
        "recurring": ["interval": "month", "interval_count": 3],
      ])
    let schedule = try await versions.ask(
      "2025-03-31.basil", "/v1/subscription_schedules",
      [
        "customer": .string(customer), "start_date": "now",
        "phases": [["items": [["price": .string(quarter.id)]], "iterations": 4]],
      ])
    let phase = schedule["phases"]?.array?.first
    let days = ((phase?["end_date"]?.integer ?? 0) - (phase?["start_date"]?.integer ?? 0)) / 86_400
    #expect((365...366).contains(days))
    let refusal = try await versions.refusal(
      "2025-09-30.clover", .post, "/v1/subscription_schedules",
      ["customer": .string(customer), "phases": [["iterations": 4]]])
    #expect(refusal["code"] == "parameter_unknown")
    #expect(refusal["param"] == "phases[0][iterations]")
  }

  @Test func `a customer's coupon is for their invoices`() async throws {
    let coupon = try await client.post("/v1/coupons", ["percent_off": 10, "duration": "forever"])
    let once = try await client.post("/v1/coupons", ["percent_off": 50, "duration": "once"])
    let version = "2025-02-24.acacia"
    let path = "/v1/customers/\(customer)"
    let changed = try await versions.ask(version, path, ["coupon": .string(coupon.id)])
    #expect(changed["discount"]?["coupon"]?["id"]?.string == coupon.id)
    let subscription = try await client.post(
      "/v1/subscriptions",
      [
        "customer": .string(customer), "items": [["price": .string(price)]],
        "expand": ["latest_invoice"],
      ])
    #expect(subscription["latest_invoice"]?["total"] == 1350)
    _ = try await versions.ask(version, path, ["coupon": .string(once.id)])
    _ = try await client.post(
      "/v1/invoiceitems", ["customer": .string(customer), "amount": 400, "currency": "usd"])
    let include: JSONObject = [
      "customer": .string(customer), "pending_invoice_items_behavior": "include",
    ]
    let invoice = try await client.post("/v1/invoices", include)
    #expect(invoice["total"] == 200)
    _ = try await client.post("/v1/invoices/\(invoice.id)/finalize")
    #expect(try await client.post("/v1/invoices", include)["discounts"] == [])
    let events = try await client.eventNames()
    #expect(events.contains("customer.discount.updated"))
    let refusal = try await versions.refusal("2025-03-31.basil", .post, path, ["coupon": "x"])
    #expect(refusal["code"] == "parameter_unknown")
  }

  @Test func `a coupon of a customer is cleared by an empty text`() async throws {
    let coupon = try await client.post("/v1/coupons", ["percent_off": 10, "duration": "forever"])
    let path = "/v1/customers/\(customer)"
    _ = try await client.post(path, ["coupon": .string(coupon.id)])
    #expect(try await client.post(path, ["coupon": ""])["discount"] == .null)
  }

  @Test func `a preview has its older address`() async throws {
    let query: JSONObject = [
      "customer": .string(customer), "invoice_items": [["amount": 300, "currency": "usd"]],
    ]
    let upcoming = try await versions.ask(
      "2024-09-30.acacia", "/v1/invoices/upcoming", query: query)
    #expect(upcoming["total"] == 300)
    #expect(upcoming["id"] == nil)
    let lines = try await versions.ask(
      "2024-09-30.acacia", "/v1/invoices/upcoming/lines", query: query)
    #expect(lines["data"]?.array?.count == 1)
    #expect(lines["data"]?.array?.first?["type"] == "invoiceitem")
    let refusal = try await versions.refusal("2025-03-31.basil", .get, "/v1/invoices/upcoming")
    #expect(refusal["code"] == "resource_missing")
  }

  @Test func `what a version had and the sandbox does not do is refused by name`() async throws {
    let parameters: JSONObject = [
      "currency": "usd", "unit_amount": 1, "product_data": ["name": "Tea"],
      "recurring": ["interval": "month", "aggregate_usage": "sum"],
    ]
    let former = try await versions.refusal("2025-02-24.acacia", .post, "/v1/prices", parameters)
    #expect(
      former["message"]?.string == """
        The sandbox does not support recurring[aggregate_usage] of POST /v1/prices (a parameter of \
        versions before 2025-03-31.basil).
        """)
    let unknown = try await versions.refusal("2025-03-31.basil", .post, "/v1/prices", parameters)
    #expect(unknown["code"] == "parameter_unknown")
    let usage = try await versions.refusal(
      "2025-02-24.acacia", .post, "/v1/subscription_items/si_1/usage_records", ["quantity": 1])
    #expect(usage["message"]?.string?.hasPrefix("The sandbox does not support POST") == true)
    let gone = try await versions.refusal(
      "2025-03-31.basil", .post, "/v1/subscription_items/si_1/usage_records", ["quantity": 1])
    #expect(gone["message"]?.string?.hasPrefix("Unrecognized request URL") == true)
  }

  @Test func `every parameter that a version had is known, and no newer version knows it`() throws {
    for operation in Catalog.embedded.operations {
      for former in operation.formerParameters {
        let version = try #require(APIVersion(former.version))
        for name in former.record.names where operation.parameter(named: name) == nil {
          let given: JSONObject = [name: "1"]
          #expect(Self.code(of: given, operation, .oldest) != "parameter_unknown", "\(name)")
          #expect(Self.code(of: given, operation, version) == "parameter_unknown", "\(name)")
        }
      }
    }
  }

  /// How a request with these parameters alone is refused for its parameters.
  private static func code(
    of parameters: JSONObject, _ operation: StripeCatalog.Operation, _ version: APIVersion
  ) -> String? {
    let upgraded = VersionChanges(of: version).upgraded(parameters, operation)
    do {
      _ = try ParameterValidation(isJSON: false, version: version).check(upgraded, operation)
      return nil
    } catch { return error.code }
  }

  @Test func `no older path of expand is one of today`() throws {
    for change in VersionChanges.all {
      for (type, paths) in change.expansions {
        let object = try #require(Catalog.embedded.objects.first { $0.typeName == type })
        #expect(paths.keys.allSatisfy { object.field(named: $0) == nil }, "\(type)")
      }
    }
  }

  @Test func `a session has the older words of its interface`() async throws {
    let session = try await versions.ask(
      "2025-10-29.clover", "/v1/checkout/sessions",
      [
        "mode": "setup", "currency": "usd", "ui_mode": "hosted",
        "success_url": "https://example.com", "payment_method_types": ["card"],
      ])
    #expect(session["ui_mode"] == "hosted")
    let now = try await client.get("/v1/checkout/sessions/\(session.id)")
    #expect(now["ui_mode"] == "hosted_page")
    #expect(now["allowed_payment_method_types"] == ["card"])
  }
}
