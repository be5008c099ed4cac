import JSON
import SandboxTesting
import Testing

@testable import SandboxServer
@testable import StripeSandbox

/// What people do on the pages, by clicks in a browser without a window.
@Suite(
  "in a browser", .serialized, .enabled(if: WebDriver.isAskedFor),
  .timeLimit(.minutes(15)))
struct BrowserTests {
  /// A served sandbox whose events a seller receives, and a browser.
  private struct World {
    let server: PageServer
    let browser: WebDriver
    let seller: Receiver
    let home: String

    var client: SandboxClient { server.client }
  }

  private func run(_ body: (World) async throws -> Void) async throws {
    try await PageServer.run { server in
      let seller = Receiver()
      let home = "http://127.0.0.1:\(try await seller.serve())"
      defer { seller.end() }
      let endpoint = try await server.client.post(
        "/v1/webhook_endpoints", ["url": .string(home + "/hook"), "enabled_events": ["*"]])
      seller.trust(endpoint["secret"]?.string ?? "")
      let browser = try await WebDriver()
      let outcome: Result<Void, any Error>
      do {
        outcome = try await .success(
          body(World(server: server, browser: browser, seller: seller, home: home)))
      } catch {
        outcome = .failure(error)
      }
      await browser.end()
      try outcome.get()
    }
  }

  @Test("a checkout session is declined, authenticated, paid, and told of")
  func checkout() async throws {
    try await run { world in
      let price = try await CheckoutPageTests.price(world.server, 1250)
      let session = try await world.client.post(
        "/v1/checkout/sessions",
        [
          "mode": "payment", "success_url": .string(world.home + "/ok?s={CHECKOUT_SESSION_ID}"),
          "line_items": [
            [
              "price": price, "quantity": 1, "adjustable_quantity": ["enabled": true],
            ]
          ],
        ])
      let browser = world.browser
      try await browser.open(session["url"]?.string ?? "")
      try await browser.type("3", into: "input[name^=quantity]")
      try await browser.press("Update the total")
      try await browser.wait(for: "$37.50")
      try await browser.type("ann@example.com", into: "#email")
      try await browser.type("Ann", into: "#name")
      try await browser.click("input[value='4000000000000002']")
      try await browser.press("Pay $37.50")
      try await browser.wait(for: "Your card was declined.")
      try await browser.click("input[value='4000002760003184']")
      try await browser.press("Pay $37.50")
      try await browser.press("Fail authentication")
      try await browser.wait(for: "has failed authentication")
      try await browser.click("input[value='4000002760003184']")
      try await browser.press("Pay $37.50")
      try await browser.press("Complete authentication")
      try await browser.wait(forAddress: world.home + "/ok?s=\(session.id)")
      let event = try await world.seller.wait(for: "checkout.session.completed")
      let told = try #require(event["data"]?["object"]?.object, "\(event)")
      #expect(told["amount_total"] == 3750)
      #expect(told["payment_status"] == "paid")
    }
  }

  @Test("a payment link leads to its address")
  func paymentLink() async throws {
    try await run { world in
      let price = try await world.client.monthlyPrice(900)
      let link = try await world.client.post(
        "/v1/payment_links",
        [
          "line_items": [["price": .string(price), "quantity": 1]],
          "after_completion": [
            "type": "redirect", "redirect": ["url": .string(world.home + "/thanks")],
          ],
        ])
      try await world.browser.open(link["url"]?.string ?? "")
      try await world.browser.type("ann@example.com", into: "#email")
      try await world.browser.type("Ann", into: "#name")
      try await world.browser.press("Subscribe for $9.00")
      try await world.browser.wait(forAddress: world.home + "/thanks")
      let event = try await world.seller.wait(for: "checkout.session.completed")
      let told = try #require(event["data"]?["object"]?.object, "\(event)")
      #expect(told["payment_link"]?.string == link.id)
      _ = try await world.seller.wait(for: "customer.subscription.created")
    }
  }

  @Test("the portal cancels a subscription, and an invoice is paid")
  func portalAndInvoice() async throws {
    try await run { world in
      let customer = try await world.client.payingCustomer()
      let price = try await world.client.monthlyPrice(2000)
      _ = try await world.client.post(
        "/v1/subscriptions", ["customer": .string(customer), "items": [["price": .string(price)]]])
      _ = try await world.client.post(
        "/v1/invoiceitems",
        ["customer": .string(customer), "amount": 4200, "currency": "usd", "description": "Work"])
      let draft = try await world.client.post(
        "/v1/invoices",
        [
          "customer": .string(customer), "collection_method": "send_invoice",
          "days_until_due": 30, "pending_invoice_items_behavior": "include",
        ])
      let invoice = try await world.client.post("/v1/invoices/\(draft.id)/finalize")
      let configuration = try await world.client.post(
        "/v1/billing_portal/configurations",
        [
          "features": [
            "invoice_history": ["enabled": true], "subscription_cancel": ["enabled": true],
          ]
        ])
      let session = try await world.client.post(
        "/v1/billing_portal/sessions",
        [
          "customer": .string(customer), "configuration": .string(configuration.id),
          "return_url": .string(world.home + "/account"),
        ])
      let browser = world.browser
      try await browser.open(session["url"]?.string ?? "")
      try await browser.press("Cancel the subscription")
      try await browser.wait(for: "Go back")
      try await browser.press("Cancel the subscription")
      try await browser.wait(for: "ends on")
      _ = try await world.seller.wait(for: "customer.subscription.updated") { event in
        event["data"]?["object"]?["cancel_at_period_end"] == true
      }
      try await browser.press(invoice["number"]?.string ?? "")
      try await browser.press("Pay $42.00")
      try await browser.wait(for: "Paid")
      _ = try await world.seller.wait(for: "invoice.paid") { event in
        event["data"]?["object"]?["id"]?.string == invoice.id
      }
      try await browser.open(session["url"]?.string ?? "")
      try await browser.press("Return")
      try await browser.wait(forAddress: world.home + "/account")
    }
  }

  @Test("the viewer advances a month, and sends an event again")
  func viewer() async throws {
    try await run { world in
      let customer = try await world.client.payingCustomer()
      let price = try await world.client.monthlyPrice(2000)
      _ = try await world.client.post(
        "/v1/subscriptions", ["customer": .string(customer), "items": [["price": .string(price)]]])
      let browser = world.browser
      try await browser.open(world.server.address + "/")
      try await browser.press("Advance the clock")
      try await browser.press("Advance")
      try await browser.wait(for: "2026-06-28")
      let invoices = try await world.client.rows("/v1/invoices")
      #expect(invoices.count == 2)
      let event = try await world.client.rows("/v1/events", ["type": "invoice.created"])[0].id
      func isIt(_ received: JSONValue) -> Bool { received["id"]?.string == event }
      _ = try await world.seller.wait(for: "invoice.created", isIt)
      try await browser.press("Deliveries")
      try await browser.click("button[aria-label='Send \(event) again']")
      try await browser.wait(for: event)
      _ = try await world.seller.wait(for: "invoice.created", count: 2, isIt)
    }
  }

  @Test("an expired session is taken up again, with something added")
  func recovery() async throws {
    try await run { world in
      let extra = try await CheckoutPageTests.price(world.server, 300)
      let session = try await CheckoutPageTests.session(
        world.server,
        [
          "success_url": .string(world.home + "/ok"),
          "optional_items": [["price": extra, "quantity": 1]],
          "after_expiration": ["recovery": ["enabled": true]],
        ])
      let browser = world.browser
      _ = try await world.client.post("/v1/checkout/sessions/\(session.id)/expire")
      try await browser.open(session["url"]?.string ?? "")
      try await browser.press("Take it up again")
      try await browser.wait(for: "Add to your order")
      try await browser.click("input[name^=optional]")
      try await browser.press("Update the total")
      try await browser.wait(for: "$28.00")
      try await browser.type("ann@example.com", into: "#email")
      try await browser.type("Ann", into: "#name")
      try await browser.press("Pay $28.00")
      try await browser.wait(forAddress: world.home + "/ok")
      let event = try await world.seller.wait(for: "checkout.session.completed")
      #expect(event["data"]?["object"]?["recovered_from"]?.string == session.id)
    }
  }

  @Test("the portal offers a coupon, pauses, and takes a tax id")
  func portal() async throws {
    try await run { world in
      let portal = try await PortalPageTests.World(
        world.server,
        [
          "subscription_pause": ["enabled": true],
          "customer_update": ["allowed_updates": ["tax_id"]],
        ])
      let coupon = try await world.client.post("/v1/coupons", ["percent_off": 20]).id
      let browser = world.browser
      let offer = try await portal.open([
        "type": "subscription_cancel",
        "subscription_cancel": [
          "subscription": .string(portal.subscription),
          "retention": ["type": "coupon_offer", "coupon_offer": ["coupon": .string(coupon)]],
        ],
      ])
      try await browser.open(world.server.address + offer)
      try await browser.press("Accept the offer")
      try await browser.wait(for: "Pause the subscription")
      try await browser.press("Pause the subscription")
      try await browser.wait(for: "Nothing is billed")
      try await browser.press("Pause the subscription")
      try await browser.wait(for: "Resume the subscription")
      try await browser.press("Update the tax ids")
      try await browser.type("DE123456789", into: "#value")
      try await browser.press("Add the tax id")
      try await browser.wait(for: "eu vat DE123456789")
      let state = try await portal.state()
      #expect(state["status"] == "paused" && state["discounts"]?.array?.count == 1)
    }
  }
}
