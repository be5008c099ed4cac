import JSON
import SandboxStore

extension Sandbox {
  /// The newest events of all accounts, newest first.
  ///
  /// - Parameter type: the name of the events; nil means all.
  /// - Throws: The database's error.
  package func events(type: String? = nil, limit: Int) async throws -> [JSONObject] {
    try await store.read { transaction in
      var events: [JSONObject] = []
      try transaction.eachNewest(of: ["event", "v2.core.event"]) { body in
        guard let event = try JSONValue(parsing: body).object else { return true }
        if type == nil || event.text("type") == type { events.append(event) }
        return events.count < limit
      }
      return events
    }
  }

  /// The names of all events that Stripe has, in alphabetical order.
  package static var eventNames: [String] { EventNames(.embedded).all }

  /// The deliveries that wait.
  package var webhooks: WebhookQueue { WebhookQueue(store: store, environment: environment) }

  /// The newest deliveries of all accounts, newest first.
  ///
  /// - Parameter number: only those that were made before the delivery of this number.
  /// - Throws: The database's error.
  package func deliveries(limit: Int, before number: Int64 = .max) async throws
    -> [WebhookDelivery]
  {
    try await store.read { try $0.deliveries.newest(limit, before: number) }
  }

  /// The deliveries of an event, oldest first.
  ///
  /// - Throws: The database's error.
  package func deliveries(of event: String) async throws -> [WebhookDelivery] {
    try await store.read { try $0.deliveries.deliveries(of: event) }
  }

  /// Sends an event again, to the destinations that it went to and that still receive events; what
  /// waits to be sent is sent at once.
  ///
  /// - Returns: The number of deliveries that are due; the process that serves the sandbox sends
  ///   them.
  /// - Throws: `SandboxError` where there is no such event.
  @discardableResult
  package func resend(_ event: String) async throws -> Int {
    let now = environment.clock()
    let count = try await store.write { store in
      let accounts =
        try store.accounts(having: "event", event)
        + store.accounts(having: "v2.core.event", event)
      guard !accounts.isEmpty else { throw SandboxError.missing("event", event) }
      let latest = Dictionary(
        try store.deliveries.deliveries(of: event).map { ($0.destination, $0) }
      ) { $1 }
      let live = try latest.values.sorted { $0.id < $1.id }.filter {
        try store.destinations.find($0.destination)?.isEnabled == true
      }
      for delivery in live { try Self.sendAgain(delivery, store, now: now) }
      return live.count
    }
    if count > 0 { announceDeliveries() }
    return count
  }

  private static func sendAgain(
    _ delivery: WebhookDelivery, _ store: StoreTransaction, now: Int
  ) throws {
    guard delivery.due == nil else {
      var delivery = delivery
      delivery.due = now
      return try store.deliveries.update(delivery)
    }
    try store.deliveries.add(
      delivery.event, type: delivery.type, account: delivery.account, to: delivery.destination,
      now: now)
  }

  /// Sends the events of all accounts to an address too, until `stopForwarding`.
  ///
  /// - Parameter events: the names of the events; "*" means all.
  /// - Returns: The secret that signs them; it stays the same for an address.
  /// - Throws: The database's error.
  package func forward(to url: String, events: [String]) async throws -> String {
    let secret = "whsec_" + environment.randomText(32)
    return try await store.write { store in
      try store.destinations.stopForwarding()
      let id = "forward \(url)"
      let known = try store.destinations.find(id)
      let destination = Destination(
        id: id, account: SharedAccount.id, url: url, secret: known?.secret ?? secret,
        audience: .everyone, isThin: false, events: events)
      try store.destinations.put(destination)
      return destination.secret
    }
  }

  /// Returns true if a text is an address that events can be sent to.
  package static func canForward(to url: String) -> Bool { WebhookAddress.isValid(url) }

  /// Returns true if a text names an event of API v1, or all of them.
  package static func canForward(event: String) -> Bool {
    event == "*" || EventNames(.embedded).isSnapshot(event)
  }

  /// Ends all forwarding.
  ///
  /// - Throws: The database's error.
  package func stopForwarding() async throws {
    try await store.write { try $0.destinations.stopForwarding() }
  }
}
