import JSON
import SandboxTesting
import StripeWire
import Synchronization
import Testing

@testable import SandboxServer
@testable import StripeSandbox

/// An address that notes what it is sent, and answers as it is told.
private final class TestSender: WebhookSender {
  private let state = Mutex((received: [OutgoingWebhook](), statuses: [Int]()))

  /// The names of the events in the order of arrival.
  var names: [String] { received.map(\.type) }
  var received: [OutgoingWebhook] { state.withLock(\.received) }

  /// The statuses of the next answers; all others are 200.
  func answer(_ statuses: [Int]) { state.withLock { $0.statuses = statuses } }

  func send(_ webhook: OutgoingWebhook) async -> WebhookOutcome {
    state.withLock { state in
      state.received.append(webhook)
      let status = state.statuses.isEmpty ? 200 : state.statuses.removeFirst()
      return status == 0 ? .failed("refused") : .answered(status: status, body: Array("ok".utf8))
    }
  }
}

/// A sandbox with an endpoint that receives all events.
private struct WebhookWorld {
  let client: SandboxClient
  let sender = TestSender()
  let deliverer: WebhookDeliverer
  let secret: String

  init(_ shares: [FaultPlan.DeliveryShare] = [], seed: UInt64 = 1) async throws {
    client = try SandboxClient()
    var plan = FaultPlan()
    plan.deliveries = shares
    plan.seed = seed
    deliverer = WebhookDeliverer(client.sandbox, sender, plan: plan)
    let endpoint = try await client.post(
      "/v1/webhook_endpoints", ["url": "http://localhost/hook", "enabled_events": ["*"]])
    secret = endpoint["secret"]?.string ?? ""
  }

  func makeCustomers(_ count: Int) async throws {
    for number in 1...count {
      _ = try await client.post("/v1/customers", ["name": .string("C\(number)")])
    }
  }

  /// The names of the customers whose events arrived, in that order.
  func arrived() throws -> [String] {
    try sender.received.map {
      try JSONValue(parsing: $0.body)["data"]?["object"]?["name"]?.string ?? ""
    }
  }
}

@Suite("deliveries") struct WebhookDeliveryTests {
  @Test("come in the order of creation, signed, as they are listed")
  func order() async throws {
    let world = try await WebhookWorld()
    try await world.makeCustomers(3)
    try await world.deliverer.deliverDue()
    #expect(try world.arrived() == ["C1", "C2", "C3"])
    let first = world.sender.received[0]
    #expect(first.url == "http://localhost/hook")
    #expect(
      first.headers["Stripe-Signature"]
        == WebhookSignature.header(
          of: first.body, secret: world.secret, time: world.client.time.now))
    var sent = try #require(JSONValue(parsing: first.body).object)
    #expect(sent["pending_webhooks"] == 1)
    sent["pending_webhooks"] = 0
    #expect(try await world.client.get("/v1/events/\(first.event)") == sent)
    #expect(try await world.client.rows("/v1/events", ["delivery_success": false]).isEmpty)
    try await world.deliverer.deliverDue()
    #expect(world.sender.received.count == 3)
  }

  @Test("that fail are sent three times more, later each time")
  func retries() async throws {
    let world = try await WebhookWorld()
    world.sender.answer([500, 302, 0, 404])
    try await world.makeCustomers(1)
    let start = world.client.time.now
    var attempts: [Int] = []
    for _ in 0..<4 * 60 {
      let before = world.sender.received.count
      try await world.deliverer.deliverDue()
      if world.sender.received.count > before { attempts.append(world.client.time.now - start) }
      world.client.time.advance(60)
    }
    #expect(attempts == [0, 300, 3_900, 11_100])
    let delivery = try await world.client.sandbox.deliveries(limit: 1)[0]
    #expect(delivery.state == .failed)
    #expect(delivery.attempts == 4)
    #expect(delivery.status == 404)
    #expect(try await world.client.rows("/v1/events")[0]["pending_webhooks"] == 1)
  }

  @Test("that fail keep no later ones waiting")
  func overtaking() async throws {
    let world = try await WebhookWorld()
    world.sender.answer([503])
    try await world.makeCustomers(2)
    try await world.deliverer.deliverDue()
    world.client.time.advance(300)
    try await world.deliverer.deliverDue()
    #expect(try world.arrived() == ["C1", "C2", "C1"])
  }

  @Test("are resumed by another deliverer")
  func resumed() async throws {
    let world = try await WebhookWorld()
    try await world.makeCustomers(1)
    let due = try await world.client.sandbox.webhooks.due(limit: 9)
    let queue = world.client.sandbox.webhooks
    #expect(try await queue.take(due[0]) != nil)
    #expect(try await queue.take(due[0]) == nil)
    // The first one ends before it can say what came of it.
    try await world.deliverer.deliverDue()
    #expect(world.sender.received.isEmpty)
    world.client.time.advance(60)
    try await world.deliverer.deliverDue()
    #expect(try world.arrived() == ["C1"])
  }

  @Test("are sent again on request, and count once")
  func resend() async throws {
    let world = try await WebhookWorld()
    _ = try await world.client.post(
      "/v1/webhook_endpoints", ["url": "http://localhost/two", "enabled_events": ["*"]])
    try await world.makeCustomers(1)
    try await world.deliverer.deliverDue()
    let event = world.sender.received[0].event
    #expect(try await world.client.sandbox.resend(event) == 2)
    try await world.deliverer.deliverDue()
    #expect(world.sender.received.map(\.event) == Array(repeating: event, count: 4))
    #expect(try await world.client.get("/v1/events/\(event)")["pending_webhooks"] == 0)
    await #expect(throws: SandboxError.self) { try await world.client.sandbox.resend("evt_1") }
  }

  @Test("that wait for their next attempt are sent at once on request")
  func resendPending() async throws {
    let world = try await WebhookWorld()
    world.sender.answer([500])
    try await world.makeCustomers(1)
    try await world.deliverer.deliverDue()
    #expect(try await world.client.sandbox.resend(world.sender.received[0].event) == 1)
    try await world.deliverer.deliverDue()
    #expect(world.sender.received.count == 2)
    let deliveries = try await world.client.sandbox.deliveries(limit: 9)
    #expect(deliveries.map(\.attempts) == [2])
    #expect(deliveries.map(\.state) == [.succeeded])
  }

  @Test("to endpoints that are disabled or deleted are given up")
  func gone() async throws {
    let world = try await WebhookWorld()
    let id = try await world.client.rows("/v1/webhook_endpoints")[0].id
    try await world.makeCustomers(1)
    _ = try await world.client.post("/v1/webhook_endpoints/\(id)", ["disabled": true])
    try await world.deliverer.deliverDue()
    _ = try await world.client.post("/v1/webhook_endpoints/\(id)", ["disabled": false])
    try await world.makeCustomers(1)
    _ = try await world.client.delete("/v1/webhook_endpoints/\(id)")
    try await world.deliverer.deliverDue()
    #expect(world.sender.received.isEmpty)
    let states = try await world.client.sandbox.deliveries(limit: 9).map(\.state)
    #expect(states == [.canceled, .canceled])
  }

  @Test("of connected accounts come to Connect endpoints, with the account")
  func connect() async throws {
    let world = try await WebhookWorld()
    _ = try await world.client.post(
      "/v1/webhook_endpoints",
      ["url": "http://localhost/connect", "enabled_events": ["*"], "connect": true])
    let account = try await world.client.post(
      "/v1/accounts", ["type": "express", "country": "US"]
    ).id
    try await world.deliverer.deliverDue()
    let before = world.sender.received.count
    _ = await world.client.send(.post, "/v1/customers", headers: ["stripe-account": account])
    try await world.makeCustomers(1)
    try await world.deliverer.deliverDue()
    let sent = world.sender.received.dropFirst(before)
    let byAddress = Dictionary(grouping: sent, by: \.url).mapValues(\.count)
    #expect(byAddress == ["http://localhost/connect": 1, "http://localhost/hook": 1])
    let connected = try #require(sent.first { $0.url.hasSuffix("connect") })
    #expect(try JSONValue(parsing: connected.body)["account"]?.string == account)
  }

  @Test("of thin events name the object and do not show it")
  func thin() async throws {
    let world = try await WebhookWorld()
    _ = try await world.client.post(
      "/v2/core/event_destinations",
      [
        "name": "d", "type": "webhook_endpoint", "event_payload": "thin",
        "enabled_events": ["v1.customer.created"],
        "webhook_endpoint": ["url": "http://localhost/thin"],
      ])
    try await world.makeCustomers(1)
    try await world.deliverer.deliverDue()
    let thin = try #require(world.sender.received.first { $0.url.hasSuffix("thin") })
    let event = try #require(JSONValue(parsing: thin.body).object)
    #expect(event["object"] == "v2.core.event")
    #expect(event["related_object"]?["type"] == "customer")
    #expect(event["data"] == nil)
  }

  @Test("are forwarded while that is asked for, under one secret")
  func forwarding() async throws {
    let world = try await WebhookWorld()
    let sandbox = world.client.sandbox
    let secret = try await sandbox.forward(to: "http://localhost/f", events: ["customer.created"])
    try await world.makeCustomers(1)
    _ = try await world.client.post("/v1/products", ["name": "Tea"])
    try await world.deliverer.deliverDue()
    let forwarded = world.sender.received.filter { $0.url.hasSuffix("/f") }
    #expect(forwarded.map(\.type) == ["customer.created"])
    try await sandbox.stopForwarding()
    try await world.makeCustomers(1)
    try await world.deliverer.deliverDue()
    #expect(world.sender.received.filter { $0.url.hasSuffix("/f") }.count == 1)
    #expect(try await sandbox.forward(to: "http://localhost/f", events: ["*"]) == secret)
  }

  @Test("can be late, doubled, reordered and failed")
  func faults() async throws {
    let doubled = try await WebhookWorld([.init(.doubled, 1)])
    try await doubled.makeCustomers(2)
    try await doubled.deliverer.deliverDue()
    #expect(try doubled.arrived() == ["C1", "C1", "C2", "C2"])

    let late = try await WebhookWorld([.init(.late, 1)])
    try await late.makeCustomers(1)
    try await late.deliverer.deliverDue()
    late.client.time.advance(DeliveryFault.lateness.lowerBound - 1)
    try await late.deliverer.deliverDue()
    #expect(try late.arrived() == [])
    late.client.time.advance(DeliveryFault.lateness.count)
    try await late.deliverer.deliverDue()
    #expect(try late.arrived() == ["C1"])

    let reordered = try await WebhookWorld([.init(.reordered, 1)])
    try await reordered.makeCustomers(2)
    try await reordered.deliverer.deliverDue()
    #expect(try reordered.arrived() == ["C2", "C1"])

    let failed = try await WebhookWorld([.init(.failed, 1)])
    try await failed.makeCustomers(1)
    try await failed.deliverer.deliverDue()
    #expect(try failed.arrived() == [])
    #expect(try await failed.client.sandbox.deliveries(limit: 1)[0].attempts == 1)
  }

  @Test("meet the same faults for the same seed")
  func repeatable() async throws {
    func arrived(seed: UInt64) async throws -> [String] {
      let world = try await WebhookWorld(
        [.init(.doubled, 0.3), .init(.failed, 0.3)], seed: seed)
      try await world.makeCustomers(20)
      try await world.deliverer.deliverDue()
      return try world.arrived()
    }
    let first = try await arrived(seed: 7)
    #expect(try await arrived(seed: 7) == first)
    #expect(try await arrived(seed: 8) != first)
  }

  @Test("have their faults named in shares")
  func parsing() throws {
    let shares = try FaultPlan.deliveryFailures("late=10%,doubled=5%,reordered=1%,failed=2.5%")
    #expect(
      shares == [
        .init(.late, 0.1), .init(.doubled, 0.05), .init(.reordered, 0.01), .init(.failed, 0.025),
      ])
    #expect(throws: FaultPlanError.self) { try FaultPlan.deliveryFailures("lost=5%") }
  }
}
