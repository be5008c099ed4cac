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

  static func checkVersion(_ version: String, param: String, in workspace: Workspace)
    throws(SandboxError)
  {
    let present = workspace.environment.resources.catalog.apiVersion
    guard version != present else { return }
    throw SandboxError(
      "The sandbox does not send events of API version \(version); leave \(param) out, or pass"
        + " \(present).", param: param)
  }
}
