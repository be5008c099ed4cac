import JSON
import SandboxStore

/// Keeps events, and the deliveries of each.
struct EventStore {
  /// The time for which events are listed and found, in seconds. Source: the SDK's description of
  /// events.
  static let retention = 30 * 86_400

  /// The number of old events that each request with new ones removes at most.
  private static let removedAtOnce = 20

  let workspace: Workspace

  /// - Parameter object: the bytes of the object that an event of API v1 is about, where they were
  ///   printed before.
  func add(
    _ event: JSONObject, to destinations: [Destination], printed object: [UInt8]? = nil
  ) throws(SandboxError) {
    let type = event["object"]?.string ?? ""
    let id = event["id"]?.string ?? ""
    let resource = try workspace.resource(type)
    let fields = FieldIndexing.fields(of: event, resource, parent: nil)
    let row = ObjectRow(
      type: type, id: id, parent: nil, sortKey: workspace.wall, fields: fields,
      entries: FieldIndexing.entries(fields, resource), schema: resource.schema,
      body: object.map { StoredBody(shown: StripeJSON.body(ofEvent: event, about: $0)) }
        ?? StoredBody(event, resource))
    try workspace.storing {
      try workspace.objects.insert(row)
      for destination in destinations {
        try workspace.store.deliveries.add(
          id, type: event["type"]?.string ?? "", account: workspace.account, to: destination.id,
          now: workspace.environment.clock())
      }
    }
    if !destinations.isEmpty { workspace.leavesDeliveries = true }
  }

  /// Removes some of the events that are too old to be shown.
  func forgetOld() throws(SandboxError) {
    for type in ["event", "v2.core.event"] {
      let resource = try workspace.resource(type)
      try workspace.storing {
        let old = try workspace.objects.outlived(
          type, before: workspace.wall - Self.retention + 1, limit: Self.removedAtOnce)
        try workspace.objects.remove(
          old, entries: { FieldIndexing.entries($0, resource) }, schema: resource.schema)
        try workspace.store.deliveries.remove(of: old.map(\.id))
      }
    }
  }
}
