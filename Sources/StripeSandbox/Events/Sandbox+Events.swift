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
}
