import JSON
import SandboxStore

/// Stores an event for each change that a request made.
struct EventRecorder {
  let workspace: Workspace

  func record(_ changes: [Change]) throws(SandboxError) {
    let names = workspace.environment.eventNames
    for change in changes {
      let resource = try workspace.resource(change.key.type)
      for name in names.names(of: change, resource.behavior) {
        try store(event(name, change, resource))
      }
    }
    for announcement in workspace.announcements {
      let resource = try workspace.resource(announcement.object["object"]?.string ?? "")
      try store(event(announcement.name, announcement.object, previous: nil, resource))
    }
  }

  private func event(_ name: String, _ change: Change, _ resource: Resource)
    throws(SandboxError) -> JSONObject
  {
    var previous: JSONObject?
    if let before = change.before, let after = change.after, name.hasSuffix(".updated") {
      previous = AttributeDifference.previous(before, after)
    }
    let object = change.after ?? Self.ended(change.before ?? [:])
    return try event(name, object, previous: previous, resource)
  }

  /// A removed object as its event tells of it: of no more use.
  private static func ended(_ object: JSONObject) -> JSONObject {
    var object = object
    for name in ["active", "valid"] where object[name]?.bool == true { object[name] = false }
    return object
  }

  private func event(
    _ name: String, _ object: JSONObject, previous: JSONObject?, _ resource: Resource
  ) throws(SandboxError) -> JSONObject {
    let shown = RequestedFields.within(.object(resource.type)).hidden(in: object, but: nil)
    var data: JSONObject = ["object": .object(shown)]
    if let previous { data["previous_attributes"] = .object(previous) }
    return [
      "id": .string(workspace.newID(prefix: "evt_")), "object": "event",
      "api_version": .string(workspace.environment.resources.catalog.apiVersion),
      "created": .integer(workspace.now), "data": .object(data), "livemode": false,
      "pending_webhooks": 0,
      "request": [
        "id": workspace.origin.requestID.map(JSONValue.string) ?? nil,
        "idempotency_key": workspace.origin.idempotencyKey.map(JSONValue.string) ?? nil,
      ],
      "type": .string(name),
    ]
  }

  private func store(_ event: JSONObject) throws(SandboxError) {
    let resource = try workspace.resource("event")
    let fields = FieldIndexing.fields(of: event, resource, parent: nil)
    let row = ObjectRow(
      type: "event", id: event["id"]?.string ?? "", parent: nil, sortKey: workspace.now,
      fields: fields, entries: FieldIndexing.entries(fields, resource),
      body: StoredBody(event, resource))
    try workspace.storing { _ = try workspace.objects.insert(row) }
  }
}

/// An event that tells of no change of a stored object: an invoice was sent.
struct Announcement: Sendable {
  let name: String
  let object: JSONObject
}

/// Which request caused an event.
struct RequestOrigin: Sendable, Hashable {
  /// Nil for what time did.
  var requestID: String?
  var idempotencyKey: String?
}
