import JSON
import SandboxStore

extension AccountClient {
  /// A page of the events that are about an object, newest first.
  ///
  /// - Parameters:
  ///   - before: the id of an event; only older ones are given.
  /// - Returns: At most as many events as asked for, and whether there are more.
  /// - Throws: The database's error.
  package func events(of object: String, limit: Int, before: String? = nil) async throws
    -> (events: [JSONObject], hasMore: Bool)
  {
    try await sandbox.reading { [environment = sandbox.environment, account] transaction, time in
      let workspace = Workspace(
        transaction, environment, acting: ActingAccount(id: account), time: time)
      let resource = try workspace.resource("event")
      var selection = Selection(
        source: .index(name: resource.indexName(EventBehavior.about), values: [object]),
        limit: limit)
      selection.sortKeys = (workspace.wall - EventStore.retention + 1)...Int.max
      if let before { selection.place = try workspace.stored.place("event", before) }
      let page = try workspace.objects.select(selection)
      let events = try workspace.objects.bodies(at: page.places).map { body in
        try JSONValue(parsing: body).object ?? [:]
      }
      return (events, page.hasMore)
    }
  }
}
