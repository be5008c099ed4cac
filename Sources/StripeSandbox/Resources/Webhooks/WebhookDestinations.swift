import JSON
import SandboxStore

/// The destinations of webhook endpoints and event destinations.
struct WebhookDestinations {
  let workspace: Workspace

  func find(_ object: JSONObject) throws(SandboxError) -> Destination? {
    try workspace.storing { try workspace.store.destinations.find(object["id"]?.string ?? "") }
  }

  func change(_ object: JSONObject, _ body: (inout Destination) -> Void) throws(SandboxError) {
    guard var destination = try find(object) else { return }
    body(&destination)
    let changed = destination
    try workspace.storing { try workspace.store.destinations.put(changed) }
  }

  /// Removes the destination of an object; what is on its way to it is given up.
  func remove(_ object: JSONObject) throws(SandboxError) {
    let id = object["id"]?.string ?? ""
    try workspace.storing {
      try workspace.store.destinations.remove(id)
      try workspace.store.deliveries.cancel(to: id)
    }
  }

  /// `*` means all events, and must be the only element.
  static func checkAlone(_ names: [String]) throws(SandboxError) {
    guard names.contains("*"), names.count > 1 else { return }
    throw SandboxError(
      "You cannot combine `*` with other events in enabled_events.", param: "enabled_events")
  }

  /// - Throws: 400 where a text is no version, or one that events cannot be shown in.
  static func checkVersion(_ text: String, param: String, in workspace: Workspace)
    throws(SandboxError)
  {
    guard let version = APIVersion(text) else {
      throw SandboxError("Invalid API version: \(text)", param: param)
    }
    let present = workspace.environment.resources.catalog.apiVersion
    guard version >= .oldest, text <= present else {
      throw SandboxError(
        "The sandbox does not send events of API version \(text): it has those from"
          + " \(APIVersion.oldest) to \(present).", param: param)
    }
  }

  /// The version that events are sent to a destination in; nil for the newest.
  static func version(of destination: Destination, in store: StoreTransaction) throws -> APIVersion?
  {
    let objects = store.objects(of: destination.account)
    for (type, field) in [
      ("webhook_endpoint", "api_version"), ("v2.core.event_destination", "snapshot_api_version"),
    ] {
      guard let body = try objects.body(type, destination.id, .complete) else { continue }
      return try JSONValue(parsing: body)[field]?.string.flatMap(APIVersion.init)
    }
    return nil
  }
}
