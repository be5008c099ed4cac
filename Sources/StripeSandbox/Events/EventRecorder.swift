import JSON
import SandboxStore

/// Stores an event for each change that a request made, and notes to whom it is to be sent.
struct EventRecorder {
  let workspace: Workspace

  func record(_ changes: [Change]) throws(SandboxError) {
    let names = workspace.environment.eventNames
    var occurrences: [Occurrence] = []
    for change in changes {
      let behavior = try workspace.resource(change.key.type).behavior
      occurrences += names.names(of: change, behavior).map { Occurrence(name: $0, change: change) }
    }
    occurrences += workspace.pending.announcements.map(Occurrence.init)
    guard !occurrences.isEmpty else { return }
    let store = EventStore(workspace: workspace)
    try store.forgetOld()
    let routing = EventRouting(workspace: workspace)
    for occurrence in occurrences { try record(occurrence, store, routing) }
  }

  private func record(_ occurrence: Occurrence, _ store: EventStore, _ routing: EventRouting)
    throws(SandboxError)
  {
    let name = occurrence.name
    guard !ThinEventNames.all.contains(name) else {
      let account = workspace.account
      var event = try ThinEvent(workspace: workspace).make(name, occurrence.object, account)
      if let data = occurrence.data { event["data"] = .object(data) }
      let receivers = try routing.destinations(of: name, about: account, isThin: true)
      return try store.add(event, to: receivers)
    }
    let subject =
      occurrence.account ?? Self.subject(of: occurrence.object) ?? workspace.account
    let receivers = try routing.destinations(of: name, about: subject, isThin: false)
    let printed = occurrence.current.flatMap(workspace.changes.printed)
    let shown = try printed == nil ? shown(occurrence.object) : occurrence.object
    let event = snapshot(occurrence, of: shown, subject, receivers: receivers.count)
    try store.add(event, to: receivers, printed: printed)
    let thinReceivers = try routing.destinations(of: "v1.\(name)", about: subject, isThin: true)
    guard !thinReceivers.isEmpty else { return }
    var thin = try ThinEvent(workspace: workspace).make("v1.\(name)", occurrence.object, subject)
    thin["snapshot_event"] = event["id"]
    try store.add(thin, to: thinReceivers)
  }

  /// The connected account that an event of API v1 is about where the request was its platform's.
  private static func subject(of object: JSONObject) -> String? {
    switch object["object"]?.string {
    case "account": object["id"]?.string
    case "capability", "person": object["account"]?.string
    default: nil
    }
  }

  /// An object without the fields that are shown on request only.
  private func shown(_ object: JSONObject) throws(SandboxError) -> JSONObject {
    let resource = try workspace.resource(object["object"]?.string ?? "")
    return RequestedFields.within(.object(resource.type)).hidden(in: object, but: nil)
  }

  private func snapshot(
    _ occurrence: Occurrence, of shown: JSONObject, _ subject: String, receivers: Int
  ) -> JSONObject {
    var data: JSONObject = ["object": .object(shown)]
    if let previous = occurrence.previous { data["previous_attributes"] = .object(previous) }
    var event: JSONObject = ["id": .string(workspace.newID(prefix: "evt_")), "object": "event"]
    if subject != workspace.acting.platform { event["account"] = .string(subject) }
    let members: JSONObject = [
      "api_version": .string(workspace.environment.resources.catalog.apiVersion),
      "created": .integer(workspace.wall), "data": .object(data), "livemode": false,
      "pending_webhooks": .integer(receivers),
      "request": [
        "id": workspace.origin.requestID.map(JSONValue.string) ?? nil,
        "idempotency_key": workspace.origin.idempotencyKey.map(JSONValue.string) ?? nil,
      ],
      "type": .string(occurrence.name),
    ]
    event.members += members.members
    return event
  }
}

/// Something that happened to an object.
struct Occurrence {
  let name: String
  /// The object as the event shows it.
  let object: JSONObject
  /// The stored object that it is as it is now; nil for another.
  var current: ObjectKey?
  var previous: JSONObject?
  /// The account that it is about, where the object does not say.
  var account: String?
  /// What an event of API v2 says beyond the object.
  var data: JSONObject?

  init(_ announcement: Announcement) {
    name = announcement.name
    object = announcement.object
    account = announcement.account
    data = announcement.data
  }

  init(name: String, change: Change) {
    self.name = name
    object = change.after ?? Self.last(change.before ?? [:])
    current = change.after == nil ? nil : change.key
    if let before = change.before, let after = change.after, name.hasSuffix(".updated") {
      previous = AttributeDifference.previous(before, after)
    }
  }

  /// Returns a deleted object as its event shows it: as it was, but not active.
  private static func last(_ object: JSONObject) -> JSONObject {
    var object = object
    for mark in ["active", "valid"] where object[mark] == true { object[mark] = false }
    return object
  }
}

/// An event without a change of a stored object: an invoice was sent.
struct Announcement: Sendable {
  let name: String
  let object: JSONObject
  var account: String?
  var data: JSONObject?
}

/// Which request caused an event.
struct RequestOrigin: Sendable, Hashable {
  /// Nil for what time did.
  var requestID: String?
  var idempotencyKey: String?
}
