import JSON
import SandboxStore

/// The request of a delivery.
package struct OutgoingWebhook: Sendable, Hashable {
  /// The id of the delivery.
  package let delivery: Int64
  /// The id of the event, and its name.
  package let event: String
  /// The name of the event.
  package let type: String
  /// The address that the event is sent to.
  package let url: String
  /// The headers of the request, with the signature.
  package let headers: [String: String]
  /// The event as JSON.
  package let body: [UInt8]
  /// The number of earlier attempts.
  package let attempts: Int
}

/// A delivery that is due.
package struct DueWebhook: Sendable, Hashable {
  /// The number of the delivery.
  package let delivery: Int64
  /// The id of the destination.
  package let destination: String
  /// The time at which it is due, in Unix seconds.
  package let due: Int
  /// The number of earlier attempts.
  package let attempts: Int
  /// True if a fault has held it back already.
  package let isHeldBack: Bool
}

/// The outcome of an attempt.
package enum WebhookOutcome: Sendable, Hashable {
  case answered(status: Int, body: [UInt8])
  /// No answer came: why.
  case failed(String)

  /// True if the receiver accepted the event.
  package var isSuccess: Bool {
    switch self {
    case .answered(let status, _): (200..<300).contains(status)
    case .failed: false
    }
  }
}

/// When a failed delivery is sent again.
package struct RetrySchedule: Sendable, Hashable {
  /// Seconds from an attempt to the next.
  package let delays: [Int]

  /// Creates a schedule of the waiting times before each retry, in seconds.
  package init(_ delays: [Int]) {
    self.delays = delays
  }

  /// Three times over a few hours. Source: Stripe's documentation of webhooks in test mode.
  package static let testMode = RetrySchedule([300, 3_600, 7_200])
}

/// The deliveries of a sandbox, for the deliverer.
package struct WebhookQueue: Sendable {
  let store: ObjectStore
  let environment: SandboxEnvironment

  /// The time for which a delivery that one deliverer has taken is left out by others, in seconds.
  private static let claim = 60

  /// Returns the deliveries that are due now, in the order of creation.
  ///
  /// - Parameter destinations: those that are left out.
  /// - Throws: The database's error.
  package func due(limit: Int, except destinations: Set<String> = []) async throws -> [DueWebhook] {
    let now = environment.clock()
    return try await store.read { store in
      try store.deliveries.due(at: now, limit: limit, except: destinations).map { delivery in
        DueWebhook(
          delivery: delivery.id, destination: delivery.destination, due: delivery.due ?? now,
          attempts: delivery.attempts, isHeldBack: delivery.isHeldBack)
      }
    }
  }

  /// Takes a delivery to send it. Should it not be finished, it is due again after a minute.
  ///
  /// - Returns: Nil where another has taken it, or where its event or destination is gone.
  /// - Throws: The database's error.
  package func take(_ due: DueWebhook) async throws -> OutgoingWebhook? {
    let now = environment.clock()
    return try await store.write { [environment] store in
      guard var delivery = try store.deliveries.find(due.delivery), delivery.due == due.due else {
        return nil
      }
      let outgoing = try Self.outgoing(delivery, store, environment, now: now)
      if outgoing == nil { delivery.state = .canceled }
      delivery.due = outgoing == nil ? nil : now + Self.claim
      try store.deliveries.update(delivery)
      return outgoing
    }
  }

  private static func outgoing(
    _ delivery: WebhookDelivery, _ store: StoreTransaction, _ environment: SandboxEnvironment,
    now: Int
  ) throws -> OutgoingWebhook? {
    guard let destination = try store.destinations.find(delivery.destination),
      destination.isEnabled
    else { return nil }
    let objects = store.objects(of: delivery.account)
    let stored =
      try objects.body("event", delivery.event, .complete)
      ?? objects.body("v2.core.event", delivery.event, .complete)
    guard let stored, var event = try JSONValue(parsing: stored).object else { return nil }
    if event["object"] == "v2.core.event" { event = ThinEvent.notification(event) }
    if let version = try WebhookDestinations.version(of: destination, in: store) {
      let workspace = Workspace(store, environment, acting: ActingAccount(id: delivery.account))
      event = try VersionChanges(of: version).downgraded(event, in: workspace)
    }
    let body = environment.pages.rendered(Array(StripeJSON.response(event).dropLast()))
    return OutgoingWebhook(
      delivery: delivery.id, event: delivery.event, type: delivery.type, url: destination.url,
      headers: headers(body, secret: destination.secret, now: now), body: body,
      attempts: delivery.attempts)
  }

  private static func headers(_ body: [UInt8], secret: String, now: Int) -> [String: String] {
    [
      "Content-Type": "application/json; charset=utf-8", "Accept": "*/*; q=0.5, application/xml",
      "Cache-Control": "no-cache", "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
      WebhookSignature.headerName: WebhookSignature.header(of: body, secret: secret, time: now),
    ]
  }

  /// Notes what became of an attempt, and when the next one is.
  ///
  /// - Throws: The database's error.
  package func finish(
    _ delivery: Int64, _ outcome: WebhookOutcome, _ schedule: RetrySchedule
  ) async throws {
    let now = environment.clock()
    try await store.write { [environment] store in
      guard var delivery = try store.deliveries.find(delivery) else { return }
      delivery.attempts += 1
      delivery.note(outcome)
      if outcome.isSuccess {
        try Self.countDown(delivery, store, environment)
        delivery.state = .succeeded
        delivery.due = nil
      } else if delivery.attempts <= schedule.delays.count {
        delivery.due = now + schedule.delays[delivery.attempts - 1]
      } else {
        delivery.state = .failed
        delivery.due = nil
      }
      try store.deliveries.update(delivery)
    }
  }

  /// Puts a delivery off, once.
  ///
  /// - Parameter seconds: how long.
  /// - Throws: The database's error.
  package func holdBack(_ delivery: Int64, by seconds: Int) async throws {
    let now = environment.clock()
    try await store.write { store in
      guard var delivery = try store.deliveries.find(delivery) else { return }
      delivery.isHeldBack = true
      delivery.due = now + seconds
      try store.deliveries.update(delivery)
    }
  }

  /// An event waits for each destination once, however often it is sent there.
  private static func countDown(
    _ delivery: WebhookDelivery, _ store: StoreTransaction, _ environment: SandboxEnvironment
  ) throws {
    let hadSucceeded = try store.deliveries.deliveries(of: delivery.event)
      .contains { $0.destination == delivery.destination && $0.state == .succeeded }
    guard !hadSucceeded else { return }
    let workspace = Workspace(store, environment, acting: ActingAccount(id: delivery.account))
    guard var event = try workspace.find("event", delivery.event),
      let pending = event["pending_webhooks"]?.integer, pending > 0
    else { return }
    event["pending_webhooks"] = .integer(pending - 1)
    try workspace.save(event)
    try workspace.changes.write()
  }
}

extension WebhookDelivery {
  /// The size of the part of a response that is kept, in bytes.
  private static let longestResponse = 1_000

  mutating func note(_ outcome: WebhookOutcome) {
    switch outcome {
    case .answered(let status, let body):
      self.status = status
      response = String(decoding: body.prefix(Self.longestResponse), as: UTF8.self)
    case .failed(let reason):
      status = nil
      response = reason
    }
  }
}
